#include "constat/text/carried_csv.h"

#include <algorithm>

#include "constat/text/carried.h"

namespace constat::text {
namespace {

constexpr std::string_view kSeparators = ",;\t";

std::string LowerAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// FirstLine is the first line that is not empty, without its end.
std::string_view FirstLine(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  return text.substr(0, text.find_first_of("\r\n"));
}

// NamedSeparator is what a line sep=; says, 0 for another line.
char NamedSeparator(std::string_view line) {
  const std::string_view plain = TrimBlanks(line).size() == 5 ? TrimBlanks(line) : line.substr(0, 5);
  const bool names = line.size() <= 6 && LowerAscii(plain.substr(0, 4)) == "sep=" && plain.size() == 5;
  return names ? plain[4] : '\0';
}

// FirstSeparator is the first of kSeparators outside quotes; a comma where there is none.
char FirstSeparator(std::string_view line) {
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (!quoted && kSeparators.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

// WithoutZeros is a number without zeros at its beginning; any other text as it is.
std::string_view WithoutZeros(std::string_view text) {
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return text;
  return text.substr(std::min(text.find_first_not_of('0'), text.size()));
}

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// IsHtmlTable: its quotes are written as HTML writes them, all of them.
bool IsHtmlTable(std::string_view text) { return Has(text, "&quot;") && !Has(text, "\""); }

// LooksAltered is false for what the steps of undoing would leave as it is.
bool LooksAltered(std::string_view text) {
  const bool ascii = std::ranges::all_of(text.substr(0, 4), [](char c) { return c >= ' ' && c <= '~'; });
  return !ascii || IsHtmlTable(text) || IsQuotedPrintableTable(text) || !Has(text, "\n");
}

}  // namespace

CarriedCsv::CarriedCsv(std::string_view text, std::string name) {
  // A large table that nobody altered is not copied.
  if (LooksAltered(text)) {
    Result<std::string> decoded = DecodeCarried(AsBytes(text));
    if (!decoded) cannot_read_ = Prefix(name, decoded.error());
    undone_ = std::move(decoded).value_or("");
    if (IsQuotedPrintableTable(undone_)) UndoStep(Undo::kQuotedPrintable, undone_);
    if (IsHtmlTable(undone_)) UndoStep(Undo::kHtml, undone_);
    if (!Has(undone_, "\n")) std::ranges::replace(undone_, '\r', '\n');
    text = undone_;
  }
  const std::string_view first = FirstLine(text);
  const char named = NamedSeparator(first);
  reader_.emplace(text, std::move(name), named != 0 ? named : FirstSeparator(first));
  std::vector<std::string> ignored;
  if (named != 0) static_cast<void>(reader_->Next(ignored));
}

Result<bool> CarriedCsv::Next(std::vector<std::string>& fields) {
  if (cannot_read_) return tl::unexpected(*cannot_read_);
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader_->Next(fields));
    if (!more) return false;
    if (std::ranges::all_of(fields, [](const std::string& field) { return TrimBlanks(field).empty(); }))
      continue;
    while (fields.size() > columns_ && TrimBlanks(fields.back()).empty()) fields.pop_back();
    if (columns_ == 0) columns_ = fields.size();
    return true;
  }
}

Result<bool> CarriedCsv::NextWords(std::vector<std::string>& fields) {
  CONSTAT_ASSIGN(const bool more, Next(fields));
  for (std::string& field : fields) {
    const std::string_view word = TrimBlanks(field);
    if (word.size() != field.size()) field = std::string(word);
  }
  return more;
}

Result<bool> CarriedCsv::NextNames(std::vector<std::string>& names) {
  CONSTAT_ASSIGN(const bool more, Next(names));
  for (std::string& name : names) {
    PlainTyped(name);
    name = LowerAscii(TrimBlanks(name));
  }
  return more;
}

std::string FindAltered(const std::vector<std::string>& known, std::string_view given) {
  std::string plain(given);
  PlainTyped(plain);
  const auto found = std::ranges::find_if(known, [&](const std::string& each) {
    return LowerAscii(each) == LowerAscii(plain) || WithoutZeros(each) == WithoutZeros(plain);
  });
  return found == known.end() ? std::string() : *found;
}

std::string OfTheseIds(const std::vector<std::string>& known, std::string_view given) {
  constexpr size_t kMost = 10;
  const std::string meant = FindAltered(known, given);
  if (!meant.empty()) {
    return fmt::format(
        "; the referendum writes \"{}\": some programs change capitals, or remove zeros at the beginning",
        meant);
  }
  std::string out;
  for (size_t i = 0; i < std::min(known.size(), kMost); ++i)
    out += fmt::format("{}\"{}\"", i == 0 ? "; write one of " : ", ", known[i]);
  if (known.size() > kMost) out += fmt::format(" and {} more", known.size() - kMost);
  return out;
}

}  // namespace constat::text
