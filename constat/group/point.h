// Point: an element of ristretto255, decoded.
//
// The group has prime order l; there are no small subgroups to think of. A Point keeps its Edwards
// coordinates, so sums cost no decoding. Every operation is variable-time: for public values.
// Secret exponents go through SecretScalar (secret_scalar.h). SOURCE: RFC 9496; Hisil and others,
// ePrint 2008/522 (formulas).
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/group/field.h"
#include "constat/group/scalar.h"

namespace constat::group {

// EncodedPoint is the one 32-byte encoding of an element; unchecked until Point::Decode accepts it.
using EncodedPoint = Bytes32;

class Point {
 public:
  // Point() is the identity.
  constexpr Point() = default;

  // Decode accepts exactly the canonical encodings; the identity is 32 zero bytes, and is accepted.
  // ERRORS: kBadLength unless 32 bytes; kBadPoint for everything that is not a canonical encoding.
  // SOURCE: RFC 9496, section 4.3.1. COST: 254 squarings and about 20 multiplications (3.4 us).
  [[nodiscard]] static Result<Point> Decode(ByteView bytes);

  // Encode is the canonical encoding. SOURCE: RFC 9496, section 4.3.2. COST: as Decode.
  [[nodiscard]] EncodedPoint Encode() const;

  // FromUniformBytes maps 64 uniform bytes to a uniform element whose discrete logarithm nobody knows.
  // SOURCE: RFC 9496, section 4.3.4.
  [[nodiscard]] static Point FromUniformBytes(const Bytes64& bytes);

  // Base is the generator of RFC 9496.
  [[nodiscard]] static const Point& Base();

  friend Point operator+(const Point& p, const Point& q);
  friend Point operator-(const Point& p, const Point& q);
  Point operator-() const;
  Point& operator+=(const Point& q) { return *this = *this + q; }
  Point& operator-=(const Point& q) { return *this = *this - q; }
  // operator== compares group elements, not coordinates. SOURCE: RFC 9496, section 4.3.3.
  // COST: 4 multiplications.
  friend bool operator==(const Point& p, const Point& q);

  [[nodiscard]] bool IsIdentity() const;

  // MulVartime is scalar * this.
  [[nodiscard]] Point MulVartime(const Scalar& scalar) const;

  // MulBaseVartime is scalar * Base(), by a table of the base's multiples.
  [[nodiscard]] static Point MulBaseVartime(const Scalar& scalar);

  // MulDoubleBaseVartime is a * p + b * Base().
  [[nodiscard]] static Point MulDoubleBaseVartime(const Scalar& a, const Point& p, const Scalar& b);

  // Double is 2 * this.
  [[nodiscard]] Point Double() const;

  // Extended is a representative (X : Y : Z : T) with x = X/Z, y = Y/Z, xy = T/Z on the Edwards
  // curve -x^2 + y^2 = 1 + d x^2 y^2. Four (with Decode's restriction, one) representatives stand for each
  // element; only the code of this layer should look. A Point made by Decode has Z = 1.
  struct Extended {
    Field x = Field::Zero();
    Field y = Field::One();
    Field z = Field::One();
    Field t = Field::Zero();
  };
  [[nodiscard]] const Extended& Coordinates() const { return e_; }
  // FromCoordinates trusts its argument. REQUIRES: a point of the curve, in 2E.
  [[nodiscard]] static Point FromCoordinates(const Extended& coordinates) { return Point(coordinates); }

 private:
  explicit constexpr Point(const Extended& e) : e_(e) {}

  Extended e_;
};

}  // namespace constat::group
