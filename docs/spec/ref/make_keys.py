"""Vectors of deals that the rules refuse after their hash, and of drills: CER-2 to CER-5, CER-12."""

from __future__ import annotations

from collections.abc import Callable

import ceremony
import prover
from ceremony import DEAL
from edwards import L
from made import tiny
from make_ballots import hex_of
from make_encodings import Case, code_of
from refuser import IDENTITY, flip, put
from maker import Maker
from prover import Stream
from ristretto import BASE
from wire import Schnorr, h256

TRUSTEES, THRESHOLD = 3, 2
POSSESSION, SHARES = 2 + 32 * THRESHOLD, 2 + 32 * THRESHOLD + 64


def _cancelling(m: Maker, deals: list[bytes], trustee: int) -> bytes:
    """_cancelling is a last deal that makes the joint key (0), or a trustee's verification key, the identity."""
    others = [sum(d.coefficients[k] for d in m.deals[: len(deals)]) for k in range(THRESHOLD)]
    a1 = m.stream.scalar()
    rogue = [(-others[0] - trustee * (others[1] + a1)) % L, a1]
    return prover.make_deal(m.manifest, TRUSTEES, m.trustees[TRUSTEES - 1], coefficients=rogue)[0]


def _spoilt() -> dict[str, tuple[int, Callable[[bytes], bytes], bool]]:
    """_spoilt is by name: which trustee's deal, what is done to it, and whether it is signed again."""
    swap = lambda d: d[:SHARES] + d[SHARES + 144 : SHARES + 288] + d[SHARES : SHARES + 144] + d[SHARES + 288 :]  # noqa: E731
    return {
        "good": (1, lambda d: d, False),
        "good, the last": (3, lambda d: d, False),
        "commitment is the identity": (1, lambda d: put(d, 2, IDENTITY), True),
        "last commitment is the identity": (1, lambda d: put(d, 34, IDENTITY), True),
        "ephemeral is the identity": (1, lambda d: put(d, SHARES, IDENTITY), True),
        "commitment is the identity, unsigned": (1, lambda d: put(d, 2, IDENTITY), False),
        "signature altered": (1, lambda d: flip(d, -32), False),
        "sealed share altered": (1, lambda d: flip(d, SHARES + 96), False),
        "possession and signature altered": (1, lambda d: flip(flip(d, POSSESSION + 32), -32), False),
        "possession fails": (1, lambda d: flip(d, POSSESSION + 32), True),
        "ephemeral possession fails": (1, lambda d: flip(d, SHARES + 64), True),
        "shares of trustees 1 and 2 exchanged": (1, swap, True),
        "sealed share altered, signed again": (1, lambda d: flip(d, SHARES + 96), True),
    }


def _deal_case(m: Maker, name: str, deals: list[bytes], dealer: int) -> Case:
    """_deal_case commits to all deals, deals those before the dealer, and tries the dealer's."""
    m.add_manifest()
    m.commit_all(deals)
    for deal in deals[: dealer - 1]:
        m.add(DEAL, deal)
    fold = m.state.ceremony
    assert fold is not None
    commits = [entry[11:].hex() for entry in m.entries[1 : 1 + TRUSTEES]]
    before = [deal.hex() for deal in deals[: dealer - 1]]
    case: Case = {"name": name, "manifest": m.manifest.encoded.hex(), "commits": commits, "deals": before}
    return {**case, "deal": deals[dealer - 1].hex(), "code": code_of(fold.deal, deals[dealer - 1])}


def deals() -> list[Case]:
    """deals: one that its dealer committed to, and the code of the first check after the hash that it fails."""
    cases: list[Case] = []
    for name, (dealer, spoil, signed) in _spoilt().items():
        m = tiny(f"deal {name}"[:60].replace(" ", "-").replace(",", ""), trustees=TRUSTEES)
        made = [m.deal(j) for j in range(1, TRUSTEES + 1)]
        body = spoil(made[dealer - 1])
        made[dealer - 1] = m.signed_by_trustee(DEAL, dealer, body[:-64]) if signed else body
        cases.append(_deal_case(m, name, made, dealer))
    m = tiny("deal-another-signature", trustees=TRUSTEES)
    made = [m.deal(j) for j in range(1, TRUSTEES + 1)]
    by_two = prover.sign_trustee(m.stream, m.hash, DEAL, 1, m.trustees[1], made[0][:-64])
    cases.append(_deal_case(m, "another trustee's signature", [made[0][:-64] + by_two, *made[1:]], 1))
    for trustee in (0, 2):
        m = tiny(f"deal-cancelling-{trustee}", trustees=TRUSTEES)
        made = [m.deal(j) for j in range(1, TRUSTEES)]
        made.append(_cancelling(m, made, trustee))
        name = f"verification key {trustee}" if trustee else "the joint key"
        cases.append(_deal_case(m, f"the last makes {name} the identity", made, TRUSTEES))
    return cases


def drills() -> list[Case]:
    """drills: a trustee's possession of its share of the key, and the same proof for another statement."""
    stream = Stream("constat test vectors: drills")
    cases: list[Case] = []
    for trustee in (1, 2, 7):
        h, deals_hash, root = stream.bytes(32), stream.bytes(32), stream.bytes(32)
        secret, fresh, size = stream.scalar(), stream.bytes(32), 5 + stream.below(1000)
        key = secret * BASE
        said = ceremony.drill_claim(h, deals_hash, (trustee, key), (size, root))
        proof = prover.prove_schnorr(prover.Given(fresh), secret, said)
        good = {"manifest_hash": h, "deals_hash": deals_hash, "trustee": trustee, "verification_key": key}
        good |= {"size": size, "root": root}
        others = {
            "another referendum": {"manifest_hash": h256("manifest", h)},
            "other deals": {"deals_hash": h256("deals", h)},
            "another trustee": {"trustee": trustee + 1},
            "another key": {"verification_key": key + BASE},
            "another size": {"size": size + 1},
            "another root": {"root": h},
        }
        for what, change in {"": {}, **others}.items():
            name = f"trustee {trustee}" + (f", {what}" if what else "")
            cases.append(_drill_case(name, {**good, **change}, proof, (secret, fresh)))
    return cases


def _drill_case(name: str, statement: dict[str, object], proof: Schnorr, hidden: tuple[int, bytes]) -> Case:
    """_drill_case is a proof beside a statement, with the challenge of both."""
    h, deals_hash, trustee, key, size, root = statement.values()
    c = ceremony.drill_claim(h, deals_hash, (trustee, key), (size, root)).challenge(proof.A)  # type: ignore[arg-type]
    shown = {k: v if isinstance(v, int) else hex_of(v) for k, v in statement.items()}  # type: ignore[arg-type]
    case: Case = {"name": name, **shown, "secret": hex_of(hidden[0]), "fresh": hidden[1].hex()}
    good = proof.holds(key, c)  # type: ignore[arg-type]
    code = None if good else "bad-proof"
    return {**case, "challenge": hex_of(c), "possession": proof.encode().hex(), "code": code}


FAMILIES = {"deals": deals, "drills": drills}
