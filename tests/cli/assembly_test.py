#!/usr/bin/env python3
"""An assembly of thirty, from the guide's assembly.toml to its result: everything that is not said has its default, one
trustee is away after the ceremony, and what the check says beforehand is what the parties then meet.

usage: assembly_test.py BIN_DIR GUIDE_DIR
"""
import csv
import pathlib
import shutil
import sys

import command_case
from command_case import CommandCase

GUIDE = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else pathlib.Path()
BOARD = "--key keys/board"


class Assembly(CommandCase):
    def setUp(self) -> None:
        super().setUp()
        self.root /= "assembly"
        (self.root / "keys").mkdir(parents=True)
        shutil.copy(GUIDE / "assembly.toml", self.root)
        for role in ("organiser", "registrar", "board"):
            self.accept(f"constat key new {role} 'The {role}' --out keys/{role}")
        for n in (1, 2, 3):
            self.accept(f"constat key new trustee 'Trustee {n}' --out keys/trustee-{n}")
        self.accept("constat key new witness witness.example.org --out keys/witness")
        self.at("08:00:00")

    def tell(self, command: str, *texts: str) -> None:
        """tell is accept, of texts that may be wrapped."""
        said = " ".join(self.accept(command).split())
        for text in texts:
            self.assertIn(text, said, command)

    def at(self, time: str) -> None:
        """at sets every clock, in UTC; the clocks of the assembly show two hours more."""
        self.environment["CONSTAT_NOW"] = f"2026-05-17T{time}Z"

    def cosign(self, out: str = "c") -> None:
        self.accept(f"rm -f {out}; constat witness cosign --record b/for-witnesses --checkpoint b/to-cosign --key keys/witness "
                    f"--state seen --out {out}", "CEST")

    def publish(self, *entries: str) -> None:
        if entries:
            self.accept(f"constat board append b {BOARD} {' '.join(entries)}")
        self.cosign()
        self.accept(f"constat board publish b {BOARD} c")

    def trustees(self, step: str, who: tuple[int, ...], more: str = "") -> None:
        for n in who:
            self.accept(f"constat trustee {step} --record b/record --key keys/trustee-{n} {more.replace('N', str(n))} --out {step}-{n}")
        self.publish(*(f"{step}-{n}" for n in who))

    def hold_until_open(self) -> None:
        people = "".join(f"{n},all\n" for n in range(1, 31))
        (self.root / "persons.csv").write_text("id,region\n" + people)
        self.accept("constat organiser sign assembly.toml --key keys/organiser --out m")
        self.accept("constat trust make m --out trust.toml; head -n 1 trust.toml", "# REHEARSAL")
        self.accept(f"constat board init b {BOARD} m")
        self.cosign()
        self.accept(f"constat board publish b {BOARD} c")
        self.trustees("commit", (1, 2, 3))
        self.trustees("deal", (1, 2, 3))
        self.trustees("accept", (1, 2, 3), "--state memory-N")
        self.accept("constat registrar issue --record m --key keys/registrar --persons persons.csv --out roll", "30  voters in all")
        self.publish("roll/roll.entries")
        self.trustees("drill", (1, 3), "--state memory-N")
        self.accept("constat board status b", "Now: open the voting until 17 May 2026, 14:15 CEST")
        self.at("12:14:00")
        self.tell("constat organiser open --record b/record --key keys/organiser --out o", "Look again at this",
                  "Only 2 trustees have shown a working key, and 2 are needed", "until the board has this entry nobody can vote")
        self.publish("o")

    def vote(self, row: int, choice: int) -> str:
        with (self.root / "roll/credentials.csv").open() as lines:
            code = list(csv.DictReader(lines))[row]["code"]
        said = self.accept(f"constat vote --record b/record --keep notes-{row} --out v{row}", typed=f"{code}\n{choice}\ncast\n")
        self.assertIn("REHEARSAL", said)
        return f"v{row}"

    # Spec: VER-13, MAN-4, MAN-7
    def test_from_the_check_to_the_result(self):
        self.tell("constat referendum check assembly.toml --voters 30", "the organiser can still open until 17 May 2026, 14:15 CEST",
                    "by 17 May 2026, 15:15 CEST", "Until 17 May 2026, 14:30 CEST registrars", "up to 3 in every region",
                    "2 after the roll to show a working key", "a grace of 6 hours would end them before the")
        self.hold_until_open()
        self.accept("constat board status b", "Now: vote until 17 May 2026, 15:00 CEST (13:00 UTC)")
        ballots = [self.vote(row, 1 if row < 9 else 2) for row in range(12)]
        self.at("12:30:00")
        self.publish(*ballots)
        self.accept("constat receipt make --record b/record --ballot v0 --out receipt")
        self.accept("constat receipt verify receipt --record b/record --trust trust.toml", "REHEARSAL", "17 May 2026, 14:30 CEST")
        self.accept("constat my-ballots --record b/record --keep notes-0", "17 May 2026, 14:30 CEST", "REHEARSAL")
        self.at("13:00:05")
        self.accept(f"constat board close b {BOARD}", "between 17 May 2026, 15:00 CEST (13:00 UTC) and 17 May 2026, 15:15 CEST.")
        self.at("13:14:00")
        self.cosign("closing")
        self.accept(f"constat board close b {BOARD} closing", "Closed the voting after 12 ballots")
        self.publish()
        self.trustees("decrypt", (1, 3), "--trust trust.toml --state memory-N")
        self.accept(f"constat board result b {BOARD}")
        self.publish()
        verify = "constat verify b/record --trust trust.toml"
        self.tell(f"{verify} --rehearsal", "REHEARSAL: VERIFIED", "Carried", "17 May 2026, 14:00 CEST to 15:00 CEST (13:00 UTC)",
                    "accepted from: 17 May 2026, 14:14 CEST")
        self.assertEqual(self.run_command(verify)[0], 3)

    # Replacements end the grace before the closing, so a long one leaves no time for them.
    def test_a_grace_of_six_hours_would_end_replacements_before_the_opening(self):
        toml = (self.root / "assembly.toml").read_text()
        (self.root / "long.toml").write_text(toml.replace("quorum = 1", "grace_minutes = 360\nquorum = 1"))
        self.tell("constat referendum check long.toml", "Replacements of lost codes end before the opening",
                    "the organiser can still open until 17 May 2026, 14:30 CEST")

    # Spec: LOG-6
    def test_an_unfinished_ceremony_has_failed_at_its_end(self):
        self.accept("constat organiser sign assembly.toml --key keys/organiser --out m")
        self.accept(f"constat board init b {BOARD} m")
        self.at("12:00:01")
        self.accept("constat board status b", "has failed: by 17 May 2026, 14:00 CEST", "trustee 1 (Trustee 1)")


if __name__ == "__main__":
    sys.exit(command_case.main())
