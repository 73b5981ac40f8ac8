"""The rules of a manifest.

Clauses: MAN-3 to MAN-5, RUL-2. `check_manifest` judges what manifest.decode_manifest has read.
"""

from __future__ import annotations

import re
from typing import TypeVar

import ed25519
from errors import require
from manifest import (
    BOARD,
    NAMED,
    NONE,
    OBSERVER,
    ORGANISER,
    OTHER,
    OTHERS,
    REGISTERED,
    REGISTRAR,
    TRUSTEE,
    VALID,
    WEIGHT,
    WITNESS,
    Keeper,
    Manifest,
    Question,
    Region,
    Software,
    Term,
)

MAX_ENTRY = 65535
ENTRY_HEADER = 1 + 8 + 2
MINUTE_MS = 60_000
ADDRESS = re.compile(r"""https://[!-~]+""")

T = TypeVar("T")


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
    _check_zone(m)
    _check_keepers(m)
    _check_addresses(m)
    _demand(is_software(m.software), "the software")


def _demand(condition: bool, text: str) -> None:
    require(condition, "bad-manifest", text)


def _distinct(values: list[T]) -> bool:
    return len(set(values)) == len(values)


def _check_names(m: Manifest) -> None:
    """_check_names is MAN-3.2."""
    # str.lower changes other letters too, but tags are ASCII.
    _demand(_distinct([tag.lower() for tag in m.languages]), "a language stands there twice")
    primary = all(re.fullmatch("[A-Za-z]{2,3}", tag.split("-")[0]) for tag in m.languages)
    _demand(primary, "a language tag begins with two or three letters")
    _demand(_distinct([r.id for r in m.regions]), "a region's id stands there twice")
    for question in m.questions:
        for names in zip(*question.options, strict=True):
            _demand(_distinct(list(names)), "two options of a question with one name")
    _demand("//" not in m.origin, "the origin")


def _check_ed25519_keys(m: Manifest) -> None:
    """_check_ed25519_keys is MAN-3.3."""
    parties = (m.organiser, *m.registrars, m.board, *m.witnesses, *m.observers)
    keys = [p.key for p in parties] + [m.board.refusal_key]
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
    n = len(m.trustees)
    _demand(2 <= m.threshold <= n < 2 * m.threshold, "the threshold")
    _demand(m.no_spare_trustee == (m.threshold == n), "whether a trustee can be spared")
    _demand(m.threshold <= m.drills <= n, "the drills")


def _check_times(m: Manifest) -> None:
    """_check_times is MAN-3.6."""
    times = (m.ceremony_end_ms, m.opening_ms, m.closing_ms, m.grace_ms, m.seal_ms, m.archive_ms)
    _demand(all(t % 1000 == 0 for t in times), "a time that is not a whole second")
    _demand(m.ceremony_end_ms <= m.opening_ms < m.closing_ms, "ceremony, opening and closing")
    _demand(5 * MINUTE_MS <= m.grace_ms <= 604_800_000, "the grace")
    _demand(5 * MINUTE_MS <= m.seal_ms <= m.grace_ms, "the seal")
    _demand(m.closing_ms + m.grace_ms <= m.archive_ms <= 2**53, "the archive")
    _check_replacements(m)


def _check_replacements(m: Manifest) -> None:
    """_check_replacements is the end of MAN-3.6."""
    _demand(m.replace_permille <= 1000, "how many codes may be replaced")
    until = m.replace_until_ms
    if m.replace_permille == 0 and m.replace_least == 0:
        _demand(until == 0, "a time for replacements that may not be")
    else:
        _demand(until > 0 and until % MINUTE_MS == 0, "until when codes are replaced is a whole minute")
        _demand(until + m.grace_ms <= m.closing_ms, "until when codes are replaced")


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
    if t.denominator not in (OTHER, OTHERS):
        fine = fine and (t.num < t.den if t.comparator == 0 else t.num <= t.den)
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


def _check_zone(m: Manifest) -> None:
    """_check_zone is MAN-4."""
    _demand(re.fullmatch(r"[A-Za-z0-9_+/-]+", m.zone.name) is not None, "the zone's name")
    starts = [offset.from_ms for offset in m.zone.offsets]
    _demand(starts[0] == 0 and starts[-1] <= m.archive_ms, "where the zone's offsets begin and end")
    _demand(all(a < b for a, b in zip(starts, starts[1:])), "the order of the zone's offsets")
    for offset in m.zone.offsets:
        _demand(-720 <= offset.minutes <= 840, "an offset of the zone")
        _demand(re.fullmatch(r"[A-Za-z0-9+-]+", offset.abbreviation) is not None, "an abbreviation")
        is_utc = offset.abbreviation.upper() in ("UTC", "UT", "GMT", "Z")
        _demand(offset.minutes == 0 or not is_utc, "an abbreviation of another time than UTC")


def keepers(m: Manifest) -> dict[Keeper, Keeper]:
    """keepers says for every party, named as a keeper is, who has its key in hand."""
    groups = [
        (ORGANISER, 0, [m.organiser]),
        (REGISTRAR, 0, m.registrars),
        (BOARD, 0, [m.board]),
        (WITNESS, 0, m.witnesses),
        (TRUSTEE, 1, m.trustees),
        (OBSERVER, 0, m.observers),
    ]
    return {
        Keeper(role, index): party.keeper
        for role, first, parties in groups
        for index, party in enumerate(parties, first)
    }


def _check_keepers(m: Manifest) -> None:
    """_check_keepers is MAN-5."""
    kept = keepers(m)
    _demand(all(kept.get(keeper) == keeper for keeper in kept.values()), "a keeper keeps its own key")
    _demand(m.kept_by_one == is_kept_by_one(m), "whether one keeper has keys that take several")


def is_kept_by_one(m: Manifest) -> bool:
    """is_kept_by_one is MAN-5's last sentence."""
    kept = keepers(m)

    def count(role: int, keeper: Keeper) -> int:
        return sum(party.role == role and by == keeper for party, by in kept.items())

    return any(
        len(m.registrars) >= 2
        and count(REGISTRAR, k) == len(m.registrars)
        or count(TRUSTEE, k) >= m.threshold
        or m.quorum >= 2
        and count(WITNESS, k) >= m.quorum
        or count(BOARD, k) == 1
        and count(WITNESS, k) >= 2 * m.quorum - len(m.witnesses)
        for k in set(kept.values())
    )


def _check_addresses(m: Manifest) -> None:
    """_check_addresses is MAN-3.12 but for the software."""
    notices = (*m.notices.privacy, *m.notices.imprint, *m.notices.accessibility)
    addresses = [*notices, *(w.address for w in m.witnesses), *(p.address for p in m.check_pages)]
    for address in addresses:
        fine = address == "" or ADDRESS.fullmatch(address) and not set('?#@\\"<>') & set(address)
        _demand(bool(fine), "an address")
    _demand(all(p.observer < len(m.observers) for p in m.check_pages), "a check page's observer")


def is_software(software: Software) -> bool:
    """is_software is the end of MAN-3.12."""
    paths = [path for path, _ in software.files]
    ascending = all(a < b for a, b in zip(paths, paths[1:]))
    version = re.fullmatch(r"[A-Za-z0-9._-]+", software.version) is not None
    return version and ascending and all(_is_path(path) for path in paths)


def _is_path(path: str) -> bool:
    letters = re.fullmatch(r"[A-Za-z0-9._/-]+", path) is not None
    return letters and not any(part in ("", ".", "..") for part in path.split("/"))
