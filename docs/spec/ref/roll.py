"""Voting codes, credentials, the public roll.

Clauses: ROL-1 to ROL-7, ROL-9.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from errors import require
from manifest import Manifest
from ristretto import Point
from wire import Claim, Reader, Schnorr, h256, hl, label, u16, u32, verify_signed

CHUNK, END = 5, 6
NO_ORDER = bytes(32)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 24


def gf32_multiply(a: int, b: int) -> int:
    """gf32_multiply multiplies in GF(2)[g]/(g^5 + g^2 + 1)."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def checksum(values: list[int]) -> int:
    """checksum is sum_i g^i d_i; it is 0 for a good code."""
    total = 0
    for value in reversed(values):
        total = gf32_multiply(total, 2) ^ value
    return total


def check_symbol(values: list[int]) -> int:
    """check_symbol is the d_23 that goes with d_0 .. d_22."""
    return next(d for d in range(32) if checksum([*values, d]) == 0)


def read_code(text: str) -> str:
    """read_code is the 24 symbols of what a person typed. ERRORS: bad-code."""
    symbols = text.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    known = len(symbols) == CODE_LENGTH and all(s in ALPHABET for s in symbols)
    require(known and checksum([ALPHABET.index(s) for s in symbols]) == 0, "bad-code", "mistyped")
    return symbols


def format_code(symbols: str) -> str:
    """format_code shows a code in groups of four."""
    return "-".join(symbols[i : i + 4] for i in range(0, len(symbols), 4))


def credential_share_secret(manifest_hash: bytes, registrar: int, symbols: str) -> int:
    """credential_share_secret is x_m of ROL-2."""
    return hl("credential-secret", manifest_hash, u16(registrar), symbols.encode("ascii"))


def share_claim(manifest_hash: bytes, registrar: int, slot: tuple[int, int], X: Point) -> Claim:
    """share_claim is what the proof of ROL-4 says of the slot (region, number)."""
    place = u16(registrar) + u16(slot[0]) + u32(slot[1])
    return Claim("credential-share", manifest_hash + place + X.encode())


def order_hash(manifest_hash: bytes, nonce: bytes, persons: list[tuple[int, bytes]]) -> bytes:
    """order_hash is ROL-9's, of (region, id) in the order of the slots."""
    order = b"".join(u16(region) + u16(len(name)) + name for region, name in persons)
    return h256("order", manifest_hash, nonce, order)


@dataclass
class _Registrar:
    """_Registrar is what one registrar has published so far."""

    shares: list[list[Point]]
    hash: hashlib._Hash
    region: int = 0
    ended: bool = False


@dataclass
class Roll:
    """Roll is the fold over entries 5 and 6; the phase is the caller's to check."""

    manifest: Manifest
    slot_of: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    order_hash: bytes | None = None

    def __post_init__(self) -> None:
        self.hash = self.manifest.hash()
        self.regions = len(self.manifest.regions)
        self.registrars = [
            _Registrar([[] for _ in range(self.regions)], hashlib.sha256(label("roll") + self.hash + u16(m)))
            for m in range(len(self.manifest.registrars))
        ]

    def is_complete(self) -> bool:
        """is_complete tells whether every registrar has ended."""
        return all(r.ended for r in self.registrars)

    def registered(self) -> list[int]:
        """registered are the voters of each region (ROL-7), once the roll is complete."""
        return [len(shares) for shares in self.registrars[0].shares]

    def _author(self, number: int) -> _Registrar:
        require(number < len(self.registrars), "unknown-author", f"there is no registrar {number}")
        return self.registrars[number]

    def chunk(self, body: bytes) -> None:
        """chunk is ROL-5."""
        r = Reader(body)
        number, region, first, order = r.u16(), r.u16(), r.u32(), r.opaque(32)
        slots = [(r.point(), r.schnorr()) for _ in range(r.count(1, 512))]
        r.opaque(64)
        r.end()
        author = self._author(number)
        require(region < self.regions, "bad-number", f"there is no region {region}")
        require(not author.ended, "duplicate", f"registrar {number} has ended")
        in_order = region >= author.region and first == len(author.shares[region])
        require(in_order, "roll-order", f"slot {first} of region {region} is not the next")
        self._check_order_hash(number, order)
        verify_signed(self.manifest.registrars[number].key, self.hash, CHUNK, number, body)
        self._check_slots(number, region, first, slots)
        credentials = self._completed(number, region, [share for share, _ in slots])
        author.shares[region] += [share for share, _ in slots]
        author.region = region
        author.hash.update(body)
        self.order_hash = order
        self.slot_of.update(credentials)

    def _check_order_hash(self, number: int, order: bytes) -> None:
        """_check_order_hash is ROL-5 (2), registrar 0 comes first, and (3)."""
        begun = number == 0 or self.order_hash is not None
        require(begun, "roll-order", f"registrar {number} before registrar 0, who draws the order")
        alone = len(self.registrars) == 1
        require((order == NO_ORDER) == alone, "order-differs", "it is zero where there is one registrar, only")
        same = self.order_hash is None or order == self.order_hash
        require(same, "order-differs", f"registrar {number} has another order than registrar 0")

    def _check_slots(self, number: int, region: int, first: int, slots: list[tuple[Point, Schnorr]]) -> None:
        """_check_slots is ROL-5 (5), with ROL-4 for every slot of a chunk."""
        for share, _ in slots:
            require(not share.is_identity(), "identity-point", "a credential's share")
        distinct = len({share.encode() for share, _ in slots}) == len(slots)
        require(distinct, "duplicate", "one share in two slots of a chunk")
        for slot, (share, proof) in enumerate(slots, first):
            c = share_claim(self.hash, number, (region, slot), share).challenge(proof.A)
            require(proof.holds(share, c), "bad-proof", f"slot {slot} of region {region}")

    def _completed(self, number: int, region: int, new: list[Point]) -> dict[bytes, tuple[int, int]]:
        """_completed are the credentials these shares complete, with their slots.

        ERRORS: identity-point, credential-twice.
        """
        first = len(self.registrars[number].shares[region])
        others = [r.shares[region] for i, r in enumerate(self.registrars) if i != number]
        credentials: dict[bytes, tuple[int, int]] = {}
        for slot, share in enumerate(new, first):
            if all(slot < len(shares) for shares in others):
                credential = sum((shares[slot] for shares in others), share)
                require(
                    not credential.is_identity(), "identity-point", f"credential {slot} of region {region}"
                )
                encoded = credential.encode()
                twice = encoded in self.slot_of or encoded in credentials
                require(not twice, "credential-twice", f"slot {slot} of region {region}")
                credentials[encoded] = (region, slot)
        return credentials

    def end(self, body: bytes) -> None:
        """end is ROL-6."""
        r = Reader(body)
        number = r.u16()
        counts = [r.u32() for _ in range(self.regions)]
        digest = r.opaque(32)
        r.opaque(64)
        r.end()
        author = self._author(number)
        require(not author.ended, "duplicate", f"registrar {number} has ended")
        own = [len(shares) for shares in author.shares]
        others = [[len(s) for s in other.shares] for other in self.registrars if other.ended]
        require(all(counts == c for c in [own, *others]), "wrong-count", "of voters per region")
        require(any(counts), "wrong-count", "nobody is on the roll")
        require(digest == author.hash.digest(), "wrong-hash", "of the registrar's chunks")
        verify_signed(self.manifest.registrars[number].key, self.hash, END, number, body)
        author.ended = True
