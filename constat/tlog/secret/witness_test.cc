#include "constat/tlog/secret/witness.h"

#include "constat/testing/log.h"

namespace constat::tlog {
namespace {

using testing::EntryAt;
using testing::KeyFromByte;
using testing::kOrigin;

class EntryTree final : public HashSource {
 public:
  [[nodiscard]] Result<Hash> NodeAt(unsigned level, uint64_t index) const override {
    MerkleFrontier frontier;
    for (uint64_t i = index << level; i < (index + 1) << level; ++i) frontier.Append(LeafHash(EntryAt(i)));
    return frontier.Root();
  }
};

SignedCheckpoint SignedTree(const TreeHead& tree, const std::string& origin = kOrigin) {
  const Checkpoint checkpoint{origin, tree.size, tree.root};
  return {checkpoint, {SignCheckpoint(KeyFromByte(1), checkpoint)}};
}

AddCheckpointRequest RequestFor(uint64_t old_size, uint64_t size) {
  return {old_size, ConsistencyProof(EntryTree(), old_size, size).value(),
          SignedTree(testing::TreeOfEntries(size))};
}

// Vouched is what an honest caller says of the log of these tests.
WitnessedLog Vouched(bool first = false) {
  return {
      .key = LogKeyOf(KeyFromByte(1), kOrigin), .manifest_hash = {7}, .newest_entry_ms = 0, .first = first};
}

// Add asks with the word that a witness without a memory needs.
Result<NoteSignature> Add(Witness& witness, const AddCheckpointRequest& request) {
  const Result<std::optional<WitnessMemory>> last = witness.Latest(Vouched().key);
  return witness.AddCheckpoint(request, Vouched(last && !*last));
}

class WitnessTest : public ::testing::Test {
 protected:
  std::unique_ptr<Witness> Open(uint64_t now_ms = 1'700'000'000'999) {
    return std::make_unique<Witness>(
        Witness::Parts{"w1",
                       KeyFromByte(11),
                       {LogKeyOf(KeyFromByte(1), kOrigin)},
                       OpenWitnessStore(folder_.path() / "witness", Witness1()).value(),
                       std::make_unique<SetClock>(now_ms)});
  }
  static VerifierKey Witness1() { return WitnessKeyOf(KeyFromByte(11), "w1"); }
  TemporaryFolder folder_;
};

TEST_F(WitnessTest, CosignsAGrowingLog) {
  const auto witness = Open();
  uint64_t last = 0;
  for (const uint64_t size : {0, 1, 2, 7, 8, 100}) {
    const AddCheckpointRequest request = RequestFor(last, size);
    const Result<NoteSignature> line = Add(*witness, request);
    ASSERT_THAT(line, Succeeds()) << size;
    SignedCheckpoint cosigned = request.checkpoint;
    cosigned.signatures.push_back(*line);
    const std::vector<Cosignature> found =
        VerifyCosignatures(cosigned, std::vector{witness->key()}).cosignatures;
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].time_s, 1'700'000'000u);  // seconds, rounded down
    EXPECT_EQ(witness->Latest(Vouched().key).value().value_or(WitnessMemory{}).tree.size, size);
    last = size;
  }
}

TEST_F(WitnessTest, CosignsTheSameTreeAgain) {
  const auto witness = Open();
  ASSERT_THAT(Add(*witness, RequestFor(0, 5)), Succeeds());
  EXPECT_THAT(Add(*witness, RequestFor(5, 5)), Succeeds());
}

TEST_F(WitnessTest, RemembersAcrossRestarts) {
  ASSERT_THAT(Add(*Open(), RequestFor(0, 5)), Succeeds());
  const auto witness = Open();
  EXPECT_EQ(witness->Latest(Vouched().key).value().value_or(WitnessMemory{}).tree.size, 5u);
  EXPECT_THAT(Add(*witness, RequestFor(0, 7)), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(Add(*witness, RequestFor(5, 7)), Succeeds());
}

TEST_F(WitnessTest, RefusesRewindsAndForks) {
  const auto witness = Open();
  ASSERT_THAT(Add(*witness, RequestFor(0, 5)), Succeeds());
  EXPECT_THAT(Add(*witness, RequestFor(0, 4)), FailsWith(ErrorCode::kLogRewound));
  EXPECT_THAT(Add(*witness, RequestFor(4, 4)), FailsWith(ErrorCode::kLogRewound));
  EXPECT_THAT(Add(*witness, RequestFor(4, 8)), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(Add(*witness, RequestFor(6, 8)), FailsWith(ErrorCode::kWrongOrder));
  AddCheckpointRequest backwards = RequestFor(5, 5);
  backwards.old_size = 6;
  EXPECT_THAT(Add(*witness, backwards), FailsWith(ErrorCode::kBadNumber));
  TreeHead fork = testing::TreeOfEntries(5);
  fork.root[0] ^= 1;
  EXPECT_THAT(Add(*witness, {5, {}, SignedTree(fork)}), FailsWith(ErrorCode::kBadConsistency));
  fork = testing::TreeOfEntries(8);
  fork.root[0] ^= 1;
  EXPECT_THAT(Add(*witness, {5, RequestFor(5, 8).proof, SignedTree(fork)}),
              FailsWith(ErrorCode::kBadConsistency));
  AddCheckpointRequest without_proof = RequestFor(5, 8);
  without_proof.proof.clear();
  EXPECT_THAT(Add(*witness, without_proof), FailsWith(ErrorCode::kBadConsistency));
  EXPECT_EQ(witness->Latest(Vouched().key).value().value_or(WitnessMemory{}).tree.size, 5u);
}

TEST_F(WitnessTest, RefusesUnknownLogsAndBadSignatures) {
  const auto witness = Open();
  EXPECT_THAT(Add(*witness, {0, {}, SignedTree(testing::TreeOfEntries(5), "example.com/other")}),
              FailsWith(ErrorCode::kWrongOrigin));
  AddCheckpointRequest forged = RequestFor(0, 5);
  forged.checkpoint.signatures[0].signature[0] ^= 1;
  EXPECT_THAT(Add(*witness, forged), FailsWith(ErrorCode::kBadSignature));
  forged.checkpoint.signatures[0].key_id ^= 1;
  EXPECT_THAT(Add(*witness, forged), FailsWith(ErrorCode::kMissingSignature));
  EXPECT_EQ(witness->Latest(Vouched().key).value().value_or(WitnessMemory{}).tree.size, 0u);
}

TEST_F(WitnessTest, RefusesAProofFromNothing) {
  // c2sp.org/tlog-witness: "The proof MUST be empty if the old size is zero."
  AddCheckpointRequest request = RequestFor(0, 5);
  request.proof.push_back(EmptyRoot());
  EXPECT_THAT(Add(*Open(), request), FailsWith(ErrorCode::kBadConsistency));
}

TEST_F(WitnessTest, DamagedStateIsNotForgotten) {
  ASSERT_THAT(Add(*Open(), RequestFor(0, 5)), Succeeds());
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "witness")) {
    if (file.path().filename() == "lock" || file.path().filename() == "owner") continue;
    ASSERT_THAT(io::WriteFile(file.path(), AsBytes("x")), Succeeds());
  }
  const auto witness = Open();
  EXPECT_THAT(Add(*witness, RequestFor(0, 5)), FailsWith(ErrorCode::kBadText));
}

// Spec: LOG-8
TEST_F(WitnessTest, LostMemory) {
  EXPECT_THAT(Open()->AddCheckpoint(RequestFor(0, 5), Vouched()), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_THAT(Open()->AddCheckpoint(RequestFor(0, 5), Vouched(true)), Succeeds());
  EXPECT_THAT(Open()->AddCheckpoint(RequestFor(5, 7), Vouched(true)), FailsWith(ErrorCode::kUsage));
}

// Spec: LOG-8
TEST_F(WitnessTest, AnotherManifestIsRefused) {
  ASSERT_THAT(Open()->AddCheckpoint(RequestFor(0, 1), Vouched()), Succeeds());
  WitnessedLog other = Vouched();
  other.manifest_hash = {8};
  EXPECT_THAT(Open()->AddCheckpoint(RequestFor(1, 5), other), FailsWith(ErrorCode::kWrongReferendum));
}

// Spec: LOG-8
TEST_F(WitnessTest, ItsClockIsCompared) {
  constexpr uint64_t kNow = 1'700'000'000'000;
  ASSERT_THAT(Open(kNow)->AddCheckpoint(RequestFor(0, 1), Vouched()), Succeeds());
  EXPECT_THAT(Open(kNow - 1)->AddCheckpoint(RequestFor(1, 5), Vouched()),
              FailsWith(ErrorCode::kTimeWentBack));
  WitnessedLog ahead = Vouched();
  ahead.newest_entry_ms = kNow + kMaxClockLagMs + 1;
  EXPECT_THAT(Open(kNow)->AddCheckpoint(RequestFor(1, 5), ahead), FailsWith(ErrorCode::kTimeWentBack));
  ahead.newest_entry_ms = kNow + kMaxClockLagMs;
  EXPECT_THAT(Open(kNow)->AddCheckpoint(RequestFor(1, 5), ahead), Succeeds());
}

// The attack `poisoned-memory`: a stranger's log of the same origin has another key, and leaves no trace in
// this one's memory. Spec: LOG-8
TEST_F(WitnessTest, PoisonedMemory) {
  const VerifierKey stranger = LogKeyOf(KeyFromByte(2), kOrigin);
  {
    const auto store = OpenWitnessStore(folder_.path() / "witness", Witness1()).value();
    ASSERT_THAT(store->Store(stranger, {{9, {9}}, 1, Bytes32{9}}), Succeeds());
  }
  EXPECT_THAT(Open()->AddCheckpoint(RequestFor(0, 1), Vouched()), Succeeds());
  EXPECT_THAT(Open()->AddCheckpoint(RequestFor(1, 5), Vouched()), Succeeds());
  EXPECT_EQ(
      OpenWitnessStore(folder_.path() / "witness", Witness1()).value()->Load(stranger).value()->tree.size,
      9u);
}

// A memory that cannot be read stops a witness for ever. Spec: LOG-8
TEST_F(WitnessTest, NoMemoryIsStoredThatCouldNotBeRead) {
  const auto store = OpenWitnessStore(folder_.path() / "witness", Witness1()).value();
  const WitnessMemory good{{9, {9}}, 1, Bytes32{9}};
  ASSERT_THAT(store->Store(Vouched().key, good), Succeeds());
  WitnessMemory bad = good;
  bad.tree.size = kMaxTreeSize + 1;
  EXPECT_THAT(store->Store(Vouched().key, bad), FailsWith(ErrorCode::kBadText));
  bad = good;
  bad.time_s = UINT64_MAX;
  EXPECT_THAT(store->Store(Vouched().key, bad), FailsWith(ErrorCode::kBadText));
  EXPECT_EQ(store->Load(Vouched().key).value(), good);
}

// Nor does a mistyped folder lend a witness the memory of another. Spec: LOG-8
TEST_F(WitnessTest, AMemoryIsOfOneWitnessAlone) {
  ASSERT_THAT(Open()->AddCheckpoint(RequestFor(0, 1), Vouched()), Succeeds());
  const VerifierKey other = WitnessKeyOf(KeyFromByte(12), "w1");
  EXPECT_THAT(OpenWitnessStore(folder_.path() / "witness", other), FailsWith(ErrorCode::kWrongKey));
  EXPECT_TRUE(OpenWitnessStore(folder_.path() / "witness", Witness1())
                  .value()
                  ->Load(Vouched().key)
                  .value()
                  .has_value());
}

TEST_F(WitnessTest, OneProcessAtATime) {
  const auto witness = Open();
  EXPECT_THAT(OpenWitnessStore(folder_.path() / "witness", Witness1()), FailsWith(ErrorCode::kCannotWrite));
}

// OrderStore notes when it was asked to store, and may fail.
class OrderStore final : public WitnessStore {
 public:
  explicit OrderStore(bool fails) : fails_(fails) {}
  [[nodiscard]] Result<std::optional<WitnessMemory>> Load(const VerifierKey&) const override {
    return std::nullopt;
  }
  [[nodiscard]] Status Store(const VerifierKey&, const WitnessMemory&) override {
    if (fails_) return Fail(ErrorCode::kCannotWrite, "disk full");
    return {};
  }

 private:
  bool fails_;
};

TEST_F(WitnessTest, GivesNoCosignatureThatItCouldNotStore) {
  // c2sp.org/tlog-witness: "The witness MUST persist the new checkpoint before responding."
  for (const bool fails : {false, true}) {
    Witness witness({"w1",
                     KeyFromByte(11),
                     {LogKeyOf(KeyFromByte(1), kOrigin)},
                     std::make_unique<OrderStore>(fails),
                     std::make_unique<SetClock>(1)});
    EXPECT_EQ(Add(witness, RequestFor(0, 5)).has_value(), !fails);
  }
}

// The example of c2sp.org/tlog-witness.
constexpr std::string_view kExample =
    "old "
    "20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— example.com/behind-the-sofa "
    "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

TEST(AddCheckpoint, ReadsTheClausesExample) {
  const AddCheckpointRequest request = ParseAddCheckpoint(kExample).value();
  EXPECT_EQ(request.old_size, 20852014u);
  EXPECT_EQ(request.proof.size(), 4u);
  EXPECT_EQ(request.checkpoint.checkpoint.size, 20852163u);
  EXPECT_EQ(request.checkpoint.signatures.size(), 2u);
  EXPECT_EQ(FormatAddCheckpoint(request), kExample);
}

TEST(AddCheckpoint, RefusesMalformedBodies) {
  const std::string good(kExample);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& bad : std::vector<std::string>{
           "", "old 1", "old 1\n", with("old 20852014", "old"), with("old 20852014", "old 020852014"),
           with("old 20852014", "old -1"), with("old 20852014", "size 20852014"), with("PlRN", "Pl"),
           with("kaw=\n", "kaw=\n\n"), with("old 20852014\n", "old 20852014\r\n"), good + "\n",
           with("Kj/0=\n\n", "Kj/0=\n")}) {
    EXPECT_FALSE(ParseAddCheckpoint(bad).has_value()) << bad;
  }
  std::string lines;
  for (int i = 0; i < 60; ++i) lines += text::FormatBase64(EmptyRoot()) + "\n";
  EXPECT_THAT(ParseAddCheckpoint(with("20852014\n", "20852014\n" + lines)), FailsWith(ErrorCode::kBadText));
}

TEST(AddCheckpoint, RefusesEveryTruncation) {
  size_t accepted = 0;
  for (size_t size = 0; size < kExample.size(); ++size) {
    accepted += ParseAddCheckpoint(kExample.substr(0, size)).has_value() ? 1 : 0;
  }
  EXPECT_EQ(accepted, 1u);  // cut after the first of the two signature lines
}

}  // namespace
}  // namespace constat::tlog
