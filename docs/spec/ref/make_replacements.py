"""Replacements of lost codes: every check of ROL-10 for refusals.json, and the file of its values."""

from __future__ import annotations

import prover
import ristretto
from ballot import BALLOT
from edwards import L
from make_refusals import prover_secret
from refuser import BAD_POINT, BAD_SCALAR, IDENTITY, Refuser, flip, put
from maker import OPENING_MS
from prover import Stream
from replacement import REPLACEMENT, cap, replacement_claim
from ristretto import BASE
from roll import END
from wire import u16, u64

HOUR_MS = 3_600_000
UNTIL_MS = OPENING_MS + 71 * HOUR_MS
OLD, UNTIL, SHARE, PROOF = 2, 34, 42, 74  # where the fields of a body begin


def replacement_cases(m: Refuser) -> None:
    """replacement_cases stand before any ballot: regions of 4, 0 and 3 voters, caps of 3, two registrars."""
    form_cases(m)
    order_cases(m)
    last_share_cases(m)
    cap_cases(m)


def tries(m: Refuser, name: str, body: bytes, code: str, time_ms: int = OPENING_MS) -> None:
    """tries attempts one share."""
    m.attempt(f"replacement, {name}", REPLACEMENT, body, code, time_ms)


def form_cases(m: Refuser) -> None:
    """form_cases are about times and encodings."""
    good = m.replacement(0, 6, 5, UNTIL_MS)
    end = m.manifest.replace_until_ms
    m.attempt_lengths("replacement", REPLACEMENT, good, OPENING_MS)
    m.attempt("late-replacement", REPLACEMENT, good, "outside-voting-time", end)
    tries(m, "late and not rounded", good, "outside-voting-time", end + 1)
    tries(m, "time not rounded", good, "time-not-rounded", OPENING_MS + 1)
    tries(m, "time not rounded, short", good[:-1], "time-not-rounded", OPENING_MS + 1)
    tries(m, "time goes back", good, "time-went-back", m.state.time_ms - 1)
    tries(m, "old no point", put(good, OLD, BAD_POINT), "bad-point")
    tries(m, "share no point", put(good, SHARE, BAD_POINT), "bad-point")
    tries(m, "commitment no point", put(good, PROOF, BAD_POINT), "bad-point")
    tries(m, "response not below l", put(good, PROOF + 32, BAD_SCALAR), "bad-scalar")


def order_cases(m: Refuser) -> None:
    """order_cases are the checks of one share, each with the one after it."""
    good = m.replacement(0, 6, 5, UNTIL_MS)
    sign = lambda body, author=0: m.sign_replacement(body[:-64], author)  # noqa: E731
    unknown = (7 * BASE).encode()
    tries(m, "unknown registrar", put(good, 0, u16(2)), "unknown-author")
    tries(m, "unknown registrar and credential", put(put(good, 0, u16(2)), OLD, unknown), "unknown-author")
    tries(m, "credential not on the roll", sign(put(good, OLD, unknown)), "not-on-roll")
    tries(m, "the identity is not on the roll", sign(put(good, OLD, IDENTITY)), "not-on-roll")
    tries(m, "not on the roll, no until", put(good, OLD, unknown + u64(0)), "not-on-roll")
    m.attempt("held-back-share", REPLACEMENT, good, "bad-number", UNTIL_MS - 72 * HOUR_MS - 60_000)
    for name, until in {
        "until now": OPENING_MS, "until 72 hours and a minute": OPENING_MS + 72 * HOUR_MS + 60_000,
        "until half a minute": UNTIL_MS + 30_000, "until the end of time": 2**64 - 1,
    }.items():  # fmt: skip
        tries(m, name, sign(put(good, UNTIL, u64(until))), "bad-number")
    tries(m, "signature altered", flip(good), "bad-signature")
    tries(m, "another registrar's signature", sign(good, 1), "bad-signature")
    tries(m, "signed as a roll end", m.signed(m.registrars[0], END, good[:-64]), "bad-signature")
    m.attempt_signed_for_others("replacement", REPLACEMENT, good, OPENING_MS)
    tries(m, "the identity, unsigned", put(good, SHARE, IDENTITY), "bad-signature")
    tries(m, "the identity", sign(put(good, SHARE, IDENTITY)), "identity-point")
    tries(m, "proof altered", sign(flip(good, PROOF + 32)), "bad-proof")
    at_other = m.replacement(0, 6, 5, UNTIL_MS, slot=(2, 1))
    tries(m, "proof for another slot", at_other, "bad-proof")
    for_other = put(m.replacement(0, 5, 5, UNTIL_MS), OLD, m.voters[6].credential().encode())
    tries(m, "proof for another credential", sign(for_other), "bad-proof")
    m.add(REPLACEMENT, good, OPENING_MS)
    tries(m, "said again", good, "duplicate")
    m.attempt("older-share", REPLACEMENT, m.replacement(0, 6, 9, UNTIL_MS - 60_000), "duplicate", OPENING_MS)
    tries(m, "older, unsigned", flip(m.replacement(0, 6, 9, UNTIL_MS - 60_000)), "duplicate")


def last_share_cases(m: Refuser) -> None:
    """last_share_cases complete a replacement of voter 6, whose registrar 0's share has the secret 5."""
    copied = put(m.replacement(0, 6, 5, UNTIL_MS), 0, u16(1))
    m.attempt("copied-replacement", REPLACEMENT, m.sign_replacement(copied[:-64], 1), "bad-proof", OPENING_MS)
    rogue = put(m.replacement(1, 6, 11, UNTIL_MS), SHARE, ((11 - 5) * BASE).encode())
    m.attempt("rogue-replacement", REPLACEMENT, m.sign_replacement(rogue[:-64], 1), "bad-proof", OPENING_MS)
    tries(m, "sum is the identity", m.replacement(1, 6, -5 % L, UNTIL_MS), "identity-point")
    for name, other in (("own-credential", 6), ("replacement, another's credential", 0)):
        twin = (m.voters[other].secret - 5) % L
        m.attempt(name, REPLACEMENT, m.replacement(1, 6, twin, UNTIL_MS), "credential-twice", OPENING_MS)
    old = m.voters[6]
    m.add(REPLACEMENT, m.replacement(1, 6, 11, UNTIL_MS), OPENING_MS)
    m.replaced(6, 5 + 11)
    share = m.replacement(0, 6, 5, UNTIL_MS, old=old)
    tries(m, "of a void credential", share, "credential-replaced")
    tries(m, "of a void credential, no until", put(share, UNTIL, u64(0)), "credential-replaced")
    key, time_ms = m.state.joint_key(), OPENING_MS
    void = prover.make_ballot(m.stream, m.manifest, key, old, 1, [[0]])[0].encode()
    m.attempt("void-ballot", BALLOT, void, "credential-replaced", time_ms)
    huge = prover.make_ballot(m.stream, m.manifest, key, old, 2000, [[0]])[0].encode()
    m.attempt("void-ballot, with a huge revision", BALLOT, huge, "credential-replaced", time_ms)
    m.add(REPLACEMENT, m.replacement(0, 6, 5, UNTIL_MS), OPENING_MS)
    back = (old.secret - 5) % L
    tries(m, "back to the first credential", m.replacement(1, 6, back, UNTIL_MS), "credential-twice")
    same = m.replacement(1, 6, 11, UNTIL_MS)
    tries(m, "to the credential itself", same, "credential-twice")
    m.add(REPLACEMENT, m.replacement(1, 6, 12, UNTIL_MS), OPENING_MS)
    m.replaced(6, 5 + 12)
    third = m.replacement(0, 6, 5, UNTIL_MS)
    m.attempt("third-replacement", REPLACEMENT, third, "too-many-replacements", OPENING_MS)
    tries(m, "third, with no until", put(third, UNTIL, u64(0)), "bad-number")


def cap_cases(m: Refuser) -> None:
    """cap_cases use up the caps: of completed ones in region 2, of pending ones in region 0."""
    for registrar, secret in ((1, 21), (0, 22)):
        m.add(REPLACEMENT, m.replacement(registrar, 5, secret, UNTIL_MS), OPENING_MS)
    m.replaced(5, 21 + 22)
    many = m.replacement(0, 4, 23, UNTIL_MS)
    m.attempt("too-many-replacements", REPLACEMENT, many, "too-many-replacements", OPENING_MS)
    tries(m, "too many, unsigned", flip(many), "too-many-replacements")
    for voter in (0, 1, 3):
        m.add(REPLACEMENT, m.replacement(0, voter, 30 + voter, UNTIL_MS), OPENING_MS)
    tries(m, "too many pending", m.replacement(0, 2, 32, UNTIL_MS), "too-many-replacements")
    m.add(REPLACEMENT, m.replacement(0, 3, 40, UNTIL_MS + 60_000), OPENING_MS)
    m.add(REPLACEMENT, m.replacement(1, 2, 41, OPENING_MS + 60_000), OPENING_MS)


def voted_cases(m: Refuser) -> None:
    """voted_cases stand where voter 0 has voted, a minute after the opening."""
    body = m.replacement(1, 0, 50, UNTIL_MS)
    time_ms = OPENING_MS + 60_000
    m.attempt("replaced-voter", REPLACEMENT, body, "already-voted", time_ms)
    tries(m, "of one who voted, no until", put(body, UNTIL, u64(0)), "already-voted", time_ms)
    m.add(REPLACEMENT, m.replacement(0, 2, 42, UNTIL_MS), time_ms)
    assert m.state.replacements is not None
    if m.state.replacements.of_region[0] != 0:
        raise AssertionError("registrar 1's share for voter 2 waited only until now")


def replacements() -> list[dict[str, object]]:
    """replacements: the proof of a replacement's share, and how many a region may have."""
    stream = Stream("constat test vectors: replacements")
    cases: list[dict[str, object]] = []
    for registrar, place in ((0, (0, 0)), (1, (7, 70000)), (15, (4095, 2**32 - 1))):
        h, old, secret, nonce = stream.bytes(32), stream.scalar() * BASE, stream.scalar(), stream.scalar()
        share, commitment = secret * BASE, nonce * BASE
        c = replacement_claim(h, registrar, place, old.encode(), share).challenge(commitment)
        scalars = {"secret": secret, "nonce": nonce, "challenge": c, "response": (nonce + c * secret) % L}
        head = {"name": f"registrar {registrar}", "manifest_hash": h.hex(), "registrar": registrar}
        points = {"old": old.encode().hex(), "share": share.encode().hex(), "A": commitment.encode().hex()}
        numbers = {k: ristretto.encode_scalar(v).hex() for k, v in scalars.items()}
        cases.append({**head, "region": place[0], "slot": place[1], **points, **numbers, "caps": caps()})
    return cases


def caps() -> list[list[int]]:
    """caps are rows of registered voters, permille, least, and cap_r."""
    rows = [(0, 50, 3), (2, 50, 3), (30, 50, 3), (79, 50, 3), (80, 50, 3), (1999, 1, 0), (2000, 1, 0)]
    rows += [(10, 1000, 0), (10, 0, 65535), (4_000_000_000, 1000, 0)]
    return [[n, permille, least, cap(n, permille, least)] for n, permille, least in rows]


FAMILIES = {"replacements": replacements}
