"""Vectors of statements and of changes of software: what is refused, and records that hold both."""

from __future__ import annotations

import maker
import prover
from ceremony import ACCEPT
from made import Made, tiny, tiny_done
from maker import CLOSING_MS
from manifest import BOARD, OBSERVER, ORGANISER, REGISTRAR, TRUSTEE, WITNESS
from refuser import BAD_POINT, BAD_SCALAR, Refuser, flip, put
from state import OPEN
from statement import MOST_CHANGES, MOST_STATEMENTS, NO_ENTRY, OTHER_LANGUAGE, SOFTWARE, STATEMENT, WEEK_MS
from tally import RESULT
from wire import u16

AUTHOR, KIND = 1, 3  # where these fields begin in a body


def statement_form_cases(m: Refuser) -> None:
    """statement_form_cases are those of every field of a statement."""
    good = m.statement_body(OBSERVER, 0, "The box was sealed.")
    for name, byte in (("role", 0), ("kind", KIND)):
        m.attempt(f"statement, {name} 6", STATEMENT, put(good, byte, b"\x06"), "unknown-enum")
    m.attempt_lengths("statement", STATEMENT, good)
    m.attempt("statement, no text", STATEMENT, m.statement_body(OBSERVER, 0, ""), "bad-length")
    m.attempt("statement, 2049 bytes", STATEMENT, m.statement_body(OBSERVER, 0, "x" * 2049), "bad-length")
    m.attempt("drawn-verdict", STATEMENT, m.statement_body(OBSERVER, 0, "\u202eDEIFIREV"), "bad-text")
    m.attempt("statement, a tab", STATEMENT, m.statement_body(OBSERVER, 0, "a\tb"), "bad-text")
    for role, index in ((ORGANISER, 1), (REGISTRAR, 2), (BOARD, 1), (WITNESS, 2), (TRUSTEE, 0), (TRUSTEE, 4)):
        body = put(good, 0, bytes([role]) + u16(index))
        m.attempt(f"statement, role {role} has no {index}", STATEMENT, body, "unknown-author")
    m.attempt("statement, observer 1 of none", STATEMENT, put(good, AUTHOR, u16(1)), "unknown-author")
    about = m.statement_body(OBSERVER, 0, "This entry.", about=len(m.entries))
    m.attempt("statement, about itself", STATEMENT, about, "bad-number")
    later = m.statement_body(OBSERVER, 0, "A later one.", about=NO_ENTRY - 1)
    m.attempt("statement, about a later entry", STATEMENT, later, "bad-number")
    m.attempt("statement, language 1 of none", STATEMENT, m.statement_body(OBSERVER, 0, "?", language=1), "bad-number")
    m.attempt("statement, 40 line feeds", STATEMENT, m.statement_body(OBSERVER, 0, "\n" * 40), "bad-text")


def statement_author_cases(m: Refuser) -> None:
    """statement_author_cases are those of who signed what, and how often."""
    good = m.statement_body(OBSERVER, 0, "The box was sealed.")
    m.attempt("forged-statement", STATEMENT, m.statement_body(OBSERVER, 0, "I confirm.", seed=m.board), "bad-signature")
    m.attempt("statement, signature altered", STATEMENT, flip(good), "bad-signature")
    m.attempt("statement, the text altered", STATEMENT, flip(good, -70), "bad-signature")
    elsewhere = m.statement_body(OBSERVER, 0, "The box was sealed.", manifest_hash=bytes(32))
    m.attempt("statement, of another referendum", STATEMENT, elsewhere, "bad-signature")
    relabelled = m.signed(m.observers[0], RESULT, good[:-64])
    m.attempt("statement, signed as another type", STATEMENT, relabelled, "bad-signature")
    refusals = m.statement_body(BOARD, 0, "All went well.", seed=m.refusal)
    m.attempt("statement, with the board's refusal key", STATEMENT, refusals, "bad-signature")
    trustee = m.statement_body(TRUSTEE, 2, "My key is safe.")
    m.attempt("statement, trustee's A no point", STATEMENT, trustee[:-64] + BAD_POINT + trustee[-32:], "bad-signature")
    m.attempt("statement, trustee's z not below l", STATEMENT, trustee[:-32] + BAD_SCALAR, "bad-signature")
    m.attempt("statement, trustee's z altered", STATEMENT, flip(trustee, -32), "bad-signature")
    unsigned = trustee[:-64]
    accepted = unsigned + prover.sign_trustee(m.stream, m.hash, ACCEPT, 2, m.trustees[1], unsigned)
    m.attempt("statement, signed as an acceptance", STATEMENT, accepted, "bad-signature")
    m.add(STATEMENT, good)
    m.attempt("statement-replay", STATEMENT, good, "duplicate")
    again = put(good, 0, bytes([WITNESS]))
    m.attempt("statement, another's words under an own name", STATEMENT, again, "bad-signature")
    for i in range(1, MOST_STATEMENTS):
        m.add(STATEMENT, m.statement_body(OBSERVER, 0, f"Statement {i}."))
    m.attempt("statement-flood", STATEMENT, m.statement_body(OBSERVER, 0, "One more."), "too-many-statements")
    m.attempt("statement-flood, said before", STATEMENT, good, "duplicate")
    m.add(STATEMENT, trustee)
    m.add(STATEMENT, m.statement_body(ORGANISER, 0, "\n" * 39, language=OTHER_LANGUAGE))


def statement_time_cases(m: Refuser) -> None:
    """statement_time_cases are those of when a statement may not be made; the phase is open, before the closing."""
    body = m.statement_body(REGISTRAR, 0, "The registry is open.")
    end_ms = CLOSING_MS + m.manifest.grace_ms
    m.attempt("statement, at the closing", STATEMENT, body, "wrong-phase", CLOSING_MS)
    m.attempt("statement, at the end of the grace", STATEMENT, body, "wrong-phase", end_ms)
    m.attempt("statement, not rounded", STATEMENT, body, "time-not-rounded", m.time_ms + 1)
    m.attempt("statement, after the grace, not rounded", STATEMENT, body, "time-not-rounded", end_ms + 1)
    m.attempt("statement, after the archive", STATEMENT, body, "wrong-phase", m.manifest.archive_ms + 1)
    m.attempt("statement, back in time", STATEMENT, body, "time-went-back", m.state.time_ms - 1)


def software_cases(m: Refuser) -> None:
    """software_cases are those of changes of software; the phase is roll, not complete."""
    good = m.software_body(1)
    m.attempt_lengths("software", SOFTWARE, good)
    for number in (0, 2, 17):
        m.attempt(f"software, number {number} first", SOFTWARE, m.software_body(number), "bad-number")
    for name, paths in (("paths out of order", ["b", "a"]), ("a path twice", ["a", "a"]), ("a path up", ["../a"])):
        m.attempt(f"software, {name}", SOFTWARE, m.software_body(1, paths), "bad-text")
    m.attempt("unsigned-pages", SOFTWARE, good[:-128] + bytes(128), "bad-signature")
    alone = good[:-64] + good[-128:-64]
    m.attempt("software, the organiser alone", SOFTWARE, alone, "bad-signature")
    m.attempt("software, the board alone", SOFTWARE, good[:-128] + good[-64:] * 2, "bad-signature")
    m.attempt("software, signatures exchanged", SOFTWARE, good[:-128] + good[-64:] + good[-128:-64], "bad-signature")
    for what, said in {"of another referendum": (bytes(32), SOFTWARE), "signed as a statement": (m.hash, STATEMENT)}.items():
        signed = good[:-128]
        for seed in (m.organiser, m.board):
            signed += prover.sign_body(seed, *said, 0, good[:-128])[-64:]
        m.attempt(f"software, {what}", SOFTWARE, signed, "bad-signature")
    m.add(SOFTWARE, good)
    m.attempt("old-pages", SOFTWARE, good, "bad-number")


def software_open_cases(m: Refuser) -> None:
    """software_open_cases: in phase open, a change after the closing, and one too many."""
    number = len(m.state.the_notices().changes)
    good = m.software_body(number + 1)
    m.attempt("software, at the closing", SOFTWARE, good, "wrong-phase", CLOSING_MS)
    m.attempt("software, not rounded", SOFTWARE, good, "time-not-rounded", m.time_ms + 1)
    for n in range(number + 1, MOST_CHANGES + 1):
        m.add(SOFTWARE, m.software_body(n), m.time_ms)
    m.attempt("software, number 17", SOFTWARE, m.software_body(17), "bad-number", m.time_ms)


def final_cases(m: Refuser) -> None:
    """final_cases: after the last result, only statements, and those until seven days later at least."""
    last_ms = max(m.manifest.archive_ms, m.state.result_ms + WEEK_MS)
    body = m.statement_body(WITNESS, 1, "I saw nothing wrong.")
    m.attempt("statement, after the last time of all", STATEMENT, body, "wrong-phase", last_ms + 1)
    m.attempt("software after the result", SOFTWARE, m.software_body(17), "wrong-phase")


def statements() -> Made:
    """statements is a record in which every party says something, in every phase, and pages are changed twice."""
    m = tiny("statements", observers=2)
    m.add_manifest()
    m.say(OBSERVER, 1, "Before the keys.")
    m.hold_ceremony()
    m.say(TRUSTEE, 1, "I dealt on my own machine.")
    m.add(SOFTWARE, m.software_body(1, ["a.js", "b/c.js"]))
    m.publish_roll()
    m.say(REGISTRAR, 0, "Four voters.", about=len(m.entries) - 1)
    m.drill_enough()
    m.say(WITNESS, 0, "Here since the beginning.")
    m.add(OPEN, m.opening())
    m.time_ms = maker.OPENING_MS
    m.vote(0, [0])
    m.add(STATEMENT, m.statement_body(BOARD, 0, "A disk was slow.", kind=1), m.time_ms)
    m.add(SOFTWARE, m.software_body(2, []), m.time_ms)
    m.vote(1, [1])
    m.vote(2, [1])
    m.finish(trustees=(1, 2))
    m.say(ORGANISER, 0, "Thank you all.\nGood night.", language=OTHER_LANGUAGE)
    m.say(OBSERVER, 0, "I confirm.", kind=4)
    m.say(OBSERVER, 1, "I do not confirm: \u05dc\u05d0", kind=5, about=len(m.entries) - 3)
    return Made("Every kind of party says something, in every phase; the pages' list is changed twice.", m)


def flooded_open() -> Made:
    """flooded_open: statements between the last drill and the opening, which they cannot stop."""
    m = tiny("flooded-open")
    m.add_manifest()
    m.hold_ceremony()
    m.publish_roll()
    m.drill_enough()
    for i in range(5):
        m.say(OBSERVER, 0, f"Wait {i}.")
    m.add(OPEN, m.opening())
    m.time_ms = maker.OPENING_MS
    for voter in range(4):
        m.vote(voter, [0])
    m.finish(trustees=(1, 2))
    return Made("Statements before the opening do not move the root that it states.", m)


def spoilt_after_result() -> Made:
    """spoilt_after_result: after the result, entries that the rules refuse or that do not decode: a note."""
    m = tiny_done("spoilt-after-result")
    m.say(OBSERVER, 0, "The result was announced.")
    m.add(STATEMENT, m.statement_body(OBSERVER, 0, "I saw it all.", seed=m.board))
    m.add_raw(b"\xff\x00")
    m.add(OPEN, m.opening())
    m.say(OBSERVER, 0, "What is between is not ours.")
    return Made("After the result nothing changes the outcome any more: a forged statement, garbage, an opening.", m)


RECORDS = {
    "statements": statements, "flooded-open": flooded_open, "spoilt-after-result": spoilt_after_result,
}  # fmt: skip
