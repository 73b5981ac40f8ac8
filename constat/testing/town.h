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
  explicit Town(const TownOptions& options = {}, std::string seed = "town")
      : options_(options), rng_(seed, "all"), clock_(kOpeningMs - 7 * 86'400'000) {
    const auto draw = [&](parcel::Role role, const std::string& name) {
      return Value(parcel::GenerateSecret(role, name, rng_));
    };
    organiser_.push_back(draw(parcel::Role::kOrganiser, "Council").SigningKey());
    board_key_.push_back(draw(parcel::Role::kBoard, "Board").SigningKey());
    for (size_t m = 0; m < options.registrars; ++m) {
      registrars_.push_back(draw(parcel::Role::kRegistrar, "Registrar").SigningKey());
    }
    for (size_t w = 0; w < 3; ++w)
      witness_keys_.push_back(draw(parcel::Role::kWitness, WitnessName(w)).SigningKey());
    for (size_t t = 0; t < options.trustees; ++t) {
      trustee_keys_.push_back(draw(parcel::Role::kTrustee, "Trustee").TrusteeScalar());
    }
    manifest_ = MakeManifest();
    manifest_body_ = Value(MakeManifestBody(manifest_, organiser_.front()));
  }

  static std::string WitnessName(size_t w) { return "w" + std::to_string(w) + ".example"; }

  [[nodiscard]] record::Manifest MakeManifest() {
    record::Manifest m;
    rng_.Fill(m.nonce);
    m.origin = "example.org/town";
    m.languages = {"en"};
    m.title = {"A bridge"};
    m.description = {""};
    m.questions = {record::Question{.text = {"Build it?"},
                                    .options = {{{"Yes"}}, {{"No"}}, {{"Blank"}}},
                                    .blank = 2,
                                    .terms = {record::Term{.numerator = 0, .num = 1, .den = 2}}}};
    if (options_.second_question) {
      m.questions.push_back(record::Question{.text = {"Which?"},
                                             .options = {{{"Stone"}}, {{"Steel"}}, {{"Wood"}}, {{"Any"}}},
                                             .blank = 3,
                                             .min = 0,
                                             .max = 2});
    }
    m.regions = {{"north", {"North"}, 1}, {"south", {"South"}, 1}};
    m.opening_ms = kOpeningMs;
    m.closing_ms = kClosingMs;
    m.organiser = {"Council", organiser_.front().public_key()};
    m.board = {"Board", board_key_.front().public_key()};
    for (const auto& key : registrars_) m.registrars.push_back({"Registrar", key.public_key()});
    for (size_t w = 0; w < 3; ++w) m.witnesses.push_back({WitnessName(w), witness_keys_[w].public_key()});
    m.quorum = 2;
    for (const auto& key : trustee_keys_)
      m.trustees.push_back({"Trustee", group::WirePoint::From(key.MulBase())});
    m.threshold = options_.threshold;
    m.revoting = options_.revoting;
    m.max_ballots = options_.revoting ? 20 : 1;
    m.floor = options_.floor;
    return m;
  }

  // Start creates board and witnesses.
  void Start() {
    board_.emplace(Value(Board::Create(MakeBoardOptions(), manifest_body_)));
    for (size_t w = 0; w < 3; ++w) {
      witnesses_.push_back(Value(FileWitness::Open(
          {folder_.path() / WitnessName(w), WitnessName(w), {context().BoardKey()}, &clock_},
          crypto::Ed25519Key::FromSeed(witness_keys_[w].seed()))));
    }
    for (const group::SecretScalar& key : trustee_keys_) {
      trustees_.push_back(Value(Trustee::Make(context_ptr(), key.Copy())));
    }
    Publish();
  }

  [[nodiscard]] BoardOptions MakeBoardOptions() {
    return {{folder_.path() / "board" / "log", folder_.path() / "board" / "head"},
            {folder_.path() / "record", folder_.path() / "board" / "staging"},
            crypto::Ed25519Key::FromSeed(board_key_.front().seed()),
            &clock_,
            2};
  }

  // Append is an append that must succeed.
  uint64_t Append(record::EntryType type, const Bytes& body) { return Value(board().Append(type, body)); }

  [[nodiscard]] tlog::SignedCheckpoint Cosign(tlog::SignedCheckpoint checkpoint) {
    std::vector<CosignedFile> files;
    for (size_t w = 0; w < 2; ++w) {
      const bool first = in_the_plot_ && !Value(witnesses_[w].witness().Latest(context().BoardKey()));
      files.push_back({WitnessName(w), Value(witnesses_[w].Cosign(
                                           checkpoint, board().log(),
                                           first ? FileWitness::First::kYes : FileWitness::First::kNo))});
    }
    return MergeCosigned(context(), checkpoint, files).checkpoint;
  }
  void Publish() {
    const Status published = board().Publish(Cosign(Value(board().Commit())));
    ASSERT_THAT(published, Succeeds());
  }

  void Deal() {
    for (const Trustee& trustee : trustees_) Append(record::EntryType::kTrusteeDeal, trustee.MakeDeal(rng_));
  }
  // MemoryOf is the memory of trustee t, counted from 0.
  [[nodiscard]] std::unique_ptr<TrusteeMemory> MemoryOf(size_t t) {
    return Value(OpenTrusteeMemory(folder_.path() / ("trustee-" + std::to_string(t)), trustees_[t].key(),
                                   MemoryFolder::kMake));
  }
  void HoldCeremony() {
    Deal();
    const tlog::TreeHead dealt = Value(board().Commit()).checkpoint.Tree();
    for (size_t t = 0; t < trustees_.size(); ++t) {
      const Status begun = BeginOrSeeRecord(*MemoryOf(t), {context().manifest_hash, board().log(), dealt});
      ASSERT_THAT(begun, Succeeds());
    }
    for (const Trustee& trustee : trustees_) {
      const Trustee::Judgement judgement = Value(trustee.Judge(board().state().ceremony(), rng_));
      Append(judgement.type, judgement.body);
    }
    Publish();
  }

  // MakeRoll registers north and south persons, north first.
  void MakeRoll(size_t north, size_t south) {
    for (size_t i = 0; i < north + south; ++i) {
      persons_.push_back({"person-" + std::to_string(i), static_cast<uint16_t>(i < north ? 0 : 1), ""});
    }
    order_ = DrawOrder(manifest_, persons_, rng_);
    codes_.resize(persons_.size());
    for (const crypto::Ed25519Key& key : registrars_) {
      const Status issued =
          Issue({context_ptr(), &key, &persons_, &order_, 2}, rng_,
                {[&](const parcel::SheetRow& row) -> Status {
                   codes_[static_cast<size_t>(&row.person - persons_.data())].push_back(row.code.Copy());
                   return {};
                 },
                 [&](record::EntryType type, const Bytes& body) -> Status {
                   CONSTAT_TRY(board().Append(type, body));
                   return {};
                 }});
      ASSERT_THAT(issued, Succeeds());
    }
    for (size_t i = 0; i < persons_.size(); ++i) {
      voters_.push_back(
          {persons_[i].id, persons_[i].region, Value(VoterSecret::FromCodes(context(), codes_[i])), 0});
    }
    Publish();
  }

  void OpenVoting() {
    Append(record::EntryType::kOpen, Value(MakeOpenBody(board().state(), organiser_.front())));
    Publish();
    clock_.Set(kOpeningMs + 61'234);
  }

  [[nodiscard]] DraftInput DraftOf(TownVoter& voter, record::Choices choices) {
    return {context_ptr(),
            board().state().ceremony().JointKey(),
            voter.secret.credential(),
            voter.region,
            ++voter.revision,
            std::move(choices)};
  }
  [[nodiscard]] Bytes MakeBallot(TownVoter& voter, record::Choices choices) {
    BallotDraft draft = Value(BallotDraft::Make(DraftOf(voter, std::move(choices)), rng_));
    return Value(std::move(draft).Cast(voter.secret, rng_));
  }
  uint64_t Vote(size_t voter, record::Choices choices) {
    return Append(record::EntryType::kBallot, MakeBallot(voters_[voter], std::move(choices)));
  }

  void Close() {
    clock_.Set(kClosingMs + 5'000);
    const tlog::SignedCheckpoint cosigned = Cosign(Value(board().PrepareClose()));
    Value(board().Close(cosigned));
    Publish();
  }

  void Decrypt(size_t trustees) {
    for (size_t t = 0; t < trustees; ++t) {
      const auto guard = MemoryOf(t);
      for (const Bytes& body : Value(trustees_[t].MakeShares(board().MutableState(), *guard, rng_))) {
        Append(record::EntryType::kDecryptionShare, body);
      }
    }
  }

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
