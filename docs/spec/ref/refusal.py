"""What the board answers: refusals and promises, and judging them against a record.

Clauses: BAL-15, BAL-16, BAL-17.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import ed25519
import merkle
import tlog
from ballot import BALLOT
from errors import Refused, require
from manifest import Manifest
from state import CLOSE, Entry, State, decode_entry
from wire import Reader, h256, label, u8, u16, u64

STATEMENT = 15
REFUSED_TYPES = (BALLOT, STATEMENT)
MAX_REFUSAL_BYTES = 211 + 32 + 8 + 32 + 2 + 65535
OLD_MS = 180_000
LATE = 335
WRONGLY = "refused-wrongly"

# The numbers of errors.md, of the codes that the rules have for a ballot or a statement.
CODES = {
    "truncated": 100, "trailing-bytes": 101, "bad-length": 102, "unknown-enum": 103, "bad-point": 104,
    "bad-scalar": 105, "identity-point": 106, "bad-text": 107, "bad-signature": 108, "bad-proof": 109,
    "bad-number": 112, "wrong-phase": 300, "outside-voting-time": 302, "time-not-rounded": 303,
    "unknown-author": 305, "duplicate": 306, "not-on-roll": 314, "stale-revision": 315, "revision-jump": 316,
    "already-voted": 317, "too-many-ballots": 318, "credential-replaced": 332, "too-many-statements": 334,
}  # fmt: skip


# What a board may sign of a ballot: BAL-15 (3) and (4).
SIGNED = frozenset(CODES[name] for name in (
    "outside-voting-time", "bad-point", "bad-scalar", "identity-point", "not-on-roll", "credential-replaced",
    "already-voted", "too-many-ballots", "stale-revision", "bad-proof",
)) | {LATE}  # fmt: skip


@dataclass(frozen=True)
class Refusal:
    """Refusal is BAL-15's struct."""

    manifest_hash: bytes
    type: int
    body_hash: bytes
    code: int
    size: int
    root: bytes
    time_ms: int
    request: bytes
    signature: bytes

    def unsigned(self) -> bytes:
        """unsigned is all before the signature."""
        head = self.manifest_hash + u8(self.type) + self.body_hash + u16(self.code)
        return head + u64(self.size) + self.root + u64(self.time_ms) + self.request

    def encode(self) -> bytes:
        """encode is the wire form, 211 bytes."""
        return self.unsigned() + self.signature


@dataclass(frozen=True)
class RefusalFile:
    """RefusalFile is BAL-15's struct: a refusal, with what its hashes are of."""

    refusal: Refusal
    random: bytes
    known_size: int
    known_root: bytes
    body: bytes

    def encode(self) -> bytes:
        """encode is the wire form."""
        head = self.refusal.encode() + self.random + u64(self.known_size) + self.known_root
        return head + u16(len(self.body)) + self.body

    def is_genuine(self, key: bytes) -> bool:
        """is_genuine tells whether the signature is refusal_key's and the hashes are right."""
        r = self.refusal
        return (
            r.body_hash == body_hash(r.type, self.body)
            and r.request == request_hash(self.random, self.known_size, self.known_root)
            and ed25519.is_valid(key, signed_refusal(r.unsigned()), r.signature)
        )


def signed_refusal(unsigned: bytes) -> bytes:
    """signed_refusal is what refusal_key signs."""
    return label("refusal") + unsigned


def body_hash(kind: int, body: bytes) -> bytes:
    """body_hash names what was refused."""
    return h256("refused", u8(kind), body)


def request_hash(random: bytes, size: int, root: bytes) -> bytes:
    """request_hash is what a device sends; its checkpoint's size and root stay hidden in it."""
    return h256("request", random, u64(size), root)


def _read_refusal(r: Reader) -> Refusal:
    manifest_hash, kind = r.opaque(32), r.u8()
    require(kind in REFUSED_TYPES, "unknown-enum", f"bodies of type {kind} are not refused")
    return Refusal(
        manifest_hash, kind, r.opaque(32), r.u16(), r.u64(), r.opaque(32), r.u64(), r.opaque(32), r.opaque(64)
    )


def decode_refusal(data: bytes) -> Refusal:
    """decode_refusal reads a Refusal. ERRORS: truncated, trailing-bytes, unknown-enum."""
    r = Reader(data)
    refusal = _read_refusal(r)
    r.end()
    return refusal


def decode_refusal_file(data: bytes) -> RefusalFile:
    """decode_refusal_file reads a RefusalFile. ERRORS: truncated, trailing-bytes, unknown-enum."""
    r = Reader(data)
    file = RefusalFile(_read_refusal(r), r.opaque(32), r.u64(), r.opaque(32), r.vector(0, 65535))
    r.end()
    return file


@dataclass(frozen=True)
class Remark:
    """Remark is a note's kind, and its sentence."""

    kind: str
    text: str


@dataclass
class _Place:
    """_Place is where a body stands in the record: its first entry, and the accepted one."""

    first: int | None = None
    accepted: int | None = None


@dataclass
class _Known:
    """_Known is what the fold showed about one refusal."""

    file: RefusalFile
    rules: Refused | None = None  # what the rules say after `size` entries; None: they accept
    next_ms: int | None = None  # the time of the first accepted entry from there on


@dataclass(frozen=True)
class Judged:
    """Judged is a record at the end of its fold; altered: its entries are not those that the board signed."""

    state: State
    tree: merkle.Tree
    altered: bool


@dataclass
class Answers:
    """Answers follows the fold for the refusals and promises that were given, and judges them then."""

    refusals: list[_Known] = field(default_factory=list)
    places: dict[tuple[int, bytes], _Place] = field(default_factory=dict)
    close: int | None = None

    @classmethod
    def of(cls, promises: Sequence[tlog.Proof], refusals: Sequence[RefusalFile]) -> Answers:
        """of are the answers named in a trust file."""
        out = cls([_Known(f) for f in refusals])
        out.places = {(f.refusal.type, f.body): _Place() for f in refusals}
        for promise in promises:
            entry = promised_entry(promise)
            if entry is not None:
                out.places[entry.type, entry.body] = _Place()
        return out

    def before(self, index: int, state: State) -> None:
        """before asks the rules where `index` entries have been taken."""
        for known in self.refusals:
            refusal = known.file.refusal
            if refusal.size == index:
                try:
                    state.check(Entry(refusal.type, refusal.time_ms, known.file.body))
                except Refused as error:
                    known.rules = error

    def see(self, index: int, entry: Entry, accepted: bool) -> None:
        """see takes an entry that decodes."""
        place = self.places.get((entry.type, entry.body))
        if place is not None:
            place.first = index if place.first is None else place.first
            if accepted and place.accepted is None:
                place.accepted = index
        if not accepted:
            return
        if entry.type == CLOSE:
            self.close = index
        for known in self.refusals:
            if known.next_ms is None and known.file.refusal.size <= index:
                known.next_ms = entry.time_ms

    def judge_refusal(self, number: int, record: Judged) -> Remark | None:
        """judge_refusal is BAL-16. ERRORS: refused-wrongly."""
        known, m, tree = self.refusals[number], record.state.manifest, record.tree
        r = known.file.refusal
        if m is None or r.manifest_hash != m.hash():
            return Remark("refusal-elsewhere", "of another referendum")
        if not known.file.is_genuine(m.board.refusal_key):
            return Remark("refusal-forged", "not what the board signed")
        if record.altered:
            return Remark("refusal-not-judged", "the record is not what the board signed")
        late = r.code == LATE and r.type == BALLOT
        beyond = self.close is not None and r.type == BALLOT and r.size > self.close
        root = tree.root(r.size) if r.size <= tree.size else None
        if late and self.close is None or root is None and not beyond:
            return Remark("refusal-not-judged", "the record is too short for it")
        require(root is None or root == r.root, WRONGLY, "its tree is not the record's")
        require(not beyond, WRONGLY, "its tree is larger than the frozen one")
        old = known.next_ms is not None and known.next_ms + OLD_MS < r.time_ms
        require(not old, WRONGLY, "its tree was old")
        if late:
            require(r.size == self.close, WRONGLY, "late, for a tree that is not the frozen one")
            require(r.time_ms + OLD_MS >= m.closing_ms, WRONGLY, "late, long before the closing")
            require(known.rules is None, WRONGLY, "late, and the rules refuse it")
        else:
            same = known.rules is not None and CODES.get(known.rules.code) == r.code
            require(same, WRONGLY, "the rules do not refuse it so")
        place = self.places[r.type, known.file.body]
        may_follow = r.code in (CODES["not-on-roll"], CODES["outside-voting-time"])
        logged = place.first is not None and (not may_follow or place.first < r.size)
        require(not logged, WRONGLY, "the record has it")
        require(may_be_signed(r, record.state), WRONGLY, "no board signs this code at this time")
        return Remark("late", "by the board's own word, a vote that came in time is missing") if late else None

    def judge_promise(self, promise: tlog.Proof, key: tlog.Key, record: Judged) -> Remark | None:
        """judge_promise is BAL-17, for the pinned log key. ERRORS: receipt-not-included."""
        entry, tree = promised_entry(promise), record.tree
        if entry is None or not _is_signed(promise, key):
            return Remark("promise-forged", "not what the board signed")
        if record.altered:
            return Remark("promise-not-judged", "the record is not what the board signed")
        checkpoint = promise.checkpoint
        closed = entry.type == BALLOT and self.close is not None
        if tree.size < checkpoint.size and not closed:
            return Remark("promise-not-judged", "the record is smaller than its tree")
        place = self.places[entry.type, entry.body]
        require(place.accepted is not None, "receipt-not-included", "a promise that was not kept")
        if place.accepted != promise.index:
            return Remark("promise-moved", f"entry {place.accepted}, not {promise.index}")
        if checkpoint.size <= tree.size and tree.root(checkpoint.size) != checkpoint.root:
            return Remark("promise-forked", "its checkpoint is no prefix of the record")
        return None


def may_be_signed(r: Refusal, state: State) -> bool:
    """may_be_signed tells whether BAL-15 (3) and (4) let a board sign this code, and for a ballot at this time."""
    if r.type == STATEMENT:
        return r.code == CODES["too-many-statements"]
    m = state.the_manifest()
    closed, late = r.time_ms >= m.closing_ms, r.code == LATE
    in_time = closed == (r.code == CODES["outside-voting-time"]) and (not late or r.time_ms + OLD_MS >= m.closing_ms)
    return r.code in SIGNED and in_time and r.time_ms >= max(state.open_ms, m.opening_ms) and state.is_rounded(r.time_ms)


def promised_entry(promise: tlog.Proof) -> Entry | None:
    """promised_entry is the entry of a promise; None if it does not decode."""
    try:
        return decode_entry(promise.extra or b"")
    except Refused:
        return None


def _is_signed(promise: tlog.Proof, key: tlog.Key) -> bool:
    try:
        tlog.check_log_signature(promise.checkpoint, key)
        tlog.check_inclusion(promise)
    except Refused:
        return False
    return True
