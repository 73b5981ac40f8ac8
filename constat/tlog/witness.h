// Witness: the logic of tlog-witness's add-checkpoint, without a transport.
//
// It cosigns a checkpoint only if it extends the last one it cosigned of that log, and stores it durably
// before the cosignature leaves. Thread-safe: one request at a time. SOURCE: c2sp.org/tlog-witness,
// c2sp.org/tlog-cosignature.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/clock.h"
#include "constat/crypto/ed25519_sign.h"
#include "constat/tlog/checkpoint.h"

namespace constat::tlog {

// kMaxConsistencyLines is the clause's limit on proof lines in a request.
inline constexpr size_t kMaxConsistencyLines = 63;

// AddCheckpointRequest is the body of an add-checkpoint request.
struct AddCheckpointRequest {
  uint64_t old_size = 0;
  Proof proof;
  SignedCheckpoint checkpoint;
};

// ParseAddCheckpoint reads exactly what FormatAddCheckpoint writes. ERRORS: kBadText, kBadCheckpoint,
// kTooLarge.
[[nodiscard]] Result<AddCheckpointRequest> ParseAddCheckpoint(std::string_view body);
[[nodiscard]] std::string FormatAddCheckpoint(const AddCheckpointRequest& request);

// WitnessStore keeps, for each log, the largest tree cosigned. One call at a time.
class WitnessStore {
 public:
  virtual ~WitnessStore() = default;
  // Load returns nothing for a log never cosigned. Damage is an error, never "nothing": that would forget.
  [[nodiscard]] virtual Result<std::optional<TreeHead>> Load(std::string_view origin) const = 0;
  // Store is durable when it returns.
  [[nodiscard]] virtual Status Store(std::string_view origin, const TreeHead& tree) = 0;
};

// OpenWitnessStore keeps one small file per log in a folder, created if missing; locked against other
// processes. ERRORS: kCannotWrite.
[[nodiscard]] Result<std::unique_ptr<WitnessStore>> OpenWitnessStore(const std::filesystem::path& folder);

class Witness {
 public:
  struct Parts {
    std::string name;
    crypto::Ed25519Key key;
    std::vector<VerifierKey> logs;  // type kEd25519; the key's name is the origin
    std::unique_ptr<WitnessStore> store;
    std::unique_ptr<Clock> clock;
  };
  explicit Witness(Parts parts) : parts_(std::move(parts)) {}

  // AddCheckpoint checks and cosigns. A tree of the size cosigned last is cosigned again if its root is the
  // same. ERRORS, with the status the clause gives each:
  //   kWrongOrigin (404) a log the witness does not know
  //   kMissingSignature, kBadSignature (403) no valid signature of that log
  //   kBadNumber (400) old_size above the checkpoint's
  //   kLogRewound (409) the checkpoint is smaller than one cosigned before
  //   kWrongOrder (409) old_size is not the size cosigned last: answer LatestSize
  //   kBadConsistency (409 if the sizes are equal, else 422) the checkpoint contradicts the one cosigned last
  //   the store's (500)
  [[nodiscard]] Result<NoteSignature> AddCheckpoint(const AddCheckpointRequest& request);

  // LatestSize is the size cosigned last, 0 if none. ERRORS: the store's.
  [[nodiscard]] Result<uint64_t> LatestSize(std::string_view origin) const;

  [[nodiscard]] VerifierKey key() const;

 private:
  mutable std::mutex mutex_;
  Parts parts_;
};

}  // namespace constat::tlog
