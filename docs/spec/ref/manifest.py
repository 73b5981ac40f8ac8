"""The manifest: what a referendum is.

Clauses: MAN-1 to MAN-3, RUL-1, RUL-2. `decode_manifest_body` reads, `check_manifest` judges.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import ed25519
from errors import require
from ristretto import Point
from tlog import LOG_KEY, WITNESS_KEY, Key, is_key_name
from wire import Reader, h256

NONE = 65535  # no blank option; a numerator of "ballots counted"; no other option
MAX_ENTRY = 65535
ENTRY_HEADER = 1 + 8 + 2
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
class Party:
    """Party is the organiser, a registrar, the board (Ed25519) or a witness."""

    name: str
    key: bytes


@dataclass(frozen=True)
class Trustee:
    """Trustee is a name and a ristretto255 key."""

    name: str
    key: Point


@dataclass(frozen=True)
class Manifest:
    """Manifest is MAN-1's struct, with its bytes."""

    encoded: bytes
    nonce: bytes
    origin: str
    languages: tuple[str, ...]
    title: tuple[str, ...]
    description: tuple[str, ...]
    questions: tuple[Question, ...]
    regions: tuple[Region, ...]
    opening_ms: int
    closing_ms: int
    grace_ms: int
    organiser: Party
    registrars: tuple[Party, ...]
    board: Party
    witnesses: tuple[Party, ...]
    quorum: int
    trustees: tuple[Trustee, ...]
    threshold: int
    revoting: bool
    max_ballots: int
    floor: int

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

    def local_text(self, low: int, high: int) -> tuple[str, ...]:
        """local_text is one Text per language."""
        return tuple(self.text(low, high) for _ in range(self.languages))

    def term(self) -> Term:
        """term is RUL-1's struct."""
        head = self.u16(), self.enum(4), self.u16(), self.bool(), self.enum(1), self.u32(), self.u32()
        return Term(*head, self.enum(2), self.u64(), self.many(0, 4096, self.u16))

    def question(self) -> Question:
        """question is MAN-1's Question."""
        text = self.local_text(1, 4000)
        options = self.many(2, 64, lambda: self.local_text(1, 1000))
        return Question(text, options, self.u16(), self.u16(), self.u16(), self.many(0, 32, self.term))

    def region(self) -> Region:
        """region is MAN-1's Region."""
        return Region(self.text(1, 64), self.local_text(1, 200), self.u32())

    def party(self) -> Party:
        """party is MAN-1's Party."""
        return Party(self.text(1, 200), self.opaque(32))

    def witness(self) -> Party:
        """witness is MAN-1's Witness."""
        return Party(self.key_name(), self.opaque(32))

    def trustee(self) -> Trustee:
        """trustee is MAN-1's Trustee."""
        return Trustee(self.text(1, 200), self.point())


def decode_manifest(data: bytes) -> Manifest:
    """decode_manifest reads a Manifest alone."""
    r = _ManifestReader(data)
    m = _manifest(r)
    r.end()
    return m


def decode_manifest_body(body: bytes) -> Manifest:
    """decode_manifest_body reads ManifestBody; its last 64 bytes are the signature, whatever precedes them the manifest."""
    require(len(body) >= 64, "truncated", "a body shorter than a signature")
    return decode_manifest(body[:-64])


def _manifest(r: _ManifestReader) -> Manifest:
    """_manifest reads MAN-1's struct; another version is refused before the rest is read."""
    require(r.u8() == 1, "unknown-enum", "a version other than 1")
    nonce, origin, languages = r.opaque(32), r.key_name(), r.many(1, 32, r.language)
    r.languages = len(languages)
    texts = r.local_text(1, 1000), r.local_text(0, 10000)
    questions, regions = r.many(1, 16, r.question), r.many(1, 4096, r.region)
    times = r.u64(), r.u64(), r.u32()
    parties = r.party(), r.many(1, 16, r.party), r.party()
    witnesses = r.many(1, 64, r.witness), r.u16()
    trustees = r.many(2, 64, r.trustee), r.u16()
    revoting, numbers = r.bool(), (r.u16(), r.u32())
    head = r.data[: r.position], nonce, origin, languages, *texts, questions, regions
    return Manifest(*head, *times, *parties, *witnesses, *trustees, revoting, *numbers)


def check_manifest(m: Manifest) -> None:
    """check_manifest is MAN-3, in its order. ERRORS: bad-manifest, bad-key, identity-point."""
    _check_names(m)
    _check_ed25519_keys(m)
    _check_trustees(m)
    _demand(1 <= m.quorum <= len(m.witnesses) < 2 * m.quorum, "the quorum lets two forks each find one")
    _check_times(m)
    for question in m.questions:
        _check_question(question)
    _check_numbers(m)
    for question in m.questions:
        for term in question.terms:
            _demand(is_well_formed(term, question, m.regions), "a term of the decision rule")
    _check_sizes(m)


def _demand(condition: bool, text: str) -> None:
    require(condition, "bad-manifest", text)


def _distinct(values: list[T]) -> bool:
    return len(set(values)) == len(values)


def _check_names(m: Manifest) -> None:
    """_check_names is MAN-3.2."""
    _demand(_distinct(list(m.languages)), "a language stands there twice")
    _demand(_distinct([r.id for r in m.regions]), "a region's id stands there twice")


def _check_ed25519_keys(m: Manifest) -> None:
    """_check_ed25519_keys is MAN-3.3."""
    keys = [p.key for p in (m.organiser, *m.registrars, m.board, *m.witnesses)]
    for key in keys:
        ed25519.decode_key(key)
    _demand(_distinct(keys), "one key in two roles")
    names = [w.name for w in m.witnesses]
    _demand(_distinct(names) and m.origin not in names, "a witness's name is not its own")


def _check_trustees(m: Manifest) -> None:
    """_check_trustees is MAN-3.4."""
    for trustee in m.trustees:
        require(not trustee.key.is_identity(), "identity-point", "a trustee's key")
    _demand(_distinct([t.key.encode() for t in m.trustees]), "two trustees with one key")
    _demand(2 <= m.threshold <= len(m.trustees), "the threshold")


def _check_times(m: Manifest) -> None:
    """_check_times is MAN-3.6."""
    _demand(m.opening_ms < m.closing_ms <= 2**53, "opening and closing")
    _demand(m.opening_ms % 1000 == 0 and m.closing_ms % 1000 == 0, "opening and closing are whole seconds")
    _demand(1000 <= m.grace_ms <= 604_800_000 and m.grace_ms % 1000 == 0, "the grace")


def _check_question(q: Question) -> None:
    """_check_question is MAN-3.7."""
    count = len(q.options)
    _demand(q.blank == NONE or q.blank < count, "the blank option")
    choosable = count - (q.blank != NONE)
    _demand(q.min <= q.max and 1 <= q.max <= choosable, "how many options may be chosen")


def _check_numbers(m: Manifest) -> None:
    """_check_numbers is MAN-3.8."""
    _demand(all(r.weight >= 1 for r in m.regions), "a region without weight")
    _demand(m.floor >= 3, "the floor")
    _demand(m.max_ballots >= 1 and (m.revoting or m.max_ballots == 1), "the number of ballots")


def is_well_formed(t: Term, q: Question, regions: tuple[Region, ...]) -> bool:
    """is_well_formed is RUL-2."""
    count = len(q.options)
    if t.numerator == NONE:
        fine = t.denominator == REGISTERED
    else:
        fine = t.numerator < count
    if t.denominator == OTHER:
        fine = fine and t.other < count and t.other != t.numerator
    else:
        fine = fine and t.other == NONE
    may_count_blanks = t.denominator in (VALID, OTHERS) and q.blank != NONE
    fine = fine and t.den >= 1 and (may_count_blanks or not t.blanks_count)
    return fine and _is_scope_well_formed(t, regions)


def _is_scope_well_formed(t: Term, regions: tuple[Region, ...]) -> bool:
    if t.scope == WEIGHT:
        return 1 <= t.weight <= sum(r.weight for r in regions) and not t.named
    if t.scope == NAMED:
        increasing = all(a < b for a, b in zip(t.named, t.named[1:]))
        return t.weight == 0 and len(t.named) > 0 and increasing and t.named[-1] < len(regions)
    return t.weight == 0 and not t.named


def ballot_size(m: Manifest) -> int:
    """ballot_size is the one length of a ballot's body (BAL-5)."""
    size = 32 + 8 + 64
    for q in m.questions:
        branches = q.max - q.min + 1
        size += len(q.options) * (64 + _membership_size(2)) + _membership_size(branches)
    return size


def _membership_size(branches: int) -> int:
    return 64 * branches + 32 * (branches - 1) + 32 * branches


def deal_size(m: Manifest) -> int:
    """deal_size is the one length of a deal's body (CER-2)."""
    return 2 + 32 * m.threshold + 64 + len(m.trustees) * (32 + 64 + 48) + 64


def _check_sizes(m: Manifest) -> None:
    """_check_sizes is MAN-3.10."""
    largest = max(len(m.encoded) + 64, ballot_size(m), deal_size(m))
    _demand(ENTRY_HEADER + largest <= MAX_ENTRY, "the worst case does not fit an entry")
