#include "constat/zkp/batch.h"

#include "constat/base/check.h"
#include "constat/crypto/public_randomness.h"
#include "constat/group/msm.h"

namespace constat::zkp {
namespace {

using group::Point;
using group::Scalar;

// Weights gives independent uniform values of [1, 2^128). Fetched in blocks: a system call each would cost more
// than the equation.
class Weights {
 public:
  Scalar Next() {
    for (;;) {
      if (used_ == pool_.size()) {
        crypto::FillPublicRandom(pool_);
        used_ = 0;
      }
      std::array<uint8_t, 16> bytes;
      std::copy_n(pool_.begin() + static_cast<ptrdiff_t>(used_), bytes.size(), bytes.begin());
      used_ += bytes.size();
      const Scalar weight = Scalar::FromUint128Bytes(bytes);
      if (!weight.IsZero()) return weight;
    }
  }

 private:
  std::vector<uint8_t> pool_ = std::vector<uint8_t>(4096);
  size_t used_ = 4096;
};

}  // namespace

Batch::Batch() : points_{Point::Base()}, equations_{0} {}

PointId Batch::Share(const Point& point) {
  CONSTAT_CHECK(items_.empty());
  points_.push_back(point);
  return static_cast<PointId>(shared_++);
}

size_t Batch::BeginItem() {
  items_.push_back({static_cast<PointId>(points_.size()), equations_.size() - 1});
  return items_.size() - 1;
}

PointId Batch::Add(std::span<const Point> points) {
  CONSTAT_CHECK(!items_.empty());
  const auto first = static_cast<PointId>(points_.size());
  points_.insert(points_.end(), points.begin(), points.end());
  return first;
}

void Batch::Require(std::span<const Term> terms) {
  CONSTAT_CHECK(!items_.empty());
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  equations_.push_back(terms_.size());
}

void Batch::Clear() {
  points_.resize(shared_);
  terms_.clear();
  equations_.assign(1, 0);
  items_.clear();
}

PointId Batch::EndOfPoints(size_t item) const {
  return item + 1 < items_.size() ? items_[item + 1].first_point : static_cast<PointId>(points_.size());
}

size_t Batch::EndOfEquations(size_t item) const {
  return item + 1 < items_.size() ? items_[item + 1].first_equation : equations_.size() - 1;
}

bool Batch::HoldsWeighted(size_t first, size_t last) const {
  // Points of items first..last-1 are contiguous; the shared ones come before them.
  const PointId begin = items_[first].first_point;
  const PointId end = EndOfPoints(last - 1);
  std::vector<Scalar> scalars(shared_ + (end - begin));
  Weights weights;
  for (size_t e = items_[first].first_equation; e < EndOfEquations(last - 1); ++e) {
    const Scalar weight = weights.Next();
    for (size_t t = equations_[e]; t < equations_[e + 1]; ++t) {
      const PointId id = terms_[t].point;
      scalars[id < shared_ ? id : shared_ + (id - begin)] += weight * terms_[t].scalar;
    }
  }
  if (begin == shared_) {
    return group::MulBatchVartime(scalars, std::span(points_).first(end)).IsIdentity();
  }
  std::vector<Point> points(points_.begin(), points_.begin() + static_cast<ptrdiff_t>(shared_));
  points.insert(points.end(), points_.begin() + begin, points_.begin() + end);
  return group::MulBatchVartime(scalars, points).IsIdentity();
}

bool Batch::HoldsExactly(size_t item) const {
  for (size_t e = items_[item].first_equation; e < EndOfEquations(item); ++e) {
    std::vector<Scalar> scalars;
    std::vector<Point> points;
    for (size_t t = equations_[e]; t < equations_[e + 1]; ++t) {
      scalars.push_back(terms_[t].scalar);
      points.push_back(points_[terms_[t].point]);
    }
    if (!group::MulBatchVartime(scalars, points).IsIdentity()) return false;
  }
  return true;
}

// Bisect: items first..last-1 are known to contain a false one.
void Batch::Bisect(size_t first, size_t last, std::vector<size_t>& found) const {
  if (last - first == 1) {
    found.push_back(first);
    return;
  }
  const size_t middle = first + (last - first) / 2;
  const bool left_holds = HoldsWeighted(first, middle);
  if (!left_holds) Bisect(first, middle, found);
  // If the left half holds, the false item is on the right, and testing it again would tell nothing new.
  if (left_holds || !HoldsWeighted(middle, last)) Bisect(middle, last, found);
}

std::vector<size_t> Batch::FindFalse() const {
  std::vector<size_t> found;
  if (!items_.empty() && !HoldsWeighted(0, items_.size())) Bisect(0, items_.size(), found);
  return found;
}

std::vector<size_t> Batch::FindFalseOneByOne() const {
  std::vector<size_t> found;
  for (size_t item = 0; item < items_.size(); ++item) {
    if (!HoldsExactly(item)) found.push_back(item);
  }
  return found;
}

}  // namespace constat::zkp
