"""What parties say in the record, and which pages voters were meant to get.

Clauses: STA-1, MAN-6. Each method of Notices accepts one body, or refuses it and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import ed25519
from errors import Refused, require
from manifest import BOARD, OBSERVER, ORGANISER, REGISTRAR, TRUSTEE, WITNESS, Manifest, Software, read_software
from manifest_rules import is_software
from ristretto import Point
from wire import Reader, Schnorr, signed_message, trustee_claim

STATEMENT, SOFTWARE = 15, 16
NO_ENTRY, OTHER_LANGUAGE = 2**64 - 1, 65535
MOST_KIND = 5  # "does not confirm"
MOST_LINE_FEEDS, MOST_STATEMENTS, MOST_CHANGES = 39, 16, 16
WEEK_MS = 7 * 86_400_000


@dataclass(frozen=True)
class Statement:
    """Statement is STA-1's struct."""

    role: int
    index: int
    kind: int
    about: int
    made_ms: int
    language: int
    text: str
    signature: bytes


def decode_statement(body: bytes) -> Statement:
    """decode_statement reads the struct. ERRORS: ENC-1's, bad-text."""
    r = Reader(body)
    head = r.enum(OBSERVER), r.u16(), r.enum(MOST_KIND), r.u64(), r.u64(), r.u16()
    statement = Statement(*head, r.text(1, 2048, lines=True), r.opaque(64))
    r.end()
    return statement


@dataclass(frozen=True)
class SoftwareChange:
    """SoftwareChange is MAN-6's struct; each signature is over `unsigned`."""

    number: int
    software: Software
    unsigned: bytes
    organiser_signature: bytes
    board_signature: bytes


def decode_software_change(body: bytes) -> SoftwareChange:
    """decode_software_change reads the struct. ERRORS: ENC-1's, bad-text."""
    r = Reader(body)
    number, software = r.u16(), read_software(r)
    unsigned = body[: r.position]
    change = SoftwareChange(number, software, unsigned, r.opaque(64), r.opaque(64))
    r.end()
    return change


class Notices:
    """Notices are the statements and changes of software that were accepted."""

    def __init__(self, m: Manifest) -> None:
        self.m = m
        self.hash = m.hash()
        self.statements: list[Statement] = []
        self.said: set[bytes] = set()
        self.by_party: Counter[tuple[int, int]] = Counter()
        self.changes: list[SoftwareChange] = []

    def state(self, body: bytes, index: int) -> None:
        """state is STA-1 for the body of entry `index`."""
        s = self.judge(body, index)
        self.said.add(body)
        self.by_party[s.role, s.index] += 1
        self.statements.append(s)

    def judge(self, body: bytes, index: int) -> Statement:
        """judge is STA-1's checks; it changes nothing."""
        s = decode_statement(body)
        key = self._key(s)
        require(s.about < index or s.about == NO_ENTRY, "bad-number", f"about entry {s.about}")
        known = s.language < len(self.m.languages) or s.language == OTHER_LANGUAGE
        require(known, "bad-number", f"language {s.language}")
        require(s.text.count("\n") <= MOST_LINE_FEEDS, "bad-text", "too many lines")
        require(body not in self.said, "duplicate", "said before")
        party = (s.role, s.index)
        require(self.by_party[party] < MOST_STATEMENTS, "too-many-statements", f"of {party}")
        self._check_signature(s, key, body[:-64])
        return s

    def _key(self, s: Statement) -> bytes | Point:
        """_key is the party's, which may be an Ed25519 key or a trustee's point. ERRORS: unknown-author."""
        m = self.m
        keys: dict[int, list[bytes | Point]] = {
            ORGANISER: [m.organiser.key],
            REGISTRAR: [p.key for p in m.registrars],
            BOARD: [m.board.key],
            WITNESS: [p.key for p in m.witnesses],
            TRUSTEE: [p.key for p in m.trustees],
            OBSERVER: [p.key for p in m.observers],
        }
        place = s.index - (s.role == TRUSTEE)
        require(0 <= place < len(keys[s.role]), "unknown-author", f"role {s.role}, index {s.index}")
        return keys[s.role][place]

    def _check_signature(self, s: Statement, key: bytes | Point, unsigned: bytes) -> None:
        if isinstance(key, bytes):
            ed25519.verify(key, signed_message(self.hash, STATEMENT, s.index, unsigned), s.signature)
            return
        r = Reader(s.signature)
        try:
            signature = Schnorr(r.point(), r.scalar())
        except Refused as error:
            raise Refused("bad-signature", error.text) from error
        c = trustee_claim(self.hash, STATEMENT, s.index, key, unsigned).challenge(signature.A)
        require(signature.holds(key, c), "bad-signature", f"trustee {s.index}'s signature")

    def change(self, body: bytes) -> None:
        """change is MAN-6."""
        c = decode_software_change(body)
        fits = c.number == len(self.changes) + 1 and c.number <= MOST_CHANGES
        require(fits, "bad-number", f"change {c.number} after {len(self.changes)}")
        require(is_software(c.software), "bad-text", "the list of files")
        message = signed_message(self.hash, SOFTWARE, 0, c.unsigned)
        ed25519.verify(self.m.organiser.key, message, c.organiser_signature)
        ed25519.verify(self.m.board.key, message, c.board_signature)
        self.changes.append(c)
