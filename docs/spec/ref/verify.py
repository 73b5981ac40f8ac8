"""verify.py RECORD [--trust FILE] [--json FILE]: an independent verifier of Constat records.

Clauses: VER-1 to VER-12. Exit status: 0 verified, 1 wrong, 2 could not be checked, 3 consistent, incomplete.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import tlog
from ceremony import COMPLAINT
from errors import Refused, require
from folder import CHECKPOINT
from manifest import VERSION, Manifest
from record import Fault, Log, Note, Trust, open_log, read_files, read_trust
from refusal import Answers, Judged, Remark
from state import CLOSE, Entry, State, close_checkpoint, decode_entry

CLAUSES = (
    "log", "board-signature", "witnesses", "pins", "manifest", "ceremony", "roll", "drills", "open",
    "replacements", "ballots", "close", "units", "shares", "result", "verdict", "statements", "software", "receipts",
    "refusals",
)  # fmt: skip
CLAUSE_OF_TYPE = {
    1: "manifest", 2: "ceremony", 3: "ceremony", 4: "ceremony", 5: "roll", 6: "roll", 7: "open", 8: "ballots",
    9: "close", 10: "shares", 11: "result", 12: "ceremony", 13: "drills", 14: "replacements", 15: "statements",
    16: "software",
}  # fmt: skip
MAX_FINDINGS = 1000
ANSWERED = (
    "promise-forged", "promise-not-judged", "promise-moved", "promise-forked",
    "refusal-elsewhere", "refusal-forged", "refusal-not-judged", "late",
)  # fmt: skip
EXIT = {"verified": 0, "wrong": 1, "could not be checked": 2, "consistent": 3, "incomplete": 3}
NOT_SHOWN = """\
What this does not show: that the roll holds the right people and no others; that no voter's device cheated
unchallenged; that nobody was coerced; that no ballot was refused before a receipt existed; that each replaced
code was lost; that fewer than the threshold of trustees did not collude; that fewer than 2q - W of the W
witnesses (quorum q) did."""


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

    def add(self, entry: int | None, error: Refused, **more: object) -> None:
        """add records a failure."""
        self.present = True
        self.count += 1
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append({"entry": entry, **more, "code": error.code, "text": error.text})

    def as_json(self) -> dict[str, object]:
        """as_json is VER-8's object."""
        return {"name": self.name, "status": self.status(), "count": self.count, "findings": self.findings}


class Verification:
    """Verification drives the fold over a record and collects the report."""

    def __init__(self, log: Log, trust: Trust | None, rehearsal: bool = False) -> None:
        self.log = log
        self.rehearsal = rehearsal
        self.trust = trust
        self.clauses = {name: Clause(name) for name in CLAUSES}
        self.state = State()
        self.spoilt: list[Note] = []
        self.answered: list[Note] = []
        promises = [] if trust is None else [p for _, p in trust.promises]
        self.answers = Answers.of(promises, [] if trust is None else [r for _, r in trust.refusals])
        self.after_result = 0  # entries that the rules refuse where nothing changes the outcome any more (STA-1)

    def run(self) -> None:
        """run fills the report, clause by clause."""
        undecodable = self._fold()
        self._check_log(undecodable)
        m = self.state.manifest
        of_close, self.spoilt = self.spoilt, []
        keys = [] if m is None else m.witness_keys()
        pinned = [] if self.trust is None else list(self.trust.policy.witnesses.values())
        self._note_spoilt(CHECKPOINT, self.log.checkpoint, keys + pinned)
        self.spoilt += of_close
        if m is not None:
            self._check_checkpoint(m)
        if self.trust is not None:
            self._check_pins(self.trust, m)
            self._check_receipts(self.trust)
            self._check_answers(self.trust)

    def _check_log(self, undecodable: list[Fault]) -> None:
        """_check_log is the clause `log`, in VER-9's order."""
        self.clauses["log"].present = True
        by_entry = sorted([*self.log.bundles, *undecodable], key=lambda f: f.entry or 0)
        for fault in (*by_entry, *self.log.others, *self.log.tiles):
            self.clauses["log"].add(fault.entry, Refused(fault.code, fault.text), file=fault.file)

    def _fold(self) -> list[Fault]:
        """_fold applies every entry (VER-2, VER-7) and returns what does not decode."""
        undecodable: list[Fault] = []
        for index, data in enumerate(self.log.entries):
            entry = None
            try:
                entry = decode_entry(data) if data is not None else None
            except Refused as error:
                if self.state.phase == "final":
                    self.after_result += 1
                else:
                    undecodable.append(Fault(index, error.code, error.text))
            self.answers.before(index, self.state)
            if index == 0 or self.state.manifest is not None:
                self._judge(index, entry)
            self.state.append(self.log.leaf(index))
        self.answers.before(len(self.log.entries), self.state)
        if not self.log.entries:
            self._judge(0, None)
        self.clauses["verdict"].present |= self.state.outcome is not None
        return undecodable

    def _judge(self, index: int, entry: Entry | None) -> None:
        """_judge applies one entry; an entry 0 that is none is a finding of `manifest` (VER-10)."""
        if entry is None:
            if index == 0:
                self.clauses["manifest"].add(None, Refused("incomplete", "there is no entry 0"))
            return
        final = self.state.phase == "final"
        clause = self.clauses[CLAUSE_OF_TYPE[entry.type] if index else "manifest"]
        try:
            clause.present |= not final
            self.state.apply(entry)
            clause.present = True
        except Refused as error:
            self.answers.see(index, entry, accepted=False)
            if final:
                self.after_result += 1
                return
            if error.code == "unknown-mode":
                raise
            where = self.clauses["verdict"] if error.code == "wrong-verdict" else clause
            where.add(index, error)
            return
        self.answers.see(index, entry, accepted=True)
        self._note_conviction(index, entry)
        self._note_close(entry)
        self.clauses["units"].present |= self.state.tallying is not None

    def _note_conviction(self, index: int, entry: Entry) -> None:
        """_note_conviction reports CER-9 at the entry that convicts."""
        c = self.state.ceremony
        if entry.type == COMPLAINT and c is not None and c.convicted is not None:
            error = Refused("ceremony-failed", f"trustee {c.convicted} dealt a bad share")
            self.clauses["ceremony"].add(index, error)

    def _note_close(self, entry: Entry) -> None:
        """_note_close notes spoilt lines in an accepted close (LOG-3, VER-8)."""
        if entry.type == CLOSE and self.state.manifest is not None:
            note = tlog.parse_checkpoint(close_checkpoint(entry.body))
            self._note_spoilt(None, note, self.state.manifest.witness_keys())

    def _note_spoilt(self, file: str | None, checkpoint: tlog.Checkpoint, keys: list[tlog.Key]) -> None:
        """_note_spoilt notes the lines in witnesses' names that do not verify (VER-8)."""
        spoilt = tlog.spoilt_lines(checkpoint, keys)
        if spoilt:
            text = "lines in witnesses' names that do not verify"
            self.spoilt.append(Note("spoilt-line", file, spoilt, text))

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
        """_check_pins is VER-3, in VER-11's order."""
        self._attempt("pins", check_identity, m, trust)
        self._attempt("pins", trust.policy.check, self.log.checkpoint)
        for name, checkpoint in trust.checkpoints:
            self._attempt("pins", check_earlier, self.log, trust, name, checkpoint)

    def _check_receipts(self, trust: Trust) -> None:
        """_check_receipts is VER-3 on the receipts given."""
        for name, proof in trust.receipts:
            self._note_spoilt(name, proof.checkpoint, list(trust.policy.witnesses.values()))
            self._attempt("receipts", check_receipt, self.log, trust, name, proof)

    def _check_answers(self, trust: Trust) -> None:
        """_check_answers is BAL-16 and BAL-17 on the promises and refusals given."""
        key = trust.policy.key()
        altered = any(self.clauses[name].count for name in ("log", "board-signature")) or self.state.manifest is None
        record = Judged(self.state, self.log.tree, altered)
        for name, promise in trust.promises:
            self._judge_answer("receipts", name, lambda p=promise: self.answers.judge_promise(p, key, record))
        for number, (name, _) in enumerate(trust.refusals):
            self._judge_answer("refusals", name, lambda n=number: self.answers.judge_refusal(n, record))

    def _judge_answer(self, clause: str, name: str, judge: Callable[[], Remark | None]) -> None:
        """_judge_answer is a finding, a note, or neither; what was not judged does not count (VER-7)."""
        remark = None
        try:
            remark = judge()
        except Refused as error:
            self.clauses[clause].add(None, Refused(error.code, f"{name}: {error.text}"))
        if remark is not None:
            self.answered.append(Note(remark.kind, name, 1, remark.text))
        unjudged = remark is not None and remark.kind not in ("late", "promise-moved", "promise-forked")
        self.clauses[clause].present |= not unjudged

    def _notes(self) -> list[Note]:
        """_notes are VER-8's, in its order."""
        text = "entries after the last result that the rules refuse or that do not decode; they change nothing"
        after = [Note("after-result", None, self.after_result, text)] if self.after_result else []
        return [*self.spoilt, *after, *self.answered, *self.log.notes]

    def outcome(self) -> str:
        """outcome is VER-4."""
        if any(c.count for c in self.clauses.values()):
            return "wrong"
        if self.state.outcome is None:
            return "incomplete"
        return "consistent" if self.trust is None else "verified"

    def report(self) -> dict[str, object]:
        """report is VER-8."""
        m, outcome, result = self.state.manifest, self.outcome(), self.state.outcome
        return {
            "constat": 1,
            "outcome": outcome,
            "exit": 3 if outcome == "verified" and m is not None and m.rehearsal and not self.rehearsal else EXIT[outcome],
            "rehearsal": m.rehearsal if m is not None else None,
            "version": VERSION if m is not None else None,
            "manifest_hash": m.hash().hex() if m is not None else None,
            "size": self.log.checkpoint.size,
            "root": self.log.tree.root().hex(),
            "clauses": [c.as_json() for c in self.clauses.values()],
            "notes": [note.as_json() for note in self._notes()],
            "replaced": self.state.replaced() if m is not None else None,
            "result": result.as_json(m) if m is not None and result is not None else None,
        }


def check_board(checkpoint: tlog.Checkpoint, m: Manifest) -> None:
    """check_board is LOG-3. ERRORS: wrong-origin, missing-signature, bad-signature."""
    tlog.check_log_signature(checkpoint, m.board_key())


def check_quorum(checkpoint: tlog.Checkpoint, m: Manifest) -> None:
    """check_quorum is LOG-4. ERRORS: no-quorum."""
    cosigned = sum(bool(tlog.cosignature_times(checkpoint, key)) for key in m.witness_keys())
    spoilt = tlog.spoilt_lines(checkpoint, m.witness_keys())
    text = f"{cosigned} of {m.quorum} cosignatures; {spoilt} lines do not verify"
    require(cosigned >= m.quorum, "no-quorum", text)


def check_identity(m: Manifest | None, trust: Trust) -> None:
    """check_identity compares with the pinned manifest hash. ERRORS: wrong-referendum."""
    same = m is not None and m.hash() == trust.manifest_hash
    require(same, "wrong-referendum", "not the pinned manifest")


def check_earlier(log: Log, trust: Trust, name: str, checkpoint: tlog.Checkpoint) -> None:
    """check_earlier: the signature of the policy's log, then as check_prefix (VER-11)."""
    tlog.check_log_signature(checkpoint, trust.policy.key())
    check_prefix(log, name, checkpoint)


def check_prefix(log: Log, name: str, checkpoint: tlog.Checkpoint) -> None:
    """check_prefix: the size, then the root. ERRORS: log-rewound, bad-consistency."""
    require(checkpoint.size <= log.checkpoint.size, "log-rewound", f"{name} has {checkpoint.size} entries")
    require(log.tree.root(checkpoint.size) == checkpoint.root, "bad-consistency", name)


def check_receipt(log: Log, trust: Trust, name: str, proof: tlog.Proof) -> None:
    """check_receipt is BAL-12 on a pinned receipt, its place in the record, and its checkpoint (VER-11)."""
    trust.policy.check(proof.checkpoint)
    entry = tlog.check_inclusion(proof)
    there = proof.index < len(log.entries) and log.entries[proof.index] == entry
    require(there, "receipt-not-included", f"{name}, entry {proof.index}")
    check_prefix(log, name, proof.checkpoint)


def could_not_be_checked(error: Refused) -> dict[str, object]:
    """could_not_be_checked is the report of what is no record at all."""
    empty: dict[str, object] = dict.fromkeys(("rehearsal", "version", "manifest_hash", "size", "root", "replaced"))
    head = {"constat": 1, "outcome": "could not be checked", "exit": 2}
    return {**head, **empty, "clauses": [], "notes": [], "result": None, "error": {"code": error.code, "text": error.text}}


def verify(record: Path, trust: Path | None = None, rehearsal: bool = False) -> dict[str, object]:
    """verify is the whole report of a record; rehearsal says that one is expected."""
    try:
        pins = read_trust(trust) if trust is not None else None
        log = open_log(read_files(record))
    except Refused as error:
        return could_not_be_checked(error)
    verification = Verification(log, pins, rehearsal)
    try:
        verification.run()
    except Refused as error:  # of a version or mode that this program does not know
        return could_not_be_checked(error)
    return verification.report()


def format_notes(notes: list[dict[str, object]]) -> list[str]:
    """format_notes is what a person reads of what changes no outcome (VER-8)."""
    count = lambda kind: sum(int(str(n["count"])) for n in notes if n["kind"] == kind)  # noqa: E731
    lines = []
    if count("spoilt-line"):
        lines.append(f"{count('spoilt-line')} lines in witnesses' names do not verify, and count for nothing")
    for kind in ANSWERED:
        lines += [f"{n['file']}: {kind}: {n['text']}" for n in notes if n["kind"] == kind]
    if count("ahead"):
        lines.append(f"{count('ahead')} more entries, not sealed, not judged")
    if count("stray"):
        lines.append(f"{count('stray')} other files lie here and were not checked")
        lines += [f"    {n['file'] or 'and more'}" for n in notes if n["kind"] == "stray"]
    return lines


def format_report(report: dict[str, object]) -> str:
    """format_report is what a person reads."""
    lines = []
    for clause in report["clauses"]:  # type: ignore[attr-defined]
        lines.append(f"{clause['name']:16} {clause['status']}")
        for finding in clause["findings"]:
            where = "" if finding["entry"] is None else f"entry {finding['entry']}: "
            lines.append(f"    {where}{finding['code']}: {finding['text']}")
    lines += format_notes(report["notes"])  # type: ignore[arg-type]
    if "error" in report:
        lines.append(f"error: {report['error']['code']}: {report['error']['text']}")  # type: ignore[index]
    lines += [f"manifest  {report['manifest_hash']}", f"outcome   {report['outcome']}", "", NOT_SHOWN]
    return "\n".join(["REHEARSAL", *lines] if report["rehearsal"] else lines)


def main(arguments: list[str]) -> int:
    """main is the command."""
    parser = argparse.ArgumentParser(description="Verify a Constat record.")
    parser.add_argument("record", type=Path)
    parser.add_argument("--trust", type=Path, help="the trust file (VER-1)")
    parser.add_argument("--rehearsal", action="store_true", help="expect a rehearsal: without this its best exit status is 3")
    parser.add_argument("--json", type=Path, help="write the report of VER-8 here")
    options = parser.parse_args(arguments)
    report = verify(options.record, options.trust, options.rehearsal)
    print(format_report(report))
    if options.json is not None:
        made = {"program": "docs/spec/ref/verify.py", "sha256": None, "date": None, "machine": None}
        options.json.write_text(json.dumps({**report, "made": made}, indent=2) + "\n")
    return int(str(report["exit"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
