#!/usr/bin/env python3
"""What every party has to do next, and what everybody is told about it: constat PARTY next, constat status.

The guide holds a whole referendum with these commands; here is what goes wrong, and what is done twice.

usage: next_test.py BIN_DIR GUIDE_DIR
"""
import json
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


class Next(CommandCase):
    state = "open"

    def test_waits_for_others(self):
        trustee = (f"constat trustee next --record voter/record {TRUST} --key trustee-1/trustee --state trustee-1/memory --out new")
        status, output = self.run_command(f"{NOW}{trustee}")
        self.assertEqual(status, 3, output)
        self.assertIn("There is nothing for you to do now.\nPhase: voting", output)
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
        self.assertIn("--sheet registrar/roll/credentials.csv --vote-at WHERE", output)
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
        self.assertIn("In the log already:", output)
        self.refuse(BOARD.replace("board/inbox", "nowhere"), 2, "nowhere")

    def test_no_log_begins_without_a_manifest(self):
        (self.root / "empty").mkdir()
        self.refuse(f"{NOW}constat board next new --key board/board-key --inbox empty", 2, "no manifest to begin it with in the inbox")
        self.assertFalse((self.root / "new").exists())


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
