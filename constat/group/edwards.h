// The twisted Edwards curve -x^2 + y^2 = 1 + d x^2 y^2 under ristretto255: formulas for the inside
// of this layer.
//
// All formulas are complete on this curve (d is no square): no exceptions for equal points or the identity.
// Coordinates of Extended are reduced in the sense of field.h. Variable-time.
// SOURCE: Hisil, Wong, Carter, Dawson, ePrint 2008/522, sections 3.1 to 3.3, a = -1.
#pragma once

#include <array>
#include <cstdint>

#include "constat/group/field.h"
#include "constat/group/point.h"

namespace constat::group {

// d = -121665/121666. SOURCE: RFC 9496, section 4.1.
inline constexpr Field kEdwardsD{929955233495203, 466365720129213, 1662059464998953, 2033849074728123,
                                 1442794654840575};
inline constexpr Field kEdwards2D{1859910466990425, 932731440258426, 1072319116312658, 1815898335770999,
                                  633789495995903};

// Cached is a point prepared for additions: (Y+X, Y-X, Z, 2dT).
struct Cached {
  Field y_plus_x = Field::One();
  Field y_minus_x = Field::One();
  Field z = Field::One();
  Field t2d = Field::Zero();
};

// AffineNiels is a point with Z = 1 prepared for additions: (y+x, y-x, 2dxy), reduced.
//
// Two cache lines that the vector back end loads as they are; for the negative it loads the second one first.
struct alignas(128) AffineNiels {
  // limbs of y+x, then limbs 0 to 2 of 2dxy; limbs of y-x, then limbs 3 and 4 of 2dxy, then nothing
  std::array<uint64_t, 16> limbs;

  // AffineNiels() is no point yet: arrays of them are written as a whole before they are read.
  AffineNiels() = default;
  [[nodiscard]] static AffineNiels Identity() { return {Field::One(), Field::One(), Field::Zero()}; }
  AffineNiels(const Field& y_plus_x, const Field& y_minus_x, const Field& xy2d) {
    const auto& p = y_plus_x.Limbs();
    const auto& m = y_minus_x.Limbs();
    const auto& t = xy2d.Limbs();
    limbs = {p[0], p[1], p[2], p[3], p[4], t[0], t[1], t[2], m[0], m[1], m[2], m[3], m[4], t[3], t[4], 0};
  }
  [[nodiscard]] Field YPlusX() const { return {limbs[0], limbs[1], limbs[2], limbs[3], limbs[4]}; }
  [[nodiscard]] Field YMinusX() const { return {limbs[8], limbs[9], limbs[10], limbs[11], limbs[12]}; }
  [[nodiscard]] Field Xy2d() const { return {limbs[5], limbs[6], limbs[7], limbs[13], limbs[14]}; }
};

[[nodiscard]] inline Cached ToCached(const Point::Extended& p) {
  return {p.y + p.x, p.y - p.x, p.z, p.t * kEdwards2D};
}

// ToAffineNiels REQUIRES z = 1.
[[nodiscard]] inline AffineNiels ToAffineNiels(const Point::Extended& p) {
  return {(p.y + p.x).Carry(), (p.y - p.x).Carry(), p.t * kEdwards2D};
}

[[nodiscard]] inline Cached Negate(const Cached& q) { return {q.y_minus_x, q.y_plus_x, q.z, q.t2d.Minus()}; }

// Complete is the second half of every formula: X = EF, Y = GH, Z = FG, T = EH.
[[nodiscard]] inline Point::Extended Complete(const Field& e, const Field& f, const Field& g,
                                              const Field& h) {
  return {e * f, g * h, f * g, e * h};
}

// Add is p + q: 8 multiplications.
[[nodiscard]] inline Point::Extended Add(const Point::Extended& p, const Cached& q) {
  const Field a = (p.y - p.x) * q.y_minus_x;
  const Field b = (p.y + p.x) * q.y_plus_x;
  const Field c = p.t * q.t2d;
  const Field zz = p.z * q.z;
  const Field d = zz + zz;
  return Complete(b - a, d - c, d + c, b + a);
}

// Subtract is p - q: q's first two coordinates change places, and the sign of the third product.
[[nodiscard]] inline Point::Extended Subtract(const Point::Extended& p, const Cached& q) {
  const Field a = (p.y - p.x) * q.y_plus_x;
  const Field b = (p.y + p.x) * q.y_minus_x;
  const Field c = p.t * q.t2d;
  const Field zz = p.z * q.z;
  const Field d = zz + zz;
  return Complete(b - a, d + c, d - c, b + a);
}

// Add with an affine point: 7 multiplications.
[[nodiscard]] inline Point::Extended Add(const Point::Extended& p, const AffineNiels& q) {
  const Field a = (p.y - p.x) * q.YMinusX();
  const Field b = (p.y + p.x) * q.YPlusX();
  const Field c = p.t * q.Xy2d();
  const Field d = p.z + p.z;
  return Complete(b - a, d - c, d + c, b + a);
}

[[nodiscard]] inline Point::Extended Subtract(const Point::Extended& p, const AffineNiels& q) {
  const Field a = (p.y - p.x) * q.YPlusX();
  const Field b = (p.y + p.x) * q.YMinusX();
  const Field c = p.t * q.Xy2d();
  const Field d = p.z + p.z;
  return Complete(b - a, d + c, d - c, b + a);
}

// Double is 2 p: 4 squarings and 4 multiplications; T of p is not used.
[[nodiscard]] inline Point::Extended Double(const Point::Extended& p) {
  const Field xx = p.x.Square();
  const Field yy = p.y.Square();
  const Field zz = p.z.Square();
  const Field sum = yy + xx;
  return Complete((p.x + p.y).Square() - sum, (zz + zz + xx) - yy, yy - xx, sum);
}

}  // namespace constat::group
