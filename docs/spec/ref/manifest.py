"""The manifest: what a referendum is.

Clauses: MAN-1, MAN-2, RUL-1. `decode_manifest_body` reads; manifest_rules judges.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from errors import require
from ristretto import Point
from tlog import LOG_KEY, WITNESS_KEY, Key, is_key_name
from wire import Reader, h256

NONE = 65535  # no blank option; a numerator of "ballots counted"; no other option
VERSION, OPEN_MODE = 128 + 2, 0  # draft 2 of version 1
ORGANISER, REGISTRAR, BOARD, WITNESS, TRUSTEE, OBSERVER = range(6)  # roles
WHOLE, WEIGHT, NAMED = 0, 1, 2  # scopes of a term
VALID, COUNTED, REGISTERED, OTHER, OTHERS = 0, 1, 2, 3, 4  # denominators

T = TypeVar("T")


@dataclass(frozen=True)
class Term:
    """Term is one condition of a decision rule (RUL-1)."""

    numerator: int
    denominator: int
    other: int
    blanks_count: bool
    comparator: int
    num: int
    den: int
    scope: int
    weight: int
    named: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """Question is a text, its options, how many may be chosen, and its terms."""

    text: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    blank: int
    min: int
    max: int
    terms: tuple[Term, ...]

    def weights(self) -> list[int]:
        """weights are the options' weights in the sum of BAL-2."""
        return [self.max if o == self.blank else 1 for o in range(len(self.options))]


@dataclass(frozen=True)
class Region:
    """Region is where voters are registered, with its weight in the decision rule."""

    id: str
    name: tuple[str, ...]
    weight: int


@dataclass(frozen=True)
class Keeper:
    """Keeper names the party that has a key in hand (MAN-5)."""

    role: int
    index: int


@dataclass(frozen=True)
class Party:
    """Party is the organiser, a registrar or an observer (Ed25519)."""

    name: str
    key: bytes
    keeper: Keeper


@dataclass(frozen=True)
class Board(Party):
    """Board also has a key that signs refusals alone."""

    refusal_key: bytes


@dataclass(frozen=True)
class Witness(Party):
    """Witness also has an address where it is asked to cosign, or none."""

    address: str


@dataclass(frozen=True)
class Trustee:
    """Trustee is a name and a ristretto255 key."""

    name: str
    key: Point
    keeper: Keeper


@dataclass(frozen=True)
class Notices:
    """Notices are addresses by language, each of which may be empty."""

    privacy: tuple[str, ...]
    imprint: tuple[str, ...]
    accessibility: tuple[str, ...]


@dataclass(frozen=True)
class Offset:
    """Offset is how many minutes east of UTC clocks show from a time on."""

    from_ms: int
    minutes: int
    abbreviation: str


@dataclass(frozen=True)
class Zone:
    """Zone is how the people who vote write times (MAN-4)."""

    name: str
    offsets: tuple[Offset, ...]


@dataclass(frozen=True)
class CheckPage:
    """CheckPage is an observer's page for testing a device."""

    observer: int
    address: str


@dataclass(frozen=True)
class Software:
    """Software is the list of the pages' files: paths with SHA-256 (MAN-6)."""

    name: str
    version: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Manifest:
    """Manifest is MAN-1's struct in wire order, with its bytes."""

    encoded: bytes
    rehearsal: bool
    listed: bool
    nonce: bytes
    origin: str
    languages: tuple[str, ...]
    title: tuple[str, ...]
    description: tuple[str, ...]
    contact: tuple[str, ...]
    notices: Notices
    zone: Zone
    questions: tuple[Question, ...]
    regions: tuple[Region, ...]
    ceremony_end_ms: int
    opening_ms: int
    closing_ms: int
    grace_ms: int
    seal_ms: int
    archive_ms: int
    replace_until_ms: int
    replace_permille: int
    replace_least: int
    organiser: Party
    registrars: tuple[Party, ...]
    board: Board
    witnesses: tuple[Witness, ...]
    quorum: int
    trustees: tuple[Trustee, ...]
    threshold: int
    no_spare_trustee: bool
    drills: int
    observers: tuple[Party, ...]
    kept_by_one: bool
    check_pages: tuple[CheckPage, ...]
    revoting: bool
    max_ballots: int
    floor: int
    software: Software

    def hash(self) -> bytes:
        """hash is MAN-2: the referendum's identity."""
        return h256("manifest", self.encoded)

    def board_key(self) -> Key:
        """board_key is the key that signs checkpoints (LOG-3)."""
        return Key(self.origin, LOG_KEY, self.board.key)

    def witness_keys(self) -> list[Key]:
        """witness_keys are the keys that cosign checkpoints (LOG-3)."""
        return [Key(w.name, WITNESS_KEY, w.key) for w in self.witnesses]

    def sums_per_unit(self) -> int:
        """sums_per_unit is the number of options of all questions."""
        return sum(len(q.options) for q in self.questions)


class _ManifestReader(Reader):
    """_ManifestReader reads what only manifests hold."""

    languages = 0

    def many(self, low: int, high: int, element: Callable[[], T]) -> tuple[T, ...]:
        """many is `T x<low..high>` of ENC-5."""
        return tuple(element() for _ in range(self.count(low, high)))

    def key_name(self) -> str:
        """key_name is KeyName."""
        name = self.text(1, 128)
        require(is_key_name(name), "bad-text", "a key name with white space or +")
        return name

    def language(self) -> str:
        """language is a tag with a one-byte length."""
        tag = self.vector(2, 35, size=1)
        require(re.fullmatch(rb"[A-Za-z0-9-]+", tag) is not None, "bad-text", "not a language tag")
        return tag.decode("ascii")

    def local_text(self, low: int, high: int, lines: bool = False) -> tuple[str, ...]:
        """local_text is one Text per language."""
        return tuple(self.text(low, high, lines) for _ in range(self.languages))

    def notices(self) -> Notices:
        """notices is MAN-1's Notices."""
        return Notices(self.local_text(0, 500), self.local_text(0, 500), self.local_text(0, 500))

    def zone(self) -> Zone:
        """zone is MAN-1's Zone."""
        return Zone(self.text(1, 64), self.many(1, 16, self.offset))

    def offset(self) -> Offset:
        """offset is MAN-1's Offset."""
        return Offset(self.u64(), self.i16(), self.text(1, 8))

    def keeper(self) -> Keeper:
        """keeper is MAN-1's Keeper; roles above 5 are of other modes."""
        return Keeper(self.enum(OBSERVER), self.u16())

    def term(self) -> Term:
        """term is RUL-1's struct."""
        head = self.u16(), self.enum(4), self.u16(), self.bool(), self.enum(1), self.u32(), self.u32()
        return Term(*head, self.enum(2), self.u64(), self.many(0, 4096, self.u16))

    def question(self) -> Question:
        """question is MAN-1's Question."""
        text = self.local_text(1, 4000, lines=True)
        options = self.many(2, 64, lambda: self.local_text(1, 1000))
        return Question(text, options, self.u16(), self.u16(), self.u16(), self.many(0, 32, self.term))

    def region(self) -> Region:
        """region is MAN-1's Region."""
        return Region(self.text(1, 64), self.local_text(1, 200), self.u32())

    def party(self) -> Party:
        """party is MAN-1's Party."""
        return Party(self.text(1, 200), self.opaque(32), self.keeper())

    def board(self) -> Board:
        """board is MAN-1's Board."""
        name, key, refusal_key = self.text(1, 200), self.opaque(32), self.opaque(32)
        return Board(name, key, self.keeper(), refusal_key)

    def witness(self) -> Witness:
        """witness is MAN-1's Witness."""
        return Witness(self.key_name(), self.opaque(32), self.keeper(), self.text(0, 200))

    def trustee(self) -> Trustee:
        """trustee is MAN-1's Trustee."""
        return Trustee(self.text(1, 200), self.point(), self.keeper())

    def check_page(self) -> CheckPage:
        """check_page is MAN-1's CheckPage."""
        return CheckPage(self.u16(), self.text(9, 200))


def read_software(r: Reader) -> Software:
    """read_software is MAN-1's Software."""
    head = r.text(1, 100), r.text(1, 50)
    return Software(*head, tuple((r.text(1, 120), r.opaque(32)) for _ in range(r.count(0, 128))))


def decode_manifest(data: bytes) -> Manifest:
    """decode_manifest reads a Manifest alone."""
    _check_version(data)
    r = _ManifestReader(data)
    m = _manifest(r)
    r.end()
    return m


def decode_manifest_body(body: bytes) -> Manifest:
    """decode_manifest_body reads ManifestBody; its last 64 bytes are the signature, whatever precedes them the manifest."""
    _check_version(body)
    require(len(body) >= 64, "truncated", "a body shorter than a signature")
    return decode_manifest(body[:-64])


def _check_version(data: bytes) -> None:
    """_check_version is MAN-1 on version and mode, before anything else is looked at."""
    require(len(data) >= 2, "truncated", "no version and mode")
    known = (data[0], data[1]) == (VERSION, OPEN_MODE)
    require(known, "unknown-mode", f"version {data[0]}, mode {data[1]}")


def _manifest(r: _ManifestReader) -> Manifest:
    """_manifest reads MAN-1's struct."""
    r.u8(), r.u8()
    head = r.bool(), r.bool(), r.opaque(32), r.key_name()
    languages = r.many(1, 32, r.language)
    r.languages = len(languages)
    texts = r.local_text(1, 1000), r.local_text(0, 10000, lines=True), r.local_text(1, 500, lines=True)
    people = r.notices(), r.zone()
    asked = r.many(1, 16, r.question), r.many(1, 4096, r.region)
    times = r.u64(), r.u64(), r.u64(), r.u32(), r.u32(), r.u64()
    replacing = r.u64(), r.u16(), r.u16()
    parties = r.party(), r.many(1, 16, r.party), r.board()
    witnesses = r.many(1, 64, r.witness), r.u16()
    trustees = r.many(2, 64, r.trustee), r.u16(), r.bool(), r.u16()
    others = r.many(0, 32, r.party), r.bool(), r.many(0, 32, r.check_page)
    numbers = r.bool(), r.u16(), r.u32()
    m = *head, languages, *texts, *people, *asked, *times, *replacing, *parties, *witnesses, *trustees, *others, *numbers
    software = read_software(r)
    return Manifest(r.data[: r.position], *m, software)
