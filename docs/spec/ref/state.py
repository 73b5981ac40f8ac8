"""The state of a referendum: a fold over the log's entries.

Clauses: LOG-2, LOG-6, LOG-7, MAN-1, ROL-7, ROL-8, ROL-10, TAL-1, TAL-9, STA-1. `State.apply` accepts one entry, or refuses
it and changes nothing but the tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ceremony
import ed25519
import tlog
from ballot import BALLOT, BallotBox
from ceremony import Ceremony
from errors import require
from manifest import Manifest, decode_manifest_body
from manifest_rules import check_manifest
from merkle import Tree
from replacement import REPLACEMENT, Replacements
from ristretto import Point
from roll import CHUNK, END, Roll
from statement import SOFTWARE, STATEMENT, WEEK_MS, Notices
from tally import PART_BYTES, RESULT, SHARE, Outcome, Tallying, check_part, make_outcome
from wire import Reader, signed_message, u8, u16, u64, verify_signed

MANIFEST, OPEN, CLOSE = 1, 7, 9
TYPES = frozenset(range(1, 17))
MINUTE_MS = 60_000
MAX_CHECKPOINT = 2**14
CEREMONY = (ceremony.COMMIT, ceremony.DEAL, ceremony.ACCEPT, ceremony.COMPLAINT)


@dataclass(frozen=True)
class Entry:
    """Entry is LOG-2's struct."""

    type: int
    time_ms: int
    body: bytes

    def encode(self) -> bytes:
        """encode is the leaf."""
        return u8(self.type) + u64(self.time_ms) + u16(len(self.body)) + self.body


def decode_entry(data: bytes) -> Entry:
    """decode_entry reads a leaf. ERRORS: unknown-enum, truncated, trailing-bytes."""
    r = Reader(data)
    kind = r.u8()
    require(kind in TYPES, "unknown-enum", f"there is no entry type {kind}")
    entry = Entry(kind, r.u64(), r.vector(0, 65535))
    r.end()
    return entry


def close_checkpoint(body: bytes) -> bytes:
    """close_checkpoint is the checkpoint in a `close`'s body (TAL-1), unparsed."""
    r = Reader(body)
    r.u64()
    return r.vector(1, MAX_CHECKPOINT)


class State:
    """State is what the entries so far have made of the referendum."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.time_ms = 0
        self.phase = "start"
        self.manifest: Manifest | None = None
        self.ceremony: Ceremony | None = None
        self.roll: Roll | None = None
        self.roll_tree: tuple[int, bytes] | None = None  # N and R of ROL-7
        self.open_ms = 0
        self.box: BallotBox | None = None
        self.replacements: Replacements | None = None
        self.tallying: Tallying | None = None
        self.outcome: Outcome | None = None
        self.parts = 0
        self.notices: Notices | None = None
        self.result_ms = 0  # the time of the last `result`

    def apply(self, entry: Entry) -> None:
        """apply is one step of the fold; the caller then appends the leaf to the tree."""
        self._check_phase(entry)
        require(entry.time_ms >= self.time_ms, "time-went-back", f"{entry.time_ms} after {self.time_ms}")
        if self.phase == "open" and entry.type != CLOSE:
            self._check_open_time(entry)
        self._step(entry)
        self.time_ms = entry.time_ms

    def check(self, entry: Entry) -> None:
        """check judges a ballot or statement as if it came next, but for `time-went-back` (BAL-16); it changes nothing."""
        judges: dict[int, Callable[[], object]] = {
            BALLOT: lambda: self._box().judge(entry.body),
            STATEMENT: lambda: self.the_notices().judge(entry.body, self.tree.size),
        }
        require(entry.type in judges, "unknown-enum", f"type {entry.type}")
        self._check_phase(entry)
        if self.phase == "open":
            self._check_open_time(entry)
        judges[entry.type]()

    def _check_phase(self, entry: Entry) -> None:
        """_check_phase is LOG-6. ERRORS: wrong-phase."""
        require(self._may_stand_here(entry.type), "wrong-phase", f"type {entry.type} in phase {self.phase}")
        last = self._last_time(entry.type)
        require(last is None or entry.time_ms <= last, "wrong-phase", f"type {entry.type} after {last}")
        require(not self._is_quiet(entry), "wrong-phase", "a statement while the close is made")

    def append(self, leaf: bytes) -> None:
        """append adds the entry's leaf hash to the tree, accepted or not (LOG-7)."""
        self.tree.append(leaf)
        if self.roll_tree is None and self.roll is not None and self.roll.is_complete():
            self.roll_tree = (self.tree.size, self.tree.root())

    def _may_stand_here(self, kind: int) -> bool:
        """_may_stand_here is LOG-6's column "phase before"."""
        if kind == STATEMENT:
            return self.phase != "start"
        if self.phase == "ceremony":
            return kind in self._ceremony_types()
        if self.phase == "roll":
            return kind in ((OPEN, ceremony.DRILL) if self._roll().is_complete() else (CHUNK, END, SOFTWARE))
        allowed = {
            "start": (MANIFEST,),
            "open": (BALLOT, REPLACEMENT, CLOSE, SOFTWARE),
            "tallying": (SHARE, RESULT, SOFTWARE),
        }
        return kind in allowed.get(self.phase, ())

    def _ceremony_types(self) -> tuple[int, ...]:
        """_ceremony_types are those that may come next in the ceremony (LOG-6, CER-9)."""
        c = self._ceremony()
        if c.convicted is not None:
            return ()
        if not c.all_committed():
            return ceremony.COMMIT, SOFTWARE
        return (ceremony.ACCEPT, ceremony.COMPLAINT, SOFTWARE) if c.all_dealt() else (ceremony.DEAL, SOFTWARE)

    def _last_time(self, kind: int) -> int | None:
        """_last_time is LOG-6's column "last time"; None where there is none."""
        if kind in CEREMONY:
            return self.the_manifest().ceremony_end_ms
        if kind == OPEN:
            m = self.the_manifest()
            return m.opening_ms + min(m.grace_ms, (m.closing_ms - m.opening_ms) // 2)
        if kind == SOFTWARE and self.phase == "open":
            return self.the_manifest().closing_ms - 1
        if kind == STATEMENT:
            archive_ms = self.the_manifest().archive_ms
            return max(archive_ms, self.result_ms + WEEK_MS) if self.phase == "final" else archive_ms
        return None

    def _is_quiet(self, entry: Entry) -> bool:
        """_is_quiet is STA-1's quiet times."""
        if entry.type != STATEMENT or self.phase != "open":
            return False
        m = self.the_manifest()
        return m.closing_ms <= entry.time_ms <= m.closing_ms + m.grace_ms

    def _check_open_time(self, entry: Entry) -> None:
        """_check_open_time is LOG-7.3. ERRORS: outside-voting-time, time-not-rounded."""
        m = self.the_manifest()
        begin = max(m.opening_ms, self.open_ms)
        if entry.type == BALLOT:
            in_time = begin <= entry.time_ms < m.closing_ms
            require(in_time, "outside-voting-time", f"{entry.time_ms}")
        if entry.type == REPLACEMENT:
            require(entry.time_ms < m.replace_until_ms, "outside-voting-time", f"{entry.time_ms}")
        require(self.is_rounded(entry.time_ms), "time-not-rounded", f"{entry.time_ms}")

    def is_rounded(self, time_ms: int) -> bool:
        """is_rounded is LOG-7's, once `open` was accepted."""
        m = self.the_manifest()
        return time_ms % MINUTE_MS == 0 or time_ms in (self.open_ms, m.opening_ms, m.closing_ms)

    def _step(self, entry: Entry) -> None:
        body = entry.body
        if entry.type == MANIFEST:
            self._take_manifest(body)
        elif entry.type in CEREMONY:
            self._take_ceremony(entry.type, body)
        elif entry.type == CHUNK:
            self._roll().chunk(body)
        elif entry.type == END:
            self._roll().end(body)
        elif entry.type == ceremony.DRILL:
            self._ceremony().drill(body, self._complete_roll())
        elif entry.type == OPEN:
            self._take_open(body, entry.time_ms)
        elif entry.type == BALLOT:
            self._box().cast(body)
            self._replacements().drop(body[:32])
        elif entry.type == REPLACEMENT:
            self._replacements().share(body, entry.time_ms)
        elif entry.type == CLOSE:
            self._take_close(body, entry.time_ms)
        elif entry.type == SHARE:
            self._tallying().share(body)
        elif entry.type == RESULT:
            self._take_result(body, entry.time_ms)
        elif entry.type == STATEMENT:
            self.the_notices().state(body, self.tree.size)
        else:
            self.the_notices().change(body)

    def the_manifest(self) -> Manifest:
        """the_manifest is the manifest. REQUIRES: entry 0 was accepted."""
        assert self.manifest is not None
        return self.manifest

    def the_notices(self) -> Notices:
        """the_notices are statements and changes of software. REQUIRES: entry 0 was accepted."""
        assert self.notices is not None
        return self.notices

    def _ceremony(self) -> Ceremony:
        assert self.ceremony is not None
        return self.ceremony

    def _complete_roll(self) -> tuple[int, bytes]:
        assert self.roll_tree is not None
        return self.roll_tree

    def _roll(self) -> Roll:
        assert self.roll is not None
        return self.roll

    def _box(self) -> BallotBox:
        assert self.box is not None
        return self.box

    def _replacements(self) -> Replacements:
        assert self.replacements is not None
        return self.replacements

    def _tallying(self) -> Tallying:
        assert self.tallying is not None
        return self.tallying

    def _take_manifest(self, body: bytes) -> None:
        """_take_manifest is MAN-1 to MAN-3."""
        m = decode_manifest_body(body)
        check_manifest(m)
        ed25519.verify(m.organiser.key, signed_message(m.hash(), MANIFEST, 0, m.encoded), body[-64:])
        self.manifest, self.ceremony, self.phase = m, Ceremony(m), "ceremony"
        self.notices = Notices(m)

    def _take_ceremony(self, kind: int, body: bytes) -> None:
        """_take_ceremony is CER-2 to CER-10."""
        c = self._ceremony()
        dict(zip(CEREMONY, (c.commit, c.deal, c.accept, c.complain)))[kind](body)
        if c.all_accepted():
            self.roll, self.phase = Roll(self.the_manifest()), "roll"

    def joint_key(self) -> Point:
        """joint_key is K. REQUIRES: all trustees have dealt."""
        return self._ceremony().joint_key()

    def _take_open(self, body: bytes, time_ms: int) -> None:
        """_take_open is ROL-8."""
        m = self.the_manifest()
        r = Reader(body)
        key, root, _ = r.point(), r.opaque(32), r.opaque(64)
        r.end()
        drilled = len(self._ceremony().drilled)
        require(drilled >= m.drills, "drill-missing", f"{drilled} of {m.drills}")
        require(key == self.joint_key(), "wrong-key", "not the trustees' joint key")
        require(root == self._complete_roll()[1], "wrong-root", "not the root of the complete roll's tree")
        verify_signed(m.organiser.key, m.hash(), OPEN, 0, body)
        self.box, self.phase = BallotBox(m, key, self._roll().slot_of), "open"
        self.replacements, self.open_ms = Replacements(m, self._roll(), self.box), time_ms

    def _take_close(self, body: bytes, time_ms: int) -> None:
        """_take_close is TAL-1."""
        m = self.the_manifest()
        r = Reader(body)
        ballots, note, _ = r.u64(), r.vector(1, MAX_CHECKPOINT), r.opaque(64)
        r.end()
        require(time_ms >= m.closing_ms, "wrong-close-time", "before the closing")
        require(ballots == sum(self._box().accepted), "wrong-count", "of ballots")
        verify_signed(m.board.key, m.hash(), CLOSE, 0, body)
        self._check_close_checkpoint(m, note)
        keys = {j: self._verification_key(j) for j in range(1, len(m.trustees) + 1)}
        self.tallying, self.phase = Tallying(m, self._box().counted(), keys), "tallying"

    def _verification_key(self, trustee: int) -> Point:
        return self._ceremony().verification_key(trustee)

    def _check_close_checkpoint(self, m: Manifest, note: bytes) -> None:
        """_check_close_checkpoint is TAL-1 from "the checkpoint parses" on."""
        checkpoint = tlog.parse_checkpoint(note)
        require(checkpoint.origin == m.origin, "wrong-origin", checkpoint.origin)
        fits = checkpoint.size == self.tree.size and checkpoint.root == self.tree.root()
        require(fits, "wrong-root", "not the tree of the entries before")
        tlog.check_log_signature(checkpoint, m.board_key())
        times = [tlog.cosignature_times(checkpoint, key) for key in m.witness_keys()]
        require(sum(map(bool, times)) >= m.quorum, "no-quorum", "in the close")
        first, last = m.closing_ms // 1000, (m.closing_ms + m.grace_ms) // 1000
        in_time = sum(any(first <= t <= last for t in ts) for ts in times)
        require(in_time >= m.quorum, "wrong-close-time", "cosignatures outside closing and grace")
        seal = (m.closing_ms + m.seal_ms) // 1000
        sealed = sum(any(first <= t <= seal for t in ts) for ts in times)
        require(sealed >= 2 * m.quorum - len(m.witnesses), "wrong-close-time", "too few cosignatures by the seal")

    def replaced(self) -> list[int]:
        """replaced are the completed replacements of each region."""
        if self.replacements is not None:
            return list(self.replacements.of_region)
        return [0] * len(self.the_manifest().regions)

    def recompute_outcome(self) -> Outcome:
        """recompute_outcome is TAL-8 and TAL-9. ERRORS: too-few-shares, no-count."""
        m, box, tallying = self.the_manifest(), self._box(), self._tallying()
        counts = tallying.counts()
        counted = [len(b) for b in box.counted()]
        regions = list(zip(self._roll().registered(), counted, box.accepted, strict=True))
        return make_outcome(m, regions, tallying.units, counts)

    def _take_result(self, body: bytes, time_ms: int) -> None:
        """_take_result is TAL-9."""
        m = self.the_manifest()
        r = Reader(body)
        chunk, part, _ = r.u16(), r.vector(1, PART_BYTES), r.opaque(64)
        r.end()
        complete = len(self._tallying().complete_trustees())
        require(complete >= m.threshold, "too-few-shares", f"{complete} of {m.threshold}")
        require(chunk == self.parts, "bad-number", f"chunk {chunk} is not the next")
        verify_signed(m.board.key, m.hash(), RESULT, 0, body)
        outcome = self.recompute_outcome()
        is_last = check_part(outcome, chunk, part)
        self.parts += 1
        if is_last:
            self.outcome, self.phase, self.result_ms = outcome, "final", time_ms
