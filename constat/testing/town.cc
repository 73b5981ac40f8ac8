#include "constat/testing/town.h"

#include "constat/party/board/cosigned.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/ceremony.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::testing {

namespace fs = std::filesystem;

Town::Town(Plan the_plan)
    : Cast(std::move(the_plan)),
      clock(kOpeningMs - 7 * 86'400'000),
      board_clock(&clock),
      witness_clocks(kWitnesses, ShiftedClock(&clock)),
      manifest_body(Value(party::MakeManifestBody(manifest, organiser_key))) {}

void Town::Start() {
  board.emplace(Value(party::Board::Create(MakeBoardOptions(), manifest_body)));
  OpenWitnesses(folder.path());
  for (const group::SecretScalar& key : trustee_keys.secrets) {
    trustees.push_back(Value(party::Trustee::Make(context_ptr(), key.Copy())));
  }
  Publish();
}

void Town::OpenWitnesses(const fs::path& memories) {
  for (size_t w = 0; w < kWitnesses; ++w) {
    witnesses.push_back(Value(party::FileWitness::Open(
        {memories / WitnessName(w), WitnessName(w), {context().BoardKey()}, &witness_clocks[w]},
        crypto::Ed25519Key::FromSeed(witness_keys[w].seed()))));
  }
}

party::BoardOptions Town::MakeBoardOptions() { return BoardOptionsIn(folder.path()); }

party::BoardOptions Town::BoardOptionsIn(const fs::path& where) {
  const fs::path own = where / "board";
  return {{own / "log", own / "head"},
          {where / "record", own / "staging"},
          crypto::Ed25519Key::FromSeed(board_key.seed()),
          &board_clock,
          2};
}

void Town::Reopen() {
  board.reset();
  board.emplace(Value(party::Board::Open(MakeBoardOptions())));
}

party::BoardOptions Town::CopyBoard(const fs::path& to) {
  board.reset();
  fs::create_directories(to);
  fs::copy(folder.path() / "board", to / "board", fs::copy_options::recursive);
  Reopen();
  return BoardOptionsIn(to);
}

void Town::BackUp(const fs::path& to) {
  board.reset();
  fs::copy(folder.path() / "board", to, fs::copy_options::recursive);
  Reopen();
}

Status Town::Restore(const fs::path& from) {
  board.reset();
  fs::remove_all(folder.path() / "board");
  fs::copy(from, folder.path() / "board", fs::copy_options::recursive);
  CONSTAT_ASSIGN(party::Board restored, party::Board::Open(MakeBoardOptions()));
  board.emplace(std::move(restored));
  return {};
}

void Town::PlotWith(const fs::path& copy, party::BoardOptions options) {
  board.reset();
  board.emplace(Value(party::Board::Open(std::move(options))));
  witnesses.clear();
  in_the_plot = true;
  OpenWitnesses(copy);
}

tlog::SignedCheckpoint Town::Cosign(const tlog::SignedCheckpoint& checkpoint) {
  std::vector<party::CosignedFile> files;
  for (size_t w = 0; w < kQuorum; ++w) {
    const bool first = in_the_plot && !Value(witnesses[w].witness().Latest(context().BoardKey()));
    files.push_back({WitnessName(w), Value(witnesses[w].Cosign(checkpoint, board->log(),
                                                               first ? party::FileWitness::First::kYes
                                                                     : party::FileWitness::First::kNo))});
  }
  return party::MergeCosigned(context(), checkpoint, files).checkpoint;
}

void Town::Publish() {
  const Status published = board->Publish(Cosign(Value(board->Commit())));
  ASSERT_THAT(published, Succeeds());
}

void Town::Commit() {
  for (const party::Trustee& trustee : trustees) {
    Append(record::EntryType::kTrusteeCommit, trustee.Commit(rng));
  }
}

void Town::CommitTo(size_t t, ByteView deal_body) {
  for (size_t i = 0; i < trustees.size(); ++i) {
    Bytes body = trustees[i].Commit(rng);
    if (i == t) {
      const auto number = static_cast<uint16_t>(t + 1);
      body = record::EncodeTrusteeCommit(
          {.dealer = number, .deal_hash = referendum::DealHash(manifest_hash, deal_body)});
      body.resize(body.size() - record::kSchnorrSize);
      wire::Writer signature;
      zkp::WriteSchnorr(signature,
                        zkp::ProveSchnorr(trustee_keys.secrets[t],
                                          referendum::TrusteeSignatureClaim(
                                              context(), record::EntryType::kTrusteeCommit, number, body),
                                          rng));
      constat::Append(body, signature.bytes());
    }
    Append(record::EntryType::kTrusteeCommit, body);
  }
}

void Town::Deal() {
  if (!board->state().ceremony().AllCommitted()) Commit();
  for (const party::Trustee& trustee : trustees) {
    Append(record::EntryType::kTrusteeDeal, trustee.MakeDeal());
  }
}

std::unique_ptr<party::TrusteeMemory> Town::MemoryOf(size_t t) {
  return Value(party::OpenTrusteeMemory(folder.path() / ("trustee-" + std::to_string(t)), trustees[t].key(),
                                        party::MemoryFolder::kMake));
}

void Town::HoldCeremony() {
  Deal();
  const tlog::TreeHead dealt = Value(board->Commit()).checkpoint.Tree();
  for (size_t t = 0; t < trustees.size(); ++t) {
    const Status begun = party::BeginOrSeeRecord(*MemoryOf(t), {manifest_hash, board->log(), dealt});
    ASSERT_THAT(begun, Succeeds());
  }
  for (const party::Trustee& trustee : trustees) {
    const party::Trustee::Judgement judgement = Value(trustee.Judge(board->state().ceremony(), rng));
    Append(judgement.type, judgement.body);
  }
  Publish();
}

void Town::MakeRoll() {
  for (uint16_t region = 0; region < plan.voters.size(); ++region) {
    for (uint32_t i = 0; i < plan.voters[region]; ++i) {
      persons.push_back({"person-" + std::to_string(persons.size()), region, ""});
    }
  }
  order = party::DrawOrder(manifest, persons, rng);
  codes.resize(persons.size());
  for (const crypto::Ed25519Key& key : registrar_keys) {
    const Status issued =
        party::Issue({context_ptr(), &key, &persons, &order, 2}, rng,
                     {[&](const parcel::SheetRow& row) -> Status {
                        codes[static_cast<size_t>(&row.person - persons.data())].push_back(row.code.Copy());
                        return {};
                      },
                      [&](record::EntryType type, const Bytes& body) -> Status {
                        CONSTAT_TRY(board->Append(type, body));
                        return {};
                      }});
    ASSERT_THAT(issued, Succeeds());
  }
  for (size_t i = 0; i < persons.size(); ++i) {
    voters.push_back(
        {persons[i].id, persons[i].region, Value(party::VoterSecret::FromCodes(context(), codes[i])), 0});
  }
  Publish();
}

void Town::Drill() {
  for (size_t t = 0; t < manifest.drills; ++t) {
    Append(record::EntryType::kTrusteeDrill, Value(trustees[t].MakeDrill(board->state(), rng)));
  }
}

void Town::OpenVoting() {
  if (board->state().ceremony().Drills() < manifest.drills) Drill();
  Append(record::EntryType::kOpen, Value(party::MakeOpenBody(board->state(), organiser_key)));
  Publish();
  clock.Set(kFirstMinuteMs + 1'234);
}

void Town::ToOpen() {
  Start();
  HoldCeremony();
  MakeRoll();
  OpenVoting();
}

party::DraftInput Town::DraftOf(TownVoter& voter, record::Choices choices) {
  return {context_ptr(), board->state().ceremony().JointKey(), voter.region, ++voter.revision,
          std::move(choices)};
}

Bytes Town::MakeBallot(TownVoter& voter, record::Choices choices) {
  party::BallotDraft draft =
      Value(party::BallotDraft::Make(DraftOf(voter, std::move(choices)), voter.secret, rng));
  return Value(std::move(draft).Cast(voter.secret, rng));
}

void Town::Close() {
  clock.Set(std::max(clock.NowMs(), manifest.closing_ms + 5'000));
  const tlog::SignedCheckpoint cosigned = Cosign(Value(board->PrepareClose()));
  Value(board->Close(cosigned));
  Publish();
}

void Town::Decrypt(size_t trustees_who_do) {
  for (size_t t = 0; t < trustees_who_do; ++t) {
    const auto guard = MemoryOf(t);
    for (const Bytes& body : Value(trustees[t].MakeShares(board->MutableState(), *guard, rng))) {
      Append(record::EntryType::kDecryptionShare, body);
    }
  }
}

}  // namespace constat::testing
