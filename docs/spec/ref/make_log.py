"""Vectors of the log: trees, tiles, notes, policies, proofs (LOG, BAL-12)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

import ed25519
import merkle
import prover
import tlog
from edwards import L
from make_encodings import Case, code_of
from refuser import flip
from prover import Stream
from tlog import LOG_KEY, WITNESS_KEY, Key

SIZES = (0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 255, 256, 257, 300)


def leaf(i: int) -> bytes:
    """leaf is the i-th entry of the trees here: "leaf i" in ASCII."""
    return f"leaf {i}".encode()


def trees() -> list[Case]:
    """trees: roots, and the tile files, of trees of the leaves "leaf 0", "leaf 1", ..."""
    tree = merkle.Tree([merkle.leaf_hash(leaf(i)) for i in range(max(SIZES))])
    return [
        {"name": f"size {s}", "size": s, "root": tree.root(s).hex(), "files": merkle.paths_of_size(s)}
        for s in SIZES
    ]


def inclusion() -> list[Case]:
    """inclusion: proofs in those trees, good and bad."""
    tree = merkle.Tree([merkle.leaf_hash(leaf(i)) for i in range(max(SIZES))])
    cases: list[Case] = []
    for size, index in (
        (1, 0),
        (2, 0),
        (2, 1),
        (3, 2),
        (7, 3),
        (7, 6),
        (8, 0),
        (13, 12),
        (300, 255),
        (300, 299),
    ):
        path = tree.inclusion_proof(index, size)
        good = {"index": index, "size": size, "leaf": leaf(index).hex(), "root": tree.root(size).hex()}
        variants = {"good": (path, index), "a hash too many": ([*path, bytes(32)], index)}
        if path:
            variants |= {
                "a hash missing": (path[:-1], index),
                "a hash altered": ([flip(path[0]), *path[1:]], index),
            }
        variants["index outside"] = (path, size)
        for name, (hashes, at) in variants.items():
            value = merkle.root_from_proof(at, size, merkle.leaf_hash(leaf(index)), hashes)
            code = None if value == tree.root(size) else "bad-inclusion"
            head = {"name": f"{index} in {size}: {name}", **good, "index": at}
            cases.append({**head, "path": [h.hex() for h in hashes], "code": code})
    return cases


@dataclass
class Cast:
    """Cast is the log and the witnesses of these vectors."""

    stream: Stream

    def __post_init__(self) -> None:
        self.log_seed = self.stream.bytes(32)
        self.seeds = [self.stream.bytes(32) for _ in range(4)]
        self.log = Key("vectors.example/log", LOG_KEY, ed25519.public_key(self.log_seed))
        self.witnesses = [
            Key(f"w{i}.example", WITNESS_KEY, ed25519.public_key(s)) for i, s in enumerate(self.seeds)
        ]
        self.tree = merkle.Tree([merkle.leaf_hash(leaf(i)) for i in range(13)])
        self.text = prover.checkpoint_text(self.log.name, 13, self.tree.root())

    def lines(self, witnesses: tuple[int, ...], text: bytes | None = None) -> list[tuple[Key, bytes]]:
        """lines are the log's signature and the cosignatures."""
        text = self.text if text is None else text
        lines = [(self.log, ed25519.sign(self.log_seed, text))]
        for i in witnesses:
            lines.append((self.witnesses[i], prover.cosignature(self.seeds[i], text, 1_740_816_000 + i)))
        return lines

    def note(self, *witnesses: int) -> bytes:
        """note is a good checkpoint with some cosignatures."""
        return prover.make_note(self.text, self.lines(witnesses))


def _timed(cast: Cast, witness: int, time_s: int) -> tuple[Key, bytes]:
    """_timed is a witness's line with a time."""
    return cast.witnesses[witness], prover.cosignature(cast.seeds[witness], cast.text, time_s)


def _noncanonical(signature: bytes) -> bytes:
    """_noncanonical adds the group order to a signature's S, as LAB-3 forbids and plain RFC 8032 may let pass."""
    s = int.from_bytes(signature[-32:], "little") + L
    return signature[:-32] + s.to_bytes(32, "little")


def _spoilt_notes(cast: Cast) -> dict[str, bytes]:
    """_spoilt_notes are checkpoints with one peculiarity each."""
    good = cast.note(0, 1)
    extended = cast.text + b"an extension line\n"
    stranger = Key("stranger.example", LOG_KEY, cast.witnesses[3].public)
    root_line = cast.text.split(b"\n")[2]
    resign = lambda text: prover.make_note(text, cast.lines((), text))  # noqa: E731
    return {
        "an extension line": prover.make_note(extended, cast.lines((0,), extended)),
        "an unknown key's line": good + prover.signature_line(stranger, bytes(64)),
        "an unknown key's line of 1 byte": good + prover.signature_line(stranger, b"x"),
        "a known name, another id": good
        + prover.signature_line(Key(cast.log.name, LOG_KEY, bytes(32)), bytes(64)),
        "one witness twice": prover.make_note(cast.text, cast.lines((0, 0))),
        "no log signature": prover.make_note(cast.text, cast.lines((0, 1))[1:]),
        "a bad log signature": prover.make_note(cast.text, [(cast.log, bytes(64)), *cast.lines((0,))[1:]]),
        "a good and a bad log signature": good + prover.signature_line(cast.log, bytes(64)),
        "a good and a bad cosignature of one witness": good + prover.signature_line(cast.witnesses[0], bytes(72)),
        "a bad cosignature": prover.make_note(cast.text, [*cast.lines((0,)), (cast.witnesses[1], bytes(72))]),
        "a cosignature of 64 bytes": prover.make_note(
            cast.text, [*cast.lines((0,)), (cast.witnesses[1], bytes(64))]
        ),
        "cosignatures at 2^63 - 1 and at 2^63": prover.make_note(
            cast.text, [*cast.lines(()), *(_timed(cast, i, 2**63 - 1 + i) for i in (0, 1))]
        ),
        "a cosignature that is not canonical": prover.make_note(
            cast.text, [*cast.lines(()), *((key, _noncanonical(s)) for key, s in cast.lines((0,))[1:])]
        ),
        "a log signature that is not canonical": prover.make_note(
            cast.text, [(cast.log, _noncanonical(cast.lines(())[0][1]))]
        ),
        "text altered": good.replace(b"\n13\n", b"\n14\n"),
        "100 signature lines": good + 97 * prover.signature_line(stranger, bytes(64)),
        "101 signature lines": good + 98 * prover.signature_line(stranger, bytes(64)),
        "no signature lines": cast.text + b"\n",
        "no empty line": good.replace(b"\n\n", b"\n"),
        "last line feed missing": good[:-1],
        "a hyphen for the dash": good.replace("\u2014".encode(), b"-"),
        "two spaces": good.replace("\u2014 ".encode(), "\u2014  ".encode()),
        "size with a leading zero": resign(cast.text.replace(b"\n13\n", b"\n013\n")),
        "size with a plus": resign(cast.text.replace(b"\n13\n", b"\n+13\n")),
        "size of 2^62": resign(cast.text.replace(b"\n13\n", b"\n4611686018427387904\n")),
        "size above 2^62": resign(cast.text.replace(b"\n13\n", b"\n4611686018427387905\n")),
        "size of 2^64": resign(cast.text.replace(b"\n13\n", b"\n18446744073709551616\n")),
        "root of 31 bytes": resign(cast.text.replace(root_line, base64.b64encode(bytes(31)))),
        "root without padding": resign(cast.text.replace(root_line, root_line.rstrip(b"="))),
        "two lines": resign(b"\n".join(cast.text.split(b"\n")[:2]) + b"\n"),
        "an empty line in the text": resign(cast.text.replace(b"\n13\n", b"\n\n13\n")),
        "a tab": resign(cast.text + b"a\tb\n"),
        "a carriage return": good.replace(b"\n", b"\r\n"),
        "not UTF-8": cast.text + b"\xff\n" + good[len(cast.text) :],
        "nothing": b"",
    }


def _check_note(cast: Cast, note: bytes) -> None:
    checkpoint = tlog.parse_checkpoint(note)
    tlog.check_log_signature(checkpoint, cast.log)


def notes() -> list[Case]:
    """notes: checkpoints; the code is that of parsing, then of the log's signature."""
    cast = Cast(Stream("constat test vectors: notes"))
    values = {"log alone": cast.note(), "two witnesses": cast.note(0, 2), **_spoilt_notes(cast)}
    keys: Case = {"log": cast.log.format(), "witnesses": [w.format() for w in cast.witnesses]}
    cases: list[Case] = []
    for name, note in values.items():
        case: Case = {"name": name, **keys, "note": note.hex(), "code": code_of(_check_note, cast, note)}
        if case["code"] is None:
            c = tlog.parse_checkpoint(note)
            times = [tlog.cosignature_times(c, key) for key in cast.witnesses]
            spoilt = tlog.spoilt_lines(c, cast.witnesses)
            head = {"origin": c.origin, "size": c.size, "root": c.root.hex()}
            case |= {**head, "times": times, "spoilt": spoilt}
        cases.append(case)
    return cases


def _policy_text(cast: Cast) -> dict[str, tuple[str, str]]:
    """_policy_text is a good policy's lines by name, and ones that spoil it."""
    vkeys = [w.format() for w in cast.witnesses]
    names = " ".join(f"w{i}" for i in range(4))
    head = f"log {cast.log.format()}\n" + "".join(f"witness w{i} {v}\n" for i, v in enumerate(vkeys))
    swapped = vkeys[0].replace("w0.example", "w9.example")
    return {
        "two of four": (head + f"group g 2 {names}\nquorum g\n", "01,23,0,0123,"),
        "all": (head + "group g all w0 w1\nquorum g\n", "01,0,23"),
        "any": (head + "group g any w0 w1\nquorum g\n", "0,1,23"),
        "one witness": (head + "quorum w2\n", "2,013"),
        "none": (head + "quorum none\n", ",0"),
        "groups of groups": (
            head + "group a any w0 w1\ngroup b any w2 w3\ngroup c all a b\nquorum c\n",
            "02,01,13",
        ),
        "comments and tabs": (
            "# policy\n\n \t# more\n" + head.replace("witness ", "\twitness\t") + "quorum w0 \n",
            "0,1",
        ),
        "URLs": (head.replace("\n", " https://example.com/\n") + "quorum w0\n", "0"),
        "last line feed missing": (head + "quorum w0", ""),
        "no quorum": (head, ""),
        "two quorums": (head + "quorum w0\nquorum w1\n", ""),
        "no log": (head.split("\n", 1)[1] + "quorum w0\n", ""),
        "two logs": (head + f"log {Key('other.example', LOG_KEY, cast.witnesses[3].public).format()}\nquorum w0\n", ""),
        "CRLF": ((head + "quorum w0\n").replace("\n", "\r\n"), "0,1"),
        "a carriage return alone": (head + "quorum w0\r\r\n", ""),
        "log twice": (head + head.split("\n")[0] + "\nquorum w0\n", ""),
        "witness key twice": (head + f"witness w9 {vkeys[0]}\nquorum w0\n", ""),
        "name twice": (head + "group w0 any w1\nquorum w0\n", ""),
        "quorum before its name": ("quorum w0\n" + head, ""),
        "member twice": (head + "group g 1 w0 w0\nquorum g\n", ""),
        "member of two groups": (head + "group a any w0\ngroup b any w0\nquorum a\n", ""),
        "threshold 0": (head + "group g 0 w0\nquorum g\n", ""),
        "threshold above the members": (head + "group g 3 w0 w1\nquorum g\n", ""),
        "threshold with a zero": (head + "group g 01 w0 w1\nquorum g\n", ""),
        "group without members": (head + "group g any\nquorum none\n", ""),
        "group of none": (head + "group g any none\nquorum g\n", ""),
        "unknown line": (head + "monitor x\nquorum w0\n", ""),
        "id of another name": (head + f"witness w9 {swapped}\nquorum w0\n", ""),
        "witness key as log": (head + f"log {vkeys[0]}\nquorum w0\n", ""),
        "control character": (head + "# \x01\nquorum w0\n", ""),
    }


def policies() -> list[Case]:
    """policies: whether they parse, and which checkpoints meet them."""
    cast = Cast(Stream("constat test vectors: policies"))
    cases: list[Case] = []
    for name, (text, sets) in _policy_text(cast).items():
        code = code_of(tlog.parse_policy, text)
        checks: list[Case] = []
        for cosigners in sets.split(",") if code is None else ():
            note = cast.note(*map(int, cosigners))
            met = tlog.parse_policy(text).is_met(tlog.parse_checkpoint(note))
            checks.append({"cosigned_by": [int(c) for c in cosigners], "note": note.hex(), "met": met})
        cases.append({"name": name, "policy": text, "code": code, "checkpoints": checks})
    return cases


def _spoilt_proofs(cast: Cast, good: bytes) -> dict[str, bytes]:
    head, _, note = good.partition(b"\n\n")
    lines = head.split(b"\n")
    join: Callable[[list[bytes]], bytes] = lambda parts: b"\n".join(parts) + b"\n\n" + note  # noqa: E731
    return {
        "another header": join([b"c2sp.org/tlog-proof@v2", *lines[1:]]),
        "an empty extra line": join([lines[0], b"extra ", *lines[2:]]),
        "index of 2^63": join([*lines[:2], b"index 9223372036854775808", *lines[3:]]),
        "index of 2^63 - 1": join([*lines[:2], b"index 9223372036854775807", *lines[3:]]),
        "64 hashes": join([*lines[:3], *([lines[-1]] * 64)]),
        "65 hashes": join([*lines[:3], *([lines[-1]] * 65)]),
        "no extra data": join([lines[0], *lines[2:]]),
        "no index": join([*lines[:2], *lines[3:]]),
        "another index": join([*lines[:2], b"index 4", *lines[3:]]),
        "index outside the tree": join([*lines[:2], b"index 13", *lines[3:]]),
        "index with a leading zero": join([*lines[:2], b"index 05", *lines[3:]]),
        "a hash missing": join(lines[:-1]),
        "a hash of 31 bytes": join([*lines[:-1], base64.b64encode(bytes(31))]),
        "not base64": join([*lines[:-1], b"!" * 44]),
        "another entry": join([lines[0], b"extra " + base64.b64encode(b"leaf 6"), *lines[2:]]),
        "no checkpoint": head + b"\n",
        "a bad line, and a spoilt checkpoint": join([lines[0], b"extra ", *lines[2:]])[:-5],
        "not UTF-8": join([*lines[:2], b"index 5\xff", *lines[3:]]),
        "a comment that is not UTF-8": join([*lines[:2], b"\xc3\x28", *lines[2:]]),
        "a checkpoint that is not UTF-8": head + b"\n\n" + note[:-1] + b"\xff\n",
        "two empty lines": join([*lines, b""]),
        "a spoilt checkpoint": head + b"\n\n" + note.replace(b"\n13\n", b"\n013\n"),
    }


def proofs() -> list[Case]:
    """proofs: tlog-proofs whose extra data is the leaf; the code is that of parsing, then of the path."""
    cast = Cast(Stream("constat test vectors: proofs"))
    path = cast.tree.inclusion_proof(5, 13)
    lines = ["c2sp.org/tlog-proof@v1", f"extra {base64.b64encode(leaf(5)).decode()}", "index 5"]
    lines += [base64.b64encode(h).decode() for h in path]
    good = "\n".join(lines).encode() + b"\n\n" + cast.note(0, 1)
    cases: list[Case] = []
    for name, proof in {"good": good, **_spoilt_proofs(cast, good)}.items():
        code = code_of(lambda p: tlog.check_inclusion(tlog.parse_proof(p)), proof)
        cases.append({"name": name, "log": cast.log.format(), "proof": proof.hex(), "code": code})
    return cases


def vkeys() -> list[Case]:
    """vkeys: verifier keys of signed-note, for logs (type 1) and witnesses (type 4)."""
    cast = Cast(Stream("constat test vectors: vkeys"))
    good = cast.log.format()
    name, key_id, data = good.split("+", 2)
    values = {
        "a log": (good, LOG_KEY),
        "a witness": (cast.witnesses[0].format(), WITNESS_KEY),
        "a log as witness": (good, WITNESS_KEY),
        "another id": (f"{name}+00000000+{data}", LOG_KEY),
        "a space in the name": (Key("a b", LOG_KEY, cast.log.public).format(), LOG_KEY),
        "31 bytes": (f"{name}+{key_id}+{base64.b64encode(b'x' * 32).decode()}", LOG_KEY),
        "a key of order 1": (Key(name, LOG_KEY, b"\1" + bytes(31)).format(), LOG_KEY),
        "two parts": (f"{name}+{key_id}", LOG_KEY),
    }
    return [
        {"name": n, "vkey": v, "type": kind, "code": code_of(tlog.parse_vkey, v, kind)}
        for n, (v, kind) in values.items()
    ]


FAMILIES = {
    "trees": trees,
    "inclusion": inclusion,
    "notes": notes,
    "policies": policies,
    "proofs": proofs,
    "vkeys": vkeys,
}
