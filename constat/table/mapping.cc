#include "constat/table/mapping.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/io/file.h"
#include "constat/text/toml_fields.h"

namespace constat::table {
namespace {

constexpr size_t kMaxTexts = 1'000;

// IsBlank holds for no text at all; a tab is one, for it may be the separator.
bool IsBlank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

// MappingParser reads the keys of one file.
class MappingParser {
 public:
  MappingParser(const toml::table& table, const std::string& name) : table_(table), name_(name) {}

  Result<Mapping> Run() {
    CONSTAT_TRY(CheckKeys());
    Mapping out;
    CONSTAT_ASSIGN(out.registered, Texts("registered"));
    CONSTAT_ASSIGN(out.ballots, Texts("ballots"));
    CONSTAT_ASSIGN(out.counted, Texts("counted"));
    CONSTAT_ASSIGN(out.invalid, Texts("invalid"));
    CONSTAT_ASSIGN(out.station, Texts("station"));
    CONSTAT_ASSIGN(out.missing, Texts("missing"));
    CONSTAT_ASSIGN(out.region, Text("region"));
    CONSTAT_ASSIGN(out.latitude, Text("latitude"));
    CONSTAT_ASSIGN(out.longitude, Text("longitude"));
    CONSTAT_ASSIGN(out.separator, Separator());
    CONSTAT_ASSIGN(out.drop, Groups("drop"));
    if (table_["options"].is_table()) {
      CONSTAT_ASSIGN(out.options, Groups("options"));
    } else {
      CONSTAT_ASSIGN(out.options_by_name, Texts("options"));
    }
    if (out.registered.empty() && out.ballots.empty() && out.counted.empty())
      return Wrong("registered",
                   "is missing, and so are \"ballots\" and \"counted\"; one of them must be there");
    if (out.latitude.has_value() != out.longitude.has_value()) {
      return Wrong(out.latitude ? "longitude" : "latitude", "is missing; coordinates are both or neither");
    }
    return out;
  }

 private:
  [[nodiscard]] tl::unexpected<Error> Wrong(std::string_view key, std::string_view what) const {
    return Fail(ErrorCode::kBadText, fmt::format("{}: \"{}\" {}", name_, key, what));
  }

  [[nodiscard]] Status CheckKeys() const {
    constexpr std::string_view kKeys[] = {"registered", "ballots", "counted", "invalid",
                                          "options",    "region",  "station", "latitude",
                                          "longitude",  "missing", "drop",    "separator"};
    for (const auto& [key, value] : table_) {
      if (std::find(std::begin(kKeys), std::end(kKeys), key.str()) != std::end(kKeys)) continue;
      return Fail(ErrorCode::kBadText, fmt::format("{} line {}: \"{}\" is not a key of a mapping", name_,
                                                   value.source().begin.line, key.str()));
    }
    return {};
  }

  [[nodiscard]] Result<std::optional<std::string>> Text(std::string_view key) const {
    if (!table_.contains(key)) return std::nullopt;
    const auto text = table_[key].value_exact<std::string>();
    if (!text || IsBlank(*text)) return Wrong(key, "is not a text, or is empty");
    return text;
  }

  [[nodiscard]] Result<std::vector<std::string>> Texts(std::string_view key) const {
    if (!table_.contains(key)) return std::vector<std::string>();
    return TextsOf(*table_.get(key), key);
  }

  [[nodiscard]] Result<std::vector<std::string>> TextsOf(const toml::node& node, std::string_view key) const {
    std::vector<std::string> out;
    const auto add = [&](const toml::node& item) {
      const auto text = item.value_exact<std::string>();
      if (!text || IsBlank(*text) || out.size() == kMaxTexts) return false;
      out.push_back(*text);
      return true;
    };
    const toml::array* const list = node.as_array();
    const bool good =
        list != nullptr ? !list->empty() && std::all_of(list->begin(), list->end(), add) : add(node);
    if (!good)
      return Wrong(key, fmt::format("is not a list of 1 to {} texts, or one of them is empty", kMaxTexts));
    return out;
  }

  // Groups reads a section in the order of the file, which toml++ itself sorts by key.
  [[nodiscard]] Result<std::vector<Group>> Groups(std::string_view key) const {
    std::vector<Group> out;
    if (!table_.contains(key)) return out;
    const toml::table* const section = table_[key].as_table();
    if (section == nullptr) return Wrong(key, "is not a section");
    std::vector<std::pair<toml::source_position, const toml::node*>> order;
    std::vector<std::string_view> names;
    for (const auto& [name, value] : *section) {
      order.emplace_back(value.source().begin, &value);
      names.push_back(name.str());
    }
    std::vector<size_t> places(names.size());
    for (size_t i = 0; i < places.size(); ++i) places[i] = i;
    std::sort(places.begin(), places.end(),
              [&](size_t a, size_t b) { return order[a].first < order[b].first; });
    for (const size_t i : places) {
      CONSTAT_ASSIGN(std::vector<std::string> texts, TextsOf(*order[i].second, names[i]));
      out.push_back({std::string(names[i]), std::move(texts)});
    }
    return out;
  }

  [[nodiscard]] Result<std::optional<char>> Separator() const {
    CONSTAT_ASSIGN(const std::optional<std::string> text, Text("separator"));
    if (!text) return std::nullopt;
    if (*text != "," && *text != ";" && *text != "\t")
      return Wrong("separator", "must be \",\", \";\" or \"\\t\"");
    return text->front();
  }

  const toml::table& table_;
  const std::string& name_;
};

}  // namespace

Result<Mapping> ParseMapping(std::string_view text, const std::string& name) {
  if (text.size() > kMaxMappingSize) return Fail(ErrorCode::kTooLarge, name + " is too large for a mapping");
  CONSTAT_ASSIGN(const toml::table table, text::ParseToml(text, name));
  return MappingParser(table, name).Run();
}

Result<Mapping> ReadMapping(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxMappingSize));
  return ParseMapping(AsText(bytes), path.string());
}

}  // namespace constat::table
