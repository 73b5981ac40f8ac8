// ReleaseGuard: a trustee's durable memory of what it has seen and what it has released. Spec: TAL-10.
//
// Without it a forked log would have "all" and "all but one" decrypted, and the difference is a vote.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "constat/tlog/merkle.h"

namespace constat::roles {

// RootAt gives the root of the first size entries of the record at hand: of a verified one, tlog::RootOf over
// a tlog::TileHashSource.
using RootAt = std::function<Result<tlog::Hash>(uint64_t size)>;

// ReleaseGuard remembers by manifest hash. One call at a time.
class ReleaseGuard {
 public:
  virtual ~ReleaseGuard() = default;

  // SeeCheckpoint checks that the record at hand, whose tree is head, extends the last one seen, and durably
  // remembers head. ERRORS: kLogRewound; kBadConsistency; root_at's; the store's.
  [[nodiscard]] virtual Status SeeCheckpoint(const Bytes32& manifest_hash, const tlog::TreeHead& head,
                                             const RootAt& root_at) = 0;

  // Release durably records that shares of the sums with this hash may leave, or finds that they may not.
  // ERRORS: kRefusesDecryption if other sums were recorded before; the store's, in which case nothing may
  // leave.
  [[nodiscard]] virtual Status Release(const Bytes32& manifest_hash, const Bytes32& sums_hash) = 0;
};

// OpenReleaseGuard keeps one small file per manifest hash in a folder, created if missing; locked against
// other processes. A damaged file is an error (kBadText), never "nothing": that would forget. ERRORS:
// kCannotWrite.
[[nodiscard]] Result<std::unique_ptr<ReleaseGuard>> OpenReleaseGuard(const std::filesystem::path& folder);

}  // namespace constat::roles
