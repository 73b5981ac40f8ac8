#include "constat/group/fixed_base.h"

#include "constat/base/check.h"
#include "constat/group/msm/pippenger.h"

namespace constat::group {
namespace {

constexpr size_t kWidth = 10;
constexpr size_t kEntries = size_t{1} << (kWidth - 1);  // the digits are signed
constexpr size_t kWindows = (254 + kWidth - 1) / kWidth;

// 1 / sqrt(a - d). SOURCE: RFC 9496, section 4.1.
constexpr Field kInvSqrtAMinusD{278908739862762, 821645201101625, 8113234426968, 1777959178193151,
                                2118520810568447};

// Bits is bits [offset, offset + kWidth) of a scalar.
uint64_t Bits(const Scalar& scalar, size_t offset) {
  const auto& limbs = scalar.Limbs();
  const size_t limb = offset / 64;
  const size_t shift = offset % 64;
  if (limb >= limbs.size()) return 0;
  uint64_t bits = limbs[limb] >> shift;
  if (shift > 64 - kWidth && limb + 1 < limbs.size()) bits |= limbs[limb + 1] << (64 - shift);
  return bits & (2 * kEntries - 1);
}

// Doubled is what the encoding of 2P is made of, for P = (X, Y, Z, T): 2P = (e f, g h, f g, e h).
struct Doubled {
  Field e, f, g, h;
  Field eg, fh;

  static Doubled Of(const Point::Extended& p) {
    const Field zz = p.z.Square();
    const Field dtt = p.t.Square() * kEdwardsD;
    Doubled out{(p.x * (p.y + p.y)),
                (zz + dtt).Carry(),
                (p.y.Square() + p.x.Square()).Carry(),
                (zz - dtt).Carry(),
                {},
                {}};
    out.eg = out.e * out.g;
    out.fh = out.f * out.h;
    return out;
  }
};

EncodedPoint EncodeOne(const Doubled& d, const Field& inverse) {
  const Field z_inverse = d.eg * inverse;  // 1 / (f h)
  const Field t_inverse = d.fh * inverse;  // 1 / (e g)
  const bool rotate = (d.eg * z_inverse).IsNegative();
  const Field x = rotate ? d.g : d.e;
  const Field y = rotate ? d.e.Minus() : d.g;
  const Field h = rotate ? d.f * kSqrtM1 : d.h;
  const Field& factor = rotate ? kSqrtM1 : kInvSqrtAMinusD;
  const Field signed_y = (h * x * z_inverse).IsNegative() ? y.Minus() : y;
  return ((h - signed_y).Carry() * (factor * (signed_y * t_inverse))).Absolute().Encode();
}

}  // namespace

FixedBase::FixedBase(const Point& point) : table_(kWindows * kEntries) {
  std::vector<Point> multiples;
  multiples.reserve(table_.size());
  Point row = point;
  for (size_t w = 0; w < kWindows; ++w) {
    multiples.push_back(row);
    for (size_t j = 1; j < kEntries; ++j) multiples.push_back(multiples.back() + row);
    row = multiples.back().Double();
  }
  msm::NormalizeBatch(multiples, table_);
}

Point FixedBase::MulAddVartime(const Scalar& scalar, const Point& sum) const {
  Point::Extended out = sum.Coordinates();
  uint64_t carry = 0;
  for (size_t w = 0; w < kWindows; ++w) {
    const uint64_t digit = Bits(scalar, kWidth * w) + carry;
    const AffineNiels* const row = &table_[w * kEntries];
    carry = digit > kEntries ? 1 : 0;
    if (carry != 0) {
      if (digit < 2 * kEntries) out = Subtract(out, row[2 * kEntries - digit - 1]);
    } else if (digit > 0) {
      out = Add(out, row[digit - 1]);
    }
  }
  return Point::FromCoordinates(out);  // scalars are below 2^253: the last carry is 0
}

void EncodeDoubledBatchVartime(std::span<const Point> points, std::span<EncodedPoint> out) {
  CONSTAT_CHECK(points.size() == out.size());
  std::vector<Doubled> doubled;
  std::vector<Field> products;  // of the e f g h before
  doubled.reserve(points.size());
  products.reserve(points.size());
  Field product = Field::One();
  for (const Point& point : points) {
    doubled.push_back(Doubled::Of(point.Coordinates()));
    products.push_back(product);
    const Field all = doubled.back().eg * doubled.back().fh;
    if (!all.IsZero()) product = product * all;
  }
  Field inverse = product.Invert();
  for (size_t i = points.size(); i-- > 0;) {
    const Field all = doubled[i].eg * doubled[i].fh;
    if (all.IsZero()) {  // 2P has x y = 0: it is the identity
      out[i] = {};
      continue;
    }
    out[i] = EncodeOne(doubled[i], inverse * products[i]);
    inverse = inverse * all;
  }
}

}  // namespace constat::group
