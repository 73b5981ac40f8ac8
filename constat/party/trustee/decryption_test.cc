#include "constat/party/trustee/decryption.h"

#include "constat/testing/log.h"
#include "constat/testing/town.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::SpoiltEnd;
using testing::Town;

// A closed referendum of five voters, and trustee 1, who has accepted and remembers it.
class DecryptTest : public ::testing::Test {
 protected:
  DecryptTest() : town_({.voters = {5, 0}}) {
    town_.ToOpen();
    for (size_t v = 0; v < 4; ++v) town_.Vote(v, {{0}});
    town_.Publish();
  }

  [[nodiscard]] std::filesystem::path Folder(const std::string& name) { return town_.folder.path() / name; }

  // Decrypt asks trustee 1, with its memory in a folder, for its part of a record. asked_ counts how often
  // its key was.
  Result<Decryption> Decrypt(const std::filesystem::path& memory, const tlog::LogSource& record) {
    const verify::Trust trust{.manifest_hash = town_.manifest_hash,
                              .policy = town_.context().LogPolicy(),
                              .checkpoints = {},
                              .receipts = {}};
    const DecryptInput input{.record = record,
                             .trust = trust,
                             .memory = memory,
                             .trustee = [this](referendum::ContextPtr context) {
                               ++asked_;
                               return Trustee::Make(std::move(context), town_.trustee_keys.secrets[0].Copy());
                             }};
    return party::Decrypt(input, town_.rng);
  }
  Result<Decryption> Decrypt(const std::string& memory) {
    return Decrypt(Folder(memory), tlog::DirectorySource(Folder("record")));
  }

  Town town_;
  int asked_ = 0;
};

// Spec: TAL-4, TAL-10
TEST_F(DecryptTest, GivesThePartThatTheRulesAccept) {
  town_.Close();
  const Decryption decryption = Value(Decrypt("trustee-0"));
  ASSERT_TRUE(decryption.shares.has_value());
  ASSERT_EQ(decryption.shares->size(), 1u);
  EXPECT_THAT(town_.board->Append(EntryType::kDecryptionShare, decryption.shares->front()), Succeeds());
  EXPECT_EQ(Value(Decrypt("trustee-0")).shares->size(), 1u) << "the same sums again are no harm";
}

// The key is not read before the record is known to be right and to wait for shares.
TEST_F(DecryptTest, WantsAClosedReferendum) {
  EXPECT_THAT(Decrypt("trustee-0"), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_EQ(asked_, 0);
  town_.Close();
  town_.Decrypt(2);
  ASSERT_THAT(town_.board->AppendResult(), Succeeds());
  town_.Publish();
  EXPECT_THAT(Decrypt("trustee-0"), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_EQ(asked_, 0);
}

TEST_F(DecryptTest, GivesNothingForARecordWithAFinding) {
  town_.Close();
  const tlog::DirectorySource record(Folder("record"));
  const Decryption decryption = Value(Decrypt(Folder("trustee-0"), SpoiltEnd(record)));
  EXPECT_EQ(decryption.verification.outcome(), verify::VerificationOutcome::kWrong);
  EXPECT_FALSE(decryption.shares.has_value());
  EXPECT_EQ(asked_, 0);
}

// The attack `lost-memory`: a trustee who forgot what it released, or types another folder's
// name. Spec: TAL-10
TEST_F(DecryptTest, LostMemory) {
  town_.Close();
  EXPECT_THAT(Decrypt("mistyped"), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_FALSE(std::filesystem::exists(Folder("mistyped")));
  EXPECT_THAT(Decrypt("trustee-1"), FailsWith(ErrorCode::kWrongKey)) << "another trustee's";
}

// "All" is decrypted; then comes another record, which the plot's witnesses have cosigned: one that lacks a
// ballot, and one that has others. Spec: TAL-10
class ForkTest : public DecryptTest {
 protected:
  // Fork decrypts the record of a board that has one more ballot; then asks for the decryption of a copy of
  // the log, taken before that ballot, which has these instead.
  Result<Decryption> Fork(const std::vector<record::Choices>& instead) {
    BoardOptions fork = town_.CopyBoard(Folder("fork"));
    town_.Vote(4, {{1}});
    town_.Close();
    EXPECT_TRUE(Value(Decrypt("trustee-0")).shares.has_value());
    town_.PlotWith(Folder("fork"), std::move(fork));
    town_.clock.Set(testing::kFirstMinuteMs);
    for (const record::Choices& choices : instead) town_.Vote(4, choices);
    town_.Close();
    return Decrypt(Folder("trustee-0"), tlog::DirectorySource(Folder("fork") / "record"));
  }
};

TEST_F(ForkTest, ThatLacksABallotIsNotDecrypted) { EXPECT_THAT(Fork({}), FailsWith(ErrorCode::kLogRewound)); }

TEST_F(ForkTest, ThatHasOtherBallotsIsNotDecrypted) {
  EXPECT_THAT(Fork({{{0}}, {{2}}}), FailsWith(ErrorCode::kBadConsistency));
}

}  // namespace
}  // namespace constat::party
