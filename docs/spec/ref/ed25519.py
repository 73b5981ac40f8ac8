"""Ed25519 (RFC 8032), strictly: one encoding of every key and signature, keys of prime order only.

Clauses: LAB-3, MAN-3.3.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha512

import edwards
from edwards import D, L, P, sqrt_ratio
from errors import Refused, require


def _encode(raw: edwards.Raw) -> bytes:
    inverse = pow(raw[2], -1, P)
    x, y = raw[0] * inverse % P, raw[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _is_identity(raw: edwards.Raw) -> bool:
    return raw[0] % P == 0 and (raw[1] - raw[2]) % P == 0


@lru_cache(maxsize=1024)
def decode_key(key: bytes) -> edwards.Raw:
    """decode_key reads a public key: canonical, of prime order, not the identity. ERRORS: bad-key."""
    value = int.from_bytes(key, "little")
    y, sign = value & (2**255 - 1), value >> 255
    require(len(key) == 32 and y < P, "bad-key", "not a canonical encoding")
    was_square, x = sqrt_ratio(y * y - 1, D * y * y + 1)
    require(was_square, "bad-key", "not on the curve")
    require(not (x == 0 and sign), "bad-key", "not a canonical encoding")
    if x & 1 != sign:
        x = P - x
    point = (x, y, 1, x * y % P)
    require(not _is_identity(point), "bad-key", "the identity")
    require(_is_identity(_times_order(point)), "bad-key", "not in the prime-order subgroup")
    return point


def _times_order(point: edwards.Raw) -> edwards.Raw:
    """_times_order is l times a point of the whole curve (multi_multiply would reduce l to 0)."""
    total, power = edwards.IDENTITY, point
    for bit in range(L.bit_length()):
        if L >> bit & 1:
            total = edwards.add(total, power)
        power = edwards.double(power)
    return total


def is_valid(key: bytes, message: bytes, signature: bytes) -> bool:
    """is_valid checks the equation sB = R + kA without a cofactor, comparing R as bytes.

    REQUIRES: decode_key accepts the key. R then lies in the prime-order subgroup, where only the identity is
    of small order: it is refused (LAB-3).
    """
    if len(signature) != 64:
        return False
    point = decode_key(key)
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    k = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % L
    minus_ka = edwards.multi_multiply([(-k, edwards.odd_multiples(point))])
    r = edwards.add(edwards.multiply_base(s), minus_ka)
    return not _is_identity(r) and _encode(r) == signature[:32]


def verify(key: bytes, message: bytes, signature: bytes) -> None:
    """verify refuses unless the signature is valid. ERRORS: bad-key, bad-signature."""
    if not is_valid(key, message, signature):
        raise Refused("bad-signature", "an Ed25519 signature does not verify")


def _expand(seed: bytes) -> tuple[int, bytes]:
    h = sha512(seed).digest()
    scalar = int.from_bytes(h[:32], "little") & (2**254 - 8) | 2**254
    return scalar, h[32:]


def public_key(seed: bytes) -> bytes:
    """public_key is the key of a 32-byte seed."""
    return _encode(edwards.multiply_base(_expand(seed)[0]))


def sign(seed: bytes, message: bytes) -> bytes:
    """sign is RFC 8032's deterministic signature."""
    scalar, prefix = _expand(seed)
    key = public_key(seed)
    r = int.from_bytes(sha512(prefix + message).digest(), "little") % L
    encoded_r = _encode(edwards.multiply_base(r))
    k = int.from_bytes(sha512(encoded_r + key + message).digest(), "little") % L
    return encoded_r + ((r + k * scalar) % L).to_bytes(32, "little")
