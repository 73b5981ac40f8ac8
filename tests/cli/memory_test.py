#!/usr/bin/env python3
"""Memories of trustees and witnesses: one that is lost, mistyped, damaged or poisoned never reads as "nothing happened".

usage: memory_test.py BIN_DIR GUIDE_DIR
"""
import shutil
import sys

import command_case
from command_case import CommandCase

CLOSED = "2026-05-03T18:05:00Z"
ORIGIN = "--origin bridge.example.org/2026"


class LostMemory(CommandCase):
    """lost-memory. Spec: TAL-10, LOG-8"""
    DECRYPT = ("constat trustee decrypt --record trustee-1/record --trust organiser/trust.toml --key trustee-1/trustee "
               "--state {} --out again")
    AGAIN = ("constat trustee accept --again --record trustee-1/record --trust organiser/trust.toml --key trustee-1/trustee "
             "--state {} ")

    def test_a_mistyped_folder_decrypts_nothing(self):
        for state in ("trustee-1/memroy", "empty"):
            (self.root / "empty").mkdir(exist_ok=True)
            self.refuse(self.DECRYPT.format(state), 2, "memory-missing", "--again")
            self.assertFalse((self.root / "again").exists())
        self.assertFalse((self.root / "trustee-1/memroy").exists(), "asking must not make it")
        self.accept(self.DECRYPT.format("trustee-1/memory"))

    def test_plain_accept_is_no_way_around(self):
        accept = self.AGAIN.format("new").replace(" --again", "") + "--out a"
        for now in ("2026-04-05T08:00:00Z", "2026-05-05T08:00:00Z"):
            self.refuse(f"CONSTAT_NOW={now} {accept}", 2, "you accepted in entry", "--again")
        self.assertFalse((self.root / "new").exists())

    def test_the_way_back(self):
        again = self.AGAIN.format("new")
        early = "CONSTAT_NOW=2026-04-20T08:00:00Z "
        for now in ("", early):
            self.refuse(now + again, 2, "memory-missing", ORIGIN)
            self.refuse(f"{now}{again} {ORIGIN}x", 2, "memory-missing", ORIGIN)
        self.refuse(again.replace("--trust organiser/trust.toml", ""), 2, "--trust")
        self.accept(f"{again} {ORIGIN}", "send this sentence to every other trustee", "trustee 1 of 3", "with the root")
        self.refuse(f"{again} {ORIGIN}", 2, "refuses-overwrite")
        self.accept(self.DECRYPT.format("new"))

    def test_the_way_back_before_the_close_needs_no_origin(self):
        shutil.rmtree(self.root)
        shutil.copytree(command_case.base_folder / "open", self.root)
        shutil.rmtree(self.root / "trustee-1/record")
        shutil.copytree(self.root / "voter/record", self.root / "trustee-1/record")
        again = self.AGAIN.format("new")
        self.refuse(f"CONSTAT_NOW=2026-05-04T08:00:00Z {again}", 2, "memory-missing", ORIGIN)
        self.accept(f"CONSTAT_NOW=2026-04-20T08:00:00Z {again}", "send this sentence to every other trustee")

    def test_a_wrong_record_begins_no_memory(self):
        bundle = next((self.root / "trustee-1/record/tile/entries").rglob("*.p/*"))
        whole = bundle.read_bytes()
        bundle.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
        self.refuse(f"{self.AGAIN.format('new')} {ORIGIN}", 1, "WRONG", "nothing was accepted again")
        self.assertFalse((self.root / "new").exists())

    def test_damage_is_not_absence(self):
        memory = next(p for p in (self.root / "trustee-1/memory").iterdir() if p.name != "lock")
        whole = memory.read_bytes()
        for bad in (b"", b"x", whole[:-9], whole + b"x"):
            memory.write_bytes(bad)
            self.refuse(self.DECRYPT.format("trustee-1/memory"), 2, "bad-text")
            self.refuse(f"{self.AGAIN.format('trustee-1/memory')} {ORIGIN}", 2, "bad-text")
            self.assertEqual(memory.read_bytes(), bad)

    def test_one_process_at_a_time(self):
        self.refuse("exec 9>trustee-1/memory/lock; flock 9; " + self.DECRYPT.format("trustee-1/memory"), 2, "cannot-write")


class Witness(CommandCase):
    """lost-memory and poisoned-memory of a witness. Spec: LOG-8"""
    state = "open"
    COSIGN = ("constat witness cosign --record {0}/for-witnesses --checkpoint {0}/to-cosign --key witness-1/witness "
              "--state {1} --out {2}")

    def setUp(self) -> None:
        super().setUp()
        self.environment["CONSTAT_NOW"] = "2026-04-20T08:00:00Z"

    def test_an_empty_folder_stops(self):
        cosign = self.COSIGN.format("board/log", "empty", "c")
        self.refuse(cosign, 2, "memory-missing", "stop, and find the folder", "--first")
        self.assertFalse((self.root / "c").exists())
        said = self.accept(f"{cosign} --first", "First time here")
        self.assertNotIn("extends everything", said)
        self.refuse(self.COSIGN.format("board/log", "empty", "d") + " --first", 2, "usage", "leave out --first")

    def test_a_strangers_log_of_the_same_name_does_not_poison(self):
        for key in ("board", "organiser"):
            self.accept(f"constat key new {key} Stranger --out stranger-{key}")
        shutil.copytree(self.root / "organiser/bridge", self.root / "theirs")
        for name in ("board", "organiser"):
            shutil.copy(self.root / f"stranger-{name}.pub", self.root / f"theirs/keys/{name}.pub")
        self.accept("constat organiser sign theirs/referendum.toml --key stranger-organiser --out theirs.entry")
        self.environment["CONSTAT_NOW"] = "2026-04-02T08:00:00Z"
        self.accept("constat board init their-log --key stranger-board theirs.entry")
        self.accept(self.COSIGN.format("their-log", "seen", "c1"))
        self.environment["CONSTAT_NOW"] = "2026-04-20T08:00:00Z"
        self.refuse(self.COSIGN.format("board/log", "seen", "c2"), 2, "memory-missing")
        self.accept(self.COSIGN.format("board/log", "seen", "c2") + " --first")
        self.accept(self.COSIGN.format("their-log", "seen", "c3"), "extends everything")
        self.accept(self.COSIGN.format("board/log", "seen", "c4"), "extends everything")

    def test_clocks(self):
        cosign = self.COSIGN.format("board/log", "witness-1/seen", "c")
        self.refuse(f"CONSTAT_NOW=2020-01-01T00:00:00Z {cosign}", 2, "time-went-back", "this machine's clock")
        self.refuse(f"CONSTAT_NOW=2020-01-01T00:00:00Z {self.COSIGN.format('board/log', 'new', 'c')} --first", 2,
                    "time-went-back", "newest entry")

    def test_a_padded_checkpoint_is_written_readable(self):
        path = self.root / "board/log/to-cosign"
        lines = path.read_text()
        stranger = lines.strip().splitlines()[-1].split()[2]
        count = lines.count("\u2014 ")
        path.write_text(lines + "".join(f"\u2014 stranger-{i} {stranger}\n" for i in range(100 - count)))
        self.accept(self.COSIGN.format("board/log", "witness-1/seen", "c"))
        self.assertEqual((self.root / "c").read_text().count("\u2014 "), 2)
        self.accept("constat show c")


if __name__ == "__main__":
    sys.exit(command_case.main())
