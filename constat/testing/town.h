// A small town that the tests of this layer govern: keys, folders, a clock, and a referendum that can be
// brought to any phase. Not for other code.
#pragma once

#include <optional>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/board/board.h"
#include "constat/party/board/cosigned.h"
#include "constat/party/board/replay.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/registrar/registrar.h"
#include "constat/party/trustee/trustee.h"
#include "constat/party/voter/challenge.h"
#include "constat/party/voter/voter.h"
#include "constat/party/witness/file_witness.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"
#include "constat/tlog/secret/sign.h"
#include "constat/verify/light/receipt.h"

namespace constat::party {

inline constexpr uint64_t kOpeningMs = 1'800'000'000'000;  // a whole minute
inline constexpr uint64_t kClosingMs = kOpeningMs + 3'600'000;

struct TownOptions {
  size_t registrars = 1;
  size_t trustees = 3;
  uint16_t threshold = 2;
  bool revoting = true;
  uint32_t floor = 3;
  bool second_question = false;
};

// A voter as the town's registrars and the voter's device know it.
struct TownVoter {
  std::string id;
  uint16_t region = 0;
  VoterSecret secret;
  uint64_t revision = 0;  // the last one used
};

class Town {
 public:
  explicit Town(const TownOptions& options = {}, std::string seed = "town");

  static std::string WitnessName(size_t w) { return "w" + std::to_string(w) + ".example"; }

  [[nodiscard]] record::Manifest MakeManifest();

  // Start creates board and witnesses.
  void Start();

  [[nodiscard]] BoardOptions MakeBoardOptions();

  // Append is an append that must succeed.
  uint64_t Append(record::EntryType type, const Bytes& body) { return Value(board().Append(type, body)); }

  [[nodiscard]] tlog::SignedCheckpoint Cosign(tlog::SignedCheckpoint checkpoint);
  void Publish();

  void Deal();
  // MemoryOf is the memory of trustee t, counted from 0.
  [[nodiscard]] std::unique_ptr<TrusteeMemory> MemoryOf(size_t t);
  void HoldCeremony();

  // MakeRoll registers north and south persons, north first.
  void MakeRoll(size_t north, size_t south);

  void OpenVoting();

  [[nodiscard]] DraftInput DraftOf(TownVoter& voter, record::Choices choices);
  [[nodiscard]] Bytes MakeBallot(TownVoter& voter, record::Choices choices);
  uint64_t Vote(size_t voter, record::Choices choices);

  void Close();

  void Decrypt(size_t trustees);

  [[nodiscard]] Board& board() { return *board_; }
  [[nodiscard]] const referendum::ContextPtr& context_ptr() { return board().state().context(); }
  [[nodiscard]] const referendum::Context& context() { return *context_ptr(); }

  TownOptions options_;
  TemporaryFolder folder_;
  crypto::SeededRng rng_;
  SetClock clock_;
  std::vector<crypto::Ed25519Key> organiser_;
  std::vector<crypto::Ed25519Key> board_key_;
  std::vector<crypto::Ed25519Key> registrars_;
  std::vector<crypto::Ed25519Key> witness_keys_;
  std::vector<group::SecretScalar> trustee_keys_;
  record::Manifest manifest_;
  Bytes manifest_body_;
  std::optional<Board> board_;
  std::vector<FileWitness> witnesses_;
  bool in_the_plot_ = false;  // witnesses without a memory say that it is the first time
  std::vector<Trustee> trustees_;
  std::vector<parcel::Person> persons_;
  parcel::PersonOrder order_;
  std::vector<std::vector<parcel::VotingCode>> codes_;  // [person][registrar]
  std::vector<TownVoter> voters_;
};

}  // namespace constat::party
