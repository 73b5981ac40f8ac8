// RowReader: rows of a CSV or TSV table, one at a time, in bounded memory. Not thread-safe.
//
// RFC 4180 with these additions: lines end in CR LF, LF or CR; a byte-order mark is skipped; lines without a
// character are skipped; the separator is a comma, a semicolon or a tab; where it is a tab, a quote inside a
// field that does not begin with one is an ordinary character. The text is UTF-8.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/table/byte_source.h"

namespace constat::table {

// Limits on what one table may hold; each bounds memory or time.
struct RowLimits {
  size_t cell_bytes = 64 * 1024;
  size_t row_bytes = 1024 * 1024;
  size_t columns = 10'000;
  uint64_t rows = 20'000'000;
};

struct RowOptions {
  std::optional<char> separator;  // comma, semicolon or tab; guessed where not given
  RowLimits limits{};
};

// Row is one line of the table. Rows count from 1, the header included, as a spreadsheet shows them.
struct Row {
  uint64_t number = 0;
  std::vector<std::string_view> cells;
};

// GuessSeparator looks at the lines of sample outside quotes and returns the character of comma, semicolon
// and tab that divides most of them into as many cells as the first; of two such, the one that makes more
// cells. A comma where none does.
[[nodiscard]] char GuessSeparator(std::string_view sample);

class RowReader {
 public:
  // Open reads as much as the guess needs. ERRORS: those of source; kBadText (not UTF-8, by its mark).
  [[nodiscard]] static Result<RowReader> Open(std::unique_ptr<ByteSource> source,
                                              const RowOptions& options = {});

  // Next reads a row; false at the end. After an error the reader is of no more use: what follows a broken
  // quote cannot be told apart.
  // ERRORS: those of the source; kBadText (NUL, broken quotes, not UTF-8), kTooLarge (a limit), each with
  // row and column.
  [[nodiscard]] Result<bool> Next();

  // The row that Next read last; it lives until the next call.
  [[nodiscard]] const Row& row() const { return row_; }
  [[nodiscard]] char separator() const { return separator_; }
  [[nodiscard]] uint64_t empty_lines() const { return empty_lines_; }

 private:
  RowReader(std::unique_ptr<ByteSource> source, RowLimits limits)
      : source_(std::move(source)), limits_(limits) {}

  Status FillSample();
  void SetSeparator(char separator);
  Result<int> Peek();
  Result<bool> ReadRecord();
  Status ReadPlain();
  Status ReadQuoted();
  void Take(size_t end);
  Status CheckSize(bool in_quotes);
  Status EndCell();
  Status MakeCells();
  [[nodiscard]] tl::unexpected<Error> Wrong(ErrorCode code, std::string_view what) const;

  std::unique_ptr<ByteSource> source_;
  RowLimits limits_;
  Bytes sample_;
  ByteView chunk_;
  size_t at_ = 0;  // in chunk_
  char separator_ = ',';
  std::array<bool, 256> stops_{};  // bytes at which a cell without quotes ends or is wrong
  bool after_carriage_return_ = false;
  bool any_quoted_ = false;  // in this row
  std::string text_;         // the cells of this row, one after another
  std::vector<size_t> ends_;
  size_t cell_start_ = 0;
  Row row_;
  uint64_t empty_lines_ = 0;
};

}  // namespace constat::table
