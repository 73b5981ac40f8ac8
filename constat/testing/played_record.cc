#include "constat/testing/played_record.h"

#include "constat/record/software_change.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::testing {

using crypto::Label;
using record::EntryType;
using record::Role;
using referendum::Referendum;

namespace {

record::SoftwareChange Pages(uint16_t number) {
  return {.number = number, .software = {"Pages", "1.0", {{"a.js", TestBytes("a")}, {"b.js", {}}}}};
}

void Say(World& w, record::Keeper party) {
  const record::Statement statement{.party = party, .about = 0, .made_ms = 1, .text = "All was\ncalm."};
  ASSERT_EQ(w.Put(EntryType::kStatement, w.SignStatement(statement)), "ok");
}

}  // namespace

void Play(World& w) {
  w.Start();
  ASSERT_EQ(w.Put(EntryType::kSoftware, w.SignSoftware(Pages(1))), "ok");
  Say(w, {Role::kTrustee, 2});
  w.CommitAll();
  w.DealAll();
  Say(w, {Role::kRegistrar, 1});
  w.AcceptAll();
  w.RollAll();
  Say(w, {Role::kWitness, 0});
  w.DrillAll();
  w.OpenVote();
  for (const size_t voter : {0, 1, 2, 4, 5})
    w.Vote({.voter = voter, .choices = {{static_cast<uint16_t>(voter % 2)}}});
  Say(w, {Role::kObserver, 0});
  w.Replace(6);
  w.Vote({.voter = 6, .choices = {{2}}});
  ASSERT_EQ(w.Put(EntryType::kSoftware, w.SignSoftware(Pages(2))), "ok");
  w.CloseVote();
  Say(w, {Role::kBoard, 0});
  w.ShareAll(1, 2);
  w.PutResult();
  Say(w, {Role::kOrganiser, 0});
}

namespace {

// Stage is the types that LOG-6 allows at a place of the record, where `next` is the next entry that is
// neither statement nor software; none after the result.
std::set<EntryType> StageBefore(std::optional<EntryType> next) {
  constexpr auto kSaid = EntryType::kStatement;
  constexpr auto kList = EntryType::kSoftware;
  if (!next) return {kSaid};
  switch (*next) {
    case EntryType::kManifest:
      return {EntryType::kManifest};
    case EntryType::kTrusteeCommit:
    case EntryType::kTrusteeDeal:
      return {*next, kSaid, kList};
    case EntryType::kTrusteeAccept:
    case EntryType::kTrusteeComplaint:
      return {EntryType::kTrusteeAccept, EntryType::kTrusteeComplaint, kSaid, kList};
    case EntryType::kRollChunk:
    case EntryType::kRollEnd:
      return {EntryType::kRollChunk, EntryType::kRollEnd, kSaid, kList};
    case EntryType::kTrusteeDrill:
    case EntryType::kOpen:
      return {EntryType::kTrusteeDrill, EntryType::kOpen, kSaid};
    case EntryType::kBallot:
    case EntryType::kReplacementShare:
    case EntryType::kClose:
      return {EntryType::kBallot, EntryType::kReplacementShare, EntryType::kClose, kSaid, kList};
    case EntryType::kDecryptionShare:
    case EntryType::kResult:
      return {EntryType::kDecryptionShare, EntryType::kResult, kSaid, kList};
    case kSaid:
    case kList:
      break;
  }
  ADD_FAILURE();
  return {};
}

}  // namespace

PlayedRecord::PlayedRecord() {
  Play(w_);
  for (const Bytes& bytes : w_.log) {
    const record::EntryView entry = record::DecodeEntry(bytes).value();
    good_.push_back({entry.type, entry.time_ms, {entry.body.begin(), entry.body.end()}});
  }
  complaint_ = {EntryType::kTrusteeComplaint, good_[0].time_ms, w_.SignComplaint(w_.Complaint(1, 2))};
}

std::set<EntryType> PlayedRecord::Allowed(size_t i) const {
  for (; i < good_.size(); ++i) {
    const EntryType type = good_[i].type;
    if (type != EntryType::kStatement && type != EntryType::kSoftware) return StageBefore(type);
  }
  return StageBefore({});
}

std::string PlayedRecord::ErrorOf(Referendum& state, const Step& step) {
  const record::EntryView entry{step.type, step.time_ms, step.body};
  return CodeOf(state.Apply({entry, tlog::LeafHash(record::EncodeEntry(entry))}));
}

void PlayedRecord::ExpectRefused(Referendum& state, const Faults& faults, size_t i) {
  const tlog::TreeHead head = state.tree().Head();
  for (const Fault& fault : faults) {
    EXPECT_EQ(ErrorOf(state, fault.step), fault.code)
        << record::EntryTypeName(fault.step.type) << " before entry " << i << ": " << fault.what;
    spoilt_.insert(fault.step.type);
  }
  EXPECT_TRUE(state.tree().Head() == head);
}

void PlayedRecord::Replay(const std::function<Faults(size_t)>& faults_before) {
  Referendum state;
  for (size_t i = 0; i <= good_.size(); ++i) {
    ExpectRefused(state, faults_before(i), i);
    if (i == good_.size()) break;
    ASSERT_EQ(ErrorOf(state, good_[i]), "ok") << i;
  }
  EXPECT_EQ(state.tree().Root(), w_.referendum.tree().Root());
  EXPECT_EQ(state.LastTimeMs(), w_.referendum.LastTimeMs());
  ASSERT_NE(state.result(), nullptr);
  EXPECT_EQ(*state.result(), *w_.referendum.result());
}

void PlayedRecord::ReplayEach(const std::function<Faults(const Step&)>& faults_of) {
  Replay([&](size_t i) {
    if (i == good_.size()) return Faults();
    Faults out = faults_of(good_[i]);
    if (good_[i].type == EntryType::kTrusteeAccept && good_[i - 1].type != EntryType::kTrusteeAccept) {
      for (Fault& fault : faults_of(complaint_)) out.push_back(std::move(fault));
    }
    return out;
  });
}

void PlayedRecord::ExpectAllTypesWereSpoilt() const {
  for (const EntryType type : record::kEntryTypes)
    EXPECT_TRUE(spoilt_.contains(type)) << record::EntryTypeName(type);
}

PlayedRecord::Author PlayedRecord::AuthorOf(const Step& step) const {
  switch (step.type) {
    case EntryType::kManifest:
    case EntryType::kOpen:
      return {&w_.organiser_key};
    case EntryType::kClose:
    case EntryType::kResult:
      return {&w_.board_key};
    case EntryType::kRollChunk:
    case EntryType::kRollEnd:
    case EntryType::kReplacementShare:
      return {&w_.registrar_keys[U16At(step.body, 0)], U16At(step.body, 0)};
    case EntryType::kTrusteeCommit:
    case EntryType::kTrusteeDeal:
    case EntryType::kTrusteeAccept:
    case EntryType::kTrusteeComplaint:
    case EntryType::kTrusteeDrill:
      return {nullptr, U16At(step.body, 0), true};
    case EntryType::kStatement: {
      const auto index = U16At(step.body, 1);
      const std::map<Role, const crypto::Ed25519Key*> keys = {
          {Role::kOrganiser, &w_.organiser_key}, {Role::kRegistrar, &w_.registrar_keys[1]},
          {Role::kBoard, &w_.board_key},         {Role::kWitness, &w_.witness_keys[0]},
          {Role::kObserver, &w_.observer_key},
      };
      const Role role{step.body[0]};
      return role == Role::kTrustee ? Author{nullptr, index, true} : Author{keys.at(role), index};
    }
    case EntryType::kSoftware:
    case EntryType::kBallot:
    case EntryType::kDecryptionShare:
      break;
  }
  return {};
}

Bytes PlayedRecord::MessageOf(const Over& over, ByteView unsigned_body) const {
  Bytes32 hash = w_.manifest_hash;
  if (over.other_referendum) hash[0] ^= 1;
  wire::Writer writer;
  writer.Fixed(crypto::LabelBytes(over.label)).Fixed(hash).U8(static_cast<uint8_t>(over.type));
  return writer.U16(over.author).Fixed(unsigned_body).Take();
}

Bytes PlayedRecord::ByParty(const crypto::Ed25519Key& by, const Over& over, Bytes body) const {
  body.resize(body.size() - record::kSignatureSize);
  Append(body, by.Sign(MessageOf(over, body)));
  return body;
}

Bytes PlayedRecord::ByTrustee(uint16_t by, const Over& over, Bytes body) {
  body.resize(body.size() - record::kSchnorrSize);
  referendum::Context context = w_.context();
  if (over.other_referendum) context.manifest_hash[0] ^= 1;
  zkp::Claim claim = referendum::TrusteeSignatureClaim(context, over.type, over.author, body);
  claim.label = over.label;
  wire::Writer writer;
  zkp::WriteSchnorr(writer, zkp::ProveSchnorr(w_.trustee_keys.secrets[by - 1u], claim, w_.rng));
  Append(body, writer.bytes());
  return body;
}

Bytes PlayedRecord::Resigned(const Step& step, Bytes changed) {
  const Author author = AuthorOf(step);
  if (step.type == EntryType::kSoftware) {
    changed.resize(changed.size() - record::kChangeSignaturesSize);
    const Bytes message = MessageOf({step.type, 0, Label::kSignature}, changed);
    Append(changed, w_.organiser_key.Sign(message));
    Append(changed, w_.board_key.Sign(message));
    return changed;
  }
  if (author.is_trustee)
    return ByTrustee(author.index, {step.type, author.index, Label::kTrusteeSignature}, changed);
  if (author.key != nullptr)
    return ByParty(*author.key, {step.type, author.index, Label::kSignature}, changed);
  return changed;
}

}  // namespace constat::testing
