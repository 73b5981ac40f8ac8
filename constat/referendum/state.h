// Referendum: the state of a referendum as a fold over its log's entries. Spec: LOG-6, LOG-7.
//
// The one place that says whether an entry is valid: the board asks it before it appends, the verifier
// replays it. No I/O, no randomness but verification weights, no secrets. Not thread-safe, except that
// Precheck may run on other threads while ballots are applied (see there).
#pragma once

#include "constat/referendum/replacements.h"
#include "constat/referendum/software.h"
#include "constat/referendum/statements.h"
#include "constat/referendum/tally.h"
#include "constat/referendum/voting_time.h"
#include "constat/tlog/log_reader.h"

namespace constat::referendum {

enum class Phase { kEmpty, kCeremony, kFailedCeremony, kRoll, kOpen, kTallying, kFinal };

// PhaseName is for people: "key ceremony", "voting", ...
[[nodiscard]] std::string_view PhaseName(Phase phase);

// PhaseWords is a clause for people, who were not told of phases: "the trustees are making their key".
[[nodiscard]] std::string_view PhaseWords(Phase phase);

// LogEntry is an entry with its Merkle leaf hash.
struct LogEntry {
  record::EntryView entry;
  tlog::Hash leaf{};
};

// Prechecked is the costly part of judging an entry, done ahead: for a roll chunk or a ballot;
// nothing for others.
struct Prechecked {
  std::optional<CheckedRollChunk> roll_chunk;
  std::optional<CheckedBallot> ballot;
};

class Referendum {
 public:
  explicit Referendum(ProofMethod method = ProofMethod::kBatch) : method_(method) {}
  Referendum(Referendum&&) noexcept;
  Referendum& operator=(Referendum&&) noexcept;
  ~Referendum();

  // Apply judges the next entry of the log: takes it in, or refuses it and changes nothing.
  // REQUIRES: for kDecryptionShare and kResult, nothing is Pending.
  [[nodiscard]] Status Apply(const LogEntry& entry);

  // CheckNext judges a ballot or statement as Apply would if it came next, but for kTimeWentBack;
  // it changes nothing.
  // ERRORS: the rules'; kUnknownEnum for another type. Spec: BAL-15, BAL-16.
  [[nodiscard]] Status CheckNext(const record::EntryView& entry) const;

  // Precheck does the costly part for a run of roll chunks (in phase kRoll) or ballots (in phase kOpen); for
  // other entries and phases the answers are empty, and Apply does the work. Thread-safe against other
  // Prechecks, and against Apply of entries of the same type, or of ballots, replacement shares, statements
  // and lists of pages.
  [[nodiscard]] std::vector<Prechecked> Precheck(std::span<const record::EntryView> entries) const;
  [[nodiscard]] Status Apply(const LogEntry& entry, Prechecked prechecked);

  // CheckPlace judges the phase of an entry, with its last time and the quiet times, and nothing else of it.
  // ERRORS: kWrongPhase. Spec: LOG-7 (1).
  [[nodiscard]] Status CheckPlace(const record::EntryView& entry) const;

  // ComesTooEarly says whether the turn of entries of this type may still come: it does not yet, because
  // something that belongs before them has not been accepted.
  [[nodiscard]] bool ComesTooEarly(record::EntryType type) const;

  // EntryTimeMs is the time a board writes into the next entry: now, in phase open rounded down. It grows
  // with now, so that times never go back by rounding. Spec: LOG-2, LOG-7.
  [[nodiscard]] uint64_t EntryTimeMs(uint64_t now_ms) const {
    return phase_ == Phase::kOpen ? voting_time_->RoundedMs(now_ms) : now_ms;
  }

  // Skip counts a refused entry that is in the log all the same: the tree goes on.
  void Skip(const tlog::Hash& leaf) { tree_.Append(leaf); }

  // FirstPending is the entry whose bytes Retract needs next; none when all sums are right. Spec: BAL-9.
  [[nodiscard]] std::optional<uint64_t> FirstPending() const;
  [[nodiscard]] size_t PendingCount() const;
  [[nodiscard]] Status Retract(ByteView entry_bytes);

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] const tlog::MerkleFrontier& tree() const { return tree_; }
  [[nodiscard]] uint64_t LastTimeMs() const { return last_time_ms_; }
  // context is null before the manifest.
  [[nodiscard]] const ContextPtr& context() const { return context_; }
  // The parts REQUIRE the manifest; ballots() phase kOpen or later; tally() kTallying or later.
  [[nodiscard]] const Ceremony& ceremony() const { return *ceremony_; }
  [[nodiscard]] const Roll& roll() const { return *roll_; }
  [[nodiscard]] const BallotBox& ballots() const { return *ballots_; }
  // complete_roll is N and R of ROL-7; none before the roll is complete.
  [[nodiscard]] const std::optional<tlog::TreeHead>& complete_roll() const { return complete_roll_; }
  // voting_time REQUIRES phase kOpen or later.
  [[nodiscard]] const VotingTime& voting_time() const { return *voting_time_; }
  // replacements REQUIRES phase kOpen or later.
  [[nodiscard]] const Replacements& replacements() const { return *replacements_; }
  [[nodiscard]] const Statements& statements() const { return *statements_; }
  [[nodiscard]] const SoftwareChanges& software() const { return *software_; }
  // CheckBallot is the costly part of judging one ballot, with all that was applied so far.
  // REQUIRES phase kOpen.
  [[nodiscard]] CheckedBallot CheckBallot(ByteView body) const;
  // tally REQUIRES nothing pending. Computed at the first call.
  [[nodiscard]] const Tally& tally();
  // result is set in phase kFinal.
  [[nodiscard]] const record::Outcome* result() const;

 private:
  enum class When;
  enum class LastTime;
  struct Place;
  [[nodiscard]] static Place PlaceOf(record::EntryType type);
  [[nodiscard]] bool IsNow(When when) const;
  [[nodiscard]] Status CheckQuiet(const record::EntryView& entry) const;
  [[nodiscard]] Status CheckLastTime(const record::EntryView& entry) const;
  [[nodiscard]] Status CheckOpenTime(const record::EntryView& entry) const;
  [[nodiscard]] Status Judge(const LogEntry& entry, Prechecked& prechecked);
  [[nodiscard]] Status CheckPhase(record::EntryType type) const;
  [[nodiscard]] Status ApplyManifest(ByteView body);
  [[nodiscard]] Status ApplyRollChunk(ByteView body, std::optional<CheckedRollChunk> checked);
  [[nodiscard]] Status ApplyResult(const record::EntryView& entry);
  [[nodiscard]] Status ApplyOpen(const record::EntryView& entry);
  [[nodiscard]] Status ApplyBallot(const LogEntry& entry, std::optional<CheckedBallot> checked);
  [[nodiscard]] Status ApplyReplacement(const record::EntryView& entry);
  [[nodiscard]] Status ApplyClose(const LogEntry& entry);
  [[nodiscard]] Tally& MutableTally();

  ProofMethod method_;
  Phase phase_ = Phase::kEmpty;
  tlog::MerkleFrontier tree_;
  uint64_t last_time_ms_ = 0;
  ContextPtr context_;
  std::unique_ptr<Ceremony> ceremony_;
  std::unique_ptr<Roll> roll_;
  std::optional<tlog::TreeHead> complete_roll_;
  std::optional<VotingTime> voting_time_;
  std::unique_ptr<BallotChecker> checker_;
  std::unique_ptr<BallotBox> ballots_;
  std::unique_ptr<Replacements> replacements_;
  std::unique_ptr<Tally> tally_;
  uint64_t result_ms_ = 0;  // the time of the last `result`
  std::unique_ptr<Statements> statements_;
  std::unique_ptr<SoftwareChanges> software_;
};

// ResolvePending takes superseded ballots out of the sums, reading them again from the record that they were
// applied from, whose tree has size entries. ERRORS: tlog::ReadBundle's; kWrongHash. Spec: BAL-9.
[[nodiscard]] Status ResolvePending(Referendum& state, const tlog::LogSource& record, uint64_t size);

}  // namespace constat::referendum
