#!/usr/bin/env python3
"""Records that a board and its witnesses forged together, made by the specification's own maker: what a voter's commands say.

usage: forged_test.py BIN_DIR GUIDE_DIR
"""
import pathlib
import re
import sys

import command_case
from command_case import CommandCase

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "docs/spec/ref"))
import made  # noqa: E402
import make_answers  # noqa: E402
import maker  # noqa: E402
from ballot import BALLOT, Ballot  # noqa: E402
from state import Entry  # noqa: E402

TRACKER = re.compile(r"t(?: [0-9a-z]{5}){5}")
MINUTE_MS = maker.MINUTE_MS


def spoilt(ballot: Ballot, byte: int = 32) -> bytes:
    """The ballot's body with a wrong response in the last proof; its ciphertexts, and so its tracker, are the same."""
    body = bytearray(ballot.encode())
    body[-byte] ^= 1
    return bytes(body)


class ForgedCase(CommandCase):
    def write(self, m: maker.Maker, name: str = "record") -> None:
        maker.write_files(self.root / name, m.files())
        (self.root / "trust.toml").write_text(f'manifest = "{m.hash.hex()}"\npolicy = """\n{m.policy()}"""\n')
        self.entry_file(m, "manifest.entry", 1, m.entries[0][11:])

    def entry_file(self, m: maker.Maker, name: str, kind: int, body: bytes) -> None:
        head = f"constat-entries/1 {m.hash.hex()}\n".encode()
        (self.root / name).write_bytes(head + Entry(kind, 0, body).encode())

    def my_ballots(self, m: maker.Maker, status: int, voter: int = 0) -> dict[int, str]:
        """What my-ballots says of each entry of a voter, by the entry's index; "" is all it says."""
        output = self.refuse(f"constat my-ballots --record record --trust trust.toml --keep none "
                             f"--credential {m.voters[voter].credential().encode().hex()}", status)
        lines = {int(found[1]): found[0] for found in re.finditer(r"^.*  entry ([0-9]+)  .*$", output, re.M)}
        return {**lines, -1: output}


class WrongTimes(ForgedCase):
    """Spec: LOG-2, BAL-8"""

    def test_ballots_out_of_time_never_count(self):
        m = made.tiny_open("cli-times")
        m.vote(0, [0])
        good = len(m.entries) - 1
        m.add(BALLOT, m.ballot(0, [[1]], revision=2).encode(), m.time_ms - MINUTE_MS)
        m.add(BALLOT, m.ballot(0, [[1]], revision=2).encode(), maker.CLOSING_MS)
        self.write(m)
        said = self.my_ballots(m, 1)
        self.assertIn("COUNTS", said[good])
        for entry, code in ((good + 1, "time-went-back"), (good + 2, "outside-voting-time")):
            self.assertIn("REFUSED, it does not count: ", said[entry])
            self.assertIn(f"({code})", said[entry])
        self.assertEqual(said[-1].count("COUNTS"), 1)
        self.assertIn("Voting is not closed in this record", said[-1])
        self.assertIn("So this record breaks the rules. Keep a copy of it, and run constat verify", said[-1])

    def test_ballots_after_the_close(self):
        m = made.tiny_open("cli-closed")
        m.vote(0, [0])
        good, hours = len(m.entries) - 1, m.time_ms
        m.close()
        for time_ms in (maker.CLOSING_MS + 3 * MINUTE_MS, hours):
            self.assertEqual(m.add(BALLOT, m.ballot(0, [[1]], revision=2).encode(), time_ms), "wrong-phase")
        self.write(m)
        said = self.my_ballots(m, 1)
        self.assertIn("REFUSED, it does not count: the ballot is from after the closing", said[good + 2])
        self.assertIn(f"not judged here: it depends on whether entry {good + 1}, the close before it, is valid", said[good + 3])
        self.assertNotIn("COUNTS", said[-1])
        self.assertIn("valid; whether it counts was not judged here", said[good])
        self.assertIn(f"The voting is closed by entry {good + 1} of this record.", said[-1])
        self.assertIn("So this record breaks the rules.", said[-1])

    def test_a_ballot_before_the_opening(self):
        m = made.tiny_open("cli-early")
        m.add(BALLOT, m.ballot(0, [[1]]).encode(), maker.OPENING_MS - MINUTE_MS)
        m.vote(0, [0], revision=1)
        self.write(m)
        said = self.my_ballots(m, 1)
        early = len(m.entries) - 2
        self.assertIn("REFUSED, it does not count: ", said[early])
        self.assertIn("(outside-voting-time)", said[early])
        self.assertNotIn("REFUSED", said[early + 1])
        self.assertIn("Voting is not closed in this record", said[-1])


class Receipts(ForgedCase):
    """Spec: BAL-12"""
    MAKE = "constat receipt make --record record --trust trust.toml --out r"
    VERIFY = "constat receipt verify r --trust trust.toml --record"

    def tracker_of(self, m: maker.Maker, entry: int) -> str:
        return TRACKER.search(self.my_ballots(m, 1)[entry]).group()

    def test_a_refused_ballot(self):
        m = made.tiny_open("cli-refused")
        m.add(BALLOT, spoilt(m.ballot(0, [[1]])), m.time_ms + MINUTE_MS)
        self.write(m)
        entry = len(m.entries) - 1
        words = ("The ballot: REFUSED, it does not count: ", "(bad-proof).", "So this record breaks the rules.",
                 "The receipt is evidence that the board put this entry into the log: keep it.")
        out = self.refuse(f"{self.MAKE} --tracker '{self.tracker_of(m, entry)}'", 1, f"is entry {entry} of the record", *words)
        self.assertNotIn("Next: give it to the voter", out)
        out = self.refuse(f"{self.VERIFY} record", 1, f"The receipt is valid: entry {entry} of the log", *words)
        self.assertNotIn("By the rules the ballot is valid", out)
        self.accept(f"{self.VERIFY} manifest.entry", "Nothing was judged about the ballot itself")

    def test_the_receipt_is_for_the_entry_that_counts(self):
        m = made.tiny_open("cli-tracker")
        ballot = m.ballot(0, [[1]])
        for body in (spoilt(ballot), ballot.encode(), ballot.encode()):
            m.add(BALLOT, body, m.time_ms + MINUTE_MS)
        self.write(m)
        good = len(m.entries) - 2
        tracker = self.tracker_of(m, good)
        self.assertEqual([tracker, tracker], [self.tracker_of(m, good - 1), self.tracker_of(m, good + 1)])
        self.entry_file(m, "spoilt.entry", BALLOT, spoilt(ballot))
        self.entry_file(m, "good.entry", BALLOT, ballot.encode())
        for which in (f"--tracker '{tracker}'", "--ballot good.entry", "--ballot spoilt.entry"):
            self.accept(f"rm -f r; {self.MAKE} {which}", f"the ballot {tracker} is entry {good} of the record",
                        "By the rules the ballot is valid, its proofs included.")

    def test_a_promise_and_a_refusal(self):
        """Spec: BAL-15, BAL-17"""
        m = made.tiny_voted("cli-answers")
        self.write(m)
        (self.root / "r").write_bytes(m.promise(len(m.entries) - 1, len(m.entries)))
        self.refuse(f"{self.VERIFY} record", 3, "PROMISED, NOT YET CONFIRMED")
        (self.root / "r").write_bytes(m.promise(len(m.entries) - 1, len(m.entries)).replace(b"index ", b"index 1"))
        self.refuse(f"{self.VERIFY} record", 1, "THE RECEIPT IS NOT VALID", "no-quorum")
        file = make_answers.refuse(m, spoilt(m.ballot(0, [[1]])), "bad-proof").encode()
        (self.root / "f").write_bytes(file)
        check = "constat refusal verify f --trust trust.toml --record manifest.entry"
        self.accept(check, "The refusal is the board's: it refused a ballot", "(bad-proof)", "tracker     t ")
        (self.root / "f").write_bytes(file[:-1] + bytes([file[-1] ^ 1]))
        self.refuse(check, 1, "THE REFUSAL IS NOT THE BOARD'S", "wrong-hash")
        (self.root / "f").write_bytes(file[:-1])
        self.refuse(check, 2, "truncated")

    def test_no_second_ballot_for_a_doubt(self):
        """The board puts a ballot that nobody judges, of a later time, before the voter's: it gets no other. Spec: BAL-14"""
        for plan, code in (({"revoting": False, "max_ballots": 1}, "already-voted"), ({"max_ballots": 1}, "too-many-ballots")):
            m = made.tiny_open(f"cli-doubt-{code}", **plan)
            m.add(BALLOT, b"\1" * 100, m.time_ms + 61 * MINUTE_MS)
            m.add(BALLOT, m.ballot(0, [[0]]).encode(), maker.OPENING_MS + MINUTE_MS)
            self.write(m, f"record-{code}")
            self.secrets |= set(m.codes[0])
            self.refuse(f"constat vote --record record-{code} --trust trust.toml --keep mine --out b.entry", 2, code,
                        typed="\n".join(m.codes[0]) + "\n1\ncast\n")
            self.assertFalse((self.root / "b.entry").exists())

    def test_of_refused_copies_the_one_that_was_sent(self):
        m = made.tiny_open("cli-copies")
        ballot = m.ballot(0, [[1]])
        for byte in (32, 31):
            m.add(BALLOT, spoilt(ballot, byte), m.time_ms + MINUTE_MS)
        self.write(m)
        second = len(m.entries) - 1
        self.entry_file(m, "second.entry", BALLOT, spoilt(ballot, 31))
        self.refuse(f"{self.MAKE} --ballot second.entry", 1, f"is entry {second} of the record", "REFUSED")
        self.refuse(f"rm r; {self.MAKE} --tracker '{self.tracker_of(m, second)}'", 1, f"is entry {second - 1} of the record")

    def test_a_forked_record(self):
        """In the record at hand there is, where the receipt's ballot was, another voter's, or another one of this voter."""
        for other in (1, 0):
            with self.subTest(other):
                shown, hidden = made.tiny_open(f"cli-fork-{other}"), made.tiny_open(f"cli-fork-{other}")
                hidden.vote(0, [0])
                entry = len(hidden.entries) - 1
                (self.root / "r").write_bytes(hidden.receipt(entry, entry + 1))
                shown.vote(other, [1])
                shown.vote(2, [0])
                self.write(shown, f"record-{other}")
                out = self.refuse(f"{self.VERIFY} record-{other}", 1,
                                  f"record-{other}: the record has another entry at {entry}, so the board and its witnesses signed "
                                  "two different logs: keep both, and show them to the organiser and to observers (receipt-not-included).",
                                  "The receipt is valid")
                self.assertNotIn("By the rules the ballot is valid", out)
                self.write(hidden, f"hidden-{other}")
                self.accept(f"{self.VERIFY} hidden-{other}", "By the rules the ballot is valid")


if __name__ == "__main__":
    sys.exit(command_case.main())
