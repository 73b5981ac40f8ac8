#include "constat/party/trustee/trustee.h"

#include <set>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/elgamal/secret/dealing.h"
#include "constat/record/tally.h"
#include "constat/testing/context.h"
#include "constat/testing/log.h"
#include "constat/testing/town.h"
#include "constat/testing/vectors.h"
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
  Bytes body = town.trustees[dealer - 1u].MakeDeal();
  record::TrusteeDeal deal = Value(record::DecodeTrusteeDeal(town.manifest, body));
  record::DealtShare& share = deal.shares[victim - 1u];
  const elgamal::DealContext context{town.context().manifest_hash, dealer, victim};
  const group::SecretScalar wrong = group::SecretScalar::Random(town.rng);
  const elgamal::SealedDeal other = elgamal::SealShare(context, town.manifest.trustees[victim - 1u].key,
                                                       wrong, elgamal::DealSeed(wrong, {}, dealer));
  share = {other.ephemeral, other.possession, other.sealed};
  if (how == Spoilt::kGarbage) share.sealed.fill(7);
  if (how == Spoilt::kNoScalar) share.sealed[31] ^= 0xf0;  // breaks the tag as well: it does not open
  body = record::EncodeTrusteeDeal(deal);
  const ByteView text = ByteView(body).first(body.size() - record::kSchnorrSize);
  deal.signature = zkp::ProveSchnorr(
      town.trustee_keys.secrets[dealer - 1u],
      referendum::TrusteeSignatureClaim(town.context(), EntryType::kTrusteeDeal, dealer, text), town.rng);
  return record::EncodeTrusteeDeal(deal);
}

// Spec: CER-8, CER-9
TEST(Trustee, ComplainsAboutABadShareAndTheDealerIsConvicted) {
  for (const Spoilt how : {Spoilt::kWrongShare, Spoilt::kNoScalar, Spoilt::kGarbage}) {
    Town town;
    town.Start();
    const Bytes bad = DealBadly(town, 2, 3, how);
    town.CommitTo(1, bad);
    town.Append(EntryType::kTrusteeDeal, town.trustees[0].MakeDeal());
    town.Append(EntryType::kTrusteeDeal, bad);
    EXPECT_THAT(town.trustees[2].Judge(town.board->state().ceremony(), town.rng),
                FailsWith(ErrorCode::kWrongOrder));
    town.Append(EntryType::kTrusteeDeal, town.trustees[2].MakeDeal());
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

// The key and the manifest are all that a deal needs: made again on another machine it is the same bytes, and
// under another manifest nothing of it is the same. Spec: CER-11
TEST(Trustee, MakesItsDealAgainByteForByte) {
  Town town;
  town.Start();
  const Bytes deal = town.trustees[0].MakeDeal();
  const Trustee elsewhere = Value(Trustee::Make(town.context_ptr(), town.trustee_keys.secrets[0].Copy()));
  EXPECT_EQ(elsewhere.MakeDeal(), deal);
  EXPECT_NE(town.trustees[1].MakeDeal(), deal);
  auto other = std::make_shared<referendum::Context>(town.context());
  other->manifest_hash[0] ^= 1;
  const Bytes there = Value(Trustee::Make(other, town.trustee_keys.secrets[0].Copy())).MakeDeal();
  const record::TrusteeDeal one = Value(record::DecodeTrusteeDeal(town.manifest, deal));
  const record::TrusteeDeal two = Value(record::DecodeTrusteeDeal(town.manifest, there));
  for (size_t k = 0; k < one.commitments.size(); ++k) EXPECT_FALSE(one.commitments[k] == two.commitments[k]);
  for (size_t j = 0; j < one.shares.size(); ++j) {
    EXPECT_FALSE(one.shares[j].ephemeral == two.shares[j].ephemeral);
    EXPECT_FALSE(one.shares[j].possession.commitment == two.shares[j].possession.commitment);
  }
  EXPECT_FALSE(one.possession.commitment == two.possession.commitment);
  EXPECT_FALSE(one.signature.commitment == two.signature.commitment);
}

// The vectors' deals, whole. Spec: CER-11
TEST(Trustee, MakesTheDealsOfTheVectors) {
  ForEachVector("derived-deals", [](Vector& v) {
    const referendum::ContextPtr context = testing::ContextOf(v.Hex("manifest"));
    const Trustee trustee =
        Value(Trustee::Make(context, Value(group::SecretScalar::Decode(v.HexArray("secret")))));
    EXPECT_EQ(trustee.index(), v.Get<uint16_t>("trustee"));
    EXPECT_EQ(text::FormatHex(trustee.MakeDeal()), v.Text("body"));
    for (const char* rest :
         {"manifest_hash", "seed", "coefficients", "ephemeral_secrets", "claims", "nonces"}) {
      (void)v.Json(rest);  // elgamal/
    }
  });
}

// Two statements of a trustee whose machine was copied with the state of its generator share no nonce: else
// its key could be computed. Spec: LAB-6
TEST(Trustee, ACopiedGeneratorSharesNoNonce) {
  Town town;
  town.Start();
  town.Deal();
  const referendum::Ceremony& ceremony = town.board->state().ceremony();
  std::set<group::EncodedPoint> commitments;
  for (const uint16_t dealer : {uint16_t{2}, uint16_t{3}}) {
    crypto::SeededRng copied("trustee", "copied");
    const record::TrusteeComplaint said =
        Value(record::DecodeTrusteeComplaint(Value(town.trustees[0].Complain(ceremony, dealer, copied))));
    commitments.insert(said.proof.commitment_base.encoded);
    commitments.insert(said.signature.commitment.encoded);
  }
  crypto::SeededRng copied("trustee", "copied");
  const Bytes accept = Value(town.trustees[0].Judge(ceremony, copied)).body;
  commitments.insert(Value(record::DecodeTrusteeAccept(accept)).signature.commitment.encoded);
  EXPECT_EQ(commitments.size(), 5u);
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
