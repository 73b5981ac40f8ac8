#include "constat/group/msm/pippenger.h"

#include <algorithm>
#include <vector>

#include "constat/base/check.h"
#include "constat/group/msm/plan.h"

namespace constat::group::msm {
namespace {

// Field multiplications of one addition, and of closing one bucket.
constexpr Cost kPortableCost{.addition = 7, .bucket = 18};

// FillBuckets adds each point to the bucket of its digit's size, with the digit's sign.
void FillBuckets(std::span<const int16_t> digits, std::span<const AffineNiels> points, const Window& window,
                 std::vector<Point::Extended>& buckets) {
  buckets.assign(window.Buckets(), {});
  for (size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[i];
    if (digit > 0) {
      Point::Extended& bucket = buckets[static_cast<size_t>(digit) - 1];
      bucket = Add(bucket, points[i]);
    } else if (digit < 0) {
      Point::Extended& bucket = buckets[static_cast<size_t>(-digit) - 1];
      bucket = Subtract(bucket, points[i]);
    }
  }
}

// CloseBuckets is sum_j (j + 1) buckets[j], by running sums from the top.
Point::Extended CloseBuckets(const std::vector<Point::Extended>& buckets) {
  Point::Extended running;
  Point::Extended total;
  for (size_t j = buckets.size(); j-- > 0;) {
    running = Add(running, ToCached(buckets[j]));
    total = Add(total, ToCached(running));
  }
  return total;
}

bool IsAffine(const Point& p) { return p.Coordinates().z.Limbs() == Field::One().Limbs(); }

void NormalizeBlock(std::span<const Point> points, std::span<AffineNiels> out) {
  std::vector<Field> products;  // of the Z before, for each point with Z other than 1
  Field product = Field::One();
  for (const Point& point : points) {
    if (IsAffine(point)) continue;
    products.push_back(product);
    product = product * point.Coordinates().z;
  }
  Field inverse = products.empty() ? Field::One() : product.Invert();
  for (size_t i = points.size(); i-- > 0;) {
    const Point::Extended& p = points[i].Coordinates();
    if (IsAffine(points[i])) {
      out[i] = ToAffineNiels(p);
      continue;
    }
    const Field z_inverse = inverse * products.back();
    products.pop_back();
    inverse = inverse * p.z;
    const Field x = p.x * z_inverse;
    const Field y = p.y * z_inverse;
    out[i] = ToAffineNiels({x, y, Field::One(), x * y});
  }
}

// Blocks that stay in the cache between the two passes over them; large enough that their inversions
// do not matter.
constexpr size_t kBlock = 1024;

}  // namespace

void NormalizeBatch(std::span<const Point> points, std::span<AffineNiels> out) {
  CONSTAT_CHECK(points.size() == out.size());
  for (size_t start = 0; start < points.size(); start += kBlock) {
    const size_t count = std::min(kBlock, points.size() - start);
    NormalizeBlock(points.subspan(start, count), out.subspan(start, count));
  }
}

Point Pippenger(std::span<const Scalar> scalars, std::span<const AffineNiels> points) {
  CONSTAT_CHECK(scalars.size() == points.size());
  const std::vector<Window> windows = PlanWindows(scalars, kPortableCost);
  const SignedDigits digits(scalars, windows);
  std::vector<Point::Extended> buckets;
  Point::Extended sum;
  for (size_t w = windows.size(); w-- > 0;) {
    for (int i = 0; i < windows[w].width; ++i) sum = Double(sum);
    FillBuckets(digits.Of(w), points, windows[w], buckets);
    sum = Add(sum, ToCached(CloseBuckets(buckets)));
  }
  return Point::FromCoordinates(sum);
}

}  // namespace constat::group::msm
