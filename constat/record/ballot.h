// Ballot: its shape, which the manifest fixes, and its bytes. Spec: BAL-5, BAL-6, BAL-10, BAL-11.
//
// A ballot is a fixed sequence of points and scalars. A Ballot keeps them in two flat lists in wire order, so
// that whole blocks of ballots can be decoded and checked at once. BallotFields names them; BallotShape has
// the indices, for lists that go along with a ballot's.
#pragma once

#include <span>
#include <type_traits>
#include <vector>

#include "constat/base/check.h"
#include "constat/record/manifest.h"
#include "constat/zkp/claim.h"

namespace constat::record {

// QuestionShape is what the number and meaning of a question's proofs depend on.
struct QuestionShape {
  size_t options = 0;
  uint16_t blank = kNone;
  uint16_t min = 1;
  uint16_t max = 1;

  // Indices into Ballot::points, and into lists that go along with it: ciphertext o is
  // (first_point + 2o, + 2o + 1); then per option two branches of two commitments; then the sum's branches.
  size_t first_point = 0;
  // Index into Ballot::scalars: per option c0, z0, z1; then the sum's challenges
  // (branches - 1) and responses.
  size_t first_scalar = 0;

  [[nodiscard]] size_t SumBranches() const { return static_cast<size_t>(max - min) + 1; }
  // Weight of an option in the question's sum. Spec: BAL-2.
  [[nodiscard]] uint16_t Weight(size_t option) const { return option == blank ? max : uint16_t{1}; }
  [[nodiscard]] size_t CiphertextPoint(size_t option) const { return first_point + 2 * option; }
  [[nodiscard]] size_t OptionCommitment(size_t option) const {
    return first_point + 2 * options + 4 * option;
  }
  [[nodiscard]] size_t SumCommitment() const { return first_point + 6 * options; }
  [[nodiscard]] size_t OptionScalar(size_t option) const { return first_scalar + 3 * option; }
  [[nodiscard]] size_t SumScalar() const { return first_scalar + 3 * options; }
};

struct BallotShape {
  std::vector<QuestionShape> questions{};
  size_t points = 0;       // credential first, the signature's A last
  size_t scalars = 0;      // the signature's z last
  size_t ciphertexts = 0;  // over all questions
  size_t size_bytes = 0;

  [[nodiscard]] static BallotShape Of(const Manifest& manifest);
};

struct Ballot {
  uint64_t revision = 0;
  std::vector<group::EncodedPoint> points{};  // shape.points of them, wire order
  std::vector<group::Scalar> scalars{};       // shape.scalars of them, wire order

  // Of is a ballot of this shape to be filled in: every field is zero.
  [[nodiscard]] static Ballot Of(const BallotShape& shape, uint64_t revision);
  [[nodiscard]] const group::EncodedPoint& Credential() const { return points.front(); }
};

// BallotFields is a ballot's fields by name, q being a question and o an option of it. It views the shape and
// the ballot; a BallotFields<const Ballot> cannot change them. REQUIRES: the ballot has this shape.
template <typename B>
class BallotFields {
 public:
  using Point = std::conditional_t<std::is_const_v<B>, const group::EncodedPoint, group::EncodedPoint>;
  using Scalar = std::conditional_t<std::is_const_v<B>, const group::Scalar, group::Scalar>;

  // Membership is a membership proof of n branches. Spec: BAL-4, BAL-5.
  struct Membership {
    std::span<Point> commitments;  // 2n: A and A' of each branch
    std::span<Scalar> challenges;  // n - 1: of all branches but the last
    std::span<Scalar> responses;   // n
  };

  BallotFields(const BallotShape& shape, B& ballot) : shape_(shape), ballot_(ballot) {
    CONSTAT_CHECK(ballot.points.size() == shape.points && ballot.scalars.size() == shape.scalars);
  }

  [[nodiscard]] Point& Credential() const { return ballot_.points.front(); }
  [[nodiscard]] Point& R(size_t q, size_t o) const { return Ciphertexts(q)[2 * o]; }
  [[nodiscard]] Point& C(size_t q, size_t o) const { return Ciphertexts(q)[2 * o + 1]; }
  // Ciphertexts is R and C of each option.
  [[nodiscard]] std::span<Point> Ciphertexts(size_t q) const {
    return std::span<Point>(ballot_.points)
        .subspan(shape_.questions[q].first_point, 2 * shape_.questions[q].options);
  }
  // OptionProof shows that an option has 0 votes or 1.
  [[nodiscard]] Membership OptionProof(size_t q, size_t o) const {
    const QuestionShape& question = shape_.questions[q];
    return MembershipAt(question.OptionCommitment(o), question.OptionScalar(o), 2);
  }
  // SumProof shows that the options' weighted sum is in the question's range.
  [[nodiscard]] Membership SumProof(size_t q) const {
    const QuestionShape& question = shape_.questions[q];
    return MembershipAt(question.SumCommitment(), question.SumScalar(), question.SumBranches());
  }
  [[nodiscard]] Point& SignatureA() const { return ballot_.points.back(); }
  [[nodiscard]] Scalar& SignatureZ() const { return ballot_.scalars.back(); }

 private:
  [[nodiscard]] Membership MembershipAt(size_t point, size_t scalar, size_t branches) const {
    const std::span<Scalar> scalars(ballot_.scalars);
    return {std::span<Point>(ballot_.points).subspan(point, 2 * branches),
            scalars.subspan(scalar, branches - 1), scalars.subspan(scalar + branches - 1, branches)};
  }

  const BallotShape& shape_;
  B& ballot_;
};

[[nodiscard]] Bytes EncodeBallot(const BallotShape& shape, const Ballot& ballot);

// ParsedBallot is a ballot whose length is right and whose points are still only bytes.
struct ParsedBallot {
  Ballot ballot;
  // The index among all 32-byte fields, in wire order, of the first scalar that is not canonical;
  // SIZE_MAX if none.
  size_t first_bad_scalar = SIZE_MAX;
};

// ParseBallot cuts a body up. ERRORS: kTruncated, kTrailingBytes. Points are not decoded, and a bad scalar is
// noted, not refused: CheckBallotEncoding names the first bad field once the points have been decoded too.
[[nodiscard]] Result<ParsedBallot> ParseBallot(const BallotShape& shape, ByteView body);

// CheckBallotEncoding returns the error of BAL-8 (3): the first point or scalar in wire order that is not
// canonical, then the identity as credential or R. bad_points are indices into ballot.points that do not
// decode, ascending. ERRORS: kBadPoint, kBadScalar, kIdentityPoint.
[[nodiscard]] Status CheckBallotEncoding(const BallotShape& shape, const ParsedBallot& parsed,
                                         std::span<const size_t> bad_points);

// BallotClaim is what a ballot's proofs and signature say: all that its challenge hashes but the commitments.
// Spec: BAL-6, LAB-6.
[[nodiscard]] zkp::Claim BallotClaim(const BallotShape& shape, const Ballot& ballot,
                                     const Bytes32& manifest_hash, const group::EncodedPoint& joint_key,
                                     uint16_t region);
// BallotStatement is the challenge's preimage without the label. Spec: BAL-6.
[[nodiscard]] Bytes BallotStatement(const BallotShape& shape, const Ballot& ballot,
                                    const Bytes32& manifest_hash, const group::EncodedPoint& joint_key,
                                    uint16_t region);

// Tracker names a ballot's vote; shown_hash.h shows it to people. Spec: BAL-10.
struct TrackerInput {
  Bytes32 manifest_hash;
  group::EncodedPoint credential;
  uint64_t revision;
  std::span<const group::EncodedPoint> ciphertexts;  // R, C alternating, by question and option
};
[[nodiscard]] Bytes32 Tracker(const TrackerInput& input);
[[nodiscard]] Bytes32 Tracker(const BallotShape& shape, const Ballot& ballot, const Bytes32& manifest_hash);

// Choices is the chosen options of each question, ascending.
using Choices = std::vector<std::vector<uint16_t>>;

// CheckChoices says whether BAL-2 allows these. ERRORS: kBadNumber.
[[nodiscard]] Status CheckChoices(const Manifest& manifest, const Choices& choices);
// CheckChoice says so of one question alone, while the others are not answered yet. ERRORS: kBadNumber.
[[nodiscard]] Status CheckChoice(const Question& question, std::span<const uint16_t> choice);

// Challenge is what a challenged device reveals. Spec: BAL-11.
struct Challenge {
  Bytes32 manifest_hash{};
  group::EncodedPoint credential{};
  uint64_t revision = 0;
  Bytes32 seed{};
  Choices choices{};
};
[[nodiscard]] Bytes EncodeChallenge(const Challenge& challenge);
// EncodeChoices is that struct's last field.
[[nodiscard]] Bytes EncodeChoices(const Choices& choices);
// DecodeChallenge checks the credential's encoding and the choices. ERRORS: ENC-1's, kBadPoint, kBadNumber.
[[nodiscard]] Result<Challenge> DecodeChallenge(const Manifest& manifest, ByteView bytes);

}  // namespace constat::record
