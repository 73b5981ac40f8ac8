// The next revision: which number a voter's next ballot has, so that no ballot held back can replace one that
// has a receipt. Spec: BAL-14.
//
// The number comes from what the board and its witnesses signed, never from the voter's own notes: a ballot
// that is in neither record nor receipt is made again with the same revision, and at most one of a revision
// is ever accepted. Public data only; no I/O.
#pragma once

#include <span>
#include <vector>

#include "constat/referendum/own_entries.h"
#include "constat/verify/light/receipt.h"

namespace constat::party {

// OwnReceiptInput is what a receipt is judged against: a record that satisfies policy, read with own, and its
// state after that.
struct OwnReceiptInput {
  const tlog::Policy* policy = nullptr;
  const referendum::Referendum* state = nullptr;
  const referendum::OwnEntries* own = nullptr;
};

// CheckOwnReceipt returns the ballot that a receipt is for, if it is a ballot of own's credential. The record
// may be older than the receipt. REQUIRES: state->phase() is kOpen. ERRORS: kUsage for an entry of another
// type, with what it is; kAnotherVoter for another credential; kReceiptNotIncluded if the record has
// something else at that index, which shows two logs; the rules' code if they refuse the ballot;
// CheckReceipt's. Spec: BAL-14.
[[nodiscard]] Result<referendum::NumberedBallot> CheckOwnReceipt(const tlog::InclusionReceipt& receipt,
                                                                 const OwnReceiptInput& input);

// NextBallot says how to number the next ballot, and which noted ballots nobody has a receipt for.
struct NextBallot {
  uint64_t revision = 1;
  // rivals are noted ballots of this revision: of them and the next one at most one is ever accepted.
  std::vector<referendum::NumberedBallot> rivals;
  // above are noted ballots of a higher revision: the voter has seen a newer record or receipt than these, or
  // a program numbered them that did not follow BAL-14. Any of them replaces the next ballot if it comes in.
  std::vector<referendum::NumberedBallot> above;
};

// PlanNextBallot takes a credential's ballots in a record, those of its receipts (CheckOwnReceipt), and the
// voter's own notes, which do not enter revision. Spec: BAL-14.
[[nodiscard]] NextBallot PlanNextBallot(const referendum::OwnEntries& own,
                                        std::span<const referendum::NumberedBallot> receipts,
                                        std::span<const referendum::NumberedBallot> notes);

// DescribeEarlier speaks of the valid ballots that record and receipts show; empty if there is none.
[[nodiscard]] std::vector<std::string> DescribeEarlier(const referendum::OwnEntries& own,
                                                       std::span<const referendum::NumberedBallot> receipts);
// DescribeUnanswered speaks of the noted ballots that neither record nor receipt shows: sentences for people.
[[nodiscard]] std::vector<std::string> DescribeUnanswered(const NextBallot& next);

}  // namespace constat::party
