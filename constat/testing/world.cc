#include "constat/testing/world.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/crypto/hash.h"
#include "constat/elgamal/secret/decrypt.h"
#include "constat/elgamal/secret/encrypt.h"
#include "constat/testing/cheating_prover.h"
#include "constat/tlog/secret/sign.h"
#include "constat/zkp/secret/membership_prove.h"
#include "constat/zkp/secret/nonces.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::testing {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using record::EntryType;
using record::QuestionShape;

World::World(Plan the_plan) : Cast(std::move(the_plan)), referendum(plan.method) {
  MakeCredentials();
  chunk_bodies.resize(plan.registrars);
}

void World::MakeCredentials() {
  credential_shares.resize(plan.registrars);
  for (auto& of_registrar : credential_shares) of_registrar.resize(plan.voters.size());
  for (uint16_t region = 0; region < plan.voters.size(); ++region) {
    for (uint32_t slot = 0; slot < plan.voters[region]; ++slot) {
      SecretScalar sum;
      for (auto& of_registrar : credential_shares) {
        of_registrar[region].push_back(SecretScalar::Random(rng));
        sum = sum.Add(of_registrar[region].back());
      }
      const WirePoint credential = WirePoint::From(sum.MulBase());
      voters.push_back({std::move(sum), credential, {region, slot}});
    }
  }
}

std::string World::Put(EntryType type, ByteView body, std::optional<uint64_t> time_ms) {
  const record::EntryView entry{type, time_ms.value_or(now_ms), body};
  Bytes encoded = record::EncodeEntry(entry);
  const tlog::TreeHead before = referendum.tree().Head();
  const referendum::Phase phase_before = referendum.phase();
  const uint64_t time_before = referendum.LastTimeMs();
  const std::string code = CodeOf(referendum.Apply({entry, tlog::LeafHash(encoded)}));
  if (code != "ok") {
    EXPECT_TRUE(referendum.tree().Head() == before) << "a refused entry changed the tree";
    EXPECT_EQ(referendum.phase(), phase_before) << "a refused entry changed the phase";
    EXPECT_EQ(referendum.LastTimeMs(), time_before) << "a refused entry changed the time";
    return code;
  }
  EXPECT_EQ(referendum.tree().size(), before.size + 1);
  log.push_back(std::move(encoded));
  now_ms = entry.time_ms;
  return code;
}

Bytes World::Signed(const crypto::Ed25519Key& key, EntryType type, uint16_t author, Bytes body) const {
  body.resize(body.size() - record::kSignatureSize);
  const crypto::Ed25519Signature signature =
      key.Sign(record::SignedMessage(manifest_hash, type, author, body));
  Append(body, signature);
  return body;
}

Bytes World::TrusteeSigned(EntryType type, uint16_t j, Bytes body) {
  body.resize(body.size() - record::kSchnorrSize);
  const zkp::SchnorrProof signature = zkp::ProveSchnorr(
      trustee_keys.secrets[j - 1u], referendum::TrusteeSignatureClaim(context(), type, j, body), rng);
  wire::Writer writer;
  zkp::WriteSchnorr(writer, signature);
  Append(body, writer.bytes());
  return body;
}

Bytes World::ManifestBody() const {
  return Signed(organiser_key, EntryType::kManifest, 0,
                record::EncodeManifestBody(record::EncodeManifest(manifest), crypto::Ed25519Signature{}));
}

Bytes World::Commit(uint16_t i, ByteView deal_body) {
  const record::TrusteeCommit commit{.dealer = i,
                                     .deal_hash = referendum::DealHash(manifest_hash, deal_body)};
  return TrusteeSigned(EntryType::kTrusteeCommit, i, record::EncodeTrusteeCommit(commit));
}

record::TrusteeDeal World::Deal(uint16_t i) {
  const elgamal::DealingPolynomial& f = trustee_keys.polynomials[i - 1u];
  const elgamal::DealSeed& seed = trustee_keys.seeds[i - 1u];
  record::TrusteeDeal deal{.dealer = i, .commitments = f.Commitments()};
  deal.possession = f.ProvePossession(manifest_hash, i, seed);
  for (uint16_t j = 1; j <= plan.trustees; ++j) {
    const elgamal::SealedDeal sealed =
        elgamal::SealShare({manifest_hash, i, j}, manifest.trustees[j - 1u].key, f.Share(j), seed);
    deal.shares.push_back({sealed.ephemeral, sealed.possession, sealed.sealed});
  }
  return deal;
}

Bytes World::SignDeal(const record::TrusteeDeal& deal) {
  return TrusteeSigned(EntryType::kTrusteeDeal, deal.dealer, record::EncodeTrusteeDeal(deal));
}

Bytes World::Accept(uint16_t j) {
  const record::TrusteeAccept accept{.trustee = j, .deals_hash = referendum.ceremony().DealsHash()};
  return TrusteeSigned(EntryType::kTrusteeAccept, j, record::EncodeTrusteeAccept(accept));
}

record::TrusteeComplaint World::Complaint(uint16_t j, uint16_t i) {
  const auto& deal = *referendum.ceremony().DealOf(i);
  const elgamal::RevealedShare revealed =
      elgamal::RevealShare({.context = {manifest_hash, i, j},
                            .deal_hash = deal.hash,
                            .receiver_key = manifest.trustees[j - 1u].key,
                            .ephemeral = deal.deal.shares[j - 1u].ephemeral,
                            .shared = {}},
                           trustee_keys.secrets[j - 1u], rng);
  return {.trustee = j, .dealer = i, .shared = revealed.shared, .proof = revealed.proof};
}

Bytes World::SignComplaint(const record::TrusteeComplaint& complaint) {
  return TrusteeSigned(EntryType::kTrusteeComplaint, complaint.trustee,
                       record::EncodeTrusteeComplaint(complaint));
}

record::RollSlot World::SlotOf(uint16_t m, uint16_t region, uint32_t slot, const SecretScalar& secret) {
  const WirePoint share = WirePoint::From(secret.MulBase());
  return {share, zkp::ProveSchnorr(
                     secret,
                     referendum::CredentialShareClaim(manifest_hash, {m, region, slot, share.encoded}), rng)};
}

record::RollChunk World::Chunk(uint16_t m, uint16_t region, uint32_t first, uint32_t count) {
  record::RollChunk chunk{.registrar = m, .region = region, .first_slot = first, .order_hash = OrderHash()};
  for (uint32_t slot = first; slot < first + count; ++slot) {
    chunk.slots.push_back(SlotOf(m, region, slot, credential_shares[m][region][slot]));
  }
  return chunk;
}

Bytes32 World::OrderHash() const {
  Bytes32 order{};
  if (registrar_keys.size() > 1) order.fill(7);
  return order;
}

Bytes World::SignChunk(const record::RollChunk& chunk) const {
  return Signed(registrar_keys[chunk.registrar], EntryType::kRollChunk, chunk.registrar,
                record::EncodeRollChunk(chunk));
}

record::RollEnd World::RollEnd(uint16_t m) const {
  record::RollEnd end{.registrar = m, .counts = plan.voters};
  crypto::Sha256Stream hash = referendum::RollHashStart(manifest_hash, m);
  for (const Bytes& body : chunk_bodies[m]) hash.Update(body);
  end.hash = hash.Digest();
  return end;
}

Bytes World::SignRollEnd(const record::RollEnd& end) const {
  return Signed(registrar_keys[end.registrar], EntryType::kRollEnd, end.registrar,
                record::EncodeRollEnd(end));
}

record::TrusteeDrill World::Drill(uint16_t j) {
  const referendum::Ceremony& ceremony = referendum.ceremony();
  const zkp::Claim claim = referendum::DrillClaim(
      manifest_hash,
      {ceremony.DealsHash(), j, ceremony.VerificationKey(j).encoded, *referendum.complete_roll()});
  return {.trustee = j, .possession = zkp::ProveSchnorr(trustee_keys.KeyShare(j), claim, rng)};
}

Bytes World::SignDrill(const record::TrusteeDrill& drill) {
  return TrusteeSigned(EntryType::kTrusteeDrill, drill.trustee, record::EncodeTrusteeDrill(drill));
}

record::ReplacementShare World::Replacement(uint16_t m, size_t voter, const SecretScalar& secret,
                                            uint64_t until_ms) {
  const WirePoint share = WirePoint::From(secret.MulBase());
  const Voter& of = voters[voter];
  const zkp::SchnorrProof proof = zkp::ProveSchnorr(
      secret, referendum::ReplacementClaim(manifest_hash, {m, of.slot, of.credential.encoded, share.encoded}),
      rng);
  return {.registrar = m, .old = of.credential, .until_ms = until_ms, .share = share, .proof = proof};
}

Bytes World::SignReplacement(const record::ReplacementShare& share) const {
  return Signed(registrar_keys[share.registrar], EntryType::kReplacementShare, share.registrar,
                record::EncodeReplacementShare(share));
}

Bytes World::SignStatement(const record::Statement& statement, EntryType type) {
  const auto [role, index] = statement.party;
  const Bytes body = record::EncodeStatement(statement);
  switch (role) {
    case record::Role::kTrustee:
      return TrusteeSigned(type, index, body);
    case record::Role::kOrganiser:
      return Signed(organiser_key, type, index, body);
    case record::Role::kRegistrar:
      return Signed(registrar_keys[index], type, index, body);
    case record::Role::kBoard:
      return Signed(board_key, type, index, body);
    case record::Role::kWitness:
      return Signed(witness_keys[index], type, index, body);
    case record::Role::kObserver:
      break;
  }
  return Signed(observer_key, type, index, body);
}

Bytes World::SignSoftware(const record::SoftwareChange& change) const {
  Bytes body = record::EncodeSoftwareChange(change);
  body.resize(body.size() - record::kChangeSignaturesSize);
  const Bytes message = record::SignedMessage(manifest_hash, EntryType::kSoftware, 0, body);
  Append(body, organiser_key.Sign(message));
  Append(body, board_key.Sign(message));
  return body;
}

record::Open World::Open() const {
  return {.joint_key = JointKey(), .root = referendum.complete_roll()->root};
}

Bytes World::SignOpen(const record::Open& open) const {
  return Signed(organiser_key, EntryType::kOpen, 0, record::EncodeOpen(open));
}

zkp::SchnorrProof World::SignBallot(const record::Ballot& ballot, const BallotPlan& of_ballot,
                                    const SecretScalar& nonce) const {
  const Voter& voter = voters[of_ballot.voter];
  const Bytes statement = record::BallotStatement(
      context().shape, ballot, of_ballot.manifest_hash.value_or(manifest_hash),
      of_ballot.joint_key.value_or(JointKey()).encoded, of_ballot.region.value_or(voter.slot.region));
  const Scalar c = group::ChallengeScalar(crypto::Label::kBallot, statement);
  return {WirePoint::From(nonce.MulBase()), voter.secret.Mul(c).Add(nonce).Declassify()};
}

record::Ballot World::Ballot(const BallotPlan& of_ballot) {
  const record::BallotShape& shape = context().shape;
  const zkp::EncryptionKey key = zkp::EncryptionKey::Of(of_ballot.joint_key.value_or(JointKey()));
  record::Ballot ballot = record::Ballot::Of(shape, of_ballot.revision);
  const record::BallotFields fields(shape, ballot);
  fields.Credential() = voters[of_ballot.voter].credential.encoded;
  // Nonces of one ballot, whatever it will say: rng never draws the same bytes twice.
  zkp::Nonces nonces(voters[of_ballot.voter].secret, {.label = crypto::Label::kBallot}, rng);
  std::vector<std::vector<zkp::MembershipProver>> provers(shape.questions.size());
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    const QuestionShape& question = shape.questions[q];
    const std::vector<uint16_t>& chosen = of_ballot.choices.at(q);
    SecretScalar sum;
    size_t total = 0;
    for (uint16_t o = 0; o < question.options; ++o) {
      const bool is_chosen = std::find(chosen.begin(), chosen.end(), o) != chosen.end();
      SecretScalar r = SecretScalar::Random(rng);
      const elgamal::EncodedCiphertext c =
          elgamal::Encrypt(key, SecretScalar::FromPublic(Scalar::FromUint64(is_chosen ? 1 : 0)), r);
      fields.R(q, o) = c.R;
      fields.C(q, o) = c.C;
      sum = sum.Add(r.Mul(Scalar::FromUint64(question.Weight(o))));
      total += is_chosen ? question.Weight(o) : 0u;
      provers[q].emplace_back(key, std::array<uint64_t, 2>{0, 1},
                              zkp::MembershipWitness{std::move(r), is_chosen ? size_t{1} : size_t{0}},
                              nonces);
      std::ranges::copy(provers[q].back().Commitments(), fields.OptionProof(q, o).commitments.begin());
    }
    std::vector<uint64_t> values;
    for (uint64_t v = question.min; v <= question.max; ++v) values.push_back(v);
    provers[q].emplace_back(key, values, zkp::MembershipWitness{std::move(sum), total - question.min},
                            nonces);
    std::ranges::copy(provers[q].back().Commitments(), fields.SumProof(q).commitments.begin());
  }
  const SecretScalar nonce = SecretScalar::Random(rng);
  fields.SignatureA() = nonce.MulBaseEncoded();
  const Bytes statement =
      record::BallotStatement(shape, ballot, of_ballot.manifest_hash.value_or(manifest_hash), key.joint_key,
                              of_ballot.region.value_or(voters[of_ballot.voter].slot.region));
  const Scalar challenge = group::ChallengeScalar(crypto::Label::kBallot, statement);
  for (size_t q = 0; q < provers.size(); ++q) {
    for (size_t p = 0; p < provers[q].size(); ++p) {
      const zkp::MembershipProver::Answer answer = std::move(provers[q][p]).Respond(challenge);
      const auto proof = p < shape.questions[q].options ? fields.OptionProof(q, p) : fields.SumProof(q);
      std::ranges::copy(answer.challenges, proof.challenges.begin());
      std::ranges::copy(answer.responses, proof.responses.begin());
    }
  }
  fields.SignatureZ() = SignBallot(ballot, of_ballot, nonce).response;
  return ballot;
}

record::Ballot World::ForgedBallot(size_t voter, const std::vector<std::vector<int64_t>>& messages) {
  const record::BallotShape& shape = context().shape;
  const Point& key = JointKey().point;
  record::Ballot ballot = record::Ballot::Of(shape, 1);
  const record::BallotFields fields(shape, ballot);
  const auto put_commitments = [](const zkp::CheatingProver& prover, std::span<group::EncodedPoint> to) {
    std::ranges::transform(prover.Commitments(), to.begin(), &Point::Encode);
  };
  fields.Credential() = voters[voter].credential.encoded;
  std::vector<std::vector<zkp::CheatingProver>> provers(shape.questions.size());
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    const QuestionShape& question = shape.questions[q];
    zkp::PublicCiphertext sum;
    for (size_t o = 0; o < question.options; ++o) {
      const zkp::PublicCiphertext c = zkp::EncryptPublic(key, messages[q][o], RandomScalar(rng));
      fields.R(q, o) = c.R.Encode();
      fields.C(q, o) = c.C.Encode();
      provers[q].emplace_back(key, c, std::vector<int64_t>{0, 1}, rng);
      put_commitments(provers[q].back(), fields.OptionProof(q, o).commitments);
      const int64_t weight = question.Weight(o);
      sum.randomness += c.randomness * zkp::FromInt(weight);
      sum.message += weight * c.message;
    }
    std::vector<int64_t> values;
    for (int64_t v = question.min; v <= question.max; ++v) values.push_back(v);
    provers[q].emplace_back(key, sum, values, rng);
    put_commitments(provers[q].back(), fields.SumProof(q).commitments);
  }
  const SecretScalar nonce = SecretScalar::Random(rng);
  fields.SignatureA() = nonce.MulBaseEncoded();
  const Bytes statement =
      record::BallotStatement(shape, ballot, manifest_hash, JointKey().encoded, voters[voter].slot.region);
  const Scalar challenge = group::ChallengeScalar(crypto::Label::kBallot, statement);
  for (size_t q = 0; q < provers.size(); ++q) {
    for (size_t p = 0; p < provers[q].size(); ++p) {
      const zkp::CheatingProver& prover = provers[q][p];
      const auto proof = p < shape.questions[q].options ? fields.OptionProof(q, p) : fields.SumProof(q);
      const zkp::CheatingProver::Answer answer =
          prover.Respond(challenge, prover.Branch() < proof.responses.size() ? prover.Branch() : 0);
      std::copy_n(answer.challenges.begin(), proof.challenges.size(), proof.challenges.begin());
      std::ranges::copy(answer.responses, proof.responses.begin());
    }
  }
  fields.SignatureZ() = SignBallot(ballot, {.voter = voter}, nonce).response;
  return ballot;
}

record::Ballot World::Resigned(record::Ballot ballot, size_t voter) {
  const SecretScalar nonce = SecretScalar::Random(rng);
  const record::BallotFields fields(context().shape, ballot);
  fields.Credential() = voters[voter].credential.encoded;
  fields.SignatureA() = nonce.MulBaseEncoded();
  fields.SignatureZ() = SignBallot(ballot, {.voter = voter}, nonce).response;
  return ballot;
}

Bytes World::Close(const ClosePlan& of_close) const {
  const tlog::TreeHead head = referendum.tree().Head();
  const tlog::Checkpoint checkpoint =
      of_close.checkpoint.value_or(tlog::Checkpoint{manifest.origin, head.size, head.root});
  tlog::SignedCheckpoint note{checkpoint, {}};
  if (of_close.board_signs_checkpoint) note.signatures.push_back(tlog::SignCheckpoint(board_key, checkpoint));
  for (const auto& [witness, time_s] : of_close.cosigners) {
    note.signatures.push_back(
        tlog::CosignCheckpoint(witness_keys[witness], manifest.witnesses[witness].name, checkpoint, time_s));
  }
  const record::Close close{.ballots = of_close.ballots.value_or(referendum.ballots().Ballots()),
                            .checkpoint = tlog::FormatSignedCheckpoint(note)};
  return Signed(board_key, EntryType::kClose, 0, record::EncodeClose(close));
}

record::DecryptionShare World::Share(uint16_t j, uint16_t chunk) {
  const elgamal::ProvenShares proven =
      elgamal::DecryptChunk(referendum.tally().Statement(j, chunk), trustee_keys.KeyShare(j), rng);
  return {.trustee = j, .chunk = chunk, .shares = proven.shares, .proof = proven.proof};
}

Bytes World::ResultPart(uint16_t chunk, ByteView part) const {
  return Signed(board_key, EntryType::kResult, 0,
                record::EncodeResultPart({.chunk = chunk, .part = {part.begin(), part.end()}}));
}

void World::Start() { ASSERT_EQ(Put(EntryType::kManifest, ManifestBody()), "ok"); }

void World::CommitAll() {
  for (uint16_t i = 1; i <= plan.trustees; ++i) {
    if (deal_bodies.size() < i) deal_bodies.push_back(SignDeal(Deal(i)));
    ASSERT_EQ(Put(EntryType::kTrusteeCommit, Commit(i, deal_bodies[i - 1u])), "ok");
  }
}

void World::DealAll() {
  for (const Bytes& body : deal_bodies) ASSERT_EQ(Put(EntryType::kTrusteeDeal, body), "ok");
}

void World::AcceptAll() {
  for (uint16_t j = 1; j <= plan.trustees; ++j) ASSERT_EQ(Put(EntryType::kTrusteeAccept, Accept(j)), "ok");
}

void World::RollAll() {
  for (uint16_t m = 0; m < plan.registrars; ++m) {
    for (uint16_t region = 0; region < plan.voters.size(); ++region) {
      for (uint32_t first = 0; first < plan.voters[region]; first += record::kMaxSlotsPerChunk) {
        const uint32_t count = std::min<uint32_t>(record::kMaxSlotsPerChunk, plan.voters[region] - first);
        const Bytes body = SignChunk(Chunk(m, region, first, count));
        ASSERT_EQ(Put(EntryType::kRollChunk, body), "ok");
        chunk_bodies[m].push_back(body);
      }
    }
    ASSERT_EQ(Put(EntryType::kRollEnd, SignRollEnd(RollEnd(m))), "ok");
  }
}

void World::DrillAll() {
  for (uint16_t j = 1; j <= manifest.drills; ++j)
    ASSERT_EQ(Put(EntryType::kTrusteeDrill, SignDrill(Drill(j))), "ok");
}

void World::OpenVote() {
  ASSERT_EQ(Put(EntryType::kOpen, SignOpen(Open())), "ok");
  now_ms = kFirstMinuteMs;
}

void World::Vote(const BallotPlan& ballot, std::optional<uint64_t> time_ms) {
  ASSERT_EQ(Put(EntryType::kBallot, Encoded(Ballot(ballot)), time_ms), "ok");
}

void World::Replace(size_t voter) {
  SecretScalar sum;
  for (uint16_t m = 0; m < plan.registrars; ++m) {
    const SecretScalar secret = SecretScalar::Random(rng);
    sum = sum.Add(secret);
    const uint64_t until_ms = now_ms / 60'000 * 60'000 + 71ull * 3'600'000;
    ASSERT_EQ(Put(EntryType::kReplacementShare, SignReplacement(Replacement(m, voter, secret, until_ms))),
              "ok");
  }
  Voter& of = voters[voter];
  of.credential = WirePoint::From(sum.MulBase());
  of.secret = std::move(sum);
}

void World::CloseVote() {
  ASSERT_EQ(Put(EntryType::kClose, Close(), kClosingMs), "ok");
  RetractAll();
}

void World::ShareAll(uint16_t first, uint16_t last) {
  for (uint16_t j = first; j <= last; ++j) {
    for (uint16_t chunk = 0; chunk < referendum.tally().Chunks(); ++chunk) {
      ASSERT_EQ(Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(Share(j, chunk))), "ok");
    }
  }
}

void World::PutResult() {
  const Result<record::Outcome> outcome = referendum.tally().Decrypt();
  ASSERT_EQ(CodeOf(outcome), "ok");
  const Bytes encoded = record::EncodeOutcome(*outcome);
  for (size_t first = 0; first < encoded.size(); first += record::kResultPartSize) {
    const ByteView part =
        ByteView(encoded).subspan(first, std::min(record::kResultPartSize, encoded.size() - first));
    ASSERT_EQ(
        Put(EntryType::kResult, ResultPart(static_cast<uint16_t>(first / record::kResultPartSize), part)),
        "ok");
  }
}

void World::ToDeals() {
  Start();
  CommitAll();
}

void World::ToRoll() {
  ToDeals();
  DealAll();
  AcceptAll();
}

void World::ToDrills() {
  ToRoll();
  RollAll();
}

void World::ToOpen() {
  ToDrills();
  DrillAll();
  OpenVote();
}

void World::RetractAll() {
  while (const std::optional<uint64_t> entry = referendum.FirstPending()) {
    ASSERT_EQ(CodeOf(referendum.Retract(log.at(*entry))), "ok");
  }
}

}  // namespace constat::testing
