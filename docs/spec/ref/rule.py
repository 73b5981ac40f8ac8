"""The decision rule: exact integers from counts to a verdict.

Clauses: RUL-3 to RUL-5.
"""

from __future__ import annotations

from dataclasses import dataclass

from manifest import COUNTED, NAMED, NONE, OTHER, OTHERS, REGISTERED, VALID, WEIGHT, Question, Region, Term

FAILS, HOLDS, UNDETERMINED = 0, 1, 2
NOT_CARRIED, CARRIED, VERDICT_UNDETERMINED, NO_RULE = 0, 1, 2, 3
OUTCOMES = ("fails", "holds", "undetermined")
VERDICTS = ("not carried", "carried", "undetermined", "none")


@dataclass(frozen=True)
class Tally:
    """Tally is what is known of a region, or of all: votes is None where they were not decrypted."""

    registered: int
    counted: int
    votes: tuple[int, ...] | None


@dataclass(frozen=True)
class TermResult:
    """TermResult is a term's outcome with the two numbers of TAL-9."""

    outcome: int
    numerator: int
    denominator: int


def needs_votes(t: Term) -> bool:
    """needs_votes tells whether a comparison depends on more than turnout (RUL-4)."""
    return not (t.numerator == NONE and t.denominator == REGISTERED)


def fraction(t: Term, q: Question, tally: Tally) -> tuple[int, int]:
    """fraction is (N, D) of RUL-3. REQUIRES: votes are known, or the term needs none."""
    votes = tally.votes or ()
    blanks = 0
    if q.blank != NONE and not t.blanks_count and votes:
        blanks = votes[q.blank]
    n = tally.counted if t.numerator == NONE else votes[t.numerator]
    if t.denominator == VALID:
        return n, tally.counted - blanks
    if t.denominator == COUNTED:
        return n, tally.counted
    if t.denominator == REGISTERED:
        return n, tally.registered
    if t.denominator == OTHER:
        return n, votes[t.other]
    assert t.denominator == OTHERS
    others = sum(votes) - n
    return n, others - (blanks if t.numerator != q.blank else 0)


def holds(t: Term, n: int, d: int) -> bool:
    """holds is the comparison of RUL-3."""
    if d == 0:
        return False
    left, right = n * t.den, t.num * d
    return left > right if t.comparator == 0 else left >= right


def outcome_of(t: Term, q: Question, tally: Tally) -> int:
    """outcome_of is the comparison over one set of regions."""
    if needs_votes(t) and tally.votes is None:
        return UNDETERMINED
    return HOLDS if holds(t, *fraction(t, q, tally)) else FAILS


def evaluate(
    t: Term, q: Question, whole: Tally, by_region: list[Tally], regions: tuple[Region, ...]
) -> TermResult:
    """evaluate is RUL-4: a term's outcome and numbers."""
    if t.scope == WEIGHT:
        return _by_weight(t, q, by_region, regions)
    if t.scope == NAMED:
        return _by_name(t, q, by_region)
    outcome = outcome_of(t, q, whole)
    n, d = (0, 0) if outcome == UNDETERMINED else fraction(t, q, whole)
    return TermResult(outcome, n, d)


def _by_weight(t: Term, q: Question, by_region: list[Tally], regions: tuple[Region, ...]) -> TermResult:
    outcomes = [outcome_of(t, q, tally) for tally in by_region]
    sure = sum(r.weight for r, o in zip(regions, outcomes) if o == HOLDS)
    possible = sum(r.weight for r, o in zip(regions, outcomes) if o != FAILS)
    outcome = HOLDS if sure >= t.weight else FAILS if possible < t.weight else UNDETERMINED
    return TermResult(outcome, sure, possible)


def _by_name(t: Term, q: Question, by_region: list[Tally]) -> TermResult:
    outcomes = [outcome_of(t, q, by_region[i]) for i in t.named]
    outcome = FAILS if FAILS in outcomes else UNDETERMINED if UNDETERMINED in outcomes else HOLDS
    return TermResult(outcome, outcomes.count(HOLDS), len(outcomes) - outcomes.count(FAILS))


def verdict(results: list[TermResult]) -> int:
    """verdict is RUL-5."""
    outcomes = [r.outcome for r in results]
    if not outcomes:
        return NO_RULE
    if FAILS in outcomes:
        return NOT_CARRIED
    return VERDICT_UNDETERMINED if UNDETERMINED in outcomes else CARRIED
