// Own numbers: the ballots that a voter brings along, in notes and in receipts, for
// PlanNextBallot. Spec: BAL-14.
#pragma once

#include <filesystem>
#include <string>

#include "constat/parcel/own_ballots.h"
#include "constat/party/voter/next_revision.h"

namespace constat::party {

// OwnNumbers are the noted ballots of one credential of one referendum.
[[nodiscard]] std::vector<referendum::NumberedBallot> OwnNumbers(std::span<const parcel::OwnBallot> notes,
                                                                 const Bytes32& manifest_hash,
                                                                 const group::EncodedPoint& credential);

// ReadOwnReceipts reads receipt files and judges each by CheckOwnReceipt, whose REQUIRES hold here. ERRORS:
// parcel::ReadReceipt's; CheckOwnReceipt's, with the file's name.
[[nodiscard]] Result<std::vector<referendum::NumberedBallot>> ReadOwnReceipts(
    std::span<const std::string> files, const OwnReceiptInput& input);

}  // namespace constat::party
