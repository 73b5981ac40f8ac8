#!/usr/bin/env python3
"""--log-level: what a program does, one line an event on standard error, on demand alone, and never a secret.

usage: log_test.py BIN_DIR GUIDE_DIR
"""
import json
import re
import shlex
import subprocess
import sys

import command_case
from command_case import CommandCase

LINE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z (trace|debug|info|warn|error) ([a-z]+\.[a-z]+)"
                  r"(( [a-z_]+=([!#-<>-\[\]-~]+|\"([ !#-\[\]-~]|\\[\"\\nrt]|\\x[0-9a-f]{2})*\"))*)")


class Log(CommandCase):
    def events(self, command: str, status: int = 0, typed: str = "") -> list[tuple[str, str]]:
        """Runs a command; returns (level, event) of the lines of its log, each of which must be whole, and alone say nothing else."""
        done = subprocess.run(["bash", "-c", command], cwd=self.root, env=self.environment, text=True, input=typed, capture_output=True)
        self.assertEqual(done.returncode, status, done.stderr)
        for secret in self.secrets:
            self.assertNotIn(secret, done.stdout + done.stderr)
        self.assertNotRegex(done.stdout, LINE)
        lines = [line for line in done.stderr.splitlines() if re.match(r"\d{4}-\d\d-\d\dT", line)]
        for line in lines:
            self.assertRegex(line, f"^{LINE.pattern}$")
        return [LINE.match(line).group(1, 2) for line in lines]

    VERIFY = "observer/record --rehearsal --trust organiser/trust.toml"

    def test_is_off_unless_told(self):
        for command in (f"constat verify {self.VERIFY}", f"constat verify {self.VERIFY} --log-level off",
                        f"constat-verify {self.VERIFY}", "constat board status board/log"):
            self.assertEqual(self.events(command), [], command)

    def test_changes_nothing_that_the_command_prints(self):
        def printed(more: str) -> dict[str, object]:
            report = json.loads(self.accept(f"constat verify {self.VERIFY} --json - {more} 2>/dev/null"))
            del report["made"]
            return report
        self.assertEqual(printed("--log-level trace"), printed(""))

    def test_what_a_verification_did(self):
        for program in ("constat verify", "constat-verify"):
            events = self.events(f"{program} {self.VERIFY} --log-level info")
            self.assertEqual(events, [("info", "record.open"), ("info", "verify.begin"), ("info", "verify.end")])
            events = self.events(f"{program} {self.VERIFY} --log-level debug")
            for step in ("files", "entries", "superseded", "tree", "trust"):
                self.assertIn(("debug", f"verify.{step}"), events)
            self.assertIn(("trace", "verify.slice"), self.events(f"{program} {self.VERIFY} --log-level trace"))
        self.accept("tar -cf r.tar -C observer record")
        self.assertIn(("debug", "record.unpacked"), self.events("constat verify r.tar --log-level debug", 3))

    def test_a_name_of_a_stranger_stays_one_value(self):
        name = "a b\n2026-01-01T00:00:00.000Z error it.broke\x1b[31m \u00e9\""
        (self.root / "observer/record").rename(self.root / name)
        events = self.events(f"constat verify {shlex.quote(name)} --quiet --log-level info", 3)
        self.assertEqual([event for _, event in events], ["record.open", "verify.begin", "verify.end"])

    def test_memories(self):
        events = self.events("constat board status board/log --log-level info")
        self.assertEqual(events, [("info", "board.opened")])
        events = self.events("constat witness cosign --record witness-1/from-board/for-witnesses --checkpoint witness-1/from-board/to-cosign "
                             "--trust organiser/trust.toml --key witness-1/witness --state witness-1/seen --out again --log-level info")
        self.assertIn(("info", "memory.read"), events)
        self.assertIn(("info", "memory.written"), events)

    def test_mistyped_levels(self):
        for level in ("", "all", "INFO", "4"):
            self.refuse(f"constat verify {self.VERIFY} --log-level '{level}'", 2, "--log-level")
        self.refuse(f"constat verify {self.VERIFY} --log-level", 2, "--log-level")

    def test_every_command_has_it(self):
        for name in ("verify", "show", "examine", "audit plan", "board append", "trustee decrypt", "vote", "version"):
            self.accept(f"constat {name} --help", "--log-level LEVEL")
        self.accept("constat-verify --help", "--log-level LEVEL")


class Appending(CommandCase):
    state = "open"

    def test_what_the_board_did(self):
        vote = f"constat vote --record voter/record --keep notes.txt --out a.entry --log-level info"
        done = subprocess.run(["bash", "-c", vote], cwd=self.root, env=self.environment, text=True, capture_output=True,
                              input=f"{self.code()}\n1\ncast\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(self.code(), done.stderr)
        self.assertRegex(done.stderr, "info memory.written path=notes.txt ballots=1\n")
        out = self.accept("CONSTAT_NOW=2026-05-02T08:00:00Z constat board append board/log --key board/board-key a.entry "
                          "--log-level info")
        for event in ("board.opened head=board/log/head", "board.ballots given=1 appended=1", "board.committed entries="):
            self.assertIn(f"Z info {event}", out)
        self.assertNotIn("board.published", out)


if __name__ == "__main__":
    sys.exit(command_case.main())
