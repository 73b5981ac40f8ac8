#include "constat/group/msm/straus.h"

#include <algorithm>
#include <array>
#include <vector>

#include "constat/group/edwards.h"

namespace constat::group::msm {
namespace {

constexpr int kWidth = 5;
constexpr size_t kPositions = 254;  // a scalar has 253 bits, its signed form one more
using Digits = std::array<int8_t, kPositions>;

// NonAdjacentForm writes scalar as sum_i digits[i] 2^i, each digit zero or odd and below 2^(w-1) in size,
// with at most one nonzero among w neighbours.
Digits NonAdjacentForm(const Scalar& scalar) {
  Digits out{};
  const auto& limbs = scalar.Limbs();
  uint64_t carry = 0;
  size_t position = 0;
  while (position < kPositions) {
    const size_t limb = position / 64;
    const size_t shift = position % 64;
    uint64_t window = limbs[limb] >> shift;
    if (shift > 64 - kWidth && limb < 3) window |= limbs[limb + 1] << (64 - shift);
    window = (window & ((1 << kWidth) - 1)) + carry;
    if ((window & 1) == 0) {
      ++position;
      continue;
    }
    carry = window >> (kWidth - 1);
    out[position] = static_cast<int8_t>(static_cast<int>(window) - (static_cast<int>(carry) << kWidth));
    position += kWidth;
  }
  return out;
}

// OddMultiples is (1, 3, ..., 15) p.
std::array<Cached, 8> OddMultiples(const Point& p) {
  std::array<Cached, 8> out;
  Point::Extended multiple = p.Coordinates();
  const Cached two = ToCached(Double(multiple));
  out[0] = ToCached(multiple);
  for (size_t i = 1; i < out.size(); ++i) {
    multiple = Add(multiple, two);
    out[i] = ToCached(multiple);
  }
  return out;
}

}  // namespace

Point Straus(std::span<const Scalar> scalars, std::span<const Point> points) {
  std::vector<Digits> digits(scalars.size());
  std::vector<std::array<Cached, 8>> tables(scalars.size());
  int bits = 0;
  for (size_t i = 0; i < scalars.size(); ++i) {
    if (scalars[i].IsZero()) continue;
    digits[i] = NonAdjacentForm(scalars[i]);
    tables[i] = OddMultiples(points[i]);
    bits = std::max(bits, scalars[i].BitLength());
  }
  Point::Extended sum;
  for (int position = bits; position >= 0; --position) {
    if (position != bits) sum = Double(sum);
    for (size_t i = 0; i < scalars.size(); ++i) {
      const int digit = digits[i][static_cast<size_t>(position)];
      if (digit > 0) sum = Add(sum, tables[i][static_cast<size_t>(digit) / 2]);
      if (digit < 0) sum = Subtract(sum, tables[i][static_cast<size_t>(-digit) / 2]);
    }
  }
  return Point::FromCoordinates(sum);
}

}  // namespace constat::group::msm
