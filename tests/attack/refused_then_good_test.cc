// Every type of entry, first one that the rules refuse and then the good one: the check stays failed,
// whatever is accepted later, and nothing else of the report changes. Spec: VER-7.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "constat/demo/world.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/trustee/memory.h"
#include "constat/record/secret/sign_body.h"
#include "constat/record/tally.h"
#include "constat/testing/folder.h"
#include "constat/verify/findings.h"

namespace constat::demo {
namespace {

using record::EntryType;
using verify::CheckStatus;

// AllTypes asks the decoder itself, so that no type is forgotten here.
std::vector<EntryType> AllTypes() {
  std::vector<EntryType> out;
  for (unsigned number = 0; number < 256; ++number) {
    Bytes entry(record::kEntryOverhead);
    entry[0] = static_cast<uint8_t>(number);
    if (const auto decoded = record::DecodeEntry(entry)) out.push_back(decoded->type);
  }
  return out;
}

// Spoilt is a body of the same length that is refused: its signature or proof is another.
Bytes Spoilt(Bytes body) {
  body.back() ^= 1;
  return body;
}

// BlindGuard is a trustee's that remembers nothing.
class BlindGuard final : public party::TrusteeMemory {
 public:
  Status Begin(const Bytes32&, const tlog::TreeHead&) override { return {}; }
  Status SeeCheckpoint(const Bytes32&, const tlog::TreeHead&, const party::RootAt&) override { return {}; }
  Status Release(const Bytes32&, const Bytes32&) override { return {}; }
};

// Doubler puts one spoilt entry of its type in front of the first good one.
class Doubler {
 public:
  explicit Doubler(EntryType type) : type_(type) {}

  Status Change(World& world, EntryType type, Bytes& body) {
    if (type_ == EntryType::kTrusteeComplaint && type == EntryType::kTrusteeAccept) {
      CONSTAT_ASSIGN(const Bytes unfounded,
                     world.trustee(1).Complain(world.ledger().state().ceremony(), 2, world.rng()));
      return Refuse(world, unfounded);
    }
    if (type != type_) return {};
    return Refuse(world, Spoilt(body));
  }

  // After is for the entries that the board makes itself.
  Status After(World& world, Stage stage) {
    if (type_ == EntryType::kManifest && stage == Stage::kStarted) {
      return Refuse(world, Bytes(300, 1));
    }
    if (type_ == EntryType::kClose && stage == Stage::kVoted) return Refuse(world, Bytes(200, 1));
    if (type_ == EntryType::kResult && stage == Stage::kDecrypted) {
      return Refuse(world, record::EncodeResultPart({.chunk = 0, .part = Bytes(100, 1), .signature = {}}));
    }
    if (stage == Stage::kOpened) return ChangePages(world);
    return stage == Stage::kClosed ? Decrypt(world) : Status{};
  }

  [[nodiscard]] std::optional<uint64_t> refused() const { return refused_; }

 private:
  // ChangePages has organiser and board change the list of pages, which no demo does by itself.
  Status ChangePages(World& world) {
    CONSTAT_ASSIGN(Bytes body,
                   party::MakePagesBody(world.ledger().state(), {"Pages", "1", {{"a", Bytes32{}}}},
                                        world.organiser(), world.clock().NowMs()));
    const ByteView text = ByteView(body).first(body.size() - record::kChangeSignaturesSize);
    const crypto::Ed25519Signature signature =
        record::SignBody({world.context()->manifest_hash, EntryType::kSoftware, 0}, text, world.board());
    std::copy(signature.begin(), signature.end(), body.end() - static_cast<ptrdiff_t>(signature.size()));
    if (type_ == EntryType::kSoftware) CONSTAT_TRY(Refuse(world, Spoilt(body)));
    CONSTAT_TRY(world.ledger().Append(EntryType::kSoftware, body));
    return {};
  }

  // Decrypt has the trustees decrypt a record that they would refuse if they looked.
  Status Decrypt(World& world) {
    world.trustees_who_decrypt = 0;
    BlindGuard guard;
    for (size_t j = 1; j <= kThreshold; ++j) {
      CONSTAT_ASSIGN(std::vector<Bytes> shares,
                     world.trustee(j).MakeShares(world.ledger().state(), guard, world.rng()));
      for (const Bytes& share : shares) {
        if (type_ == EntryType::kDecryptionShare) CONSTAT_TRY(Refuse(world, Spoilt(share)));
        CONSTAT_TRY(world.ledger().Append(EntryType::kDecryptionShare, share));
      }
    }
    return {};
  }

  Status Refuse(World& world, const Bytes& body) {
    if (refused_) return {};
    CONSTAT_ASSIGN(refused_, world.ledger().Append(type_, body));
    return {};
  }

  EntryType type_;
  std::optional<uint64_t> refused_;
};

class RefusedThenGood : public ::testing::TestWithParam<EntryType> {};

TEST_P(RefusedThenGood, StaysAFailureOfItsCheck) {
  const TemporaryFolder temporary;
  const std::filesystem::path& folder = temporary.path();
  Doubler doubler(GetParam());
  Status hook;
  Cheat cheat{
      .name = "doubler", .story = "the board lets a refused entry in", .change_entry = {}, .after = {}};
  const auto keep = [&](const Status& status) {
    if (!status) hook = status;
  };
  cheat.change_entry = [&](World& world, EntryType type, Bytes& body) {
    keep(doubler.Change(world, type, body));
  };
  cheat.after = [&](World& world, Stage stage) -> Status { return doubler.After(world, stage); };
  const Result<std::unique_ptr<World>> world = World::Make({.ballots = 60,
                                                            .out = folder,
                                                            .seed = "refused-then-good",
                                                            .threads = 2,
                                                            .fast = true,
                                                            .cheat = &cheat});
  ASSERT_TRUE(world.has_value());
  const Status ran = (*world)->Run();
  ASSERT_TRUE(ran.has_value()) << ran.error().detail;
  ASSERT_TRUE(hook.has_value()) << hook.error().detail;
  ASSERT_TRUE(doubler.refused().has_value()) << "no entry of this type was refused";

  const Result<verify::Trust> trust = verify::ReadTrust(folder / "trust.toml");
  ASSERT_TRUE(trust.has_value()) << trust.error().detail;
  const Result<verify::Verified> verified =
      verify::VerifyRecord(tlog::DirectorySource(folder / "record"), {.trust = &*trust, .threads = 2});
  ASSERT_TRUE(verified.has_value());
  const verify::Verification& v = verified->verification;
  EXPECT_EQ(v.outcome(), verify::VerificationOutcome::kWrong);
  const verify::CheckId failed = verify::CheckOf(GetParam());
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto check = static_cast<verify::CheckId>(c);
    // No voter holds a refusal: a demo with a cheat turns nobody away.
    const CheckStatus good =
        check == verify::CheckId::kRefusals ? CheckStatus::kNotApplicable : CheckStatus::kPassed;
    EXPECT_EQ(v.At(check).status(), check == failed ? CheckStatus::kFailed : good)
        << verify::CheckName(check);
    if (check != failed) continue;
    ASSERT_EQ(v.At(check).findings().size(), 1u);
    EXPECT_EQ(v.At(check).findings().front().entry, doubler.refused());
  }
  // The good entry that followed was taken in all the same: the fold went on to the result.
  EXPECT_EQ(v.phase, referendum::Phase::kFinal);
  ASSERT_TRUE(v.result.has_value());
  EXPECT_EQ(v.result->questions[0].verdict, record::Verdict::kCarried);
}

INSTANTIATE_TEST_SUITE_P(Types, RefusedThenGood, ::testing::ValuesIn(AllTypes()),
                         [](const auto& test) { return std::string(record::EntryTypeName(test.param)); });

TEST(RefusedThenGoodTypes, AreAllThatTheDecoderKnows) {
  EXPECT_EQ(AllTypes().size(), record::kEntryTypes.size());
}

}  // namespace
}  // namespace constat::demo
