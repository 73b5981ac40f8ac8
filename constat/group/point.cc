#include "constat/group/point.h"

#include <algorithm>
#include <vector>

#include "constat/group/edwards.h"
#include "constat/group/msm/pippenger.h"
#include "constat/group/msm/straus.h"

namespace constat::group {
namespace {

// Constants of RFC 9496, section 4.1, with the signs it gives them.
constexpr Field kSqrtAdMinusOne{2241493124984347, 425987919032274, 2207028919301688, 1220490630685848,
                                974799131293748};
constexpr Field kInvSqrtAMinusD{278908739862762, 821645201101625, 8113234426968, 1777959178193151,
                                2118520810568447};
constexpr Field kOneMinusDSquared{1136626929484150, 1998550399581263, 496427632559748, 118527312129759,
                                  45110755273534};
constexpr Field kDMinusOneSquared{1507062230895904, 1572317787530805, 683053064812840, 317374165784489,
                                  1572899562415810};

// Map is MAP of RFC 9496, section 4.3.4.
Point::Extended Map(const Field& t) {
  const Field r = kSqrtM1 * t.Square();
  const Field u = (r + Field::One()) * kOneMinusDSquared;
  const Field v = (Field::One().Minus() - r * kEdwardsD) * (r + kEdwardsD);
  const SquareRoot ratio = SqrtRatioM1(u, v);
  const Field s = ratio.was_square ? ratio.root : (ratio.root * t).Absolute().Minus();
  const Field c = ratio.was_square ? Field::One().Minus() : r;
  const Field n = c * (r - Field::One()) * kDMinusOneSquared - v;
  const Field w0 = (s + s) * v;
  const Field w1 = n * kSqrtAdMinusOne;
  const Field ss = s.Square();
  const Field w2 = Field::One() - ss;
  const Field w3 = Field::One() + ss;
  return {w0 * w3, w2 * w1, w1 * w3, w0 * w2};
}

constexpr size_t kBaseWindows = 64;  // of 4 bits
constexpr size_t kBaseEntries = 8;   // multiples 1 to 8; the digits are signed

// MakeBaseTable gives j 16^i B for i in [0, 64), j in [1, 8].
std::vector<AffineNiels> MakeBaseTable() {
  std::vector<Point> multiples;
  multiples.reserve(kBaseWindows * kBaseEntries);
  Point row = Point::Base();
  for (size_t i = 0; i < kBaseWindows; ++i) {
    const size_t start = multiples.size();
    multiples.push_back(row);
    for (size_t j = 1; j < kBaseEntries; ++j) multiples.push_back(multiples.back() + row);
    row = multiples[start + kBaseEntries - 1].Double();
  }
  std::vector<AffineNiels> out(multiples.size());
  msm::NormalizeBatch(multiples, out);
  return out;
}

}  // namespace

Result<Point> Point::Decode(ByteView bytes) {
  if (bytes.size() != 32) return Fail(ErrorCode::kBadLength, "a point has 32 bytes");
  const std::optional<Field> decoded = Field::Decode(bytes);
  if (!decoded) return Fail(ErrorCode::kBadPoint, "these 32 bytes are not the encoding of a group element");
  const Field& s = *decoded;
  if (s.IsNegative())
    return Fail(ErrorCode::kBadPoint, "these 32 bytes are not the encoding of a group element (negative)");
  const Field ss = s.Square();
  const Field u1 = Field::One() - ss;
  const Field u2 = Field::One() + ss;
  const Field u2_squared = u2.Square();
  const Field v = (kEdwardsD * u1.Square() + u2_squared).Minus();
  const SquareRoot inverse = SqrtRatioM1(Field::One(), v * u2_squared);
  const Field den_x = inverse.root * u2;
  const Field den_y = inverse.root * den_x * v;
  const Field x = ((s + s) * den_x).Absolute();
  const Field y = u1 * den_y;
  const Field t = x * y;
  if (!inverse.was_square || t.IsNegative() || y.IsZero()) {
    return Fail(ErrorCode::kBadPoint, "these 32 bytes are not the encoding of a group element");
  }
  return Point(Extended{x, y, Field::One(), t});
}

EncodedPoint Point::Encode() const {
  const Field u1 = (e_.z + e_.y) * (e_.z - e_.y);
  const Field u2 = e_.x * e_.y;
  const Field root = SqrtRatioM1(Field::One(), u1 * u2.Square()).root;
  const Field den1 = root * u1;
  const Field den2 = root * u2;
  const Field z_inverse = den1 * den2 * e_.t;
  const bool rotate = (e_.t * z_inverse).IsNegative();
  const Field x = rotate ? e_.y * kSqrtM1 : e_.x;
  const Field y = rotate ? e_.x * kSqrtM1 : e_.y;
  const Field den_inverse = rotate ? den1 * kInvSqrtAMinusD : den2;
  const Field signed_y = (x * z_inverse).IsNegative() ? y.Minus() : y;
  return (den_inverse * (e_.z - signed_y)).Absolute().Encode();
}

Point Point::FromUniformBytes(const Bytes64& bytes) {
  const Point p(Map(Field::DecodeMasked(bytes.data())));
  const Point q(Map(Field::DecodeMasked(bytes.data() + 32)));
  return p + q;
}

const Point& Point::Base() {
  static constexpr Point kBase(
      Extended{{1738742601995546, 1146398526822698, 2070867633025821, 562264141797630, 587772402128613},
               {1801439850948184, 1351079888211148, 450359962737049, 900719925474099, 1801439850948198},
               Field::One(),
               {1841354044333475, 16398895984059, 755974180946558, 900171276175154, 1821297809914039}});
  return kBase;
}

Point operator+(const Point& p, const Point& q) { return Point(Add(p.e_, ToCached(q.e_))); }
Point operator-(const Point& p, const Point& q) { return Point(Subtract(p.e_, ToCached(q.e_))); }

Point Point::operator-() const { return Point(Extended{e_.x.Minus(), e_.y, e_.z, e_.t.Minus()}); }

bool operator==(const Point& p, const Point& q) {
  return p.e_.x * q.e_.y == p.e_.y * q.e_.x || p.e_.y * q.e_.y == p.e_.x * q.e_.x;
}

bool Point::IsIdentity() const { return e_.x.IsZero() || e_.y.IsZero(); }

Point Point::Double() const { return Point(group::Double(e_)); }

Point Point::MulVartime(const Scalar& scalar) const {
  return msm::Straus(std::span(&scalar, 1), std::span(this, 1));
}

Point Point::MulBaseVartime(const Scalar& scalar) {
  static const std::vector<AffineNiels> table = MakeBaseTable();
  Extended out;
  int carry = 0;
  for (size_t i = 0; i < kBaseWindows; ++i) {
    int digit = static_cast<int>((scalar.Limbs()[i / 16] >> (4 * (i % 16))) & 15) + carry;
    carry = digit > 8 ? 1 : 0;
    digit -= 16 * carry;
    if (digit > 0) out = Add(out, table[i * kBaseEntries + static_cast<size_t>(digit) - 1]);
    if (digit < 0) out = Subtract(out, table[i * kBaseEntries + static_cast<size_t>(-digit) - 1]);
  }
  return Point(out);  // scalars are below 2^253: the last carry is 0
}

Point Point::MulDoubleBaseVartime(const Scalar& a, const Point& p, const Scalar& b) {
  return p.MulVartime(a) + MulBaseVartime(b);
}

}  // namespace constat::group
