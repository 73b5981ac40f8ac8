#include "constat/table/row_reader.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/table/cell.h"

namespace constat::table {
namespace {

constexpr std::string_view kSeparators = ",;\t";
constexpr size_t kSampleSize = 64 * 1024;
constexpr size_t kSampleLines = 50;

using Counts = std::array<size_t, kSeparators.size()>;

// SeparatorsByLine counts each separator outside quotes, for the first lines that are whole or
// end the sample.
std::vector<Counts> SeparatorsByLine(std::string_view sample) {
  std::vector<Counts> lines(1);
  bool quoted = false;
  bool empty = true;
  for (const char c : sample) {
    if (c == '"') quoted = !quoted;
    const bool line_ends = !quoted && (c == '\n' || c == '\r');
    if (line_ends && !empty) {
      if (lines.size() == kSampleLines) return lines;
      lines.emplace_back();
    }
    empty = line_ends;
    const size_t which = kSeparators.find(c);
    if (!quoted && which != std::string_view::npos) ++lines.back()[which];
  }
  if (lines.size() > 1) lines.pop_back();  // nothing, or a line cut short
  return lines;
}

}  // namespace

char GuessSeparator(std::string_view sample) {
  const std::vector<Counts> lines = SeparatorsByLine(sample);
  size_t best = 0;
  std::pair<size_t, size_t> best_score{0, 0};
  for (size_t which = 0; which < kSeparators.size(); ++which) {
    const size_t first = lines.front()[which];
    if (first == 0) continue;
    const auto alike = static_cast<size_t>(
        std::count_if(lines.begin(), lines.end(), [&](const Counts& line) { return line[which] == first; }));
    const std::pair score{alike, first};
    if (score > best_score) {
      best = which;
      best_score = score;
    }
  }
  return kSeparators[best];
}

Result<RowReader> RowReader::Open(std::unique_ptr<ByteSource> source, const RowOptions& options) {
  RowReader reader(std::move(source), options.limits);
  CONSTAT_TRY(reader.FillSample());
  const std::string_view start = AsText(reader.chunk_);
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) {
    return Fail(ErrorCode::kBadText, "the table is UTF-16; save it as UTF-8");
  }
  if (start.starts_with("\xef\xbb\xbf")) reader.at_ = 3;
  reader.SetSeparator(options.separator ? *options.separator : GuessSeparator(start.substr(reader.at_)));
  return reader;
}

Status RowReader::FillSample() {
  while (sample_.size() < kSampleSize) {
    CONSTAT_ASSIGN(const ByteView more, source_->Next());
    if (more.empty()) break;
    Append(sample_, more);
  }
  chunk_ = sample_;
  return {};
}

void RowReader::SetSeparator(char separator) {
  separator_ = separator;
  for (const char c : {separator, '\r', '\n', '"', '\0'}) stops_[static_cast<uint8_t>(c)] = true;
}

// Wrong names the cell that is being read.
tl::unexpected<Error> RowReader::Wrong(ErrorCode code, std::string_view what) const {
  return Fail(code, fmt::format("row {}, column {}: {}", row_.number, ends_.size() + 1, what));
}

// Peek returns the next byte without taking it, -1 at the end.
Result<int> RowReader::Peek() {
  if (at_ == chunk_.size()) {
    CONSTAT_ASSIGN(chunk_, source_->Next());
    at_ = 0;
    if (chunk_.empty()) return -1;
  }
  return chunk_[at_];
}

Result<bool> RowReader::Next() {
  for (;;) {
    CONSTAT_ASSIGN(const bool found, ReadRecord());
    if (!found) return false;
    if (text_.empty() && ends_.size() == 1 && !any_quoted_) {
      ++empty_lines_;
      continue;
    }
    CONSTAT_TRY(MakeCells());
    return true;
  }
}

Result<bool> RowReader::ReadRecord() {
  text_.clear();
  ends_.clear();
  cell_start_ = 0;
  any_quoted_ = false;
  CONSTAT_ASSIGN(int next, Peek());
  if (std::exchange(after_carriage_return_, false) && next == '\n') {
    ++at_;
    CONSTAT_ASSIGN(next, Peek());
  }
  if (next < 0) return false;
  ++row_.number;
  if (row_.number > limits_.rows)
    return Wrong(ErrorCode::kTooLarge, fmt::format("more than {} rows", limits_.rows));
  for (;;) {
    CONSTAT_ASSIGN(const int lead, Peek());
    CONSTAT_TRY(lead == '"' ? ReadQuoted() : ReadPlain());
    CONSTAT_TRY(EndCell());
    CONSTAT_ASSIGN(const int stop, Peek());
    if (stop < 0) return true;
    ++at_;
    if (stop == separator_) continue;
    after_carriage_return_ = stop == '\r';
    return true;
  }
}

// Take moves the bytes up to end from the chunk into the row.
void RowReader::Take(size_t end) {
  text_ += AsText(chunk_.subspan(at_, end - at_));
  at_ = end;
}

// ReadPlain reads a cell without quotes, up to the separator, line end or end of the table that follows it.
Status RowReader::ReadPlain() {
  for (;;) {
    CONSTAT_ASSIGN(const int next, Peek());
    if (next < 0) return {};
    size_t end = at_;
    while (end < chunk_.size() && !stops_[chunk_[end]]) ++end;
    Take(end);
    CONSTAT_TRY(CheckSize(false));
    if (end == chunk_.size()) continue;
    if (chunk_[end] == 0)
      return Wrong(ErrorCode::kBadText,
                   "a zero byte, so this is not a text file; save a spreadsheet as CSV in UTF-8");
    if (chunk_[end] != '"') return {};
    if (separator_ != '\t') {
      return Wrong(ErrorCode::kBadText, fmt::format("a quote after {} in a cell that does not begin with one",
                                                    Quoted(std::string_view(text_).substr(cell_start_))));
    }
    Take(end + 1);
  }
}

// ReadQuoted reads a cell in quotes and the closing quote.
Status RowReader::ReadQuoted() {
  any_quoted_ = true;
  ++at_;
  for (;;) {
    CONSTAT_ASSIGN(const int next, Peek());
    if (next < 0) return Wrong(ErrorCode::kBadText, "a quote that is never closed");
    size_t end = at_;
    while (end < chunk_.size() && chunk_[end] != '"' && chunk_[end] != 0) ++end;
    Take(end);
    CONSTAT_TRY(CheckSize(true));
    if (end == chunk_.size()) continue;
    if (chunk_[end] == 0)
      return Wrong(ErrorCode::kBadText,
                   "a zero byte, so this is not a text file; save a spreadsheet as CSV in UTF-8");
    ++at_;
    CONSTAT_ASSIGN(const int after, Peek());
    if (after < 0 || after == separator_ || after == '\r' || after == '\n') return {};
    if (after != '"')
      return Wrong(ErrorCode::kBadText, "text after a closing quote; a quote inside is written twice");
    Take(at_ + 1);
  }
}

Status RowReader::CheckSize(bool in_quotes) {
  if (text_.size() - cell_start_ > limits_.cell_bytes) {
    return Wrong(ErrorCode::kTooLarge, fmt::format("a cell of more than {} bytes{}", limits_.cell_bytes,
                                                   in_quotes ? "; is its quote never closed?" : ""));
  }
  if (text_.size() > limits_.row_bytes) {
    return Wrong(ErrorCode::kTooLarge, fmt::format("a row of more than {} bytes", limits_.row_bytes));
  }
  return {};
}

Status RowReader::EndCell() {
  if (ends_.size() == limits_.columns) {
    return Wrong(ErrorCode::kTooLarge, fmt::format("more than {} columns", limits_.columns));
  }
  ends_.push_back(text_.size());
  cell_start_ = text_.size();
  return {};
}

// MakeCells divides the row's text, which does not grow any more. Each cell is UTF-8 by itself: two halves of
// a character on both sides of a separator are none.
Status RowReader::MakeCells() {
  const std::string_view text(text_);
  uint8_t bits = 0;
  for (const char c : text) bits |= static_cast<uint8_t>(c);
  row_.cells.clear();
  size_t start = 0;
  for (const size_t end : ends_) {
    row_.cells.push_back(text.substr(start, end - start));
    start = end;
    if (bits < 0x80 || IsUtf8(AsBytes(row_.cells.back()))) continue;
    return Fail(ErrorCode::kBadText,
                fmt::format("row {}, column {}: {} is not UTF-8; save the table as UTF-8", row_.number,
                            row_.cells.size(), Quoted(row_.cells.back())));
  }
  return {};
}

}  // namespace constat::table
