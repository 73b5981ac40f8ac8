#include "constat/testing/town.h"

#include "constat/parcel/secret/secret_file.h"
#include "constat/party/board/cosigned.h"
#include "constat/party/organiser/organiser.h"

namespace constat::party {

Town::Town(const TownOptions& options, std::string seed)
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

record::Manifest Town::MakeManifest() {
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

void Town::Start() {
  board_.emplace(Value(Board::Create(MakeBoardOptions(), manifest_body_)));
  for (size_t w = 0; w < 3; ++w) {
    witnesses_.push_back(Value(
        FileWitness::Open({folder_.path() / WitnessName(w), WitnessName(w), {context().BoardKey()}, &clock_},
                          crypto::Ed25519Key::FromSeed(witness_keys_[w].seed()))));
  }
  for (const group::SecretScalar& key : trustee_keys_) {
    trustees_.push_back(Value(Trustee::Make(context_ptr(), key.Copy())));
  }
  Publish();
}

BoardOptions Town::MakeBoardOptions() {
  return {{folder_.path() / "board" / "log", folder_.path() / "board" / "head"},
          {folder_.path() / "record", folder_.path() / "board" / "staging"},
          crypto::Ed25519Key::FromSeed(board_key_.front().seed()),
          &clock_,
          2};
}

tlog::SignedCheckpoint Town::Cosign(tlog::SignedCheckpoint checkpoint) {
  std::vector<CosignedFile> files;
  for (size_t w = 0; w < 2; ++w) {
    const bool first = in_the_plot_ && !Value(witnesses_[w].witness().Latest(context().BoardKey()));
    files.push_back({WitnessName(w), Value(witnesses_[w].Cosign(
                                         checkpoint, board().log(),
                                         first ? FileWitness::First::kYes : FileWitness::First::kNo))});
  }
  return MergeCosigned(context(), checkpoint, files).checkpoint;
}

void Town::Publish() {
  const Status published = board().Publish(Cosign(Value(board().Commit())));
  ASSERT_THAT(published, Succeeds());
}

void Town::Deal() {
  for (const Trustee& trustee : trustees_) Append(record::EntryType::kTrusteeDeal, trustee.MakeDeal(rng_));
}

std::unique_ptr<TrusteeMemory> Town::MemoryOf(size_t t) {
  return Value(OpenTrusteeMemory(folder_.path() / ("trustee-" + std::to_string(t)), trustees_[t].key(),
                                 MemoryFolder::kMake));
}

void Town::HoldCeremony() {
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

void Town::MakeRoll(size_t north, size_t south) {
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

void Town::OpenVoting() {
  Append(record::EntryType::kOpen, Value(MakeOpenBody(board().state(), organiser_.front())));
  Publish();
  clock_.Set(kOpeningMs + 61'234);
}

DraftInput Town::DraftOf(TownVoter& voter, record::Choices choices) {
  return {context_ptr(),
          board().state().ceremony().JointKey(),
          voter.secret.credential(),
          voter.region,
          ++voter.revision,
          std::move(choices)};
}

Bytes Town::MakeBallot(TownVoter& voter, record::Choices choices) {
  BallotDraft draft = Value(BallotDraft::Make(DraftOf(voter, std::move(choices)), rng_));
  return Value(std::move(draft).Cast(voter.secret, rng_));
}

uint64_t Town::Vote(size_t voter, record::Choices choices) {
  return Append(record::EntryType::kBallot, MakeBallot(voters_[voter], std::move(choices)));
}

void Town::Close() {
  clock_.Set(kClosingMs + 5'000);
  const tlog::SignedCheckpoint cosigned = Cosign(Value(board().PrepareClose()));
  Value(board().Close(cosigned));
  Publish();
}

void Town::Decrypt(size_t trustees) {
  for (size_t t = 0; t < trustees; ++t) {
    const auto guard = MemoryOf(t);
    for (const Bytes& body : Value(trustees_[t].MakeShares(board().MutableState(), *guard, rng_))) {
      Append(record::EntryType::kDecryptionShare, body);
    }
  }
}

}  // namespace constat::party
