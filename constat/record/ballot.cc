#include "constat/record/ballot.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/text/hex.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "constat/zkp/schnorr.h"

namespace constat::record {
namespace {

constexpr size_t kFieldSize = 32;  // a point or a scalar
constexpr size_t kRevisionSize = 8;
constexpr size_t kMaxChoices = 64;

static_assert(sizeof(group::EncodedPoint) == kFieldSize);

// VisitRuns calls visit(points, scalars) for the fields after the revision, in wire order: each call is a run
// of so many points followed by a run of so many scalars.
template <typename Visit>
void VisitRuns(const BallotShape& shape, Visit visit) {
  for (const QuestionShape& q : shape.questions) {
    visit(2 * q.options, size_t{0});
    for (size_t o = 0; o < q.options; ++o) visit(size_t{4}, size_t{3});
    visit(2 * q.SumBranches(), 2 * q.SumBranches() - 1);
  }
  visit(size_t{1}, size_t{1});
}

// FieldOfPoint is the index among all 32-byte fields, in wire order, of ballot.points[point].
size_t FieldOfPoint(const BallotShape& shape, size_t point) {
  size_t points = 1;  // the credential
  size_t scalars = 0;
  size_t field = point;
  VisitRuns(shape, [&](size_t run_points, size_t run_scalars) {
    points += run_points;
    if (point < points) return;
    scalars += run_scalars;
    field = point + scalars;
  });
  return field;
}

std::string CommitmentName(const std::string& proof, size_t i) {
  return fmt::format("{}.commitments[{}].{}", proof, i / 2, i % 2 == 0 ? "A" : "A_prime");
}

std::string ResponseName(const std::string& proof, size_t i, size_t branches) {
  if (i < branches - 1) return fmt::format("{}.challenges[{}]", proof, i);
  return fmt::format("{}.responses[{}]", proof, i - (branches - 1));
}

std::string PointName(const BallotShape& shape, size_t point) {
  if (point == 0) return "credential";
  for (size_t i = 0; i < shape.questions.size(); ++i) {
    const QuestionShape& q = shape.questions[i];
    const std::string answer = fmt::format("answers[{}].", i);
    if (point < q.OptionCommitment(0)) {
      const size_t at = point - q.first_point;
      return fmt::format("{}ciphertexts[{}].{}", answer, at / 2, at % 2 == 0 ? "R" : "C");
    }
    if (point < q.SumCommitment()) {
      const size_t at = point - q.OptionCommitment(0);
      return CommitmentName(fmt::format("{}options[{}]", answer, at / 4), at % 4);
    }
    if (point < q.SumCommitment() + 2 * q.SumBranches())
      return CommitmentName(answer + "sum", point - q.SumCommitment());
  }
  return "signature.A";
}

// ScalarName names a scalar by its field index.
std::string ScalarName(const BallotShape& shape, size_t field) {
  size_t points = 1;
  size_t scalar = 0;
  bool found = false;
  VisitRuns(shape, [&](size_t run_points, size_t run_scalars) {
    points += run_points;
    if (!found && field < points + scalar + run_scalars) {
      scalar = field - points;
      found = true;
    }
    if (!found) scalar += run_scalars;
  });
  for (size_t i = 0; i < shape.questions.size(); ++i) {
    const QuestionShape& q = shape.questions[i];
    if (scalar < q.SumScalar()) {
      const size_t at = scalar - q.first_scalar;
      return ResponseName(fmt::format("answers[{}].options[{}]", i, at / 3), at % 3, 2);
    }
    if (scalar < q.SumScalar() + 2 * q.SumBranches() - 1) {
      return ResponseName(fmt::format("answers[{}].sum", i), scalar - q.SumScalar(), q.SumBranches());
    }
  }
  return "signature.z";
}

// AppendPoints copies points[first .. last) as one block.
void AppendPoints(Bytes& out, std::span<const group::EncodedPoint> points) {
  if (!points.empty()) Append(out, {points.front().data(), points.size_bytes()});
}

void AppendIntegers(Bytes& out, uint64_t value, size_t size) {
  for (size_t i = size; i-- > 0;) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

std::span<const group::EncodedPoint> CiphertextsOf(const QuestionShape& q, const Ballot& ballot) {
  return std::span(ballot.points).subspan(q.first_point, 2 * q.options);
}

void RequireShape(const BallotShape& shape, const Ballot& ballot) {
  CONSTAT_CHECK(ballot.points.size() == shape.points && ballot.scalars.size() == shape.scalars);
}

}  // namespace

BallotShape BallotShape::Of(const Manifest& manifest) {
  BallotShape shape;
  shape.points = 1;
  for (const Question& question : manifest.questions) {
    QuestionShape q{.options = question.options.size(),
                    .blank = question.blank,
                    .min = question.min,
                    .max = question.max,
                    .first_point = shape.points,
                    .first_scalar = shape.scalars};
    shape.points += 6 * q.options + 2 * q.SumBranches();
    shape.scalars += 3 * q.options + 2 * q.SumBranches() - 1;
    shape.ciphertexts += q.options;
    shape.questions.push_back(q);
  }
  shape.points += 1;
  shape.scalars += 1;
  shape.size_bytes = kFieldSize * (shape.points + shape.scalars) + kRevisionSize;
  return shape;
}

Ballot Ballot::Of(const BallotShape& shape, uint64_t revision) {
  return {revision, std::vector<group::EncodedPoint>(shape.points),
          std::vector<group::Scalar>(shape.scalars)};
}

Bytes EncodeBallot(const BallotShape& shape, const Ballot& ballot) {
  RequireShape(shape, ballot);
  Bytes out;
  out.reserve(shape.size_bytes);
  const std::span<const group::EncodedPoint> points(ballot.points);
  AppendPoints(out, points.first(1));
  AppendIntegers(out, ballot.revision, kRevisionSize);
  size_t point = 1;
  size_t scalar = 0;
  VisitRuns(shape, [&](size_t run_points, size_t run_scalars) {
    AppendPoints(out, points.subspan(point, run_points));
    point += run_points;
    for (size_t i = 0; i < run_scalars; ++i) Append(out, ballot.scalars[scalar++].Encode());
  });
  return out;
}

Result<ParsedBallot> ParseBallot(const BallotShape& shape, ByteView body) {
  if (body.size() != shape.size_bytes) {
    return Fail(body.size() < shape.size_bytes ? ErrorCode::kTruncated : ErrorCode::kTrailingBytes,
                fmt::format("the ballot has {} bytes; every ballot of this referendum has {}", body.size(),
                            shape.size_bytes));
  }
  ParsedBallot parsed;
  Ballot& ballot = parsed.ballot;
  ballot = Ballot::Of(shape, 0);
  const uint8_t* from = body.data();
  size_t point = 0;
  size_t scalar = 0;
  auto take_points = [&](size_t n) {
    std::memcpy(ballot.points[point].data(), from, n * kFieldSize);
    from += n * kFieldSize;
    point += n;
  };
  take_points(1);
  for (size_t i = 0; i < kRevisionSize; ++i) ballot.revision = (ballot.revision << 8) | *from++;
  VisitRuns(shape, [&](size_t run_points, size_t run_scalars) {
    take_points(run_points);
    for (size_t i = 0; i < run_scalars; ++i, ++scalar, from += kFieldSize) {
      if (parsed.first_bad_scalar != SIZE_MAX) continue;
      const Result<group::Scalar> decoded = group::Scalar::Decode({from, kFieldSize});
      if (decoded) {
        ballot.scalars[scalar] = *decoded;
      } else {
        parsed.first_bad_scalar = point + scalar;
      }
    }
  });
  return parsed;
}

Status CheckBallotEncoding(const BallotShape& shape, const ParsedBallot& parsed,
                           std::span<const size_t> bad_points) {
  const Ballot& ballot = parsed.ballot;
  RequireShape(shape, ballot);
  if (!bad_points.empty() && FieldOfPoint(shape, bad_points.front()) < parsed.first_bad_scalar) {
    return Fail(ErrorCode::kBadPoint, PointName(shape, bad_points.front()) +
                                          ": these 32 bytes are not the encoding of a group element");
  }
  if (parsed.first_bad_scalar != SIZE_MAX) {
    return Fail(ErrorCode::kBadScalar,
                ScalarName(shape, parsed.first_bad_scalar) + ": this number is not below the group's order");
  }
  constexpr group::EncodedPoint kIdentity{};
  auto refuse_identity = [&](size_t point) {
    return Fail(ErrorCode::kIdentityPoint,
                PointName(shape, point) + ": this is the identity, which no ballot holds");
  };
  if (ballot.Credential() == kIdentity) return refuse_identity(0);
  for (const QuestionShape& q : shape.questions) {
    for (size_t o = 0; o < q.options; ++o) {
      if (ballot.points[q.CiphertextPoint(o)] == kIdentity) return refuse_identity(q.CiphertextPoint(o));
    }
  }
  return {};
}

zkp::Claim BallotClaim(const BallotShape& shape, const Ballot& ballot, const Bytes32& manifest_hash,
                       const group::EncodedPoint& joint_key, uint16_t region) {
  RequireShape(shape, ballot);
  const std::span<const group::EncodedPoint> points(ballot.points);
  zkp::Claim claim{.label = crypto::Label::kBallot};
  Bytes& out = claim.statement;
  out.reserve(manifest_hash.size() + joint_key.size() + sizeof(region) + kRevisionSize + points.size_bytes());
  Append(out, manifest_hash);
  Append(out, joint_key);
  Append(out, ballot.Credential());
  AppendIntegers(out, region, sizeof(region));
  AppendIntegers(out, ballot.revision, kRevisionSize);
  for (const QuestionShape& q : shape.questions) AppendPoints(out, CiphertextsOf(q, ballot));
  return claim;
}

Bytes BallotStatement(const BallotShape& shape, const Ballot& ballot, const Bytes32& manifest_hash,
                      const group::EncodedPoint& joint_key, uint16_t region) {
  Bytes out = BallotClaim(shape, ballot, manifest_hash, joint_key, region).statement;
  const std::span<const group::EncodedPoint> points(ballot.points);
  for (const QuestionShape& q : shape.questions) {
    AppendPoints(out, points.subspan(q.OptionCommitment(0), 4 * q.options + 2 * q.SumBranches()));
  }
  AppendPoints(out, points.last(1));
  return out;
}

Bytes32 Tracker(const TrackerInput& input) {
  Bytes message;
  message.reserve(2 * kFieldSize + kRevisionSize + input.ciphertexts.size_bytes());
  Append(message, input.manifest_hash);
  Append(message, input.credential);
  AppendIntegers(message, input.revision, kRevisionSize);
  AppendPoints(message, input.ciphertexts);
  return crypto::LabelledSha256(crypto::Label::kTracker, message);
}

Bytes32 Tracker(const BallotShape& shape, const Ballot& ballot, const Bytes32& manifest_hash) {
  RequireShape(shape, ballot);
  std::vector<group::EncodedPoint> ciphertexts;
  ciphertexts.reserve(2 * shape.ciphertexts);
  for (const QuestionShape& q : shape.questions) {
    const auto of_question = CiphertextsOf(q, ballot);
    ciphertexts.insert(ciphertexts.end(), of_question.begin(), of_question.end());
  }
  return Tracker({.manifest_hash = manifest_hash,
                  .credential = ballot.Credential(),
                  .revision = ballot.revision,
                  .ciphertexts = ciphertexts});
}

Status CheckChoice(const Question& question, std::span<const uint16_t> choice) {
  uint64_t sum = 0;
  for (size_t i = 0; i < choice.size(); ++i) {
    const uint16_t option = choice[i];
    if (option >= question.options.size()) {
      return Fail(ErrorCode::kBadNumber, fmt::format("there is no option {}; the question has {}", option + 1,
                                                     question.options.size()));
    }
    if (i > 0 && option <= choice[i - 1]) {
      return Fail(ErrorCode::kBadNumber,
                  fmt::format("option {} is chosen twice, or after a later one", option + 1));
    }
    sum += option == question.blank ? question.max : 1;
  }
  if (sum >= question.min && sum <= question.max) return {};
  return Fail(ErrorCode::kBadNumber, fmt::format("{} to {} options may be chosen, or the blank one alone",
                                                 question.min, question.max));
}

Status CheckChoices(const Manifest& manifest, const Choices& choices) {
  if (choices.size() != manifest.questions.size()) {
    return Fail(ErrorCode::kBadNumber, fmt::format("there are {} answers to {} questions", choices.size(),
                                                   manifest.questions.size()));
  }
  for (size_t q = 0; q < choices.size(); ++q) {
    Status fits = CheckChoice(manifest.questions[q], choices[q]);
    if (!fits) return tl::unexpected(Prefix(fmt::format("question {}", q + 1), std::move(fits).error()));
  }
  return {};
}

Bytes EncodeChallenge(const Challenge& challenge) {
  wire::Writer writer;
  writer.Fixed(challenge.manifest_hash)
      .Fixed(challenge.credential)
      .U64(challenge.revision)
      .Fixed(challenge.seed);
  writer.Fixed(EncodeChoices(challenge.choices));
  return writer.Take();
}

Bytes EncodeChoices(const Choices& choices) {
  size_t numbers = choices.size();
  for (const std::vector<uint16_t>& question : choices) numbers += question.size();
  Bytes out;
  out.reserve(numbers * sizeof(uint16_t));  // a vote: no copy is to be left behind by growing
  for (const std::vector<uint16_t>& question : choices) {
    CONSTAT_CHECK(question.size() <= UINT16_MAX);
    AppendIntegers(out, question.size(), sizeof(uint16_t));
    for (const uint16_t option : question) AppendIntegers(out, option, sizeof(uint16_t));
  }
  return out;
}

Result<Challenge> DecodeChallenge(const Manifest& manifest, ByteView bytes) {
  wire::Reader reader(bytes);
  Challenge challenge;
  challenge.manifest_hash = reader.Fixed32();
  challenge.credential = zkp::ReadPoint(reader).encoded;
  challenge.revision = reader.U64();
  challenge.seed = reader.Fixed32();
  for (size_t q = 0; q < manifest.questions.size() && reader.ok(); ++q) {
    std::vector<uint16_t>& choices = challenge.choices.emplace_back();
    const size_t count = reader.Count16(0, kMaxChoices);
    for (size_t i = 0; i < count && reader.ok(); ++i) choices.push_back(reader.U16());
  }
  CONSTAT_TRY(reader.Finish());
  CONSTAT_TRY(CheckChoices(manifest, challenge.choices));
  return challenge;
}

}  // namespace constat::record
