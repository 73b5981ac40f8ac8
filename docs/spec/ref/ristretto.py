"""ristretto255 (RFC 9496): a group of prime order, and its only encoding.

Clauses: ENC-2 (points), ENC-3 (scalars). Not constant-time: for verifying, and for test vectors.
"""

from __future__ import annotations

from collections.abc import Sequence

import edwards
from edwards import D, L, P, SQRT_M1, sqrt_ratio
from errors import Refused, require

_, INVSQRT_A_MINUS_D = sqrt_ratio(1, -1 - D)


class Point:
    """Point is an element of ristretto255: one representative on the curve, and where known its encoding."""

    __slots__ = ("raw", "_encoding", "_table")

    def __init__(self, raw: edwards.Raw, encoding: bytes | None = None) -> None:
        self.raw = raw
        self._encoding = encoding
        self._table: list[edwards.Raw] | None = None

    def __add__(self, other: Point) -> Point:
        return Point(edwards.add(self.raw, other.raw))

    def __sub__(self, other: Point) -> Point:
        return Point(edwards.add(self.raw, edwards.negate(other.raw)))

    def __neg__(self) -> Point:
        return Point(edwards.negate(self.raw))

    def __rmul__(self, scalar: int) -> Point:
        if self is BASE:
            return Point(edwards.multiply_base(scalar))
        return Point(edwards.multi_multiply([(scalar, self.table())]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Point):
            return NotImplemented
        (x1, y1, _, _), (x2, y2, _, _) = self.raw, other.raw
        return (x1 * y2 - y1 * x2) % P == 0 or (y1 * y2 - x1 * x2) % P == 0

    def __hash__(self) -> int:
        return hash(self.encode())

    def is_identity(self) -> bool:
        """is_identity tells whether this is the identity of the group."""
        return self.raw[0] % P == 0 or self.raw[1] % P == 0

    def table(self) -> list[edwards.Raw]:
        """table is the point's odd multiples, made once."""
        if self._table is None:
            self._table = edwards.odd_multiples(self.raw)
        return self._table

    def encode(self) -> bytes:
        """encode is ENCODE of RFC 9496, section 4.3.2."""
        if self._encoding is None:
            self._encoding = _encode(self.raw)
        return self._encoding


def _encode(raw: edwards.Raw) -> bytes:
    x, y, z, t = raw
    u1 = (z + y) * (z - y) % P
    u2 = x * y % P
    _, root = sqrt_ratio(1, u1 * u2 % P * u2 % P)
    den1 = root * u1 % P
    den2 = root * u2 % P
    z_inverse = den1 * den2 % P * t % P
    if t * z_inverse % P & 1:
        x, y = y * SQRT_M1 % P, x * SQRT_M1 % P
        den = den1 * INVSQRT_A_MINUS_D % P
    else:
        den = den2
    if x * z_inverse % P & 1:
        y = P - y
    s = den * (z - y) % P
    return (P - s if s & 1 else s).to_bytes(32, "little")


def decode(data: bytes) -> Point:
    """decode is DECODE of RFC 9496, section 4.3.1. ERRORS: bad-point."""
    s = int.from_bytes(data, "little")
    require(
        len(data) == 32 and s < P and s & 1 == 0, "bad-point", "not a canonical field element, or negative"
    )
    square = s * s % P
    u1, u2 = 1 - square, 1 + square
    u2_squared = u2 * u2 % P
    v = (-D * u1 % P * u1 - u2_squared) % P
    was_square, root = sqrt_ratio(1, v * u2_squared % P)
    den_x = root * u2 % P
    den_y = root * den_x % P * v % P
    x = 2 * s * den_x % P
    x = P - x if x & 1 else x
    y = u1 * den_y % P
    t = x * y % P
    if not was_square or t & 1 or y == 0:
        raise Refused("bad-point", "no element of ristretto255")
    return Point((x, y, 1, t), bytes(data))


IDENTITY = Point(edwards.IDENTITY, bytes(32))
BASE = Point(edwards.BASE)


def multi_multiply(scalars: Sequence[int], points: Sequence[Point], base: int = 0) -> Point:
    """multi_multiply is the sum of scalars[i] points[i], and base B."""
    total = edwards.multi_multiply((k, p.table()) for k, p in zip(scalars, points, strict=True))
    if base % L:
        total = edwards.add(total, edwards.multiply_base(base))
    return Point(total)


def decode_scalar(data: bytes) -> int:
    """decode_scalar reads 32 bytes, little-endian. ERRORS: bad-scalar."""
    value = int.from_bytes(data, "little")
    require(len(data) == 32 and value < L, "bad-scalar", "a scalar not below the group order")
    return value


def encode_scalar(value: int) -> bytes:
    """encode_scalar is the value in 32 bytes, little-endian."""
    return (value % L).to_bytes(32, "little")
