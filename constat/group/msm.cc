#include "constat/group/msm.h"

#include <memory>

#include "constat/base/check.h"
#include "constat/group/msm/backends.h"
#include "constat/group/msm/pippenger.h"
#include "constat/group/msm/straus.h"

namespace constat::group {

Point MulBatchVartime(std::span<const Scalar> scalars, std::span<const Point> points) {
  CONSTAT_CHECK(scalars.size() == points.size());
  const msm::Backend& backend = msm::CurrentBackend();
  if (scalars.size() < backend.sum_from) return msm::Straus(scalars, points);
  const auto memory = std::make_unique_for_overwrite<AffineNiels[]>(points.size());
  const std::span<AffineNiels> prepared(memory.get(), points.size());
  msm::NormalizeBatch(points, prepared);
  return backend.sum(scalars, prepared);
}

std::vector<size_t> DecodeBatchVartime(std::span<const EncodedPoint> encodings, std::span<Point> out) {
  CONSTAT_CHECK(encodings.size() == out.size());
  return msm::CurrentBackend().decode(encodings, out);
}

std::optional<Point> DecodeAndMulBatchVartime(std::span<const Scalar> scalars,
                                              std::span<const EncodedPoint> encodings) {
  CONSTAT_CHECK(scalars.size() == encodings.size());
  const msm::Backend& backend = msm::CurrentBackend();
  if (scalars.size() < backend.sum_from) {
    std::vector<Point> points(encodings.size());
    if (!backend.decode(encodings, points).empty()) return std::nullopt;
    return msm::Straus(scalars, points);
  }
  const auto memory = std::make_unique_for_overwrite<AffineNiels[]>(encodings.size());
  const std::span<AffineNiels> points(memory.get(), encodings.size());
  if (!backend.decode_prepared(encodings, points).empty()) return std::nullopt;
  return backend.sum(scalars, points);
}

}  // namespace constat::group
