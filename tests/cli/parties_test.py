#!/usr/bin/env python3
"""The parties' commands: wrong order, ballots and records that are refused, codes, challenges, receipts, two registrars.

usage: parties_test.py BIN_DIR GUIDE_DIR
"""
import csv
import json
import os
import pty
import re
import shutil
import sys

import command_case
from command_case import CommandCase

ENTRY_HEAD = re.compile(rb"constat-entries/1 [0-9a-f]{64}\n")


class Board(CommandCase):
    state = "open"
    APPEND = "CONSTAT_NOW=2026-05-02T08:00:00Z constat board append board/log --key board/board-key"

    def vote(self, row: int, out: str) -> None:
        self.accept(f"constat vote --record voter/record --keep {out}.txt --out {out}", typed=f"{self.code(row)}\n1\ncast\n")

    def test_wrong_order(self):
        self.accept(f"{self.APPEND} organiser/open.entry organiser/manifest.entry", "already entry 0: a manifest", "2 of these entries were in the log before")
        opening = (self.root / "organiser/open.entry").read_bytes()
        (self.root / "bad-open").write_bytes(opening[:-1] + bytes([opening[-1] ^ 1]))
        self.refuse(f"{self.APPEND} bad-open", 1, "wrong-phase", "Refused 1")
        self.refuse(f"{self.APPEND} nowhere.entry", 2, "nowhere.entry")
        self.refuse(f"{self.APPEND} organiser/trust.toml", 1, "a file of entries is wanted")
        self.refuse("CONSTAT_NOW=2026-05-02T08:00:00Z constat board close board/log --key board/board-key", 2, "wrong-close-time")
        self.refuse("constat board result board/log --key board/board-key", 2, "wrong-phase")
        self.refuse("constat board publish board/log --key board/board-key board/cosigned-1", 2, "no-quorum")
        self.refuse("constat board publish board/log --key board/board-key board/log/head organiser/trust.toml", 2, "trust.toml")
        self.refuse("constat board status board", 2, "is not a board's folder")
        self.refuse("constat board status nowhere", 2, "nowhere")
        self.refuse("constat trustee accept --record organiser/manifest.entry --key trustee-1/trustee --state m --out a", 2)
        self.refuse("constat trustee decrypt --record voter/record --trust organiser/trust.toml --key trustee-1/trustee --state m "
                    "--out s", 2, "wrong-order")

    def test_a_refused_ballot_is_left_out_and_the_others_stay(self):
        self.vote(0, "a.entry")
        self.vote(1, "b.entry")
        bad = (self.root / "a.entry").read_bytes()
        (self.root / "bad.entry").write_bytes(bad[:-1] + bytes([bad[-1] ^ 1]))
        output = self.refuse(f"{self.APPEND} bad.entry a.entry a.entry b.entry", 1, "Appended 2 entries")
        self.assertIn("already entry", output)
        self.assertIn("bad-proof", output)
        self.assertIn("Refused 1", output)

    def test_ballots_outside_the_voting_time(self):
        self.vote(0, "a.entry")
        for now in ("2026-04-30T08:00:00Z", "2026-05-03T18:00:00Z"):
            self.refuse(f"CONSTAT_NOW={now} constat board append board/log --key board/board-key a.entry", 1, "outside-voting-time")

    def test_truncated_entry_files(self):
        self.vote(0, "a.entry")
        whole = (self.root / "a.entry").read_bytes()
        self.assertRegex(whole, ENTRY_HEAD)
        for cut in (0, 10, 82, 83, 90, len(whole) - 1):
            (self.root / "cut").write_bytes(whole[:cut])
            self.refuse(f"{self.APPEND} cut", 1, "cut")
        (self.root / "more").write_bytes(whole + b"\0")
        self.refuse(f"{self.APPEND} more", 1, "more")

    def test_entries_of_another_referendum(self):
        self.vote(0, "a.entry")
        whole = (self.root / "a.entry").read_bytes()
        (self.root / "other").write_bytes(whole[:18] + b"0" * 64 + whole[82:])
        self.refuse(f"{self.APPEND} other", 2, "wrong-referendum")

    def test_one_board_at_a_time(self):
        self.refuse("exec 9>board/log/head.lock; flock 9; constat board status board/log", 2, "another program")

    def test_witness_refuses_a_shorter_log(self):
        shutil.copytree(self.root / "board/log", self.root / "old")
        self.vote(0, "a.entry")
        self.accept(f"{self.APPEND} a.entry")
        cosign = "constat witness cosign --key witness-1/witness --state witness-1/seen"
        self.accept(f"{cosign} --record board/log/for-witnesses --checkpoint board/log/to-cosign --out c1")
        self.refuse(f"{cosign} --record old/for-witnesses --checkpoint old/to-cosign --out c2", 2, "log-rewound")
        self.assertFalse((self.root / "c2").exists())

    def test_a_forked_log_is_neither_cosigned_nor_accepted(self):
        shutil.copytree(self.root / "board/log", self.root / "fork")
        self.vote(0, "a.entry")
        self.vote(1, "b.entry")
        self.accept(f"{self.APPEND} a.entry")
        self.accept(f"{self.APPEND.replace('board/log', 'fork')} b.entry")
        cosign = "constat witness cosign --key witness-1/witness --state witness-1/seen"
        self.accept(f"{cosign} --record board/log/for-witnesses --checkpoint board/log/to-cosign --out c1")
        self.refuse(f"{cosign} --record fork/for-witnesses --checkpoint fork/to-cosign --out c2", 2, "bad-consistency")
        self.refuse("constat board publish board/log --key board/board-key c1 fork/to-cosign", 2, "bad-consistency")


class OpenBoard(CommandCase):
    state = "open"

    def publish(self, entry: str) -> None:
        self.accept(f"{Board.APPEND} {entry}", "Appended 1 entry")
        for n in (1, 2):
            self.accept(f"CONSTAT_NOW=2026-05-02T08:01:00Z constat witness cosign --record board/log/for-witnesses "
                        f"--checkpoint board/log/to-cosign --key witness-{n}/witness --state witness-{n}/seen --out c{n}")
        self.accept("constat board publish board/log --key board/board-key c1 c2")


class Voting(OpenBoard):
    VOTE = "constat vote --record voter/record --trust organiser/trust.toml --keep mine.txt --out ballot.entry"

    def test_codes(self):
        code = self.code()
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        self.secrets.add(wrong)
        self.refuse(self.VOTE, 2, "bad-code", typed=f"{wrong}\n1\ncast\n")
        self.refuse(self.VOTE, 2, "bad-code", typed=f"{code[:-5]}\n1\ncast\n")
        self.refuse(self.VOTE, 2, "not-on-roll", typed="0000-0000-0000-0000-0000-0000\n1\ncast\n")
        self.refuse(self.VOTE, 2, "standard input ended")
        (self.root / "codes").write_text(code + "\n")
        self.refuse(f"{self.VOTE} --codes codes", 2, "unsafe-file", typed="1\ncast\n")
        (self.root / "codes").chmod(0o600)
        self.refuse(f"{self.VOTE} --codes nowhere", 2, "nowhere")
        self.refuse(f"{self.VOTE} --codes codes", 2, "is not a choice here", typed="9\ncast\n")
        self.refuse(f"{self.VOTE} --codes codes", 2, "bad-number", typed="1,2\ncast\n")
        self.refuse(f"{self.VOTE} --codes codes", 2, "cast, challenge or stop", typed="1\nyes\n")
        self.assertFalse((self.root / "ballot.entry").exists())
        self.assertFalse((self.root / "mine.txt").exists())
        self.accept(f"{self.VOTE} --codes codes", "nothing was cast", typed="No\nstop\n")
        self.accept(f"{self.VOTE} --codes codes", "Wrote ballot.entry", typed="No\ncast\n")
        self.assertEqual(self.mode("mine.txt"), 0o600)
        self.refuse(f"{self.VOTE} --codes codes", 2, "refuses-overwrite", typed="No\ncast\n")

    def test_who_has_not_voted_yet_is_told(self):
        (self.root / "codes").write_text(self.code() + "\n")
        (self.root / "codes").chmod(0o600)
        self.accept(f"{self.VOTE} --codes codes", "nothing was cast, nothing was written", typed="No\nstop\n")
        self.assertFalse((self.root / "ballot.entry").exists())
        said = " ".join(self.accept(f"{self.VOTE} --codes codes", typed="No\ncast\n").split())
        self.assertIn("until you have that, your vote is not in", said)

    def test_codes_are_typed_in_any_form(self):
        self.accept(self.VOTE, "Wrote ballot.entry", typed=f"{self.code().lower().replace('-', ' ')}\n1\ncast\n")

    def test_codes_come_out_of_a_word_processor(self):
        code = self.code().lower().replace("-", "\u00a0\u2013 ").replace("0", "o")
        (self.root / "codes").write_bytes(f"\ufeff\u00a0{code}\r\n".encode("utf-16-le"))
        (self.root / "codes").chmod(0o600)
        self.accept(f"{self.VOTE} --codes codes", "Wrote ballot.entry", typed="1\ncast\n")

    def test_a_code_is_not_shown_while_it_is_typed(self):
        code = self.code()
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.root)
            os.execvpe("constat", self.VOTE.split(), self.environment)
        seen = b""

        def until(text: bytes) -> None:
            nonlocal seen
            while text not in seen:
                seen += os.read(terminal, 4096)

        until(b"not shown while you type")
        os.write(terminal, f"{code}\n".encode())
        until(b"Your choice")
        os.write(terminal, b"nonsense\n")
        until(b"is not a choice here")
        os.write(terminal, b"1\n")
        until(b"cast to vote")
        os.write(terminal, b"cast\n")
        until(b"Wrote ballot.entry")
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertNotIn(code.encode(), seen)
        self.assertNotIn(code[:9].encode(), seen)

    def test_the_record_must_be_the_one_of_the_trust_file(self):
        text = (self.root / "organiser/trust.toml").read_text()
        (self.root / "organiser/trust.toml").write_text(re.sub(r'manifest = "[0-9a-f]{2}', 'manifest = "00', text))
        self.refuse(self.VOTE, 2, "wrong-referendum", typed=f"{self.code()}\n1\ncast\n")

    def test_a_record_without_its_witnesses(self):
        checkpoint = self.root / "voter/record/checkpoint"
        lines = [line for line in checkpoint.read_text().splitlines() if "witness-1" not in line]
        checkpoint.write_text("\n".join(lines) + "\n")
        self.refuse(self.VOTE, 2, "no-quorum", typed=f"{self.code()}\n1\ncast\n")

    def test_a_tampered_record(self):
        bundle = next((self.root / "voter/record/tile/entries").rglob("*.p/*"))
        whole = bytearray(bundle.read_bytes())
        whole[-1] ^= 1
        bundle.write_bytes(whole)
        self.refuse(self.VOTE, 2, "record-not-verified", typed=f"{self.code()}\n1\ncast\n")

    def test_challenges(self):
        out = self.accept(self.VOTE, "can never be cast", typed=f"{self.code()}\n2\nchallenge\n")
        tracker = re.search(r"t(?: [0-9a-z]{5}){5}", out).group()
        check = "constat challenge check ballot.entry --record voter/record --trust organiser/trust.toml --tracker"
        self.accept(f"{check} {tracker.upper().replace(' ', '')}", ": No")
        self.accept(f"{check} {tracker[2:].replace(' ', '-')}", ": No")
        other = tracker[:-1] + ("0" if tracker[-1] != "0" else "1")
        self.refuse(f"{check} '{other}'", 1, "DID NOT TELL THE TRUTH")
        self.refuse(f"{check} '{tracker[:-6]}'", 2, "25 characters")
        self.refuse(f"{check} ????", 2, "cannot be in a tracker")
        self.assertEqual(self.mode("ballot.entry"), 0o600)
        text = (self.root / "ballot.entry").read_text()
        (self.root / "ballot.entry").write_text(text[:-6] + "\n")
        self.refuse(f"{check} '{tracker}'", 2, "ballot.entry")
        self.refuse(f"{Board.APPEND} ballot.entry", 1, "is a challenge, and a file of entries is wanted")

    # Spec: BAL-14
    def test_held_back_ballot(self):
        """A and B get no answer; C, made on another device, has a receipt; the board then brings B in, and C counts."""
        shutil.copytree(self.root / "voter/record", self.root / "published")
        first = "constat vote --record published --trust organiser/trust.toml --keep first.txt --out"
        second = first.replace("first.txt", "second.txt")
        self.accept(f"{first} a.entry", typed=f"{self.code()}\n1\ncast\n")
        out = self.accept(f"{first} b.entry", "is not in this record", "send that again", "only when it has one",
                          typed=f"{self.code()}\n1\ncast\n")
        notes = [line.split() for line in (self.root / "first.txt").read_text().splitlines()]
        self.assertEqual([line[3] for line in notes], ["1", "1"], out)
        self.accept(f"{second} c.entry", typed=f"{self.code()}\n2\ncast\n")
        self.publish("c.entry")
        receipt = "constat receipt make --record board/log/record --out r --ballot"
        self.accept(f"{receipt} c.entry", "By the rules the ballot is valid")
        # The board now brings in what it held back.
        self.refuse(f"{Board.APPEND} b.entry a.entry", 1, "stale-revision")
        mine = "constat my-ballots --record board/log/record --trust organiser/trust.toml --keep"
        self.accept(f"{mine} second.txt", "COUNTS")
        out = self.refuse(f"{mine} first.txt", 1, "cannot come in any more")
        self.assertEqual(out.count("COUNTS"), 1)
        # The receipt serves where the record at hand is older: on any device the next one replaces C.
        self.accept(f"{first} d.entry --receipt r", "By your receipt", typed=f"{self.code()}\n1\ncast\n")
        self.assertEqual((self.root / "first.txt").read_text().splitlines()[-1].split()[3], "2")
        self.refuse(f"{first} e.entry --receipt r", 2, "another-voter", "and your codes are of voter", typed=f"{self.code(1)}\n1\ncast\n")
        self.assertFalse((self.root / "e.entry").exists())
        verify = "constat receipt verify r --trust organiser/trust.toml --record"
        self.accept(f"{verify} organiser/manifest.entry", "Nothing was judged about the ballot itself")
        self.accept(f"{verify} published", "older than the receipt")
        self.accept(f"{verify} board/log/record", "By the rules the ballot is valid")

    def test_codes_never_come_from_arguments(self):
        self.assertNotIn("CODE", self.accept("constat vote --help").replace("--codes FILE", ""))
        self.refuse("constat vote 0000-0000-0000-0000-0000-0000 --record voter/record --out b", 2, "Run constat vote --help.")


class Whose(OpenBoard):
    """Two voters on one device: each paper is named by its voter, and another voter's is told by name. Spec: BAL-18"""
    NAME = re.compile(r"voter [0-9a-z]{4}/[0-9a-z]{4}")

    def setUp(self) -> None:
        super().setUp()
        self.names = []
        for row in (0, 1):
            (self.root / f"code-{row}").write_text(self.code(row) + "\n")
            (self.root / f"code-{row}").chmod(0o600)
            out = self.vote(row, f"{row}.entry", "1\ncast\n")
            self.names.append(self.NAME.search(out).group())
            self.assertIn(f"It is of {self.names[-1]}.", out)

    def vote(self, row: int, out: str, typed: str) -> str:
        """Both note their ballots in one file, my-ballots.txt."""
        return self.accept(f"constat vote --record voter/record --trust organiser/trust.toml --codes code-{row} --out {out}",
                           "Write both down", typed=typed)

    def check(self, command: str, row: int, status: int = 0) -> None:
        """The paper is of the voter in this row: said without codes, right with the codes or name, refused with another's."""
        mine, other = self.names[row], self.names[1 - row]

        def said(options: str, wanted: int, *texts: str) -> str:
            got, output = self.run_command(f"{command} {options}", f"{self.code(row)}\n")
            self.assertEqual(got, wanted, output)
            for text in texts:
                self.assertIn(text, output)
            return output

        self.assertNotIn(other, said("", status, mine, "was not compared"))
        for options, words in ((f"--codes code-{row}", "It is yours"), ("--codes -", "It is yours"),
                               (f"--voter '{mine}'", "the name you gave"), (f"--voter {mine[6:].upper()}", "the name you gave")):
            self.assertNotIn("was not compared", said(options, status, mine, words))
        for options, words in ((f"--codes code-{1 - row}", f"is of {mine}, and your codes are of {other}; "),
                               (f"--voter '{other}'", f"is of {mine}, and you gave the name {other}; ")):
            output = said(options, 1, "THIS IS NOT YOURS", "(another-voter)", words)
            self.assertNotRegex(output, "honest this time|Next: |It says that the ballot is in the log")
        said(f"--voter '{mine}' --codes code-{row}", 2, "give --codes or --voter, not both")
        said("--voter me", 2, "bad-text")

    def test_receipts_and_promises(self):
        self.publish("0.entry")
        out = self.accept("constat receipt make --record board/log/record --ballot 0.entry --out r", self.names[0])
        self.assertNotIn(self.names[1], out)
        verify = "constat receipt verify r --trust organiser/trust.toml --record"
        self.check(f"{verify} organiser/manifest.entry", 0)
        self.check(f"{verify} board/log/record", 0)
        lines = (self.root / "r").read_text().splitlines()
        (self.root / "r").write_text("\n".join(line for line in lines if "witness" not in line) + "\n")
        self.check(f"{verify} organiser/manifest.entry", 0, 3)
        self.accept("constat show r --record organiser/manifest.entry", self.names[0])

    def test_refusals(self):
        whole = (self.root / "1.entry").read_bytes()
        (self.root / "1.entry").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        self.refuse(f"{Board.APPEND} 1.entry", 1, "bad-proof")
        self.check("constat refusal verify 1.entry.refusal --trust organiser/trust.toml --record organiser/manifest.entry", 1)

    def test_challenges(self):
        out = self.vote(1, "c", "2\nchallenge\n")
        tracker = re.findall(r"t(?: [0-9a-z]{5}){5}", out)[-1]  # the first is that of the ballot that is not in the record yet
        check = f"constat challenge check c --record voter/record --trust organiser/trust.toml --tracker '{tracker}'"
        self.assertIn(f"--voter '{self.names[1]}'", out)
        self.check(check, 1)
        self.accept(check, f"If you are {self.names[1]} and that is what you had chosen, the device was honest this time")
        # A device that shows another voter's tracker and opens that ballot is not called honest.
        self.refuse(f"{check} --codes code-0", 1, "that device is not honest")
        self.refuse(check.replace(tracker, self.names[1]), 2, "this is the name of a voter")

    def test_two_voters_in_one_folder(self):
        notes = (self.root / "my-ballots.txt").read_text().splitlines()
        self.assertEqual([line.split()[3] for line in notes], ["1", "1"])
        self.publish("0.entry")
        mine = "constat my-ballots --record board/log/record --trust organiser/trust.toml"
        self.refuse(mine, 2, f"my-ballots.txt has notes of 2 voters: {self.names[0]}, {self.names[1]}; ")
        for options in ("--codes code-0", f"--voter '{self.names[0]}'", f"--credential {notes[0].split()[2]}"):
            out = self.accept(f"{mine} {options}", f"Ballots cast with the code of {self.names[0]}:",
                              f"my-ballots.txt has 1 note of {self.names[0]}.", f"Its notes of {self.names[1]} are another voter's")
            self.assertEqual(out.count("entry "), 1, out)
            self.assertNotIn("not in your notes", out)
            self.assertNotIn("not in the record", out)
        self.accept(f"{mine} --codes code-1", f"No ballot was cast with the code of {self.names[1]}.", "in your notes, but not in the record")
        self.refuse(f"{mine} --codes code-0 --voter '{self.names[0]}'", 2, "give --codes or --voter, not both")
        self.refuse(f"{mine} --codes code-0 --credential {notes[0].split()[2]}", 2, "one of them")
        self.refuse(f"{mine} --voter 0000/0000", 2, "(another-voter)", *self.names)
        # Only the other voter's notes are there.
        (self.root / "others.txt").write_text(notes[1] + "\n")
        (self.root / "others.txt").chmod(0o600)
        self.refuse(f"{mine} --keep others.txt --codes code-0", 1, f"others.txt has no note of {self.names[0]}",
                    f"Its notes of {self.names[1]} are another voter's")
        self.accept(f"{mine} --keep others.txt", f"others.txt has 1 note of {self.names[1]}", "Your code was not asked")
        # The next ballot of each has the next number of its own, and no line of the other is touched.
        self.accept("constat vote --record board/log/record --codes code-0 --out 2.entry", "With this code 1 ballot was cast before",
                    typed="1\ncast\n")
        self.assertEqual((self.root / "my-ballots.txt").read_text().splitlines()[:2], notes)
        self.assertEqual((self.root / "my-ballots.txt").read_text().splitlines()[2].split()[2:4], [notes[0].split()[2], "2"])

    def test_the_board_says_whose_ballot_it_took(self):
        self.accept(f"{Board.APPEND} 0.entry 1.entry", f"of {self.names[0]}", f"of {self.names[1]}")


class Pipes(CommandCase):
    """Each file is opened once: what a shell hands over as a pipe can be read only once."""
    TRUST = "--trust <(cat organiser/trust.toml)"
    MANIFEST = "--record <(cat organiser/manifest.entry)"

    def test_a_trust_file(self):
        shutil.rmtree(self.root)
        shutil.copytree(command_case.base_folder / "open", self.root)
        self.environment["CONSTAT_NOW"] = command_case.VOTING
        typed = f"{self.code()}\n1\n"
        self.accept(f"constat vote --record voter/record {self.TRUST} --keep k --out b", "Wrote b", typed=typed + "cast\n")
        out = self.accept(f"constat vote --record voter/record {self.TRUST} --out c", "Wrote c", typed=typed + "challenge\n")
        tracker = re.search(r"t(?: [0-9a-z]{5}){5}", out).group()
        self.accept(f"constat challenge check <(cat c) --record voter/record {self.TRUST} --tracker '{tracker}'", ": Yes")
        self.accept(f"constat my-ballots --record voter/record {self.TRUST} --keep k", "not in the record")
        self.refuse(f"constat vote --record voter/record --keep l --out d --trust <(cat organiser/trust.toml | sed s/manifest/x/)",
                    2, "a trust file has no", typed=typed + "cast\n")

    def test_after_the_close(self):
        self.accept(f"constat verify observer/record --rehearsal {self.TRUST}", "VERIFIED")
        self.accept(f"constat my-ballots --record observer/record {self.TRUST} --keep voter/1000.txt", "COUNTS")
        tracker = re.search(r"t(?: [0-9a-z]{5}){5}", self.accept(
            "constat my-ballots --record observer/record --keep voter/1000.txt")).group()
        self.accept(f"constat receipt make --record observer/record {self.TRUST} --tracker {tracker[2:13].replace(' ', '')} --out r",
                    f"the ballot {tracker} is entry")
        receipt = f"constat receipt verify <(cat r) {self.TRUST}"
        self.accept(f"{receipt} --record observer/record", "By the rules the ballot is valid")
        self.accept(f"constat trustee decrypt --record trustee-1/record {self.TRUST} --key trustee-1/trustee "
                    "--state trustee-1/memory --out again")

    def test_statements(self):
        (self.root / "words.txt").write_text("We saw the whole count.\n")
        say = f"CONSTAT_NOW=2026-05-04T08:00:00Z constat statement words.txt --record observer/record {self.TRUST}"
        self.accept(f"{say} --key organiser/organiser --kind confirms --about 0 --out s.entry", "it is verified")
        self.accept(f"{say} --key trustee-1/trustee --out t.entry")
        self.accept(f"{say} --key board/board-key --language other --out b.entry")
        self.refuse(f"{say} --key board/board-key-refusals --out x.entry", 2, "wrong-key")
        self.refuse(f"{say} --key organiser/organiser --kind rumour --out x.entry", 2, "unknown-enum")
        self.refuse(f"{say} --key organiser/organiser --about 4000 --out x.entry", 2, "bad-number")
        late = say.replace("2026-05-04", "2027-05-04")
        self.refuse(f"{late} --key organiser/organiser --out x.entry", 2, "wrong-phase")
        append = "CONSTAT_NOW=2026-05-04T08:00:00Z constat board append board/log --key board/board-key"
        self.accept(f"{append} s.entry t.entry b.entry", "Appended 3 entries")
        self.accept(f"{append} s.entry", "already entry", "statement (s.entry)")
        self.assertIn("checked      by nobody", self.accept("constat show s.entry --record observer/record").replace("checked    ", "checked      "))

    def test_pages(self):
        (self.root / "pages.toml").write_text('[software]\nname = "Pages"\nversion = "2"\n[[software.file]]\npath = "a.js"\n'
                                              f'sha256 = "{"0" * 64}"\n')
        now = "CONSTAT_NOW=2026-05-04T08:00:00Z"
        make = f"{now} constat organiser pages pages.toml --record observer/record {self.TRUST} --key organiser/organiser --out p.entry"
        self.refuse(make, 2, "wrong-phase")  # after the result no list changes any more
        self.refuse(f"{now} constat board pages board/log --key board/board-key organiser/manifest.entry", 2, "not one list of pages")

    def test_a_manifest(self):
        self.accept(f"constat receipt verify voter/1000.tlog-proof {self.TRUST} {self.MANIFEST}", "Nothing was judged")
        self.accept("constat trust make <(cat organiser/manifest.entry) --out t; cmp t organiser/trust.toml", "Wrote t")
        self.accept(f"constat show <(cat voter/1000.tlog-proof) {self.MANIFEST}", "ballot")
        self.accept("cat organiser/manifest.entry | constat show /dev/stdin", "Shall the town build a bridge")
        self.refuse(f"constat vote {self.MANIFEST} --out b", 2, "holds only the definition of the referendum",
                    typed=f"{self.code()}\n1\ncast\n")
        self.refuse("constat show <(tar -c -C observer/record .)", 2, "neither a folder nor an archive")


class Afterwards(CommandCase):
    def test_receipts(self):
        verify = "constat receipt verify r --record organiser/manifest.entry --trust organiser/trust.toml"
        self.accept("cp voter/1000.tlog-proof r; " + verify, "The receipt is valid")
        (self.root / "t.toml").write_text('receipts = ["r"]\n' + (self.root / "organiser/trust.toml").read_text())
        name = re.search(Whose.NAME, self.accept(verify)).group()
        self.accept("constat verify observer/record --rehearsal --trust t.toml --report r.html", "What you gave, and what was judged good",
                    "  r: a receipt, entry ", "    Tracking number: t ", f"    Voter: {name}\n", "Whether these are yours was not compared", "Last confirmed by a witness: ")
        self.assertNotIn(name, (self.root / "r.html").read_text())
        lines = (self.root / "r").read_text().splitlines()
        proof = next(i for i, line in enumerate(lines) if line.startswith("index ")) + 1
        changed = lines[:proof] + [("A" if lines[proof][0] != "A" else "B") + lines[proof][1:]] + lines[proof + 1:]
        (self.root / "r").write_text("\n".join(changed) + "\n")
        self.refuse(verify, 1, "NOT VALID", "bad-inclusion")
        (self.root / "r").write_text("\n".join(lines[:-1]) + "\n")
        self.refuse(verify, 3, "PROMISED, NOT YET CONFIRMED")
        (self.root / "r").write_text("nonsense\n")
        self.refuse(verify, 2, "bad-text")
        make = "constat receipt make --record observer/record --out new"
        self.refuse(make, 2, "--ballot")
        self.refuse(f"{make} --tracker {'0000-' * 6}0", 2, "receipt-not-included")
        self.refuse(f"{make} --ballot organiser/open.entry", 2, "does not have one ballot")

    def test_my_ballots(self):
        mine = "constat my-ballots --record observer/record --trust organiser/trust.toml --keep"
        self.accept(f"{mine} voter/1000.txt", "COUNTS")
        credential = (self.root / "voter/1000.txt").read_text().split()[2]
        self.refuse(f"{mine} none.txt --credential {credential}", 1, "not in your notes")
        notes = (self.root / "voter/1000.txt").read_text().replace(" 1 ", " 2 ").split()
        notes[4] = "00" * 32
        (self.root / "voter/1000.txt").write_text((self.root / "voter/1000.txt").read_text() + " ".join(notes) + "\n")
        self.refuse(f"{mine} voter/1000.txt", 1, "did not arrive")
        self.refuse(f"{mine} none.txt --credential {'00' * 31}", 2, "64 digits of 0-9 and a-f")
        self.refuse(f"{mine} none.txt --credential {'02' * 32}", 2, "not-on-roll")
        self.refuse(f"echo x > n; chmod 600 n; {mine} n", 2, "n line 1")

    def test_trustees_check_before_they_decrypt(self):
        decrypt = ("constat trustee decrypt --record trustee-1/record --trust organiser/trust.toml --key trustee-1/trustee "
                   "--state trustee-1/memory --out again")
        self.accept(decrypt.replace("trustee-1/record", "observer/record"), "The record has it already, as entry ")
        self.assertFalse((self.root / "again").exists())
        self.accept(decrypt)
        (self.root / "again").unlink()
        bundle = next((self.root / "trustee-1/record/tile/entries").rglob("*.p/*"))
        whole = bundle.read_bytes()
        bundle.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
        self.refuse(decrypt, 1, "nothing was made")
        self.assertFalse((self.root / "again").exists())
        self.refuse(decrypt.replace(" --trust organiser/trust.toml", ""), 2, "--trust")

    def test_show(self):
        self.accept("constat show organiser/manifest.entry", "Shall the town build a bridge")
        self.accept("constat show observer/record/checkpoint", "bridge.example.org/2026")
        self.accept("constat show organiser/organiser.pub", "organiser")
        self.accept("constat show voter/1000.tlog-proof --record organiser/manifest.entry", "ballot")
        json.loads(self.accept("constat show observer/record --entry 3 --json"))
        self.refuse("constat show observer/record --entry 4000", 2, "--entry 4000")
        self.refuse("constat show nowhere", 2, "nowhere")
        self.refuse("constat show organiser/trust.toml", 2)
        whole = (self.root / "organiser/open.entry").read_bytes()
        (self.root / "other").write_bytes(whole[:18] + b"0" * 64 + whole[82:])
        self.accept("constat show organiser/open.entry --record observer/record", "open")
        self.refuse("constat show other --record observer/record", 2, "wrong-referendum")


class Judged(CommandCase):
    """Records whose board appended what the rules refuse: nobody says of such a ballot that it counts."""

    def forged(self, attack: str) -> tuple[str, int]:
        """Plays an attack; returns the credential and the index of the entry that the verifier names."""
        self.run_command(f"constat demo --ballots 100 --seed judged --attack {attack} --out demo")
        clauses = json.loads((self.root / "demo/report.json").read_text())["clauses"]
        index = next(c for c in clauses if c["name"] == "ballots")["findings"][0]["entry"]
        shown = json.loads(self.accept(f"constat show demo/record --entry {index} --json"))
        return shown["body"]["credential"], index

    # Spec: BAL-8, BAL-9
    def test_a_refused_ballot_never_counts(self):
        for attack, code in (("rerandomised-ballot", "bad-proof"),
                             ("replayed-ballot", "stale-revision"), ("revision-jump", "revision-jump")):
            with self.subTest(attack):
                credential, index = self.forged(attack)
                output = self.run_command(f"constat my-ballots --record demo/record --keep none --credential {credential}")[1]
                lines = [line for line in output.splitlines() if f"entry {index} " in line]
                self.assertEqual(len(lines), 1, output)
                self.assertIn("REFUSED, it does not count: ", lines[0])
                self.assertIn(code, lines[0])
                self.assertIn("run constat verify", output)


class TwoRegistrars(CommandCase):
    """A referendum in which a voter has a code from each of two registrars."""
    state = "open"

    def publish(self, *entries: str) -> None:
        self.accept(f"constat board append b --key board/board-key {' '.join(entries)}")
        self.cosign()

    def cosign(self) -> None:
        for n in (1, 2):
            self.accept(f"rm -f c{n}; constat witness cosign --record b/for-witnesses --checkpoint b/to-cosign --key witness-{n}/witness "
                        f"--state s{n} --out c{n}")
        self.accept("constat board publish b --key board/board-key c1 c2")

    def hold_until_open(self) -> None:
        self.accept("constat key new registrar Second --out organiser/bridge/keys/registrar-2")
        toml = (self.root / "organiser/bridge/referendum.toml").read_text()
        toml = toml.replace("[[trustee]]", '[[registrar]]\nkey = "keys/registrar-2.pub"\n\n[[trustee]]', 1)
        (self.root / "organiser/bridge/two.toml").write_text(toml.replace("bridge.example.org/2026", "bridge.example.org/two"))
        self.accept("constat organiser sign organiser/bridge/two.toml --key organiser/organiser --out m --now 2026-04-01T08:00:00Z")
        self.environment["CONSTAT_NOW"] = "2026-04-10T08:00:00Z"
        self.accept("constat board init b --key board/board-key m")
        self.cosign()
        for n in (1, 2, 3):
            self.accept(f"constat trustee commit --record b/record --key trustee-{n}/trustee --out k{n}")
            self.refuse(f"constat trustee deal --record b/record --key trustee-{n}/trustee --out d{n}", 2, "wrong-order")
        self.publish("k1", "k2", "k3")
        for n in (1, 2, 3):
            self.accept(f"constat trustee deal --record b/record --key trustee-{n}/trustee --out d{n}")
            # Spec: CER-11
            self.accept(f"constat trustee deal --record b/record --key trustee-{n}/trustee --out again && cmp d{n} again && rm again")
        self.publish("d1", "d2", "d3")
        for n in (1, 2, 3):
            self.accept(f"constat trustee accept --record b/record --key trustee-{n}/trustee --state ts{n} --out a{n}")
        self.publish("a1", "a2", "a3")
        issue = "constat registrar issue --record m --persons registrar/persons.csv"
        self.accept(f"{issue} --key registrar/registrar --out r1", "order.csv")
        self.assertEqual(self.mode("r1/order.csv"), 0o600)
        (self.root / "fewer.csv").write_text("id,region\n1000,north\n")
        self.refuse(f"{issue} --key organiser/bridge/keys/registrar-2 --out r2", 2, "you are registrar 2", "order.csv")
        self.refuse(f"{issue.replace('registrar/persons', 'fewer')} --key organiser/bridge/keys/registrar-2 --order r1/order.csv "
                    "--out r2", 2, "r1/order.csv")
        self.accept(f"{issue} --key organiser/bridge/keys/registrar-2 --order r1/order.csv --out r2")
        self.assertFalse((self.root / "r2/order.csv").exists())
        self.publish("r1/roll.entries", "r2/roll.entries")
        opening = "constat organiser open --record b/record --key organiser/organiser --out o"
        self.refuse(opening, 2, "drill-missing", "trustee 1 (", "3 (")
        for n in (2, 3):
            self.accept(f"constat trustee drill --record b/record --key trustee-{n}/trustee --state ts{n} --out z{n}")
        self.publish("z2", "z3")
        self.accept(opening, "40  voters in all")
        self.publish("o")

    def test_both_codes_are_needed_in_their_order(self):
        self.hold_until_open()
        codes = []
        for sheet in ("r1", "r2"):
            with (self.root / sheet / "credentials.csv").open() as lines:
                codes.append({row["id"]: row["code"] for row in csv.DictReader(lines)}["1007"])
        vote = "constat vote --record b/record --out ballot --keep k"
        self.refuse(vote, 2, "not-on-roll", typed=f"{codes[1]}\n{codes[0]}\n1\ncast\n")
        self.refuse(vote, 2, "bad-code", typed=f"{codes[0]}\n1\ncast\n")
        self.accept(vote, "Wrote ballot", typed=f"{codes[0]}\n{codes[1]}\n1\ncast\n")
        self.environment["CONSTAT_NOW"] = "2026-05-02T08:00:00Z"
        self.accept("constat board append b --key board/board-key ballot", "Appended 1 entry")
        self.accept("constat registrar letters --record m --sheet r2/credentials.csv --registrar 2 --vote-at x --contact y --out l")
        self.assertIn("Second", (self.root / "l/letters-001.html").read_text())


if __name__ == "__main__":
    sys.exit(command_case.main())
