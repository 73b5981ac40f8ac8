#include "constat/text/toml_fields.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "constat/text/ascii_toml.h"

namespace constat::text {

void TomlFile::Fail(ErrorCode code, size_t line, std::string_view what) {
  if (!error) error = Error{code, fmt::format("{} line {}: {}", name, line, what)};
}

Result<toml::table> ParseToml(std::string_view text, const std::string& name) {
  CONSTAT_ASSIGN(const std::string ascii, AsciiToml(text, name));
  toml::parse_result parsed = toml::parse(ascii);
  if (parsed) return std::move(parsed).table();
  const toml::parse_error& error = parsed.error();
  return constat::Fail(ErrorCode::kBadText,
                       fmt::format("{} line {}: {}", name, error.source().begin.line, error.description()));
}

std::string TomlFields::NameOf(std::string_view field) const {
  return path_.empty() ? std::string(field) : fmt::format("{}, {}", path_, field);
}

size_t TomlFields::LineOfField(std::string_view field) const {
  const toml::node* const node = table_->get(field);
  return node == nullptr ? std::max<size_t>(line(), 1) : LineOf(*node);
}

void TomlFields::Fail(std::string_view field, std::string_view what, ErrorCode code) {
  file_->Fail(code, LineOfField(field), fmt::format("{}: {}", NameOf(field), what));
}

const toml::node* TomlFields::Find(std::string_view field) {
  read_.emplace(field);
  const toml::node* const node = table_->get(field);
  if (node == nullptr) Fail(field, "this is missing; add it");
  return node;
}

bool TomlFields::IsString(std::string_view field) const {
  const toml::node* const node = table_->get(field);
  return node != nullptr && node->is_string();
}

std::string TomlFields::String(std::string_view field) {
  const toml::node* const node = Find(field);
  if (node == nullptr) return {};
  const std::optional<std::string> value = node->value_exact<std::string>();
  if (!value) Fail(field, "write a text in quotes");
  return value.value_or("");
}

std::vector<std::string> TomlFields::Strings(std::string_view field) {
  const toml::node* const node = Find(field);
  if (node == nullptr) return {};
  std::vector<std::string> out;
  if (const toml::array* const array = node->as_array()) {
    for (const toml::node& element : *array) {
      const std::optional<std::string> value = element.value_exact<std::string>();
      if (!value) break;
      out.push_back(*value);
    }
    if (out.size() == array->size()) return out;
  }
  Fail(field, "write a list of texts in quotes, such as [\"a\", \"b\"]");
  return {};
}

uint64_t TomlFields::Integer(std::string_view field, Range range) {
  const toml::node* const node = Find(field);
  if (node == nullptr) return 0;
  const std::optional<int64_t> value = node->value_exact<int64_t>();
  if (!value) {
    Fail(field, "write a whole number");
    return 0;
  }
  if (*value < 0 || static_cast<uint64_t>(*value) < range.min || static_cast<uint64_t>(*value) > range.max) {
    Fail(field, fmt::format("{} is not between {} and {}", *value, range.min, range.max),
         ErrorCode::kBadNumber);
    return 0;
  }
  return static_cast<uint64_t>(*value);
}

bool TomlFields::Bool(std::string_view field) {
  const toml::node* const node = Find(field);
  if (node == nullptr) return false;
  const std::optional<bool> value = node->value_exact<bool>();
  if (!value) Fail(field, "write true or false, without quotes");
  return value.value_or(false);
}

std::vector<std::string> TomlFields::LocalText(std::string_view field) {
  const toml::node* const node = Find(field);
  if (node == nullptr) return {};
  const std::vector<std::string>& languages = file_->languages;
  if (node->is_string()) {
    if (languages.size() == 1) return {*node->value_exact<std::string>()};
    Fail(field, fmt::format("here is one text, and there are {} languages: write {{ {} = \"...\", ... }}",
                            languages.size(), languages.empty() ? "" : languages.front()));
    return {};
  }
  const toml::table* const table = node->as_table();
  if (table == nullptr) {
    Fail(field, "write a text in quotes, or a table with one for each language");
    return {};
  }
  TomlFields texts(*file_, *table, NameOf(field));
  std::vector<std::string> out;
  for (const std::string& language : languages) out.push_back(texts.String(language));
  texts.Done();
  return out;
}

std::optional<TomlFields::WrittenTime> TomlFields::Time(std::string_view field) {
  const toml::node* const node = Find(field);
  if (node == nullptr) return std::nullopt;
  const std::optional<toml::date_time> value = node->value_exact<toml::date_time>();
  if (!value) {
    Fail(field, "write a date and time without quotes, such as 2026-05-17T08:00:00+02:00");
    return std::nullopt;
  }
  if (value->time.nanosecond != 0) {
    Fail(field, "write whole seconds", ErrorCode::kBadNumber);
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(value->date.year),
                                         std::chrono::month(value->date.month),
                                         std::chrono::day(value->date.day));
  const auto at = std::chrono::sys_days(date) + std::chrono::hours(value->time.hour) +
                  std::chrono::minutes(value->time.minute) + std::chrono::seconds(value->time.second);
  WrittenTime out{std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count(), {}};
  if (value->offset) out.east_minutes = value->offset->minutes;
  return out;
}

uint64_t TomlFields::TimeMs(std::string_view field) {
  const std::optional<WrittenTime> time = Time(field);
  if (!time) return 0;
  if (!time->east_minutes) {
    Fail(field, "write the time with its offset from UTC, such as 2026-05-17T08:00:00+02:00");
    return 0;
  }
  const int64_t ms = time->clock_ms - int64_t{60'000} * *time->east_minutes;
  if (ms < 0) Fail(field, "the time is before 1970", ErrorCode::kBadNumber);
  return static_cast<uint64_t>(std::max<int64_t>(ms, 0));
}

TomlFields TomlFields::Table(std::string_view field) {
  static const toml::table kEmpty;
  const toml::node* const node = Find(field);
  const toml::table* const table = node == nullptr ? nullptr : node->as_table();
  if (node != nullptr && table == nullptr) Fail(field, "write a table, { ... }");
  return {*file_, table == nullptr ? kEmpty : *table, NameOf(field)};
}

std::vector<TomlFields> TomlFields::Tables(std::string_view field) {
  std::vector<TomlFields> out;
  if (!Has(field)) return out;
  const toml::array* const array = Find(field)->as_array();
  if (array == nullptr) {
    Fail(field, fmt::format("write tables that each begin with a line of the name in "
                            "double brackets, [[{}]]",
                            field));
    return out;
  }
  for (size_t i = 0; i < array->size(); ++i) {
    const toml::table* const table = (*array)[i].as_table();
    if (table == nullptr) {
      Fail(field, fmt::format("write tables that each begin with a line of the name in "
                              "double brackets, [[{}]]",
                              field));
      return out;
    }
    out.push_back({*file_, *table, fmt::format("{} {}", NameOf(field), i + 1)});
  }
  return out;
}

void TomlFields::Done() {
  // The first in the file, not in the alphabet.
  const toml::node* first = nullptr;
  std::string name;
  for (const auto& [key, node] : *table_) {
    if (read_.contains(key.str())) continue;
    if (first != nullptr && node.source().begin.line >= first->source().begin.line) continue;
    first = &node;
    name = key.str();
  }
  if (first != nullptr) Fail(name, "this name is not known here; check how it is written");
}

}  // namespace constat::text
