"""verify.py RECORD [--trust FILE] [--json FILE]: an independent verifier of Constat records.

Clauses: VER-1 to VER-8. Exit status: 0 verified, 1 wrong, 2 could not be checked, 3 consistent or incomplete.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import tlog
from errors import Refused, require
from manifest import Manifest
from record import Log, Trust, open_log, read_files, read_trust
from state import State, decode_entry

CLAUSES = (
    "log", "board-signature", "witnesses", "pins", "manifest", "ceremony", "roll", "open", "ballots", "close",
    "units", "shares", "result", "verdict", "receipts",
)  # fmt: skip
CLAUSE_OF_TYPE = {
    1: "manifest", 2: "ceremony", 3: "ceremony", 4: "ceremony", 5: "roll", 6: "roll", 7: "open", 8: "ballots",
    9: "close", 10: "shares", 11: "result",
}  # fmt: skip
MAX_FINDINGS = 1000
EXIT = {"verified": 0, "wrong": 1, "could not be checked": 2, "consistent": 3, "incomplete": 3}
NOT_SHOWN = """\
What this does not show: that the roll holds the right people and no others; that no voter's device cheated
unchallenged; that nobody was coerced; that no ballot was refused before a receipt existed; that fewer than
the threshold of trustees did not collude; that fewer than 2q - W of the W witnesses (quorum q) did."""


@dataclass
class Clause:
    """Clause is one line of the report."""

    name: str
    present: bool = False
    count: int = 0
    findings: list[dict[str, object]] = field(default_factory=list)

    def status(self) -> str:
        """status is passed, failed or not applicable (VER-7)."""
        if self.count:
            return "failed"
        return "passed" if self.present else "not applicable"

    def add(self, entry: int | None, error: Refused) -> None:
        """add records a failure."""
        self.present = True
        self.count += 1
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append({"entry": entry, "code": error.code, "text": error.text})

    def as_json(self) -> dict[str, object]:
        """as_json is VER-8's object."""
        return {"name": self.name, "status": self.status(), "count": self.count, "findings": self.findings}


class Verification:
    """Verification drives the fold over a record and collects the report."""

    def __init__(self, log: Log, trust: Trust | None) -> None:
        self.log = log
        self.trust = trust
        self.clauses = {name: Clause(name) for name in CLAUSES}
        self.state = State()

    def run(self) -> None:
        """run fills the report, clause by clause."""
        self._check_log()
        self._fold()
        m = self.state.manifest
        if m is not None:
            self._check_checkpoint(m)
        if self.trust is not None:
            self._check_pins(self.trust, m)
            self._check_receipts(self.trust, m)

    def _check_log(self) -> None:
        """_check_log is the clause `log`, but for entries that do not decode."""
        self.clauses["log"].present = True
        for code, text in self.log.faults:
            self.clauses["log"].add(None, Refused(code, text))

    def _fold(self) -> None:
        """_fold applies every entry (VER-2, VER-7)."""
        for index, data in enumerate(self.log.entries):
            self._judge(index, data)
            self.state.append(data)
            if self.state.manifest is None:
                return
        self._note_result()

    def _judge(self, index: int, data: bytes) -> None:
        try:
            entry = decode_entry(data)
        except Refused as error:
            self.clauses["log"].add(index, error)
            return
        name = CLAUSE_OF_TYPE[entry.type] if index else "manifest"
        clause = self.clauses[name]
        clause.present = True
        try:
            self.state.apply(entry)
        except Refused as error:
            where = self.clauses["verdict"] if error.code == "wrong-verdict" else clause
            where.add(index, error)
            return
        self._note_conviction(index)
        if self.state.tallying is not None:
            self.clauses["units"].present = True

    def _note_conviction(self, index: int) -> None:
        """_note_conviction reports CER-9 at the entry that convicts."""
        c = self.state.ceremony
        if c is not None and c.convicted is not None:
            error = Refused("ceremony-failed", f"trustee {c.convicted} dealt a bad share")
            self.clauses["ceremony"].add(index, error)

    def _note_result(self) -> None:
        if self.state.outcome is not None:
            self.clauses["verdict"].present = True

    def _attempt(self, clause: str, check: object, *arguments: object) -> None:
        """_attempt runs a check of the whole record; its refusal is a finding."""
        self.clauses[clause].present = True
        try:
            check(*arguments)  # type: ignore[operator]
        except Refused as error:
            self.clauses[clause].add(None, error)

    def _check_checkpoint(self, m: Manifest) -> None:
        """_check_checkpoint is LOG-3 and LOG-4 on the record's checkpoint."""
        self._attempt("board-signature", check_board, self.log.checkpoint, m)
        self._attempt("witnesses", check_quorum, self.log.checkpoint, m)

    def _check_pins(self, trust: Trust, m: Manifest | None) -> None:
        """_check_pins is VER-3."""
        self._attempt("witnesses", check_policy, self.log.checkpoint, trust)
        self._attempt("pins", check_identity, m, trust)
        for name, data in trust.checkpoints:
            self._attempt("pins", check_earlier, self.log, m, name, data)

    def _check_receipts(self, trust: Trust, m: Manifest | None) -> None:
        """_check_receipts is VER-3 on the receipts given."""
        for name, data in trust.receipts:
            self._attempt("receipts", check_receipt, self.log, m, trust, name, data)

    def outcome(self) -> str:
        """outcome is VER-4."""
        if any(c.count for c in self.clauses.values()):
            return "wrong"
        if self.state.outcome is None:
            return "incomplete"
        return "consistent" if self.trust is None else "verified"

    def report(self) -> dict[str, object]:
        """report is VER-8."""
        m, outcome = self.state.manifest, self.outcome()
        return {
            "constat": 1,
            "outcome": outcome,
            "exit": EXIT[outcome],
            "manifest_hash": m.hash().hex() if m is not None else None,
            "size": self.log.checkpoint.size,
            "root": self.log.checkpoint.root.hex(),
            "clauses": [c.as_json() for c in self.clauses.values()],
            "result": self.state.outcome.as_json() if self.state.outcome is not None else None,
        }


def check_board(checkpoint: tlog.Checkpoint, m: Manifest) -> None:
    """check_board is LOG-3. ERRORS: wrong-origin, missing-signature, bad-signature."""
    require(checkpoint.origin == m.origin, "wrong-origin", checkpoint.origin)
    tlog.check_log_signature(checkpoint, m.board_key())


def check_quorum(checkpoint: tlog.Checkpoint, m: Manifest) -> None:
    """check_quorum is LOG-4. ERRORS: bad-signature, no-quorum."""
    cosigned = sum(bool(tlog.cosignature_times(checkpoint, key)) for key in m.witness_keys())
    require(cosigned >= m.quorum, "no-quorum", f"{cosigned} of {m.quorum} cosignatures")


def check_policy(checkpoint: tlog.Checkpoint, trust: Trust) -> None:
    """check_policy is the pinned policy on the record's checkpoint. ERRORS: no-quorum."""
    require(trust.policy.is_met(checkpoint), "no-quorum", "the pinned policy is not met")


def check_identity(m: Manifest | None, trust: Trust) -> None:
    """check_identity compares with the pinned manifest hash. ERRORS: wrong-referendum."""
    same = m is not None and m.hash() == trust.manifest_hash
    require(same, "wrong-referendum", "not the pinned manifest")


def check_earlier(log: Log, m: Manifest | None, name: str, data: bytes) -> None:
    """check_earlier is a pinned checkpoint that must be a prefix of the record."""
    checkpoint = tlog.parse_checkpoint(data)
    if m is not None:
        check_board(checkpoint, m)
    require(checkpoint.size <= log.checkpoint.size, "log-rewound", f"{name} has {checkpoint.size} entries")
    known = checkpoint.size <= log.tree.size
    require(known and log.tree.root(checkpoint.size) == checkpoint.root, "bad-consistency", name)


def check_receipt(log: Log, m: Manifest | None, trust: Trust, name: str, data: bytes) -> None:
    """check_receipt is BAL-12 on a pinned receipt, and its place in the record."""
    proof = tlog.parse_proof(data)
    if m is not None:
        check_board(proof.checkpoint, m)
    require(trust.policy.is_met(proof.checkpoint), "no-quorum", f"{name} does not meet the pinned policy")
    entry = tlog.check_inclusion(proof)
    there = proof.index < len(log.entries) and log.entries[proof.index] == entry
    require(there, "receipt-not-included", f"{name}, entry {proof.index}")


def could_not_be_checked(error: Refused) -> dict[str, object]:
    """could_not_be_checked is the report of what is no record at all."""
    empty: dict[str, object] = dict.fromkeys(("manifest_hash", "size", "root"))
    head = {"constat": 1, "outcome": "could not be checked", "exit": 2}
    return {**head, **empty, "clauses": [], "result": None, "error": error.code}


def verify(record: Path, trust: Path | None = None) -> dict[str, object]:
    """verify is the whole report of a record."""
    try:
        pins = read_trust(trust) if trust is not None else None
        log = open_log(read_files(record))
    except Refused as error:
        return could_not_be_checked(error)
    verification = Verification(log, pins)
    verification.run()
    return verification.report()


def format_report(report: dict[str, object]) -> str:
    """format_report is what a person reads."""
    lines = []
    for clause in report["clauses"]:  # type: ignore[attr-defined]
        lines.append(f"{clause['name']:16} {clause['status']}")
        for finding in clause["findings"]:
            where = "" if finding["entry"] is None else f"entry {finding['entry']}: "
            lines.append(f"    {where}{finding['code']}: {finding['text']}")
    if "error" in report:
        lines.append(f"error: {report['error']}")
    lines += [f"manifest  {report['manifest_hash']}", f"outcome   {report['outcome']}", "", NOT_SHOWN]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """main is the command."""
    parser = argparse.ArgumentParser(description="Verify a Constat record.")
    parser.add_argument("record", type=Path)
    parser.add_argument("--trust", type=Path, help="the trust file (VER-1)")
    parser.add_argument("--json", type=Path, help="write the report of VER-8 here")
    options = parser.parse_args(arguments)
    report = verify(options.record, options.trust)
    print(format_report(report))
    if options.json is not None:
        options.json.write_text(json.dumps(report, indent=2) + "\n")
    return EXIT[str(report["outcome"])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
