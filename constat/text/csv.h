// CSV after RFC 4180: commas or another separator, double quotes, CRLF or LF, an optional UTF-8 byte order
// mark. What a person saved in a spreadsheet is read by carried_csv.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::text {

// CsvReader reads records one after the other from a text that outlives it. Strict: UTF-8, no quote inside an
// unquoted field, nothing but blanks between a quote and the separators, no control characters but those of
// line ends in quotes, and tabs at the end of a field.
class CsvReader {
 public:
  // name is the file's, for messages.
  CsvReader(std::string_view text, std::string name, char separator = ',');

  // Next reads the next record into fields and says whether there was one. An empty line is no record.
  // ERRORS: kBadText, with file and line.
  [[nodiscard]] Result<bool> Next(std::vector<std::string>& fields);

  // line is the number, from 1, of the line the last record began on. Where is "name:line".
  [[nodiscard]] size_t line() const { return record_line_; }
  [[nodiscard]] std::string Where() const;

 private:
  [[nodiscard]] Result<std::string> Field();
  [[nodiscard]] Result<std::string> QuotedField();
  [[nodiscard]] tl::unexpected<Error> Bad(std::string_view what) const;
  [[nodiscard]] bool TakeLineEnd();
  void TakeBlanks();

  std::string_view text_;
  std::string name_;
  char separator_;
  size_t at_ = 0;
  size_t line_ = 1;
  size_t record_line_ = 0;
};

// FormatCsvRecord writes one record with CRLF, quoting where needed.
[[nodiscard]] std::string FormatCsvRecord(const std::vector<std::string_view>& fields);

}  // namespace constat::text
