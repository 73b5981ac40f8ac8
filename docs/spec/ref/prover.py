"""The other side of every check: keys, proofs, ballots, deals, notes. For test vectors alone.

All randomness comes from a named SHA-512 stream, so that everybody can make the same vectors again. Secrets
made here are public; nothing here is constant-time.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha512

import aead
import ceremony
import ed25519
import ristretto
from ballot import Answer, Ballot, Ciphertext, Membership, challenge, claim, encrypt, encode_choices, randomness
from edwards import L
from manifest import OPEN_MODE, VERSION, Keeper, Manifest, Party, Question, Region, Software, Term
from ristretto import BASE, IDENTITY, Point
from roll import ALPHABET, check_symbol, share_claim
from tally import ShareStatement
from tlog import Key, cosigned_message
from wire import Claim, Dleq, Schnorr, h256, hl, label, signed_message, trustee_claim, i16, u8, u16, u32, u64


class Stream:
    """Stream is SHA-512(name || u64 counter), counter = 0, 1, ..., read from the front."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counter = 0
        self.buffer = b""

    def bytes(self, length: int) -> bytes:
        """bytes takes the next bytes of the stream."""
        while len(self.buffer) < length:
            self.buffer += sha512(self.name.encode() + u64(self.counter)).digest()
            self.counter += 1
        taken, self.buffer = self.buffer[:length], self.buffer[length:]
        return taken

    def scalar(self) -> int:
        """scalar is 64 bytes, little-endian, modulo l."""
        return int.from_bytes(self.bytes(64), "little") % L

    def below(self, limit: int) -> int:
        """below is 8 bytes, big-endian, modulo limit (at most 2^32)."""
        return int.from_bytes(self.bytes(8), "big") % limit

    def code(self) -> str:
        """code is a voting code's 24 symbols (ROL-1)."""
        values = [self.below(32) for _ in range(23)]
        return "".join(ALPHABET[v] for v in [*values, check_symbol(values)])


class Given(Stream):
    """Given hands out bytes that are known, and no others."""

    def __init__(self, *parts: bytes) -> None:
        super().__init__("")
        self.parts = list(parts)

    def bytes(self, length: int) -> bytes:
        """bytes is the next part."""
        part = self.parts.pop(0)
        assert len(part) == length
        return part


class Nonces:
    """Nonces are the values of one proof (LAB-6), in the order of their numbers."""

    def __init__(self, stream: Stream, secret: int, said: Claim) -> None:
        self.head = ristretto.encode_scalar(secret % L) + stream.bytes(32)
        self.claim = said.encode()
        self.number = 0

    def next(self) -> int:
        """next is the value with the next number."""
        self.number += 1
        return hl("nonce", self.head, u32(self.number - 1), self.claim)


def schnorr_with(nonce: int, secret: int, said: Claim) -> Schnorr:
    """schnorr_with proves knowledge of a logarithm to B, with a nonce."""
    A = nonce * BASE
    return Schnorr(A, (nonce + said.challenge(A) * secret) % L)


def prove_schnorr(stream: Stream, secret: int, said: Claim) -> Schnorr:
    """prove_schnorr proves knowledge of a logarithm to B."""
    return schnorr_with(Nonces(stream, secret, said).next(), secret, said)


def prove_dleq(stream: Stream, secret: int, base2: Point, said: Claim) -> Dleq:
    """prove_dleq proves that a secret belongs to two points."""
    nonce = Nonces(stream, secret, said).next()
    A1, A2 = nonce * BASE, nonce * base2
    return Dleq(A1, A2, (nonce + said.challenge(A1, A2) * secret) % L)


@dataclass
class _OpenMembership:
    """_OpenMembership is a proof whose true branch waits for the challenge."""

    proof: Membership
    true_branch: int
    nonce: int
    r: int
    challenges: list[int]

    def close(self, c: int) -> Membership:
        """close answers the challenge."""
        challenges, responses = list(self.challenges), list(self.proof.responses)
        own = (c - sum(challenges)) % L
        challenges[self.true_branch] = own
        responses[self.true_branch] = (self.nonce + own * self.r) % L
        return replace(self.proof, challenges=tuple(challenges[:-1]), responses=tuple(responses))


def open_membership(
    nonces: Nonces, key: Point, x: Ciphertext, known: tuple[int, int], values: range
) -> _OpenMembership:
    """open_membership begins the proof that x encrypts a value of `values`; known = (message, randomness)."""
    message, r = known
    commitments, challenges, responses = [], [], []
    nonce = 0
    for v in values:
        u, c = nonces.next(), nonces.next()
        if v == message:
            nonce = u
            commitments.append((u * BASE, u * key))
            challenges.append(0)
            responses.append(0)
        else:
            z = (u + c * r) % L
            commitments.append((z * BASE - c * x.R, z * key - c * (x.C - v * BASE)))
            challenges.append(c)
            responses.append(z)
    proof = Membership(tuple(commitments), (), tuple(responses))
    return _OpenMembership(proof, values.index(message), nonce, r, challenges)


@dataclass(frozen=True)
class Voter:
    """Voter is a credential's secret and its region."""

    secret: int
    region: int

    def credential(self) -> Point:
        """credential is X."""
        return self.secret * BASE


def make_ballot(
    stream: Stream, m: Manifest, key: Point, voter: Voter, revision: int, choices: Sequence[Sequence[int]]
) -> tuple[Ballot, bytes]:
    """make_ballot is a ballot and its seed. Choices may break the rules: then the proofs fail."""
    seed = make_seed(voter.secret, stream.bytes(32), revision, choices)
    sealed = [_seal(m, key, (q, question), seed, choices[q]) for q, question in enumerate(m.questions)]
    ciphertexts = b"".join(x.encode() for answer in sealed for x in answer.ciphertexts)
    said = claim((m.hash(), key, voter.region), voter.credential(), revision, ciphertexts)
    nonces = Nonces(stream, voter.secret, said)
    drafts, answers = [], []
    for question, answer in zip(m.questions, sealed):
        draft = _open_answer(nonces, key, question, answer)
        drafts.append(draft)
        proofs = [d.proof for d in draft]
        answers.append(Answer(answer.ciphertexts, tuple(proofs[:-1]), proofs[-1]))
    nonce = nonces.next()
    opened = Ballot(voter.credential(), revision, tuple(answers), Schnorr(nonce * BASE, 0))
    c = challenge(m.hash(), key, voter.region, opened)
    closed = []
    for answer, draft in zip(answers, drafts):
        proofs = [d.close(c) for d in draft]
        closed.append(Answer(answer.ciphertexts, tuple(proofs[:-1]), proofs[-1]))
    signature = Schnorr(opened.signature.A, (nonce + c * voter.secret) % L)
    return replace(opened, answers=tuple(closed), signature=signature), seed


def make_seed(secret: int, fresh: bytes, revision: int, choices: Sequence[Sequence[int]]) -> bytes:
    """make_seed is the seed of BAL-3."""
    return h256("seed", ristretto.encode_scalar(secret % L), fresh, u64(revision), encode_choices(choices))


@dataclass(frozen=True)
class _Sealed:
    """_Sealed is one question's choices, encrypted."""

    bits: list[int]
    randomness: list[int]
    ciphertexts: tuple[Ciphertext, ...]


def _seal(m: Manifest, key: Point, at: tuple[int, Question], seed: bytes, chosen: Sequence[int]) -> _Sealed:
    """_seal encrypts one question's choices."""
    q, question = at
    rs = [randomness(m.hash(), seed, q, o) for o in range(len(question.options))]
    bits = [int(o in chosen) for o in range(len(question.options))]
    return _Sealed(bits, rs, tuple(encrypt(key, bit, r) for bit, r in zip(bits, rs)))


def _open_answer(nonces: Nonces, key: Point, question: Question, sealed: _Sealed) -> list[_OpenMembership]:
    """_open_answer begins one question's proofs: each option's, then the sum's."""
    bits, rs, ciphertexts = sealed.bits, sealed.randomness, sealed.ciphertexts
    drafts = [open_membership(nonces, key, x, (b, r), range(2)) for x, b, r in zip(ciphertexts, bits, rs)]
    weights = question.weights()
    total = Ciphertext(
        sum((w * x.R for w, x in zip(weights, ciphertexts)), IDENTITY),
        sum((w * x.C for w, x in zip(weights, ciphertexts)), IDENTITY),
    )
    message = sum(w * b for w, b in zip(weights, bits))
    claimed = min(max(message, question.min), question.max)
    r = sum(w * r for w, r in zip(weights, rs)) % L
    drafts.append(open_membership(nonces, key, total, (claimed, r), range(question.min, question.max + 1)))
    return drafts


def polynomial_at(coefficients: Sequence[int], x: int) -> int:
    """polynomial_at is f(x) modulo l."""
    total: int = sum(a * pow(x, k) for k, a in enumerate(coefficients))
    return total % L


@dataclass
class DealSecrets:
    """DealSecrets are what a dealer knows: the polynomial and the ephemeral secrets."""

    coefficients: list[int]
    ephemerals: list[int]


def deal_seed(secret: int, h: bytes, dealer: int) -> bytes:
    """deal_seed is the seed of CER-11."""
    material = ristretto.encode_scalar(secret % L)
    return aead.hkdf_sha512(label("deal-seed"), material, h + u16(dealer), 64)


def deal_nonce(seed: bytes, said: Claim) -> int:
    """deal_nonce is a nonce of CER-11."""
    return hl("deal-nonce", seed, said.encode())


def make_deal(
    m: Manifest,
    dealer: int,
    secret: int,
    spoil: int | None = None,
    coefficients: list[int] | None = None,
) -> tuple[bytes, DealSecrets]:
    """make_deal is a `trustee_deal`'s body, as CER-11 makes it.

    `spoil` names a trustee to whom a wrong share is dealt; a rogue chooses its coefficients.
    """
    h, seed = m.hash(), deal_seed(secret, m.hash(), dealer)
    prove = lambda s, said: schnorr_with(deal_nonce(seed, said), s, said).encode()  # noqa: E731
    if coefficients is None:
        coefficients = [hl("deal-coefficient", seed, u16(k)) for k in range(m.threshold)]
    commitments = tuple(a * BASE for a in coefficients)
    body = u16(dealer) + b"".join(p.encode() for p in commitments)
    body += prove(coefficients[0], ceremony.possession_claim(h, dealer, commitments))
    ephemerals = []
    for j, trustee in enumerate(m.trustees, 1):
        value = polynomial_at(coefficients, j) + (1 if j == spoil else 0)
        e = hl("deal-secret", seed, u16(j))
        proof = prove(e, ceremony.ephemeral_claim(h, dealer, j, e * BASE))
        body += _seal_share(h, (dealer, j), e, proof, (trustee.key, value))
        ephemerals.append(e)
    signature = prove(secret, trustee_claim(h, ceremony.DEAL, dealer, secret * BASE, body))
    return body + signature, DealSecrets(coefficients, ephemerals)


def _seal_share(h: bytes, pair: tuple[int, int], e: int, proof: bytes, dealt: tuple[Point, int]) -> bytes:
    """_seal_share is one DealtShare of CER-4; `dealt` is the receiver's key and the value."""
    (key, value), E = dealt, e * BASE
    symmetric = ceremony.share_key(h, pair, E, key, e * key)
    context = ceremony.share_context(h, *pair)
    sealed = aead.seal(symmetric, bytes(24), ristretto.encode_scalar(value), context)
    return E.encode() + proof + sealed


def sign_trustee(
    stream: Stream, h: bytes, entry_type: int, trustee: int, secret: int, unsigned: bytes
) -> bytes:
    """sign_trustee is LAB-4's signature."""
    said = trustee_claim(h, entry_type, trustee, secret * BASE, unsigned)
    return prove_schnorr(stream, secret, said).encode()


def prove_drill(
    stream: Stream, c: ceremony.Ceremony, trustee: int, secret: int, tree: tuple[int, bytes]
) -> Schnorr:
    """prove_drill is a drill's possession (CER-12) of the trustee's share of the key."""
    who = (trustee, c.verification_key(trustee))
    return prove_schnorr(stream, secret % L, ceremony.drill_claim(c.hash, c.deals_hash(), who, tree))


def make_complaint(stream: Stream, m: Manifest, deal: ceremony.Deal, trustee: int, secret: int) -> bytes:
    """make_complaint is a `trustee_complaint`'s body, founded or not."""
    h, key = m.hash(), secret * BASE
    ephemeral = deal.shares[trustee - 1].ephemeral
    shared = secret * ephemeral
    points = (key, ephemeral, shared)
    said = ceremony.complaint_claim(h, (trustee, deal.dealer), deal.hash(h), points)
    proof = prove_dleq(stream, secret, ephemeral, said)
    body = u16(trustee) + u16(deal.dealer) + shared.encode() + proof.encode()
    return body + sign_trustee(stream, h, ceremony.COMPLAINT, trustee, secret, body)


def sign_body(seed: bytes, h: bytes, entry_type: int, author: int, unsigned: bytes) -> bytes:
    """sign_body is a body with LAB-3's signature."""
    return unsigned + ed25519.sign(seed, signed_message(h, entry_type, author, unsigned))


def prove_roll_slot(stream: Stream, h: bytes, registrar: int, slot: tuple[int, int], secret: int) -> bytes:
    """prove_roll_slot is a RollSlot of ROL-5."""
    X = secret * BASE
    proof = prove_schnorr(stream, secret, share_claim(h, registrar, slot, X))
    return X.encode() + proof.encode()


def make_share(stream: Stream, statement: ShareStatement, secret: int) -> bytes:
    """make_share is a `decryption_share`'s body; the statement's shares are taken as they are."""
    r_star, _ = statement.combine()
    proof = prove_dleq(stream, secret, r_star, statement.claim())
    shares = b"".join(d.encode() for d in statement.shares)
    return u16(statement.trustee) + u16(statement.chunk) + shares + proof.encode()


def checkpoint_text(origin: str, size: int, root: bytes) -> bytes:
    """checkpoint_text is a checkpoint without signatures."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()


def signature_line(key: Key, signature: bytes) -> bytes:
    """signature_line is one line of a signed note."""
    return f"\u2014 {key.name} {base64.b64encode(key.key_id() + signature).decode()}\n".encode()


def cosignature(seed: bytes, text: bytes, time_s: int) -> bytes:
    """cosignature is a timestamped_signature of cosignature/v1."""
    return u64(time_s) + ed25519.sign(seed, cosigned_message(text, time_s))


def make_note(text: bytes, signatures: Sequence[tuple[Key, bytes]]) -> bytes:
    """make_note is a signed note."""
    return text + b"\n" + b"".join(signature_line(k, s) for k, s in signatures)


def _text(value: str) -> bytes:
    data = value.encode()
    return u16(len(data)) + data


def _texts(values: Sequence[str]) -> bytes:
    return b"".join(map(_text, values))


def _many(values: Sequence[bytes]) -> bytes:
    return u16(len(values)) + b"".join(values)


def encode_term(t: Term) -> bytes:
    """encode_term is RUL-1's struct."""
    head = u16(t.numerator) + u8(t.denominator) + u16(t.other) + u8(t.blanks_count) + u8(t.comparator)
    return head + u32(t.num) + u32(t.den) + u8(t.scope) + u64(t.weight) + _many([u16(n) for n in t.named])


def encode_question(q: Question) -> bytes:
    """encode_question is MAN-1's Question."""
    options = _many([_texts(o) for o in q.options])
    numbers = u16(q.blank) + u16(q.min) + u16(q.max)
    return _texts(q.text) + options + numbers + _many([encode_term(t) for t in q.terms])


def encode_region(r: Region) -> bytes:
    """encode_region is MAN-1's Region."""
    return _text(r.id) + _texts(r.name) + u32(r.weight)


def encode_manifest(m: Manifest) -> bytes:
    """encode_manifest is MAN-1's Manifest; m.encoded is not looked at."""
    head = u8(VERSION) + u8(OPEN_MODE) + u8(m.rehearsal) + u8(m.listed) + m.nonce + _text(m.origin)
    head += _many([u8(len(t)) + t.encode() for t in m.languages])
    texts = _texts(m.title) + _texts(m.description) + _texts(m.contact)
    texts += _texts(m.notices.privacy) + _texts(m.notices.imprint) + _texts(m.notices.accessibility)
    offsets = [u64(o.from_ms) + i16(o.minutes) + _text(o.abbreviation) for o in m.zone.offsets]
    asked = _text(m.zone.name) + _many(offsets)
    asked += _many([encode_question(q) for q in m.questions]) + _many([encode_region(r) for r in m.regions])
    times = u64(m.ceremony_end_ms) + u64(m.opening_ms) + u64(m.closing_ms)
    times += u32(m.grace_ms) + u32(m.seal_ms) + u64(m.archive_ms)
    times += u64(m.replace_until_ms) + u16(m.replace_permille) + u16(m.replace_least)
    pages = _many([u16(p.observer) + _text(p.address) for p in m.check_pages])
    numbers = u8(m.revoting) + u16(m.max_ballots) + u32(m.floor)
    last = u8(m.kept_by_one) + pages + numbers + encode_software(m.software)
    return head + texts + asked + times + _encode_parties(m) + last


def _encode_parties(m: Manifest) -> bytes:
    """_encode_parties is everything from the organiser to the observers."""
    board = _text(m.board.name) + m.board.key + m.board.refusal_key + _keeper(m.board.keeper)
    witnesses = [_party(w) + _text(w.address) for w in m.witnesses]
    trustees = [_text(t.name) + t.key.encode() + _keeper(t.keeper) for t in m.trustees]
    out = _party(m.organiser) + _many([_party(r) for r in m.registrars]) + board
    out += _many(witnesses) + u16(m.quorum) + _many(trustees) + u16(m.threshold)
    return out + u8(m.no_spare_trustee) + u16(m.drills) + _many([_party(o) for o in m.observers])


def _party(p: Party) -> bytes:
    return _text(p.name) + p.key + _keeper(p.keeper)


def _keeper(k: Keeper) -> bytes:
    return u8(k.role) + u16(k.index)


def encode_software(s: Software) -> bytes:
    """encode_software is MAN-1's Software."""
    files = [_text(path) + digest for path, digest in s.files]
    return _text(s.name) + _text(s.version) + _many(files)
