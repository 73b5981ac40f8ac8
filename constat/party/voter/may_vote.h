// May a voter vote now, or again? What the record, the receipts and the referendum's rules say before a
// ballot is made. Public data only; no I/O.
#pragma once

#include <span>

#include "constat/referendum/own_entries.h"

namespace constat::party {

// FindSlot is the place on the roll of own's credential. ERRORS: kWrongOrder before the voting is open, and
// once the record closes it; kNotOnRoll, with what may be wrong with the codes;
// kCredentialReplaced for a code that another one has replaced.
[[nodiscard]] Result<referendum::Slot> FindSlot(const referendum::Referendum& state,
                                                const referendum::OwnEntries& own);

// CheckInTime: whether by this machine's clock a ballot can still come in time. A clock that is behind harms
// nobody: the board goes by its own. ERRORS: kOutsideVotingTime from the closing on.
[[nodiscard]] Status CheckInTime(const record::Manifest& manifest, uint64_t now_ms);

// CheckMayVote: whether one more ballot is allowed after those of the record and of the receipts
// (CheckOwnReceipt). A ballot that may be valid is one cast before: a board must not get another one by
// making doubts. ERRORS: kAlreadyVoted; kTooManyBallots.
[[nodiscard]] Status CheckMayVote(const record::Manifest& manifest, const referendum::OwnEntries& own,
                                  std::span<const referendum::NumberedBallot> receipts);

}  // namespace constat::party
