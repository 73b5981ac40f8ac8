#!/usr/bin/env python3
"""What every party has to do next, and what everybody is told about it: constat PARTY next, constat status.

The guide holds a whole referendum with these commands; here is what goes wrong, and what is done twice.

usage: next_test.py BIN_DIR GUIDE_DIR
"""
import json
import pathlib
import shutil
import sys

import command_case
from command_case import CommandCase

TRUST = "--trust organiser/trust.toml"
NOW = "CONSTAT_NOW=2026-05-01T08:00:00Z "
BOARD = f"{NOW}constat board next board/log --key board/board-key --inbox board/inbox"


class Status(CommandCase):
    state = "open"

    def test_says_who_is_waited_for(self):
        status = f"{NOW}constat status voter/record {TRUST}"
        self.accept(status, "Phase: voting", "40 voters, 0 ballots", "Now: vote until 3 May 2026, 20:00 CEST (18:00 UTC)",
                    "Later: confirm the end of the voting", "2 of these 3 are enough", "witness 3 (witness-3.example.org)",
                    "the voting cannot be closed, and there is no result")
        self.accept(status, "The witnesses saw this record last at ")
        said = json.loads(self.accept(f"{status} --json 2>/dev/null"))
        self.assertIn(f'manifest = "{said["manifest_hash"]}"', (self.root / "organiser/trust.toml").read_text())
        self.assertRegex(said["seen"], r"^2026-0[45]-[0-9]{2}T[0-9:]+Z$")
        self.assertEqual([w["duty"] for w in said["waiting"]], ["vote", "cosign-close", "close"])
        self.assertEqual(said["waiting"][1]["parties"][0], {"role": "witness", "number": 1, "name": "witness-1.example.org"})
        self.assertEqual((said["waiting"][1]["needed"], said["waiting"][0]["until"]), (2, "2026-05-03T18:00:00Z"))

    def test_judges_before_it_speaks(self):
        bundle = next((self.root / "voter/record/tile/entries").rglob("*.p/*"))
        whole = bundle.read_bytes()
        bundle.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
        self.refuse(f"{NOW}constat status voter/record {TRUST}", 1, "is wrong", "constat verify voter/record says what is wrong.")
        self.refuse("constat status nowhere", 2, "nowhere")
        self.refuse("constat status organiser/manifest.entry", 2)

    def test_remembers_what_it_checked(self):
        """Nothing is said to be checked that was not checked in this run, or by the same program before."""
        status = f"{NOW}constat status voter/record {TRUST}"
        before = "This computer checked the first "
        self.assertNotIn(before, self.accept(status))
        self.assertRegex(self.accept(status), before + r"\d+ entries on 1 May 2026, 10:00 CEST; the log still begins with the same ones.")
        said = json.loads(self.accept(f"{status} --json 2>/dev/null"))
        self.assertEqual((said["judged"], said["judged_at"]), (said["entries"], "2026-05-01T08:00:00Z"))
        self.assertNotIn(before, self.accept(f"{status} --whole"))
        kept, = pathlib.Path(self.environment["XDG_CACHE_HOME"]).glob("constat/head-*")
        self.assertEqual(kept.stat().st_mode & 0o077, 0)
        kept.write_bytes(kept.read_bytes()[:-1])
        self.assertNotIn(before, self.accept(status))
        self.environment["XDG_CACHE_HOME"] = "/proc/none"
        self.assertNotIn(before, self.accept(status))
        self.assertNotIn(before, self.accept(status))


class Next(CommandCase):
    state = "open"

    def test_waits_for_others(self):
        trustee = (f"constat trustee next --record voter/record {TRUST} --key trustee-1/trustee --state trustee-1/memory --out new")
        status, output = self.run_command(f"{NOW}{trustee}")
        self.assertEqual(status, 3, output)
        self.assertIn("There is nothing for you to do now.\nPhase: voting", output)
        self.assertIn("It continues the record that you saw before.", output)
        self.refuse(f"{NOW}{trustee.replace('trustee-1/memory', 'trustee-1/memroy')}", 2, "memory-missing", "trustee-1/memroy, is mistyped")
        self.assertFalse((self.root / "new").exists())
        self.refuse(f"CONSTAT_NOW=2026-04-01T08:00:00Z {trustee}", 2, "this machine's clock shows 1 April 2026")
        self.refuse(f"{NOW}{trustee.replace('trustee-1/trustee', 'organiser/organiser')}", 2, "wrong-key")
        self.refuse(f"{NOW}{trustee.replace(TRUST, '')}", 2, "--trust")
        for party, more in (("organiser", "--out new"), ("registrar", "--persons registrar/persons.csv --out new")):
            status, output = self.run_command(f"{NOW}constat {party} next --record voter/record {TRUST} --key {party}/{party} {more}")
            self.assertEqual(status, 3, output)
            self.assertFalse((self.root / "new").exists())

    def test_a_stranger_has_no_part_in_it(self):
        self.accept("constat key new trustee Stranger --out stranger")
        self.refuse(f"{NOW}constat trustee next --record voter/record {TRUST} --key stranger --state m --out new", 2,
                    "the key of the trustee “Stranger”, which the referendum does not name")

    # The sheet of the roll that is published is the one that letters are made of.
    def test_the_registrars_steps(self):
        registrar = f"{NOW}constat registrar next --record voter/record {TRUST} --key registrar/registrar --persons registrar/persons.csv --out registrar/roll"
        status, output = self.run_command(registrar)
        self.assertEqual(status, 3, output)
        self.assertIn("The letters are made: registrar/roll/letters has 40 letters, unchanged", output)
        self.assertIn("Phase: voting", output)
        (self.root / "registrar/roll/credentials.csv").unlink()
        status, output = self.run_command(registrar)
        self.assertEqual(status, 3, output)
        self.assertNotIn("letters", output)
        issue = f"constat registrar issue --record voter/record {TRUST} --key registrar/registrar --persons registrar/persons.csv --out new"
        self.refuse(issue, 2, "has the roll of registrar 1 already", "duplicate")
        self.assertFalse((self.root / "new").exists())

    def test_the_boards_inbox(self):
        for name, bad in (("junk", b"hello"), ("cut.entry", (self.root / "organiser/open.entry").read_bytes()[:-3])):
            (self.root / "board/inbox" / name).write_bytes(bad)
        self.accept(f"constat vote --record voter/record --keep n --out board/inbox/a.entry", typed=f"{self.code()}\n1\ncast\n")
        ballot = (self.root / "board/inbox/a.entry").read_bytes()
        (self.root / "board/inbox/bad.entry").write_bytes(ballot[:-1] + bytes([ballot[-1] ^ 1]))
        status, output = self.run_command(BOARD)
        self.assertEqual(status, 1, output)
        for text in ("board/inbox/junk is neither entries nor", "cut.entry", "refused: board/inbox/bad.entry: ", "Appended 1 entry",
                     "Next: send board/log/to-cosign", "Refused 2"):
            self.assertIn(text, output)
        for name in ("junk", "cut.entry", "bad.entry"):
            (self.root / "board/inbox" / name).unlink()
        status, output = self.run_command(BOARD)
        self.assertEqual(status, 3, output)
        self.assertIn("of these entries were in the log before", output)
        self.refuse(BOARD.replace("board/inbox", "nowhere"), 2, "nowhere")

    def test_no_log_begins_without_a_manifest(self):
        (self.root / "empty").mkdir()
        self.refuse(f"{NOW}constat board next new --key board/board-key --inbox empty", 2, "no manifest to begin it with in the inbox")
        self.assertFalse((self.root / "new").exists())


class Letters(CommandCase):
    """The registrar's letters by `next`: made once, of codes that the record holds."""
    state = "rolled"
    registrar = (f"CONSTAT_NOW=2026-04-06T09:00:00Z constat registrar next --record registrar/record {TRUST} --key registrar/registrar "
                 "--persons registrar/persons.csv --out registrar/roll")

    def test_are_made_once(self):
        letters = self.root / "registrar/roll/letters"
        self.accept(f"{self.registrar} --dry-run", "Now it is your turn to make the letters: 40 letters, in the folder registrar/roll/letters")
        self.refuse(self.registrar, 2, "add --vote-at")
        self.refuse(f"{self.registrar} --vote-at http://x", 2, "begins with https://")
        self.assertFalse(letters.exists())
        make = f"{self.registrar} --vote-at 'Town hall' --part 30 --paper letter"
        self.accept(make, "Wrote registrar/roll/letters: 40 letters. SECRET")
        self.assertEqual((letters / "letters-002.html").read_text().count("Vote here: <strong><bdi>Town hall<"), 10)
        self.assertEqual((letters / "letters-001.html").read_text().count("have you a question? <strong><bdi>Town hall, 01 234 56 78<"), 30)
        before = {path: path.read_bytes() for path in (self.root / "registrar").rglob("*") if path.is_file()}
        for command in (make, self.registrar, f"{self.registrar} --dry-run"):
            status, output = self.run_command(command)
            self.assertEqual(status, 3, output)
            self.assertIn("The letters are made: registrar/roll/letters has 40 letters", output)
            self.assertIn("give each letter to the person whom it names", output)
            self.assertIn("show a working key", output)
        self.assertEqual(before, {path: path.read_bytes() for path in (self.root / "registrar").rglob("*") if path.is_file()})

        (letters / "letters-002.html").write_text("another letter")
        self.refuse(self.registrar, 2, "registrar/roll/letters/letters-002.html is missing, or was changed")
        shutil.rmtree(letters)
        status, output = self.run_command(make)
        self.assertEqual(status, 3, output)
        self.assertIn("were made before, as registrar/roll/letters-made says", output)
        self.assertFalse(letters.exists())

    def test_are_not_believed_by_the_name_of_their_folder(self):
        (self.root / "registrar/roll/letters").mkdir()
        self.refuse(f"{self.registrar} --vote-at x", 2, "nothing in it says that it is the letters of this sheet")

    def test_made_by_hand_count_too(self):
        self.accept(f"constat registrar letters --record registrar/record {TRUST} --sheet registrar/roll/credentials.csv --out by-hand",
                    "Wrote by-hand: 40 letters")
        status, output = self.run_command(f"{self.registrar} --vote-at x")
        self.assertEqual(status, 3, output)
        self.assertIn("were made before", output)

    def test_what_an_interrupted_run_left_is_removed(self):
        left = self.root / "registrar/roll/letters.aBc123"
        left.mkdir()
        (left / "letters-001.html").write_text("letters")
        (left / ".unfinished").write_text("constat began this folder and did not finish it. It may hold secrets: destroy it.\n")
        self.accept(f"{self.registrar} --vote-at x", "Removed registrar/roll/letters.aBc123", "Wrote registrar/roll/letters")
        self.assertFalse(left.exists())
        self.assertEqual([path.name for path in (self.root / "registrar/roll/letters").iterdir() if path.name.startswith(".")], [])

    def test_every_code_is_compared(self):
        sheet = self.root / "registrar/roll/credentials.csv"
        head, first, second, *rows = sheet.read_text().splitlines(keepends=True)
        cut = [(row.rsplit(",", 1)) for row in (first, second)]
        sheet.write_text(head + f"{cut[0][0]},{cut[1][1]}{cut[1][0]},{cut[0][1]}" + "".join(rows))
        self.refuse(f"{self.registrar} --vote-at x", 2, "is not the one that the record holds")
        self.assertFalse((self.root / "registrar/roll/letters").exists())


class Afterwards(CommandCase):
    def test_nothing_is_left_to_do(self):
        now = "CONSTAT_NOW=2026-05-03T21:00:00Z "
        self.accept(f"{now}constat status observer/record {TRUST}", "Nothing is left to be done")
        self.accept(f"{now}constat organiser next --record observer/record {TRUST} --key organiser/organiser --out new",
                    "Nothing is left to be done")
        self.accept(f"{now}constat trustee next --record observer/record {TRUST} --key trustee-2/trustee --state trustee-2/memory --out new",
                    "Nothing is left to be done")
        self.accept(BOARD.replace(NOW, now), "Nothing is left to be done")
        self.assertFalse((self.root / "new").exists())

    def test_a_dry_run_writes_nothing(self):
        shutil.rmtree(self.root)
        shutil.copytree(command_case.base_folder / "rolled", self.root)
        organiser = f"CONSTAT_NOW=2026-04-06T09:00:00Z constat trustee next --record trustee-1/record {TRUST} --key trustee-1/trustee"
        self.accept(f"{organiser} --state trustee-1/memory --out new --dry-run", "Now it is your turn to show a working key")
        self.assertFalse((self.root / "new").exists())


if __name__ == "__main__":
    sys.exit(command_case.main())
