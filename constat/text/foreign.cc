#include "constat/text/foreign.h"

#include <algorithm>
#include <array>

namespace constat::text {
namespace {

constexpr std::string_view kAsCsv = "save it from there as CSV or plain text in UTF-8";
constexpr std::string_view kAsText = "save it from there as plain text in UTF-8";
constexpr std::string_view kUnpack = "unpack it first, and give the file inside";
constexpr std::string_view kCopy =
    "copy the text out of it into a file of plain text, or have the file itself sent";
constexpr std::string_view kType = "type what it shows, or have the file itself sent";

// Beginning is the first bytes of a kind of file.
struct Beginning {
  std::string_view bytes;
  Foreign foreign;
};

constexpr std::array<Beginning, 13> kBinary = {{
    {"%PDF-", {"a PDF document", kCopy}},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
     {"a spreadsheet or document of an older office program (.xls, .doc)", kAsCsv}},
    {"{\\rtf", {"a word processor's document (.rtf)", kAsText}},
    {"\x1f\x8b", {"a compressed file (.gz)", kUnpack}},
    {"\x28\xb5\x2f\xfd", {"a compressed file (.zst)", kUnpack}},
    {"7z\xbc\xaf\x27\x1c", {"an archive (.7z)", kUnpack}},
    {"Rar!", {"an archive (.rar)", kUnpack}},
    {"\x89PNG", {"a picture (.png)", kType}},
    {"\xff\xd8\xff", {"a picture (.jpg)", kType}},
    {"GIF8", {"a picture (.gif)", kType}},
    {"-----BEGIN PGP MESSAGE", {"a message encrypted with PGP", "decrypt it first"}},
    {"age-encryption.org/", {"a file encrypted with age", "decrypt it first"}},
    {"-----BEGIN AGE ENCRYPTED FILE", {"a file encrypted with age", "decrypt it first"}},
}};

// Inside is what a ZIP archive is by the name of a file in it.
constexpr std::array<Beginning, 5> kInside = {{
    {"xl/", {"a spreadsheet (.xlsx)", kAsCsv}},
    {"word/", {"a word processor's document (.docx)", kAsText}},
    {"opendocument.spreadsheet", {"a spreadsheet (.ods)", kAsCsv}},
    {"opendocument.text", {"a word processor's document (.odt)", kAsText}},
    {"Index/",
     {"a document of Apple's programs (.numbers, .pages)", "export it as CSV or plain text in UTF-8"}},
}};

constexpr std::array<std::string_view, 7> kMailHeads = {
    "received:", "return-path:", "delivered-to:", "mime-version:", "from:", "subject:", "message-id:"};

constexpr size_t kLooked = 1 << 16;  // bytes that are searched for what is inside

// BeginsLike is starts_with but for capitals of ASCII.
bool BeginsLike(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), text.begin(),
                    [](char want, char c) { return want == (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
}

}  // namespace

std::optional<Foreign> FindForeign(ByteView bytes) {
  std::string_view text = AsText(bytes);
  if (text.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos)
    return Foreign{"empty", "have it sent again"};
  for (const Beginning& known : kBinary) {
    if (text.starts_with(known.bytes)) return known.foreign;
  }
  if (text.starts_with("PK\x03\x04")) {
    for (const Beginning& inside : kInside) {
      if (text.substr(0, kLooked).find(inside.bytes) != std::string_view::npos) return inside.foreign;
    }
    return Foreign{"a ZIP archive", kUnpack};
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (BeginsLike(text, "<!doctype html") || BeginsLike(text, "<html"))
    return Foreign{"a web page", "save the file itself, or copy the text alone into a file of plain text"};
  for (const std::string_view head : kMailHeads) {
    if (BeginsLike(text, head))
      return Foreign{"a whole e-mail",
                     "save its attachment, or copy the text alone into a file of plain text"};
  }
  return std::nullopt;
}

}  // namespace constat::text
