#include "constat/text/error_text.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/text/clean.h"

namespace constat::text {
namespace {

// Advice is what to do about an error whose detail does not say so itself. Every code has some.
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
    case ErrorCode::kTooLarge:
      return "Check that it is the right file.";
    case ErrorCode::kRefusesOverwrite:
      return "Choose another name, or move away what is there.";
    case ErrorCode::kUnsafeFile:
      return "If only you can have read it, run chmod 600 on it; otherwise treat the secret as lost.";
    case ErrorCode::kBadCode:
      return "Type it again as the letter shows it.";
    case ErrorCode::kWrongOrder:
      return "Do what comes before it first.";
    case ErrorCode::kAlreadyUsed:
      return "Make a new ballot.";
    case ErrorCode::kMemoryMissing:
      return "Find the folder of --state; its name may be mistyped.";
    case ErrorCode::kRefusesDecryption:
      return "Do not go on; tell the other trustees and keep both records.";
    case ErrorCode::kRecordNotVerified:
      return "See what constat verify says about the record.";
    case ErrorCode::kBadNumber:
    case ErrorCode::kBadLength:
    case ErrorCode::kUnknownEnum:
    case ErrorCode::kBadText:
    case ErrorCode::kBadManifest:
      return "Correct it there and try again.";
    case ErrorCode::kTruncated:
    case ErrorCode::kTrailingBytes:
    case ErrorCode::kDecryptionFailed:
      return "Ask for the file again: it was damaged on its way, or is another one.";
    case ErrorCode::kBadSignature:
    case ErrorCode::kBadProof:
    case ErrorCode::kBadPoint:
    case ErrorCode::kBadScalar:
    case ErrorCode::kIdentityPoint:
    case ErrorCode::kBadInclusion:
    case ErrorCode::kBadShare:
    case ErrorCode::kUnfoundedComplaint:
    case ErrorCode::kWrongShare:
    case ErrorCode::kCredentialTwice:
      return "Ask whoever made it to make it again; if it stays so, show it to the organiser "
             "and to observers.";
    case ErrorCode::kBadKey:
      return "Ask for the public key again.";
    case ErrorCode::kWrongKey:
      return "Check that it is the key whose public part the manifest names.";
    case ErrorCode::kUnknownAuthor:
    case ErrorCode::kWrongOrigin:
      return "Check that all files are of one referendum.";
    case ErrorCode::kWrongReferendum:
      return "Check that you have the right record and the right trust file.";
    case ErrorCode::kUnknownMode:
      return "Use the program that the organiser names.";
    case ErrorCode::kBadCheckpoint:
    case ErrorCode::kMissingSignature:
      return "Ask the board for the file again.";
    case ErrorCode::kNoQuorum:
      return "More witnesses have to cosign it.";
    case ErrorCode::kBadConsistency:
    case ErrorCode::kLogRewound:
      return "Keep both files and show them to others: the log may have been forked.";
    case ErrorCode::kBadPolicy:
      return "Use the trust file as it was given to you, or make it anew with constat trust make.";
    case ErrorCode::kUnknownFile:
      return "Give the record alone, without other files.";
    case ErrorCode::kWrongRoot:
    case ErrorCode::kWrongTile:
    case ErrorCode::kWrongHash:
      return "Fetch the record again; if it stays so, it was damaged or tampered with.";
    case ErrorCode::kIncomplete:
      return "Take a newer copy of the record.";
    case ErrorCode::kDuplicate:
      return "Once is enough: leave the second one out.";
    case ErrorCode::kWrongCount:
      return "Compare both numbers with what is meant, and correct the wrong one.";
    case ErrorCode::kWrongPhase:
      return "Look with constat board status, or constat verify, at what comes next.";
    case ErrorCode::kTimeWentBack:
    case ErrorCode::kTimeNotRounded:
    case ErrorCode::kWrongCloseTime:
      return "Compare the clocks of the board and the witnesses with a third one.";
    case ErrorCode::kOutsideVotingTime:
      return "The manifest says from when until when it is possible.";
    case ErrorCode::kRollOrder:
    case ErrorCode::kOrderDiffers:
      return "Use the order.csv of registrar 1, and bring the files of a roll in their order.";
    case ErrorCode::kNotOnRoll:
      return "Check that the code, or the list, and the record are of one referendum.";
    case ErrorCode::kStaleRevision:
    case ErrorCode::kRevisionJump:
      return "Make the ballot again, with the newest record.";
    case ErrorCode::kAlreadyVoted:
    case ErrorCode::kTooManyBallots:
      return "If a ballot was not yours, tell the office that sent the code.";
    case ErrorCode::kCredentialReplaced:
      return "Use the new code; if you asked for none, tell the office that sent the code.";
    case ErrorCode::kTooManyReplacements:
      return "Tell the organiser; the manifest limits what dishonest registrars could do.";
    case ErrorCode::kTooManyStatements:
      return "Publish what you have to say elsewhere.";
    case ErrorCode::kDrillMissing:
      return "Ask more trustees to run constat trustee drill.";
    case ErrorCode::kCeremonyFailed:
      return "The organiser has to begin a new referendum.";
    case ErrorCode::kTooFewShares:
      return "More trustees have to run constat trustee decrypt.";
    case ErrorCode::kNoCount:
    case ErrorCode::kWrongResult:
    case ErrorCode::kWrongVerdict:
      return "Keep the record, and show it to observers.";
    case ErrorCode::kReceiptNotIncluded:
    case ErrorCode::kLate:
    case ErrorCode::kRefusedWrongly:
      return "Keep the file and the record, and show both to the organiser and to observers.";
  }
  CONSTAT_CHECK(false);
}

// HasAdvice: a detail that gives advice itself does so after a semicolon, or says what to write.
bool HasAdvice(std::string_view detail) {
  return detail.find("; ") != std::string_view::npos || detail.find(": write ") != std::string_view::npos;
}

}  // namespace

std::string FormatError(const Error& error) {
  std::string detail = CleanLine(error.detail);
  while (!detail.empty() && (detail.back() == '.' || detail.back() == ' ')) detail.pop_back();
  std::string out = fmt::format("{} ({}).", detail, ErrorName(error.code));
  const std::string_view advice = HasAdvice(detail) ? std::string_view() : Advice(error.code);
  if (!advice.empty()) out += fmt::format(" {}", advice);
  return out;
}

}  // namespace constat::text
