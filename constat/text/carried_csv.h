// CarriedCsv: CSV that people carry, as spreadsheets and mail programs leave it. Values are read as they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/text/csv.h"

namespace constat::text {

// CarriedCsv reads records as CsvReader does, from UTF-8 or UTF-16, with commas, semicolons or tabs (which of
// them, the first line says, or a line sep=; before it), with any line ends, from quoted-printable and HTML
// where that is certain. Columns and lines that a spreadsheet added, with nothing in them, do not count.
class CarriedCsv {
 public:
  // name is the file's, for messages. text outlives the reader.
  CarriedCsv(std::string_view text, std::string name);
  CarriedCsv(const CarriedCsv&) = delete;
  CarriedCsv& operator=(const CarriedCsv&) = delete;

  // Next, line and Where are CsvReader's. ERRORS: also DecodeCarried's.
  [[nodiscard]] Result<bool> Next(std::vector<std::string>& fields);
  // NextWords is Next without the blanks at the ends of fields.
  [[nodiscard]] Result<bool> NextWords(std::vector<std::string>& fields);
  // NextNames reads a record of the format's own words: in lower case, without blanks at their ends.
  [[nodiscard]] Result<bool> NextNames(std::vector<std::string>& names);
  [[nodiscard]] size_t line() const { return reader_->line(); }
  [[nodiscard]] std::string Where() const { return reader_->Where(); }

 private:
  std::string undone_;                // the text, where it is another than the one given
  std::optional<CsvReader> reader_;   // always
  std::optional<Error> cannot_read_;  // of all of it
  size_t columns_ = 0;                // of the first record
};

// FindAltered is the one of known that a spreadsheet, or whoever typed it, makes given of: other capitals,
// zeros at the beginning that are lost, dashes of another kind; empty for none.
[[nodiscard]] std::string FindAltered(const std::vector<std::string>& known, std::string_view given);

// OfTheseIds ends a sentence that no thing has the id given: which one may be meant, or else which there are,
// ten of them at most.
[[nodiscard]] std::string OfTheseIds(const std::vector<std::string>& known, std::string_view given);

}  // namespace constat::text
