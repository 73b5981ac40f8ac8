#include "constat/load/terms.h"

#include <array>

#include "constat/base/check.h"
#include "constat/crypto/secret/seeded_rng.h"

namespace constat::load {

std::vector<group::EncodedPoint> Multiples(size_t count) {
  crypto::SeededRng rng("constat bench", "points");
  Bytes64 wide;
  rng.Fill(wide);
  const group::Point step = group::Point::FromUniformBytes(wide);
  group::Point sum;
  std::vector<group::EncodedPoint> out;
  out.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    sum += step;
    out.push_back(sum.Encode());
  }
  return out;
}

std::vector<group::Scalar> RandomScalars(size_t count, int bits) {
  CONSTAT_CHECK(bits == 128 || bits == 253);
  crypto::SeededRng rng("constat bench", bits == 128 ? "128 bits" : "253 bits");
  std::vector<group::Scalar> out;
  out.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Bytes64 wide;
    std::array<uint8_t, 16> narrow;
    if (bits == 128) {
      rng.Fill(narrow);
      out.push_back(group::Scalar::FromUint128Bytes(narrow));
    } else {
      rng.Fill(wide);
      out.push_back(group::Scalar::FromWideBytes(wide));
    }
  }
  return out;
}

}  // namespace constat::load
