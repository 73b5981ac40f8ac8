// Receipts: evidence that a ballot is in the log, checked offline. Spec: BAL-12.
#pragma once

#include <optional>

#include "constat/referendum/own_entries.h"
#include "constat/tlog/policy.h"
#include "constat/tlog/receipt.h"
#include "constat/verify/light/whose.h"

namespace constat::verify {

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

// IsPromise says whether what CheckReceipt refused for this reason is a promise: all but the quorum is good.
// Spec: BAL-17.
[[nodiscard]] bool IsPromise(const tlog::InclusionReceipt& receipt, const tlog::Policy& policy,
                             const Error& refused);
// ReadPromise is what a promise is about, without cosignatures; ballot is none where the board signed bytes
// that are no whole ballot. REQUIRES: IsPromise. ERRORS: DecodeEntry's.
[[nodiscard]] Result<CheckedReceipt> ReadPromise(const tlog::InclusionReceipt& promise,
                                                 const referendum::Context& context);

// DescribeReceipt is what a good receipt is about and who signed, in lines for a person; DescribePromise what
// a promise is about, and what to do with it.
[[nodiscard]] std::string DescribeReceipt(const CheckedReceipt& checked, const referendum::Context& context);
[[nodiscard]] std::string DescribePromise(const CheckedReceipt& promised, const referendum::Context& context);

// PaperOf is the receipt or promise for CheckWhose.
[[nodiscard]] Paper PaperOf(PaperKind kind, const CheckedReceipt& checked,
                            const referendum::Context& context);

// FindReceiptEntry looks the ballot of a checked receipt up among its credential's entries in a record of
// record_size entries. Null if the record is older than the receipt. ERRORS: kReceiptNotIncluded if the
// record has another entry there: then the board and its witnesses signed two logs.
[[nodiscard]] Result<const referendum::OwnEntry*> FindReceiptEntry(const tlog::InclusionReceipt& receipt,
                                                                   const referendum::OwnEntries& entries,
                                                                   uint64_t record_size);

// ChooseReceiptEntry is the entry to make the receipt of a ballot for; null if none has its tracker. Several
// may: whoever has a ballot can bring it again, or a spoilt copy. It is the one that the rules accept, of
// which there is one at most; else one that they may accept; else that with this very body, if it is known;
// else the first.
[[nodiscard]] const referendum::OwnEntry* ChooseReceiptEntry(const referendum::OwnEntries& entries,
                                                             const Bytes32& tracker,
                                                             const std::optional<Bytes32>& body_hash);

}  // namespace constat::verify
