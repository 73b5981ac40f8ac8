#include "constat/group/msm.h"

#include "constat/base/check.h"
#include "constat/group/msm/pippenger.h"
#include "constat/group/msm/straus.h"

namespace constat::group {
namespace {

constexpr size_t kStrausLimit = 200;

}  // namespace

Point MulBatchVartime(std::span<const Scalar> scalars, std::span<const Point> points) {
  CONSTAT_CHECK(scalars.size() == points.size());
  if (scalars.size() < kStrausLimit) return msm::Straus(scalars, points);
  std::vector<AffineNiels> prepared(points.size());
  msm::NormalizeBatch(points, prepared);
  return msm::Pippenger(scalars, prepared);
}

std::vector<size_t> DecodeBatchVartime(std::span<const EncodedPoint> encodings, std::span<Point> out) {
  CONSTAT_CHECK(encodings.size() == out.size());
  std::vector<size_t> bad;
  for (size_t i = 0; i < encodings.size(); ++i) {
    const Result<Point> point = Point::Decode(encodings[i]);
    out[i] = point ? *point : Point();
    if (!point) bad.push_back(i);
  }
  return bad;
}

std::optional<Point> DecodeAndMulBatchVartime(std::span<const Scalar> scalars,
                                              std::span<const EncodedPoint> encodings) {
  std::vector<Point> points(encodings.size());
  if (!DecodeBatchVartime(encodings, points).empty()) return std::nullopt;
  return MulBatchVartime(scalars, points);
}

}  // namespace constat::group
