#include "constat/text/error_text.h"

#include <fmt/core.h>

#include "constat/text/clean.h"

namespace constat::text {
namespace {

// Advice is what to do about an error whose detail does not say so itself.
std::string_view Advice(ErrorCode code) {
  switch (code) {
    case ErrorCode::kMissingFile:
      return "Check the name and the folder.";
    case ErrorCode::kCannotRead:
      return "Check that it is the right file, and who may read it.";
    case ErrorCode::kCannotWrite:
      return "Check the folder, who may write there, and the free space; nothing was left half done.";
    case ErrorCode::kUsage:
      return "The command's --help shows an example.";
    case ErrorCode::kUnsafeFile:
      return "If only you can have read it, run chmod 600 on it; otherwise treat the secret as lost.";
    case ErrorCode::kNoQuorum:
      return "More witnesses have to cosign it.";
    case ErrorCode::kBadCode:
      return "Type it again as the letter shows it.";
    case ErrorCode::kWrongReferendum:
      return "Check that you have the right record and the right trust file.";
    case ErrorCode::kBadConsistency:
    case ErrorCode::kLogRewound:
      return "Keep both files and show them to others: the log may have been forked.";
    case ErrorCode::kRefusesDecryption:
      return "Do not go on; tell the other trustees and keep both records.";
    case ErrorCode::kWrongRoot:
    case ErrorCode::kWrongTile:
    case ErrorCode::kWrongHash:
      return "Fetch the record again; if it stays so, it was damaged or tampered with.";
    case ErrorCode::kRecordNotVerified:
      return "See what constat verify says about the record.";
    case ErrorCode::kWrongKey:
      return "Check that it is the key whose public part the manifest names.";
    default:
      return {};
  }
}

}  // namespace

std::string FormatError(const Error& error) {
  std::string detail = CleanLine(error.detail);
  while (!detail.empty() && (detail.back() == '.' || detail.back() == ' ')) detail.pop_back();
  std::string out = fmt::format("{} ({}).", detail, ErrorName(error.code));
  // A detail that gives advice itself does so after a semicolon.
  const std::string_view advice =
      detail.find("; ") == std::string::npos ? Advice(error.code) : std::string_view();
  if (!advice.empty()) out += fmt::format(" {}", advice);
  return out;
}

}  // namespace constat::text
