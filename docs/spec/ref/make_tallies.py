"""Vectors of units, the decision rule and the outcome: TAL-3, TAL-4, TAL-9, RUL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import rule
from make_encodings import Case
from maker import Maker, Plan, majority, simple_question
from manifest import COUNTED, NAMED, NONE, OTHER, OTHERS, REGISTERED, VALID, WEIGHT, Question, Region, Term
from prover import Stream
from rule import Tally
from tally import encode_units, make_outcome, make_units

COUNTS: dict[str, tuple[Sequence[int], int]] = {
    "one region without ballots": ([0], 5),
    "one region with one ballot": ([1], 5),
    "one region with two ballots": ([2], 5),
    "one region with three ballots, under the floor": ([3], 5),
    "one region one under the floor": ([4], 5),
    "one region at the floor": ([5], 5),
    "one large region": ([999], 5),
    "nobody anywhere": ([0, 0, 0], 5),
    "all at the floor": ([5, 5, 5], 5),
    "small ones reach the floor together": ([2, 3, 9], 5),
    "small ones exceed the floor together": ([4, 4, 9], 5),
    "small ones pull in the smallest": ([1, 9, 7, 8], 5),
    "a tie goes to the lower index": ([1, 9, 7, 7], 5),
    "a tie at the end": ([7, 7, 1], 5),
    "two joins cannot be needed: one is enough": ([1, 5, 5, 5], 5),
    "only small ones, under the floor, three ballots": ([1, 1, 1, 0], 5),
    "only small ones, under three": ([1, 0, 1], 5),
    "only small ones at the floor": ([2, 2, 1], 5),
    "one small and one large": ([1, 100], 5),
    "an empty one does not join": ([0, 1, 0, 6], 5),
    "empty ones stay apart": ([0, 6, 0, 7], 5),
    "the merged unit is ordered by its smallest": ([9, 2, 8, 1, 0], 5),
    "the pulled region comes first": ([6, 9, 1], 5),
    "floor 3": ([2, 3, 1], 3),
    "floor 3, two ballots": ([1, 1], 3),
    "large floor": ([10, 20, 30, 40], 1000),
    "large floor, nearly": ([500, 400, 99], 1000),
    "large floor, exactly": ([500, 400, 100], 1000),
    "floor above all but one": ([10, 20, 1000, 1001], 1000),
}


def units() -> list[Case]:
    """units: from counted ballots to units."""
    cases = dict(COUNTS)
    stream = Stream("constat test vectors: units")
    for i in range(40):
        size = 1 + stream.below(12)
        cases[f"random {i}"] = (
            [stream.below(12) * stream.below(2) for _ in range(size)],
            3 + stream.below(8),
        )
    out: list[Case] = []
    for name, (counted, floor) in cases.items():
        made = make_units(counted, floor)
        rows = [{"regions": list(u.regions), "counted": u.counted, "decrypted": u.decrypted} for u in made]
        case: Case = {"name": name, "counted": list(counted), "floor": floor, "units": rows}
        out.append({**case, "encoded": encode_units(made).hex()})
    return out


@dataclass(frozen=True)
class Scene:
    """Scene is a question of 3 options with what is known of three regions of weights 2, 1, 1."""

    question: Question
    regions: list[Tally]
    merged: tuple[int, int, int] | None = (0, 0, 0)  # the hidden regions' votes together; None: not decrypted

    def whole(self) -> Tally:
        """whole is the tally over all regions."""
        votes = [t.votes for t in self.regions if t.votes is not None]
        total = tuple(map(sum, zip(self.merged, *votes))) if self.merged is not None else None
        return Tally(sum(t.registered for t in self.regions), sum(t.counted for t in self.regions), total)


REGIONS = tuple(Region(f"r{i}", (f"Region {i}",), w) for i, w in enumerate((2, 1, 1)))
BLANK = simple_question(["Yes", "No", "Blank"], blank=2)
NO_BLANK = simple_question(["A", "B", "C"], min=0, max=3)


def scenes() -> dict[str, Scene]:
    """scenes are the tallies that terms are tried on."""
    yes = [Tally(100, 60, (40, 15, 5)), Tally(50, 20, (9, 10, 1)), Tally(10, 10, (5, 5, 0))]
    even = [Tally(10, 10, (4, 4, 2)), Tally(10, 10, (4, 4, 2)), Tally(10, 0, (0, 0, 0))]
    return {
        "yes leads": Scene(BLANK, yes),
        "even": Scene(BLANK, even),
        "nobody voted": Scene(BLANK, [Tally(n, 0, (0, 0, 0)) for n in (5, 0, 1)]),
        "all blank": Scene(BLANK, [Tally(9, 9, (0, 0, 9)), Tally(4, 4, (0, 0, 4)), Tally(1, 0, (0, 0, 0))]),
        "two regions hidden": Scene(BLANK, [yes[0], Tally(50, 4, None), Tally(10, 3, None)], (3, 4, 0)),
        "region 0 hidden": Scene(
            BLANK, [Tally(100, 2, None), Tally(50, 20, None), Tally(10, 9, (5, 4, 0))], (11, 10, 1)
        ),
        "nothing decrypted": Scene(
            BLANK, [Tally(100, 1, None), Tally(50, 1, None), Tally(10, 0, (0, 0, 0))], None
        ),
        "approval": Scene(
            NO_BLANK, [Tally(40, 30, (20, 15, 30)), Tally(20, 20, (20, 1, 0)), Tally(9, 3, (0, 0, 0))]
        ),
        "large numbers": Scene(
            BLANK,
            [
                Tally(2**32 - 1, 2**32 - 1, (2**31, 2**31 - 1, 0)),
                Tally(2**32 - 1, 1, (1, 0, 0)),
                Tally(0, 0, (0, 0, 0)),
            ],
        ),
    }


def terms() -> dict[str, Term]:
    """terms are tried on every scene whose question they fit."""
    out = {
        "over half of the valid votes": majority(),
        "at least half of the valid votes": majority(comparator=1),
        "over half, blanks counted": majority(blanks_count=True),
        "over half of the ballots": majority(0, COUNTED),
        "turnout over 40 %": majority(NONE, REGISTERED, num=2, den=5),
        "turnout at least half": majority(NONE, REGISTERED, comparator=1),
        "a quarter of the registered": majority(0, REGISTERED, comparator=1, num=1, den=4),
        "more than No": majority(0, OTHER, other=1, num=1, den=1),
        "twice No": majority(0, OTHER, other=1, comparator=1, num=2, den=1),
        "more than the others": majority(0, OTHERS, num=1, den=1),
        "more than the others and blanks": majority(0, OTHERS, num=1, den=1, blanks_count=True),
        "blanks against the others": majority(2, OTHERS, num=1, den=1),
        "No over half": majority(1),
        "zero suffices": majority(1, num=0, comparator=1),
        "above zero": majority(1, num=0),
        "largest fraction": majority(0, VALID, num=4_294_967_295, den=4_294_967_294),
    }
    for weight in (1, 2, 3, 4):
        out[f"weight {weight} of regions over half"] = majority(scope=WEIGHT, weight=weight)
    out["weight 3 of regions with turnout 40 %"] = majority(
        NONE, REGISTERED, num=2, den=5, scope=WEIGHT, weight=3
    )
    for named in ((0,), (1,), (0, 1), (1, 2), (0, 1, 2)):
        out[f"regions {named} over half"] = majority(scope=NAMED, named=named)
    out["regions (0, 2) with turnout 10 %"] = majority(
        NONE, REGISTERED, num=1, den=10, scope=NAMED, named=(0, 2)
    )
    return out


def _tally_json(t: Tally) -> Case:
    return {
        "registered": t.registered,
        "counted": t.counted,
        "votes": list(t.votes) if t.votes is not None else None,
    }


def rules() -> list[Case]:
    """rules: one term, one scene, its outcome and numbers."""
    cases: list[Case] = []
    for scene_name, scene in scenes().items():
        whole = scene.whole()
        for term_name, term in terms().items():
            if term.blanks_count and scene.question is NO_BLANK:
                continue
            result = rule.evaluate(term, scene.question, whole, scene.regions, REGIONS)
            case: Case = {"name": f"{scene_name}: {term_name}", "blank": scene.question.blank, "options": 3}
            case |= {
                "term": {**vars(term), "named": list(term.named)},
                "weights": [r.weight for r in REGIONS],
            }
            case |= {"whole": _tally_json(whole), "regions": [_tally_json(t) for t in scene.regions]}
            cases.append({**case, "result": vars(result)})
    return cases


def verdicts() -> list[Case]:
    """verdicts: from the outcomes of terms to the verdict (RUL-5)."""
    sets = [
        [],
        [1],
        [0],
        [2],
        [1, 1],
        [1, 2],
        [2, 1],
        [0, 2],
        [2, 0],
        [1, 0],
        [0, 0],
        [1, 2, 0],
        [1, 1, 1, 2],
    ]
    cases: list[Case] = []
    for outcomes in sets:
        verdict = rule.verdict([rule.TermResult(o, 0, 0) for o in outcomes])
        case: Case = {"name": f"outcomes {outcomes}", "outcomes": outcomes, "verdict": verdict}
        cases.append({**case, "verdict_name": rule.VERDICTS[verdict]})
    return cases


def outcomes() -> list[Case]:
    """outcomes: from counts to the bytes of TAL-9's Outcome."""
    questions = [
        simple_question(["Yes", "No", "Blank"], [majority(), majority(scope=WEIGHT, weight=2)], blank=2),
        simple_question(["A", "B"], min=0, max=2),
    ]
    plan = Plan("outcomes", [1] * 4, questions, [2, 1, 1, 1], floor=5)
    m = Maker(plan).manifest
    rows = {
        "all decrypted": (
            [(20, 10, 12), (9, 5, 5), (7, 6, 6), (6, 0, 0)],
            [6, 3, 1, 4, 4, 2, 3, 0, 5, 1, 1, 4, 2, 2, 3],
        ),
        "two merged": ([(20, 10, 10), (9, 2, 3), (7, 4, 4), (6, 0, 0)], [6, 3, 1, 4, 4, 3, 2, 1, 0, 6]),
        "nothing decrypted": ([(20, 1, 4), (9, 1, 1), (7, 0, 0), (6, 0, 0)], []),
        "nobody voted": ([(20, 0, 0), (9, 0, 0), (0, 0, 0), (6, 0, 0)], []),
    }
    cases: list[Case] = []
    for name, (regions, counts) in rows.items():
        made = make_outcome(m, regions, make_units([c for _, c, _ in regions], m.floor), counts)
        encoded, at = made.encode()
        fields = {"manifest": m.encoded.hex(), "regions": [list(r) for r in regions], "counts": counts}
        tail = {"questions_offset": at, "encoded": encoded.hex(), "outcome": made.as_json(m)}
        cases.append({"name": name, **fields, **tail})
    return cases


FAMILIES = {"units": units, "rules": rules, "verdicts": verdicts, "outcomes": outcomes}
