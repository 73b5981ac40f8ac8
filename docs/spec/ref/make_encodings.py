"""Vectors of encodings, hashes, keys, signatures and codes: ENC, LAB, ROL-1 to ROL-4."""

from __future__ import annotations

import dataclasses
import hashlib

import ed25519
import edwards
import prover
import ristretto
import roll
from aead import hkdf_sha512, seal
from edwards import L, P
from errors import Refused
from refuser import flip
from prover import Stream
from ristretto import BASE
from state import TYPES, decode_entry
from wire import check_text, h256, hl, label, signed_message, trustee_claim, u8, u16, u64

Case = dict[str, object]

HASHES = (
    "manifest",
    "deal",
    "deals",
    "roll",
    "order",
    "sums",
    "tracker",
    "refused",
    "request",
    "share-statement",
    "seed",
    "voter-name",
)
CHALLENGES = (
    "deal-possession",
    "deal-ephemeral",
    "trustee-drill",
    "trustee-signature",
    "complaint",
    "credential-share",
    "replacement-share",
    "credential-secret",
    "ballot-randomness",
    "ballot",
    "share-weight",
    "share",
    "nonce",
    "deal-coefficient",
    "deal-secret",
    "deal-nonce",
)
# These begin what other functions hash.
OTHERS = {"deal-key": "HKDF-SHA-512 salt", "deal-seed": "HKDF-SHA-512 salt", "signature": "Ed25519", "refusal": "Ed25519"}


def code_of(check: object, *arguments: object) -> str | None:
    """code_of is the code of a refusal, or None."""
    try:
        check(*arguments)  # type: ignore[operator]
    except Refused as error:
        return error.code
    return None


def labels() -> list[Case]:
    """labels: every label, and its hash of three messages."""
    cases: list[Case] = []
    messages = {"empty": b"", "one byte": b"\0", "200 bytes": bytes(range(200))}
    for name in HASHES:
        for what, message in messages.items():
            case = {"name": f"{name}, {what}", "label": name, "function": "H256", "message": message.hex()}
            cases.append({**case, "label_bytes": label(name).hex(), "output": h256(name, message).hex()})
    for name in CHALLENGES:
        for what, message in messages.items():
            case = {"name": f"{name}, {what}", "label": name, "function": "Hl", "message": message.hex()}
            wide = hashlib.sha512(label(name) + message).hexdigest()
            scalar = ristretto.encode_scalar(hl(name, message)).hex()
            cases.append({**case, "label_bytes": label(name).hex(), "h512": wide, "output": scalar})
    for name, function in OTHERS.items():
        cases.append({"name": name, "label": name, "function": function, "label_bytes": label(name).hex()})
    return cases


def scalars() -> list[Case]:
    """scalars: 32 bytes that are a Scalar, and ones that are none."""
    values = {
        "zero": 0,
        "one": 1,
        "l - 1": L - 1,
        "l": L,
        "l + 1": L + 1,
        "2^252": 2**252,
        "2^253": 2**253,
        "2 l": 2 * L,
        "2^255": 2**255,
        "2^256 - 1": 2**256 - 1,
    }
    cases = []
    for name, value in values.items():
        data = value.to_bytes(32, "little")
        cases.append({"name": name, "bytes": data.hex(), "code": code_of(ristretto.decode_scalar, data)})
    return cases


def points() -> list[Case]:
    """points: 32 bytes that are a Point, and ones that are none."""
    base = int.from_bytes(BASE.encode(), "little")
    odd = int.from_bytes((7 * BASE).encode(), "little")
    values = {
        "identity": 0,
        "generator": base,
        "7 B": odd,
        "generator with bit 255 set": base | 1 << 255,
        "identity with bit 255 set": 1 << 255,
        "minus the generator's field element": P - base,
        "one": 1,
        "two": 2,
        "p - 1": P - 1,
        "p": P,
        "p + 2": P + 2,
        "2^255 - 1": 2**255 - 1,
        "2^256 - 1": 2**256 - 1,
        "four": 4,
        "six": 6,
        "eight": 8,
        "ten": 10,
    }
    cases = []
    for name, value in values.items():
        data = value.to_bytes(32, "little")
        cases.append({"name": name, "bytes": data.hex(), "code": code_of(ristretto.decode, data)})
    stream = Stream("constat test vectors: points")
    for i in range(8):
        scalar = stream.scalar()
        case = {
            "name": f"multiple of the generator {i}",
            "bytes": (scalar * BASE).encode().hex(),
            "code": None,
        }
        cases.append({**case, "scalar": ristretto.encode_scalar(scalar).hex()})
    return cases


# The first and last code point of each range of ENC-4, and those beside it.
_RANGES = [(0x80, 0x9F), (0x2028, 0x202E), (0x2066, 0x2069), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)]
_RANGES += [(0xFDD0, 0xFDEF), (0xE0000, 0xE0FFF), (0xFFFE, 0xFFFF), (0x1FFFE, 0x1FFFF), (0x10FFFE, 0x10FFFF)]
TEXT_EDGES = sorted({c for a, b in _RANGES for c in (a - 1, a, b, b + 1) if c <= 0x10FFFF})


def texts() -> list[Case]:
    """texts: bytes that ENC-4 allows or not."""
    values = {
        "empty": b"",
        "ASCII": b"Yes",
        "line feed": b"a\nb",
        "four bytes": b"\xf0\x9f\x97\xb3",
        "U+0000": b"\0",
        "tab": b"a\tb",
        "carriage return": b"a\r\n",
        "U+001F": b"\x1f",
        "U+007F": b"\x7f",
        "lone continuation": b"\x80",
        "overlong slash": b"\xc0\xaf",
        "overlong in three": b"\xe0\x80\xaf",
        "surrogate": b"\xed\xa0\x80",
        "above U+10FFFF": b"\xf4\x90\x80\x80",
        "five bytes": b"\xf8\x88\x80\x80\x80",
        "cut short": b"a\xe2\x82",
        "Latin-1": b"caf\xe9",
        "four marks in a row": "a\u0300\u0301\u036f\u0300b\u0300".encode(),
        "five marks in a row": "a\u0300\u0301\u036f\u0300\u0301".encode(),
        "right to left": "\u05d0\u05d1 \u0627".encode(),
    }
    for code in TEXT_EDGES:
        values[f"U+{code:04X}"] = f"a{chr(code)}b".encode()
    return [
        {"name": n, "bytes": d.hex(), "code": code_of(check_text, d), "lines_code": code_of(lambda b: check_text(b, lines=True), d)}
        for n, d in values.items()
    ]


def entries() -> list[Case]:
    """entries: leaves, good and bad."""
    good = u8(8) + u64(1_740_816_000_000) + u16(3) + b"abc"
    values = {
        "a ballot": good,
        "empty body": u8(1) + u64(0) + u16(0),
        "highest time": u8(11) + b"\xff" * 8 + u16(0),
        "largest": u8(5) + u64(1) + u16(65524) + bytes(65524),
        "type 0": u8(0) + good[1:],
        "type 17 alone": u8(17),
        "nothing": b"",
        "no length": good[:10],
        "body cut short": good[:-1],
        "a byte too many": good + b"\0",
    }
    reserved = sorted({*range(1, 33), 64, 127, 128, 255} - TYPES)
    values |= {f"type {number}": u8(number) + good[1:] for number in reserved}
    cases: list[Case] = []
    for name, data in values.items():
        case: Case = {"name": name, "code": code_of(decode_entry, data)}
        if name == "largest":
            cases.append({**case, "type": 5, "time_ms": 1, "body_zeroes": 65524})
        elif case["code"] is None:
            e = decode_entry(data)
            fields = {"type": e.type, "time_ms": e.time_ms, "body": e.body.hex()}
            cases.append({**case, "bytes": data.hex(), **fields})
        else:
            cases.append({**case, "bytes": data.hex()})
    return cases


def _torsion() -> edwards.Raw:
    """_torsion is a point of order 8: l times a point of the whole curve."""
    y = 2
    while True:
        square, x = edwards.sqrt_ratio(y * y - 1, edwards.D * y * y + 1)
        point = ed25519._times_order((x, y, 1, x * y % P))  # noqa: SLF001
        four = edwards.double(edwards.double(point))
        if square and not ed25519._is_identity(four):  # noqa: SLF001
            return point
        y += 1


def ed25519_keys() -> list[Case]:
    """ed25519_keys: keys that LAB-3 accepts and refuses."""
    stream = Stream("constat test vectors: ed25519 keys")
    good = ed25519.public_key(stream.bytes(32))
    torsion = _torsion()
    encode = ed25519._encode  # noqa: SLF001
    mixed = encode(edwards.add(ed25519.decode_key(good), torsion))
    values = {
        "a good key": good,
        "the generator": encode(edwards.BASE),
        "identity": (1).to_bytes(32, "little"),
        "identity with sign": (1 | 1 << 255).to_bytes(32, "little"),
        "identity as y = p + 1": (P + 1).to_bytes(32, "little"),
        "order 2": (P - 1).to_bytes(32, "little"),
        "order 4": bytes(32),
        "order 8": encode(torsion),
        "mixed order": mixed,
        "y = p": P.to_bytes(32, "little"),
        "y = 2^255 - 1": (2**255 - 1).to_bytes(32, "little"),
        "not on the curve": (2).to_bytes(32, "little"),
    }
    return [{"name": n, "key": d.hex(), "code": code_of(ed25519.decode_key, d)} for n, d in values.items()]


def _half_torsion_signature(seed: bytes, message: bytes) -> bytes:
    """_half_torsion_signature verifies with the cofactor and not without: R has a part of order 8."""
    scalar, key = ed25519._expand(seed)[0], ed25519.public_key(seed)  # noqa: SLF001
    r = 12345
    encoded = ed25519._encode(edwards.add(edwards.multiply_base(r), _torsion()))  # noqa: SLF001
    k = int.from_bytes(hashlib.sha512(encoded + key + message).digest(), "little") % L
    return encoded + ((r + k * scalar) % L).to_bytes(32, "little")


def _identity_signature(seed: bytes, message: bytes) -> bytes:
    """_identity_signature has R the identity and satisfies the equation."""
    scalar, key = ed25519._expand(seed)[0], ed25519.public_key(seed)  # noqa: SLF001
    encoded = (1).to_bytes(32, "little")
    k = int.from_bytes(hashlib.sha512(encoded + key + message).digest(), "little") % L
    return encoded + (k * scalar % L).to_bytes(32, "little")


def signatures() -> list[Case]:
    """signatures: Ed25519 as LAB-3 uses it, good and bad."""
    stream = Stream("constat test vectors: signatures")
    seed, h, body = stream.bytes(32), stream.bytes(32), stream.bytes(40)
    key, message = ed25519.public_key(seed), signed_message(h, 5, 1, body)
    good = ed25519.sign(seed, message)
    s = int.from_bytes(good[32:], "little")
    values = {
        "good": good,
        "R altered": flip(good, 0),
        "S altered": flip(good, 32),
        "S plus l": good[:32] + (s + L).to_bytes(32, "little"),
        "S with bit 255": flip(good, -1, 0x80),
        "all zero": bytes(64),
        "another entry type": ed25519.sign(seed, signed_message(h, 6, 1, body)),
        "another author": ed25519.sign(seed, signed_message(h, 5, 0, body)),
        "R with a part of order 8": _half_torsion_signature(seed, message),
        "R the identity": _identity_signature(seed, message),
    }
    common = {"seed": seed.hex(), "key": key.hex(), "manifest_hash": h.hex(), "type": 5, "author": 1}
    common |= {"unsigned_body": body.hex(), "message": message.hex()}
    return [
        {"name": n, **common, "signature": d.hex(), "code": code_of(ed25519.verify, key, message, d)}
        for n, d in values.items()
    ]


def trustee_signatures() -> list[Case]:
    """trustee_signatures: Schnorr of LAB-4, good and bad."""
    stream = Stream("constat test vectors: trustee signatures")
    secret, h, body = stream.scalar(), stream.bytes(32), stream.bytes(50)
    key, fresh = secret * BASE, stream.bytes(32)
    claim = trustee_claim(h, 3, 2, key, body)
    nonce = prover.Nonces(prover.Given(fresh), secret, claim).next()
    good = prover.schnorr_with(nonce, secret, claim)
    common: Case = {
        "manifest_hash": h.hex(),
        "type": 3,
        "trustee": 2,
        "secret": ristretto.encode_scalar(secret).hex(),
        "key": key.encode().hex(),
        "unsigned_body": body.hex(),
        "claim": claim.encode().hex(),
        "fresh": fresh.hex(),
        "nonce": ristretto.encode_scalar(nonce).hex(),
    }
    variants = {
        "good": good,
        "z altered": dataclasses.replace(good, z=(good.z + 1) % L),
        "A altered": dataclasses.replace(good, A=good.A + BASE),
        "A the identity": dataclasses.replace(good, A=ristretto.IDENTITY),
    }
    cases = []
    for name, proof in variants.items():
        c = claim.challenge(proof.A)
        code = None if proof.holds(key, c) else "bad-signature"
        fields = {
            "challenge": ristretto.encode_scalar(c).hex(),
            "signature": proof.encode().hex(),
            "code": code,
        }
        cases.append({"name": name, **common, **fields})
    return cases


def codes() -> list[Case]:
    """codes: voting codes as a person types them."""
    stream = Stream("constat test vectors: codes")
    good = [stream.code() for _ in range(6)]
    typed = {f"code {i}": roll.format_code(c) for i, c in enumerate(good)}
    first = good[0]
    typed["lower case, spaces"] = roll.format_code(first).lower().replace("-", " ")
    typed["all zero"] = "0" * 24
    typed["O for 0"] = "O" * 24
    one = next(c for c in (stream.code() for _ in range(99)) if "1" in c)
    typed["I for 1"], typed["l for 1"] = one.replace("1", "I"), one.replace("1", "l")
    typed["one symbol altered"] = (
        first[:5] + roll.ALPHABET[(roll.ALPHABET.index(first[5]) + 1) % 32] + first[6:]
    )
    typed["first and last exchanged"] = first[-1] + first[1:-1] + first[0]
    typed["neighbours exchanged"] = first[:1] + first[2] + first[1] + first[3:]
    typed["a symbol missing"], typed["a symbol too many"] = first[:-1], first + "0"
    typed["U is no symbol"] = "U" + first[1:]
    cases: list[Case] = []
    for name, text in typed.items():
        code = code_of(roll.read_code, text)
        symbols = roll.read_code(text) if code is None else None
        values = [roll.ALPHABET.index(s) for s in symbols] if symbols else None
        cases.append({"name": name, "typed": text, "code": code, "symbols": symbols, "values": values})
    return cases


def credentials() -> list[Case]:
    """credentials: from codes to a credential, with the registrars' proofs."""
    stream = Stream("constat test vectors: credentials")
    cases: list[Case] = []
    for registrars in (1, 2, 3):
        h, place = stream.bytes(32), (stream.below(100), stream.below(100000))
        drawn = [stream.code() for _ in range(registrars)]
        secrets = [roll.credential_share_secret(h, m, c) for m, c in enumerate(drawn)]
        fresh = [stream.bytes(32) for _ in drawn]
        slots = [
            prover.prove_roll_slot(prover.Given(f), h, m, place, s)
            for m, (s, f) in enumerate(zip(secrets, fresh))
        ]
        shares: list[Case] = [
            {
                "registrar": m,
                "code": c,
                "secret": ristretto.encode_scalar(s).hex(),
                "fresh": f.hex(),
                "share": slot[:32].hex(),
                "proof": slot[32:].hex(),
                "challenge": ristretto.encode_scalar(
                    roll.share_claim(h, m, place, s * BASE).challenge(ristretto.decode(slot[32:64]))
                ).hex(),
            }
            for m, (c, s, f, slot) in enumerate(zip(drawn, secrets, fresh, slots))
        ]
        total = sum(secrets) % L
        fields = {"secret": ristretto.encode_scalar(total).hex(), "credential": (total * BASE).encode().hex()}
        head: Case = {
            "name": f"{registrars} registrars",
            "manifest_hash": h.hex(),
            "region": place[0],
            "slot": place[1],
        }
        cases.append({**head, "shares": shares, **fields})
    return cases


def orders() -> list[Case]:
    """orders: the hash of an order of persons; ids are bytes, in hexadecimal."""
    stream = Stream("constat test vectors: orders")
    persons: dict[str, list[tuple[int, bytes]]] = {
        "nobody": [],
        "one person": [(0, b"a-1")],
        "two regions": [(0, b"a-2"), (0, b"a-1"), (3, "Z\u00fcrich 7".encode())],
        "two persons exchanged": [(0, b"a-1"), (0, b"a-2"), (3, "Z\u00fcrich 7".encode())],
        "an id that is no UTF-8": [(1, b"\xff\x00"), (1, b"x" * 200)],
    }
    h, nonce = stream.bytes(32), stream.bytes(32)
    return [
        {
            "name": name,
            "manifest_hash": h.hex(),
            "nonce": nonce.hex(),
            "persons": [{"region": r, "id": i.hex()} for r, i in order],
            "order_hash": roll.order_hash(h, nonce, order).hex(),
        }
        for name, order in persons.items()
    ]


def sealing() -> list[Case]:
    """sealing: HKDF-SHA-512 and XChaCha20-Poly1305 as CER-4 uses them, without the group."""
    stream = Stream("constat test vectors: sealing")
    cases: list[Case] = []
    for i in range(3):
        material, info, associated, message = (stream.bytes(n) for n in (32, 100, 36, 32))
        key = hkdf_sha512(label("deal-key"), material, info, 32)
        sealed = seal(key, bytes(24), message, associated)
        case = {
            "name": f"case {i}",
            "salt": label("deal-key").hex(),
            "key_material": material.hex(),
            "info": info.hex(),
        }
        rest = {
            "key": key.hex(),
            "associated_data": associated.hex(),
            "message": message.hex(),
            "sealed": sealed.hex(),
        }
        cases.append({**case, **rest})
    return cases


FAMILIES = {
    "labels": labels,
    "scalars": scalars,
    "points": points,
    "texts": texts,
    "entries": entries,
    "ed25519-keys": ed25519_keys,
    "signatures": signatures,
    "trustee-signatures": trustee_signatures,
    "codes": codes,
    "credentials": credentials,
    "orders": orders,
    "sealing": sealing,
}
