#include "constat/zkp/batch.h"

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/public_randomness.h"

namespace constat::zkp {
namespace {

using group::Point;
using group::PreparedPoint;
using group::Scalar;

// Weights are fetched in blocks, for a system call each would cost more than the equation; the first block is
// small, for batches of one item.
constexpr size_t kWeightSize = 16;
constexpr size_t kSmallestPool = 16 * kWeightSize;
constexpr size_t kLargestPool = 4096 * kWeightSize;

// A failing batch is cut into this many parts, and those, once they are small, into halves.
// Measured with one bad ballot in a hundred: docs/design/verification-speed.md.
constexpr size_t kParts = 64;
constexpr size_t kHalveBelow = 65;

// Below this many points one interleaved sum over all is faster than the shared ones apart.
constexpr size_t kFewPoints = 64;

const Scalar kOne = Scalar::FromUint64(1);

// Times is factor * scalar.
Scalar Times(const Scalar& scalar, int64_t factor) {
  if (factor == 1) return scalar;
  if (factor == -1) return -scalar;
  const Scalar size =
      Scalar::FromUint64(factor < 0 ? 0 - static_cast<uint64_t>(factor) : static_cast<uint64_t>(factor));
  return factor < 0 ? -(size * scalar) : size * scalar;
}

}  // namespace

Scalar Batch::Weights::Next() {
  for (;;) {
    if (used_ == pool_.size()) {
      pool_.resize(std::clamp(8 * pool_.size(), kSmallestPool, kLargestPool));
      crypto::FillPublicRandom(pool_);
      used_ = 0;
    }
    std::array<uint8_t, kWeightSize> bytes;
    std::copy_n(pool_.begin() + static_cast<ptrdiff_t>(used_), bytes.size(), bytes.begin());
    used_ += bytes.size();
    const Scalar weight = Scalar::FromUint128Bytes(bytes);
    if (!weight.IsZero()) return weight;
  }
}

Batch::Batch(Keep keep) : keep_(keep), points_(1) {
  group::PrepareBatchVartime(std::span(&Point::Base(), 1), std::span(points_).first(1));
}

PointId Batch::Share(const Point& point) {
  CONSTAT_CHECK(items_.empty() && points_.size() == shared_);
  points_.resize(shared_ + 1);
  group::PrepareBatchVartime(std::span(&point, 1), std::span(points_).last(1));
  return static_cast<PointId>(shared_++);
}

Batch::Decoded Batch::Decode(std::span<const group::EncodedPoint> encodings) {
  const PointId first = EndOfPoints();
  points_.resize(points_.size() + encodings.size());
  scalars_.resize(points_.size() - shared_);
  return {first, group::DecodePreparedBatchVartime(encodings, std::span(points_).last(encodings.size()))};
}

size_t Batch::BeginItem(PointId first) {
  CONSTAT_CHECK(first >= shared_ && first <= EndOfPoints());
  CONSTAT_CHECK(items_.empty() || first >= items_.back().first_point);
  items_.push_back({first, equations_.size() - 1});
  shared_scalars_.resize(items_.size() * shared_);
  return items_.size() - 1;
}

PointId Batch::Add(std::span<const Point> points) {
  CONSTAT_CHECK(!items_.empty());
  const PointId first = EndOfPoints();
  points_.resize(points_.size() + points.size());
  scalars_.resize(points_.size() - shared_);
  group::PrepareBatchVartime(points, std::span(points_).last(points.size()));
  return first;
}

// Coefficient is the multiple of a point in the combination, for the current item.
Scalar& Batch::Coefficient(PointId point) {
  if (point < shared_) return shared_scalars_[(items_.size() - 1) * shared_ + point];
  CONSTAT_CHECK(point >= items_.back().first_point && point < EndOfPoints());
  return scalars_[point - shared_];
}

void Batch::Require(std::span<const Term> terms) {
  CONSTAT_CHECK(!items_.empty());
  const Scalar weight = weights_.Next();
  const Scalar* last = nullptr;
  Scalar product;
  for (const Term& term : terms) {
    if (last == nullptr || !(*last == term.scalar))
      product = term.scalar == kOne ? weight : weight * term.scalar;
    last = &term.scalar;
    Scalar& coefficient = Coefficient(term.point);
    coefficient += Times(product, term.factor);
  }
  if (keep_ != Keep::kEquations) return;
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  equations_.push_back(terms_.size());
}

PointId Batch::EndOfPoints(size_t item) const {
  return item + 1 < items_.size() ? items_[item + 1].first_point : EndOfPoints();
}

size_t Batch::EndOfEquations(size_t item) const {
  return item + 1 < items_.size() ? items_[item + 1].first_equation : equations_.size() - 1;
}

// WeightedSum is what the weighted equations of items first..last-1 add up to: 0 if all hold.
Point Batch::WeightedSum(size_t first, size_t last) const {
  const PointId begin = items_[first].first_point;
  const size_t count = EndOfPoints(last - 1) - begin;
  const auto scalars = std::span(scalars_).subspan(begin - shared_, count);
  const auto points = std::span(points_).subspan(begin, count);
  std::vector<Scalar> shared(shared_);
  for (size_t item = first; item < last; ++item) {
    for (size_t s = 0; s < shared_; ++s) shared[s] += shared_scalars_[item * shared_ + s];
  }
  if (count < kFewPoints) {
    std::vector<PreparedPoint, Unset<PreparedPoint>> all(points.begin(), points.end());
    all.insert(all.end(), points_.begin(), points_.begin() + static_cast<ptrdiff_t>(shared_));
    shared.insert(shared.begin(), scalars.begin(), scalars.end());
    return group::MulPreparedBatchVartime(shared, all);
  }
  Point sum = group::MulPreparedBatchVartime(scalars, points) + Point::MulBaseVartime(shared[0]);
  if (shared_ == 1) return sum;
  return sum + group::MulPreparedBatchVartime(std::span(shared).subspan(1),
                                              std::span(points_).subspan(1, shared_ - 1));
}

bool Batch::HoldsExactly(size_t item) const {
  for (size_t e = items_[item].first_equation; e < EndOfEquations(item); ++e) {
    std::vector<Scalar> scalars;
    std::vector<Point> points;
    for (size_t t = equations_[e]; t < equations_[e + 1]; ++t) {
      scalars.push_back(Times(terms_[t].scalar, terms_[t].factor));
      points.push_back(group::FromPrepared(points_[terms_[t].point]));
    }
    if (!group::MulBatchVartime(scalars, points).IsIdentity()) return false;
  }
  return true;
}

// Search names the false ones among items first..last-1, whose sum is not 0. The last part's sum is what the
// others leave of it.
void Batch::Search(size_t first, size_t last, const Point& sum, std::vector<size_t>& found) const {
  if (last - first == 1) {
    found.push_back(first);
    return;
  }
  const size_t parts = last - first < kHalveBelow ? 2 : kParts;
  Point left = sum;
  for (size_t part = 0; part < parts && !left.IsIdentity(); ++part) {
    const size_t begin = first + (last - first) * part / parts;
    const size_t end = first + (last - first) * (part + 1) / parts;
    const Point of_part = end == last ? left : WeightedSum(begin, end);
    if (of_part.IsIdentity()) continue;
    Search(begin, end, of_part, found);
    left -= of_part;
  }
}

std::vector<size_t> Batch::FindFalse() const {
  std::vector<size_t> found;
  if (items_.empty()) return found;
  const Point sum = WeightedSum(0, items_.size());
  if (!sum.IsIdentity()) Search(0, items_.size(), sum, found);
  return found;
}

std::vector<size_t> Batch::FindFalseOneByOne() const {
  CONSTAT_CHECK(keep_ == Keep::kEquations);
  std::vector<size_t> found;
  for (size_t item = 0; item < items_.size(); ++item) {
    if (!HoldsExactly(item)) found.push_back(item);
  }
  return found;
}

}  // namespace constat::zkp
