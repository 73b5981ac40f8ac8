#include "constat/party/trustee/trustee.h"

#include "constat/elgamal/secret/dealing.h"
#include "constat/record/tally.h"
#include "constat/testing/log.h"
#include "constat/testing/town.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::Phase;
using testing::kEmptyTree;
using testing::Town;

// DealBadly is a deal of trustee `dealer` whose share for `victim` is spoilt, signed and proven like a good
// one. kWrongShare: another scalar; kNoScalar: bytes that are none; kGarbage: a message that does not open.
enum class Spoilt { kWrongShare, kNoScalar, kGarbage };
Bytes DealBadly(Town& town, uint16_t dealer, uint16_t victim, Spoilt how) {
  Bytes body = town.trustees[dealer - 1u].MakeDeal(town.rng);
  record::TrusteeDeal deal = Value(record::DecodeTrusteeDeal(town.manifest, body));
  record::DealtShare& share = deal.shares[victim - 1u];
  const elgamal::DealContext context{town.context().manifest_hash, dealer, victim};
  const elgamal::SealedDeal other = elgamal::SealShare(context, town.manifest.trustees[victim - 1u].key,
                                                       group::SecretScalar::Random(town.rng), town.rng);
  share = {other.ephemeral, other.possession, other.sealed};
  if (how == Spoilt::kGarbage) share.sealed.fill(7);
  if (how == Spoilt::kNoScalar) share.sealed[31] ^= 0xf0;  // breaks the tag as well: it does not open
  body = record::EncodeTrusteeDeal(deal);
  const ByteView text = ByteView(body).first(body.size() - record::kSchnorrSize);
  deal.signature = zkp::ProveSchnorr(
      town.trustee_keys.secrets[dealer - 1u],
      [&](const group::EncodedPoint& a) {
        return referendum::TrusteeSignatureChallenge(town.context(), EntryType::kTrusteeDeal, dealer, a,
                                                     text);
      },
      town.rng);
  return record::EncodeTrusteeDeal(deal);
}

// Spec: CER-8, CER-9
TEST(Trustee, ComplainsAboutABadShareAndTheDealerIsConvicted) {
  for (const Spoilt how : {Spoilt::kWrongShare, Spoilt::kNoScalar, Spoilt::kGarbage}) {
    Town town;
    town.Start();
    town.Append(EntryType::kTrusteeDeal, town.trustees[0].MakeDeal(town.rng));
    town.Append(EntryType::kTrusteeDeal, DealBadly(town, 2, 3, how));
    EXPECT_THAT(town.trustees[2].Judge(town.board->state().ceremony(), town.rng),
                FailsWith(ErrorCode::kWrongOrder));
    town.Append(EntryType::kTrusteeDeal, town.trustees[2].MakeDeal(town.rng));
    const Trustee::Judgement first = Value(town.trustees[0].Judge(town.board->state().ceremony(), town.rng));
    EXPECT_EQ(first.type, EntryType::kTrusteeAccept);
    EXPECT_EQ(first.accused, 0);
    town.Append(first.type, first.body);
    const Trustee::Judgement third = Value(town.trustees[2].Judge(town.board->state().ceremony(), town.rng));
    EXPECT_EQ(third.type, EntryType::kTrusteeComplaint);
    EXPECT_EQ(third.accused, 2);
    EXPECT_THAT(town.trustees[2].KeyShare(town.board->state().ceremony()), FailsWith(ErrorCode::kBadShare));
    town.Append(third.type, third.body);
    EXPECT_EQ(town.board->state().phase(), Phase::kFailedCeremony);
    EXPECT_EQ(town.board->state().ceremony().Convicted(), 2);
    EXPECT_THAT(town.board->Append(first.type, first.body), FailsWith(ErrorCode::kWrongPhase));
  }
}

// Spec: CER-8
TEST(Trustee, CannotConvictAnHonestDealer) {
  Town town;
  town.Start();
  EXPECT_THAT(town.trustees[0].Complain(town.board->state().ceremony(), 2, town.rng),
              FailsWith(ErrorCode::kWrongOrder));
  town.Deal();
  EXPECT_THAT(town.trustees[0].Complain(town.board->state().ceremony(), 4, town.rng),
              FailsWith(ErrorCode::kUnknownAuthor));
  const Bytes complaint = Value(town.trustees[0].Complain(town.board->state().ceremony(), 2, town.rng));
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeComplaint, complaint),
              FailsWith(ErrorCode::kUnfoundedComplaint));
  EXPECT_EQ(town.board->state().phase(), Phase::kCeremony);
}

// Spec: CER-5
TEST(Trustee, HasTheKeyShareThatItsVerificationKeySays) {
  Town town({.trustees = 4, .threshold = 3});
  town.Start();
  town.HoldCeremony();
  for (const Trustee& trustee : town.trustees) {
    const group::SecretScalar share = Value(trustee.KeyShare(town.board->state().ceremony()));
    EXPECT_EQ(share.MulBaseEncoded(),
              town.board->state().ceremony().VerificationKey(trustee.index()).encoded);
  }
}

TEST(Trustee, IsFoundByItsKey) {
  Town town;
  town.Start();
  for (size_t t = 0; t < 3; ++t) EXPECT_EQ(town.trustees[t].index(), t + 1);
  EXPECT_THAT(Trustee::Make(town.context_ptr(), group::SecretScalar::Random(town.rng)),
              FailsWith(ErrorCode::kWrongKey));
}

void BringToTally(Town& town) {
  town.ToOpen();
  for (size_t v = 0; v < 4; ++v) town.Vote(v, {{0}});
}

const group::EncodedPoint kAnyTrustee{7};

// BrokenGuard is like a disk that fails.
class BrokenGuard final : public TrusteeMemory {
 public:
  [[nodiscard]] Status Begin(const Bytes32&, const tlog::TreeHead&) override {
    return Fail(ErrorCode::kCannotWrite, "the disk is full");
  }
  [[nodiscard]] Status SeeCheckpoint(const Bytes32&, const tlog::TreeHead&, const RootAt&) override {
    return Fail(ErrorCode::kCannotWrite, "the disk is full");
  }
  [[nodiscard]] Status Release(const Bytes32&, const Bytes32&) override {
    return Fail(ErrorCode::kCannotWrite, "the disk is full");
  }
};

// Spec: TAL-10
TEST(Trustee, ReleasesNothingThatIsNotRecorded) {
  Town town({.voters = {5, 0}});
  BringToTally(town);
  const auto guard = Value(OpenTrusteeMemory(town.folder.path() / "guard", kAnyTrustee, MemoryFolder::kMake));
  EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *guard, town.rng),
              FailsWith(ErrorCode::kWrongOrder));
  town.Close();
  EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *guard, town.rng),
              FailsWith(ErrorCode::kMemoryMissing));
  ASSERT_THAT(guard->Begin(town.context().manifest_hash, kEmptyTree), Succeeds());
  BrokenGuard broken;
  EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), broken, town.rng),
              FailsWith(ErrorCode::kCannotWrite));
  EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *guard, town.rng), Succeeds());
}

// "All" and "all but one" would be two decryptions, and the difference a vote. Spec: TAL-10
TEST(Trustee, NeverReleasesSharesOfOtherSums) {
  Town town({.voters = {5, 0}});
  BringToTally(town);
  // A second log of the same manifest, which lacks the last ballot.
  town.Publish();
  const std::filesystem::path copy = town.folder.path() / "fork";
  BoardOptions fork = town.CopyBoard(copy);
  town.Vote(4, {{1}});
  town.Close();
  const std::filesystem::path memory = town.folder.path() / "guard";
  {
    const auto guard = Value(OpenTrusteeMemory(memory, kAnyTrustee, MemoryFolder::kMake));
    ASSERT_THAT(guard->Begin(town.context().manifest_hash, kEmptyTree), Succeeds());
    EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *guard, town.rng), Succeeds());
    EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *guard, town.rng), Succeeds())
        << "the same sums again are no harm";
  }
  town.PlotWith(copy, std::move(fork));
  town.Close();
  const auto guard = Value(OpenTrusteeMemory(memory, kAnyTrustee, MemoryFolder::kMustExist));
  EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *guard, town.rng),
              FailsWith(ErrorCode::kRefusesDecryption));
  // Nor does a folder that knows nothing of it: the plot could have the trustee mistype its name.
  EXPECT_THAT(OpenTrusteeMemory(town.folder.path() / "gaurd", kAnyTrustee, MemoryFolder::kMustExist),
              FailsWith(ErrorCode::kMemoryMissing));
  const auto empty = Value(OpenTrusteeMemory(town.folder.path() / "gaurd", kAnyTrustee, MemoryFolder::kMake));
  EXPECT_THAT(town.trustees[0].MakeShares(town.board->MutableState(), *empty, town.rng),
              FailsWith(ErrorCode::kMemoryMissing));
}

}  // namespace
}  // namespace constat::party
