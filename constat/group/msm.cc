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

std::vector<size_t> DecodePreparedBatchVartime(std::span<const EncodedPoint> encodings,
                                               std::span<PreparedPoint> out) {
  CONSTAT_CHECK(encodings.size() == out.size());
  return msm::CurrentBackend().decode_prepared(encodings, out);
}

void PrepareBatchVartime(std::span<const Point> points, std::span<PreparedPoint> out) {
  msm::NormalizeBatch(points, out);
}

Point FromPrepared(const PreparedPoint& point) {
  // (2x, 2y, 1) from the sum and difference of the coordinates; times two, so that T needs no half.
  const Field x = (point.YPlusX() - point.YMinusX()).Carry();
  const Field y = (point.YPlusX() + point.YMinusX()).Carry();
  return Point::FromCoordinates({(x + x).Carry(), (y + y).Carry(), Field{4, 0, 0, 0, 0}, x * y});
}

Point AddPrepared(const Point& sum, const PreparedPoint& point) {
  return Point::FromCoordinates(Add(sum.Coordinates(), point));
}

Point MulPreparedBatchVartime(std::span<const Scalar> scalars, std::span<const PreparedPoint> points) {
  CONSTAT_CHECK(scalars.size() == points.size());
  const msm::Backend& backend = msm::CurrentBackend();
  if (scalars.size() >= backend.sum_from) return backend.sum(scalars, points);
  std::vector<Point> few;
  few.reserve(points.size());
  for (const PreparedPoint& point : points) few.push_back(FromPrepared(point));
  return msm::Straus(scalars, few);
}

}  // namespace constat::group
