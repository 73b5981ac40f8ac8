// BallotBox: which ballots are accepted, which of them count, and their sums. Spec: BAL-8, BAL-9, TAL-2.
#pragma once

#include <deque>
#include <memory>

#include "constat/referendum/ballot_check.h"
#include "constat/tlog/merkle.h"

namespace constat::referendum {

// Superseded is an accepted ballot that no longer counts, because its credential voted again. Its ciphertexts
// are still in the region's sum until BallotBox::Retract is given its bytes.
struct Superseded {
  uint64_t entry = 0;
  tlog::Hash leaf{};
  uint16_t region = 0;
};

// LastVote is the last accepted ballot of a credential.
struct LastVote {
  uint64_t entry = 0;
  uint64_t revision = 0;
  uint32_t ballots = 0;  // accepted ones, this one included
};

class BallotBox {
 public:
  // The roll is complete and outlives the box.
  explicit BallotBox(ContextPtr context, const Roll& roll);

  // Where says which entry of the log the ballot is.
  struct Where {
    uint64_t entry = 0;
    tlog::Hash leaf{};
  };
  // Judge is BAL-8 (3) to (6), but for void credentials.
  [[nodiscard]] Status Judge(const CheckedBallot& checked) const;
  // Apply judges a ballot and takes it in.
  [[nodiscard]] Status Apply(const CheckedBallot& checked, const Where& where);

  // Pending lists superseded ballots whose ciphertexts are still to be taken out of the sums. SortPending
  // puts them in the order of the log, for reading it once more from front to back. Retract takes out one of
  // them: entry_bytes is its log entry, read again.
  // ERRORS: kWrongHash if entry_bytes are not those of the first pending ballot.
  [[nodiscard]] const std::deque<Superseded>& Pending() const { return pending_; }
  void SortPending();
  [[nodiscard]] Status Retract(ByteView entry_bytes);

  [[nodiscard]] uint64_t Ballots() const { return ballots_; }
  [[nodiscard]] uint32_t BallotsIn(uint16_t region) const {
    return regions_[region] ? regions_[region]->ballots : 0;
  }
  // CountedIn is the region's credentials that voted.
  [[nodiscard]] uint32_t CountedIn(uint16_t region) const {
    return regions_[region] ? regions_[region]->counted : 0;
  }
  // SumsIn is the sum of the counted ballots' R and C, alternating. REQUIRES: Pending() is empty;
  // CountedIn(region) > 0.
  [[nodiscard]] const std::vector<group::Point>& SumsIn(uint16_t region) const;

  // Last returns the credential's last accepted ballot, if any.
  [[nodiscard]] std::optional<LastVote> Last(Slot slot) const;

 private:
  struct Vote {
    tlog::Hash leaf{};
    uint64_t entry = 0;
    uint32_t revision = 0;  // at most max_ballots * 1024
    uint16_t ballots = 0;
  };
  struct RegionBox {
    std::vector<Vote> votes;  // per slot
    std::vector<group::Point> sums;
    uint32_t counted = 0;
    uint32_t ballots = 0;
  };
  [[nodiscard]] RegionBox& BoxOf(uint16_t region);
  [[nodiscard]] const Vote& VoteOf(Slot slot) const;

  ContextPtr context_;
  const Roll* roll_;
  std::vector<std::unique_ptr<RegionBox>> regions_;  // none before a region's first ballot
  std::deque<Superseded> pending_;
  uint64_t ballots_ = 0;
};

}  // namespace constat::referendum
