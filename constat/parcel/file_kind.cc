#include "constat/parcel/file_kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "constat/base/check.h"
#include "constat/parcel/challenge_file.h"
#include "constat/parcel/code_symbols.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/party_key.h"
#include "constat/text/carried.h"
#include "constat/text/error_text.h"
#include "constat/text/foreign.h"
#include "constat/tlog/checkpoint.h"

namespace constat::parcel {
namespace {

// Beginning is how the first line of a kind begins, in lower case and with commas.
struct Beginning {
  std::string_view text;
  FileKind kind;
};
constexpr std::array<Beginning, 8> kBeginnings = {{{"constat-secret/", FileKind::kSecretKey},
                                                   {"constat-own-ballot/", FileKind::kOwnBallots},
                                                   {"constat-order-", FileKind::kOrder},
                                                   {"id,region,slot,contact", FileKind::kSheet},
                                                   {"id,region,slot", FileKind::kSlots},
                                                   {"constat-challenge/", FileKind::kChallenge},
                                                   {"c2sp.org/tlog-proof", FileKind::kReceipt},
                                                   {"constat-key/", FileKind::kPartyKey}}};

constexpr size_t kLooked = 4096;  // bytes, of a file that may be large

// WipedText is a copy of what may be a secret, and is overwritten at its end.
struct WipedText {
  std::string text;
  explicit WipedText(std::string copy) : text(std::move(copy)) {}
  WipedText(const WipedText&) = delete;
  WipedText& operator=(const WipedText&) = delete;
  ~WipedText() {
    // Without crypto/secret/, which the verifier's side has not: volatile keeps the compiler from
    // leaving it out.
    for (volatile char& c : text) c = 0;
  }
};

// FirstLine is the first line of a text as kBeginnings has it.
std::string FirstLine(std::string_view text) {
  std::string line(text.substr(0, text.find_first_of("\r\n")));
  text::PlainTyped(line);
  std::erase(line, '"');
  for (char& c : line) {
    if (c == ';' || c == '\t') c = ',';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return line;
}

// HasLine says whether a line begins with word.
bool HasLine(std::string_view text, std::string_view word) {
  if (text.starts_with(word)) return true;
  return text.find("\n" + std::string(word)) != std::string_view::npos;
}

bool IsListOfPersons(std::string_view first) {
  const std::string line = fmt::format(",{},", first);
  return line.find(",id,") != std::string::npos && line.find(",region,") != std::string::npos;
}

FileKind KindOfText(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.starts_with("sep=")) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  const WipedText wiped(FirstLine(text));
  const std::string_view first = text::TrimBlanks(wiped.text);
  for (const Beginning& known : kBeginnings) {
    if (first.starts_with(known.text)) return known.kind;
  }
  if (IsListOfPersons(first)) return FileKind::kPersons;
  if (ParseCodeSymbols(first)) return FileKind::kCodes;
  if (ParsePartyKey(text.substr(0, text.find_first_of("\r\n")))) return FileKind::kPartyKey;
  if (HasLine(text, "[[question]]")) return FileKind::kReferendum;
  if (HasLine(text, "manifest") && HasLine(text, "policy")) return FileKind::kTrust;
  return FileKind::kUnknown;
}

// Advice is what to do with a file that should be of a kind and cannot be read as it.
std::string_view Advice(FileKind wanted) {
  switch (wanted) {
    case FileKind::kSecretKey:
      return "compare it with the program's own file, or take your other copy";
    case FileKind::kOwnBallots:
      return "correct it in a text editor, or name another file";
    case FileKind::kCodes:
      return "write one code in each line, as the letters show them";
    case FileKind::kPersons:
      return "save it as CSV in UTF-8, whose first line names the columns: id,region,contact";
    case FileKind::kOrder:
    case FileKind::kSlots:
    case FileKind::kSheet:
      return "take the file as the program wrote it, or save it as CSV in UTF-8 with every line and column";
    case FileKind::kReferendum:
      return "correct that line; constat referendum new writes one to begin with";
    case FileKind::kTrust:
      return "save it again as it was published, in UTF-8";
    default:
      return "have it sent again, as an attachment";
  }
}

// OtherAdvice is what to do where one kind was given for another.
std::string_view OtherAdvice(FileKind wanted, FileKind found) {
  if (wanted == FileKind::kSecretKey && found == FileKind::kPartyKey)
    return "the secret one is the file beside it without .pub";
  if (wanted == FileKind::kPartyKey && found == FileKind::kSecretKey)
    return "give the file beside it that ends in .pub, and keep this one to yourself";
  return "name the right file";
}

// IsAboutForm says whether an error is about a file that is not of the form at all.
bool IsAboutForm(ErrorCode code) {
  switch (code) {
    case ErrorCode::kTruncated:
    case ErrorCode::kTrailingBytes:
    case ErrorCode::kBadLength:
    case ErrorCode::kUnknownEnum:
    case ErrorCode::kBadPoint:
    case ErrorCode::kBadText:
    case ErrorCode::kBadKey:
    case ErrorCode::kBadCheckpoint:
    case ErrorCode::kBadPolicy:
    case ErrorCode::kBadCode:
      return true;
    default:
      return false;
  }
}

}  // namespace

FileKind KindOf(ByteView bytes) {
  if (IsEntryFile(bytes)) return FileKind::kEntries;
  if (tlog::ParseSignedCheckpoint(AsText(bytes))) return FileKind::kCheckpoint;
  const WipedText text(
      text::DecodeCarried(bytes.first(std::min(bytes.size(), kLooked))).value_or(std::string()));
  const FileKind kind = KindOfText(text.text);
  if (kind != FileKind::kUnknown || bytes.size() > tlog::kMaxNoteSize) return kind;
  WipedText undone{std::string()};
  return text::ParseCarried(bytes, undone.text, tlog::ParseSignedCheckpoint) ? FileKind::kCheckpoint : kind;
}

bool IsPrivate(FileKind kind) { return kind <= FileKind::kPersons; }

std::string_view KindName(FileKind kind) {
  switch (kind) {
    case FileKind::kSecretKey:
      return "a secret key";
    case FileKind::kOwnBallots:
      return "a voter's note of ballots";
    case FileKind::kOrder:
      return "an order of the roll";
    case FileKind::kSlots:
      return "a list of slots";
    case FileKind::kSheet:
      return "a registrar's sheet of codes";
    case FileKind::kCodes:
      return "a file of voting codes";
    case FileKind::kPersons:
      return "a list of persons";
    case FileKind::kEntries:
      return "a file of entries";
    case FileKind::kChallenge:
      return "a challenge";
    case FileKind::kReceipt:
      return "a receipt";
    case FileKind::kPartyKey:
      return "a public key";
    case FileKind::kCheckpoint:
      return "a checkpoint";
    case FileKind::kTrust:
      return "a trust file";
    case FileKind::kReferendum:
      return "the text of a referendum";
    case FileKind::kRefusal:
      return "a signed refusal";
    case FileKind::kUnknown:
      return "none of the files that parties send each other";
  }
  CONSTAT_CHECK(false);
}

Error SayKind(Error error, const Given& given) {
  const auto& [name, bytes, wanted] = given;
  if (!error.detail.starts_with(name)) error = Prefix(name, std::move(error));
  if (!IsAboutForm(error.code)) return error;
  if (const auto foreign = text::FindForeign(bytes)) {
    error.detail =
        fmt::format("{} is {}, and {} is wanted; {}", name, foreign->what, KindName(wanted), foreign->advice);
    return error;
  }
  const FileKind found = KindOf(bytes);
  if (found != wanted && found != FileKind::kUnknown) {
    error.detail = fmt::format("{} is {}, and {} is wanted; {}", name, KindName(found), KindName(wanted),
                               OtherAdvice(wanted, found));
  } else if (!text::HasAdvice(error.detail)) {
    error.detail += fmt::format("; {}", Advice(wanted));
  }
  return error;
}

}  // namespace constat::parcel
