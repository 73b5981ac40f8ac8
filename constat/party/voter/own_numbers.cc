#include "constat/party/voter/own_numbers.h"

#include "constat/parcel/note_file.h"

namespace constat::party {

using referendum::NumberedBallot;

std::vector<NumberedBallot> OwnNumbers(std::span<const parcel::OwnBallot> notes, const Bytes32& manifest_hash,
                                       const group::EncodedPoint& credential) {
  std::vector<NumberedBallot> out;
  for (const parcel::OwnBallot& ballot : notes) {
    if (ballot.manifest_hash == manifest_hash && ballot.credential == credential)
      out.push_back({ballot.revision, ballot.tracker});
  }
  return out;
}

Result<std::vector<NumberedBallot>> ReadOwnReceipts(std::span<const std::string> files,
                                                    const OwnReceiptInput& input) {
  std::vector<NumberedBallot> out;
  for (const std::string& file : files) {
    CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt, parcel::ReadReceipt(file));
    const Result<NumberedBallot> ballot = CheckOwnReceipt(receipt, input);
    if (!ballot) return tl::unexpected(Prefix(file, ballot.error()));
    out.push_back(*ballot);
  }
  return out;
}

}  // namespace constat::party
