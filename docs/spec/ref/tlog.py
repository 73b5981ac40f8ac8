"""Signed notes, checkpoints, cosignatures, witness policies and log proofs, after C2SP.

Clauses: LOG-1, LOG-3, LOG-4, BAL-12. SOURCE: C2SP signed-note, tlog-checkpoint, tlog-cosignature,
tlog-policy, tlog-proof.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

import ed25519
from errors import Refused, require
from merkle import MAX_TREE_SIZE, leaf_hash, root_from_proof

# The characters with the Unicode property White_Space.
WHITE_SPACE = frozenset(
    "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)

LOG_KEY, WITNESS_KEY = 0x01, 0x04
MAX_NOTE_BYTES = 2**20
MAX_SIGNATURE_LINES = 100
MAX_PROOF_LINES = 64
MAX_EXTRA_BYTES = 2**20


def is_key_name(name: str) -> bool:
    """is_key_name tells whether signed-note allows the key name."""
    return name != "" and "+" not in name and not any(c in WHITE_SPACE for c in name)


def decode_base64(text: str, code: str = "bad-text") -> bytes:
    """decode_base64 reads standard base64, the canonical form alone."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(code, "not base64") from error
    require(base64.b64encode(data).decode() == text, code, "not canonical base64")
    return data


@dataclass(frozen=True)
class Key:
    """Key is a verifier key of signed-note: a name, a signature type, an Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    def key_id(self) -> bytes:
        """key_id is the 4 bytes that mark the key's signatures."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def format(self) -> str:
        """format is the vkey form."""
        return (
            f"{self.name}+{self.key_id().hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"
        )


def parse_vkey(text: str, kind: int) -> Key:
    """parse_vkey reads name+id+base64 of an Ed25519 key of the kind wanted. ERRORS: bad-policy."""
    parts = text.split("+", 2)
    require(len(parts) == 3 and is_key_name(parts[0]), "bad-policy", "a key is name+id+base64")
    data = decode_base64(parts[2], "bad-policy")
    require(len(data) == 33 and data[0] == kind, "bad-policy", "a key of another type")
    key = Key(parts[0], kind, data[1:])
    require(parts[1] == key.key_id().hex(), "bad-policy", "a key's id is not its own")
    try:
        ed25519.decode_key(key.public)
    except Refused as error:
        raise Refused("bad-policy", error.text) from error
    return key


@dataclass(frozen=True)
class SignatureLine:
    """SignatureLine is one signature of a note."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Checkpoint:
    """Checkpoint is a parsed signed note whose text is a checkpoint."""

    text: bytes
    origin: str
    size: int
    root: bytes
    lines: tuple[SignatureLine, ...] = field(default=())

    def signatures_by(self, key: Key) -> list[bytes]:
        """signatures_by lists what a key signed, unchecked."""
        return [s.signature for s in self.lines if s.name == key.name and s.key_id == key.key_id()]


def parse_note(data: bytes) -> tuple[bytes, tuple[SignatureLine, ...]]:
    """parse_note splits a signed note. ERRORS: bad-checkpoint."""
    require(len(data) <= MAX_NOTE_BYTES, "bad-checkpoint", "a note that is too long")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("bad-checkpoint", "not UTF-8") from error
    require(not any(c < " " and c != "\n" for c in text), "bad-checkpoint", "a control character")
    body, separator, signatures = text.rpartition("\n\n")
    require(separator != "" and signatures.endswith("\n"), "bad-checkpoint", "no signatures")
    lines = tuple(_parse_signature(line) for line in signatures[:-1].split("\n"))
    require(len(lines) <= MAX_SIGNATURE_LINES, "bad-checkpoint", "too many signatures")
    return (body + "\n").encode(), lines


def _parse_signature(line: str) -> SignatureLine:
    parts = line.split(" ")
    good = len(parts) == 3 and parts[0] == "\u2014" and is_key_name(parts[1])
    require(good, "bad-checkpoint", "a malformed signature line")
    data = decode_base64(parts[2], "bad-checkpoint")
    require(len(data) >= 5, "bad-checkpoint", "a signature that is too short")
    return SignatureLine(parts[1], data[:4], data[4:])


def parse_decimal(text: str, code: str) -> int:
    """parse_decimal reads digits without leading zeroes, below 2^63."""
    require(re.fullmatch("0|[1-9][0-9]{0,18}", text) is not None, code, "not a decimal number")
    value = int(text)
    require(value < 2**63, code, "a number that is too large")
    return value


def parse_checkpoint(data: bytes) -> Checkpoint:
    """parse_checkpoint reads a signed checkpoint; it checks no signature. ERRORS: bad-checkpoint."""
    text, signatures = parse_note(data)
    lines = text.decode()[:-1].split("\n")
    require(len(lines) == 3 and lines[0] != "", "bad-checkpoint", "not the three lines origin, size and root")
    size, root = parse_decimal(lines[1], "bad-checkpoint"), decode_base64(lines[2], "bad-checkpoint")
    require(size <= MAX_TREE_SIZE, "bad-checkpoint", "a size above 2^62")
    require(len(root) == 32, "bad-checkpoint", "a root that has not 32 bytes")
    return Checkpoint(text, lines[0], size, root, signatures)


def check_log_signature(checkpoint: Checkpoint, key: Key) -> None:
    """check_log_signature is LOG-3 for a log's key.

    ERRORS, the first of: wrong-origin, missing-signature, bad-signature.
    """
    require(checkpoint.origin == key.name, "wrong-origin", f"{checkpoint.origin} is not {key.name}")
    signatures = checkpoint.signatures_by(key)
    require(bool(signatures), "missing-signature", f"no signature by {key.name}")
    for signature in signatures:
        ed25519.verify(key.public, checkpoint.text, signature)


def cosigned_message(text: bytes, time_s: int) -> bytes:
    """cosigned_message is what a cosignature/v1 signs."""
    return b"cosignature/v1\ntime %d\n" % time_s + text


def cosignature_time(checkpoint: Checkpoint, key: Key, signature: bytes) -> int | None:
    """cosignature_time is the time, in seconds, of a line in a witness's name; None if it does not verify."""
    time_s = int.from_bytes(signature[:8], "big")
    if len(signature) != 72 or time_s >= 2**63:
        return None
    good = ed25519.is_valid(key.public, cosigned_message(checkpoint.text, time_s), signature[8:])
    return time_s if good else None


def cosignature_times(checkpoint: Checkpoint, key: Key) -> list[int]:
    """cosignature_times are the times of a witness's lines that verify; the others count for nothing (LOG-3)."""
    times = [cosignature_time(checkpoint, key, s) for s in checkpoint.signatures_by(key)]
    return [time_s for time_s in times if time_s is not None]


def spoilt_lines(checkpoint: Checkpoint, keys: Iterable[Key]) -> int:
    """spoilt_lines counts the lines in these witnesses' names that do not verify (LOG-3)."""
    lines = [(key, s) for key in set(keys) for s in checkpoint.signatures_by(key)]
    return sum(cosignature_time(checkpoint, key, s) is None for key, s in lines)


@dataclass
class Policy:
    """Policy is a parsed tlog-policy of one log: witnesses by name, groups as (threshold, members)."""

    log: Key | None = None
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str | None = None

    def key(self) -> Key:
        """key is the log's. REQUIRES: parse_policy made the policy."""
        assert self.log is not None
        return self.log

    def check(self, checkpoint: Checkpoint) -> None:
        """check is VER-3: the policy's log signed, every line of it verifies, the quorum cosigned.

        ERRORS, the first of: wrong-origin, missing-signature, bad-signature, no-quorum.
        """
        check_log_signature(checkpoint, self.key())
        seen = {name for name, key in self.witnesses.items() if cosignature_times(checkpoint, key)}
        spoilt = spoilt_lines(checkpoint, self.witnesses.values())
        met = self._has(self.quorum or "", seen)
        require(met, "no-quorum", f"the policy's quorum is not met; {spoilt} lines do not verify")

    def is_met(self, checkpoint: Checkpoint) -> bool:
        """is_met tells whether check finds nothing."""
        try:
            self.check(checkpoint)
        except Refused:
            return False
        return True

    def _has(self, name: str, seen: set[str]) -> bool:
        if name == "none":
            return True
        if name in self.witnesses:
            return name in seen
        threshold, members = self.groups[name]
        return sum(self._has(m, seen) for m in members) >= threshold


def parse_policy(text: str) -> Policy:
    """parse_policy reads a tlog-policy of exactly one log (VER-1). ERRORS: bad-policy."""
    policy, used = Policy(), set[str]()
    text = text.replace("\r\n", "\n")
    require(
        all(c >= " " or c in "\n\t" for c in text) and "\x7f" not in text, "bad-policy", "a control character"
    )
    require(text.endswith("\n"), "bad-policy", "the last line does not end in a line feed")
    for line in text.split("\n"):
        words = [w for w in re.split("[ \t]+", line) if w]
        if words and not words[0].startswith("#"):
            _add_policy_line(policy, words, used)
    require(policy.quorum is not None, "bad-policy", "no quorum line")
    require(policy.log is not None, "bad-policy", "no log line")
    return policy


def _add_policy_line(policy: Policy, words: list[str], used: set[str]) -> None:
    kind, args = words[0], words[1:]
    if kind == "log" and len(args) in (1, 2):
        require(policy.log is None, "bad-policy", "two log lines")
        policy.log = parse_vkey(args[0], LOG_KEY)
    elif kind == "witness" and len(args) in (2, 3):
        key = parse_vkey(args[1], WITNESS_KEY)
        _check_new_name(policy, args[0])
        twice = any(k.public == key.public for k in policy.witnesses.values())
        require(not twice, "bad-policy", "a witness stands there twice")
        policy.witnesses[args[0]] = key
    elif kind == "group" and len(args) >= 3:
        _add_group(policy, args[0], args[1], args[2:], used)
    elif kind == "quorum" and len(args) == 1 and policy.quorum is None:
        known = args[0] == "none" or args[0] in policy.witnesses or args[0] in policy.groups
        require(known, "bad-policy", "the quorum names nothing defined before it")
        policy.quorum = args[0]
    else:
        raise Refused("bad-policy", f"a line that is none of the policy's: {kind}")


def _check_new_name(policy: Policy, name: str) -> None:
    taken = name == "none" or name in policy.witnesses or name in policy.groups
    require(not taken, "bad-policy", f"the name {name} is taken")


def _add_group(policy: Policy, name: str, threshold: str, members: list[str], used: set[str]) -> None:
    _check_new_name(policy, name)
    for member in members:
        known = member in policy.witnesses or member in policy.groups
        require(known and member not in used, "bad-policy", f"{member} is unknown, or a member twice")
        used.add(member)
    if threshold in ("any", "all"):
        k = 1 if threshold == "any" else len(members)
    else:
        k = parse_decimal(threshold, "bad-policy")
    require(1 <= k <= len(members), "bad-policy", "a threshold out of range")
    policy.groups[name] = (k, members)


@dataclass(frozen=True)
class Proof:
    """Proof is a parsed tlog-proof: a receipt, where `extra` is the entry."""

    extra: bytes | None
    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint


def parse_proof(data: bytes) -> Proof:
    """parse_proof reads a tlog-proof, the lines before its checkpoint first (BAL-12).

    ERRORS: bad-text, bad-checkpoint.
    """
    head, separator, note = data.partition(b"\n\n")
    require(separator != b"", "bad-text", "no empty line before the checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Refused("bad-text", "not ASCII") from error
    require(lines.pop(0) == "c2sp.org/tlog-proof@v1", "bad-text", "not a tlog-proof")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "))
        require(1 <= len(extra) <= MAX_EXTRA_BYTES, "bad-text", "an extra line without data, or too long")
    require(bool(lines) and lines[0].startswith("index "), "bad-text", "no index line")
    index = parse_decimal(lines.pop(0).removeprefix("index "), "bad-text")
    path = tuple(decode_base64(line) for line in lines)
    fits = len(path) <= MAX_PROOF_LINES and all(len(h) == 32 for h in path)
    require(fits, "bad-text", "a hash that has not 32 bytes, or too many of them")
    return Proof(extra, index, path, parse_checkpoint(note))


def check_inclusion(proof: Proof) -> bytes:
    """check_inclusion is the entry a receipt includes. ERRORS: bad-text, bad-inclusion."""
    if proof.extra is None:
        raise Refused("bad-text", "a receipt without an entry")
    root = root_from_proof(proof.index, proof.checkpoint.size, leaf_hash(proof.extra), proof.path)
    require(root == proof.checkpoint.root, "bad-inclusion", "the proof does not lead to the root")
    return proof.extra
