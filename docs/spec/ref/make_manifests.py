"""Vectors of manifests: encodings, hashes, and every rule of MAN-3 and RUL-2 broken once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import manifest
import prover
import ristretto
from maker import Maker, Plan, majority, simple_question
from make_encodings import Case, code_of
from make_refusals import BAD_POINT
from manifest import COUNTED, NAMED, NONE, OTHER, OTHERS, REGISTERED, WEIGHT, Manifest, Question, Term
from wire import u8, u16

Change = Callable[[Manifest], Manifest]


def shapes() -> dict[str, Manifest]:
    """shapes are good manifests, also used for ballots."""
    yes_no_blank = simple_question(["Yes", "No", "Blank"], [majority()], blank=2)
    several = simple_question(["A", "B", "Blank", "C", "D"], blank=2, min=0, max=3)
    exactly_two = simple_question(["A", "B", "C"], min=2, max=2)
    one_region = {"trustees": 2, "witnesses": 1, "quorum": 1, "registrars": 1}
    plans = [
        Plan("one-of-three", [5], [yes_no_blank], **one_region),  # type: ignore[arg-type]
        Plan("up-to-three-of-five", [5, 5], [several], **one_region),  # type: ignore[arg-type]
        Plan("two-questions", [5], [exactly_two, yes_no_blank], **one_region),  # type: ignore[arg-type]
        Plan(
            "two-languages",
            [5, 5, 5],
            [simple_question(["Ja", "Nein"], languages=2, min=0)],
            languages=("de", "rm"),
            trustees=5,
            threshold=3,
            witnesses=3,
            registrars=3,
        ),
    ]
    return {plan.name: Maker(plan).manifest for plan in plans}


def rich() -> Manifest:
    """rich is a manifest with every kind of term."""
    terms = [
        majority(),
        majority(0, COUNTED, comparator=1, num=2, den=3),
        majority(NONE, REGISTERED, num=1, den=4),
        majority(0, REGISTERED, num=1, den=5),
        majority(0, OTHER, other=1, num=1, den=1),
        majority(0, OTHERS, blanks_count=True),
        majority(scope=WEIGHT, weight=3),
        majority(scope=NAMED, named=(0, 2)),
    ]
    first = simple_question(["Yes", "No", "Blank"], terms, languages=2, blank=2)
    second = simple_question(["A", "B", "C", "D"], languages=2, min=0, max=4)
    plan = Plan("rich", [3, 3, 3], [first, second], [2, 1, 1], ("en", "pt-BR"), 5, 3, 4, 3, 2, 10)
    m = Maker(plan).manifest
    texts = {"title": ("Ç ☃ 🗳", "Título"), "description": ("Line one\nline two", "")}
    return reencode(replace(m, **texts))  # type: ignore[arg-type]


def reencode(m: Manifest) -> Manifest:
    """reencode brings the bytes up to date with the fields."""
    return replace(m, encoded=prover.encode_manifest(m))


def encodings() -> list[Case]:
    """encodings: good manifests with their hashes and some of what they say."""
    cases: list[Case] = []
    for name, m in {**shapes(), "rich": rich()}.items():
        manifest.check_manifest(manifest.decode_manifest(m.encoded))
        fields: Case = {"manifest": m.encoded.hex(), "hash": m.hash().hex(), "origin": m.origin}
        fields |= {"languages": list(m.languages), "title": list(m.title), "description": list(m.description)}
        fields |= {"opening_ms": m.opening_ms, "closing_ms": m.closing_ms, "grace_ms": m.grace_ms}
        fields |= {"questions": [_question(q) for q in m.questions], "floor": m.floor, "quorum": m.quorum}
        fields |= {"regions": [{"id": r.id, "name": list(r.name), "weight": r.weight} for r in m.regions]}
        fields |= {"trustees": [t.key.encode().hex() for t in m.trustees], "threshold": m.threshold}
        fields |= {"organiser": m.organiser.key.hex(), "registrars": [p.key.hex() for p in m.registrars]}
        fields |= {
            "board": m.board.key.hex(),
            "witnesses": [{"name": w.name, "key": w.key.hex()} for w in m.witnesses],
        }
        fields |= {"revoting": m.revoting, "max_ballots": m.max_ballots}
        sizes = {"ballot_bytes": manifest.ballot_size(m), "deal_bytes": manifest.deal_size(m)}
        cases.append({"name": name, **fields, **sizes})
    return cases


def _question(q: Question) -> Case:
    numbers = {"blank": q.blank, "min": q.min, "max": q.max}
    terms = [{**vars(t), "named": list(t.named)} for t in q.terms]
    return {"text": list(q.text), "options": [list(o) for o in q.options], **numbers, "terms": terms}


def _with_term(term: Term) -> Change:
    return lambda m: replace(m, questions=(replace(m.questions[0], terms=(term,)), *m.questions[1:]))


def _with_question(**fields: object) -> Change:
    change = lambda q: replace(q, **fields)  # type: ignore[arg-type] # noqa: E731
    return lambda m: replace(m, questions=(change(m.questions[0]), *m.questions[1:]))


def _with(**fields: object) -> Change:
    return lambda m: replace(m, **fields)  # type: ignore[arg-type]


def _key_changes() -> dict[str, Change]:
    """_key_changes break MAN-3.3 and MAN-3.4."""
    small = (1).to_bytes(32, "little")
    identity = ristretto.IDENTITY
    party = lambda p, key: replace(p, key=key)  # noqa: E731
    return {
        "organiser's key of order 1": lambda m: replace(m, organiser=party(m.organiser, small)),
        "last witness's key of order 4": lambda m: replace(
            m, witnesses=(*m.witnesses[:-1], party(m.witnesses[-1], bytes(32)))
        ),
        "registrar's key not canonical": lambda m: replace(
            m, registrars=(party(m.registrars[0], b"\xff" * 32),)
        ),
        "board's key is the organiser's": lambda m: replace(m, board=party(m.board, m.organiser.key)),
        "two witnesses with one key": lambda m: replace(
            m, witnesses=(m.witnesses[0], party(m.witnesses[1], m.witnesses[0].key), *m.witnesses[2:])
        ),
        "witness's name twice": lambda m: replace(
            m, witnesses=(m.witnesses[0], replace(m.witnesses[1], name=m.witnesses[0].name), *m.witnesses[2:])
        ),
        "witness's name is the origin": lambda m: replace(
            m, witnesses=(replace(m.witnesses[0], name=m.origin), *m.witnesses[1:])
        ),
        "trustee's key is the identity": lambda m: replace(
            m, trustees=(*m.trustees[:-1], party(m.trustees[-1], identity))
        ),
        "two trustees with one key": lambda m: replace(
            m, trustees=(*m.trustees[:-1], party(m.trustees[-1], m.trustees[0].key))
        ),
    }


def _number_changes() -> dict[str, Change]:
    """_number_changes break MAN-3.4 to MAN-3.8."""
    day = 86_400_000
    return {
        "threshold 1": _with(threshold=1),
        "threshold n + 1": _with(threshold=6),
        "quorum 0": _with(quorum=0),
        "quorum W + 1": _with(quorum=5),
        "quorum half of W": _with(quorum=2),
        "closing at the opening": lambda m: replace(m, closing_ms=m.opening_ms),
        "opening not a whole second": lambda m: replace(m, opening_ms=m.opening_ms + 1),
        "closing not a whole second": lambda m: replace(m, closing_ms=m.closing_ms + 500),
        "closing after 2^53": _with(closing_ms=2**53 + 8),
        "grace of 999 ms": _with(grace_ms=999),
        "grace of 0": _with(grace_ms=0),
        "grace of 7 days and 1 s": _with(grace_ms=7 * day + 1000),
        "grace of 1.5 s": _with(grace_ms=1500),
        "blank outside": _with_question(blank=3),
        "min above max": _with_question(min=2, max=1),
        "max 0": _with_question(min=0, max=0),
        "max counts the blank": _with_question(max=3),
        "region of weight 0": lambda m: replace(m, regions=(replace(m.regions[0], weight=0), *m.regions[1:])),
        "floor 2": _with(floor=2),
        "max_ballots 0": _with(max_ballots=0),
        "20 ballots without re-voting": _with(revoting=False),
        "language twice": _with(languages=("en", "en")),
        "region's id twice": lambda m: replace(
            m, regions=(m.regions[0], replace(m.regions[1], id="r0"), m.regions[2])
        ),
    }


def _term_changes() -> dict[str, Change]:
    """_term_changes break RUL-2; the question has 3 options of which 2 is blank, weights are 2, 1, 1."""
    terms = {
        "numerator outside": majority(3),
        "other outside": majority(0, OTHER, other=3),
        "other is the numerator": majority(0, OTHER, other=0),
        "other without denominator 3": majority(other=1),
        "no other for denominator 3": majority(0, OTHER),
        "turnout over valid votes": majority(NONE),
        "ballots over ballots": majority(NONE, COUNTED),
        "ballots over the others": majority(NONE, OTHERS),
        "ballots over an option": majority(NONE, OTHER, other=1),
        "den 0": majority(den=0),
        "blanks_count for ballots counted": majority(0, COUNTED, blanks_count=True),
        "blanks_count for registered": majority(0, REGISTERED, blanks_count=True),
        "blanks_count for an option": majority(0, OTHER, other=1, blanks_count=True),
        "weight without scope 1": majority(weight=1),
        "weight 0 for scope 1": majority(scope=WEIGHT),
        "weight above all": majority(scope=WEIGHT, weight=5),
        "named for scope 0": majority(named=(0,)),
        "named for scope 1": majority(scope=WEIGHT, weight=1, named=(0,)),
        "nobody named": majority(scope=NAMED),
        "named twice": majority(scope=NAMED, named=(1, 1)),
        "named not ascending": majority(scope=NAMED, named=(2, 0)),
        "named outside": majority(scope=NAMED, named=(0, 3)),
        "weight for scope 2": majority(scope=NAMED, named=(0,), weight=1),
    }
    changes = {f"term: {name}": _with_term(term) for name, term in terms.items()}
    no_blank = replace(rich().questions[0], blank=NONE, terms=(majority(blanks_count=True),))
    changes["term: blanks_count without a blank"] = lambda m: replace(m, questions=(no_blank, m.questions[1]))
    return changes


def _good_changes() -> dict[str, Change]:
    """_good_changes reach limits without breaking them."""
    day = 86_400_000
    return {
        "as it is": lambda m: m,
        "grace of 1 s": _with(grace_ms=1000),
        "grace of 7 days": _with(grace_ms=7 * day),
        "closing at 2^53 less 992": _with(closing_ms=2**53 - 2**53 % 1000),
        "threshold n": _with(threshold=5),
        "quorum W": _with(quorum=4),
        "floor 3": _with(floor=3),
        "without re-voting": _with(revoting=False, max_ballots=1),
        "term over all weight": _with_term(majority(scope=WEIGHT, weight=4)),
        "blanks as numerator": _with_term(majority(2, OTHERS)),
        "num 0": _with_term(majority(num=0)),
        "fraction above 1": _with_term(majority(num=4_294_967_295, den=1)),
        "no terms": _with_question(terms=()),
    }


def _encoding_changes(m: Manifest) -> dict[str, bytes]:
    """_encoding_changes are bytes that no manifest has."""
    good = m.encoded
    origin = good.index(m.origin.encode())
    language, title = origin + len(m.origin) + 2, m.title[0].encode()
    space = good.replace(m.origin.encode(), m.origin.replace("/", " ").encode())
    plus = good.replace(m.origin.encode(), m.origin.replace("/", "+").encode())
    first_term = good.index(prover.encode_term(m.questions[0].terms[0]))
    key = m.trustees[0].key.encode()
    return {
        "nothing": b"",
        "cut short": good[:-1],
        "a byte too many": good + b"\0",
        "version 0": u8(0) + good[1:],
        "version 2": u8(2) + good[1:],
        "empty origin": good[: origin - 2] + u16(0) + good[origin + len(m.origin) :],
        "origin with a space": space,
        "origin with a plus": plus,
        "origin with U+00A0": good.replace(m.origin.encode(), ("\u00a0" + m.origin[2:]).encode()),
        "no languages": good[: language - 2] + u16(0) + good[language:],
        "language of one letter": good[:language] + b"\1e" + good[language + 3 :],
        "language with an underscore": good.replace(b"\x05pt-BR", b"\x05pt_BR"),
        "title not UTF-8": good.replace(title, b"\xff" * len(title)),
        "title with a tab": good.replace(title, b"\t" * len(title)),
        "denominator 5": good[: first_term + 2] + u8(5) + good[first_term + 3 :],
        "blanks_count 2": good[: first_term + 5] + u8(2) + good[first_term + 6 :],
        "comparator 2": good[: first_term + 6] + u8(2) + good[first_term + 7 :],
        "scope 3": good[: first_term + 15] + u8(3) + good[first_term + 16 :],
        "revoting 2": good[:-7] + u8(2) + good[-6:],
        "trustee's key no point": good.replace(key, BAD_POINT),
    }


def _too_large() -> Manifest:
    """_too_large has a ballot that does not fit an entry."""
    options = [f"Option {i}" for i in range(64)]
    question = simple_question(options, min=0, max=64)
    return Maker(Plan("too-large", [5], [question] * 3)).manifest


def _check(data: bytes) -> None:
    manifest.check_manifest(manifest.decode_manifest(data))


def judged() -> list[Case]:
    """judged: manifests with the code of decoding and MAN-3; signatures play no part."""
    m = rich()
    changes = {**_good_changes(), **_key_changes(), **_number_changes(), **_term_changes()}
    encoded = {name: prover.encode_manifest(change(m)) for name, change in changes.items()}
    encoded |= _encoding_changes(m)
    encoded["ballot too large"] = _too_large().encoded
    fits = Maker(Plan("fits", [5], [_too_large().questions[0]] * 2)).manifest
    encoded["largest ballot that fits"] = fits.encoded
    return [{"name": n, "manifest": data.hex(), "code": code_of(_check, data)} for n, data in encoded.items()]


FAMILIES = {"manifests": encodings, "manifest-rules": judged}
