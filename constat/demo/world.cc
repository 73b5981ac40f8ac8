#include "constat/demo/world.h"

#include <fmt/core.h>

#include "constat/demo/voting.h"
#include "constat/io/file.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/board/answer.h"
#include "constat/party/board/cosigned.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/registrar/registrar.h"
#include "constat/party/statement/statement.h"
#include "constat/party/trustee/decryption.h"
#include "constat/party/trustee/drill.h"
#include "constat/record/manifest_defaults.h"
#include "constat/record/named.h"
#include "constat/record/shown_hash.h"
#include "constat/text/hex.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/sign.h"

namespace constat::demo {
namespace {

using parcel::Role;
using record::EntryType;

constexpr std::string_view kOrigin = "constat.example/ukraine-1991";
constexpr size_t kWitnesses = 3;
constexpr uint16_t kQuorum = 2;

Result<parcel::PartySecret> NewKey(const std::filesystem::path& folder, Role role, const std::string& name,
                                   crypto::Rng& rng) {
  CONSTAT_TRY(io::MakeDirectories(folder));
  CONSTAT_ASSIGN(parcel::PartySecret secret, parcel::GenerateSecret(role, name, rng));
  CONSTAT_TRY(parcel::WriteSecretFile(folder / "secret.key", secret));
  return secret;
}

std::string RegionId(size_t r) { return fmt::format("r{:02}", r + 1); }

}  // namespace

std::unique_ptr<crypto::Rng> World::MakeRng(const std::string& stream) const {
  if (options_.seed.empty()) return std::make_unique<crypto::SystemRng>();
  return std::make_unique<crypto::SeededRng>(options_.seed, stream);
}

Result<std::unique_ptr<World>> World::Make(WorldOptions options) {
  std::unique_ptr<World> world(new World(std::move(options)));
  CONSTAT_ASSIGN(world->electorate_, MakeElectorate(world->options_.ballots));
  world->rng_ = world->MakeRng("parties");
  return world;
}

Status World::Run() {
  using Step = Status (World::*)();
  static constexpr std::array<Step, 9> kSteps = {
      &World::SetUp, &World::HoldCeremony, &World::IssueRoll, &World::ShowKeys,     &World::Open,
      &World::Vote,  &World::CloseVoting,  &World::Decrypt,   &World::PublishResult};
  for (const Step step : kSteps) {
    if (stopped_) break;
    CONSTAT_TRY((this->*step)());
  }
  CONSTAT_TRY(CosignAndPublish());
  CONSTAT_TRY(WriteTrustFile());
  return After(Stage::kPublished);
}

Status World::After(Stage stage) {
  if (options_.cheat == nullptr || !options_.cheat->after) return {};
  return options_.cheat->after(*this, stage);
}

// Append hands an entry to the board. A board that refuses is reported, and the referendum stops there.
Status World::Append(EntryType type, Bytes body) {
  if (options_.cheat != nullptr && options_.cheat->change_entry)
    options_.cheat->change_entry(*this, type, body);
  const Result<uint64_t> index = ledger_->Append(type, body);
  if (!index) {
    options_.say(fmt::format("The board refuses {}: {}", record::EntryTypeWords(type), index.error().detail));
    stopped_ = true;
  }
  return {};
}

Status World::MakeKeys() {
  CONSTAT_ASSIGN(const parcel::PartySecret organiser,
                 NewKey(Folder("organiser"), Role::kOrganiser, "Demo organiser", *rng_));
  organiser_ = organiser.SigningKey();
  CONSTAT_ASSIGN(const parcel::PartySecret board, NewKey(Folder("board"), Role::kBoard, "Demo board", *rng_));
  board_ = board.SigningKey();
  CONSTAT_ASSIGN(const parcel::PartySecret refusals,
                 NewKey(Folder("board") / "refusals", Role::kRefusal, "Demo board", *rng_));
  refusals_ = refusals.SigningKey();
  CONSTAT_ASSIGN(observer_, NewKey(Folder("observer"), Role::kObserver, "Demo observer", *rng_));
  const size_t registrars = options_.cheat != nullptr ? options_.cheat->registrars : 1;
  for (size_t m = 0; m < registrars; ++m) {
    const std::string folder = m == 0 ? "registrar" : fmt::format("registrar-{}", m + 1);
    CONSTAT_ASSIGN(const parcel::PartySecret key,
                   NewKey(Folder(folder), Role::kRegistrar, fmt::format("Demo registrar {}", m + 1), *rng_));
    registrars_.push_back(key.SigningKey());
  }
  for (size_t w = 1; w <= kWitnesses; ++w) {
    CONSTAT_ASSIGN(const parcel::PartySecret key, NewKey(Folder(fmt::format("witness-{}", w)), Role::kWitness,
                                                         fmt::format("witness-{}.example", w), *rng_));
    witness_keys_.push_back(key.SigningKey());
  }
  for (size_t j = 1; j <= kTrustees; ++j) {
    CONSTAT_ASSIGN(const parcel::PartySecret key, NewKey(Folder(fmt::format("trustee-{}", j)), Role::kTrustee,
                                                         fmt::format("Demo trustee {}", j), *rng_));
    trustee_keys_.push_back(key.TrusteeScalar());
  }
  return {};
}

record::Manifest World::MakeManifest() const {
  record::Manifest m;
  rng_->Fill(m.nonce);
  m.origin = kOrigin;
  m.languages = {"en", "uk"};
  m.title = {"Ukrainian independence referendum of 1 December 1991, replayed",
             "Всеукраїнський референдум 1 грудня 1991 року, відтворений"};
  m.description = {"A demonstration at a reduced scale, with the real regions, turnout and shares of votes.",
                   "Демонстрація у зменшеному масштабі зі справжніми регіонами, явкою та частками голосів."};
  record::Question question;
  question.text = {"Do you support the Act of Declaration of Independence of Ukraine?",
                   "Чи підтверджуєте Ви Акт проголошення незалежності України?"};
  question.options = {
      {{"Yes", "Так, підтверджую"}}, {{"No", "Ні, не підтверджую"}}, {{"Blank", "Порожній бюлетень"}}};
  question.blank = kBlank;
  // Carried by a majority of the valid votes, with a turnout of more than half.
  record::Term majority;
  majority.numerator = kYes;
  majority.den = 2;
  majority.num = 1;
  record::Term turnout = majority;
  turnout.numerator = record::kNone;
  turnout.denominator = record::Denominator::kRegistered;
  question.terms = {majority, turnout};
  m.questions = {question};
  for (size_t r = 0; r < electorate_.regions.size(); ++r) {
    m.regions.push_back({RegionId(r), {electorate_.regions[r].name, electorate_.regions[r].name}, 1});
  }
  m.opening_ms = kOpeningMs;
  m.closing_ms = kClosingMs;
  m.organiser = {"Demo organiser", organiser_.public_key()};
  for (size_t i = 0; i < registrars_.size(); ++i) {
    m.registrars.push_back({fmt::format("Demo registrar {}", i + 1), registrars_[i].public_key()});
  }
  m.board = {{"Demo board", board_.public_key()}, refusals_.public_key()};
  for (size_t w = 0; w < kWitnesses; ++w) {
    m.witnesses.push_back({{fmt::format("witness-{}.example", w + 1), witness_keys_[w].public_key()}, ""});
  }
  m.quorum = kQuorum;
  for (size_t j = 0; j < kTrustees; ++j) {
    m.trustees.push_back(
        {fmt::format("Demo trustee {}", j + 1), group::WirePoint::From(trustee_keys_[j].MulBase()), {}});
  }
  m.threshold = kThreshold;
  m.observers = {{"Demo observer", observer_->party.key}};
  record::SetDefaults(m);
  m.zone = {"Europe/Kyiv", {{0, 120, "EET"}}};
  return m;
}

Status World::SetUp() {
  CONSTAT_TRY(MakeKeys());
  const record::Manifest manifest = MakeManifest();
  CONSTAT_ASSIGN(const std::string toml, parcel::FormatReferendumToml(manifest));
  CONSTAT_TRY(io::WriteFile(Folder("organiser") / "referendum.toml", AsBytes(toml)));
  CONSTAT_ASSIGN(const Bytes body, party::MakeManifestBody(manifest, organiser_));
  CONSTAT_ASSIGN(context_, referendum::MakeContext(body));
  const std::filesystem::path board = Folder("board");
  const LedgerOptions ledger{.files = {.folder = board / "for-witnesses", .head = board / "head"},
                             .publish = {.folder = options_.out / "record", .staging = board / "publishing"},
                             .key = &board_,
                             .clock = &clock_,
                             .threads = options_.threads};
  if (options_.cheat != nullptr) {
    CONSTAT_ASSIGN(ledger_, CheatingLedger::Make(ledger, body));
  } else {
    CONSTAT_ASSIGN(ledger_, MakeHonestLedger(ledger, body));
  }
  for (size_t w = 0; w < kWitnesses; ++w) {
    CONSTAT_ASSIGN(party::FileWitness witness,
                   party::FileWitness::Open({.folder = Folder(fmt::format("witness-{}", w + 1)) / "state",
                                             .name = fmt::format("witness-{}.example", w + 1),
                                             .logs = {context_->BoardKey()},
                                             .clock = &clock_},
                                            crypto::Ed25519Key::FromSeed(witness_keys_[w].seed())));
    witnesses_.push_back(std::move(witness));
  }
  options_.say(fmt::format("Organiser: signed the definition of the referendum, {}",
                           record::FormatReferendumNumber(context_->manifest_hash)));
  CONSTAT_TRY(CosignAndPublish());  // witnesses know a log from its beginning
  return After(Stage::kStarted);
}

std::filesystem::path World::MemoryFolder(size_t trustee) const {
  return Folder(fmt::format("trustee-{}", trustee)) / "memory";
}

// Remember has a trustee begin its memory with the record that it judges. Spec: TAL-10.
Status World::Remember(size_t trustee, const tlog::TreeHead& tree) {
  CONSTAT_ASSIGN(
      const std::unique_ptr<party::TrusteeMemory> guard,
      party::OpenTrusteeMemory(MemoryFolder(trustee), context_->manifest.trustees[trustee - 1].key.encoded,
                               party::MemoryFolder::kMake));
  return party::BeginOrSeeRecord(*guard, {context_->manifest_hash, ledger_->log(), tree});
}

Status World::HoldCeremony() {
  for (size_t j = 0; j < kTrustees; ++j) {
    CONSTAT_ASSIGN(party::Trustee trustee, party::Trustee::Make(context_, trustee_keys_[j].Copy()));
    trustees_.push_back(std::move(trustee));
  }
  for (party::Trustee& trustee : trustees_) {
    if (!stopped_) CONSTAT_TRY(Append(EntryType::kTrusteeCommit, trustee.Commit(*rng_)));
  }
  for (party::Trustee& trustee : trustees_) {
    if (!stopped_) CONSTAT_TRY(Append(EntryType::kTrusteeDeal, trustee.MakeDeal()));
  }
  CONSTAT_TRY(After(Stage::kDealt));
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint dealt, ledger_->Commit());
  for (party::Trustee& trustee : trustees_) {
    if (stopped_) break;
    CONSTAT_TRY(Remember(trustee.index(), dealt.checkpoint.Tree()));
    Result<party::Trustee::Judgement> judgement = trustee.Judge(ledger_->state().ceremony(), *rng_);
    if (!judgement) {
      options_.say(fmt::format("Trustee {} cannot go on: {}", trustee.index(), judgement.error().detail));
      stopped_ = true;
      break;
    }
    if (judgement->accused != 0) {
      options_.say(fmt::format("Trustee {} proves that trustee {} dealt it a bad share", trustee.index(),
                               judgement->accused));
      stopped_ = true;
    }
    const bool stopped = stopped_;
    CONSTAT_TRY(Append(judgement->type, std::move(judgement->body)));
    stopped_ |= stopped;
  }
  if (!stopped_)
    options_.say(fmt::format("Trustees: {} of {} are needed to decrypt; all have checked their shares",
                             kThreshold, kTrustees));
  return After(Stage::kCeremony);
}

Status World::IssueBy(uint16_t registrar, const std::vector<parcel::Person>& persons,
                      const parcel::PersonOrder& order) {
  const std::string folder = registrar == 0 ? "registrar" : fmt::format("registrar-{}", registrar + 1);
  CONSTAT_ASSIGN(parcel::SheetWriter sheet,
                 parcel::SheetWriter::Open(Folder(folder) / "credentials.csv",
                                           {context_->manifest, context_->manifest_hash, registrar}));
  uint64_t issued = 0;
  const party::IssueSinks sinks{.sheet =
                                    [&](const parcel::SheetRow& row) {
                                      Voter& voter =
                                          voters_[static_cast<size_t>(&row.person - persons.data())];
                                      voter.slot = row.slot;
                                      voter.codes.push_back(row.code.Copy());
                                      ++issued;
                                      return sheet.Write(row);
                                    },
                                .entry =
                                    [&](EntryType type, Bytes body) {
                                      options_.progress("drawing up the roll", issued, persons.size());
                                      return Append(type, std::move(body));
                                    }};
  CONSTAT_TRY(party::Issue({.context = context_,
                            .key = &registrars_[registrar],
                            .persons = &persons,
                            .order = &order,
                            .threads = options_.seed.empty() ? options_.threads : 1},
                           *rng_, sinks));
  return sheet.Finish();
}

Status World::IssueRoll() {
  std::vector<parcel::Person> persons;
  std::string csv = "id,region,contact\n";
  for (size_t r = 0; r < electorate_.regions.size(); ++r) {
    const RegionVotes& region = electorate_.regions[r];
    std::vector<uint8_t> choices;
    for (size_t o = 0; o < kOptions; ++o)
      choices.insert(choices.end(), region.votes[o], static_cast<uint8_t>(o));
    choices.resize(region.registered, 0xff);
    for (size_t i = choices.size(); i > 1; --i) std::swap(choices[i - 1], choices[rng_->Below(i)]);
    for (const uint8_t choice : choices) {
      persons.push_back({fmt::format("V{:08}", persons.size() + 1), static_cast<uint16_t>(r), ""});
      csv += fmt::format("{},{},\n", persons.back().id, RegionId(r));
      voters_.push_back(
          {.region = static_cast<uint16_t>(r), .slot = 0, .choice = choice, .revision = 0, .codes = {}});
    }
  }
  CONSTAT_TRY(io::WriteFile(Folder("registrar") / "persons.csv", AsBytes(csv), io::FileAccess::kSecret));
  const parcel::PersonOrder order = party::DrawOrder(context_->manifest, persons, *rng_);
  for (size_t m = 0; m < registrars_.size(); ++m) {
    CONSTAT_TRY(IssueBy(static_cast<uint16_t>(m), persons, order));
  }
  options_.progress("drawing up the roll", persons.size(), persons.size());
  options_.say(
      fmt::format("Registrar: {} voters on the roll, codes in registrar/credentials.csv", voters_.size()));
  CONSTAT_TRY(After(Stage::kRoll));
  return CosignAndPublish();
}

// ShowKeys has as many trustees drill as are needed; the others stay away. Spec: CER-12.
Status World::ShowKeys() {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint head, ledger_->Commit());
  for (uint16_t j = 1; j <= trustees_who_drill; ++j) {
    const party::DrillInput input{.state = ledger_->state(),
                                  .record = {context_->manifest_hash, ledger_->log(), head.checkpoint.Tree()},
                                  .trustee = trustees_[j - 1u],
                                  .memory = MemoryFolder(j)};
    Result<Bytes> body = party::Drill(input, *rng_);
    if (!body) {
      options_.say(fmt::format("Trustee {} shows no working key: {}", j, body.error().detail));
      stopped_ = true;
      return {};
    }
    CONSTAT_TRY(Append(EntryType::kTrusteeDrill, *std::move(body)));
  }
  options_.say(fmt::format("Trustees: {} of {} showed that they still have a working key", trustees_who_drill,
                           kTrustees));
  return After(Stage::kDrilled);
}

Status World::Open() {
  const Result<Bytes> body = party::MakeOpenBody(ledger_->state(), organiser_);
  if (!body) {
    options_.say(fmt::format("The organiser does not open: {}", body.error().detail));
    stopped_ = true;
    return {};
  }
  CONSTAT_TRY(Append(EntryType::kOpen, *body));
  clock_.Set(std::max(clock_.NowMs(), kOpeningMs));
  CONSTAT_TRY(CosignAndPublish());
  if (ledger_->state().phase() != referendum::Phase::kOpen) {
    options_.say("Voters: their devices make no ballots, for voting was not opened as it must be");
    stopped_ = true;
  }
  return After(Stage::kOpened);
}

// Observe has the observer say in the record what it saw.
Status World::Observe() {
  const record::Statement statement{.party = {record::Role::kObserver, 0},
                                    .kind = record::StatementKind::kObservation,
                                    .about = ledger_->state().tree().size() - 1,
                                    .made_ms = clock_.NowMs(),
                                    .text = "I saw the opening on my own copy of the record."};
  CONSTAT_TRY(Append(EntryType::kStatement, party::SignStatement(*context_, statement, *observer_, *rng_)));
  options_.say("Observer: said in the record what it saw; nobody checks that");
  return {};
}

Status World::Vote() {
  // One letter did not come.
  const auto lost =
      std::find_if(voters_.begin(), voters_.end(), [](const Voter& voter) { return voter.choice != 0xff; });
  // A cheat with statements makes its own.
  if (options_.cheat == nullptr || options_.cheat->check != verify::CheckId::kStatements)
    CONSTAT_TRY(Observe());
  const bool all_arrive = options_.cheat != nullptr && options_.cheat->every_letter_arrives;
  if (!all_arrive && lost != voters_.end()) {
    CONSTAT_TRY(ReplaceCode(*lost));
    options_.say("Registrar: put a new code in the place of one whose letter was lost");
  }
  Voting voting(*this);
  CONSTAT_TRY(voting.Run());
  options_.say(voting.Summary());
  if (options_.cheat == nullptr) CONSTAT_TRY(TurnAwayAStranger());
  return After(Stage::kVoted);
}

// TurnAwayAStranger has somebody vote who is not on the roll; the board refuses that in
// writing. Spec: BAL-15.
Status World::TurnAwayAStranger() {
  const std::unique_ptr<crypto::Rng> rng = MakeRng("stranger");
  Voter stranger;
  for (size_t m = 0; m < registrars_.size(); ++m) {
    stranger.codes.push_back(parcel::VotingCode::Generate(*rng));
  }
  CONSTAT_ASSIGN(const party::VoterSecret secret, SecretOf(stranger));
  const party::DraftInput input{.context = context_,
                                .joint_key = ledger_->state().ceremony().JointKey(),
                                .region = 0,
                                .revision = 1,
                                .choices = {{kNo}}};
  CONSTAT_ASSIGN(party::BallotDraft draft, party::BallotDraft::Make(input, secret, *rng));
  CONSTAT_ASSIGN(const Bytes body, std::move(draft).Cast(secret, *rng));
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint known, tlog::ReadCheckpoint(ledger_->log()));
  record::Request request{.random = {}, .tree = known.checkpoint.Tree()};
  rng->Fill(request.random);
  const party::Arrival arrival{record::RefusedType::kBallot, body, clock_.NowMs()};
  const party::Judged judged = party::JudgeArrival(ledger_->state(), arrival, party::Growth::kGrows);
  if (judged.decision != party::Decision::kRefuse) {
    return Fail(ErrorCode::kUsage, "the demo's board does not refuse a stranger's ballot");
  }
  const party::SignedAgainst against{context_->manifest_hash, known.checkpoint.Tree(),
                                     record::RequestHash(request)};
  options_.say("Board: refused, in writing, the ballot of somebody who is not on the roll");
  return KeepRefusal({party::MakeRefusal(arrival, judged, against, refusals_), request, body});
}

Status World::CloseVoting() {
  clock_.Set(kClosingMs + kMinuteMs);
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint head, ledger_->Commit());
  clock_.Set(witness_close_ms);
  const Result<tlog::SignedCheckpoint> cosigned = Cosign(head);
  witnesses_collude = false;
  if (!cosigned) {
    options_.say(fmt::format("A witness refuses: {}", cosigned.error().detail));
    stopped_ = true;
    return {};
  }
  clock_.Set(std::max(witness_close_ms, kClosingMs + kMinuteMs));
  CONSTAT_TRY(ledger_->Publish(*cosigned));
  const Status closed = ledger_->Close(*cosigned);
  if (!closed) {
    options_.say(fmt::format("The board cannot close: {}", closed.error().detail));
    stopped_ = true;
    return {};
  }
  CONSTAT_TRY(CosignAndPublish());
  options_.say("Board: closed the voting, with the witnesses' signatures");
  return After(Stage::kClosed);
}

Result<std::vector<Bytes>> World::AskTrustee(size_t number, const std::filesystem::path& record) {
  CONSTAT_ASSIGN(const verify::Trust trust, verify::ReadTrust(options_.out / "trust.toml"));
  const tlog::DirectorySource source(record);
  const std::string step = fmt::format("trustee {} verifies the record", number);
  CONSTAT_ASSIGN(party::Decryption decryption,
                 party::Decrypt({.record = source,
                                 .trust = trust,
                                 .memory = MemoryFolder(number),
                                 .trustee =
                                     [&](referendum::ContextPtr context) {
                                       return party::Trustee::Make(std::move(context),
                                                                   trustee_keys_[number - 1].Copy());
                                     },
                                 .threads = options_.threads,
                                 .progress =
                                     [&](const verify::ProgressState& s) {
                                       options_.progress(step, s.entries_done, s.entries_total);
                                     }},
                                *rng_));
  if (decryption.shares) return *std::move(decryption.shares);
  return Fail(ErrorCode::kRecordNotVerified,
              fmt::format("the record is {}", verify::OutcomeName(decryption.verification.outcome())));
}

Status World::Decrypt() {
  CONSTAT_TRY(WriteTrustFile());
  for (size_t j = 1; j <= trustees_who_decrypt; ++j) {
    const Result<std::vector<Bytes>> shares = AskTrustee(j, options_.out / "record");
    if (!shares) {
      options_.say(fmt::format("Trustee {} refuses to decrypt: {}", j, shares.error().detail));
      stopped_ = true;
      return {};
    }
    for (const Bytes& share : *shares) CONSTAT_TRY(Append(EntryType::kDecryptionShare, share));
  }
  options_.say(
      fmt::format("Trustees: {} of {} verified the record and gave their shares; trustee {} stayed away",
                  trustees_who_decrypt, kTrustees, kTrustees));
  return After(Stage::kDecrypted);
}

Status World::PublishResult() {
  const Status appended = ledger_->AppendResult();
  if (!appended) {
    options_.say(fmt::format("The board cannot publish a result: {}", appended.error().detail));
    stopped_ = true;
    return {};
  }
  options_.say("Board: published the result");
  return After(Stage::kResult);
}

Result<tlog::SignedCheckpoint> World::Cosign(const tlog::SignedCheckpoint& checkpoint) {
  std::vector<party::CosignedFile> files;
  for (size_t w = 0; w < witnesses_.size(); ++w) {
    const std::string& name = context_->manifest.witnesses[w].name;
    if (witnesses_collude) {
      files.push_back(
          {name,
           {checkpoint.checkpoint,
            {tlog::CosignCheckpoint(witness_keys_[w], name, checkpoint.checkpoint, clock_.NowMs() / 1000)}}});
      continue;
    }
    CONSTAT_ASSIGN(tlog::SignedCheckpoint cosigned, witnesses_[w].Cosign(checkpoint, ledger_->log()));
    files.push_back({name, std::move(cosigned)});
  }
  return party::MergeCosigned(*context_, checkpoint, files).checkpoint;
}

Status World::CosignAndPublish() {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint head, ledger_->Commit());
  const Result<tlog::SignedCheckpoint> cosigned = Cosign(head);
  if (cosigned) return ledger_->Publish(*cosigned);
  options_.say(fmt::format("A witness refuses to cosign: {}", cosigned.error().detail));
  // A cheating board publishes all the same, without the cosignatures.
  return options_.cheat != nullptr ? ledger_->Publish(head) : tl::unexpected(cosigned.error());
}

Status World::KeepCheckpoint(const std::string& name) {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint seen, tlog::ReadCheckpoint(ledger_->log()));
  CONSTAT_TRY(io::MakeDirectories(Folder("observer")));
  CONSTAT_TRY(io::WriteFile(Folder("observer") / name, AsBytes(tlog::FormatSignedCheckpoint(seen))));
  kept_checkpoints_.push_back("observer/" + name);
  return {};
}

Status World::KeepForVoters(const std::string& name, ByteView bytes, std::vector<std::string>& kept) {
  CONSTAT_TRY(io::MakeDirectories(Folder("voters")));
  CONSTAT_TRY(io::WriteFile(Folder("voters") / name, bytes));
  kept.push_back("voters/" + name);
  return {};
}

Status World::KeepReceipt(uint64_t index) {
  CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt, ledger_->Receipt(index));
  const std::string name = fmt::format("receipt-{}.tlog-proof", kept_receipts_.size() + 1);
  CONSTAT_ASSIGN(const std::string text, tlog::FormatReadable(receipt));
  return KeepForVoters(name, AsBytes(text), kept_receipts_);
}

Status World::KeepPromise(const tlog::InclusionReceipt& promise) {
  CONSTAT_ASSIGN(const std::string text, tlog::FormatReadable(promise));
  return KeepForVoters(fmt::format("promise-{}.tlog-proof", kept_promises_.size() + 1), AsBytes(text),
                       kept_promises_);
}

Status World::KeepRefusal(const record::RefusalFile& refusal) {
  return KeepForVoters(fmt::format("refusal-{}", kept_refusals_.size() + 1),
                       record::EncodeRefusalFile(refusal), kept_refusals_);
}

Status World::WriteTrustFile() {
  CONSTAT_ASSIGN(std::string text, verify::FormatTrust(context_->manifest_hash, context_->LogPolicy()));
  auto list = [&](const char* key, const std::vector<std::string>& names) {
    if (names.empty()) return;
    text += fmt::format("{} = [", key);
    for (size_t i = 0; i < names.size(); ++i) text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", names[i]);
    text += "]\n";
  };
  list("checkpoints", kept_checkpoints_);
  list("receipts", kept_receipts_);
  list("promises", kept_promises_);
  list("refusals", kept_refusals_);
  return io::WriteFile(options_.out / "trust.toml", AsBytes(text));
}

}  // namespace constat::demo
