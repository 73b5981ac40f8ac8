"""What the tests of commands share: the guide's referendum in a folder, commands run in it, and what no command may do."""
import csv
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

import guide_test

bin_folder: pathlib.Path
base_folder: pathlib.Path  # holds the guide's copies "open" (voting) and "final" (verified)

VOTING = "2026-05-02T10:30:00Z"  # while people vote in the guide's referendum

# What an uncaught exception, an assertion or a sanitizer would leave.
ACCIDENT = re.compile(r"terminate called|what\(\)|std::|internal error|Traceback|Aborted|core dumped|runtime error|Sanitizer")


def secrets_in(folder: pathlib.Path) -> set[str]:
    """Every secret key and voting code that lies below a folder."""
    found = set()
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        head = path.read_bytes()[:4096]
        if head.startswith(b"constat-secret/"):
            found |= set(head.decode().splitlines()[1:2])
        elif path.name in ("credentials.csv", "replacements.csv"):
            with path.open() as lines:
                found |= {code for row in csv.DictReader(lines) if (code := row.get("code") or row.get("new_code"))}
    return {secret for secret in found if len(secret) > 10}


class CommandCase(unittest.TestCase):
    """Runs commands in a copy of the guide's state, and looks at everything they print."""
    state = "final"

    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="constat-cli-")
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name) / "w"
        shutil.copytree(base_folder / self.state, self.root)
        self.secrets = secrets_in(self.root)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("CONSTAT_")}
        self.environment.update(LC_ALL="C.UTF-8", PATH=f"{bin_folder}:{os.environ['PATH']}",
                                XDG_CACHE_HOME=f"{self.folder.name}/cache")
        if self.state == "open":
            self.environment["CONSTAT_NOW"] = VOTING

    def run_command(self, command: str, typed: str = "", before=None) -> tuple[int, str]:
        """Runs a command through a shell and returns its exit status and all it printed."""
        done = subprocess.run(["bash", "-c", command], cwd=self.root, input=typed, env=self.environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, preexec_fn=before)
        self.assertNotRegex(done.stdout, ACCIDENT, command)
        for secret in self.secrets | secrets_in(self.root):
            self.assertNotIn(secret, done.stdout, command)
        return done.returncode, done.stdout

    def refuse(self, command: str, status: int, *texts: str, typed: str = "") -> str:
        """A command must end with this status, and say these texts in its last sentence."""
        got, output = self.run_command(command, typed)
        self.assertEqual(got, status, f"{command}\n{output}")
        for text in texts:
            self.assertIn(text, output, command)
        last = output.strip().splitlines()[-1] if output.strip() else ""
        self.assertRegex(last, r"[.?]$", f"{command}: no sentence: {last}")
        return output

    def accept(self, command: str, *texts: str, typed: str = "") -> str:
        got, output = self.run_command(command, typed)
        self.assertEqual(got, 0, f"{command}\n{output}")
        for text in texts:
            self.assertIn(text, output, command)
        return output

    def mode(self, path: str) -> int:
        return stat.S_IMODE((self.root / path).stat().st_mode)

    def code(self, row: int = 0) -> str:
        with (self.root / "registrar/roll/credentials.csv").open() as lines:
            return list(csv.DictReader(lines))[row]["code"]


def main() -> int:
    """Runs the tests of the calling program. Arguments: BIN_DIR GUIDE_DIR, then unittest's."""
    global bin_folder, base_folder
    bin_folder, guide_folder = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="constat-cli-base-") as base:
        base_folder = pathlib.Path(base)
        guide = guide_test.Guide(bin_folder, base_folder, guide_folder)
        guide.run("hold-a-referendum.md", (guide_folder / "hold-a-referendum.md").read_text())
        program = unittest.main(argv=[sys.argv[0], *sys.argv[3:]], exit=False)
    return 0 if program.result.wasSuccessful() else 1
