// record: ballots and challenges.
#include "constat/group/msm.h"
#include "constat/record/ballot.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

const record::BallotShape& Shape() {
  static const record::BallotShape shape = record::BallotShape::Of(record::TestManifest());
  return shape;
}

Result<record::Ballot> DecodeBallot(ByteView body) {
  CONSTAT_ASSIGN(record::ParsedBallot parsed, record::ParseBallot(Shape(), body));
  std::vector<group::Point> points(Shape().points);
  const std::vector<size_t> bad = group::DecodeBatchVartime(parsed.ballot.points, points);
  CONSTAT_TRY(record::CheckBallotEncoding(Shape(), parsed, bad));
  return std::move(parsed.ballot);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 2 == 0) {
    fuzz::RequireCanonical(bytes, DecodeBallot, [](const record::Ballot& ballot) {
      (void)record::BallotStatement(Shape(), ballot, {}, {}, 0);
      (void)record::Tracker(Shape(), ballot, {});
      return record::EncodeBallot(Shape(), ballot);
    });
  } else {
    fuzz::RequireCanonical(
        bytes, [](ByteView b) { return record::DecodeChallenge(record::TestManifest(), b); },
        record::EncodeChallenge);
  }
  return 0;
}
