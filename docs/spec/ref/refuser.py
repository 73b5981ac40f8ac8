"""Refuser: a maker of one good record that tries bad entries between the good ones, and keeps each as a case."""

from __future__ import annotations

import prover
from edwards import L
from errors import Refused
from maker import Maker, Plan
from ristretto import BASE
from state import Entry
from statement import STATEMENT

BAD_POINT = bytes([1]) + bytes(31)  # negative
BAD_POINT_HIGH_BIT = BASE.encode()[:31] + bytes([BASE.encode()[31] | 0x80])
BAD_SCALAR = L.to_bytes(32, "little")
IDENTITY = bytes(32)


def flip(data: bytes, position: int = -1, mask: int = 1) -> bytes:
    """flip changes bits of one byte."""
    out = bytearray(data)
    out[position] ^= mask
    return bytes(out)


def put(data: bytes, position: int, value: bytes) -> bytes:
    """put overwrites bytes."""
    return data[:position] + value + data[position + len(value) :]


class Refuser(Maker):
    """Refuser is a maker that tries bad entries between the good ones."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.cases: list[dict[str, object]] = []

    def attempt(self, name: str, kind: int, body: bytes, code: str, time_ms: int | None = None) -> None:
        """attempt tries an entry that must be refused with the code."""
        time_ms = self.time_ms + 1000 if time_ms is None else time_ms
        got = "accepted"
        try:
            self.state.apply(Entry(kind, time_ms, body))
        except Refused as error:
            got = error.code
        if got != code:
            raise AssertionError(f"{name}: {got}, not {code}")
        case = {"name": name, "after": len(self.entries), "type": kind, "time_ms": time_ms, "code": code}
        self.cases.append({**case, "body": body.hex()})

    def other_deal(self, dealer: int) -> bytes:
        """other_deal is another good deal of a trustee; it plays no part in the keys."""
        coefficients = [self.stream.scalar() for _ in range(self.plan.threshold)]
        key = self.trustees[dealer - 1]
        return prover.make_deal(self.manifest, dealer, key, coefficients=coefficients)[0]

    def attempt_lengths(self, name: str, kind: int, body: bytes, time_ms: int | None = None) -> None:
        """attempt_lengths tries a good body cut short, and with a byte too many."""
        self.attempt(f"{name}, empty", kind, b"", "truncated", time_ms)
        self.attempt(f"{name}, one byte missing", kind, body[:-1], "truncated", time_ms)
        self.attempt(f"{name}, one byte too many", kind, body + b"\0", "trailing-bytes", time_ms)

    def attempt_signed_for_others(self, name: str, kind: int, good: bytes, time_ms: int | None = None) -> None:
        """attempt_signed_for_others tries a good body of registrar 0 that it signed for something else."""
        seed = self.registrars[0]
        for what, signed in {
            "of another referendum": prover.sign_body(seed, bytes(32), kind, 0, good[:-64]),
            "signed as a statement": prover.sign_body(seed, self.hash, STATEMENT, 0, good[:-64]),
            "signed for the other registrar": prover.sign_body(seed, self.hash, kind, 1, good[:-64]),
        }.items():
            self.attempt(f"{name}, {what}", kind, signed, "bad-signature", time_ms)

    def attempt_of_another(self, name: str, kind: int, good: bytes, trustee: int) -> None:
        """attempt_of_another tries a good body that its trustee signed for another referendum."""
        stream = prover.Stream(f"constat test vectors: {name} of another referendum")
        secret = self.trustees[trustee - 1]
        signed = good[:-64] + prover.sign_trustee(stream, bytes(32), kind, trustee, secret, good[:-64])
        self.attempt(f"{name}, of another referendum", kind, signed, "bad-signature")
