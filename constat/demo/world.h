// World: every party of the demo's referendum, each with its own folder, and the steps they take.
//
// A Cheat may change what one party does; everyone else goes on honestly. Not thread-safe; the voting step
// uses threads of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/demo/electorate.h"
#include "constat/demo/ledger.h"
#include "constat/parcel/persons.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/trustee/trustee.h"
#include "constat/party/voter/voter.h"
#include "constat/party/witness/file_witness.h"
#include "constat/record/refusal.h"
#include "constat/verify/verify.h"

namespace constat::demo {

class World;

// Stage says what has just been done.
enum class Stage {
  kStarted,
  kDealt,
  kCeremony,
  kRoll,
  kDrilled,
  kOpened,
  kHalfVoted,
  kVoted,
  kClosed,
  kDecrypted,
  kResult,
  kPublished
};

// Cheat is one party's misdeed. The hooks may be empty.
struct Cheat {
  std::string name;
  std::string story;  // who does what, in a sentence
  // What the verifier must name.
  verify::CheckId check = verify::CheckId::kLog;
  ErrorCode code = ErrorCode::kBadProof;
  size_t registrars = 1;
  bool every_letter_arrives = false;  // or one code is replaced, as in the honest demo
  uint64_t ballots = 300;             // where the caller asks for no number
  // change_entry may change an entry's body before the board appends it.
  std::function<void(World&, record::EntryType, Bytes&)> change_entry;
  // after runs after a stage.
  std::function<Status(World&, Stage)> after;
};

struct WorldOptions {
  uint64_t ballots = 3000;
  std::filesystem::path out;
  std::string seed;  // empty: libsodium's randomness
  unsigned threads = 0;
  bool fast = false;  // ballots are made in variable time, and no voter challenges a device
  const Cheat* cheat = nullptr;
  // say gets a line about what was done; progress how far a step is.
  std::function<void(const std::string&)> say = [](const std::string&) {};
  std::function<void(const std::string&, uint64_t, uint64_t)> progress = [](const std::string&, uint64_t,
                                                                            uint64_t) {};
};

// Times of the referendum, in milliseconds since 1970: 1 December 1991, polls open 07:00 to 20:00 in Kyiv.
inline constexpr uint64_t kOpeningMs = 691'563'600'000;
inline constexpr uint64_t kClosingMs = kOpeningMs + uint64_t{13} * 3'600'000;
inline constexpr uint64_t kMinuteMs = 60'000;
inline constexpr uint16_t kTrustees = 5;
inline constexpr uint16_t kThreshold = 3;

// Voter is one person of the electorate.
struct Voter {
  uint16_t region = 0;
  uint32_t slot = 0;
  uint8_t choice = 0xff;                  // 0xff: stays at home
  uint64_t revision = 0;                  // of the last ballot cast
  std::vector<parcel::VotingCode> codes;  // one per registrar
};

class World {
 public:
  [[nodiscard]] static Result<std::unique_ptr<World>> Make(WorldOptions options);

  // Run takes every step from the first key to the published result. A party that refuses to go on is
  // reported through say, and the steps that need it are left out; an Error is a failure of the demo itself.
  [[nodiscard]] Status Run();

  // What cheats work with.
  [[nodiscard]] const WorldOptions& options() const { return options_; }
  [[nodiscard]] const Electorate& electorate() const { return electorate_; }
  [[nodiscard]] CheatingLedger& cheating_ledger() { return static_cast<CheatingLedger&>(*ledger_); }
  [[nodiscard]] Ledger& ledger() { return *ledger_; }
  [[nodiscard]] const referendum::ContextPtr& context() const { return context_; }
  [[nodiscard]] std::vector<Voter>& voters() { return voters_; }
  [[nodiscard]] party::Trustee& trustee(size_t number) { return trustees_[number - 1]; }
  [[nodiscard]] const group::SecretScalar& trustee_key(size_t number) const {
    return trustee_keys_[number - 1];
  }
  [[nodiscard]] const crypto::Ed25519Key& organiser() const { return organiser_; }
  [[nodiscard]] const crypto::Ed25519Key& board() const { return board_; }
  [[nodiscard]] const crypto::Ed25519Key& refusal_key() const { return refusals_; }
  [[nodiscard]] const parcel::PartySecret& observer() const { return *observer_; }
  [[nodiscard]] const crypto::Ed25519Key& registrar(size_t m) const { return registrars_[m]; }
  [[nodiscard]] const crypto::Ed25519Key& witness_key(size_t w) const { return witness_keys_[w]; }
  [[nodiscard]] crypto::Rng& rng() { return *rng_; }
  [[nodiscard]] SetClock& clock() { return clock_; }
  [[nodiscard]] std::filesystem::path Folder(const std::string& party) const { return options_.out / party; }
  // AnyWhoVoted is the first voter with a ballot in the log, AnyAtHome the first without.
  [[nodiscard]] size_t AnyWhoVoted() const;
  [[nodiscard]] size_t AnyAtHome() const;
  [[nodiscard]] Result<party::VoterSecret> SecretOf(const Voter& voter) const;
  [[nodiscard]] group::Scalar PublicSecretOf(const Voter& voter) const;
  [[nodiscard]] Result<Bytes> MakeBallot(Voter& voter, uint8_t choice);
  // MakeReplacement is a registrar's share of a new credential for a voter, from a new code.
  [[nodiscard]] Result<Bytes> MakeReplacement(size_t registrar, const Voter& voter,
                                              const parcel::VotingCode& code, uint64_t until_ms);
  // ReplaceCode has every registrar replace a voter's code; the voter has the new ones afterwards.
  [[nodiscard]] Status ReplaceCode(Voter& voter);
  // Entries are all entries of the published record.
  [[nodiscard]] Result<std::vector<record::Entry>> Entries() const;
  // AskTrustee has trustee number verify a record and decrypt it, as it would for anybody.
  // ERRORS: its refusal.
  [[nodiscard]] Result<std::vector<Bytes>> AskTrustee(size_t number, const std::filesystem::path& record);
  // CosignAndPublish asks the witnesses and publishes. Cosign alone returns the checkpoint.
  [[nodiscard]] Result<tlog::SignedCheckpoint> Cosign(const tlog::SignedCheckpoint& checkpoint);
  [[nodiscard]] Status CosignAndPublish();
  // KeepCheckpoint stores the record's checkpoint as one an observer saw, for the trust file.
  [[nodiscard]] Status KeepCheckpoint(const std::string& name);
  // KeepReceipt fetches a receipt for an entry and stores it as a voter's, for the trust file.
  [[nodiscard]] Status KeepReceipt(uint64_t index);
  // KeepPromise stores a promise, KeepRefusal a refusal, as a voter's, for the trust file.
  [[nodiscard]] Status KeepPromise(const tlog::InclusionReceipt& promise);
  [[nodiscard]] Status KeepRefusal(const record::RefusalFile& refusal);
  [[nodiscard]] Status WriteTrustFile();

  // What a cheat may set.
  uint64_t frozen_clock_ms = 0;  // if not 0, the board's clock stands still here after half of the voting
  uint64_t witness_close_ms = kClosingMs + kMinuteMs;  // when the witnesses see the close
  bool witnesses_collude = false;   // until the close, witnesses sign whatever they get, at any time
  size_t trustees_who_drill = 4;    // the fifth stays away
  size_t trustees_who_decrypt = 4;  // as it does here

 private:
  explicit World(WorldOptions options) : options_(std::move(options)) {}
  [[nodiscard]] Status SetUp();
  [[nodiscard]] Status MakeKeys();
  [[nodiscard]] record::Manifest MakeManifest() const;
  [[nodiscard]] std::filesystem::path MemoryFolder(size_t trustee) const;
  [[nodiscard]] Status Remember(size_t trustee, const tlog::TreeHead& tree);
  [[nodiscard]] Status HoldCeremony();
  [[nodiscard]] Status IssueRoll();
  [[nodiscard]] Status IssueBy(uint16_t registrar, const std::vector<parcel::Person>& persons,
                               const parcel::PersonOrder& order);
  [[nodiscard]] Status ShowKeys();
  [[nodiscard]] Status Open();
  [[nodiscard]] Status Observe();
  [[nodiscard]] Status Vote();
  [[nodiscard]] Status TurnAwayAStranger();
  [[nodiscard]] Status KeepForVoters(const std::string& name, ByteView bytes, std::vector<std::string>& kept);
  [[nodiscard]] Status CloseVoting();
  [[nodiscard]] Status Decrypt();
  [[nodiscard]] Status PublishResult();
  [[nodiscard]] Status After(Stage stage);
  [[nodiscard]] Status Append(record::EntryType type, Bytes body);
  [[nodiscard]] std::unique_ptr<crypto::Rng> MakeRng(const std::string& stream) const;

  friend class Voting;

  WorldOptions options_;
  Electorate electorate_;
  SetClock clock_{kOpeningMs - 30ull * 24 * 60 * kMinuteMs};
  std::unique_ptr<crypto::Rng> rng_;
  crypto::Ed25519Key organiser_ = crypto::Ed25519Key::FromSeed({});
  crypto::Ed25519Key board_ = crypto::Ed25519Key::FromSeed({});
  crypto::Ed25519Key refusals_ = crypto::Ed25519Key::FromSeed({});
  std::optional<parcel::PartySecret> observer_;  // once MakeKeys has run
  std::vector<crypto::Ed25519Key> registrars_;
  std::vector<crypto::Ed25519Key> witness_keys_;
  std::vector<party::FileWitness> witnesses_;
  std::vector<group::SecretScalar> trustee_keys_;
  std::vector<party::Trustee> trustees_;
  referendum::ContextPtr context_;
  std::unique_ptr<Ledger> ledger_;
  std::vector<Voter> voters_;
  std::vector<std::string> kept_checkpoints_;
  std::vector<std::string> kept_receipts_;
  std::vector<std::string> kept_promises_;
  std::vector<std::string> kept_refusals_;
  bool stopped_ = false;  // a party refused, or the log cannot go on
};

}  // namespace constat::demo
