#include "constat/verify/light/refusal.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/parcel/file_kind.h"
#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::verify {

using record::Refusal;
using record::RefusedType;

namespace {

Status CheckReferendum(const Refusal& refusal, const referendum::Context& context) {
  if (refusal.manifest_hash == context.manifest_hash) return {};
  return Fail(ErrorCode::kWrongReferendum,
              fmt::format("the refusal is of another referendum, {}, and not of {}",
                          record::FormatReferendumNumber(refusal.manifest_hash),
                          record::FormatReferendumNumber(context.manifest_hash)));
}

}  // namespace

Result<record::RefusalFile> ReadRefusalFile(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, record::kMaxRefusalFile));
  Result<record::RefusalFile> out = record::DecodeRefusalFile(bytes);
  if (!out) {
    return tl::unexpected(parcel::SayKind(out.error(), {path.string(), bytes, parcel::FileKind::kRefusal}));
  }
  return out;
}

Status CheckAnswer(const Refusal& refusal, const Asked& asked, const AnswerContext& known) {
  CONSTAT_TRY(CheckReferendum(refusal, known.context));
  CONSTAT_TRY(record::CheckRefusalFile({refusal, asked.request, asked.body},
                                       known.context.manifest.board.refusal_key));
  if (refusal.type != asked.type)
    return Fail(ErrorCode::kWrongHash, "the refusal is about something else than was sent");
  CONSTAT_TRY(referendum::CheckSigned(refusal, known.context.manifest, &known.voting_time));
  const bool late = referendum::CodeNumbered(refusal.code) == ErrorCode::kLate;
  if (refusal.tree.size < asked.request.tree.size && !late) {
    return Fail(ErrorCode::kLogRewound,
                fmt::format("the refusal is for the first {} entries of the log, which had {} before",
                            refusal.tree.size, asked.request.tree.size));
  }
  if (refusal.tree.size == asked.request.tree.size && refusal.tree.root != asked.request.tree.root) {
    return Fail(ErrorCode::kBadConsistency,
                fmt::format("the refusal is for another log: its first {} entries are not those that a "
                            "checkpoint showed before. Keep the refusal and that checkpoint: together they "
                            "show that the board signed two logs",
                            refusal.tree.size));
  }
  if (refusal.tree.size > known.fetched_size) {
    return Fail(ErrorCode::kBadNumber, fmt::format("the refusal is for a log of {} entries, and the log "
                                                   "has only {}",
                                                   refusal.tree.size, known.fetched_size));
  }
  if (refusal.time_ms + referendum::kClockDifferenceMs < asked.first_sent_ms) {
    return Fail(ErrorCode::kTimeWentBack, "the refusal has a time before the ballot was sent");
  }
  if (refusal.time_ms > asked.answered_ms + referendum::kClockDifferenceMs) {
    return Fail(ErrorCode::kBadNumber, "the refusal has a time that has not come yet");
  }
  return {};
}

Result<std::string> DescribeRefusal(const record::RefusalFile& file, const referendum::Context& context) {
  CONSTAT_TRY(CheckReferendum(file.refusal, context));
  CONSTAT_TRY(record::CheckRefusalFile(file, context.manifest.board.refusal_key));
  const Refusal& refusal = file.refusal;
  std::string out = fmt::format(
      "The refusal is the board's: it refused a {} that came at {}, for the first {} entries of the log: {}.",
      refusal.type == RefusedType::kBallot ? "ballot" : "statement",
      record::FormatLocalTime(context.manifest, refusal.time_ms), text::FormatCount(refusal.tree.size),
      referendum::DescribeCode(refusal.code));
  if (refusal.type == RefusedType::kBallot) {
    if (const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, file.body)) {
      out += fmt::format(
          "\n  tracker     {}\n  of          {}\n  credential  {}",
          record::FormatTracker(record::Tracker(context.shape, parsed->ballot, context.manifest_hash)),
          record::FormatCredentialName(context.manifest_hash, parsed->ballot.Credential()),
          text::FormatHex(parsed->ballot.Credential()));
    } else {
      out += "\nWhat it refused is no whole ballot, so whose it was cannot be told.";
    }
  }
  return out +
         "\n"
         "Whether the board was right was not judged. Next: name the file in a trust file, under refusals, "
         "and run constat verify on the whole record.";
}

Paper PaperOf(const record::RefusalFile& file, const referendum::Context& context) {
  Paper out{PaperKind::kRefusal, context.manifest_hash, {}};
  if (file.refusal.type != RefusedType::kBallot) return out;
  if (const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, file.body))
    out.credential = parsed->ballot.Credential();
  return out;
}

}  // namespace constat::verify
