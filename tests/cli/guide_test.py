#!/usr/bin/env python3
"""Runs the commands of docs/guide, in the order of the page, and checks exit statuses and key lines of output.

A ```console block holds commands after "$ " and lines that their output must contain, in this order. What a reader does by
hand (sending files, waiting) is in HTML comments before the block:

    <!-- in: DIR DIR -->      where the blocks from here on run: each of them, one after the other
    <!-- now: TIME -->        the time from here on (CONSTAT_NOW)
    <!-- stdin: SHELL -->     what is typed at the next block: the output of SHELL
    <!-- status: N -->        the exit status of the next block's last command, 0 without
    <!-- run: SHELL -->       run this; a function stays defined
    <!-- set: NAME = SHELL -->  set a variable from here on
    <!-- snapshot: NAME -->   keep a copy of everything
    <!-- from: NAME -->       begin again from that copy

usage: guide_test.py BIN_DIR GUIDE_DIR
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PAGES = ["hold-a-referendum.md", "verify.md", "vote.md", "trustee.md", "registrar.md", "witness.md", "audit-a-paper-count.md",
         "examine-results.md", "referendum-toml.md"]
WITHOUT_COMMANDS = ["README.md", "requirements.md", "what-it-does-not-show.md"]
STEP = re.compile(r"^<!-- (in|now|stdin|status|run|set|snapshot|from): (.*) -->$|^```(\w*)$", re.M)


class Failure(Exception):
    pass


class Guide:
    def __init__(self, bin_dir: pathlib.Path, base: pathlib.Path, guide: pathlib.Path):
        self.base = base
        self.guide = guide
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("CONSTAT_")}
        self.environment.update(PATH=f"{bin_dir}:{os.environ['PATH']}", LC_ALL="C.UTF-8", NO_COLOR="1", XDG_CACHE_HOME=str(base / "cache"))
        self.commands = 0

    def begin(self, page: str) -> None:
        self.page = page
        self.root = self.base / "work"
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        for example in self.guide.glob("*.toml"):
            shutil.copy(example, self.root)
        self.folders = ["."]
        self.functions = ""
        self.variables: dict[str, str] = {}
        self.stdin: str | None = None
        self.status = 0

    def shell(self, script: str, folder: str = ".", typed: str = "") -> tuple[int, str]:
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", self.functions + script], cwd=self.root / folder, input=typed,
                              env=self.environment | self.variables, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=300)
        return done.returncode, done.stdout

    def must(self, script: str, folder: str = ".") -> str:
        status, output = self.shell(script, folder)
        if status != 0:
            raise Failure(f"{self.page}: {script}\nended with {status}:\n{output}")
        return output

    def step(self, kind: str, value: str) -> None:
        if kind == "in":
            self.folders = value.split()
        elif kind == "now":
            self.variables["CONSTAT_NOW"] = value
        elif kind == "stdin":
            self.stdin = value
        elif kind == "status":
            self.status = int(value)
        elif kind == "run":
            if re.match(r"\w+\(\) \{", value):
                self.functions += value + "\n"
            else:
                self.must(value)
        elif kind == "set":
            name, script = value.split(" = ", 1)
            self.variables[name] = self.must(script).strip()
        elif kind == "snapshot":
            shutil.rmtree(self.base / value, ignore_errors=True)
            shutil.copytree(self.root, self.base / value)
        elif kind == "from":
            shutil.rmtree(self.root)
            shutil.copytree(self.base / value, self.root)
            self.folders = ["."]

    def block(self, text: str) -> None:
        """Runs the commands of one block, each with the output lines that follow it."""
        parts = re.split(r"^\$ ", text, flags=re.M)
        if parts[0].strip():
            raise Failure(f"{self.page}: a block that does not begin with a command:\n{text}")
        for folder in self.folders:
            typed = self.must(self.stdin, folder) if self.stdin else ""
            for number, part in enumerate(parts[1:]):
                command, _, expected = part.partition("\n")
                want = self.status if number == len(parts) - 2 else 0
                status, output = self.shell(command, folder, typed)
                self.commands += 1
                (self.root / "output").write_text(output)
                self.check(command, (want, expected), (status, output))
        self.stdin = None
        self.status = 0

    def check(self, command: str, want: tuple[int, str], got: tuple[int, str]) -> None:
        if got[0] != want[0]:
            raise Failure(f"{self.page}: {command}\nended with {got[0]}, not {want[0]}:\n{got[1]}")
        at = 0
        for line in filter(None, map(str.strip, want[1].splitlines())):
            found = got[1].find(line, at)
            if found < 0:
                raise Failure(f"{self.page}: {command}\ndid not print \"{line}\" (in this order):\n{got[1]}")
            at = found + len(line)

    def run(self, page: str, text: str) -> None:
        self.begin(page)
        at = 0
        while (step := STEP.search(text, at)) is not None:
            at = step.end()
            if step[1]:
                self.step(step[1], step[2])
                continue
            end = text.index("\n```", at)
            if step[3] != "console":
                raise Failure(f"{page}: a block of kind \"{step[3]}\" that nothing runs")
            self.block(text[at + 1:end + 1])
            at = end + 4


def main() -> int:
    bin_dir, guide = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    there = sorted(p.name for p in guide.glob("*.md"))
    if there != sorted(PAGES + WITHOUT_COMMANDS):
        print(f"guide_test.py does not know all pages: {there}")
        return 1
    with tempfile.TemporaryDirectory(prefix="constat-guide-") as base:
        run = Guide(bin_dir, pathlib.Path(base), guide)
        try:
            for page in PAGES:
                run.run(page, (guide / page).read_text())
        except Failure as failure:
            print(failure)
            return 1
    for page in WITHOUT_COMMANDS:
        if "```" in (guide / page).read_text():
            print(f"{page} has commands, but is not run")
            return 1
    print(f"guide: {run.commands} commands of {len(PAGES)} pages did what the guide says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
