"""Encodings, labels and hashes.

Clauses: ENC-1 to ENC-6, ENC-8, LAB-1, LAB-2, and the signatures of LAB-3 and LAB-4.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import ed25519
import ristretto
from edwards import L
from errors import Refused, require
from ristretto import Point


def u8(value: int) -> bytes:
    """u8 is one byte."""
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    """u16 is two bytes, big-endian."""
    return value.to_bytes(2, "big")


def i16(value: int) -> bytes:
    """i16 is ENC-8."""
    return value.to_bytes(2, "big", signed=True)


def u32(value: int) -> bytes:
    """u32 is four bytes, big-endian."""
    return value.to_bytes(4, "big")


def u64(value: int) -> bytes:
    """u64 is eight bytes, big-endian."""
    return value.to_bytes(8, "big")


def label(name: str) -> bytes:
    """label is LAB-1's domain separation."""
    return b"constat/v1/" + name.encode("ascii") + b"\0"


def h256(name: str, *parts: bytes) -> bytes:
    """h256 is H256 of LAB-1 over the joined parts."""
    return hashlib.sha256(label(name) + b"".join(parts)).digest()


def hl(name: str, *parts: bytes) -> int:
    """hl is Hl of LAB-1: SHA-512 as a little-endian integer, modulo l."""
    return int.from_bytes(hashlib.sha512(label(name) + b"".join(parts)).digest(), "little") % L


@dataclass(frozen=True)
class Claim:
    """Claim is all that a challenge hashes but the commitments (LAB-6): `rest` is what comes after them."""

    name: str
    statement: bytes
    rest: bytes = b""

    def encode(self) -> bytes:
        """encode is what nonces are derived from."""
        return label(self.name) + self.statement + self.rest

    def challenge(self, *commitments: Point) -> int:
        """challenge is c."""
        return hl(self.name, self.statement, *(p.encode() for p in commitments), self.rest)


@dataclass(frozen=True)
class Schnorr:
    """Schnorr is a proof that somebody knows the logarithm of a point, or a trustee's signature."""

    A: Point
    z: int

    def encode(self) -> bytes:
        """encode is the wire form, 64 bytes."""
        return self.A.encode() + ristretto.encode_scalar(self.z)

    def holds(self, public: Point, c: int) -> bool:
        """holds tells whether zB = A + cP."""
        return ristretto.multi_multiply([L - 1, -c], [self.A, public], base=self.z).is_identity()


@dataclass(frozen=True)
class Dleq:
    """Dleq is a proof that two points have one logarithm, each to its own base."""

    A1: Point
    A2: Point
    z: int

    def encode(self) -> bytes:
        """encode is the wire form, 96 bytes."""
        return self.A1.encode() + self.A2.encode() + ristretto.encode_scalar(self.z)

    def holds(self, public: Point, base2: Point, public2: Point, c: int) -> bool:
        """holds tells whether zB = A1 + c public and z base2 = A2 + c public2."""
        first = ristretto.multi_multiply([L - 1, -c], [self.A1, public], base=self.z)
        second = ristretto.multi_multiply([self.z, L - 1, -c], [base2, self.A2, public2])
        return first.is_identity() and second.is_identity()


class Reader:
    """Reader takes values from bytes, front to back; the first fault gives the code (ENC-1)."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def opaque(self, length: int) -> bytes:
        """opaque is the next bytes as they are. ERRORS: truncated."""
        end = self.position + length
        require(end <= len(self.data), "truncated", f"{end - len(self.data)} bytes missing")
        value = self.data[self.position : end]
        self.position = end
        return value

    def end(self) -> None:
        """end refuses what follows. ERRORS: trailing-bytes."""
        left = len(self.data) - self.position
        require(left == 0, "trailing-bytes", f"{left} bytes left over")

    def uint(self, size: int) -> int:
        """uint is an unsigned big-endian integer of `size` bytes."""
        return int.from_bytes(self.opaque(size), "big")

    def u8(self) -> int:
        """u8 is one byte."""
        return self.uint(1)

    def u16(self) -> int:
        """u16 is two bytes."""
        return self.uint(2)

    def u32(self) -> int:
        """u32 is four bytes."""
        return self.uint(4)

    def u64(self) -> int:
        """u64 is eight bytes."""
        return self.uint(8)

    def enum(self, highest: int) -> int:
        """enum is a u8 from 0 to highest. ERRORS: unknown-enum."""
        value = self.u8()
        require(value <= highest, "unknown-enum", f"{value} is above {highest}")
        return value

    def bool(self) -> bool:
        """bool is ENC-6."""
        return self.enum(1) == 1

    def count(self, low: int, high: int, size: int = 2) -> int:
        """count is the number of elements, or of bytes, of a vector. ERRORS: bad-length."""
        value = self.uint(size)
        require(low <= value <= high, "bad-length", f"{value} is not in {low}..{high}")
        return value

    def vector(self, low: int, high: int, size: int = 2) -> bytes:
        """vector is opaque<low..high>."""
        return self.opaque(self.count(low, high, size))

    def text(self, low: int, high: int, lines: bool = False) -> str:
        """text is ENC-4, with line feeds where lines says so. ERRORS: bad-length, truncated, bad-text."""
        return check_text(self.vector(low, high), lines)

    def i16(self) -> int:
        """i16 is ENC-8."""
        return int.from_bytes(self.opaque(2), "big", signed=True)

    def point(self) -> Point:
        """point is ENC-2. ERRORS: truncated, bad-point."""
        return ristretto.decode(self.opaque(32))

    def scalar(self) -> int:
        """scalar is ENC-3. ERRORS: truncated, bad-scalar."""
        return ristretto.decode_scalar(self.opaque(32))

    def schnorr(self) -> Schnorr:
        """schnorr is LAB-4's struct."""
        return Schnorr(self.point(), self.scalar())

    def dleq(self) -> Dleq:
        """dleq is CER-8's struct."""
        return Dleq(self.point(), self.point(), self.scalar())


# What no text holds, in the order of ENC-4; a line feed is looked at by itself.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\ufdd0-\ufdef" + "".join(map(chr, (p * 65536 + e for p in range(17) for e in (65534, 65535)))) + "]"
    "|[\u0300-\u036f]{5}"
)


def check_text(data: bytes, lines: bool = False) -> str:
    """check_text is the rule of ENC-4 on bytes; lines allows line feeds. ERRORS: bad-text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("bad-text", "not well-formed UTF-8") from error
    require(FORBIDDEN.search(text) is None, "bad-text", "a character that no text may hold")
    require(lines or "\n" not in text, "bad-text", "a line feed")
    return text


def signed_message(manifest_hash: bytes, entry_type: int, author: int, unsigned_body: bytes) -> bytes:
    """signed_message is what an Ed25519 key of LAB-3 signs."""
    return label("signature") + manifest_hash + u8(entry_type) + u16(author) + unsigned_body


def verify_signed(key: bytes, manifest_hash: bytes, entry_type: int, author: int, body: bytes) -> None:
    """verify_signed checks the last 64 bytes of a body as LAB-3 says. ERRORS: bad-signature."""
    ed25519.verify(key, signed_message(manifest_hash, entry_type, author, body[:-64]), body[-64:])


def trustee_claim(manifest_hash: bytes, entry_type: int, trustee: int, key: Point, unsigned: bytes) -> Claim:
    """trustee_claim is what LAB-4's signature says."""
    statement = manifest_hash + u8(entry_type) + u16(trustee) + key.encode()
    return Claim("trustee-signature", statement, unsigned)
