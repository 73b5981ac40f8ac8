"""Units, sums, decryption shares, the outcome.

Clauses: TAL-2 to TAL-10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

import ristretto
import rule
from ballot import NO_CIPHERTEXT, Ballot, Ciphertext
from edwards import L
from errors import Refused, require
from manifest import Manifest
from ristretto import BASE, IDENTITY, Point
from wire import Claim, Dleq, Reader, h256, hl, u8, u16, u32, u64

SHARE, RESULT = 10, 11
CHUNK_SUMS = 1024
PART_BYTES = 60000
MIN_DECRYPTED = 3


@dataclass(frozen=True)
class Unit:
    """Unit is a set of regions that is decrypted together, or not at all."""

    regions: tuple[int, ...]
    counted: int
    decrypted: bool


def make_units(counted: Sequence[int], floor: int) -> list[Unit]:
    """make_units is TAL-3, from the counted ballots of each region."""
    small = [i for i, n in enumerate(counted) if 0 < n < floor]
    rest = sorted((i for i, n in enumerate(counted) if n >= floor), key=lambda i: (counted[i], i))
    while small and sum(counted[i] for i in small) < floor and rest:
        small.append(rest.pop(0))
    units = [Unit((i,), counted[i], True) for i in rest]
    units += [Unit((i,), 0, False) for i, n in enumerate(counted) if n == 0]
    if small:
        total = sum(counted[i] for i in small)
        units.append(Unit(tuple(sorted(small)), total, total >= MIN_DECRYPTED))
    return sorted(units, key=lambda unit: unit.regions[0])


def encode_units(units: Sequence[Unit]) -> bytes:
    """encode_units is `units` of TAL-7."""
    parts = [u16(len(u.regions)) + b"".join(map(u16, u.regions)) + u8(u.decrypted) for u in units]
    return u16(len(units)) + b"".join(parts)


def make_sums(m: Manifest, units: Sequence[Unit], counted: Sequence[Sequence[Ballot]]) -> list[Ciphertext]:
    """make_sums is TAL-5: one sum per decrypted unit, question and option."""
    sums: list[Ciphertext] = []
    for unit in (u for u in units if u.decrypted):
        ballots = [b for i in unit.regions for b in counted[i]]
        for q, question in enumerate(m.questions):
            for o in range(len(question.options)):
                sums.append(sum((b.answers[q].ciphertexts[o] for b in ballots), NO_CIPHERTEXT))
    return sums


def chunks_of(sums: Sequence[Ciphertext]) -> list[Sequence[Ciphertext]]:
    """chunks_of cuts the sums into chunks of 1024."""
    return [sums[i : i + CHUNK_SUMS] for i in range(0, len(sums), CHUNK_SUMS)]


def sums_hash(manifest_hash: bytes, units: Sequence[Unit], sums: Sequence[Ciphertext]) -> bytes:
    """sums_hash is what a trustee's program keeps (TAL-10)."""
    return h256("sums", manifest_hash, encode_units(units), *(s.encode() for s in sums))


@dataclass(frozen=True)
class ShareStatement:
    """ShareStatement is what a decryption share's proof speaks of."""

    manifest_hash: bytes
    trustee: int
    key: Point
    chunk: int
    units: bytes
    sums: Sequence[Ciphertext]
    shares: Sequence[Point]

    def hash(self) -> bytes:
        """hash is h of TAL-7."""
        rows = b"".join(s.encode() + d.encode() for s, d in zip(self.sums, self.shares, strict=True))
        head = self.manifest_hash + u16(self.trustee) + self.key.encode() + u16(self.chunk)
        return h256("share-statement", head, self.units, rows)

    def combine(self) -> tuple[Point, Point]:
        """combine is (R*, D*) of TAL-7."""
        h = self.hash()
        weights = [hl("share-weight", h, u32(k)) for k in range(len(self.sums))]
        return (
            ristretto.multi_multiply(weights, [s.R for s in self.sums]),
            ristretto.multi_multiply(weights, self.shares),
        )

    def claim(self) -> Claim:
        """claim is what the proof of TAL-7 says."""
        return Claim("share", self.hash())

    def verify(self, proof: Dleq) -> None:
        """verify checks the proof. ERRORS: wrong-share."""
        r_star, d_star = self.combine()
        good = proof.holds(self.key, r_star, d_star, self.claim().challenge(proof.A1, proof.A2))
        require(good, "wrong-share", f"trustee {self.trustee}, chunk {self.chunk}")


def lagrange_at_zero(trustees: Sequence[int], j: int) -> int:
    """lagrange_at_zero is L_j of TAL-8."""
    value = 1
    for i in trustees:
        if i != j:
            value = value * i * pow(i - j, -1, L) % L
    return value


def find_count(point: Point, limit: int) -> int:
    """find_count is the m in [0, limit] with mB the point, by baby and giant steps. ERRORS: no-count."""
    step = isqrt(limit) + 1
    baby, table = IDENTITY, dict[bytes, int]()
    for m in range(step):
        table[baby.encode()] = m
        baby = baby + BASE
    for giant in range(step + 1):
        rest = table.get(point.encode())
        if rest is not None and giant * step + rest <= limit:
            return giant * step + rest
        point = point - baby
    raise Refused("no-count", f"no count up to {limit}")


class Tallying:
    """Tallying is the fold over entries 10 and 11; the phase is the caller's to check."""

    def __init__(self, m: Manifest, counted: Sequence[Sequence[Ballot]], keys: dict[int, Point]) -> None:
        self.manifest = m
        self.hash = m.hash()
        self.keys = keys
        self.units = make_units([len(b) for b in counted], m.floor)
        self.units_encoded = encode_units(self.units)
        self.sums = make_sums(m, self.units, counted)
        self.chunks = chunks_of(self.sums)
        self.shares: dict[tuple[int, int], tuple[Point, ...]] = {}

    def share(self, body: bytes) -> None:
        """share is TAL-6."""
        r = Reader(body)
        trustee, chunk = r.u16(), r.u16()
        require(trustee in self.keys, "unknown-author", f"there is no trustee {trustee}")
        require(chunk < len(self.chunks), "bad-number", f"there is no chunk {chunk}")
        require((trustee, chunk) not in self.shares, "duplicate", f"trustee {trustee}, chunk {chunk}")
        sums = self.chunks[chunk]
        size = 4 + 32 * len(sums) + 96
        require(len(body) >= size, "truncated", f"this share has {size} bytes")
        require(len(body) <= size, "trailing-bytes", f"this share has {size} bytes")
        shares = tuple(r.point() for _ in sums)
        proof = r.dleq()
        key = self.keys[trustee]
        ShareStatement(self.hash, trustee, key, chunk, self.units_encoded, sums, shares).verify(proof)
        self.shares[trustee, chunk] = shares

    def complete_trustees(self) -> list[int]:
        """complete_trustees have said all their shares."""
        return [j for j in self.keys if all((j, c) in self.shares for c in range(len(self.chunks)))]

    def counts(self) -> list[int]:
        """counts is TAL-8 for every sum. ERRORS: too-few-shares, no-count."""
        trustees = self.complete_trustees()[: self.manifest.threshold]
        require(len(trustees) == self.manifest.threshold, "too-few-shares", "complete")
        factors = [-lagrange_at_zero(trustees, j) % L for j in trustees]
        per_unit = self.manifest.sums_per_unit()
        limits = [u.counted for u in self.units if u.decrypted for _ in range(per_unit)]
        counts = []
        for k, (total, limit) in enumerate(zip(self.sums, limits, strict=True)):
            shares = [self.shares[j, k // CHUNK_SUMS][k % CHUNK_SUMS] for j in trustees]
            counts.append(find_count(total.C + ristretto.multi_multiply(factors, shares), limit))
        return counts


Votes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """Outcome is TAL-9's struct, recomputed."""

    regions: list[tuple[int, int, int]]
    units: list[tuple[Unit, Votes | None]]
    questions: list[tuple[int, list[rule.TermResult]]]

    def encode(self) -> tuple[bytes, int]:
        """encode is the encoding, and the offset of `questions` in it."""
        regions = b"".join(u32(n) for region in self.regions for n in region)
        units = b"".join(_encode_unit(unit, votes) for unit, votes in self.units)
        head = regions + u16(len(self.units)) + units
        return head + b"".join(_encode_verdict(v, terms) for v, terms in self.questions), len(head)

    def as_json(self, m: Manifest) -> dict[str, object]:
        """as_json is the `result` of a report."""
        regions = [
            {"id": region.id, "registered": r, "counted": c, "ballots": b}
            for region, (r, c, b) in zip(m.regions, self.regions, strict=True)
        ]
        units = [
            {"regions": list(u.regions), "counted": u.counted, "decrypted": u.decrypted, "votes": votes}
            for u, votes in self.units
        ]
        return {"regions": regions, "units": units, "questions": self._questions_json(m)}

    def _questions_json(self, m: Manifest) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for q, (verdict, terms) in enumerate(self.questions):
            votes = whole_tally(m, q, self.regions, self.units).votes
            outcomes = [{**vars(t), "outcome": rule.OUTCOMES[t.outcome]} for t in terms]
            rows.append({"votes": votes, "verdict": rule.VERDICTS[verdict], "terms": outcomes})
        return rows


def _encode_unit(unit: Unit, votes: Votes | None) -> bytes:
    head = u16(len(unit.regions)) + b"".join(map(u16, unit.regions)) + u32(unit.counted) + u8(unit.decrypted)
    return head + b"".join(u32(n) for question in votes or () for n in question)


def _encode_verdict(verdict: int, terms: Sequence[rule.TermResult]) -> bytes:
    return u8(verdict) + b"".join(u8(t.outcome) + u64(t.numerator) + u64(t.denominator) for t in terms)


def split_counts(
    m: Manifest, units: Sequence[Unit], counts: Sequence[int]
) -> list[tuple[Unit, Votes | None]]:
    """split_counts gives each decrypted unit its votes, by question and option."""
    rest = iter(counts)
    out: list[tuple[Unit, Votes | None]] = []
    for unit in units:
        votes = tuple(tuple(next(rest) for _ in q.options) for q in m.questions) if unit.decrypted else None
        out.append((unit, votes))
    return out


def region_tallies(
    m: Manifest, q: int, regions: Sequence[tuple[int, int, int]], units: Sequence[tuple[Unit, Votes | None]]
) -> list[rule.Tally]:
    """region_tallies is what is known of each region by itself (TAL-4)."""
    options = len(m.questions[q].options)
    votes: dict[int, tuple[int, ...]] = {}
    for unit, by_question in units:
        if unit.counted == 0:
            votes[unit.regions[0]] = (0,) * options
        elif by_question is not None and len(unit.regions) == 1:
            votes[unit.regions[0]] = by_question[q]
    return [rule.Tally(r, c, votes.get(i)) for i, (r, c, _) in enumerate(regions)]


def whole_tally(
    m: Manifest, q: int, regions: Sequence[tuple[int, int, int]], units: Sequence[tuple[Unit, Votes | None]]
) -> rule.Tally:
    """whole_tally is what is known of all regions together."""
    known = all(v is not None or u.counted == 0 for u, v in units)
    rows = [v[q] for _, v in units if v is not None]
    options = len(m.questions[q].options)
    votes = tuple(sum(row[o] for row in rows) for o in range(options)) if known else None
    return rule.Tally(sum(r for r, _, _ in regions), sum(c for _, c, _ in regions), votes)


def make_outcome(
    m: Manifest, regions: list[tuple[int, int, int]], units: Sequence[Unit], counts: Sequence[int]
) -> Outcome:
    """make_outcome is TAL-9's Outcome from (registered, counted, ballots) per region and the counts."""
    with_votes = split_counts(m, units, counts)
    questions = []
    for q, question in enumerate(m.questions):
        whole = whole_tally(m, q, regions, with_votes)
        by_region = region_tallies(m, q, regions, with_votes)
        terms = [rule.evaluate(t, question, whole, by_region, m.regions) for t in question.terms]
        questions.append((rule.verdict(terms), terms))
    return Outcome(regions, with_votes, questions)


def check_part(outcome: Outcome, chunk: int, part: bytes) -> bool:
    """check_part tells whether a good part is the last. ERRORS: wrong-result, wrong-verdict."""
    encoded, questions_start = outcome.encode()
    start = chunk * PART_BYTES
    expected = encoded[start : start + PART_BYTES]
    if part != expected:
        same = next((i for i, (a, b) in enumerate(zip(part, expected)) if a != b), 0)
        in_verdict = len(part) == len(expected) and start + same >= questions_start
        raise Refused("wrong-verdict" if in_verdict else "wrong-result", f"chunk {chunk} of the outcome")
    return start + PART_BYTES >= len(encoded)
