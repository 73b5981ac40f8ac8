#include "constat/party/exchange/next.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/author.h"
#include "constat/record/local_time.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {

using record::EntryType;
using referendum::Duty;

namespace {

constexpr uint64_t kMostBehindMs = 600'000;  // LOG-8 has the same for a witness

// Fulfils says whether entries of this type do what the duty asks for; a complaint stands for an acceptance.
bool Fulfils(EntryType type, Duty duty) {
  switch (duty) {
    case Duty::kCommit:
      return type == EntryType::kTrusteeCommit;
    case Duty::kDeal:
      return type == EntryType::kTrusteeDeal;
    case Duty::kAccept:
      return type == EntryType::kTrusteeAccept || type == EntryType::kTrusteeComplaint;
    case Duty::kRoll:
      return type == EntryType::kRollEnd;
    case Duty::kDrill:
      return type == EntryType::kTrusteeDrill;
    case Duty::kOpen:
      return type == EntryType::kOpen;
    case Duty::kClose:
      return type == EntryType::kClose;
    case Duty::kShare:
      return type == EntryType::kDecryptionShare;
    case Duty::kResult:
      return type == EntryType::kResult;
    case Duty::kVote:
    case Duty::kCosignClose:
    case Duty::kBeginAnew:
      return false;
  }
  return false;
}

// CheckClock: with a clock that is far behind, what is due would be what was due then.
Status CheckClock(const NextInput& input) {
  const uint64_t newest_ms = input.state.LastTimeMs();
  if (input.now_ms + kMostBehindMs > newest_ms) return {};
  const record::Manifest& manifest = input.state.context()->manifest;
  return Fail(ErrorCode::kTimeWentBack,
              fmt::format("this machine's clock shows {}, but the record's newest entry is of {}: one of "
                          "the two clocks is wrong. Set this one right, or ask the board about its own",
                          record::FormatLocalTime(manifest, input.now_ms / 1000 * 1000),
                          record::FormatLocalTime(manifest, newest_ms / 1000 * 1000)));
}

// NameOf is what a step's file is called: "commit-2.entry", "open.entry".
std::string NameOf(Duty duty, record::Keeper me) {
  if (me.role == record::Role::kOrganiser) return fmt::format("{}.entry", referendum::DutyName(duty));
  return fmt::format("{}-{}.entry", referendum::DutyName(duty),
                     me.index + (me.role == record::Role::kTrustee ? 0 : 1));
}

// FindBefore is where the step was sent to before, if it was, and is as good as when it was made.
Result<std::optional<std::string>> FindBefore(const NextInput& input, const Exchange& exchange, Duty duty) {
  CONSTAT_ASSIGN(const std::optional<Sent> sent, exchange.Find(NameOf(duty, input.me)));
  if (!sent) return std::nullopt;
  CONSTAT_TRY(parcel::CheckSameReferendum(sent->file, input.state.context()->manifest_hash, sent->where));
  for (const parcel::EntryBody& entry : sent->file.entries) {
    if (Fulfils(entry.type, duty) && record::AuthorOf({entry.type, 0, entry.body}) == input.me) continue;
    return Fail(
        ErrorCode::kRefusesOverwrite,
        fmt::format("{} is there already, and it is something else. Move it away, then run this again",
                    sent->where));
  }
  const Status taken = CheckTaken(input.state, sent->file.entries, input.now_ms);
  if (taken) return sent->where;
  return Fail(ErrorCode::kWrongHash,
              fmt::format("{} is there from before, but the rules refuse it now: {}. Move it away, then "
                          "run this again",
                          sent->where, taken.error().detail));
}

// CheckInTime: what comes after the last time is refused by the rules, and begins no memory.
Status CheckInTime(const referendum::Agenda& agenda, const record::Manifest& manifest) {
  if (!agenda.missed) return {};
  return Fail(ErrorCode::kWrongPhase,
              fmt::format("by this machine's clock this referendum has failed: somebody had to {} by {}, "
                          "and this record lacks it. If you did it, this is an old or false record: keep "
                          "it, and tell the other parties",
                          referendum::DutyText(agenda.missed->duty),
                          record::FormatLocalAndUtc(manifest, agenda.missed->until_ms)));
}

// DutyOf is what to do: what was asked for, or what the agenda says.
std::optional<Duty> DutyOf(const NextInput& input, const referendum::Agenda& agenda) {
  if (input.only) return input.only;
  if (agenda.failure != referendum::Failure::kNone) return std::nullopt;
  const referendum::Waiting* due = referendum::FindDuty(agenda, input.me, input.now_ms);
  return due == nullptr ? std::nullopt : std::optional(due->duty);
}

}  // namespace

Status CheckTaken(referendum::Referendum& state, std::span<const parcel::EntryBody> entries,
                  uint64_t now_ms) {
  for (const parcel::EntryBody& body : entries) {
    const uint64_t time_ms = std::max(state.EntryTimeMs(now_ms), state.LastTimeMs());
    const record::EntryView entry{body.type, time_ms, body.body};
    CONSTAT_TRY(state.Apply({entry, tlog::LeafHash(record::EncodeEntry(entry))}));
  }
  return {};
}

Result<std::optional<uint64_t>> FindSaid(const tlog::LogSource& record, uint64_t size, Duty duty,
                                         record::Keeper party) {
  std::optional<uint64_t> found;
  CONSTAT_TRY(tlog::ForEachEntry(record, size, {0, size}, [&](uint64_t index, ByteView bytes) -> Status {
    if (found) return {};
    const Result<record::EntryView> entry = record::DecodeEntry(bytes);
    if (entry && Fulfils(entry->type, duty) && record::AuthorOf(*entry) == party) found = index;
    return {};
  }));
  return found;
}

Result<Next> TakeNext(const NextInput& input, Exchange& exchange,
                      const std::function<Result<Made>(Duty)>& make) {
  CONSTAT_TRY(CheckClock(input));
  const record::Manifest& manifest = input.state.context()->manifest;
  Next out{.said = referendum::MilestonesOf(input.state)};
  out.agenda = referendum::MakeAgenda(manifest, out.said, input.now_ms);
  out.duty = DutyOf(input, out.agenda);
  if (!out.duty) {
    const bool is_over = out.agenda.waiting.empty() || out.agenda.failure != referendum::Failure::kNone;
    out.outcome = is_over ? NextOutcome::kNothingLeft : NextOutcome::kWaits;
    return out;
  }
  if (input.only) {  // else the agenda knows that the record lacks it
    CONSTAT_ASSIGN(const std::optional<uint64_t> entry,
                   FindSaid(input.record, out.said.entries, *out.duty, input.me));
    if (entry) {
      out.entry = *entry;
      out.outcome = NextOutcome::kSaidAlready;
      return out;
    }
  }
  CONSTAT_TRY(CheckInTime(out.agenda, manifest));
  if (input.dry_run) {
    out.outcome = NextOutcome::kWouldMake;
    return out;
  }
  CONSTAT_ASSIGN(const std::optional<std::string> before, FindBefore(input, exchange, *out.duty));
  if (before) {
    out.where = *before;
    out.outcome = NextOutcome::kMadeBefore;
    return out;
  }
  CONSTAT_ASSIGN(Made made, make(*out.duty));
  CONSTAT_TRY(CheckTaken(input.state, made.entries, input.now_ms));
  CONSTAT_ASSIGN(out.where, exchange.Send(NameOf(*out.duty, input.me),
                                          {input.state.context()->manifest_hash, made.entries}));
  out.made = std::move(made);
  out.outcome = NextOutcome::kMade;
  return out;
}

}  // namespace constat::party
