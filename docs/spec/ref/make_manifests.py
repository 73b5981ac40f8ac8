"""Vectors of manifests: encodings, hashes, and every rule of MAN-3 and RUL-2 broken once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import manifest
import prover
import ristretto
from maker import DAY_MS, MINUTE_MS, OPENING_MS, Maker, Plan, majority, simple_question
from make_encodings import Case, code_of
from refuser import BAD_POINT
from manifest import (
    BOARD,
    COUNTED,
    NAMED,
    NONE,
    OBSERVER,
    ORGANISER,
    OTHER,
    OTHERS,
    REGISTERED,
    REGISTRAR,
    TRUSTEE,
    WEIGHT,
    WITNESS,
    CheckPage,
    Keeper,
    Manifest,
    Notices,
    Offset,
    Question,
    Software,
    Term,
    Zone,
)
from manifest_rules import ballot_size, check_manifest, deal_size, keepers
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
    texts |= {"contact": ("Town hall\n+1 555 0100", "Prefeitura")}
    nowhere = ("", "")
    notices = Notices(("https://town.example/privacy", ""), nowhere, nowhere)
    winter, summer = Offset(0, 120, "EET"), Offset(OPENING_MS + MINUTE_MS, 180, "EEST")
    files = (("app/booth.js", b"\x01" * 32), ("index.html", b"\x02" * 32))
    registrars = (m.registrars[0], replace(m.registrars[1], keeper=Keeper(ORGANISER, 0)))
    board = replace(m.board, keeper=Keeper(ORGANISER, 0))
    return reencode(
        replace(
            m, **texts, notices=notices, zone=Zone("Europe/Kyiv", (winter, summer)), drills=4,
            registrars=registrars, board=board, software=Software("Constat", "0.2.0", files),
        )  # fmt: skip
    )


def reencode(m: Manifest) -> Manifest:
    """reencode brings the bytes up to date with the fields."""
    return replace(m, encoded=prover.encode_manifest(m))


def encodings() -> list[Case]:
    """encodings: good manifests with their hashes and some of what they say."""
    cases: list[Case] = []
    for name, m in {**shapes(), "rich": rich()}.items():
        _check(m.encoded)
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
        fields |= _promises(m)
        sizes = {"ballot_bytes": ballot_size(m), "deal_bytes": deal_size(m)}
        cases.append({"name": name, **fields, **sizes})
    return cases


def _promises(m: Manifest) -> Case:
    """_promises is what voters were promised beside question, rule and keys."""
    plain = ("rehearsal", "listed", "ceremony_end_ms", "seal_ms", "archive_ms", "replace_until_ms")
    plain += ("replace_permille", "replace_least", "no_spare_trustee", "drills", "kept_by_one")
    fields: Case = {name: getattr(m, name) for name in plain}
    fields |= {"contact": list(m.contact), "notices": {k: list(v) for k, v in vars(m.notices).items()}}
    fields |= {"zone": {"name": m.zone.name, "offsets": [vars(o) for o in m.zone.offsets]}}
    fields |= {"refusal_key": m.board.refusal_key.hex(), "addresses": [w.address for w in m.witnesses]}
    fields |= {"keepers": [[*vars(p).values(), *vars(k).values()] for p, k in keepers(m).items()]}
    fields |= {"observers": [{"name": p.name, "key": p.key.hex()} for p in m.observers]}
    fields |= {"check_pages": [vars(p) for p in m.check_pages]}
    files = [{"path": path, "sha256": digest.hex()} for path, digest in m.software.files]
    return fields | {"software": {"name": m.software.name, "version": m.software.version, "files": files}}


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
        "refusal key of order 1": lambda m: replace(m, board=replace(m.board, refusal_key=small)),
        "refusal key is the board's": lambda m: replace(m, board=replace(m.board, refusal_key=m.board.key)),
        "observer's key is the organiser's": lambda m: replace(
            m, observers=(party(m.observers[0], m.organiser.key),)
        ),
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
    day = DAY_MS
    return {
        "threshold 1": _with(threshold=1),
        "threshold n + 1": _with(threshold=6),
        "two-of-four": lambda m: replace(m, trustees=m.trustees[:4], threshold=2),
        "two of five": _with(threshold=2),
        "no spare trustee where there are two": _with(no_spare_trustee=True),
        "a spare trustee where there is none": _with(threshold=5, drills=5),
        "fewer drills than the threshold": _with(drills=2),
        "more drills than trustees": _with(drills=6),
        "quorum 0": _with(quorum=0),
        "quorum W + 1": _with(quorum=5),
        "quorum half of W": _with(quorum=2),
        "closing at the opening": lambda m: replace(m, closing_ms=m.opening_ms),
        "opening not a whole second": lambda m: replace(m, opening_ms=m.opening_ms + 1),
        "closing not a whole second": lambda m: replace(m, closing_ms=m.closing_ms + 500),
        "closing after 2^53": _with(closing_ms=2**53 + 8),
        "grace of 299 s": _with(grace_ms=299_000, seal_ms=299_000),
        "grace of 0": _with(grace_ms=0, seal_ms=0),
        "grace of 7 days and 1 s": _with(grace_ms=7 * day + 1000),
        "grace of 300.5 s": _with(grace_ms=300_500),
        "seal of 299 s": _with(seal_ms=299_000),
        "seal above the grace": lambda m: replace(m, seal_ms=m.grace_ms + 1000),
        "seal of 300.5 s": _with(seal_ms=300_500),
        "ceremony ends after the opening": lambda m: replace(m, ceremony_end_ms=m.opening_ms + 1000),
        "ceremony's end not a whole second": lambda m: replace(m, ceremony_end_ms=m.opening_ms - 1),
        "archive within the grace": lambda m: replace(m, archive_ms=m.closing_ms + m.grace_ms - 1000),
        "archive after 2^53": _with(archive_ms=2**53 + 8),
        "archive not a whole second": lambda m: replace(m, archive_ms=m.archive_ms + 1),
        "replacements of 1001 permille": _with(replace_permille=1001),
        "a time for no replacements": _with(replace_permille=0, replace_least=0),
        "no time for replacements": _with(replace_until_ms=0),
        "replacements until no whole minute": lambda m: replace(m, replace_until_ms=m.replace_until_ms + 1000),
        "replacements within the grace before the closing": lambda m: replace(
            m, replace_until_ms=m.closing_ms - m.grace_ms + MINUTE_MS
        ),
        "blank outside": _with_question(blank=3),
        "min above max": _with_question(min=2, max=1),
        "max 0": _with_question(min=0, max=0),
        "max counts the blank": _with_question(max=3),
        "region of weight 0": lambda m: replace(m, regions=(replace(m.regions[0], weight=0), *m.regions[1:])),
        "floor 2": _with(floor=2),
        "max_ballots 0": _with(max_ballots=0),
        "20 ballots without re-voting": _with(revoting=False),
        "language twice": _with(languages=("en", "en")),
        "language twice but for case": _with(languages=("pt-BR", "pt-br")),
        "a language called by its name": _with(languages=("German", "pt-BR")),
        "a language of three letters and digits": _with(languages=("en", "a1b")),
        "origin with a scheme": _with(origin="https://vectors.example/rich"),
        "one option twice": lambda m: _rename_option(m, 1, ("Yes", "No")),
        "one option twice in one language": lambda m: _rename_option(m, 1, ("No", "Yes")),
        "region's id twice": lambda m: replace(
            m, regions=(m.regions[0], replace(m.regions[1], id="r0"), m.regions[2])
        ),
    }


def _rename_option(m: Manifest, option: int, names: tuple[str, ...]) -> Manifest:
    question = m.questions[0]
    options = tuple(names if o == option else old for o, old in enumerate(question.options))
    return replace(m, questions=(replace(question, options=options), *m.questions[1:]))


def _keep(*kept: tuple[str, int], by: Keeper, kept_by_one: bool = False) -> Change:
    """_keep lets one party keep the keys of others, each the list's name and the place in it."""

    def change(m: Manifest) -> Manifest:
        for name, index in kept:
            parties = list(getattr(m, name))
            parties[index] = replace(parties[index], keeper=by)
            m = replace(m, **{name: tuple(parties)})
        return replace(m, kept_by_one=kept_by_one)

    return change


def _promise_changes() -> dict[str, Change]:
    """_promise_changes break MAN-4, MAN-5 and MAN-3.12; rich has 5 trustees, 3 of 4 witnesses, 2 registrars."""
    zone = lambda *offsets: _with(zone=Zone("UTC", offsets))  # noqa: E731
    utc, organiser = Offset(0, 0, "UTC"), Keeper(ORGANISER, 0)
    page = lambda *pages: _with(check_pages=pages)  # noqa: E731
    files = lambda *paths: _with(software=Software("P", "1", tuple((p, bytes(32)) for p in paths)))  # noqa: E731
    notice = lambda text: _with(notices=Notices((text, ""), ("", ""), ("", "")))  # noqa: E731
    witness = ("witnesses", 0)
    several = [("witnesses", i) for i in range(3)]
    return {
        "zone: begins after 0": zone(Offset(1, 0, "UTC")),
        "zone: one time twice": zone(utc, Offset(0, 60, "CET")),
        "zone: back in time": zone(utc, Offset(2000, 60, "CET"), Offset(1000, 0, "UTC")),
        "zone: after the archive": lambda m: replace(m, zone=Zone("UTC", (utc, Offset(m.archive_ms + 1, 0, "UTC")))),
        "zone: -721 minutes": zone(Offset(0, -721, "UTC")),
        "zone: 841 minutes": zone(Offset(0, 841, "UTC")),
        "zone: abbreviation with a blank": zone(Offset(0, 0, "U C")),
        "zone: UTC with an hour": zone(Offset(0, 60, "UTC")), "zone: utc with a minute": zone(Offset(0, -1, "utc")),
        "zone: GMT with an hour": zone(utc, Offset(1000, 60, "Gmt")), "zone: UT with an hour": zone(Offset(0, 60, "UT")),
        "zone: Z with an hour": zone(Offset(0, 60, "z")), "zone: UTC+1 with an hour": zone(Offset(0, 60, "UTC+1")),
        "zone: name with a dot": _with(zone=Zone("Europe/Kyiv.", (utc,))),
        "keeper: no such registrar": _keep(witness, by=Keeper(REGISTRAR, 2)),
        "keeper: trustee 0": _keep(witness, by=Keeper(TRUSTEE, 0)),
        "keeper: organiser 1": _keep(witness, by=Keeper(ORGANISER, 1)),
        "keeper: board 1": _keep(witness, by=Keeper(BOARD, 1)),
        "keeper: does not keep its own": lambda m: _keep(("witnesses", 3), by=Keeper(WITNESS, 0))(
            _keep(witness, by=organiser)(m)
        ),
        "one-keeper": _keep(*[("trustees", i) for i in range(3)], by=organiser),
        "one-keeper of all registrars": _keep(("registrars", 0), ("registrars", 1), by=organiser),
        "one-keeper of a quorum": _keep(*several, by=organiser),
        "one-keeper of the board's and 2q - W witnesses": _keep(*several[:2], by=organiser),
        "one-keeper who is none": _with(kept_by_one=True),
        "notice: http": notice("http://town.example/"),
        "notice: nothing after the scheme": notice("https://"),
        "notice: with a query": notice("https://town.example/?a"),
        "notice: with a user": notice("https://you@town.example/"),
        "notice: with a blank": notice("https://town.example/a b"),
        "notice: not ASCII": notice("https://stra\u00dfe.example/"),
        "witness: address with a fragment": lambda m: replace(
            m, witnesses=(replace(m.witnesses[0], address="https://w.example/#a"), *m.witnesses[1:])
        ),
        "check page: of nobody": page(CheckPage(1, "https://check.example/")),
        "check page: http": page(CheckPage(0, "http://check.example/")),
        "check page: with markup": page(CheckPage(0, "https://check.example/<b>")),
        "software: version with a blank": _with(software=Software("P", "1 2", ())),
        "software: paths out of order": files("b", "a"),
        "software: a path twice": files("a", "a"),
        "software: an absolute path": files("/a"),
        "software: a folder": files("a/"),
        "software: up": files("a/../b"),
        "software: here": files("./a"),
        "software: a path with a blank": files("a b"),
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
        "more-than-all": majority(num=11, den=10, comparator=1),
        "more than all of the registered": majority(0, REGISTERED, num=1, den=1),
        "more than all of the ballots": majority(0, COUNTED, num=5, den=5),
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
    day = DAY_MS
    return {
        "as it is": lambda m: m,
        "grace of 5 min": _with(grace_ms=300_000, seal_ms=300_000),
        "grace of 7 days": lambda m: replace(
            m, opening_ms=m.opening_ms - 14 * day, ceremony_end_ms=0, grace_ms=7 * day, seal_ms=7 * day,
            replace_until_ms=m.closing_ms - 7 * day,
        ),
        "ceremony until the opening": lambda m: replace(m, ceremony_end_ms=m.opening_ms),
        "archive at the end of the grace": lambda m: replace(m, archive_ms=m.closing_ms + m.grace_ms),
        "archive at 2^53 less 992": _with(archive_ms=2**53 - 2**53 % 1000),
        "threshold n": _with(threshold=5, drills=5, no_spare_trustee=True),
        "all trustees drill": _with(drills=5),
        "no replacements": _with(replace_permille=0, replace_least=0, replace_until_ms=0),
        "replacements of all": _with(replace_permille=1000, replace_least=65535),
        "replacements until the grace before the closing": lambda m: replace(
            m, replace_until_ms=m.closing_ms - m.grace_ms
        ),
        "zone: the ends": _with(zone=Zone("A-z_0+/", (Offset(0, -720, "-12"), Offset(1, 840, "+14")))),
        "keeper: fewer than it takes": _keep(("witnesses", 0), ("trustees", 0), ("trustees", 1), by=Keeper(OBSERVER, 0)),
        "keeper: as many as it takes, and said": _keep(
            *[("trustees", i) for i in range(3)], by=Keeper(TRUSTEE, 1), kept_by_one=True
        ),
        "no observers": _with(observers=(), check_pages=()),
        "no witness has an address": lambda m: replace(
            m, witnesses=tuple(replace(w, address="") for w in m.witnesses)
        ),
        "rehearsal": _with(rehearsal=True, listed=False),
        "quorum W": _with(quorum=4),
        "floor 3": _with(floor=3),
        "without re-voting": _with(revoting=False, max_ballots=1),
        "term over all weight": _with_term(majority(scope=WEIGHT, weight=4)),
        "blanks as numerator": _with_term(majority(2, OTHERS)),
        "num 0": _with_term(majority(num=0)),
        "all of the valid votes": _with_term(majority(num=1, den=1, comparator=1)),
        "fraction above 1, of another option": _with_term(majority(0, OTHER, other=1, num=4_294_967_295, den=1)),
        "fraction above 1, of the others": _with_term(majority(0, OTHERS, num=3, den=1)),
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
    organiser = m.organiser.key + u8(ORGANISER) + u16(0)
    options, contact = m.questions[0].options[0][0].encode(), m.contact[0].encode()
    revoting = len(good) - len(prover.encode_software(m.software)) - 7
    return {
        "nothing": b"",
        "cut short": good[:-1],
        "a byte too many": good + b"\0",
        "one byte": good[:1],
        "next-version": u8(131) + good[1:],
        "the draft before": u8(1) + good[1:],
        "version 0": u8(0) + good[1:],
        "mode 1": good[:1] + u8(1) + good[2:],
        "nothing but another version": u8(131) + u8(0),
        "rehearsal 2": good[:2] + u8(2) + good[3:],
        "keeper of role 6": good.replace(organiser, organiser[:-3] + u8(6) + organiser[-2:]),
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
        "title with a line feed": good.replace(title, b"\n" * len(title)),
        "drawn-title": good.replace(title, b"a" * (len(title) - 6) + b"\xe2\x80\xae" + b"bcd"),
        "option with a line feed": good.replace(options, b"Ye\n"),
        "contact missing": good.replace(u16(len(contact)) + contact, u16(0)),
        "revoting 2": good[:revoting] + u8(2) + good[revoting + 1 :],
        "trustee's key no point": good.replace(key, BAD_POINT),
    }


def _too_large() -> Manifest:
    """_too_large has a ballot that does not fit an entry."""
    options = [f"Option {i}" for i in range(64)]
    question = simple_question(options, min=0, max=64)
    return Maker(Plan("too-large", [5], [question] * 3)).manifest


def _check(data: bytes) -> None:
    check_manifest(manifest.decode_manifest(data))


def judged() -> list[Case]:
    """judged: manifests with the code of decoding and MAN-3; signatures play no part."""
    m = rich()
    changes = {**_good_changes(), **_key_changes(), **_number_changes(), **_term_changes()}
    changes |= _promise_changes()
    encoded = {name: prover.encode_manifest(change(m)) for name, change in changes.items()}
    encoded |= _encoding_changes(m)
    encoded["ballot too large"] = _too_large().encoded
    fits = Maker(Plan("fits", [5], [_too_large().questions[0]] * 2)).manifest
    encoded["largest ballot that fits"] = fits.encoded
    return [{"name": n, "manifest": data.hex(), "code": code_of(_check, data)} for n, data in encoded.items()]


FAMILIES = {"manifests": encodings, "manifest-rules": judged}
