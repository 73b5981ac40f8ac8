"""The trustees' joint key: commitments, deals, acceptances, complaints; drills.

Clauses: CER-1 to CER-10, CER-12, LAB-4.
"""

from __future__ import annotations

from dataclasses import dataclass

import aead
import ristretto
from errors import Refused, require
from manifest import Manifest
from ristretto import BASE, IDENTITY, Point
from wire import Claim, Reader, Schnorr, h256, label, trustee_claim, u16, u64

DEAL, ACCEPT, COMPLAINT, COMMIT, DRILL = 2, 3, 4, 12, 13


@dataclass(frozen=True)
class DealtShare:
    """DealtShare is one encrypted share of a deal."""

    ephemeral: Point
    possession: Schnorr
    sealed: bytes


@dataclass(frozen=True)
class Deal:
    """Deal is a `trustee_deal`, with its body."""

    body: bytes
    dealer: int
    commitments: tuple[Point, ...]
    possession: Schnorr
    shares: tuple[DealtShare, ...]
    signature: Schnorr

    def hash(self, manifest_hash: bytes) -> bytes:
        """hash is d_i of CER-6."""
        return h256("deal", manifest_hash, self.body)

    def value_at(self, x: int) -> Point:
        """value_at is sum_k x^k C_ik: the public side of f_i(x)."""
        return ristretto.multi_multiply([x**k for k in range(len(self.commitments))], self.commitments)


def decode_deal(body: bytes, m: Manifest) -> Deal:
    """decode_deal reads CER-2's struct."""
    r = Reader(body)
    dealer = r.u16()
    commitments = tuple(r.point() for _ in range(m.threshold))
    possession = r.schnorr()
    shares = tuple(DealtShare(r.point(), r.schnorr(), r.opaque(48)) for _ in m.trustees)
    signature = r.schnorr()
    r.end()
    return Deal(body, dealer, commitments, possession, shares, signature)


def possession_claim(manifest_hash: bytes, dealer: int, commitments: tuple[Point, ...]) -> Claim:
    """possession_claim is what the proof of CER-3 says."""
    points = b"".join(p.encode() for p in commitments)
    return Claim("deal-possession", manifest_hash + u16(dealer) + points)


def ephemeral_claim(manifest_hash: bytes, dealer: int, trustee: int, E: Point) -> Claim:
    """ephemeral_claim is what a proof of CER-4 says."""
    return Claim("deal-ephemeral", manifest_hash + u16(dealer) + u16(trustee) + E.encode())


def share_key(manifest_hash: bytes, pair: tuple[int, int], E: Point, key: Point, shared: Point) -> bytes:
    """share_key is the key of CER-4 for (dealer, trustee), from the shared point S."""
    info = manifest_hash + u16(pair[0]) + u16(pair[1]) + E.encode() + key.encode()
    return aead.hkdf_sha512(label("deal-key"), shared.encode(), info, 32)


def share_context(manifest_hash: bytes, dealer: int, trustee: int) -> bytes:
    """share_context is the associated data of CER-4."""
    return manifest_hash + u16(dealer) + u16(trustee)


def drill_claim(
    manifest_hash: bytes, deals_hash: bytes, trustee: tuple[int, Point], tree: tuple[int, bytes]
) -> Claim:
    """drill_claim is what a proof of CER-12 says of trustee (j, V_j) and the tree (N, R) of the complete roll."""
    who = u16(trustee[0]) + trustee[1].encode()
    return Claim("trustee-drill", manifest_hash + deals_hash + who + u64(tree[0]) + tree[1])


class Ceremony:
    """Ceremony is the fold over entries 2, 3, 4, 12 and 13; the phase is the caller's to check."""

    def __init__(self, m: Manifest) -> None:
        self.manifest = m
        self.hash = m.hash()
        self.committed: dict[int, bytes] = {}
        self.deals: dict[int, Deal] = {}
        self.drilled: set[int] = set()
        self.accepted: set[int] = set()
        self.convicted: int | None = None

    def all_committed(self) -> bool:
        """all_committed tells whether every trustee has committed to a deal."""
        return len(self.committed) == len(self.manifest.trustees)

    def all_dealt(self) -> bool:
        """all_dealt tells whether every trustee has dealt."""
        return len(self.deals) == len(self.manifest.trustees)

    def all_accepted(self) -> bool:
        """all_accepted tells whether every trustee has accepted."""
        return len(self.accepted) == len(self.manifest.trustees)

    def deals_hash(self) -> bytes:
        """deals_hash is CER-6's."""
        return h256("deals", self.hash, *(d.hash(self.hash) for _, d in sorted(self.deals.items())))

    def joint_key(self) -> Point:
        """joint_key is K of CER-5."""
        return sum((d.commitments[0] for d in self.deals.values()), IDENTITY)

    def verification_key(self, trustee: int) -> Point:
        """verification_key is V_j of CER-5."""
        return sum((d.value_at(trustee) for d in self.deals.values()), IDENTITY)

    def trustee_key(self, trustee: int) -> Point:
        """trustee_key is P_j of the manifest. ERRORS: unknown-author."""
        known = 1 <= trustee <= len(self.manifest.trustees)
        require(known, "unknown-author", f"there is no trustee {trustee}")
        return self.manifest.trustees[trustee - 1].key

    def check_signature(self, entry_type: int, trustee: int, body: bytes, signature: Schnorr) -> None:
        """check_signature is LAB-4. ERRORS: bad-signature."""
        key = self.trustee_key(trustee)
        c = trustee_claim(self.hash, entry_type, trustee, key, body[:-64]).challenge(signature.A)
        require(signature.holds(key, c), "bad-signature", f"trustee {trustee}'s signature")

    def commit(self, body: bytes) -> None:
        """commit is CER-10."""
        r = Reader(body)
        dealer, deal_hash, signature = r.u16(), r.opaque(32), r.schnorr()
        r.end()
        self.trustee_key(dealer)
        require(dealer not in self.committed, "duplicate", f"trustee {dealer} has committed")
        self.check_signature(COMMIT, dealer, body, signature)
        self.committed[dealer] = deal_hash

    def deal(self, body: bytes) -> None:
        """deal is CER-2 to CER-5."""
        deal = decode_deal(body, self.manifest)
        self.trustee_key(deal.dealer)
        require(deal.dealer not in self.deals, "duplicate", f"trustee {deal.dealer} has dealt")
        committed = self.committed[deal.dealer] == deal.hash(self.hash)
        require(committed, "wrong-hash", f"trustee {deal.dealer} committed to another deal")
        for point in (*deal.commitments, *(s.ephemeral for s in deal.shares)):
            require(not point.is_identity(), "identity-point", "a commitment or an ephemeral point")
        self.check_signature(DEAL, deal.dealer, body, deal.signature)
        self._check_possession(deal)
        self.deals[deal.dealer] = deal
        try:
            self._check_keys()
        except Refused:
            del self.deals[deal.dealer]
            raise

    def _check_possession(self, deal: Deal) -> None:
        """_check_possession is CER-3 and CER-4."""
        c = possession_claim(self.hash, deal.dealer, deal.commitments).challenge(deal.possession.A)
        require(deal.possession.holds(deal.commitments[0], c), "bad-proof", "of the constant term")
        for j, share in enumerate(deal.shares, 1):
            claim = ephemeral_claim(self.hash, deal.dealer, j, share.ephemeral)
            c = claim.challenge(share.possession.A)
            require(share.possession.holds(share.ephemeral, c), "bad-proof", f"of the ephemeral secret {j}")

    def _check_keys(self) -> None:
        """_check_keys is CER-5, once every trustee has dealt."""
        if self.all_dealt():
            keys = [self.joint_key(), *(self.verification_key(j + 1) for j in range(len(self.deals)))]
            require(not any(k.is_identity() for k in keys), "identity-point", "a joint or verification key")

    def accept(self, body: bytes) -> None:
        """accept is CER-7."""
        r = Reader(body)
        trustee, deals_hash, signature = r.u16(), r.opaque(32), r.schnorr()
        r.end()
        self.trustee_key(trustee)
        require(trustee not in self.accepted, "duplicate", f"trustee {trustee} has accepted")
        require(deals_hash == self.deals_hash(), "wrong-hash", "of the deals")
        self.check_signature(ACCEPT, trustee, body, signature)
        self.accepted.add(trustee)

    def drill(self, body: bytes, tree: tuple[int, bytes]) -> None:
        """drill is CER-12 for the tree (N, R) of the complete roll."""
        r = Reader(body)
        trustee, possession, signature = r.u16(), r.schnorr(), r.schnorr()
        r.end()
        self.trustee_key(trustee)
        require(trustee not in self.drilled, "duplicate", f"trustee {trustee} has drilled")
        self.check_signature(DRILL, trustee, body, signature)
        key = self.verification_key(trustee)
        claim = drill_claim(self.hash, self.deals_hash(), (trustee, key), tree)
        require(possession.holds(key, claim.challenge(possession.A)), "bad-proof", f"of trustee {trustee}'s share of the key")
        self.drilled.add(trustee)

    def complain(self, body: bytes) -> None:
        """complain is CER-8 and CER-9."""
        r = Reader(body)
        trustee, dealer, shared, proof, signature = r.u16(), r.u16(), r.point(), r.dleq(), r.schnorr()
        r.end()
        key = self.trustee_key(trustee)
        self.trustee_key(dealer)
        require(trustee not in self.accepted, "duplicate", f"trustee {trustee} has accepted")
        self.check_signature(COMPLAINT, trustee, body, signature)
        deal = self.deals[dealer]
        ephemeral = deal.shares[trustee - 1].ephemeral
        points = (key, ephemeral, shared)
        claim = complaint_claim(self.hash, (trustee, dealer), deal.hash(self.hash), points)
        c = claim.challenge(proof.A1, proof.A2)
        require(proof.holds(key, ephemeral, shared, c), "bad-proof", "of the shared point")
        good = self._is_share_good(deal, trustee, shared)
        require(not good, "unfounded-complaint", f"trustee {trustee} complains about a good share")
        self.convicted = dealer

    def _is_share_good(self, deal: Deal, trustee: int, shared: Point) -> bool:
        """_is_share_good opens a sealed share with S and compares it with the commitments."""
        share = deal.shares[trustee - 1]
        key = share_key(self.hash, (deal.dealer, trustee), share.ephemeral, self.trustee_key(trustee), shared)
        try:
            context = share_context(self.hash, deal.dealer, trustee)
            value = ristretto.decode_scalar(aead.unseal(key, bytes(24), share.sealed, context))
        except Refused:
            return False
        return value * BASE == deal.value_at(trustee)


def complaint_claim(
    manifest_hash: bytes, pair: tuple[int, int], deal_hash: bytes, points: tuple[Point, Point, Point]
) -> Claim:
    """complaint_claim is what the proof of CER-8 says of (trustee, dealer) and the points P_j, E, S."""
    encoded = b"".join(p.encode() for p in points)
    return Claim("complaint", manifest_hash + u16(pair[0]) + u16(pair[1]) + deal_hash + encoded)
