"""A whole referendum, made step by step: the records of docs/spec/vectors come from here.

Each step appends one entry after another; a bad record is made by appending another entry where a good one
would stand. The maker keeps the verifier's own state beside it to know roots, units and sums.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import ceremony
import ed25519
import merkle
import prover
import ristretto
from ballot import BALLOT, Ballot
from edwards import L
from errors import Refused
from manifest import (
    BOARD,
    NONE,
    OBSERVER,
    ORGANISER,
    REGISTRAR,
    TRUSTEE,
    VALID,
    WITNESS,
    Board,
    CheckPage,
    Keeper,
    Manifest,
    Notices,
    Offset,
    Party,
    Question,
    Region,
    Software,
    Term,
    Trustee,
    Witness,
    Zone,
)
from prover import Stream, Voter
from replacement import REPLACEMENT, replacement_claim
from ristretto import BASE
from roll import CHUNK, END, NO_ORDER, credential_share_secret, order_hash
from statement import NO_ENTRY, SOFTWARE, STATEMENT
from state import CLOSE, MANIFEST, OPEN, Entry, State
from tally import PART_BYTES, RESULT, SHARE, ShareStatement
from tlog import WITNESS_KEY, Key
from wire import h256, u16, u32, u64, u8

OPENING_MS = 1_740_816_000_000
CLOSING_MS = OPENING_MS + 6 * 3_600_000
GRACE_MS = 3_600_000
SEAL_MS = 900_000
MINUTE_MS = 60_000
DAY_MS = 86_400_000


def simple_question(
    options: Sequence[str], terms: Sequence[Term] = (), languages: int = 1, **numbers: int
) -> Question:
    """simple_question has the same words in every language; exactly one option by default."""
    numbers = {"blank": NONE, "min": 1, "max": 1, **numbers}
    texts = tuple((o,) * languages for o in options)
    return Question(("Shall it be so?",) * languages, texts, **numbers, terms=tuple(terms))


def majority(numerator: int = 0, denominator: int = VALID, **other: int) -> Term:
    """majority is the term "more than half of the valid votes", or a variation of it."""
    fields = {
        "other": NONE,
        "blanks_count": False,
        "comparator": 0,
        "num": 1,
        "den": 2,
        "scope": 0,
        "weight": 0,
    }
    return Term(numerator, denominator, **{**fields, "named": (), **other})  # type: ignore[arg-type]


@dataclass
class Plan:
    """Plan is what distinguishes one record from another; 0 drills are as many as the threshold."""

    name: str
    voters: list[int]
    questions: list[Question]
    weights: list[int] = field(default_factory=list)
    languages: tuple[str, ...] = ("en",)
    trustees: int = 3
    threshold: int = 2
    witnesses: int = 2
    quorum: int = 2
    registrars: int = 2
    floor: int = 3
    revoting: bool = True
    max_ballots: int = 20
    observers: int = 1
    drills: int = 0
    rehearsal: bool = False


class Maker:
    """Maker holds every secret of a referendum and its log so far."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stream = Stream(f"constat test vectors: record {plan.name}")
        take = lambda n: [self.stream.bytes(32) for _ in range(n)]  # noqa: E731
        self.organiser, self.board = take(2)
        self.registrars, self.witnesses = take(plan.registrars), take(plan.witnesses)
        self.trustees = [self.stream.scalar() for _ in range(plan.trustees)]
        (self.refusal,), self.observers = take(1), take(plan.observers)
        self.manifest = self._make_manifest()
        self.hash = self.manifest.hash()
        self.entries: list[bytes] = []
        self.refusals: list[tuple[int, str]] = []
        self.state = State()
        self.time_ms = OPENING_MS - 10 * 86_400_000
        self.deals: list[prover.DealSecrets] = []
        self.codes: list[list[str]] = []
        self.order_nonce = b""
        self.voters: list[Voter] = []
        self.revisions: dict[int, int] = {}

    def _make_manifest(self) -> Manifest:
        plan, words = self.plan, len(self.plan.languages)
        public = ed25519.public_key
        weights = plan.weights or [1] * len(plan.voters)
        regions = [Region(f"r{i}", (f"Region {i}",) * words, w) for i, w in enumerate(weights)]
        own = lambda role, index=0: Keeper(role, index)  # noqa: E731
        nowhere = ("",) * words
        m = Manifest(
            b"", plan.rehearsal, True, self.stream.bytes(32), f"vectors.example/{plan.name}", plan.languages,
            ("A referendum",) * words, ("",) * words, ("Organiser",) * words,
            Notices(nowhere, nowhere, nowhere), Zone("UTC", (Offset(0, 0, "UTC"),)),
            tuple(plan.questions), tuple(regions),
            OPENING_MS - DAY_MS, OPENING_MS, CLOSING_MS, GRACE_MS, SEAL_MS, CLOSING_MS + 60 * DAY_MS,
            CLOSING_MS - 3 * 3_600_000, 50, 3,
            Party("Organiser", public(self.organiser), own(ORGANISER)),
            tuple(Party(f"Registrar {i}", public(s), own(REGISTRAR, i)) for i, s in enumerate(self.registrars)),
            Board("Board", public(self.board), own(BOARD), public(self.refusal)),
            tuple(
                Witness(f"witness{i}.example", public(s), own(WITNESS, i), f"https://witness{i}.example/")
                for i, s in enumerate(self.witnesses)
            ),
            plan.quorum,
            tuple(Trustee(f"Trustee {i}", s * BASE, own(TRUSTEE, i)) for i, s in enumerate(self.trustees, 1)),
            plan.threshold, plan.threshold == plan.trustees, plan.drills or plan.threshold,
            tuple(Party(f"Observer {i}", public(s), own(OBSERVER, i)) for i, s in enumerate(self.observers)),
            False, tuple(CheckPage(i, f"https://check{i}.example/") for i in range(plan.observers)),
            plan.revoting, plan.max_ballots, plan.floor, Software("Pages", "0", ()),
        )  # fmt: skip
        return replace(m, encoded=prover.encode_manifest(m))

    def add(self, kind: int, body: bytes, time_ms: int | None = None) -> str | None:
        """add appends an entry, good or bad, and returns the code of its refusal."""
        self.time_ms = self.time_ms + 1000 if time_ms is None else time_ms
        return self.add_raw(Entry(kind, self.time_ms, body).encode(), Entry(kind, self.time_ms, body))

    def add_raw(self, leaf: bytes, entry: Entry | None = None) -> str | None:
        """add_raw appends a leaf; without an entry it is one that does not decode."""
        code = None
        if entry is not None:
            try:
                self.state.apply(entry)
            except Refused as error:
                code = error.code
                self.refusals.append((len(self.entries), code))
        self.state.append(merkle.leaf_hash(leaf))
        self.entries.append(leaf)
        return code

    def signed(self, seed: bytes, kind: int, body: bytes, author: int = 0) -> bytes:
        """signed is a body with an Ed25519 signature."""
        return prover.sign_body(seed, self.hash, kind, author, body)

    def add_manifest(self) -> None:
        """add_manifest appends entry 0."""
        self.add(MANIFEST, self.signed(self.organiser, MANIFEST, self.manifest.encoded))

    def deal(self, dealer: int, spoil: int | None = None) -> bytes:
        """deal is a trustee's deal; its secrets are kept."""
        body, secrets = prover.make_deal(self.manifest, dealer, self.trustees[dealer - 1], spoil)
        self.deals.append(secrets)
        return body

    def accept(self, trustee: int) -> bytes:
        """accept is a trustee's acceptance."""
        assert self.state.ceremony is not None
        body = u16(trustee) + self.state.ceremony.deals_hash()
        return self.signed_by_trustee(ceremony.ACCEPT, trustee, body)

    def commit(self, dealer: int, deal: bytes) -> bytes:
        """commit is a trustee's commitment to the body of its deal."""
        body = u16(dealer) + h256("deal", self.hash, deal)
        return self.signed_by_trustee(ceremony.COMMIT, dealer, body)

    def signed_by_trustee(self, kind: int, trustee: int, unsigned: bytes) -> bytes:
        """signed_by_trustee is a body with LAB-4's signature."""
        secret = self.trustees[trustee - 1]
        return unsigned + prover.sign_trustee(self.stream, self.hash, kind, trustee, secret, unsigned)

    def commit_all(self, deals: Sequence[bytes]) -> None:
        """commit_all appends every trustee's commitment to its deal."""
        for j, deal in enumerate(deals, 1):
            self.add(ceremony.COMMIT, self.commit(j, deal))

    def deal_all(self, deals: Sequence[bytes] = ()) -> None:
        """deal_all appends all commitments, then all deals; good ones if none are given."""
        deals = deals or [self.deal(j) for j in range(1, self.plan.trustees + 1)]
        self.commit_all(deals)
        for deal in deals:
            self.add(ceremony.DEAL, deal)

    def hold_ceremony(self) -> None:
        """hold_ceremony appends all commitments, deals and acceptances."""
        self.deal_all()
        for j in range(1, self.plan.trustees + 1):
            self.add(ceremony.ACCEPT, self.accept(j))

    def draw_codes(self) -> None:
        """draw_codes gives every voter one code from each registrar."""
        for region, count in enumerate(self.plan.voters):
            for _ in range(count):
                codes = [self.stream.code() for _ in self.registrars]
                secrets = [credential_share_secret(self.hash, m, c) for m, c in enumerate(codes)]
                self.codes.append(codes)
                self.voters.append(Voter(sum(secrets), region))
        self.order_nonce = self.stream.bytes(32)

    def order_hash(self) -> bytes:
        """order_hash is ROL-9's; the persons' ids are "person 0", "person 1", ..."""
        if len(self.registrars) == 1:
            return NO_ORDER
        persons = [(v.region, f"person {i}".encode()) for i, v in enumerate(self.voters)]
        return order_hash(self.hash, self.order_nonce, persons)

    def chunk(self, registrar: int, region: int, first: int, count: int) -> bytes:
        """chunk is a roll chunk of a registrar's slots in a region."""
        start = sum(self.plan.voters[:region]) + first
        codes = [self.codes[start + slot][registrar] for slot in range(count)]
        secrets = [credential_share_secret(self.hash, registrar, c) for c in codes]
        return self.chunk_of(registrar, (region, first), secrets)

    def chunk_of(
        self, registrar: int, place: tuple[int, int], secrets: Sequence[int], order: bytes | None = None
    ) -> bytes:
        """chunk_of is a roll chunk of given secrets at (region, first slot)."""
        region, first = place
        order = self.order_hash() if order is None else order
        body = u16(registrar) + u16(region) + u32(first) + order + u16(len(secrets))
        for slot, secret in enumerate(secrets, first):
            body += prover.prove_roll_slot(self.stream, self.hash, registrar, (region, slot), secret)
        return self.signed(self.registrars[registrar], CHUNK, body, registrar)

    def roll_end(self, registrar: int, counts: Sequence[int] | None = None) -> bytes:
        """roll_end is a registrar's last word."""
        assert self.state.roll is not None
        digest = self.state.roll.registrars[registrar].hash.digest()
        body = u16(registrar) + b"".join(map(u32, self.plan.voters if counts is None else counts)) + digest
        return self.signed(self.registrars[registrar], END, body, registrar)

    def publish_roll(self, largest: int = 512) -> None:
        """publish_roll appends every registrar's chunks and end."""
        self.draw_codes()
        for registrar in range(len(self.registrars)):
            for region, voters in enumerate(self.plan.voters):
                for first in range(0, voters, largest):
                    self.add(CHUNK, self.chunk(registrar, region, first, min(largest, voters - first)))
            self.add(END, self.roll_end(registrar))

    def drill(self, trustee: int) -> bytes:
        """drill is a trustee's drill (CER-12)."""
        c, tree = self.state.ceremony, self.state.roll_tree
        assert c is not None and tree is not None
        proof = prover.prove_drill(self.stream, c, trustee, self.share_secret(trustee), tree)
        return self.signed_by_trustee(ceremony.DRILL, trustee, u16(trustee) + proof.encode())

    def drill_enough(self) -> None:
        """drill_enough appends the drills of as many trustees as are needed, the last ones first."""
        for j in range(self.plan.trustees, self.plan.trustees - self.manifest.drills, -1):
            self.add(ceremony.DRILL, self.drill(j))

    def opening(self) -> bytes:
        """opening is the `open` body."""
        assert self.state.roll_tree is not None
        body = self.state.joint_key().encode() + self.state.roll_tree[1]
        return self.signed(self.organiser, OPEN, body)

    def prepare(self) -> None:
        """prepare appends everything up to the opening."""
        self.add_manifest()
        self.hold_ceremony()
        self.publish_roll()
        self.open_voting()

    def open_voting(self) -> None:
        """open_voting appends the drills and the opening."""
        self.drill_enough()
        self.add(OPEN, self.opening())
        self.time_ms = OPENING_MS

    def ballot(self, voter: int, choices: Sequence[Sequence[int]], revision: int | None = None) -> Ballot:
        """ballot is a voter's next ballot."""
        revision = self.revisions.get(voter, 0) + 1 if revision is None else revision
        self.revisions[voter] = revision
        key = self.state.joint_key()
        return prover.make_ballot(self.stream, self.manifest, key, self.voters[voter], revision, choices)[0]

    def vote(self, voter: int, *choices: Sequence[int], revision: int | None = None) -> str | None:
        """vote appends a ballot, a minute after the one before."""
        body = self.ballot(voter, choices, revision).encode()
        return self.add(BALLOT, body, self.time_ms + MINUTE_MS)

    def checkpoint(self, size: int, time_s: int, witnesses: Sequence[int] | None = None) -> bytes:
        """checkpoint is a signed checkpoint of the first entries, cosigned by the witnesses named."""
        m = self.manifest
        text = prover.checkpoint_text(m.origin, size, self.state.tree.root(size))
        lines = [(m.board_key(), ed25519.sign(self.board, text))]
        for i in range(len(self.witnesses)) if witnesses is None else witnesses:
            key = Key(m.witnesses[i].name, WITNESS_KEY, m.witnesses[i].key)
            lines.append((key, prover.cosignature(self.witnesses[i], text, time_s + i)))
        return prover.make_note(text, lines)

    def replacement(
        self,
        registrar: int,
        voter: int,
        secret: int,
        until_ms: int,
        slot: tuple[int, int] | None = None,
        old: Voter | None = None,
    ) -> bytes:
        """replacement is a registrar's share of a new credential for a voter, or for an old credential."""
        assert self.state.roll is not None
        credential = (old or self.voters[voter]).credential().encode()
        place = slot or self.state.roll.slot_of[credential]
        share = secret * BASE
        said = replacement_claim(self.hash, registrar, place, credential, share)
        proof = prover.prove_schnorr(self.stream, secret, said)
        body = u16(registrar) + credential + u64(until_ms) + share.encode() + proof.encode()
        return self.sign_replacement(body, registrar)

    def sign_replacement(self, body: bytes, registrar: int) -> bytes:
        """sign_replacement is a share with a registrar's signature."""
        return self.signed(self.registrars[registrar], REPLACEMENT, body, registrar)

    def replaced(self, voter: int, secret: int) -> None:
        """replaced notes that a voter has a new credential with this secret."""
        self.voters[voter] = Voter(secret % L, self.voters[voter].region)

    def replace_code(self, voter: int, until_ms: int) -> None:
        """replace_code appends every registrar's share of a new credential for a voter."""
        codes = [self.stream.code() for _ in self.registrars]
        secrets = [credential_share_secret(self.hash, m, c) for m, c in enumerate(codes)]
        bodies = [self.replacement(m, voter, s, until_ms) for m, s in enumerate(secrets)]
        for body in bodies:
            self.add(REPLACEMENT, body, self.time_ms)
        self.codes[voter] = codes
        self.replaced(voter, sum(secrets))

    def closing(self, ballots: int | None = None, note: bytes | None = None) -> bytes:
        """closing is the `close` body."""
        assert self.state.box is not None
        count = sum(self.state.box.accepted) if ballots is None else ballots
        note = self.checkpoint(len(self.entries), CLOSING_MS // 1000 + 60) if note is None else note
        return self.signed(self.board, CLOSE, u64(count) + u16(len(note)) + note)

    def statement_body(
        self, role: int, index: int, text: str, seed: bytes = b"", manifest_hash: bytes = b"", **fields: int
    ) -> bytes:
        """statement_body is a statement; by another key, or of another referendum, where that is given."""
        say = {"kind": 0, "about": NO_ENTRY, "language": 0, **fields}
        body = u8(role) + u16(index) + u8(say["kind"]) + u64(say["about"]) + u64(self.time_ms) + u16(say["language"])
        body += u16(len(text.encode())) + text.encode()
        h = manifest_hash or self.hash
        if role == TRUSTEE and not seed:
            return body + prover.sign_trustee(self.stream, h, STATEMENT, index, self.trustees[index - 1], body)
        seeds = {ORGANISER: [self.organiser], REGISTRAR: self.registrars, BOARD: [self.board]}
        seeds |= {WITNESS: self.witnesses, OBSERVER: self.observers}
        return prover.sign_body(seed or seeds[role][index], h, STATEMENT, index, body)

    def say(self, role: int, index: int, text: str, **fields: int) -> None:
        """say appends a statement."""
        self.add(STATEMENT, self.statement_body(role, index, text, **fields))

    def software_body(self, number: int, paths: Sequence[str] = ("index.html",)) -> bytes:
        """software_body is a change of the list of pages, signed by organiser and board."""
        software = Software("Pages", str(number), tuple((path, sha256(path.encode()).digest()) for path in paths))
        body = u16(number) + prover.encode_software(software)
        signatures = [prover.sign_body(s, self.hash, SOFTWARE, 0, body)[-64:] for s in (self.organiser, self.board)]
        return body + b"".join(signatures)

    def close(self) -> None:
        """close appends the close."""
        self.add(CLOSE, self.closing(), CLOSING_MS + 120_000)

    def share_secret(self, trustee: int) -> int:
        """share_secret is s_j, the trustee's share of the joint secret."""
        return sum(prover.polynomial_at(d.coefficients, trustee) for d in self.deals)

    def statement(self, trustee: int, chunk: int) -> ShareStatement:
        """statement is what a trustee's decryption share says."""
        tallying = self.state.tallying
        assert tallying is not None
        sums, secret = tallying.chunks[chunk], self.share_secret(trustee)
        shares = [secret * s.R for s in sums]
        return ShareStatement(
            self.hash, trustee, tallying.keys[trustee], chunk, tallying.units_encoded, sums, shares
        )

    def share(self, trustee: int, chunk: int = 0) -> bytes:
        """share is a decryption share."""
        return prover.make_share(self.stream, self.statement(trustee, chunk), self.share_secret(trustee))

    def decrypt(self, trustees: Sequence[int]) -> None:
        """decrypt appends the shares of some trustees."""
        assert self.state.tallying is not None
        for j in trustees:
            for chunk in range(len(self.state.tallying.chunks)):
                self.add(SHARE, self.share(j, chunk))

    def result_body(self, chunk: int, part: bytes) -> bytes:
        """result_body is a `result` body."""
        return self.signed(self.board, RESULT, u16(chunk) + u16(len(part)) + part)

    def publish_result(self) -> None:
        """publish_result appends the whole result."""
        encoded, _ = self.state.recompute_outcome().encode()
        for chunk in range(0, -(-len(encoded) // PART_BYTES)):
            part = encoded[chunk * PART_BYTES : (chunk + 1) * PART_BYTES]
            self.add(RESULT, self.result_body(chunk, part))

    def finish(self, trustees: Sequence[int] = (1, 3)) -> None:
        """finish appends everything from the close on."""
        self.close()
        self.decrypt(trustees)
        self.publish_result()

    def policy(self) -> str:
        """policy is the tlog-policy that pins the manifest's keys."""
        m = self.manifest
        lines = [f"log {m.board_key().format()}"]
        lines += [f"witness w{i} {key.format()}" for i, key in enumerate(m.witness_keys())]
        names = " ".join(f"w{i}" for i in range(len(m.witnesses)))
        return "\n".join([*lines, f"group all-witnesses {m.quorum} {names}", "quorum all-witnesses", ""])

    def promise(self, index: int, size: int) -> bytes:
        """promise is a receipt that no witness has cosigned."""
        return self.receipt(index, size, ())

    def receipt(self, index: int, size: int, witnesses: Sequence[int] | None = None) -> bytes:
        """receipt is a tlog-proof of an entry in the tree of a size."""
        path = self.state.tree.inclusion_proof(index, size)
        lines = ["c2sp.org/tlog-proof@v1", f"extra {base64.b64encode(self.entries[index]).decode()}"]
        lines += [f"index {index}", *(base64.b64encode(h).decode() for h in path), "", ""]
        return "\n".join(lines).encode() + self.checkpoint(size, self.time_ms // 1000 + 1, witnesses)

    def files(self, note: bytes | None = None) -> dict[str, bytes]:
        """files are the record."""
        size = len(self.entries)
        out = {"checkpoint": note or self.checkpoint(size, self.time_ms // 1000 + 1)}
        for path in merkle.paths_of_size(size):
            level, index, width = merkle.parse_tile_path(path) or (0, 0, 0)
            start = index * merkle.TILE_WIDTH
            if level == "entries":
                out[path] = merkle.bundle(self.entries[start : start + width])
            else:
                out[path] = self.state.tree.tile(int(level), index, width)
        return out

    def secrets(self) -> dict[str, object]:
        """secrets are the keys and codes behind a record, for tests that go on from it."""
        scalar = lambda s: ristretto.encode_scalar(s).hex()  # noqa: E731
        return {
            "note": "made for tests; every secret here is public",
            "organiser_seed": self.organiser.hex(),
            "registrar_seeds": [s.hex() for s in self.registrars],
            "board_seed": self.board.hex(),
            "witness_seeds": [s.hex() for s in self.witnesses],
            "trustee_secrets": [scalar(s) for s in self.trustees],
            "trustee_shares": [scalar(self.share_secret(j + 1)) for j in range(len(self.trustees))],
            "voters": [
                {"region": v.region, "codes": codes, "secret": scalar(v.secret)}
                for v, codes in zip(self.voters, self.codes)
            ],
        }


def read_folder(folder: Path) -> dict[str, bytes]:
    """read_folder is what write_files wrote."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """write_files writes a record's files under a folder."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
