// OwnEntries: the ballots of one credential in a log, judged by the rules, proofs included, for a reader who
// does not judge the other entries. Spec: BAL-8, BAL-9, LOG-6, TAL-1.
//
// Nothing is guessed: where the answer needs the judgement of an entry that is not judged here, the ballot is
// kNotJudged. The record is wrong then in any case (either that entry or the ballot breaks the rules);
// verify/ says which. No I/O, no secrets. Not thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "constat/referendum/state.h"

namespace constat::referendum {

// NumberedBallot is a ballot as its voter knows it: its revision, and its tracker.
struct NumberedBallot {
  uint64_t revision = 0;
  Bytes32 tracker{};
  bool operator==(const NumberedBallot&) const = default;
};

// CheckBallotAlone judges a ballot entry as far as no other ballot or close matters: BAL-8 (2), (3), (4) and
// (6), and a revision that is out of reach however many ballots came before it. What fails here is refused
// wherever it is in the log; what passes was made by somebody who knew the codes.
// REQUIRES: state.phase() == Phase::kOpen. ERRORS: BAL-8's. Spec: BAL-8.
[[nodiscard]] Status CheckBallotAlone(const Referendum& state, const record::EntryView& ballot);

enum class OwnVerdict {
  kAccepted,   // whatever the other entries are
  kRefused,    // whatever the other entries are
  kNotJudged,  // that depends on an entry that is not judged here
};

// OwnEntry is a ballot entry that begins with the credential.
struct OwnEntry {
  uint64_t entry = 0;  // its index in the log
  uint64_t time_ms = 0;
  OwnVerdict verdict = OwnVerdict::kNotJudged;
  std::optional<Error> refusal;  // of kRefused: the rules' code and sentence
  std::string doubt;             // of kNotJudged: "it depends on whether entry 7, the close ..., is valid"
  // made_with_code says that CheckBallotAlone passed, or fails only by the time or the revision: whoever made
  // the ballot knew the codes. Without it anybody may have made it, the board too.
  bool made_with_code = false;
  std::optional<NumberedBallot> ballot;  // none if the body has not the length of a ballot
  Bytes32 body_hash{};                   // SHA-256 of the body: two entries may have one tracker
};

class OwnEntries {
 public:
  explicit OwnEntries(const group::EncodedPoint& credential) : credential_(credential) {}

  // Add takes the next entry of the log, any bytes. state is that of the log up to here, as Add left it:
  // after `open`, this credential's accepted ballots and all replacements of codes are applied and everything
  // else is skipped.
  // REQUIRES: state.phase() == Phase::kOpen; the same state each time.
  void Add(Referendum& state, ByteView bytes);

  [[nodiscard]] const group::EncodedPoint& credential() const { return credential_; }
  // entries are in the order of the log. Accepted ones come before all that are not judged.
  [[nodiscard]] const std::vector<OwnEntry>& entries() const { return entries_; }
  [[nodiscard]] size_t CountOf(OwnVerdict verdict) const;
  // LastAccepted indexes entries(); none if none is accepted.
  [[nodiscard]] std::optional<size_t> LastAccepted() const;
  // Counting is LastAccepted() where nothing that is not judged could count instead. Spec: BAL-9.
  [[nodiscard]] std::optional<size_t> Counting() const;
  // replaced_by is the share that made another credential of this one's slot; made_by the one that put this
  // credential there. The registrars' word: a replacement is taken for valid where its shares are, though
  // whether a ballot of the old credential came before them is not judged here. None if there is none.
  [[nodiscard]] std::optional<uint64_t> replaced_by() const { return replaced_by_; }
  [[nodiscard]] std::optional<uint64_t> made_by() const { return made_by_; }
  // close is the first entry that closes the voting, unless the rules refuse it for a reason that is not
  // judged here: the number of ballots it states, or the time of an entry before it.
  [[nodiscard]] std::optional<uint64_t> close() const { return close_; }

 private:
  // Other is an entry that is not judged here: another credential's ballot, a statement, a list of pages.
  struct Other {
    uint64_t entry = 0;
    uint64_t time_ms = 0;
  };
  void AddOwn(Referendum& state, const LogEntry& at);
  void AddShare(Referendum& state, const LogEntry& at);
  [[nodiscard]] std::string DoubtOf(uint64_t time_ms) const;

  group::EncodedPoint credential_;
  std::vector<OwnEntry> entries_;
  std::optional<uint64_t> close_;
  std::optional<uint64_t> replaced_by_;
  std::optional<uint64_t> made_by_;
  std::optional<Other> latest_;       // of those that may be accepted: the one with the latest time
  std::optional<uint64_t> unjudged_;  // the first of entries_ that is kNotJudged
};

}  // namespace constat::referendum
