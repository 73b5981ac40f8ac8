// Proof files (.tlog-proof): a checkpoint, an index and an inclusion proof, which anybody checks offline.
//
// Thread-safe. SOURCE: c2sp.org/tlog-proof.
#pragma once

#include <string>
#include <string_view>

#include "constat/tlog/checkpoint.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/policy.h"

namespace constat::tlog {

inline constexpr size_t kMaxProofExtraSize = size_t{1} << 20;

// InclusionReceipt is the content of a proof file.
struct InclusionReceipt {
  Bytes extra;  // not authenticated by the log; empty for none
  uint64_t index = 0;
  Proof proof;
  SignedCheckpoint checkpoint;

  bool operator==(const InclusionReceipt&) const = default;
};

// ParseReceipt reads exactly what FormatReceipt writes, the lines before the checkpoint first. ERRORS:
// kBadText; kBadCheckpoint; kTooLarge beyond kMaxReceiptFile. Spec: BAL-12.
[[nodiscard]] Result<InclusionReceipt> ParseReceipt(std::string_view text);
[[nodiscard]] std::string FormatReceipt(const InclusionReceipt& receipt);
// FormatReadable is FormatReceipt for what is written to a file, which is read back first. ERRORS:
// ParseReceipt's; io::CheckReadsBack's.
[[nodiscard]] Result<std::string> FormatReadable(const InclusionReceipt& receipt);

// kMaxReceiptFile bounds what is read of a proof file, in bytes: extra data grows by a third as text.
inline constexpr size_t kMaxReceiptFile = 4 * kMaxProofExtraSize;

// MakeReceipt proves the entry at index under checkpoint, from the record's tiles. The record may be longer
// than the checkpoint. ERRORS: kBadNumber if the checkpoint does not reach the entry; the source's.
[[nodiscard]] Result<InclusionReceipt> MakeReceipt(const LogSource& record,
                                                   const SignedCheckpoint& checkpoint, uint64_t index);

// VerifyReceipt checks that entry is at receipt.index and that the checkpoint satisfies policy.
// ERRORS: those of Policy::Check; kBadInclusion.
[[nodiscard]] Status VerifyReceipt(const InclusionReceipt& receipt, ByteView entry, const Policy& policy);

}  // namespace constat::tlog
