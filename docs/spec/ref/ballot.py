"""Ballots: encryption, membership proofs, trackers, challenges, receipts' entries.

Clauses: BAL-1 to BAL-11, BAL-13.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import ristretto
from edwards import L
from errors import Refused, require
from manifest import Manifest, Question
from manifest_rules import ballot_size
from ristretto import BASE, IDENTITY, Point
from roll import ALPHABET
from wire import Claim, Reader, Schnorr, h256, hl, u16, u64

BALLOT = 8
MAX_JUMP = 1024


@dataclass(frozen=True)
class Ciphertext:
    """Ciphertext is (R, C) = (rB, mB + rK)."""

    R: Point
    C: Point

    def encode(self) -> bytes:
        """encode is R || C."""
        return self.R.encode() + self.C.encode()

    def __add__(self, other: Ciphertext) -> Ciphertext:
        return Ciphertext(self.R + other.R, self.C + other.C)


NO_CIPHERTEXT = Ciphertext(IDENTITY, IDENTITY)


@dataclass(frozen=True)
class Membership:
    """Membership is BAL-5's proof: m commitments (A, A'), m-1 challenges, m responses."""

    commitments: tuple[tuple[Point, Point], ...]
    challenges: tuple[int, ...]
    responses: tuple[int, ...]

    def encode_commitments(self) -> bytes:
        """encode_commitments is the part that the challenge covers."""
        return b"".join(a.encode() + b.encode() for a, b in self.commitments)

    def encode(self) -> bytes:
        """encode is the wire form."""
        scalars = b"".join(map(ristretto.encode_scalar, self.challenges + self.responses))
        return self.encode_commitments() + scalars


@dataclass(frozen=True)
class Answer:
    """Answer is what a ballot says to one question."""

    ciphertexts: tuple[Ciphertext, ...]
    options: tuple[Membership, ...]
    sum: Membership

    def encode(self) -> bytes:
        """encode is the wire form."""
        ciphertexts = b"".join(x.encode() for x in self.ciphertexts)
        return ciphertexts + b"".join(p.encode() for p in (*self.options, self.sum))


@dataclass(frozen=True)
class Ballot:
    """Ballot is BAL-5's struct."""

    credential: Point
    revision: int
    answers: tuple[Answer, ...]
    signature: Schnorr

    def encode(self) -> bytes:
        """encode is the body of a `ballot` entry."""
        answers = b"".join(a.encode() for a in self.answers)
        return self.credential.encode() + u64(self.revision) + answers + self.signature.encode()

    def encode_ciphertexts(self) -> bytes:
        """encode_ciphertexts is every R || C, by question and option."""
        return b"".join(c.encode() for a in self.answers for c in a.ciphertexts)


class _BallotReader(Reader):
    """_BallotReader reads BAL-5's structs."""

    def ciphertext(self) -> Ciphertext:
        """ciphertext is R, then C."""
        return Ciphertext(self.point(), self.point())

    def membership(self, branches: int) -> Membership:
        """membership is a proof with so many branches."""
        commitments = tuple((self.point(), self.point()) for _ in range(branches))
        challenges = tuple(self.scalar() for _ in range(branches - 1))
        return Membership(commitments, challenges, tuple(self.scalar() for _ in range(branches)))

    def answer(self, q: Question) -> Answer:
        """answer is one question's part."""
        ciphertexts = tuple(self.ciphertext() for _ in q.options)
        options = tuple(self.membership(2) for _ in q.options)
        return Answer(ciphertexts, options, self.membership(q.max - q.min + 1))


def decode_ballot(body: bytes, m: Manifest) -> Ballot:
    """decode_ballot is BAL-8.3: the length, then the values in wire order, then the identity."""
    size = ballot_size(m)
    require(len(body) >= size, "truncated", f"a ballot has {size} bytes here")
    require(len(body) <= size, "trailing-bytes", f"a ballot has {size} bytes here")
    r = _BallotReader(body)
    credential, revision = r.point(), r.u64()
    ballot = Ballot(credential, revision, tuple(r.answer(q) for q in m.questions), r.schnorr())
    randomness = [c.R for a in ballot.answers for c in a.ciphertexts]
    for point in (credential, *randomness):
        require(not point.is_identity(), "identity-point", "the credential or an R")
    return ballot


def claim(at: tuple[bytes, Point, int], credential: Point, revision: int, ciphertexts: bytes) -> Claim:
    """claim is what a ballot's proofs and signature say; `at` is (manifest hash, K, region)."""
    manifest_hash, key, region = at
    head = manifest_hash + key.encode() + credential.encode() + u16(region) + u64(revision)
    return Claim("ballot", head + ciphertexts)


def challenge(manifest_hash: bytes, key: Point, region: int, ballot: Ballot) -> int:
    """challenge is c of BAL-6; the ballot's scalars play no part."""
    at = (manifest_hash, key, region)
    points = [p for a in ballot.answers for m in (*a.options, a.sum) for pair in m.commitments for p in pair]
    said = claim(at, ballot.credential, ballot.revision, ballot.encode_ciphertexts())
    return said.challenge(*points, ballot.signature.A)


class _Batch:
    """_Batch is a random linear combination of equations "sum = 0" (BAL-13)."""

    def __init__(self, key: Point) -> None:
        self.points = [key]
        self.scalars = [0]
        self.base = 0

    def add_point(self, point: Point) -> int:
        """add_point gives the point a place in the sum."""
        self.points.append(point)
        self.scalars.append(0)
        return len(self.points) - 1

    def weight(self) -> int:
        """weight is a new equation's: uniform in [1, 2^128)."""
        return 1 + secrets.randbelow(2**128 - 1)

    def holds(self) -> bool:
        """holds tells whether the sum is the identity."""
        return ristretto.multi_multiply(self.scalars, self.points, base=self.base).is_identity()

    def add_schnorr(self, proof: Schnorr, public: Point, c: int) -> None:
        """add_schnorr adds zB - A - cP = 0."""
        w = self.weight()
        self.base += w * proof.z
        self.scalars[self.add_point(proof.A)] -= w
        self.scalars[self.add_point(public)] -= w * c

    def add_membership(self, proof: Membership, sum_of: list[tuple[int, int, int]], c: int, low: int) -> None:
        """add_membership adds BAL-4 for the values low, low + 1, ...

        sum_of says which ciphertext it is about: (weight, place of R, place of C) of each summand.
        """
        challenges = (*proof.challenges, (c - sum(proof.challenges)) % L)
        for i, (a, a_prime) in enumerate(proof.commitments):
            first, second, ci, z = self.weight(), self.weight(), challenges[i], proof.responses[i]
            self.base += first * z + second * ci * (low + i)
            self.scalars[0] += second * z
            self.scalars[self.add_point(a)] -= first
            self.scalars[self.add_point(a_prime)] -= second
            for weight, place_r, place_c in sum_of:
                self.scalars[place_r] -= first * ci * weight
                self.scalars[place_c] -= second * ci * weight


def verify_ballot(ballot: Ballot, m: Manifest, key: Point, region: int) -> None:
    """verify_ballot is BAL-8.6: every equation of BAL-4 and BAL-7. ERRORS: bad-proof."""
    c = challenge(m.hash(), key, region, ballot)
    batch = _Batch(key)
    for q, answer in zip(m.questions, ballot.answers):
        places = [(batch.add_point(x.R), batch.add_point(x.C)) for x in answer.ciphertexts]
        for proof, (r, cc) in zip(answer.options, places):
            batch.add_membership(proof, [(1, r, cc)], c, 0)
        summands = [(w, r, cc) for w, (r, cc) in zip(q.weights(), places)]
        batch.add_membership(answer.sum, summands, c, q.min)
    batch.add_schnorr(ballot.signature, ballot.credential, c)
    if not batch.holds():
        raise Refused("bad-proof", "an equation of the ballot does not hold")


@dataclass
class _Voter:
    """_Voter is what a credential has done."""

    revision: int = 0
    accepted: int = 0


class BallotBox:
    """BallotBox is the fold over entries 8; the phase is the caller's to check."""

    def __init__(self, m: Manifest, key: Point, slot_of: dict[bytes, tuple[int, int]]) -> None:
        self.manifest = m
        self.key = key
        self.slot_of = slot_of
        self.void: set[bytes] = set()
        self.voters: dict[bytes, _Voter] = {}
        self.last: dict[bytes, Ballot] = {}
        self.accepted = [0] * len(m.regions)

    def judge(self, body: bytes) -> tuple[Ballot, int, _Voter]:
        """judge is BAL-8 from its third check on: the ballot, its region, what its credential did before."""
        m = self.manifest
        ballot = decode_ballot(body, m)
        credential = ballot.credential.encode()
        require(credential in self.slot_of, "not-on-roll", credential.hex())
        require(credential not in self.void, "credential-replaced", credential.hex())
        region, _ = self.slot_of[credential]
        voter = self.voters.get(credential, _Voter())
        self._check_revision(voter, ballot.revision)
        verify_ballot(ballot, m, self.key, region)
        return ballot, region, voter

    def cast(self, body: bytes) -> None:
        """cast judges a ballot and takes it in."""
        ballot, region, voter = self.judge(body)
        credential = ballot.credential.encode()
        self.voters[credential] = _Voter(ballot.revision, voter.accepted + 1)
        self.last[credential] = ballot
        self.accepted[region] += 1

    def _check_revision(self, voter: _Voter, revision: int) -> None:
        """_check_revision is BAL-8.5."""
        require(self.manifest.revoting or voter.revision == 0, "already-voted")
        require(voter.accepted < self.manifest.max_ballots, "too-many-ballots")
        require(voter.revision < revision, "stale-revision", f"{revision} is not above {voter.revision}")
        require(revision <= voter.revision + MAX_JUMP, "revision-jump", f"{revision} after {voter.revision}")

    def counted(self) -> list[list[Ballot]]:
        """counted are the ballots that count (BAL-9), by region."""
        regions: list[list[Ballot]] = [[] for _ in self.manifest.regions]
        for credential, ballot in self.last.items():
            regions[self.slot_of[credential][0]].append(ballot)
        return regions


def randomness(manifest_hash: bytes, seed: bytes, question: int, option: int) -> int:
    """randomness is r of BAL-3."""
    return hl("ballot-randomness", manifest_hash, seed, u16(question), u16(option))


def encrypt(key: Point, message: int, r: int) -> Ciphertext:
    """encrypt is BAL-1."""
    return Ciphertext(r * BASE, message * BASE + r * key)


def tracker(manifest_hash: bytes, credential: Point, revision: int, ciphertexts: bytes) -> bytes:
    """tracker is BAL-10's hash."""
    return h256("tracker", manifest_hash, credential.encode(), u64(revision), ciphertexts)


def shown_symbols(digest: bytes) -> str:
    """shown_symbols are the first 125 bits of BAL-10 in 25 symbols, the most significant bits first."""
    value = int.from_bytes(digest[:16], "big") >> 3
    return "".join(ALPHABET[value >> shift & 31] for shift in range(120, -1, -5)).lower()


def format_hash(letter: str, digest: bytes) -> str:
    """format_hash is what people are shown: of a tracker with the letter t, of a manifest hash with r."""
    symbols = shown_symbols(digest)
    return " ".join([letter, *(symbols[i : i + 5] for i in range(0, 25, 5))])


def typed_meanings(letter: str, typed: str) -> list[str]:
    """typed_meanings are the beginnings that a look-up of BAL-10 may mean. ERRORS: bad-text."""
    symbols = typed.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    require(all(s in ALPHABET for s in symbols), "bad-text", "a character that is no symbol")
    symbols = symbols.lower()
    ways = [symbols, *([symbols[1:]] if symbols.startswith(letter) else [])]
    meanings = [way for way in ways if 8 <= len(way) <= 25]
    require(bool(meanings), "bad-text", f"{len(symbols)} symbols")
    return meanings


def look_up(letter: str, typed: str, digest: bytes) -> bool:
    """look_up tells whether a hash is found by what a person typed. ERRORS: bad-text."""
    symbols = shown_symbols(digest)
    return any(symbols.startswith(way) for way in typed_meanings(letter, typed))


def credential_name(manifest_hash: bytes, credential: bytes) -> str:
    """credential_name is what people are shown of a credential. Spec: BAL-18."""
    symbols = shown_symbols(h256("voter-name", manifest_hash, credential))
    return f"voter {symbols[:4]}/{symbols[4:8]}"


def typed_name(typed: str) -> str:
    """typed_name is the name that a person typed, as it is shown. ERRORS: bad-text."""
    symbols = typed.upper().replace("-", "").replace(" ", "").replace("/", "").translate(str.maketrans("OIL", "011"))
    require(all(s in ALPHABET for s in symbols), "bad-text", "a character that is no symbol")
    symbols = symbols.lower()
    if len(symbols) == 13 and symbols.startswith("v0ter"):
        symbols = symbols[5:]
    require(len(symbols) == 8, "bad-text", f"{len(symbols)} symbols")
    return f"voter {symbols[:4]}/{symbols[4:]}"


def encode_choices(choices: Sequence[Sequence[int]]) -> bytes:
    """encode_choices is `choices` of BAL-11's struct."""
    return b"".join(u16(len(c)) + b"".join(map(u16, c)) for c in choices)


@dataclass(frozen=True)
class Challenge:
    """Challenge is BAL-11's struct: what a device reveals instead of casting."""

    manifest_hash: bytes
    credential: Point
    revision: int
    seed: bytes
    choices: tuple[tuple[int, ...], ...]

    def encode(self) -> bytes:
        """encode is the wire form."""
        head = self.manifest_hash + self.credential.encode() + u64(self.revision) + self.seed
        return head + encode_choices(self.choices)


def decode_challenge(data: bytes, questions: int) -> Challenge:
    """decode_challenge reads BAL-11's struct for so many questions."""
    r = Reader(data)
    head = r.opaque(32), r.point(), r.u64(), r.opaque(32)
    choices = tuple(tuple(r.u16() for _ in range(r.count(0, 64))) for _ in range(questions))
    r.end()
    return Challenge(*head, choices)


def challenge_ciphertexts(c: Challenge, m: Manifest, key: Point) -> list[Ciphertext]:
    """challenge_ciphertexts are the ciphertexts that a revealed seed and choice give."""
    out = []
    for q, question in enumerate(m.questions):
        for o in range(len(question.options)):
            out.append(encrypt(key, int(o in c.choices[q]), randomness(c.manifest_hash, c.seed, q, o)))
    return out
