"""Vectors of the key ceremony, ballots and decryption shares: CER, BAL, TAL-7, TAL-8."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace

import ballot
import ceremony
import prover
import ristretto
from ballot import Ciphertext, encrypt
from ceremony import Ceremony, decode_deal
from edwards import L
from make_encodings import Case, code_of
from make_manifests import reencode, shapes
from manifest import Manifest
from prover import Stream, Voter
from ristretto import BASE, IDENTITY, Point
from roll import credential_share_secret
from tally import ShareStatement, Unit, encode_units, find_count, lagrange_at_zero, sums_hash
from wire import Reader, h256, trustee_claim, u16


def hex_of(value: int | Point | bytes) -> str:
    """hex_of is the hexadecimal form of a scalar, a point or bytes."""
    if isinstance(value, int):
        return ristretto.encode_scalar(value).hex()
    return value.encode().hex() if isinstance(value, Point) else value.hex()


def _with_trustees(m: Manifest, stream: Stream) -> tuple[Manifest, list[int]]:
    """_with_trustees gives a manifest trustees whose secrets are known."""
    secrets = [stream.scalar() for _ in m.trustees]
    trustees = tuple(replace(t, key=s * BASE) for t, s in zip(m.trustees, secrets))
    return reencode(replace(m, trustees=trustees)), secrets


def _deal_case(m: Manifest, body: bytes, secrets: prover.DealSecrets, keys: Sequence[int]) -> Case:
    """_deal_case is a deal with every value on the way to it."""
    h, deal = m.hash(), decode_deal(body, m)
    c = ceremony.possession_claim(h, deal.dealer, deal.commitments).challenge(deal.possession.A)
    shares: list[Case] = []
    for j, share in enumerate(deal.shares, 1):
        shared = keys[j - 1] * share.ephemeral
        key = ceremony.share_key(h, (deal.dealer, j), share.ephemeral, m.trustees[j - 1].key, shared)
        claim = ceremony.ephemeral_claim(h, deal.dealer, j, share.ephemeral)
        challenge = claim.challenge(share.possession.A)
        fields = {
            "trustee": j,
            "ephemeral_secret": hex_of(secrets.ephemerals[j - 1]),
            "shared": hex_of(shared),
        }
        fields |= {"key": key.hex(), "value": hex_of(prover.polynomial_at(secrets.coefficients, j))}
        shares.append({**fields, "challenge": hex_of(challenge), "sealed": share.sealed.hex()})
    head: Case = {"dealer": deal.dealer, "coefficients": [hex_of(a) for a in secrets.coefficients]}
    head |= {"body": body.hex(), "deal_hash": deal.hash(h).hex(), "possession_challenge": hex_of(c)}
    return {**head, "shares": shares}


def commit_all(stream: Stream, fold: Ceremony, keys: Sequence[int], deals: Sequence[bytes]) -> list[str]:
    """commit_all has every trustee commit to its deal, and gives the bodies."""
    commits = []
    for j, (key, deal) in enumerate(zip(keys, deals, strict=True), 1):
        unsigned = u16(j) + h256("deal", fold.hash, deal)
        body = unsigned + prover.sign_trustee(stream, fold.hash, ceremony.COMMIT, j, key, unsigned)
        fold.commit(body)
        commits.append(body.hex())
    return commits


def ceremonies() -> list[Case]:
    """ceremonies: all deals and acceptances of a manifest, with the keys that come of them."""
    cases: list[Case] = []
    for name in ("one-of-three", "two-languages"):
        stream = Stream(f"constat test vectors: ceremony {name}")
        m, keys = _with_trustees(shapes()[name], stream)
        fold = Ceremony(m)
        deals: list[Case] = []
        all_secrets = []
        made = [prover.make_deal(m, i, key) for i, key in enumerate(keys, 1)]
        commits = commit_all(stream, fold, keys, [body for body, _ in made])
        for body, secrets in made:
            fold.deal(body)
            deals.append(_deal_case(m, body, secrets, keys))
            all_secrets.append(secrets)
        accepts = []
        for j, key in enumerate(keys, 1):
            unsigned = j.to_bytes(2, "big") + fold.deals_hash()
            body = unsigned + prover.sign_trustee(stream, m.hash(), ceremony.ACCEPT, j, key, unsigned)
            fold.accept(body)
            accepts.append(body.hex())
        shares = [
            sum(prover.polynomial_at(s.coefficients, j) for s in all_secrets) for j in range(1, len(keys) + 1)
        ]
        case: Case = {"name": name, "manifest": m.encoded.hex(), "manifest_hash": m.hash().hex()}
        case |= {
            "trustee_secrets": [hex_of(k) for k in keys],
            "commits": commits,
            "deals": deals,
            "deals_hash": fold.deals_hash().hex(),
        }
        case |= {
            "accepts": accepts,
            "joint_key": hex_of(fold.joint_key()),
            "trustee_shares": [hex_of(s) for s in shares],
        }
        case["verification_keys"] = [hex_of(fold.verification_key(j + 1)) for j in range(len(keys))]
        cases.append(case)
    return cases


def derived_deals() -> list[Case]:
    """derived_deals: all that a trustee derives from its key (CER-11), and the deal that comes of it."""
    cases: list[Case] = []
    for name in ("one-of-three", "two-questions"):
        # One stream for both: the same keys under two manifests, of which each trustee makes two deals.
        m, keys = _with_trustees(shapes()[name], Stream("constat test vectors: derived deals"))
        h = m.hash()
        for i, secret in enumerate(keys, 1):
            body, secrets = prover.make_deal(m, i, secret)
            fold = Ceremony(m)
            fold.committed[i] = h256("deal", h, body)
            fold.deal(body)
            deal, seed = decode_deal(body, m), prover.deal_seed(secret, h, i)
            claims = [ceremony.possession_claim(h, i, deal.commitments)]
            claims += [ceremony.ephemeral_claim(h, i, j, s.ephemeral) for j, s in enumerate(deal.shares, 1)]
            claims.append(trustee_claim(h, ceremony.DEAL, i, secret * BASE, body[:-64]))
            case: Case = {"name": f"{name}, trustee {i}", "manifest": m.encoded.hex(), "manifest_hash": h.hex()}
            case |= {"trustee": i, "secret": hex_of(secret), "seed": seed.hex()}
            case["coefficients"] = [hex_of(a) for a in secrets.coefficients]
            case["ephemeral_secrets"] = [hex_of(e) for e in secrets.ephemerals]
            case["claims"] = [claim.encode().hex() for claim in claims]
            case["nonces"] = [hex_of(prover.deal_nonce(seed, claim)) for claim in claims]
            cases.append({**case, "body": body.hex()})
    return cases


def complaints() -> list[Case]:
    """complaints: trustee 2 about trustee 1's deal; the code is null where the complaint is founded."""
    cases: list[Case] = []
    for name in ("good share", "wrong share", "share altered on the wire", "share not below l"):
        stream = Stream(f"constat test vectors: complaint {name}")
        m, keys = _with_trustees(shapes()["one-of-three"], stream)
        fold = Ceremony(m)
        body = _complained_deal(stream, m, keys, name)
        second, _ = prover.make_deal(m, 2, keys[1])
        deals = [body, second, *(prover.make_deal(m, j, keys[j - 1])[0] for j in range(3, len(keys) + 1))]
        commits = commit_all(stream, fold, keys, deals)
        fold.deal(body)
        fold.deal(second)
        fresh = stream.bytes(32), stream.bytes(32)
        complaint = prover.make_complaint(prover.Given(*fresh), m, fold.deals[1], 2, keys[1])
        r = Reader(complaint[4:])
        shared, proof = r.point(), r.dleq()
        points = (m.trustees[1].key, fold.deals[1].shares[1].ephemeral, shared)
        deal_hash = fold.deals[1].hash(m.hash())
        c = ceremony.complaint_claim(m.hash(), (2, 1), deal_hash, points).challenge(proof.A1, proof.A2)
        case: Case = {"name": name, "manifest": m.encoded.hex(), "commits": commits}
        case["deals"] = [body.hex(), second.hex()]
        case |= {"trustee_secret": hex_of(keys[1]), "fresh": [f.hex() for f in fresh]}
        case |= {"complaint": complaint.hex(), "shared": hex_of(shared), "challenge": hex_of(c)}
        cases.append({**case, "code": code_of(fold.complain, complaint)})
    return cases


def _complained_deal(stream: Stream, m: Manifest, keys: Sequence[int], name: str) -> bytes:
    """_complained_deal is trustee 1's deal, with the fault named in the share for trustee 2."""
    body, secrets = prover.make_deal(m, 1, keys[0], 2 if name == "wrong share" else None)
    sealed_at = 2 + 32 * m.threshold + 64 + 144 + 96
    sealed = body[sealed_at : sealed_at + 48]
    if name == "share altered on the wire":
        sealed = bytes([sealed[0] ^ 1]) + sealed[1:]
    if name == "share not below l":
        E = secrets.ephemerals[1] * BASE
        key = ceremony.share_key(
            m.hash(), (1, 2), E, m.trustees[1].key, secrets.ephemerals[1] * m.trustees[1].key
        )
        value = prover.polynomial_at(secrets.coefficients, 2) + L
        context = ceremony.share_context(m.hash(), 1, 2)
        sealed = prover.aead.seal(key, bytes(24), value.to_bytes(32, "little"), context)
    unsigned = body[:sealed_at] + sealed + body[sealed_at + 48 : -64]
    return unsigned + prover.sign_trustee(stream, m.hash(), ceremony.DEAL, 1, keys[0], unsigned)


GOOD_CHOICES: dict[str, list[list[list[int]]]] = {
    "one-of-three": [[[0]], [[1]], [[2]]],
    "up-to-three-of-five": [[[]], [[2]], [[0]], [[0, 1]], [[1, 3, 4]]],
    "two-questions": [[[0, 2], [2]], [[1, 2], [0]]],
    "two-languages": [[[]], [[0]], [[1]]],
}
BAD_CHOICES: dict[str, list[list[list[int]]]] = {
    "one-of-three": [[[]], [[0, 1]], [[0, 2]]],
    "up-to-three-of-five": [[[2, 0]], [[0, 1, 3, 4]], [[0, 1, 2, 3, 4]]],
    "two-questions": [[[0], [2]], [[0, 1, 2], [0]], [[0, 1], []]],
    "two-languages": [[[0, 1]]],
}


def ballots() -> list[Case]:
    """ballots: whole ballots of several shapes; the proofs of forbidden choices are made up and fail."""
    cases: list[Case] = []
    for shape, m in shapes().items():
        stream = Stream(f"constat test vectors: ballots {shape}")
        election_secret = stream.scalar()
        key = election_secret * BASE
        for wanted, sets in ((None, GOOD_CHOICES[shape]), ("bad-proof", BAD_CHOICES[shape])):
            for choices in sets:
                case = _ballot_case(stream, m, key, choices)
                assert case["code"] == wanted, (shape, choices, case["code"])
                head: Case = {"name": f"{shape}: {choices}", "manifest": m.encoded.hex()}
                cases.append({**head, "election_secret": hex_of(election_secret), **case})
    return cases


def _ballot_case(stream: Stream, m: Manifest, key: Point, choices: list[list[int]]) -> Case:
    """_ballot_case is one ballot with every value on the way to it."""
    h = m.hash()
    codes = [stream.code() for _ in m.registrars]
    secrets = [credential_share_secret(h, i, code) for i, code in enumerate(codes)]
    voter = Voter(sum(secrets) % L, stream.below(len(m.regions)))
    revision = 1 + stream.below(1024)
    fresh = stream.bytes(32), stream.bytes(32)
    made, seed = prover.make_ballot(prover.Given(*fresh), m, key, voter, revision, choices)
    numbers = [(q, o) for q, question in enumerate(m.questions) for o in range(len(question.options))]
    tracker = ballot.tracker(h, made.credential, revision, made.encode_ciphertexts())
    revealed = ballot.Challenge(h, made.credential, revision, seed, tuple(map(tuple, choices)))
    case: Case = {"joint_key": hex_of(key), "codes": codes, "credential_secret": hex_of(voter.secret)}
    case["region"] = voter.region
    case |= {"revision": revision, "choices": choices, "seed_fresh": fresh[0].hex(), "seed": seed.hex()}
    case["fresh"] = fresh[1].hex()
    case["randomness"] = [hex_of(ballot.randomness(h, seed, q, o)) for q, o in numbers]
    case["ciphertexts"] = [x.encode().hex() for a in made.answers for x in a.ciphertexts]
    case["challenge"] = hex_of(ballot.challenge(h, key, voter.region, made))
    case |= {
        "body": made.encode().hex(),
        "tracker": tracker.hex(),
        "tracker_text": ballot.format_hash("t", tracker),
    }
    case["revealed"] = revealed.encode().hex()
    decoded = ballot.decode_ballot(made.encode(), m)
    case["code"] = code_of(ballot.verify_ballot, decoded, m, key, voter.region)
    return case


def trackers() -> list[Case]:
    """trackers: hashes as people and links have them, and what people type to look a tracker up."""
    stream = Stream("constat test vectors: trackers")
    hashes = {f"hash {i}": stream.bytes(32) for i in range(4)}
    hashes["all zero"], hashes["all ones"] = bytes(32), b"\xff" * 32
    hashes["begins with t"] = bytes([0xD0 | stream.below(8)]) + stream.bytes(31)
    hashes["begins with tt"] = bytes([0xD6, 0x80 | stream.below(64)]) + stream.bytes(30)
    hashes["begins with r"] = bytes([0xC0 | stream.below(8)]) + stream.bytes(31)
    cases: list[Case] = []
    for name, digest in hashes.items():
        whole, shown = ballot.shown_symbols(digest), ballot.format_hash("t", digest)
        last = ballot.ALPHABET[(ballot.ALPHABET.index(whole[-1].upper()) + 1) % 32]
        typed = [
            shown, whole, shown.upper(), shown.replace(" ", ""), shown.replace(" ", "-"),
            whole.replace("0", "o").replace("1", "l"), whole[:8], "t" + whole[:8], "T " + whole[:7],
            whole[1:9], "r" + whole, shown[:-1] + last, whole[:7], whole + "0", shown + "0", "u" + whole[:8],
            whole[:8] + ".", "", "t",
        ]  # fmt: skip
        look_ups: list[Case] = []
        for text in typed:
            code = code_of(ballot.look_up, "t", text, digest)
            assert code in (None, "bad-text")
            found = None if code else ballot.look_up("t", text, digest)
            look_ups.append({"typed": text, "found": found})
        case: Case = {"name": name, "hash": digest.hex(), "tracker_text": shown}
        case["number_text"] = ballot.format_hash("r", digest)
        case["base64url"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        cases.append({**case, "look_ups": look_ups})
    return cases


def credential_names() -> list[Case]:
    """credential-names: what people are shown of credentials, and what they type to name one."""
    stream = Stream("constat test vectors: credential-names")
    manifests = [stream.bytes(32), stream.bytes(32)]
    credentials = [(stream.scalar() * BASE).encode() for _ in range(3)]
    cases: list[Case] = []
    for m, h in enumerate(manifests):
        for c, credential in enumerate(credentials):
            shown = ballot.credential_name(h, credential)
            name = shown.removeprefix("voter ")
            other = name[:-1] + ballot.ALPHABET[(ballot.ALPHABET.index(name[-1].upper()) + 1) % 32].lower()
            typed = [
                shown, name, shown.upper(), shown.replace(" ", ""), name.replace("/", ""), name.replace("/", " - "),
                name.replace("0", "o").replace("1", "l"), "V0TER " + name, other, "voter", name[:-1], name + "0",
                shown + "0", name.replace("/", "."), "u" + name[1:], "",
            ]  # fmt: skip
            look_ups: list[Case] = []
            for text in typed:
                code = code_of(ballot.typed_name, text)
                assert code in (None, "bad-text")
                look_ups.append({"typed": text, "named": None if code else ballot.typed_name(text) == shown})
            case: Case = {"name": f"referendum {m} credential {c}", "manifest_hash": h.hex()}
            case |= {"credential": credential.hex(), "name_text": shown, "look_ups": look_ups}
            cases.append(case)
    return cases


def shares() -> list[Case]:
    """shares: decryption shares of one chunk by 2 of 3 trustees, and the counts that come of them."""
    cases: list[Case] = []
    for name, votes in {"one sum": [3], "six sums": [0, 1, 5, 7, 2, 4], "no votes": [0, 0]}.items():
        stream = Stream(f"constat test vectors: shares {name}")
        h, coefficients = stream.bytes(32), [stream.scalar(), stream.scalar()]
        key = coefficients[0] * BASE
        sums = [encrypt(key, v, stream.scalar()) for v in votes]
        units = [Unit((0, 2), 7, True), Unit((1,), 0, False)]
        parts = [_share_case(stream, h, coefficients, j, encode_units(units), sums) for j in (1, 3)]
        opened = [
            total.C
            - ristretto.multi_multiply(
                [lagrange_at_zero((1, 3), j) for j in (1, 3)],
                [prover.polynomial_at(coefficients, j) * total.R for j in (1, 3)],
            )
            for total in sums
        ]
        case: Case = {"name": name, "manifest_hash": h.hex(), "joint_key": hex_of(key), "chunk": 5}
        case |= {"units": encode_units(units).hex(), "sums_hash": sums_hash(h, units, sums).hex()}
        case |= {"sums": [s.encode().hex() for s in sums], "shares": parts}
        case |= {"lagrange": [hex_of(lagrange_at_zero((1, 3), j)) for j in (1, 3)]}
        case |= {
            "opened": [hex_of(p) for p in opened],
            "counts": [find_count(p, 7) for p in opened],
            "limit": 7,
        }
        cases.append(case)
    return cases


def _share_case(
    stream: Stream, h: bytes, coefficients: Sequence[int], j: int, units: bytes, sums: Sequence[Ciphertext]
) -> Case:
    secret = prover.polynomial_at(coefficients, j)
    points = [secret * s.R for s in sums]
    statement = ShareStatement(h, j, secret * BASE, 5, units, sums, points)
    fresh = stream.bytes(32)
    body = prover.make_share(prover.Given(fresh), statement, secret)
    r = Reader(body[4 + 32 * len(sums) :])
    proof = r.dleq()
    statement.verify(proof)
    r_star, d_star = statement.combine()
    case: Case = {"trustee": j, "secret": hex_of(secret), "verification_key": hex_of(secret * BASE)}
    case["fresh"] = fresh.hex()
    case |= {"statement_hash": statement.hash().hex(), "R_star": hex_of(r_star), "D_star": hex_of(d_star)}
    return {**case, "challenge": hex_of(statement.claim().challenge(proof.A1, proof.A2)), "body": body.hex()}


def counts() -> list[Case]:
    """counts: discrete logarithms as TAL-8 looks for them."""
    cases: list[Case] = []
    numbers = (
        (0, 0),
        (0, 5),
        (1, 1),
        (5, 5),
        (6, 5),
        (99, 100),
        (100, 100),
        (101, 100),
        (4095, 4096),
        (65535, 65535),
    )
    for m, limit in numbers:
        point = m * BASE if m else IDENTITY
        case: Case = {"name": f"{m} of {limit}", "point": hex_of(point), "limit": limit}
        cases.append({**case, "count": m, "code": code_of(find_count, point, limit)})
    minus = {"name": "minus one", "point": hex_of((L - 1) * BASE), "limit": 1000, "count": None}
    return [*cases, {**minus, "code": code_of(find_count, (L - 1) * BASE, 1000)}]


FAMILIES = {
    "ceremonies": ceremonies, "derived-deals": derived_deals, "complaints": complaints, "ballots": ballots, "trackers": trackers, "credential-names": credential_names, "shares": shares,
    "counts": counts,
}  # fmt: skip
