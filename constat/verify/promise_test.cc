// Promises that the board did not make: none of them is taken for one. Spec: BAL-17.
#include "constat/testing/world_record.h"
#include "constat/tlog/receipt.h"
#include "constat/verify/answers.h"

namespace constat::verify {
namespace {

using testing::World;

class PromiseTest : public ::testing::Test {
 protected:
  PromiseTest() {
    w_.ToOpen();
    for (const size_t voter : {0, 1, 2}) w_.Vote({.voter = voter, .choices = {{0}}});
    good_ = Promise(w_.referendum.tree().Head());
  }

  // Promise is one of the newest entry, under a checkpoint of a tree of the log, signed by the board alone.
  [[nodiscard]] tlog::InclusionReceipt Promise(const tlog::TreeHead& head) const {
    tlog::SignedCheckpoint checkpoint = testing::CheckpointOf(w_, w_.referendum.tree().Head());
    tlog::InclusionReceipt out =
        Value(tlog::MakeReceipt(testing::RecordOf(w_, w_.log), checkpoint, w_.log.size() - 1));
    out.extra = w_.log.back();
    out.checkpoint = SignedBy(w_.board_key, {w_.manifest.origin, head.size, head.root});
    return out;
  }
  [[nodiscard]] static tlog::SignedCheckpoint SignedBy(const crypto::Ed25519Key& key,
                                                       const tlog::Checkpoint& checkpoint) {
    return {checkpoint, {tlog::SignCheckpoint(key, checkpoint)}};
  }
  [[nodiscard]] Result<record::EntryView> Check(const tlog::InclusionReceipt& promise) const {
    return CheckPromise(promise, w_.context().BoardKey());
  }

  World w_{{.name = "promises"}};
  tlog::InclusionReceipt good_;
};

// Spec: BAL-17
TEST_F(PromiseTest, NeedsTheBoardsSignatureAlone) {
  const Result<record::EntryView> entry = Check(good_);
  ASSERT_THAT(entry, Succeeds());
  EXPECT_EQ(entry->type, record::EntryType::kBallot);
  EXPECT_EQ(good_.checkpoint.signatures.size(), 1u);
}

// Spec: BAL-17, LOG-3, LAB-2
TEST_F(PromiseTest, BindsNobodyWithAnothersSignature) {
  const tlog::Checkpoint checkpoint = good_.checkpoint.checkpoint;
  tlog::InclusionReceipt bad = good_;
  for (const crypto::Ed25519Key* key :
       {&w_.organiser_key, &w_.refusal_key, &w_.observer_key, &w_.witness_keys[0], &w_.registrar_keys[0]}) {
    bad.checkpoint = SignedBy(*key, checkpoint);
    EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kMissingSignature));
    // Under the board's key's number.
    bad.checkpoint.signatures[0].key_id = good_.checkpoint.signatures[0].key_id;
    EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadSignature));
  }
  bad.checkpoint.signatures.clear();
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kMissingSignature));
  // The board's key under the label of bodies, for the text of the checkpoint.
  bad.checkpoint = good_.checkpoint;
  const std::string text = tlog::FormatCheckpoint(checkpoint);
  const crypto::Ed25519Signature other = w_.board_key.Sign(
      record::SignedMessage(w_.manifest_hash, record::EntryType::kBallot, 0, AsBytes(text)));
  Bytes& signature = bad.checkpoint.signatures[0].signature;
  ASSERT_EQ(signature.size(), other.size());
  signature.assign(other.begin(), other.end());
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadSignature));
}

// Spec: BAL-17
TEST_F(PromiseTest, BindsNobodyForAnotherLogTreePlaceOrEntry) {
  tlog::Checkpoint checkpoint = good_.checkpoint.checkpoint;
  tlog::InclusionReceipt bad = good_;
  checkpoint.origin += "/other";
  bad.checkpoint = SignedBy(w_.board_key, checkpoint);
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kWrongOrigin));
  tlog::TreeHead tree = w_.referendum.tree().Head();
  tree.root[0] ^= 1;
  EXPECT_THAT(Check(Promise(tree)), FailsWith(ErrorCode::kBadInclusion));
  bad = good_;
  --bad.index;
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadInclusion));
  bad.index = good_.index + 1;
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadInclusion));
  bad = good_;
  bad.extra = w_.log[w_.log.size() - 2];
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadInclusion)) << "another ballot";
  bad = good_;
  bad.proof.pop_back();
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadInclusion));
  bad = good_;
  bad.proof.push_back({});
  EXPECT_THAT(Check(bad), FailsWith(ErrorCode::kBadInclusion));
}

// Every cut and every altered byte: refused as text, or as a checkpoint, or no promise. Spec: BAL-12, BAL-17
TEST_F(PromiseTest, IsRefusedCutShortLongerOrAltered) {
  const std::string text = tlog::FormatReceipt(good_);
  EXPECT_THAT(Check(Value(tlog::ParseReceipt(text))), Succeeds());
  const auto code_of = [&](const std::string& changed) {
    const Result<tlog::InclusionReceipt> parsed = tlog::ParseReceipt(changed);
    return parsed ? CodeOf(Check(*parsed)) : CodeOf(parsed);
  };
  using ::testing::AnyOf;
  for (size_t size = 0; size < text.size(); ++size)
    EXPECT_THAT(code_of(text.substr(0, size)), AnyOf("bad-text", "bad-checkpoint")) << size;
  for (const std::string& more : std::vector<std::string>{"\n", "x", std::string(1, '\0'), "\u2014 x y\n"})
    EXPECT_EQ(code_of(text + more), "bad-checkpoint") << more;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string altered = text;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_THAT(code_of(altered), AnyOf("bad-text", "bad-checkpoint", "wrong-origin", "missing-signature",
                                        "bad-signature", "bad-inclusion"))
        << i;
  }
}

}  // namespace
}  // namespace constat::verify
