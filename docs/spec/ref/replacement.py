"""Lost codes: registrars put a new credential into the slot of one that has no ballot.

Clauses: ROL-10.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ballot import BallotBox
from errors import require
from manifest import Manifest
from ristretto import Point
from roll import Roll
from wire import Claim, Reader, Schnorr, u16, u32, verify_signed

REPLACEMENT = 14
MINUTE_MS = 60_000
LONGEST_MS = 72 * 3_600_000
MOST_OF_A_SLOT = 2


def replacement_claim(
    manifest_hash: bytes, registrar: int, slot: tuple[int, int], old: bytes, share: Point
) -> Claim:
    """replacement_claim is what the proof of ROL-10 says."""
    place = u16(registrar) + u16(slot[0]) + u32(slot[1])
    return Claim("replacement-share", manifest_hash + place + old + share.encode())


def cap(registered: int, permille: int, least: int) -> int:
    """cap is cap_r of a region with so many registered voters."""
    return min(registered, max(least, registered * permille // 1000))


@dataclass(frozen=True)
class Share:
    """Share is ROL-10's struct without its signature."""

    registrar: int
    old: bytes
    until_ms: int
    share: Point
    proof: Schnorr


def decode_share(body: bytes) -> Share:
    """decode_share reads a `replacement_share`'s body."""
    r = Reader(body)
    share = Share(r.u16(), r.point().encode(), r.u64(), r.point(), r.schnorr())
    r.opaque(64)
    r.end()
    return share


class Replacements:
    """Replacements is the fold over entries 14; phase and time are the caller's to check."""

    def __init__(self, m: Manifest, roll: Roll, box: BallotBox) -> None:
        self.manifest = m
        self.roll = roll
        self.box = box
        self.caps = [cap(n, m.replace_permille, m.replace_least) for n in roll.registered()]
        self.pending: dict[bytes, dict[int, Share]] = {}
        self.of_slot: Counter[tuple[int, int]] = Counter()
        self.of_region = [0] * len(m.regions)

    def share(self, body: bytes, time_ms: int) -> None:
        """share is ROL-10 from its first check on."""
        s = decode_share(body)
        registrars = self.manifest.registrars
        require(s.registrar < len(registrars), "unknown-author", f"there is no registrar {s.registrar}")
        require(s.old in self.roll.slot_of, "not-on-roll", s.old.hex())
        require(s.old not in self.box.void, "credential-replaced", s.old.hex())
        require(s.old not in self.box.voters, "already-voted", s.old.hex())
        whole = s.until_ms % MINUTE_MS == 0
        fits = whole and time_ms < s.until_ms <= time_ms + LONGEST_MS
        require(fits, "bad-number", f"until {s.until_ms}, at {time_ms}")
        slot = self.roll.slot_of[s.old]
        waiting = self._waiting(time_ms)
        self._check_caps(s, slot, waiting)
        earlier = waiting.get(s.old, {}).get(s.registrar)
        require(earlier is None or earlier.until_ms < s.until_ms, "duplicate", "an older share")
        verify_signed(registrars[s.registrar].key, self.manifest.hash(), REPLACEMENT, s.registrar, body)
        require(not s.share.is_identity(), "identity-point", "a credential's share")
        said = replacement_claim(self.manifest.hash(), s.registrar, slot, s.old, s.share)
        c = said.challenge(s.proof.A)
        require(s.proof.holds(s.share, c), "bad-proof", f"slot {slot}")
        shares = {**waiting.get(s.old, {}), s.registrar: s}
        new = self._new_credential(shares) if len(shares) == len(registrars) else None
        self.pending = {**waiting, s.old: shares}
        if new is not None:
            self._replace(s.old, slot, new)

    def _waiting(self, time_ms: int) -> dict[bytes, dict[int, Share]]:
        """_waiting are the shares that are pending at a time, by credential and registrar."""
        return {
            old: {m: s for m, s in shares.items() if time_ms < s.until_ms}
            for old, shares in self.pending.items()
        }

    def _check_caps(self, s: Share, slot: tuple[int, int], waiting: dict[bytes, dict[int, Share]]) -> None:
        """_check_caps is ROL-10 (4)."""
        region = slot[0]
        others = sum(
            s.registrar in shares and self.roll.slot_of[old][0] == region
            for old, shares in waiting.items()
            if old != s.old
        )
        require(self.of_slot[slot] < MOST_OF_A_SLOT, "too-many-replacements", f"of slot {slot}")
        require(self.of_region[region] < self.caps[region], "too-many-replacements", f"in region {region}")
        require(others < self.caps[region], "too-many-replacements", f"pending in region {region}")

    def _new_credential(self, shares: dict[int, Share]) -> bytes:
        """_new_credential is X'. ERRORS: identity-point, credential-twice."""
        first, *rest = (s.share for s in shares.values())
        credential = sum(rest, first)
        require(not credential.is_identity(), "identity-point", "the new credential")
        encoded = credential.encode()
        require(encoded not in self.roll.slot_of, "credential-twice", encoded.hex())
        return encoded

    def _replace(self, old: bytes, slot: tuple[int, int], new: bytes) -> None:
        """_replace is the effect of the last share."""
        self.drop(old)
        self.box.void.add(old)
        self.roll.slot_of[new] = slot
        self.of_slot[slot] += 1
        self.of_region[slot[0]] += 1

    def drop(self, credential: bytes) -> None:
        """drop forgets the shares for a credential: it voted, or was replaced."""
        self.pending.pop(credential, None)
