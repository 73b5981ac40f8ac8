"""Refusals: for every check of every entry, an entry that fails just there.

One good record, `base`, is made step by step; between its entries others are tried, and the fold must refuse
each with the code named here. A case says after how many entries of `base` it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import ed25519
import maker
import prover
from ballot import BALLOT, Ballot
from ceremony import ACCEPT, COMMIT, COMPLAINT, DEAL, DRILL
from edwards import L
from maker import CLOSING_MS, OPENING_MS, Maker, Plan, majority, simple_question
from make_statements import (
    final_cases,
    software_cases,
    software_open_cases,
    statement_author_cases,
    statement_form_cases,
    statement_time_cases,
)
from manifest import REGISTERED
from ristretto import BASE
from refuser import BAD_POINT, BAD_POINT_HIGH_BIT, BAD_SCALAR, IDENTITY, Refuser, flip, put
from roll import CHUNK, END
from state import CLOSE, MANIFEST, OPEN
from tally import RESULT, SHARE
from tlog import WITNESS_KEY, Key
from wire import u16, u32, u64

def manifest_cases(m: Refuser) -> None:
    """manifest_cases are entry 0's."""
    good = m.signed(m.organiser, MANIFEST, m.manifest.encoded)
    m.attempt("first entry is no manifest", CHUNK, good, "wrong-phase")
    m.attempt_lengths("manifest", MANIFEST, good)
    m.attempt("manifest, signature altered", MANIFEST, flip(good), "bad-signature")
    m.attempt(
        "manifest, signed by the board", MANIFEST, m.signed(m.board, MANIFEST, good[:-64]), "bad-signature"
    )
    m.attempt("manifest, another version", MANIFEST, flip(good, 0, 3), "unknown-mode")
    m.attempt("manifest, another mode", MANIFEST, flip(good, 1, 1), "unknown-mode")
    bad = prover.encode_manifest(replace(m.manifest, quorum=1))
    m.attempt(
        "manifest, quorum of half the witnesses",
        MANIFEST,
        m.signed(m.organiser, MANIFEST, bad),
        "bad-manifest",
    )


def commit_cases(m: Refuser, good: bytes) -> None:
    """commit_cases are those of trustee 1's commitment, and the first of the ceremony."""
    sign = lambda body, author=1: m.signed_by_trustee(COMMIT, author, body)  # noqa: E731
    late = m.manifest.ceremony_end_ms + 1
    m.attempt_lengths("commit", COMMIT, good)
    m.attempt("commit, dealer 0", COMMIT, sign(put(good, 0, u16(0))[:-64]), "unknown-author")
    m.attempt("commit, dealer n + 1, unsigned", COMMIT, put(good, 0, u16(m.plan.trustees + 1)), "unknown-author")
    m.attempt("commit, signature's A no point", COMMIT, put(good, 34, BAD_POINT), "bad-point")
    m.attempt("commit, signature's z is l", COMMIT, good[:-32] + BAD_SCALAR, "bad-scalar")
    m.attempt("commit, hash altered", COMMIT, flip(good, 2), "bad-signature")
    m.attempt("commit, another trustee's signature", COMMIT, sign(good[:-64], 2), "bad-signature")
    m.attempt("commit, signed as an acceptance", COMMIT, m.signed_by_trustee(ACCEPT, 1, good[:-64]),
              "bad-signature")  # fmt: skip
    m.attempt_of_another("commit", COMMIT, good, 1)
    m.attempt("commit, after the end of the ceremony", COMMIT, good, "wrong-phase", late)
    m.attempt("commit, time goes back, cut short", COMMIT, good[:-1], "time-went-back", m.time_ms - 1)
    m.attempt("deal before anybody committed", DEAL, good, "wrong-phase")


def deal_cases(m: Refuser, good: bytes) -> None:
    """deal_cases are those of trustee 1's deal up to its hash; the family `deals` has the rest."""
    possession = 2 + 32 * m.plan.threshold
    sign = lambda body, author=1: m.signed_by_trustee(DEAL, author, body)  # noqa: E731
    m.attempt_lengths("deal", DEAL, good)
    m.attempt("deal, dealer 0", DEAL, put(good, 0, u16(0)), "unknown-author")
    m.attempt("deal, dealer n + 1", DEAL, put(good, 0, u16(m.plan.trustees + 1)), "unknown-author")
    m.attempt("deal, commitment no point", DEAL, put(good, 2, BAD_POINT), "bad-point")
    m.attempt("deal, commitment with bit 255 set", DEAL, put(good, 2, BAD_POINT_HIGH_BIT), "bad-point")
    m.attempt("deal, response not below l", DEAL, put(good, possession + 32, BAD_SCALAR), "bad-scalar")
    m.attempt("other-deal", DEAL, m.other_deal(1), "wrong-hash")
    m.attempt("deal, signed a second time", DEAL, sign(good[:-64]), "wrong-hash")
    m.attempt("deal, commitment is the identity", DEAL, sign(put(good, 2, IDENTITY)[:-64]), "wrong-hash")
    m.attempt("deal, another trustee's", DEAL, put(good, 0, u16(2)), "wrong-hash")
    m.attempt("accept before all have dealt", ACCEPT, good, "wrong-phase")
    m.attempt("roll chunk in the ceremony", CHUNK, good, "wrong-phase")
    m.attempt("second manifest", MANIFEST, good, "wrong-phase")
    m.attempt("deal, time goes back", DEAL, good, "time-went-back", m.time_ms - 1)
    m.attempt("deal, after the end of the ceremony", DEAL, good, "wrong-phase", m.manifest.ceremony_end_ms + 1)


def accept_cases(m: Refuser) -> None:
    """accept_cases stand after all deals and trustee 1's acceptance."""
    good = m.accept(2)
    sign = lambda body, author=2: m.signed_by_trustee(ACCEPT, author, body)  # noqa: E731
    m.attempt_lengths("accept", ACCEPT, good)
    m.attempt("accept, trustee 0", ACCEPT, put(good, 0, u16(0)), "unknown-author")
    m.attempt("accept, said twice", ACCEPT, m.accept(1), "duplicate")
    m.attempt("accept, hash of other deals", ACCEPT, sign(flip(good, 2)[:-64]), "wrong-hash")
    m.attempt("accept, another's signature", ACCEPT, sign(good[:-64], 1), "bad-signature")
    late = m.manifest.ceremony_end_ms + 1
    m.attempt("accept, after the end of the ceremony", ACCEPT, good, "wrong-phase", late)
    m.attempt("complaint, after the end of the ceremony", COMPLAINT, good, "wrong-phase", late)
    m.attempt("deal after all have dealt", DEAL, good, "wrong-phase")
    m.attempt("drill in the ceremony", DRILL, good, "wrong-phase")
    m.attempt("roll end in the ceremony", END, good, "wrong-phase")


def complaint_cases(m: Refuser) -> None:
    """complaint_cases are trustee 2's against dealer 3, whose share is good."""
    c = m.state.ceremony
    assert c is not None
    good = prover.make_complaint(m.stream, m.manifest, c.deals[3], 2, m.trustees[1])
    sign = lambda body: m.signed_by_trustee(COMPLAINT, 2, body)  # noqa: E731
    m.attempt_lengths("complaint", COMPLAINT, good)
    m.attempt("complaint, unknown trustee", COMPLAINT, put(good, 0, u16(4)), "unknown-author")
    m.attempt("complaint, unknown dealer", COMPLAINT, put(good, 2, u16(0)), "unknown-author")
    accepted = prover.make_complaint(m.stream, m.manifest, c.deals[3], 1, m.trustees[0])
    m.attempt("complaint after acceptance", COMPLAINT, accepted, "duplicate")
    m.attempt("complaint, signature altered", COMPLAINT, flip(good, -32), "bad-signature")
    m.attempt("complaint, proof altered", COMPLAINT, sign(flip(good, 100)[:-64]), "bad-proof")
    other = put(good, 4, (5 * BASE).encode())
    m.attempt("complaint, another shared point", COMPLAINT, sign(other[:-64]), "bad-proof")
    m.attempt("complaint about a good share", COMPLAINT, good, "unfounded-complaint")


def ceremony_cases(m: Refuser) -> None:
    """ceremony_cases make the ceremony and its refusals."""
    deals = [m.deal(j) for j in (1, 2, 3)]
    commits = [m.commit(j, deal) for j, deal in enumerate(deals, 1)]
    commit_cases(m, commits[0])
    m.add(COMMIT, commits[0])
    m.attempt("commit, said twice", COMMIT, m.commit(1, b"another deal"), "duplicate")
    m.attempt("commit, said twice, signature altered", COMMIT, flip(commits[0], -32), "duplicate")
    m.add(COMMIT, commits[1])
    m.attempt("early-deal", DEAL, deals[0], "wrong-phase")
    m.attempt("acceptance before the deals", ACCEPT, deals[0], "wrong-phase")
    m.add(COMMIT, commits[2])
    m.attempt("late-commit", COMMIT, m.commit(3, b"another deal"), "wrong-phase")
    deal_cases(m, deals[0])
    m.add(DEAL, deals[0])
    m.attempt("deal, said twice", DEAL, deals[0], "duplicate")
    m.attempt("deal, another one after it", DEAL, m.other_deal(1), "duplicate")
    m.attempt("commit after a deal", COMMIT, commits[2], "wrong-phase")
    m.add(DEAL, deals[1])
    m.add(DEAL, deals[2])
    m.add(ACCEPT, m.accept(1))
    accept_cases(m)
    complaint_cases(m)
    m.add(ACCEPT, m.accept(3))
    m.add(ACCEPT, m.accept(2))


SLOTS = 2 + 2 + 4 + 32 + 2  # where the slots of a chunk begin


def first_chunk_cases(m: Refuser) -> None:
    """first_chunk_cases stand before registrar 0's first chunk."""
    good = m.chunk(0, 0, 0, 4)
    sign = lambda body, author=0: m.signed(m.registrars[author], CHUNK, body, author)  # noqa: E731
    m.attempt_lengths("chunk", CHUNK, good)
    m.attempt("chunk, unknown registrar", CHUNK, sign(put(good, 0, u16(2))[:-64]), "unknown-author")
    m.attempt("chunk, unknown region", CHUNK, sign(put(good, 2, u16(3))[:-64]), "bad-number")
    m.attempt("chunk, unknown registrar and region", CHUNK, put(good, 0, u16(2) + u16(3)), "unknown-author")
    m.attempt("chunk, begins at slot 1", CHUNK, m.chunk(0, 0, 1, 3), "roll-order")
    m.attempt("chunk, unknown region, at slot 1", CHUNK, put(good, 2, u16(3) + u32(1)), "bad-number")
    m.attempt("order-first", CHUNK, m.chunk(1, 0, 0, 4), "roll-order")
    m.attempt("chunk, no order hash", CHUNK, sign(put(good, 8, bytes(32))[:-64]), "order-differs")
    m.attempt("chunk, at slot 1, no order hash", CHUNK, put(good, 4, u32(1) + bytes(32)), "roll-order")
    m.attempt("chunk, no order hash, unsigned", CHUNK, put(good, 8, bytes(32)), "order-differs")
    m.attempt("chunk, no slots", CHUNK, sign(good[: SLOTS - 2] + u16(0)), "bad-length")
    m.attempt("chunk, 513 slots", CHUNK, sign(good[: SLOTS - 2] + u16(513)), "bad-length")
    m.attempt("chunk, signature altered", CHUNK, flip(good), "bad-signature")
    m.attempt("chunk, order hash altered, signed before", CHUNK, flip(good, 8), "bad-signature")
    m.attempt("chunk, the other registrar's signature", CHUNK, sign(good[:-64], 1), "bad-signature")
    m.attempt_signed_for_others("chunk", CHUNK, good)
    m.attempt("chunk, signature's S plus l", CHUNK, _malleated(good), "bad-signature")
    m.attempt("chunk, share no point", CHUNK, sign(put(good, SLOTS, BAD_POINT)[:-64]), "bad-point")
    identity = put(good, SLOTS + 96, IDENTITY)
    m.attempt("chunk, share is the identity", CHUNK, sign(identity[:-64]), "identity-point")
    m.attempt("chunk, share is the identity, unsigned", CHUNK, identity, "bad-signature")
    again = put(put(good, SLOTS + 96, IDENTITY), SLOTS + 2 * 96, IDENTITY)
    m.attempt("chunk, two shares are the identity", CHUNK, sign(again[:-64]), "identity-point")
    m.attempt("same-share", CHUNK, m.chunk_of(0, (0, 0), [5, 6, 5, 7]), "duplicate")
    copied = put(good, SLOTS + 3 * 96, good[SLOTS : SLOTS + 96])
    m.attempt("chunk, share and proof of another slot", CHUNK, sign(copied[:-64]), "duplicate")
    m.attempt("chunk, last proof fails", CHUNK, sign(flip(good, SLOTS + 4 * 96 - 32)[:-64]), "bad-proof")
    first, second = good[SLOTS : SLOTS + 96], good[SLOTS + 96 : SLOTS + 192]
    exchanged = good[:SLOTS] + second + first + good[SLOTS + 192 : -64]
    m.attempt("chunk, proofs at other slots", CHUNK, sign(exchanged), "bad-proof")
    m.attempt("empty-roll", END, m.signed(m.registrars[0], END, _empty_end(m)), "wrong-count")
    m.attempt("empty-roll, with another hash", END, flip(_empty_end(m), -1) + bytes(64), "wrong-count")
    m.attempt("open before any roll", OPEN, good, "wrong-phase")
    m.attempt("drill before any roll", DRILL, good, "wrong-phase")
    m.attempt("commit after the ceremony", COMMIT, good, "wrong-phase")
    m.attempt("ballot before the opening", BALLOT, good, "wrong-phase")


def _empty_end(m: Refuser) -> bytes:
    """_empty_end is registrar 0's end, unsigned, before it has published anybody."""
    return m.roll_end(0, [0, 0, 0])[:-64]


def _malleated(body: bytes) -> bytes:
    s = int.from_bytes(body[-32:], "little") + L
    return body[:-32] + s.to_bytes(32, "little")


def roll_cases(m: Refuser) -> None:
    """roll_cases make the roll and its refusals: regions of 4, 0 and 3 voters, two registrars."""
    m.draw_codes()
    first_chunk_cases(m)
    m.add(CHUNK, m.chunk(0, 0, 0, 2))
    m.attempt("chunk, said again", CHUNK, m.chunk(0, 0, 0, 2), "roll-order")
    m.attempt("chunk, a slot left out", CHUNK, m.chunk(0, 0, 3, 1), "roll-order")
    m.add(CHUNK, m.chunk(0, 0, 2, 2))
    m.add(CHUNK, m.chunk(0, 2, 0, 3))
    m.attempt("chunk, back to an earlier region", CHUNK, m.chunk_of(0, (0, 4), [5]), "roll-order")
    end_cases(m)
    m.add(END, m.roll_end(0))
    m.attempt("chunk after the end", CHUNK, m.chunk_of(0, (2, 3), [5]), "duplicate")
    m.attempt("chunk after the end, out of order", CHUNK, m.chunk_of(0, (1, 5), [5]), "duplicate")
    m.attempt("roll end, said twice", END, m.roll_end(0), "duplicate")
    m.attempt("open before every registrar has ended", OPEN, b"", "wrong-phase")
    m.attempt("drill before every registrar has ended", DRILL, b"", "wrong-phase")
    second_registrar_cases(m)
    m.add(END, m.roll_end(1))
    m.attempt("chunk after the complete roll", CHUNK, m.chunk(1, 2, 2, 1), "wrong-phase")
    m.attempt("roll end after the complete roll", END, m.roll_end(1), "wrong-phase")


def end_cases(m: Refuser) -> None:
    """end_cases are those of registrar 0's end."""
    good = m.roll_end(0)
    sign = lambda body: m.signed(m.registrars[0], END, body)  # noqa: E731
    m.attempt_lengths("roll end", END, good)
    m.attempt("roll end, unknown registrar", END, put(good, 0, u16(9)), "unknown-author")
    m.attempt("roll end, a voter too many", END, sign(put(good, 2, u32(5))[:-64]), "wrong-count")
    m.attempt("roll end, another hash", END, sign(flip(good, 14)[:-64]), "wrong-hash")
    m.attempt("roll end, signature altered", END, flip(good), "bad-signature")


def second_registrar_cases(m: Refuser) -> None:
    """second_registrar_cases are shares that spoil a credential."""
    codes = m.codes
    share = lambda voter, r: prover_secret(m, r, codes[voter][r])  # noqa: E731
    other = flip(m.order_hash())
    m.attempt("order-differs", CHUNK, m.chunk_of(1, (0, 0), [5], other), "order-differs")
    m.attempt("chunk, no order", CHUNK, m.chunk_of(1, (0, 0), [5], bytes(32)), "order-differs")
    cancel = -share(0, 0) % L
    m.attempt("chunk cancels the other share", CHUNK, m.chunk_of(1, (0, 0), [cancel]), "identity-point")
    twin = (m.voters[0].secret - share(1, 0)) % L
    pair = [share(0, 1), twin]
    m.attempt("chunk makes one credential twice", CHUNK, m.chunk_of(1, (0, 0), pair), "credential-twice")
    m.add(CHUNK, m.chunk(1, 0, 0, 4))
    across = (m.voters[0].secret - share(4, 0)) % L
    m.attempt("chunk, twice over regions", CHUNK, m.chunk_of(1, (2, 0), [across]), "credential-twice")
    m.add(CHUNK, m.chunk(1, 2, 0, 2))
    counts = u16(1) + u32(4) + u32(0) + u32(2)
    digest = m.state.roll.registrars[1].hash.digest() if m.state.roll else b""
    short = m.signed(m.registrars[1], END, counts + digest, 1)
    m.attempt("roll end, fewer voters than the other registrar", END, short, "wrong-count")
    m.add(CHUNK, m.chunk(1, 2, 2, 1))


def prover_secret(m: Maker, registrar: int, code: str) -> int:
    """prover_secret is a code's credential share secret."""
    return maker.credential_share_secret(m.hash, registrar, code)


def drill_cases(m: Refuser) -> None:
    """drill_cases are trustee 3's; two of the three are needed, trustee 2's comes first."""
    good, tree, c = m.drill(3), m.state.roll_tree, m.state.ceremony
    assert c is not None and tree is not None
    sign = lambda body, author=3: m.signed_by_trustee(DRILL, author, body)  # noqa: E731
    made = lambda j, secret, tree: u16(j) + prover.prove_drill(m.stream, c, j, secret, tree).encode()  # noqa: E731
    m.attempt_lengths("drill", DRILL, good)
    m.attempt("drill, trustee 0", DRILL, put(good, 0, u16(0)), "unknown-author")
    m.attempt("drill, trustee n + 1", DRILL, sign(put(good, 0, u16(4))[:-64]), "unknown-author")
    m.attempt("drill, possession's A no point", DRILL, put(good, 2, BAD_POINT), "bad-point")
    m.attempt("drill, possession's z is l", DRILL, put(good, 34, BAD_SCALAR), "bad-scalar")
    m.attempt("drill, signature's A no point", DRILL, put(good, 66, BAD_POINT), "bad-point")
    m.attempt("drill, time goes back, cut short", DRILL, good[:-1], "time-went-back", m.time_ms - 1)
    m.attempt("drill, signature altered", DRILL, flip(good, -32), "bad-signature")
    m.attempt("drill, another trustee's signature", DRILL, sign(good[:-64], 1), "bad-signature")
    m.attempt("drill, signed as an acceptance", DRILL, m.signed_by_trustee(ACCEPT, 3, good[:-64]), "bad-signature")
    m.attempt_of_another("drill", DRILL, good, 3)
    m.attempt("drill, possession and signature altered", DRILL, flip(flip(good, 34), -32), "bad-signature")
    m.attempt("drill, possession altered", DRILL, sign(flip(good, 34)[:-64]), "bad-proof")
    m.attempt("drill, possession of the trustee's own key", DRILL, sign(made(3, m.trustees[2], tree)), "bad-proof")
    m.attempt("drill, possession of another's share", DRILL, sign(made(3, m.share_secret(2), tree)), "bad-proof")
    m.attempt("drill, another's possession", DRILL, sign(u16(3) + m.drill(2)[2:66]), "bad-proof")
    other = (tree[0] - 1, m.state.tree.root(tree[0] - 1))
    m.attempt("replayed-drill", DRILL, sign(made(3, m.share_secret(3), other)), "bad-proof")
    m.attempt("drill, another size", DRILL, sign(made(3, m.share_secret(3), (tree[0] + 1, tree[1]))), "bad-proof")
    m.attempt("drill, another root", DRILL, sign(made(3, m.share_secret(3), (tree[0], bytes(32)))), "bad-proof")
    m.add(DRILL, m.drill(2))
    m.attempt("drill, said twice", DRILL, m.drill(2), "duplicate")
    m.attempt("drill, said twice, signature altered", DRILL, flip(m.drill(2), -32), "duplicate")
    m.attempt("missing-drill", OPEN, m.opening(), "drill-missing")
    key = m.signed(m.organiser, OPEN, put(m.opening(), 0, BASE.encode())[:-64])
    m.attempt("open, a drill too few and another key", OPEN, key, "drill-missing")
    m.add(DRILL, m.drill(3))


def open_cases(m: Refuser) -> None:
    """open_cases are those of the opening, after enough drills."""
    good = m.opening()
    late = m.manifest.opening_ms + min(m.manifest.grace_ms, (CLOSING_MS - OPENING_MS) // 2) + 1
    sign = lambda body: m.signed(m.organiser, OPEN, body)  # noqa: E731
    m.attempt_lengths("open", OPEN, good)
    m.attempt("late-open", OPEN, good, "wrong-phase", late)
    m.attempt("open, late and cut short", OPEN, good[:-1], "wrong-phase", late)
    m.attempt("open, time goes back", OPEN, good, "time-went-back", m.time_ms - 1)
    m.attempt("open, another key", OPEN, sign(put(good, 0, BASE.encode())[:-64]), "wrong-key")
    m.attempt("open, another key and root", OPEN, flip(put(good, 0, BASE.encode()), 32), "wrong-key")
    m.attempt("open, key no point", OPEN, sign(put(good, 0, BAD_POINT)[:-64]), "bad-point")
    m.attempt("open, another root", OPEN, sign(flip(good, 32)[:-64]), "wrong-root")
    m.attempt("open, root of all entries before", OPEN, sign(put(good, 32, m.state.tree.root())[:-64]), "wrong-root")
    m.attempt("open, another root, unsigned", OPEN, flip(good, 32), "wrong-root")
    m.attempt("open, signed by the board", OPEN, m.signed(m.board, OPEN, good[:-64]), "bad-signature")
    m.attempt("close before the opening", CLOSE, good, "wrong-phase")


def ballot_form_cases(m: Refuser, good: bytes, time_ms: int) -> None:
    """ballot_form_cases are about times and encodings."""
    late = [("at the closing", CLOSING_MS), ("a minute before the opening", OPENING_MS - 60_000)]
    for name, when in late:
        m.attempt(f"ballot {name}", BALLOT, good, "outside-voting-time", when)
    m.attempt("ballot, time not rounded", BALLOT, good, "time-not-rounded", time_ms + 1)
    m.attempt("ballot, whole second is not enough", BALLOT, good, "time-not-rounded", time_ms + 1000)
    m.attempt("ballot after the closing, time not rounded", BALLOT, good, "outside-voting-time", CLOSING_MS + 1)
    m.attempt("ballot, time not rounded, cut short", BALLOT, good[:-1], "time-not-rounded", time_ms + 1)
    m.attempt("ballot, time goes back, time not rounded", BALLOT, good, "time-went-back", m.state.time_ms - 1)
    m.attempt("open, said twice", OPEN, good, "wrong-phase", time_ms)
    m.attempt("drill after the opening", DRILL, good, "wrong-phase", time_ms)
    m.attempt_lengths("ballot", BALLOT, good, time_ms)
    m.attempt(
        "ballot, short and with a bad point", BALLOT, put(good, 0, BAD_POINT)[:-1], "truncated", time_ms
    )
    long = put(good, 0, BAD_POINT) + b"\0"
    m.attempt("ballot, long and with a bad point", BALLOT, long, "trailing-bytes", time_ms)
    size = len(good)
    places = {"credential": 0, "first R": 40, "last C": 40 + 5 * 32, "first commitment": 40 + 6 * 32}
    places["A"] = size - 64
    for name, at in places.items():
        m.attempt(f"ballot, {name} no point", BALLOT, put(good, at, BAD_POINT), "bad-point", time_ms)
        spoiled = put(good, at + 31, bytes([good[at + 31] | 0x80]))
        m.attempt(f"ballot, {name} with bit 255 set", BALLOT, spoiled, "bad-point", time_ms)
    first_proof = 40 + 6 * 32
    scalars = {"branch challenge": first_proof + 128, "response": first_proof + 160, "z": size - 32}
    for name, at in scalars.items():
        m.attempt(f"ballot, {name} is l", BALLOT, put(good, at, BAD_SCALAR), "bad-scalar", time_ms)
        value = int.from_bytes(good[at : at + 32], "little") + L
        m.attempt(
            f"ballot, {name} plus l",
            BALLOT,
            put(good, at, value.to_bytes(32, "little")),
            "bad-scalar",
            time_ms,
        )
    both = put(put(good, first_proof + 128, BAD_SCALAR), size - 64, BAD_POINT)
    m.attempt("ballot, the first fault in wire order", BALLOT, both, "bad-scalar", time_ms)
    m.attempt("ballot, credential is the identity", BALLOT, put(good, 0, IDENTITY), "identity-point", time_ms)
    m.attempt("ballot, an R is the identity", BALLOT, put(good, 40 + 64, IDENTITY), "identity-point", time_ms)
    m.attempt("ballot, an R is the identity, a bad scalar later", BALLOT,
              put(put(good, 40, IDENTITY), size - 32, BAD_SCALAR), "bad-scalar", time_ms)  # fmt: skip


def ballot_proof_cases(m: Refuser, good: bytes, time_ms: int) -> None:
    """ballot_proof_cases are well-formed ballots whose equations fail."""
    size, first = len(good), 40 + 6 * 32
    sum_proof = size - 64 - 96
    places = {
        "branch challenge": first + 128, "first response": first + 160, "second response": first + 192,
        "the sum's response": sum_proof + 64, "z of the signature": size - 32,
    }  # fmt: skip
    for name, at in places.items():
        m.attempt(f"ballot, {name} altered", BALLOT, flip(good, at), "bad-proof", time_ms)
    point = (3 * BASE).encode()
    points = {"first R": 40, "first C": 72, "first A": first, "first A'": first + 32, 
              "the sum's A": sum_proof,
              "the sum's A'": sum_proof + 32, "A of the signature": size - 64}  # fmt: skip
    for name, at in points.items():
        m.attempt(f"ballot, {name} another point", BALLOT, put(good, at, point), "bad-proof", time_ms)
    m.attempt("ballot, C the identity is well-formed", BALLOT, put(good, 72, IDENTITY), "bad-proof", time_ms)
    m.attempt("ballot, another revision", BALLOT, put(good, 32, u64(7)), "bad-proof", time_ms)
    other = m.voters[1].credential().encode()
    m.attempt("ballot, copied to another credential", BALLOT, put(good, 0, other), "bad-proof", time_ms)
    for name, choices in {"two options": [0, 1], "no option": [], "blank and another": [0, 2]}.items():
        m.attempt(f"ballot, {name} chosen", BALLOT, forged(m, 0, choices).encode(), "bad-proof", time_ms)
    wrong_region = replace(m.voters[0], region=2)
    body = prover.make_ballot(m.stream, m.manifest, m.state.joint_key(), wrong_region, 1, [[0]])[0].encode()
    m.attempt("ballot, challenge of another region", BALLOT, body, "bad-proof", time_ms)
    body = prover.make_ballot(m.stream, m.manifest, BASE, m.voters[0], 1, [[0]])[0].encode()
    m.attempt("ballot, encrypted to another key", BALLOT, body, "bad-proof", time_ms)


def forged(m: Maker, voter: int, choices: Sequence[int]) -> Ballot:
    """forged is a ballot whose choices the rules forbid: its proof of the sum is made up."""
    key = m.state.joint_key()
    return prover.make_ballot(m.stream, m.manifest, key, m.voters[voter], 1, [choices])[0]


def revision_cases(m: Refuser) -> None:
    """revision_cases are about BAL-8.4 and BAL-8.5; max_ballots is 3."""
    import make_replacements

    time_ms = OPENING_MS + 60_000
    stranger = prover.Voter(m.stream.scalar(), 0)
    key = m.state.joint_key()
    body = prover.make_ballot(m.stream, m.manifest, key, stranger, 1, [[0]])[0].encode()
    m.attempt("ballot, credential not on the roll", BALLOT, body, "not-on-roll", time_ms)
    numbers = {0: "stale-revision", 1025: "revision-jump", 2**64 - 1: "revision-jump"}
    for revision, code in numbers.items():
        m.attempt(
            f"ballot, first revision {revision}", BALLOT, m.ballot(0, [[0]], revision).encode(), code, time_ms
        )
    first = m.ballot(0, [[0]], 1024)
    m.add(BALLOT, first.encode(), OPENING_MS)
    m.attempt("ballot, cast again", BALLOT, first.encode(), "stale-revision", time_ms)
    m.attempt(
        "ballot, an earlier revision", BALLOT, m.ballot(0, [[1]], 1023).encode(), "stale-revision", time_ms
    )
    m.attempt("ballot, 1025 further", BALLOT, m.ballot(0, [[1]], 2049).encode(), "revision-jump", time_ms)
    make_replacements.voted_cases(m)
    m.add(BALLOT, m.ballot(0, [[1]], 2048).encode(), time_ms)
    m.attempt("ballot, time goes back", BALLOT, m.ballot(1, [[1]], 1).encode(), "time-went-back", OPENING_MS)
    m.add(BALLOT, m.ballot(0, [[2]], 2049).encode(), time_ms)
    m.attempt(
        "ballot, more than max_ballots",
        BALLOT,
        m.ballot(0, [[1]], 2050).encode(),
        "too-many-ballots",
        time_ms,
    )
    last_ms = CLOSING_MS - 60_000
    for voter, choice in ((1, 0), (3, 0), (4, 1), (5, 0), (6, 0)):
        m.add(BALLOT, m.ballot(voter, [[choice]], 1).encode(), last_ms)
    m.attempt(
        "close time, with a ballot", BALLOT, m.ballot(2, [[0]], 1).encode(), "outside-voting-time", CLOSING_MS
    )


def note_variants(m: Refuser) -> dict[str, tuple[bytes, str]]:
    """note_variants are checkpoints that a close must not carry, with their codes."""
    time_s, size = CLOSING_MS // 1000 + 60, len(m.entries)
    text = prover.checkpoint_text(m.manifest.origin, size, m.state.tree.root())
    good = m.checkpoint(size, time_s)
    other_text = prover.checkpoint_text("vectors.example/other", size, m.state.tree.root())
    swapped = prover.make_note(text, [(m.manifest.board_key(), ed25519.sign(m.board, text + b"x"))])
    key = Key(m.manifest.witnesses[0].name, WITNESS_KEY, m.manifest.witnesses[0].key)
    spoiled = m.checkpoint(size, time_s, [1]) + prover.signature_line(key, bytes(72))
    unsigned = good.split(b"\n\n")[0] + b"\n\n" + b"".join(good.split(b"\n\n")[1].splitlines(True)[1:])
    grace_end_s = (CLOSING_MS + maker.GRACE_MS) // 1000
    return {
        "no note at all": (b"x", "bad-checkpoint"),
        "a size with a leading zero": (good.replace(b"\n%d\n" % size, b"\n0%d\n" % size), "bad-checkpoint"),
        "another origin": (
            prover.make_note(other_text, [(m.manifest.board_key(), bytes(64))]),
            "wrong-origin",
        ),
        "a smaller tree": (m.checkpoint(size - 1, time_s), "wrong-root"),
        "no board signature": (unsigned, "missing-signature"),
        "a bad board signature": (swapped, "bad-signature"),
        "a bad cosignature": (spoiled, "no-quorum"),
        "too few cosignatures": (m.checkpoint(size, time_s, [0]), "no-quorum"),
        "one witness twice": (m.checkpoint(size, time_s, [0, 0]), "no-quorum"),
        "cosignatures before the closing": (m.checkpoint(size, CLOSING_MS // 1000 - 1), "wrong-close-time"),
        "a cosignature after the grace": (m.checkpoint(size, grace_end_s), "wrong-close-time"),
        "unsealed-close": (m.checkpoint(size, (CLOSING_MS + maker.SEAL_MS) // 1000), "wrong-close-time"),
    }


def close_cases(m: Refuser) -> None:
    """close_cases are those of the close."""
    good, time_ms = m.closing(), CLOSING_MS + 120_000
    m.attempt_lengths("close", CLOSE, good, time_ms)
    m.attempt("close, before the closing", CLOSE, good, "wrong-close-time", CLOSING_MS - 1)
    m.attempt("close, another count", CLOSE, m.closing(ballots=7), "wrong-count", time_ms)
    m.attempt(
        "close, signed by the organiser",
        CLOSE,
        m.signed(m.organiser, CLOSE, good[:-64]),
        "bad-signature",
        time_ms,
    )
    m.attempt("close, no checkpoint", CLOSE, m.closing(note=b""), "bad-length", time_ms)
    for name, (note, code) in note_variants(m).items():
        m.attempt(f"close, {name}", CLOSE, m.closing(note=note), code, time_ms)
    m.attempt("share before the close", SHARE, good, "wrong-phase", time_ms)
    m.attempt("result before the close", RESULT, good, "wrong-phase", time_ms)


def share_cases(m: Refuser) -> None:
    """share_cases are those of decryption shares; there is one chunk."""
    good = m.share(1)
    m.attempt_lengths("share", SHARE, good)
    m.attempt("share, unknown trustee", SHARE, put(good, 0, u16(4)), "unknown-author")
    m.attempt("share, unknown chunk", SHARE, put(good, 2, u16(1)), "bad-number")
    m.attempt("share, no point", SHARE, put(good, 4, BAD_POINT), "bad-point")
    m.attempt("share, response not below l", SHARE, good[:-32] + BAD_SCALAR, "bad-scalar")
    m.attempt("share, a point altered", SHARE, put(good, 4, BASE.encode()), "wrong-share")
    m.attempt(
        "share, two points exchanged", SHARE, good[:4] + good[36:68] + good[4:36] + good[68:], "wrong-share"
    )
    m.attempt("share, another trustee's", SHARE, put(good, 0, u16(2)), "wrong-share")
    m.attempt("share, response altered", SHARE, flip(good, -32), "wrong-share")
    statement = m.statement(1, 0)
    honest = prover.make_share(m.stream, statement, m.share_secret(1))
    wrong = replace(statement, shares=[2 * d for d in statement.shares])
    m.attempt(
        "share, all points doubled",
        SHARE,
        prover.make_share(m.stream, wrong, m.share_secret(1)),
        "wrong-share",
    )
    m.attempt("result without shares", RESULT, m.result_body(0, b"x"), "too-few-shares")
    m.add(SHARE, honest)
    m.attempt("share, said twice", SHARE, good, "duplicate")
    m.attempt("result with one share of two", RESULT, m.result_body(0, b"x"), "too-few-shares")
    m.attempt("ballot after the close", BALLOT, good, "wrong-phase")
    m.add(SHARE, m.share(3))


def result_cases(m: Refuser) -> None:
    """result_cases are those of the result."""
    encoded, verdict_at = m.state.recompute_outcome().encode()
    good = m.result_body(0, encoded)
    m.attempt_lengths("result", RESULT, good)
    m.attempt("result, empty part", RESULT, m.result_body(0, b""), "bad-length")
    m.attempt("result, chunk 1 first", RESULT, m.result_body(1, encoded), "bad-number")
    m.attempt(
        "result, signed by the organiser", RESULT, m.signed(m.organiser, RESULT, good[:-64]), "bad-signature"
    )
    m.attempt("result, a byte too few", RESULT, m.result_body(0, encoded[:-1]), "wrong-result")
    m.attempt("result, a byte too many", RESULT, m.result_body(0, encoded + b"\0"), "wrong-result")
    m.attempt("result, turnout altered", RESULT, m.result_body(0, flip(encoded, 3)), "wrong-result")
    m.attempt(
        "result, votes altered", RESULT, m.result_body(0, flip(encoded, verdict_at - 1)), "wrong-result"
    )
    m.attempt("result, verdict altered", RESULT, m.result_body(0, flip(encoded, verdict_at)), "wrong-verdict")
    m.attempt("result, a term's number altered", RESULT, m.result_body(0, flip(encoded)), "wrong-verdict")
    two = flip(flip(encoded, 3), verdict_at)
    m.attempt("result, turnout and verdict altered", RESULT, m.result_body(0, two), "wrong-result")
    m.add(RESULT, good)
    m.attempt("result, said twice", RESULT, good, "wrong-phase")
    m.attempt("share after the result", SHARE, good, "wrong-phase")
    m.attempt("manifest after the result", MANIFEST, good, "wrong-phase")


def make_base() -> Refuser:
    """make_base is the record `base` with all its refusals."""
    import make_replacements  # which takes its tools from here

    turnout = majority(65535, REGISTERED, num=1, den=4)
    question = simple_question(["Yes", "No", "Blank"], [majority(), turnout], blank=2)
    m = Refuser(Plan("base", [4, 0, 3], [question], max_ballots=3))
    manifest_cases(m)
    m.add_manifest()
    statement_form_cases(m)
    ceremony_cases(m)
    software_cases(m)
    roll_cases(m)
    statement_author_cases(m)
    drill_cases(m)
    open_cases(m)
    m.add(OPEN, m.opening())
    m.time_ms = OPENING_MS - 7_200_000
    statement_time_cases(m)
    software_open_cases(m)
    m.time_ms = OPENING_MS - 120_000
    good, time_ms = m.ballot(0, [[0]], 1).encode(), OPENING_MS + 60_000
    ballot_form_cases(m, good, time_ms)
    ballot_proof_cases(m, good, time_ms)
    make_replacements.replacement_cases(m)
    revision_cases(m)
    close_cases(m)
    m.close()
    share_cases(m)
    result_cases(m)
    final_cases(m)
    return m
