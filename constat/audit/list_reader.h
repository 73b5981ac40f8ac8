// ListReader: a CSV file whose first line names its columns, as the audit's lists are. Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/result.h"
#include "constat/table/row_reader.h"

namespace constat::audit {

// SameWord compares words that a person typed: ASCII letters in either case are the same.
[[nodiscard]] bool SameWord(std::string_view a, std::string_view b);

class ListReader {
 public:
  // Open reads the first line; name is the file's, for messages. ERRORS: of these, those of table::RowReader,
  // with the file.
  [[nodiscard]] static Result<ListReader> Open(std::string text, std::string name);

  // Column finds a column by its name. ERRORS: kBadText where it is missing or there twice.
  [[nodiscard]] Result<size_t> Column(std::string_view name) const;
  [[nodiscard]] bool Has(std::string_view name) const;

  // Next reads a row; false at the end.
  [[nodiscard]] Result<bool> Next();

  // Cell is the row's text in a column, without blanks around it; "" where the row is shorter.
  [[nodiscard]] std::string_view Cell(size_t column) const;

  // Count is a cell as a whole number. ERRORS: kBadNumber, with the place.
  [[nodiscard]] Result<int64_t> Count(size_t column) const;

  // Wrong fails with the file and the row.
  [[nodiscard]] tl::unexpected<Error> Wrong(ErrorCode code, std::string_view what) const;

 private:
  ListReader(table::RowReader rows, std::string name) : rows_(std::move(rows)), name_(std::move(name)) {}

  table::RowReader rows_;
  std::string name_;
  std::vector<std::string> headers_;
};

}  // namespace constat::audit
