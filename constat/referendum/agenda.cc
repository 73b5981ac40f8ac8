#include "constat/referendum/agenda.h"

#include <algorithm>

namespace constat::referendum {

using record::Keeper;
using record::Role;

namespace {

// Missing lists the trustees (from 1) or other parties (from 0) of whom done is false.
std::vector<Keeper> Missing(Role role, const std::vector<bool>& done) {
  const uint16_t first = role == Role::kTrustee ? 1 : 0;
  std::vector<Keeper> out;
  for (size_t i = 0; i < done.size(); ++i) {
    if (!done[i]) out.push_back({role, static_cast<uint16_t>(i + first)});
  }
  return out;
}

bool All(const std::vector<bool>& done) { return std::find(done.begin(), done.end(), false) == done.end(); }
size_t Count(const std::vector<bool>& done) {
  return static_cast<size_t>(std::count(done.begin(), done.end(), true));
}

// OfAll is a duty of every party that has not done it.
Waiting OfAll(Duty duty, std::vector<Keeper> parties) {
  const size_t needed = parties.size();
  return {.duty = duty, .parties = std::move(parties), .needed = needed};
}

const Waiting kBeginAnew = OfAll(Duty::kBeginAnew, {{Role::kOrganiser, 0}});

// InTime is the agenda where everything waits for waiting, and nothing comes after its last time.
Agenda InTime(Waiting waiting, Failure failure, uint64_t now_ms) {
  waiting.otherwise = Otherwise::kBeginAnew;
  if (now_ms <= waiting.until_ms) return {{std::move(waiting)}};
  return {{kBeginAnew}, failure, std::move(waiting)};
}

Agenda CeremonyAgenda(const record::Manifest& manifest, const Milestones& said, uint64_t now_ms) {
  Waiting next = OfAll(Duty::kAccept, Missing(Role::kTrustee, said.accepted));
  if (!All(said.dealt)) next = OfAll(Duty::kDeal, Missing(Role::kTrustee, said.dealt));
  if (!All(said.committed)) next = OfAll(Duty::kCommit, Missing(Role::kTrustee, said.committed));
  next.until_ms = manifest.ceremony_end_ms;
  return InTime(std::move(next), Failure::kCeremonyLate, now_ms);
}

Agenda RollAgenda(const record::Manifest& manifest, const Milestones& said, uint64_t now_ms) {
  Waiting next = OfAll(Duty::kOpen, {{Role::kOrganiser, 0}});
  const size_t drilled = Count(said.drilled);
  if (drilled < manifest.drills) {
    next = OfAll(Duty::kDrill, Missing(Role::kTrustee, said.drilled));
    next.needed = manifest.drills - drilled;
  }
  if (!All(said.rolls)) next = OfAll(Duty::kRoll, Missing(Role::kRegistrar, said.rolls));
  next.until_ms = OpenUntilMs(manifest);
  return InTime(std::move(next), Failure::kOpenLate, now_ms);
}

Agenda VotingAgenda(const record::Manifest& manifest, const Milestones& said, uint64_t now_ms) {
  Agenda out;
  if (now_ms < manifest.closing_ms) {
    out.waiting.push_back(
        {.duty = Duty::kVote, .from_ms = said.voting_begins_ms, .until_ms = manifest.closing_ms});
  }
  const uint64_t until_ms = manifest.closing_ms + manifest.grace_ms;
  Waiting cosign =
      OfAll(Duty::kCosignClose, Missing(Role::kWitness, std::vector<bool>(manifest.witnesses.size())));
  cosign.needed = manifest.quorum;
  cosign.from_ms = manifest.closing_ms;
  cosign.until_ms = until_ms;
  cosign.otherwise = Otherwise::kNoClose;
  out.waiting.push_back(std::move(cosign));
  Waiting close = OfAll(Duty::kClose, {{Role::kBoard, 0}});
  close.from_ms = manifest.closing_ms;
  close.otherwise = Otherwise::kNoResult;
  out.waiting.push_back(std::move(close));
  return out;
}

Agenda TallyAgenda(const record::Manifest& manifest, const Milestones& said) {
  const size_t shared = Count(said.shared);
  Waiting next = OfAll(Duty::kResult, {{Role::kBoard, 0}});
  if (shared < manifest.threshold) {
    next = OfAll(Duty::kShare, Missing(Role::kTrustee, said.shared));
    next.needed = manifest.threshold - shared;
  }
  next.otherwise = Otherwise::kNoResult;
  return {{std::move(next)}};
}

}  // namespace

Milestones MilestonesOf(Referendum& state) {
  const record::Manifest& manifest = state.context()->manifest;
  const Ceremony& ceremony = state.ceremony();
  Milestones out{.phase = state.phase(),
                 .entries = state.tree().size(),
                 .last_time_ms = state.LastTimeMs(),
                 .convicted = ceremony.Convicted()};
  for (uint16_t j = 1; j <= manifest.trustees.size(); ++j) {
    out.committed.push_back(ceremony.HasCommitted(j));
    out.dealt.push_back(ceremony.DealOf(j).has_value());
    out.accepted.push_back(ceremony.HasAccepted(j));
    out.drilled.push_back(ceremony.HasDrilled(j));
  }
  out.shared.resize(manifest.trustees.size());
  for (size_t r = 0; r < manifest.registrars.size(); ++r)
    out.rolls.push_back(state.roll().HasEnded(static_cast<uint16_t>(r)));
  if (state.complete_roll()) {
    for (size_t r = 0; r < manifest.regions.size(); ++r)
      out.registered += state.roll().Registered(static_cast<uint16_t>(r));
  }
  if (state.phase() < Phase::kOpen) return out;
  out.voting_begins_ms = state.voting_time().BeginMs();
  out.ballots = state.ballots().Ballots();
  if (state.phase() < Phase::kTallying) return out;
  for (const uint16_t j : state.tally().Complete()) out.shared[j - 1u] = true;
  return out;
}

bool MovesAgenda(record::EntryType type) {
  switch (type) {
    case record::EntryType::kBallot:
    case record::EntryType::kReplacementShare:
    case record::EntryType::kStatement:
    case record::EntryType::kSoftware:
      return false;
    default:
      return true;
  }
}

Agenda MakeAgenda(const record::Manifest& manifest, const Milestones& said, uint64_t now_ms) {
  switch (said.phase) {
    case Phase::kEmpty:
    case Phase::kCeremony:
      return CeremonyAgenda(manifest, said, now_ms);
    case Phase::kFailedCeremony:
      return {{kBeginAnew}, Failure::kBadShare};
    case Phase::kRoll:
      return RollAgenda(manifest, said, now_ms);
    case Phase::kOpen:
      return VotingAgenda(manifest, said, now_ms);
    case Phase::kTallying:
      return TallyAgenda(manifest, said);
    case Phase::kFinal:
      break;
  }
  return {};
}

const Waiting* FindDuty(const Agenda& agenda, Keeper party, uint64_t now_ms) {
  for (const Waiting& waiting : agenda.waiting) {
    const auto& parties = waiting.parties;
    if (waiting.from_ms > now_ms || std::find(parties.begin(), parties.end(), party) == parties.end())
      continue;
    return &waiting;
  }
  return nullptr;
}

std::string_view DutyName(Duty duty) {
  switch (duty) {
    case Duty::kCommit:
      return "commit";
    case Duty::kDeal:
      return "deal";
    case Duty::kAccept:
      return "accept";
    case Duty::kRoll:
      return "roll";
    case Duty::kDrill:
      return "drill";
    case Duty::kOpen:
      return "open";
    case Duty::kVote:
      return "vote";
    case Duty::kCosignClose:
      return "cosign-close";
    case Duty::kClose:
      return "close";
    case Duty::kShare:
      return "share";
    case Duty::kResult:
      return "result";
    case Duty::kBeginAnew:
      return "begin-anew";
  }
  return "";
}

std::string_view DutyText(Duty duty) {
  switch (duty) {
    case Duty::kCommit:
      return "commit to a part of the key";
    case Duty::kDeal:
      return "deal the part of the key";
    case Duty::kAccept:
      return "check what the others dealt, and accept it";
    case Duty::kRoll:
      return "publish the roll";
    case Duty::kDrill:
      return "show a working key";
    case Duty::kOpen:
      return "open the voting";
    case Duty::kVote:
      return "vote";
    case Duty::kCosignClose:
      return "confirm the end of the voting";
    case Duty::kClose:
      return "close the voting";
    case Duty::kShare:
      return "release a part of the count";
    case Duty::kResult:
      return "publish the result";
    case Duty::kBeginAnew:
      return "begin a new referendum";
  }
  return "";
}

std::string_view OtherwiseName(Otherwise otherwise) {
  switch (otherwise) {
    case Otherwise::kNothing:
      return "nothing";
    case Otherwise::kBeginAnew:
      return "begin-anew";
    case Otherwise::kNoClose:
      return "no-close";
    case Otherwise::kNoResult:
      return "no-result";
  }
  return "";
}

std::string_view FailureName(Failure failure) {
  switch (failure) {
    case Failure::kNone:
      return "none";
    case Failure::kBadShare:
      return "bad-share";
    case Failure::kCeremonyLate:
      return "ceremony-late";
    case Failure::kOpenLate:
      return "open-late";
  }
  return "";
}

}  // namespace constat::referendum
