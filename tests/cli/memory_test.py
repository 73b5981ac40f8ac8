#!/usr/bin/env python3
"""Memories of trustees and witnesses: one that is lost, mistyped, damaged or poisoned never reads as "nothing happened".

usage: memory_test.py BIN_DIR GUIDE_DIR
"""
import base64
import hashlib
import pathlib
import shutil
import sys

import command_case
from command_case import CommandCase

CLOSED = "2026-05-03T18:05:00Z"
ORIGIN = "--origin bridge.example.org/2026"


def memories(folder: pathlib.Path) -> list[pathlib.Path]:
    """The files of a folder that remember something: one a referendum or log."""
    return [path for path in folder.iterdir() if path.name not in ("lock", "owner")]


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

    def test_another_trustees_folder_decrypts_nothing(self):
        self.refuse(self.DECRYPT.format("trustee-2/memory"), 2, "wrong-key", "the memory of another key")
        self.refuse(self.AGAIN.format("trustee-2/memory") + ORIGIN, 2, "wrong-key")
        self.assertFalse((self.root / "again").exists())

    def test_another_damaged_file_says_nothing_of_the_memory(self):
        (self.root / "damaged").write_text("constat-secret/1 trustee\n")
        (self.root / "damaged").chmod(0o600)
        key = self.DECRYPT.replace("--key trustee-1/trustee", "--key damaged")
        trust = self.DECRYPT.replace("--trust organiser/trust.toml", "--trust damaged")
        for command in (key, trust):
            said = self.refuse(command.format("trustee-1/memory"), 2, "damaged")
            self.assertNotIn("--again", said)
            self.assertNotIn("memory", said)

    def test_without_the_memory_no_key_is_shown(self):
        shutil.rmtree(self.root)
        shutil.copytree(command_case.base_folder / "rolled", self.root)
        drill = ("CONSTAT_NOW=2026-04-07T08:00:00Z constat trustee drill --record trustee-1/record --trust organiser/trust.toml --key trustee-1/trustee "
                 "--state {} --out d")
        self.refuse(drill.format("trustee-1/memroy"), 2, "memory-missing", "--again")
        self.assertFalse((self.root / "trustee-1/memroy").exists(), "asking must not make it")
        self.refuse(drill.format("trustee-2/memory"), 2, "wrong-key")
        self.assertFalse((self.root / "d").exists())
        again = self.AGAIN.format("new")
        self.accept(f"CONSTAT_NOW=2026-04-07T08:00:00Z {again}", "send this sentence to every other trustee")
        self.accept(drill.format("new"), "trustee 1 still has a working key")

    def test_plain_accept_is_no_way_around(self):
        accept = self.AGAIN.format("new").replace(" --again", "") + "--out a"
        for now in ("2026-05-03T20:45:00Z", "2026-05-05T08:00:00Z"):
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
        self.refuse(f"{self.AGAIN.format('new')} {ORIGIN}", 1, "WRONG", "nothing was made")
        self.assertFalse((self.root / "new").exists())

    def test_damage_is_not_absence(self):
        [memory] = memories(self.root / "trustee-1/memory")
        whole = memory.read_bytes()
        for bad in (b"", b"x", whole[:-9], whole + b"x"):
            memory.write_bytes(bad)
            self.refuse(self.DECRYPT.format("trustee-1/memory"), 2, "bad-text")
            self.refuse(f"{self.AGAIN.format('trustee-1/memory')} {ORIGIN}", 2, "bad-text")
            self.assertEqual(memory.read_bytes(), bad)

    def test_one_process_at_a_time(self):
        self.refuse("exec 9>trustee-1/memory/lock; flock 9; " + self.DECRYPT.format("trustee-1/memory"), 2, "cannot-write")


class Accepting(CommandCase):
    """Plain accept is for the time before the close. Spec: TAL-10"""
    state = "open"

    def publish(self, *entries: str) -> None:
        if entries:
            self.accept(f"constat board append b --key board/board-key {' '.join(entries)}")
        for n in (1, 2):
            self.accept(f"rm -f c{n}; constat witness cosign --record b/for-witnesses --checkpoint b/to-cosign "
                        f"--key witness-{n}/witness --state s{n} --out c{n}")
        self.accept("constat board publish b --key board/board-key c1 c2")

    def test_plain_accept_after_the_closing_time(self):
        self.environment["CONSTAT_NOW"] = "2026-04-10T08:00:00Z"
        self.accept("constat board init b --key board/board-key organiser/manifest.entry")
        self.publish()
        for n in (1, 2, 3):
            self.accept(f"constat trustee commit --record b/record --key trustee-{n}/trustee --out k{n}")
        self.publish("k1", "k2", "k3")
        for n in (1, 2, 3):
            self.accept(f"constat trustee deal --record b/record --key trustee-{n}/trustee --out d{n}")
        self.publish("d1", "d2", "d3")
        accept = ("constat trustee accept --record b/record --trust organiser/trust.toml --key trustee-1/trustee --state {} "
                  "--out {}")
        for now in ("2026-05-01T06:00:01Z", "2026-05-03T18:00:00Z", "2026-06-01T08:00:00Z"):
            self.refuse(f"CONSTAT_NOW={now} {accept.format('new', 'a')}", 2, "wrong-phase",
                        "somebody had to check what the others dealt, and accept it by 1 May 2026, 08:00 CEST (06:00 UTC)",
                        "If you did it, this is an old or false record: keep it, and tell the other parties")
            self.assertFalse((self.root / "new").exists(), "no memory begins")
            self.assertFalse((self.root / "a").exists())
        self.accept(f"CONSTAT_NOW=2026-05-01T06:00:00Z {accept.format('new', 'a')}", "Checked the shares of all 3 trustees",
                    "new is new: your memory begins in it. If you accepted before with another folder, do not send this")


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
        self.refuse(cosign, 2, "memory-missing", "do not use --first: look for the folder", "--first")
        self.assertFalse((self.root / "c").exists())
        said = self.accept(f"{cosign} --first", "First time here")
        self.assertNotIn("extends everything", said)
        self.refuse(self.COSIGN.format("board/log", "empty", "d") + " --first", 2, "usage", "leave out --first")

    def test_another_witnesses_folder_cosigns_nothing(self):
        cosign = self.COSIGN.format("board/log", "witness-2/seen", "c")
        for first in ("", " --first"):
            self.refuse(cosign + first, 2, "wrong-key", "the memory of another key")
        self.assertFalse((self.root / "c").exists())

    def test_a_strangers_log_of_the_same_name_does_not_poison(self):
        for key in ("board", "organiser"):
            self.accept(f"constat key new {key} Stranger --out stranger-{key}")
        shutil.copytree(self.root / "organiser/bridge", self.root / "theirs")
        for name in ("board", "organiser"):
            shutil.copy(self.root / f"stranger-{name}.pub", self.root / f"theirs/keys/{name}.pub")
        self.accept("constat organiser sign theirs/referendum.toml --now 2026-04-02T08:00:00Z --key stranger-organiser --out theirs.entry")
        self.environment["CONSTAT_NOW"] = "2026-04-02T08:00:00Z"
        (self.root / "stranger-board-refusals").unlink()
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

    def older_memory(self, root: str | None = None, size: int | None = None, origin: str = "bridge.example.org/2026") -> pathlib.Path:
        """Turns the memory into one of the older form, which was named by the origin alone; returns its path."""
        folder = self.root / "witness-1/seen"
        memory = memories(folder)[0]
        cosigned = memory.read_text().splitlines()[2].split()
        memory.unlink()
        (folder / "owner").unlink()  # that form had none
        older = folder / hashlib.sha256(b"bridge.example.org/2026").hexdigest()
        note = base64.b64encode(bytes.fromhex(root or cosigned[2])).decode()
        older.write_text(f"{origin}\n{cosigned[1] if size is None else size}\n{note}\n")
        return older

    def test_an_older_memory_is_brought_over(self):
        older = self.older_memory()
        cosign = self.COSIGN.format("board/log", "witness-1/seen", "c")
        self.accept(cosign, "The log extends everything")
        self.assertFalse(older.exists(), "its place is taken by the new one")
        [memory] = memories(older.parent)
        self.assertTrue(memory.read_text().startswith("constat-witness/1 "))
        self.accept(cosign.replace("--out c", "--out d"), "The log extends everything")

    def test_an_older_memory_still_refuses_another_history(self):
        cosign = self.COSIGN.format("board/log", "witness-1/seen", "c")
        whole = {p.name: p.read_bytes() for p in (self.root / "witness-1/seen").iterdir()}
        for change, code, words in (
                ({"root": "11" * 32}, "bad-consistency", "Keep both files and show them to others"),
                ({"size": 4000}, "log-rewound", "and one of 4000 was cosigned before"),
                ({"size": "x"}, "bad-text", "is damaged or misplaced"),
                ({"origin": "other.example.org/1"}, "wrong-origin", "it is of the log other.example.org/1")):
            with self.subTest(code):
                for path in (self.root / "witness-1/seen").iterdir():
                    path.unlink()
                for name, content in whole.items():
                    (self.root / "witness-1/seen" / name).write_bytes(content)
                older = self.older_memory(**change)
                before = older.read_bytes()
                self.refuse(cosign, 2, code, words)
                self.refuse(f"{cosign} --first", 2, "usage" if code in ("bad-consistency", "log-rewound") else code)
                self.assertEqual(older.read_bytes(), before)
                self.assertFalse((self.root / "c").exists())

    def test_an_entry_0_that_is_not_in_the_tree(self):
        shutil.copytree(self.root / "board/log", self.root / "false")
        bundle = next((self.root / "false/for-witnesses/tile/entries").rglob("*.p/*"))
        whole = bytearray(bundle.read_bytes())
        whole[100] ^= 1  # of the manifest
        bundle.write_bytes(whole)
        for state, more in (("witness-1/seen", ""), ("fresh", " --first")):
            self.refuse(self.COSIGN.format("false", state, "c") + more, 2, "bad-inclusion",
                        "entry 0 of these files is not in the tree of the checkpoint; ask the board for the files and the "
                        "checkpoint of one moment")
        self.assertFalse((self.root / "c").exists())
        self.assertFalse((self.root / "fresh").exists(), "nothing is remembered of it")
        self.accept(self.COSIGN.format("board/log", "witness-1/seen", "c"), "extends everything")

    def test_the_board_is_asked_for_its_signature_before_anything_else(self):
        path = self.root / "board/log/to-cosign"
        lines = path.read_text().splitlines(keepends=True)
        signature = next(i for i, line in enumerate(lines) if line.startswith("\u2014 "))
        path.write_text("".join(lines[:signature]) + "\u2014 stranger.example " + lines[signature].split()[2] + "\n")
        (self.root / "witness-1/seen").rename(self.root / "lost")
        self.refuse(self.COSIGN.format("board/log", "empty", "c"), 2, "missing-signature")
        memories(self.root / "lost")[0].write_bytes(b"x")
        self.refuse(self.COSIGN.format("board/log", "lost", "c"), 2, "missing-signature")

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
