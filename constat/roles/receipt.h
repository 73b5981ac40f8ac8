// Receipts: evidence that a ballot is in the log, checked offline. Spec: BAL-12.
#pragma once

#include <optional>

#include "constat/referendum/context.h"
#include "constat/tlog/policy.h"
#include "constat/tlog/proof.h"
#include "constat/tlog/record_source.h"

namespace constat::roles {

// ReferendumPolicy is the manifest's own: the board's key and a quorum of its witnesses. A voter who was
// given a trust file uses that policy instead.
[[nodiscard]] tlog::Policy ReferendumPolicy(const referendum::Context& context);

// MakeReceipt proves the entry at index under checkpoint, from the record's tiles. The record may be longer
// than the checkpoint. ERRORS: kBadNumber if the checkpoint does not reach the entry; the source's.
[[nodiscard]] Result<tlog::InclusionReceipt> MakeReceipt(const tlog::RecordSource& record,
                                                         const tlog::SignedCheckpoint& checkpoint,
                                                         uint64_t index);

// ReceiptBallot is the ballot a receipt is about.
struct ReceiptBallot {
  group::EncodedPoint credential{};
  uint64_t revision = 0;
  Bytes32 tracker{};
};

struct CheckedReceipt {
  uint64_t index = 0;
  record::EntryType type = record::EntryType::kBallot;
  uint64_t time_ms = 0;                 // as the board wrote it
  std::optional<ReceiptBallot> ballot;  // none for entries of other types
  std::vector<tlog::Cosignature> cosignatures;
};

// CheckReceipt checks that the receipt's entry is in a log of this referendum that satisfies policy.
// ERRORS: kBadText without an entry; kWrongOrigin for another log's; those of tlog::VerifyReceipt,
// DecodeEntry and ParseBallot. Spec: BAL-12.
[[nodiscard]] Result<CheckedReceipt> CheckReceipt(const tlog::InclusionReceipt& receipt,
                                                  const tlog::Policy& policy,
                                                  const referendum::Context& context);

}  // namespace constat::roles
