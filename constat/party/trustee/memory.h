// TrusteeMemory: a trustee's durable memory of what it has seen and what it has released. Spec: TAL-10.
//
// Without it a forked log would have "all" and "all but one" decrypted, and the difference is a vote.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "constat/group/point.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/merkle.h"

namespace constat::party {

// RootAt gives the root of the first size entries of the record at hand: of a verified one, tlog::RootOf
// over a tlog::TileHashSource.
using RootAt = std::function<Result<tlog::Hash>(uint64_t size)>;

// TrusteeMemory remembers by manifest hash. Having no memory of a referendum is an error, never "nothing
// happened": only Begin makes one. One call at a time.
class TrusteeMemory {
 public:
  virtual ~TrusteeMemory() = default;

  // Begin durably writes the memory of a referendum that has none here, whose record's tree is head.
  // REQUIRES: the trustee has not accepted in that record, or a person has said that the memory is lost and
  // the record is verified (TAL-10). ERRORS: kRefusesOverwrite if there is one; kBadText if there is a
  // damaged one; the store's.
  [[nodiscard]] virtual Status Begin(const Bytes32& manifest_hash, const tlog::TreeHead& head) = 0;

  // SeeCheckpoint checks that the record at hand, whose tree is head, extends the last one seen, and durably
  // remembers head. ERRORS: kMemoryMissing; kLogRewound; kBadConsistency; root_at's; the store's.
  [[nodiscard]] virtual Status SeeCheckpoint(const Bytes32& manifest_hash, const tlog::TreeHead& head,
                                             const RootAt& root_at) = 0;

  // Release durably records that shares of the sums with this hash may leave, or finds that they may not.
  // ERRORS: kMemoryMissing; kRefusesDecryption if other sums were recorded before; the store's, in which case
  // nothing may leave.
  [[nodiscard]] virtual Status Release(const Bytes32& manifest_hash, const Bytes32& sums_hash) = 0;
};

// OpenTrusteeMemory keeps one small file per manifest hash in a folder, locked against other processes, and
// of one trustee alone: key is its public key. A damaged file is an error (kBadText), never "nothing": that
// would forget. ERRORS: LockMemory's (kWrongKey for another trustee's folder); with kMustExist,
// kMemoryMissing if there is no such folder, so that a mistyped name is not made true.
enum class MemoryFolder { kMustExist, kMake };
[[nodiscard]] Result<std::unique_ptr<TrusteeMemory>> OpenTrusteeMemory(const std::filesystem::path& folder,
                                                                       const group::EncodedPoint& key,
                                                                       MemoryFolder how);

// WithWayBack adds to an error of a memory what to do about one that is missing, damaged, or of a trustee
// that has accepted already. memory is its folder. Not for errors of other files.
[[nodiscard]] Error WithWayBack(Error error, const std::filesystem::path& memory);

// RecordHead is a record at hand: its files, and its tree as recomputed from all entries.
struct RecordHead {
  Bytes32 manifest_hash{};
  const tlog::LogSource& record;
  tlog::TreeHead tree;
};

// SeeRecord lets the memory see a record. The root of the earlier size comes from the record's tiles, which
// nobody need have checked: a consistency proof ties it to the tree. ERRORS: SeeCheckpoint's;
// kBadConsistency; the source's.
[[nodiscard]] Status SeeRecord(TrusteeMemory& memory, const RecordHead& head);

// OpenAndSee opens the memory of a trustee who has one, and lets it see the record. ERRORS:
// OpenTrusteeMemory's with kMustExist and SeeRecord's, by WithWayBack.
[[nodiscard]] Result<std::unique_ptr<TrusteeMemory>> OpenAndSee(const std::filesystem::path& folder,
                                                                const group::EncodedPoint& key,
                                                                const RecordHead& head);

// BeginOrSeeRecord is what a trustee does who has not accepted yet: the memory begins with this record, or,
// if an acceptance was made before and did not reach the board, goes on. ERRORS: Begin's, SeeRecord's.
[[nodiscard]] Status BeginOrSeeRecord(TrusteeMemory& memory, const RecordHead& head);

}  // namespace constat::party
