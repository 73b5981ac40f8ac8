// Witness: the logic of tlog-witness's add-checkpoint, without a transport.
//
// It cosigns a checkpoint only if it extends the last one it cosigned of that log, and stores it durably
// before the cosignature leaves. Reads no entry: its caller tells it which log this is (WitnessedLog).
// Thread-safe: one request at a time. Spec: LOG-8. SOURCE: c2sp.org/tlog-witness, c2sp.org/tlog-cosignature.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/clock.h"
#include "constat/base/parallel.h"
#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/text/number.h"
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

// ParseAddCheckpoint reads exactly what FormatAddCheckpoint writes. ERRORS: kBadText,
// kBadCheckpoint, kTooLarge.
[[nodiscard]] Result<AddCheckpointRequest> ParseAddCheckpoint(std::string_view body);
[[nodiscard]] std::string FormatAddCheckpoint(const AddCheckpointRequest& request);

// WitnessMemory is what a witness remembers of a log: the largest tree it cosigned, when, and which manifest
// the log begins with. Spec: LOG-8.
struct WitnessMemory {
  TreeHead tree;
  uint64_t time_s = 0;                   // of the last cosignature, seconds since 1970
  std::optional<Bytes32> manifest_hash;  // none only in a memory of the older form, see OpenWitnessStore

  bool operator==(const WitnessMemory&) const = default;
};

// WitnessStore keeps a memory for each log, which is named by its key: origin and public key together. The
// origin alone would not do, for anybody can begin another log with it. One call at a time.
class WitnessStore {
 public:
  virtual ~WitnessStore() = default;
  // Load returns nothing for a log never cosigned. Damage is an error, never "nothing": that would forget.
  // ERRORS: kBadText, kWrongOrigin (the file is of another log), the folder's.
  [[nodiscard]] virtual Result<std::optional<WitnessMemory>> Load(const VerifierKey& log) const = 0;
  // Store is durable when it returns. ERRORS: Load's for a memory that it would refuse, which is not stored;
  // the folder's. REQUIRES: memory.manifest_hash.
  [[nodiscard]] virtual Status Store(const VerifierKey& log, const WitnessMemory& memory) = 0;
};

// OpenWitnessStore keeps one small file per log in a folder, created if missing; locked against other
// processes, and of one witness alone. A file of the older form, named by the origin alone, stands for any
// log of that origin until a Store brings it over: the log that extends its tree. ERRORS: io::LockMemory's.
[[nodiscard]] Result<std::unique_ptr<WitnessStore>> OpenWitnessStore(const std::filesystem::path& folder,
                                                                     const VerifierKey& witness);

// kMaxClockLagMs is how far a witness's clock may be behind the newest entry of a log.
inline constexpr uint64_t kMaxClockLagMs = 600'000;

// WitnessedLog is what the witness's caller found out about the log whose checkpoint is to be cosigned.
// REQUIRES: an inclusion proof has shown both entries to be in the tree of that checkpoint.
struct WitnessedLog {
  VerifierKey key;                       // kEd25519: origin and board's key as entry 0 names them
  Bytes32 manifest_hash{};               // of entry 0
  Result<uint64_t> newest_entry_ms = 0;  // the time of the last entry, or why it is not known
  bool first = false;                    // a person's word that this witness never cosigned this log
  // A time before the year 10000 in the words of the log's people, for messages; in UTC unless given.
  std::function<std::string(uint64_t time_ms)> time_text = text::FormatTime;
};

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
  // same. ERRORS, in this order, with the status that c2sp.org/tlog-witness gives each or, for those it does
  // not know, that fits:
  //   kWrongOrigin (404) a log the witness does not know
  //   kMissingSignature, kBadSignature (403) no valid signature of that log
  //   kBadNumber (400) old_size above the checkpoint's
  //   kMemoryMissing (403) no memory of a log of more than one entry, and not log.first
  //   kUsage (403) log.first though there is a memory
  //   kWrongReferendum (403) another manifest than the one remembered
  //   kLogRewound (409) the checkpoint is smaller than one cosigned before
  //   kWrongOrder (409) old_size is not the size cosigned last: answer that of Latest
  //   kBadConsistency (409 if the sizes are equal, else 422) the checkpoint contradicts the one cosigned last
  //   kTimeWentBack (500) the clock is before the last cosignature
  //   that of log.newest_entry_ms (422)
  //   kTimeWentBack (500) the clock is kMaxClockLagMs before the newest entry
  //   the store's (500)
  [[nodiscard]] Result<NoteSignature> AddCheckpoint(const AddCheckpointRequest& request,
                                                    const WitnessedLog& log);

  // Latest is the memory of a log, none if it was never cosigned. ERRORS: the store's.
  [[nodiscard]] Result<std::optional<WitnessMemory>> Latest(const VerifierKey& log) const;

  [[nodiscard]] VerifierKey key() const;
  // logs are the logs this witness knows.
  [[nodiscard]] const std::vector<VerifierKey>& logs() const { return parts_.logs; }

 private:
  [[nodiscard]] Status CheckClock(const std::optional<WitnessMemory>& last, const WitnessedLog& log,
                                  uint64_t now_ms) const;

  mutable Mutex mutex_;
  Parts parts_;
};

}  // namespace constat::tlog
