// What anybody can do to an entry of any type without knowing what it says: cut it, sign it otherwise, say it
// again, elsewhere, or at another time. Each is refused with one code, and in the end everything is as if it
// had not been there. bad_fields_test.cc spoils the fields.
#include "constat/testing/played_record.h"

namespace constat::referendum {
namespace {

using crypto::Label;
using record::EntryType;
using testing::Faults;
using testing::Step;
using testing::U16At;
using testing::World;

Bytes Unsigned(Bytes body) {
  std::fill(body.end() - record::kSignatureSize, body.end(), uint8_t{0});
  return body;
}

class BadEntries : public testing::PlayedRecord {
 protected:
  [[nodiscard]] std::vector<const crypto::Ed25519Key*> Keys() const;
  [[nodiscard]] static std::vector<Over> OtherThan(const Over& right);
  [[nodiscard]] Faults WrongSignatures(const Step& step);
  [[nodiscard]] Faults WrongSoftwareSignatures(const Step& step) const;
  [[nodiscard]] Faults WrongTimes(size_t i) const;
};

std::vector<const crypto::Ed25519Key*> BadEntries::Keys() const {
  std::vector<const crypto::Ed25519Key*> out = {&w_.organiser_key, &w_.board_key, &w_.refusal_key,
                                                &w_.observer_key};
  for (const auto& key : w_.registrar_keys) out.push_back(&key);
  for (const auto& key : w_.witness_keys) out.push_back(&key);
  return out;
}

// OtherThan is what the right key may have signed: other types, for another, elsewhere, under other labels.
std::vector<BadEntries::Over> BadEntries::OtherThan(const Over& right) {
  std::vector<Over> out;
  for (const EntryType type : record::kEntryTypes) {
    if (type == right.type) continue;
    out.push_back(right);
    out.back().type = type;
  }
  out.push_back(right);
  out.back().other_referendum = true;
  const std::vector<Label> labels =
      right.label == Label::kSignature
          ? std::vector{Label::kRefusal, Label::kTrusteeSignature}
          : std::vector{Label::kTrusteeDrill, Label::kComplaint, Label::kSignature};
  for (const Label label : labels) {
    out.push_back(right);
    out.back().label = label;
  }
  for (const uint16_t author : {uint16_t{0}, uint16_t{1}, uint16_t{2}, uint16_t{3}}) {
    if (author == right.author || (author == 0 && right.label == Label::kTrusteeSignature)) continue;
    out.push_back(right);
    out.back().author = author;
  }
  return out;
}

Faults BadEntries::WrongSignatures(const Step& step) {
  if (step.type == EntryType::kSoftware) return WrongSoftwareSignatures(step);
  const Author author = AuthorOf(step);
  Faults out;
  // What a deal's signature is over is in what its dealer committed to.
  const std::string code = step.type == EntryType::kTrusteeDeal ? "wrong-hash" : "bad-signature";
  const auto add = [&](const std::string& what, const Bytes& body) {
    out.push_back({what, {step.type, step.time_ms, body}, code});
  };
  if (author.is_trustee) {
    const Over right{step.type, author.index, Label::kTrusteeSignature};
    for (const Over& over : OtherThan(right)) add("over another", ByTrustee(author.index, over, step.body));
    for (uint16_t j = 1; j <= w_.plan.trustees; ++j) {
      if (j != author.index) add("by another trustee", ByTrustee(j, right, step.body));
    }
  } else if (author.key != nullptr) {
    const Over right{step.type, author.index, Label::kSignature};
    for (const Over& over : OtherThan(right)) add("over another", ByParty(*author.key, over, step.body));
    for (const crypto::Ed25519Key* key : Keys()) {
      if (key != author.key) add("by another party", ByParty(*key, right, step.body));
    }
    add("no signature", Unsigned(step.body));
  }
  return out;
}

Faults BadEntries::WrongSoftwareSignatures(const Step& step) const {
  Bytes body = step.body;
  body.resize(body.size() - record::kChangeSignaturesSize);
  Faults out;
  const Over right{EntryType::kSoftware, 0, Label::kSignature};
  const auto add = [&](const std::string& what, const Bytes64& organiser, const Bytes64& board) {
    Bytes whole = body;
    Append(whole, organiser);
    Append(whole, board);
    out.push_back({what, {step.type, step.time_ms, whole}, "bad-signature"});
  };
  const Bytes message = MessageOf(right, body);
  const Bytes64 organiser = w_.organiser_key.Sign(message);
  const Bytes64 board = w_.board_key.Sign(message);
  add("exchanged", board, organiser);
  add("the organiser alone", organiser, Bytes64{});
  add("the board alone", Bytes64{}, board);
  for (const crypto::Ed25519Key* key : Keys()) {
    if (key != &w_.organiser_key) add("another for the organiser", key->Sign(message), board);
    if (key != &w_.board_key) add("another for the board", organiser, key->Sign(message));
  }
  for (const Over& over : OtherThan(right)) {
    const Bytes other = MessageOf(over, body);
    add("the organiser over another", w_.organiser_key.Sign(other), board);
    add("the board over another", organiser, w_.board_key.Sign(other));
  }
  return out;
}

Faults BadEntries::WrongTimes(size_t i) const {
  Faults out;
  if (i == good_.size() || i == 0) return out;
  const Step& step = good_[i];
  const auto add = [&](uint64_t time_ms, const std::string& code) {
    out.push_back({"time", {step.type, time_ms, step.body}, code});
  };
  add(good_[i - 1].time_ms - 1, "time-went-back");
  const bool voting = Allowed(i).contains(EntryType::kBallot);
  switch (step.type) {
    case EntryType::kTrusteeCommit:
    case EntryType::kTrusteeDeal:
    case EntryType::kTrusteeAccept:
      add(w_.manifest.ceremony_end_ms + 1, "wrong-phase");
      break;
    case EntryType::kOpen:
      add(OpenUntilMs(w_.manifest) + 1, "wrong-phase");
      break;
    case EntryType::kStatement:
      add(StatementsEndMs(w_.manifest, i + 1 == good_.size() ? good_[i - 1].time_ms : 0) + 1, "wrong-phase");
      add(UINT64_MAX, "wrong-phase");
      if (voting) add(w_.manifest.closing_ms, "wrong-phase");
      if (voting) add(w_.manifest.closing_ms + w_.manifest.grace_ms, "wrong-phase");
      break;
    case EntryType::kSoftware:
      if (voting) add(w_.manifest.closing_ms, "wrong-phase");
      break;
    case EntryType::kBallot:
      add(w_.manifest.closing_ms, "outside-voting-time");
      add(UINT64_MAX, "outside-voting-time");
      break;
    case EntryType::kReplacementShare:
      add(w_.manifest.replace_until_ms, "outside-voting-time");
      add(UINT64_MAX, "outside-voting-time");
      break;
    default:
      break;
  }
  if (voting && step.type != EntryType::kClose) add(step.time_ms + 1, "time-not-rounded");
  return out;
}

// Spec: ENC-1, ENC-7, LOG-7
TEST_F(BadEntries, CutShortOrTooLong) {
  ReplayEach([](const Step& step) {
    Faults out;
    for (size_t size = 0; size < step.body.size(); ++size) {
      const ByteView cut = ByteView(step.body).first(size);
      const std::string what = "cut after " + std::to_string(size);
      out.push_back({what, {step.type, step.time_ms, {cut.begin(), cut.end()}}, "truncated"});
    }
    Step longer = step;
    longer.body.push_back(0);
    out.push_back({"a byte too many", longer, "trailing-bytes"});
    return out;
  });
  ExpectAllTypesWereSpoilt();
}

// By the right party for another purpose, and by every other party. Spec: LAB-2, LAB-3, LAB-4
TEST_F(BadEntries, SignedByAnotherOrForAnother) {
  ReplayEach([this](const Step& step) { return WrongSignatures(step); });
}

// The same parties with the same keys hold another referendum, and what they said there is said here.
// Spec: MAN-2, LAB-5
TEST_F(BadEntries, ReplayedFromAnotherReferendum) {
  World other({.name = "played", .registrars = 2});
  other.manifest.nonce[0] ^= 1;
  other.manifest_hash = record::ManifestHash(record::EncodeManifest(other.manifest));
  testing::Play(other);
  ASSERT_EQ(other.log.size(), good_.size());
  const std::map<EntryType, std::string> codes = {{EntryType::kTrusteeCommit, "bad-signature"},
                                                  {EntryType::kTrusteeDeal, "wrong-hash"},
                                                  {EntryType::kTrusteeAccept, "wrong-hash"},
                                                  {EntryType::kRollChunk, "bad-signature"},
                                                  {EntryType::kRollEnd, "wrong-hash"},
                                                  {EntryType::kTrusteeDrill, "bad-signature"},
                                                  {EntryType::kOpen, "wrong-root"},
                                                  {EntryType::kBallot, "bad-proof"},
                                                  {EntryType::kReplacementShare, "bad-signature"},
                                                  {EntryType::kClose, "bad-signature"},
                                                  {EntryType::kDecryptionShare, "wrong-share"},
                                                  {EntryType::kResult, "bad-signature"},
                                                  {EntryType::kStatement, "bad-signature"},
                                                  {EntryType::kSoftware, "bad-signature"}};
  Replay([&](size_t i) {
    if (i == 0 || i == good_.size()) return Faults();
    const record::EntryView entry = record::DecodeEntry(other.log[i]).value();
    const Bytes body(entry.body.begin(), entry.body.end());
    return Faults{{"replayed", {entry.type, entry.time_ms, body}, codes.at(entry.type)}};
  });
}

// Spec: LOG-7
TEST_F(BadEntries, SaidAgain) {
  Replay([this](size_t i) {
    Faults out;
    if (i == 0) return out;
    const Step& last = good_[i - 1];
    const std::map<EntryType, std::string> codes = {
        {EntryType::kRollChunk, "roll-order"},
        {EntryType::kBallot, "stale-revision"},
        {EntryType::kSoftware, "bad-number"},
        {EntryType::kReplacementShare, U16At(last.body, 0) == 0 ? "duplicate" : "credential-replaced"}};
    const auto code = codes.find(last.type);
    const bool may_come = Allowed(i).contains(last.type);
    out.push_back({"said again", last,
                   !may_come             ? "wrong-phase"
                   : code == codes.end() ? "duplicate"
                                         : code->second});
    return out;
  });
}

// Good entries of all types at every place where LOG-6 does not have them. Spec: LOG-6
TEST_F(BadEntries, InAnotherPhase) {
  std::vector<Step> samples = good_;
  samples.push_back(complaint_);
  Replay([&](size_t i) {
    Faults out;
    for (Step sample : samples) {
      sample.time_ms = good_[std::min(i, good_.size() - 1)].time_ms;
      if (!Allowed(i).contains(sample.type)) out.push_back({"another phase", sample, "wrong-phase"});
    }
    return out;
  });
  ExpectAllTypesWereSpoilt();
}

// Spec: LOG-2, LOG-6, LOG-7, STA-1
TEST_F(BadEntries, AtAnotherTime) {
  Replay([this](size_t i) { return WrongTimes(i); });
}

// Spec: LOG-7
TEST_F(BadEntries, NothingIsAcceptedASecondTime) {
  Referendum state;
  for (size_t i = 0; i < good_.size(); ++i) {
    ASSERT_EQ(ErrorOf(state, good_[i]), "ok");
    for (size_t k = 0; k <= i; ++k)
      EXPECT_NE(ErrorOf(state, {good_[k].type, good_[i].time_ms, good_[k].body}), "ok")
          << k << " after " << i;
  }
  EXPECT_EQ(state.tree().Root(), w_.referendum.tree().Root());
}

}  // namespace
}  // namespace constat::referendum
