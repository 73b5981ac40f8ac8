#include "constat/verify/light/refusal.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/record/shown_hash.h"
#include "constat/text/number.h"

namespace constat::verify {

using record::Refusal;
using record::RefusedType;

namespace {

Status CheckReferendum(const Refusal& refusal, const referendum::Context& context) {
  if (refusal.manifest_hash == context.manifest_hash) return {};
  return Fail(ErrorCode::kWrongReferendum,
              fmt::format("the refusal is of the referendum {}, not of {}",
                          record::FormatReferendumNumber(refusal.manifest_hash),
                          record::FormatReferendumNumber(context.manifest_hash)));
}

std::string CodeText(uint16_t number) {
  const std::optional<ErrorCode> code = referendum::CodeNumbered(number);
  if (!code) return fmt::format("code {}, which is none of the list", number);
  return fmt::format("{} ({})", ErrorMeaning(*code), ErrorName(*code));
}

}  // namespace

Result<record::RefusalFile> ReadRefusalFile(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, record::kMaxRefusalFile));
  Result<record::RefusalFile> out = record::DecodeRefusalFile(bytes);
  if (!out) return tl::unexpected(Prefix(path.string(), out.error()));
  return out;
}

Status CheckRefusalSays(const Refusal& refusal, const record::Manifest& manifest,
                        const referendum::VotingTime& voting_time) {
  const std::optional<ErrorCode> code = referendum::CodeNumbered(refusal.code);
  if (!code || !referendum::MayBeSigned(refusal.type, *code)) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("no board refuses in writing with {}", CodeText(refusal.code)));
  }
  if (refusal.type != RefusedType::kBallot) return {};
  const bool closed = refusal.time_ms >= manifest.closing_ms;
  bool allowed = closed == (*code == ErrorCode::kOutsideVotingTime);
  allowed = allowed && refusal.time_ms >= voting_time.BeginMs() &&
            voting_time.RoundedMs(refusal.time_ms) == refusal.time_ms;
  if (*code == ErrorCode::kLate) {
    allowed = allowed && manifest.closing_ms - refusal.time_ms <= referendum::kRefusalSlackMs;
  }
  if (allowed) return {};
  return Fail(ErrorCode::kBadNumber, fmt::format("no ballot that came at {} is refused with {}",
                                                 text::FormatTime(refusal.time_ms), CodeText(refusal.code)));
}

Status CheckAnswer(const Refusal& refusal, const Asked& asked, const AnswerContext& known) {
  CONSTAT_TRY(CheckReferendum(refusal, known.context));
  CONSTAT_TRY(record::CheckRefusalFile({refusal, asked.request, asked.body},
                                       known.context.manifest.board.refusal_key));
  if (refusal.type != asked.type) return Fail(ErrorCode::kWrongHash, "the refusal is about another type");
  CONSTAT_TRY(CheckRefusalSays(refusal, known.context.manifest, known.voting_time));
  const bool late = referendum::CodeNumbered(refusal.code) == ErrorCode::kLate;
  if (refusal.tree.size < asked.request.tree.size && !late) {
    return Fail(ErrorCode::kLogRewound,
                fmt::format("the refusal is for the first {} entries; the log had {} before",
                            refusal.tree.size, asked.request.tree.size));
  }
  if (refusal.tree.size > known.fetched_size) {
    return Fail(ErrorCode::kBadNumber, fmt::format("the refusal is for {} entries; the log has only {}",
                                                   refusal.tree.size, known.fetched_size));
  }
  if (refusal.time_ms + referendum::kClockDifferenceMs < asked.first_sent_ms) {
    return Fail(ErrorCode::kTimeWentBack, "the refusal is of a time before the ballot was sent");
  }
  if (refusal.time_ms > asked.answered_ms + referendum::kClockDifferenceMs) {
    return Fail(ErrorCode::kBadNumber, "the refusal is of a time that has not come");
  }
  return {};
}

Result<std::string> DescribeRefusal(const record::RefusalFile& file, const referendum::Context& context) {
  CONSTAT_TRY(CheckReferendum(file.refusal, context));
  CONSTAT_TRY(record::CheckRefusalFile(file, context.manifest.board.refusal_key));
  const Refusal& refusal = file.refusal;
  std::string out = fmt::format(
      "The refusal is the board's: it refused a {} that came at {}, for the first {} entries of the log: {}.",
      refusal.type == RefusedType::kBallot ? "ballot" : "statement", text::FormatTime(refusal.time_ms),
      text::FormatCount(refusal.tree.size), CodeText(refusal.code));
  if (refusal.type == RefusedType::kBallot) {
    if (const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, file.body)) {
      out += fmt::format("\n  tracker     {}", record::FormatTracker(record::Tracker(
                                                   context.shape, parsed->ballot, context.manifest_hash)));
    }
  }
  return out +
         "\n"
         "Whether the board was right was not judged. Next: name the file in a trust file, under refusals, "
         "and run constat verify on the whole record.";
}

}  // namespace constat::verify
