#include "constat/text/csv.h"

#include <fmt/core.h>

#include "constat/text/carried.h"

namespace constat::text {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string name, char separator)
    : text_(text), name_(std::move(name)), separator_(separator) {
  if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

std::string CsvReader::Where() const { return fmt::format("{} line {}", name_, record_line_); }

tl::unexpected<Error> CsvReader::Bad(std::string_view what) const {
  return Fail(ErrorCode::kBadText, fmt::format("{} line {}: {}", name_, line_, what));
}

// TakeLineEnd takes CRLF or LF if it is here.
bool CsvReader::TakeLineEnd() {
  const std::string_view rest = text_.substr(at_);
  const size_t size = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
  at_ += size;
  if (size > 0) ++line_;
  return size > 0;
}

Result<bool> CsvReader::Next(std::vector<std::string>& fields) {
  fields.clear();
  while (TakeLineEnd()) {
  }
  record_line_ = line_;
  if (at_ == text_.size()) return false;
  for (;;) {
    CONSTAT_ASSIGN(std::string field, Field());
    if (!IsUtf8(AsBytes(field))) return Bad("this is not UTF-8; save the file as CSV in UTF-8");
    fields.push_back(std::move(field));
    if (at_ == text_.size() || TakeLineEnd()) return true;
    if (text_[at_] != separator_) {
      return Bad(fmt::format("after a closing quotation mark comes {} or the end of the line",
                             separator_ == ',' ? "a comma" : "the separator"));
    }
    ++at_;
  }
}

// TakeBlanks takes what is before the next quote, separator or line end, if it is blanks alone.
void CsvReader::TakeBlanks() {
  const std::string_view rest = text_.substr(at_);
  const char ends[] = {separator_, '"', '\r', '\n'};
  const std::string_view blanks = rest.substr(0, rest.find_first_of(std::string_view(ends, sizeof(ends))));
  if (TrimBlanks(blanks).empty()) at_ += blanks.size();
}

Result<std::string> CsvReader::Field() {
  const size_t first = at_;
  TakeBlanks();
  if (at_ == text_.size() || text_[at_] != '"') at_ = first;
  if (at_ < text_.size() && text_[at_] == '"') return QuotedField();
  const size_t begin = at_;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == separator_ || c == '\n') break;
    if (c == '\r' && text_.substr(at_).starts_with("\r\n")) break;
    if (c == '"')
      return Bad(
          "a quotation mark inside a field that does not begin with one; put the whole field in quotation "
          "marks, and write those inside twice");
    if (c == '\t') {
      const size_t tab = at_;
      TakeBlanks();
      const bool ends = at_ == text_.size() || text_[at_] != '"';
      if (at_ > tab && ends) return std::string(text_.substr(begin, tab - begin));
    }
    if (IsControl(c)) return Bad("a control character; is this a text file? Save the table as CSV in UTF-8");
  }
  return std::string(text_.substr(begin, at_ - begin));
}

Result<std::string> CsvReader::QuotedField() {
  std::string out;
  const size_t begin_line = line_;
  for (++at_; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      if (!text_.substr(at_ + 1).starts_with('"')) {
        ++at_;
        TakeBlanks();
        return out;
      }
      ++at_;
    } else if (c == '\n') {
      ++line_;
    } else if (IsControl(c) && c != '\r') {
      return Bad("a control character; is this a text file? Save the table as CSV in UTF-8");
    }
    out.push_back(c);
  }
  return Fail(ErrorCode::kBadText, fmt::format("{} line {}: a quotation mark opens a field here and "
                                               "is never closed",
                                               name_, begin_line));
}

std::string FormatCsvRecord(const std::vector<std::string_view>& fields) {
  std::string out;
  // Room for the worst case: a field may be a secret, and growing would leave copies of it behind.
  size_t size = 2;
  for (const std::string_view field : fields) size += 2 * field.size() + 3;
  out.reserve(size);
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out.push_back(',');
    if (fields[i].find_first_of(",\"\r\n") == std::string_view::npos) {
      out += fields[i];
      continue;
    }
    out.push_back('"');
    for (const char c : fields[i]) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }
  out += "\r\n";
  return out;
}

}  // namespace constat::text
