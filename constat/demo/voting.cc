#include "constat/demo/voting.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/parallel.h"
#include "constat/party/registrar/replacement.h"
#include "constat/party/voter/challenge.h"
#include "constat/tlog/log_reader.h"

namespace constat::demo {
namespace {

using record::EntryType;

constexpr uint32_t kDayMinutes = 13 * 60;
constexpr uint32_t kSliceMinutes = 30;     // the board publishes, and the witnesses cosign, every half hour
constexpr size_t kBlock = 8192;            // ballots prepared and appended at once
constexpr uint64_t kAgainInThousand = 40;  // voters who vote twice
constexpr uint64_t kChallengeInThousand = 30;
constexpr size_t kReceiptsKept = 5;

unsigned Threads(const WorldOptions& options) {
  return options.threads != 0 ? options.threads : DefaultThreads();
}

}  // namespace

// PlanDay draws when each voter votes, from a generator of its own, so that a seed gives the same day.
void Voting::PlanDay() {
  const std::unique_ptr<crypto::Rng> rng = world_.MakeRng("day");
  for (size_t v = 0; v < world_.voters_.size(); ++v) {
    const Voter& voter = world_.voters_[v];
    if (voter.choice == 0xff) continue;
    const auto minute = static_cast<uint32_t>(rng->Below(kDayMinutes));
    const bool again = minute > 0 && rng->Below(1000) < kAgainInThousand;
    const bool challenges = rng->Below(1000) < kChallengeInThousand && !fast_;
    const auto id = static_cast<uint32_t>(v);
    if (again) {
      const auto other = static_cast<uint8_t>((voter.choice + 1 + rng->Below(kOptions - 1)) % kOptions);
      events_.push_back({static_cast<uint32_t>(rng->Below(minute)), id, other, false, true});
      ++voted_again_;
    }
    events_.push_back({minute, id, voter.choice, challenges, false});
    challenged_ += challenges ? 1 : 0;
  }
  std::sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
    return a.minute != b.minute ? a.minute < b.minute : a.voter < b.voter;
  });
}

Result<Bytes> Voting::Prepare(const Event& event) const {
  const Voter& voter = world_.voters_[event.voter];
  const std::unique_ptr<crypto::Rng> rng =
      world_.MakeRng(fmt::format("voter/{}/{}", event.voter, event.first_of_two ? 1 : 2));
  CONSTAT_ASSIGN(const party::VoterSecret secret, world_.SecretOf(voter));
  const party::DraftInput input{.context = world_.context_,
                                .joint_key = world_.ledger_->state().ceremony().JointKey(),
                                .region = voter.region,
                                .revision = voter.revision + 1,
                                .choices = {{event.choice}}};
  if (event.challenges) {
    CONSTAT_ASSIGN(party::BallotDraft draft, party::BallotDraft::Make(input, secret, *rng));
    const Bytes32 noted = draft.tracker();
    CONSTAT_ASSIGN(const record::Challenge challenge, std::move(draft).Challenge());
    CONSTAT_ASSIGN(const party::RecomputedBallot recomputed,
                   party::CheckChallenge(*world_.context_, input.joint_key, challenge));
    if (recomputed.tracker != noted || challenge.choices != input.choices) {
      return Fail(ErrorCode::kWrongHash, "a challenged device had encrypted another choice");
    }
  }
  CONSTAT_ASSIGN(party::BallotDraft draft, party::BallotDraft::Make(input, secret, *rng));
  return std::move(draft).Cast(secret, *rng);
}

Result<std::vector<Bytes>> Voting::PrepareAll(std::span<const Event> events) const {
  std::vector<Result<Bytes>> ballots(events.size(), Fail(ErrorCode::kIncomplete, "not prepared"));
  ParallelFor(events.size(), Threads(world_.options_), [&](size_t i) { ballots[i] = Prepare(events[i]); });
  std::vector<Bytes> out;
  for (Result<Bytes>& ballot : ballots) {
    CONSTAT_TRY(ballot);
    out.push_back(*std::move(ballot));
  }
  return out;
}

// PrepareFast makes the same kind of ballots in variable time: these votes are public anyway.
Result<std::vector<Bytes>> Voting::PrepareFast(std::span<const Event> events) const {
  std::vector<load::PublicVote> votes(events.size());
  std::vector<Bytes> out(events.size());
  const std::unique_ptr<crypto::Rng> rng = world_.MakeRng(fmt::format("ballots/{}", events.front().minute));
  for (load::PublicVote& vote : votes) rng->Fill(vote.seed);
  constexpr size_t kTogether = 64;
  ParallelFor((events.size() + kTogether - 1) / kTogether, Threads(world_.options_), [&](size_t block) {
    const size_t begin = block * kTogether;
    const size_t end = std::min(events.size(), begin + kTogether);
    for (size_t i = begin; i < end; ++i) {
      const Voter& voter = world_.voters_[events[i].voter];
      votes[i].secret = world_.PublicSecretOf(voter);
      votes[i].region = voter.region;
      votes[i].revision = voter.revision + 1;
      votes[i].choices = {{events[i].choice}};
    }
    std::vector<Bytes> made = fast_->Make(std::span(votes).subspan(begin, end - begin));
    std::move(made.begin(), made.end(), out.begin() + static_cast<ptrdiff_t>(begin));
  });
  return out;
}

Status Voting::CastBlock(std::span<const Event> events) {
  CONSTAT_ASSIGN(std::vector<Bytes> ballots, fast_ ? PrepareFast(events) : PrepareAll(events));
  std::vector<Bytes> bodies;
  for (size_t i = 0; i < events.size(); ++i) {
    Bytes body = std::move(ballots[i]);
    if (world_.options_.cheat != nullptr && world_.options_.cheat->change_entry) {
      world_.options_.cheat->change_entry(world_, EntryType::kBallot, body);
    }
    bodies.push_back(std::move(body));
    ++world_.voters_[events[i].voter].revision;
  }
  const std::vector<ByteView> views(bodies.begin(), bodies.end());
  for (const Result<uint64_t>& index : world_.ledger_->AppendBallots(views)) {
    CONSTAT_TRY(index);
    last_index_ = *index;
  }
  return {};
}

// EndOfSlice publishes what was cast, keeps a few receipts and, at noon, the checkpoint an observer saw.
Status Voting::EndOfSlice(size_t done) {
  CONSTAT_TRY(world_.CosignAndPublish());
  if (receipts_ < kReceiptsKept && done > receipts_ * events_.size() / kReceiptsKept) {
    ++receipts_;
    CONSTAT_TRY(world_.KeepReceipt(last_index_));
  }
  if (half_told_ || 2 * done < events_.size()) return {};
  half_told_ = true;
  CONSTAT_TRY(world_.KeepCheckpoint("checkpoint-noon"));
  return world_.After(Stage::kHalfVoted);
}

Status Voting::Run() {
  if (world_.options_.fast) {
    fast_ = std::make_unique<load::VartimeBallots>(world_.context_,
                                                   world_.ledger_->state().ceremony().JointKey());
  }
  PlanDay();
  size_t done = 0;
  for (uint32_t slice = 0; slice < kDayMinutes; slice += kSliceMinutes) {
    const size_t slice_begin = done;
    while (done < events_.size() && events_[done].minute < slice + kSliceMinutes) {
      // A block is of one minute: no voter votes twice in it, and the second ballot needs
      // the first's revision.
      size_t end = done;
      while (end < events_.size() && end - done < kBlock && events_[end].minute == events_[done].minute)
        ++end;
      uint64_t now = kOpeningMs + uint64_t{events_[done].minute} * kMinuteMs;
      if (half_told_ && world_.frozen_clock_ms != 0) now = world_.frozen_clock_ms;
      world_.clock_.Set(std::max(now, world_.clock_.NowMs()));
      CONSTAT_TRY(CastBlock(std::span(events_).subspan(done, end - done)));
      done = end;
      world_.options_.progress("voting", done, events_.size());
    }
    if (done > slice_begin) CONSTAT_TRY(EndOfSlice(done));
  }
  return {};
}

std::string Voting::Summary() const {
  if (fast_) {
    return fmt::format("Voters: cast {} ballots, made the fast way for public votes; {} voted twice",
                       events_.size(), voted_again_);
  }
  return fmt::format("Voters: cast {} ballots; {} voted twice, and {} challenged their device first",
                     events_.size(), voted_again_, challenged_);
}

size_t World::AnyWhoVoted() const {
  for (size_t v = 0; v < voters_.size(); ++v) {
    if (voters_[v].revision > 0) return v;
  }
  return 0;
}

size_t World::AnyAtHome() const {
  for (size_t v = 0; v < voters_.size(); ++v) {
    if (voters_[v].choice == 0xff) return v;
  }
  return 0;
}

Result<party::VoterSecret> World::SecretOf(const Voter& voter) const {
  return party::VoterSecret::FromCodes(*context_, voter.codes);
}

// The demo's votes are public: nothing is given away by computing with their secrets in variable time.
group::Scalar World::PublicSecretOf(const Voter& voter) const {
  group::SecretScalar sum;
  for (size_t m = 0; m < voter.codes.size(); ++m) {
    sum = sum.Add(voter.codes[m].ShareSecret(context_->manifest_hash, static_cast<uint16_t>(m)));
  }
  return sum.Declassify();
}

Result<Bytes> World::MakeReplacement(size_t registrar, const Voter& voter, const parcel::VotingCode& code,
                                     uint64_t until_ms) {
  const referendum::Slot slot{voter.region, voter.slot};
  return party::MakeReplacementBody({.context = context_,
                                     .key = &registrars_[registrar],
                                     .slot = slot,
                                     .old = ledger_->state().replacements().Current(slot),
                                     .until_ms = until_ms},
                                    code, *rng_);
}

Status World::ReplaceCode(Voter& voter) {
  std::vector<parcel::VotingCode> codes;
  for (size_t m = 0; m < registrars_.size(); ++m) {
    codes.push_back(parcel::VotingCode::Generate(*rng_));
    CONSTAT_ASSIGN(Bytes body,
                   MakeReplacement(m, voter, codes.back(), party::ReplacementUntilMs(clock_.NowMs())));
    CONSTAT_TRY(Append(EntryType::kReplacementShare, std::move(body)));
  }
  voter.codes = std::move(codes);
  return {};
}

Result<Bytes> World::MakeBallot(Voter& voter, uint8_t choice) {
  CONSTAT_ASSIGN(const party::VoterSecret secret, SecretOf(voter));
  const party::DraftInput input{.context = context_,
                                .joint_key = ledger_->state().ceremony().JointKey(),
                                .region = voter.region,
                                .revision = ++voter.revision,
                                .choices = {{choice}}};
  CONSTAT_ASSIGN(party::BallotDraft draft, party::BallotDraft::Make(input, secret, *rng_));
  return std::move(draft).Cast(secret, *rng_);
}

Result<std::vector<record::Entry>> World::Entries() const {
  std::vector<record::Entry> out;
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint head, tlog::ReadCheckpoint(ledger_->log()));
  const uint64_t size = head.checkpoint.size;
  CONSTAT_TRY(tlog::ForEachEntry(ledger_->log(), size, {0, size}, [&](uint64_t, ByteView bytes) -> Status {
    CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
    out.push_back({entry.type, entry.time_ms, Bytes(entry.body.begin(), entry.body.end())});
    return {};
  }));
  return out;
}

}  // namespace constat::demo
