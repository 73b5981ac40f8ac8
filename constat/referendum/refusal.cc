#include "constat/referendum/refusal.h"

#include <fmt/core.h>

#include "constat/record/local_time.h"
#include "constat/text/number.h"

namespace constat::referendum {

using record::Refusal;
using record::RefusedType;

namespace {

tl::unexpected<Error> Wrongly(std::string detail) {
  return Fail(ErrorCode::kRefusedWrongly, std::move(detail));
}

bool IsLate(const Refusal& refusal) {
  return refusal.type == RefusedType::kBallot && CodeNumbered(refusal.code) == ErrorCode::kLate;
}

// CheckMoment is BAL-16.6: whether the board may sign this at all, and did not choose a moment that suits it.
Status CheckMoment(const record::Manifest& manifest, const Refusal& refusal, const VotingTime* voting_time) {
  const Status may = CheckSigned(refusal, manifest, voting_time);
  return may ? Status() : Wrongly(may.error().detail);
}

// CheckReason is BAL-16.3: whether the body is refused for what the board says.
Status CheckReason(const record::Manifest& manifest, const Refusal& refusal, const RefusalFacts& facts) {
  if (!IsLate(refusal)) {
    if (facts.rules) return Wrongly("the board refused what the rules accept");
    if (CodeNumbered(refusal.code) == facts.rules.error().code) return {};
    return Wrongly(fmt::format(
        "the board refused it for another reason than the rules do; the board: {}; the rules: {}",
        DescribeCode(refusal.code), DescribeCode(static_cast<uint16_t>(facts.rules.error().code))));
  }
  if (refusal.tree.size != *facts.close) {
    return Wrongly(
        fmt::format("the board calls the ballot late for a log of {} entries; the voting was closed with {}",
                    refusal.tree.size, *facts.close));
  }
  if (refusal.time_ms + kRefusalSlackMs < manifest.closing_ms) {
    return Wrongly(fmt::format("the board calls a ballot late that came at {}, long before the closing",
                               record::FormatLocalTime(manifest, refusal.time_ms)));
  }
  if (facts.rules) return {};
  return Wrongly(
      fmt::format("the board calls a ballot late that the rules refuse: {}", facts.rules.error().detail));
}

Status CheckPlace(const record::Manifest& manifest, const Refusal& refusal, const RefusalFacts& facts) {
  if (facts.root && *facts.root != refusal.tree.root) {
    return Wrongly(
        fmt::format("the refusal is for another log than the record's first {} entries", refusal.tree.size));
  }
  if (refusal.type == RefusedType::kBallot && facts.close && refusal.tree.size > *facts.close) {
    return Wrongly("the refusal is for a log of more entries than the voting was closed with");
  }
  if (facts.next_time_ms && refusal.time_ms > kRefusalSlackMs &&
      *facts.next_time_ms < refusal.time_ms - kRefusalSlackMs) {
    return Wrongly("the refusal is for an old log: the record has more entries from before the ballot came");
  }
  CONSTAT_TRY(CheckReason(manifest, refusal, facts));
  // A replacement may have made the credential since, or a clock that was fast was set right.
  const std::optional<ErrorCode> code = CodeNumbered(refusal.code);
  const bool may_follow = code == ErrorCode::kNotOnRoll || code == ErrorCode::kOutsideVotingTime;
  if (facts.body_entry && (!may_follow || *facts.body_entry < refusal.tree.size)) {
    return Wrongly(fmt::format("what the board refused is entry {} of the record", *facts.body_entry));
  }
  return CheckMoment(manifest, refusal, facts.voting_time);
}

}  // namespace

bool MayBeSigned(RefusedType type, ErrorCode code) {
  if (type == RefusedType::kStatement) return code == ErrorCode::kTooManyStatements;
  switch (code) {
    case ErrorCode::kOutsideVotingTime:
    case ErrorCode::kBadPoint:
    case ErrorCode::kBadScalar:
    case ErrorCode::kIdentityPoint:
    case ErrorCode::kNotOnRoll:
    case ErrorCode::kCredentialReplaced:
    case ErrorCode::kAlreadyVoted:
    case ErrorCode::kTooManyBallots:
    case ErrorCode::kStaleRevision:
    case ErrorCode::kBadProof:
    case ErrorCode::kLate:
      return true;
    default:
      return false;
  }
}

std::optional<ErrorCode> CodeNumbered(uint16_t number) {
  switch (number) {
#define CONSTAT_CODE_OF_NUMBER(value, constant, name, meaning) \
  case value:                                                  \
    return ErrorCode::constant;
    CONSTAT_ERROR_CODES(CONSTAT_CODE_OF_NUMBER)
#undef CONSTAT_CODE_OF_NUMBER
    default:
      return std::nullopt;
  }
}

std::string DescribeCode(uint16_t number) {
  const std::optional<ErrorCode> code = CodeNumbered(number);
  if (!code) return fmt::format("the number {}, which is no known reason", number);
  return fmt::format("{} ({})", ErrorMeaning(*code), ErrorName(*code));
}

Status CheckSigned(const Refusal& refusal, const record::Manifest& manifest, const VotingTime* voting_time) {
  const std::optional<ErrorCode> code = CodeNumbered(refusal.code);
  if (!code || !MayBeSigned(refusal.type, *code)) {
    return Fail(ErrorCode::kBadNumber, fmt::format("no board may refuse in writing for this reason: {}",
                                                   DescribeCode(refusal.code)));
  }
  if (refusal.type != RefusedType::kBallot || voting_time == nullptr) return {};
  const bool closed = refusal.time_ms >= manifest.closing_ms;
  bool allowed = closed == (*code == ErrorCode::kOutsideVotingTime);
  allowed = allowed && refusal.time_ms >= voting_time->BeginMs() &&
            voting_time->RoundedMs(refusal.time_ms) == refusal.time_ms;
  if (*code == ErrorCode::kLate) {
    allowed = allowed && manifest.closing_ms - refusal.time_ms <= kRefusalSlackMs;
  }
  if (allowed) return {};
  return Fail(ErrorCode::kBadNumber,
              fmt::format("no ballot that came at {} may be refused for this reason: {}",
                          record::FormatLocalTime(manifest, refusal.time_ms), DescribeCode(refusal.code)));
}

Status AskRules(const Referendum& state, const record::RefusalFile& file) {
  const std::optional<record::EntryType> type = record::EntryTypeOf(static_cast<uint8_t>(file.refusal.type));
  if (!type)
    return Fail(ErrorCode::kUnknownEnum, "this program does not know what was refused; a newer one may");
  return state.CheckNext({*type, file.refusal.time_ms, file.body});
}

Result<RefusalVerdict> JudgeRefusal(const Context* context, const record::RefusalFile& file,
                                    const RefusalFacts& facts) {
  const Refusal& refusal = file.refusal;
  if (context == nullptr || refusal.manifest_hash != context->manifest_hash)
    return RefusalVerdict::kElsewhere;
  if (!record::CheckRefusalFile(file, context->manifest.board.refusal_key)) return RefusalVerdict::kForged;
  if (facts.is_altered) return RefusalVerdict::kAltered;
  const bool beyond_close =
      refusal.type == RefusedType::kBallot && facts.close && refusal.tree.size > *facts.close;
  if ((IsLate(refusal) && !facts.close) || (!facts.root && !beyond_close)) return RefusalVerdict::kNotJudged;
  CONSTAT_TRY(CheckPlace(context->manifest, refusal, facts));
  return IsLate(refusal) ? RefusalVerdict::kLate : RefusalVerdict::kRight;
}

}  // namespace constat::referendum
