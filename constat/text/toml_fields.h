// TomlFields: reads the fields of one TOML table, with errors that name file, line and field. The import
// site of toml++.
//
// As in wire::Reader the first failure sticks: later reads return nothing of use, and TomlFile::error says
// what and where. A field that is never read is an error (Done), so that a mistyped name is found.
#pragma once

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <map>
#include <optional>
#include <set>
#include <string>

#include "constat/base/result.h"

namespace constat::text {

// TomlFile is what all tables of one file share.
struct TomlFile {
  std::string name;
  std::vector<std::string> languages;
  std::optional<Error> error;
  std::map<std::string, size_t>
      lines;  // where the manifest's parts stand, by their names in CheckManifest's messages

  void Fail(ErrorCode code, size_t line, std::string_view what);
};

class TomlFields {
 public:
  // path is the table's name in messages, "" for the file itself.
  TomlFields(TomlFile& file, const toml::table& table, std::string path)
      : file_(&file), table_(&table), path_(std::move(path)) {}

  [[nodiscard]] bool Has(std::string_view field) const { return table_->contains(field); }
  [[nodiscard]] size_t line() const { return LineOf(*table_); }
  [[nodiscard]] size_t LineOfField(std::string_view field) const;
  [[nodiscard]] TomlFile& file() const { return *file_; }

  // Each reads a field that must be there, and marks it as read. Fails with kBadText, or kBadNumber
  // out of range.
  [[nodiscard]] std::string String(std::string_view field);
  [[nodiscard]] std::vector<std::string> Strings(std::string_view field);
  struct Range {
    uint64_t min = 0;
    uint64_t max = 0;
  };
  [[nodiscard]] uint64_t Integer(std::string_view field, Range range);
  [[nodiscard]] bool Bool(std::string_view field);
  // LocalText is a string where there is one language, or a table with one string per language.
  [[nodiscard]] std::vector<std::string> LocalText(std::string_view field);
  // TimeMs is an offset date-time.
  [[nodiscard]] uint64_t TimeMs(std::string_view field);
  // WrittenTime is a date and time as it is written: milliseconds since 1970 on that clock, and how far the
  // clock is east of UTC, if that is said.
  struct WrittenTime {
    int64_t clock_ms = 0;
    std::optional<int16_t> east_minutes;
  };
  // Time is a date-time with or without offset; none where the field fails, or is none.
  [[nodiscard]] std::optional<WrittenTime> Time(std::string_view field);
  [[nodiscard]] TomlFields Table(std::string_view field);
  // Tables is an array of tables, empty where the field is missing.
  [[nodiscard]] std::vector<TomlFields> Tables(std::string_view field);

  // IsString and IsTable say what a field is; false where it is missing.
  [[nodiscard]] bool IsString(std::string_view field) const;

  // Fail fails with this field's place.
  void Fail(std::string_view field, std::string_view what, ErrorCode code = ErrorCode::kBadText);

  // Done fails for the first field that was not read.
  void Done();

 private:
  [[nodiscard]] static size_t LineOf(const toml::node& node) { return node.source().begin.line; }
  [[nodiscard]] std::string NameOf(std::string_view field) const;
  [[nodiscard]] const toml::node* Find(std::string_view field);

  TomlFile* file_;
  const toml::table* table_;
  std::string path_;
  std::set<std::string, std::less<>> read_;
};

// ParseToml parses a whole text. ERRORS: kBadText with line and cause.
[[nodiscard]] Result<toml::table> ParseToml(std::string_view text, const std::string& name);

}  // namespace constat::text
