#!/usr/bin/env python3
"""The public folder is always a record: copied between all calls of the board's commands, and after a kill at any of them.

usage: public_folder_test.py BIN_DIR GUIDE_DIR
"""
import hashlib
import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import command_case  # noqa: E402
from command_case import CommandCase  # noqa: E402

OPEN = "2026-05-02T08:00:00Z"
CLOSED = "2026-05-03T18:05:00Z"


def content(folder: pathlib.Path) -> str:
    """A hash of every name and byte below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode() + b"\0")
        digest.update(path.read_bytes() if path.is_file() else b"folder")
    return digest.hexdigest()


class FolderPlace(CommandCase):
    state = "open"
    record = "board/log/record"

    def preload(self, **more: str) -> None:
        library = command_case.bin_folder / "constat_snapshots.so"
        self.environment.update(LD_PRELOAD=str(library), **more)

    def calm(self) -> None:
        for name in ("LD_PRELOAD", "SNAPSHOT_FOLDER", "SNAPSHOT_OUT", "SNAPSHOT_KILL"):
            self.environment.pop(name, None)

    def board(self, command: str, now: str, more: str) -> str:
        return f"CONSTAT_NOW={now} constat board {command} board/log --key board/board-key {more}"

    def watched(self, command: str, status: int = 0) -> None:
        """Runs a command, and verifies the public folder as it was before each of its calls."""
        out = self.root / "snapshots"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        self.preload(SNAPSHOT_FOLDER=str(self.root / self.record), SNAPSHOT_OUT=str(out))
        got, said = self.run_command(command)
        self.calm()
        self.assertEqual(got, status, said)
        copies = sorted(out.iterdir())
        self.assertGreater(len(copies), 10 if status == 0 else 1, "the command makes calls")
        self.states |= {content(copy): copy for copy in copies}
        for copy in {content(c): c for c in copies}.values():
            self.check(copy, command)

    def check(self, folder: pathlib.Path, what: str) -> dict:
        """A copy is incomplete or better; a copy of it as an archive too."""
        status, said = self.run_command(f"constat-verify {folder} --rehearsal --trust organiser/trust.toml --json -")
        self.assertIn(status, (0, 3), f"{what}: {folder.name}\n{said}")
        report = json.loads(said[said.index("{"):])
        self.assertIn(report["outcome"], ("incomplete", "verified"))
        return report

    def cosign(self, now: str) -> str:
        for n in (1, 2):
            self.accept(f"rm -f c{n}; CONSTAT_NOW={now} constat witness cosign --record board/log/for-witnesses --checkpoint "
                        f"board/log/to-cosign --key witness-{n}/witness --state witness-{n}/seen --out c{n}")
        return "c1 c2"

    def vote(self, rows: range) -> str:
        for row in rows:
            self.accept(f"constat vote --record {self.record} --trust organiser/trust.toml --keep {row}.txt --out {row}.entry",
                        typed=f"{self.code(row)}\n1\ncast\n")
        return " ".join(f"{row}.entry" for row in rows)

    def setUp(self) -> None:
        super().setUp()
        self.states: dict[str, pathlib.Path] = {}

    def test_between_all_calls_of_append_close_result_and_publish(self):
        before = content(self.root / self.record)
        votes = self.vote(range(4))
        self.watched(self.board("append", OPEN, votes))
        bad = (self.root / "0.entry").read_bytes()
        (self.root / "bad.entry").write_bytes(bad[:-1] + bytes([bad[-1] ^ 1]))
        self.watched(self.board("append", OPEN, "bad.entry"), status=1)
        self.assertEqual(content(self.root / self.record), before, "nothing enters it before publish")
        self.watched(self.board("publish", OPEN, self.cosign(OPEN)))
        self.assertNotEqual(content(self.root / self.record), before)
        self.watched(self.board("close", CLOSED, ""))
        self.watched(self.board("close", CLOSED, self.cosign(CLOSED)))
        self.watched(self.board("publish", CLOSED, self.cosign(CLOSED)))
        for n in (1, 2):
            self.accept(f"CONSTAT_NOW={CLOSED} constat trustee decrypt --record {self.record} --trust organiser/trust.toml "
                        f"--key trustee-{n}/trustee --state trustee-{n}/memory --out share-{n}.entry")
        self.watched(self.board("append", CLOSED, "share-1.entry share-2.entry"))
        self.watched(self.board("result", CLOSED, ""))
        self.watched(self.board("publish", CLOSED, self.cosign(CLOSED)))
        self.assertEqual(self.check(self.root / self.record, "the end")["outcome"], "verified")
        self.assertGreater(len(self.states), 15, "copies of many different states were verified")

    def kill_everywhere(self, command: str) -> None:
        """Kills a command at each of its calls; the public folder is a record, and the same command then does its work."""
        start = self.root / "start"
        shutil.copytree(self.root / "board", start)
        self.accept(command)
        done = content(self.root / self.record)
        for call in range(1, 1000):
            shutil.rmtree(self.root / "board")
            shutil.copytree(start, self.root / "board")
            before = content(self.root / self.record)
            self.preload(SNAPSHOT_KILL=str(call))
            status, said = self.run_command(command)
            self.calm()
            if status == 0:
                break
            self.assertIn(status, (137, -9), said)
            if content(self.root / self.record) not in (before, done):
                self.check(self.root / self.record, f"killed at call {call}")
            # What was committed before the kill is in the log already; that is no failure of the repetition.
            self.run_command(command)
            self.run_command(self.board("publish", OPEN, "c1 c2"))
            self.check(self.root / self.record, f"repeated after call {call}")
            self.assertIn(content(self.root / self.record), (before, done), f"repeated after call {call}")
        self.assertGreater(call, 10)
        self.assertLess(call, 999)

    def test_killed_at_any_call_of_append(self):
        self.kill_everywhere(self.board("append", OPEN, self.vote(range(2))))

    def test_killed_at_any_call_of_publish(self):
        self.accept(self.board("append", OPEN, self.vote(range(3))))
        self.kill_everywhere(self.board("publish", OPEN, self.cosign(OPEN)))


if __name__ == "__main__":
    os.environ.pop("LD_PRELOAD", None)
    sys.exit(command_case.main())
