#include "constat/verify/light/whose.h"

#include "constat/testing/matchers.h"

namespace constat::verify {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Bytes32 kHash{1};
const group::EncodedPoint kMine{2};
const group::EncodedPoint kTheirs{3};

std::string NameOf(const group::EncodedPoint& credential) {
  return record::FormatCredentialName(kHash, credential);
}

class WhoseTest : public ::testing::TestWithParam<PaperKind> {
 protected:
  [[nodiscard]] static Paper Of(const group::EncodedPoint& credential) {
    return {GetParam(), kHash, credential};
  }
};
INSTANTIATE_TEST_SUITE_P(Kinds, WhoseTest,
                         ::testing::Values(PaperKind::kReceipt, PaperKind::kPromise, PaperKind::kRefusal,
                                           PaperKind::kChallenge));

TEST_P(WhoseTest, NamesTheVoterAndSaysThatNothingWasCompared) {
  const std::string said = Value(CheckWhose(Of(kTheirs), {}));
  EXPECT_THAT(said, AllOf(HasSubstr(NameOf(kTheirs)), HasSubstr("was not compared"), HasSubstr("--codes")));
  EXPECT_THAT(said, Not(HasSubstr("yours:")));
}

TEST_P(WhoseTest, ComparesTheCredentialOfTheCodes) {
  const std::string said = Value(CheckWhose(Of(kMine), kMine));
  EXPECT_THAT(said, AllOf(HasSubstr("It is yours"), HasSubstr(NameOf(kMine)), Not(HasSubstr("compared"))));
  const Result<std::string> other = CheckWhose(Of(kTheirs), kMine);
  ASSERT_THAT(other, FailsWith(ErrorCode::kAnotherVoter));
  EXPECT_THAT(other.error().detail,
              AllOf(HasSubstr("is of " + NameOf(kTheirs) + ", and your codes are of " + NameOf(kMine) + "; "),
                    Not(HasSubstr("credential"))));
}

TEST_P(WhoseTest, ComparesANameThatIsTyped) {
  const Reader me = Value(ReadReader(NameOf(kMine).substr(6)));
  EXPECT_THAT(Value(CheckWhose(Of(kMine), me)), HasSubstr(NameOf(kMine) + ", the name you gave"));
  const Result<std::string> other = CheckWhose(Of(kTheirs), me);
  ASSERT_THAT(other, FailsWith(ErrorCode::kAnotherVoter));
  EXPECT_THAT(other.error().detail,
              HasSubstr("is of " + NameOf(kTheirs) + ", and you gave the name " + NameOf(kMine) + "; "));
}

TEST_P(WhoseTest, APaperWithoutABallotIsNobodys) {
  const Paper none{GetParam(), kHash, {}};
  EXPECT_EQ(Value(CheckWhose(none, {})), "");
  EXPECT_THAT(CheckWhose(none, kMine), FailsWith(ErrorCode::kAnotherVoter));
  EXPECT_THAT(CheckWhose(none, Value(ReadReader(NameOf(kMine)))), FailsWith(ErrorCode::kAnotherVoter));
}

TEST(Whose, TheNameIsThatOfThisReferendum) {
  const Reader me = Value(ReadReader(NameOf(kMine)));
  EXPECT_THAT(CheckWhose({PaperKind::kReceipt, Bytes32{9}, kMine}, me), FailsWith(ErrorCode::kAnotherVoter));
}

TEST(Whose, ANameIsReadAsCarriersLeaveIt) {
  const std::string name = NameOf(kMine);
  for (const std::string& typed : {" " + name + "\r\n", name.substr(0, 5) + "\u00a0" + name.substr(6)}) {
    EXPECT_THAT(CheckWhose({PaperKind::kReceipt, kHash, kMine}, Value(ReadReader(typed))), Succeeds())
        << typed;
  }
  EXPECT_THAT(ReadReader("k7m2"), FailsWith(ErrorCode::kBadText));
}

// Two values of one name, found in 2^20 tries: codes are compared whole, and the message says
// how they differ.
TEST(Whose, TwoCredentialsOfOneNameAreToldApart) {
  const group::EncodedPoint mine{0x00, 0x06, 0x32, 0x8a};
  const group::EncodedPoint theirs{0x00, 0x23, 0xdf, 0xb0};
  ASSERT_EQ(NameOf(mine), NameOf(theirs));
  const Result<std::string> other = CheckWhose({PaperKind::kReceipt, kHash, theirs}, mine);
  ASSERT_THAT(other, FailsWith(ErrorCode::kAnotherVoter));
  EXPECT_THAT(other.error().detail,
              AllOf(HasSubstr("with the credential 0006328a"), HasSubstr("with the credential 0023dfb0")));
}

}  // namespace
}  // namespace constat::verify
