"""What the compiler is called for: the units of the preset tidy, and those that a change concerns."""
import json
import os
import pathlib
import re
import subprocess
import sys


def database(top: pathlib.Path, tool: str) -> pathlib.Path:
    """database is the folder of the preset tidy; ends the program where it is missing."""
    build = top / "build/tidy"
    if not (build / "compile_commands.json").exists():
        sys.exit(f"{tool}: build/tidy/compile_commands.json is missing; run make tidy")
    return build


def git(top: pathlib.Path, *arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=top, capture_output=True, text=True)
    return done.stdout.split("\n") if done.returncode == 0 else []


def changed(top: pathlib.Path) -> set[str]:
    """changed names the files that differ from where the branch left origin/main, or else from the last commit's
    parent, with what is not committed."""
    base = git(top, "merge-base", "origin/main", "HEAD")
    if not base or base[0] == git(top, "rev-parse", "HEAD")[0]:
        base = ["HEAD~1"]
    names = git(top, "diff", "--name-only", base[0]) + git(top, "ls-files", "-o", "--exclude-standard")
    return {name for name in names if name}


def units(top: pathlib.Path, build: pathlib.Path) -> dict[pathlib.Path, list[str]]:
    """units are what the compiler is called for, each with the files that it compiles, from top: several of a layer may
    be one. What the build makes itself is none."""
    commands = json.loads((build / "compile_commands.json").read_text())
    found = {}
    for unit in sorted({(pathlib.Path(c["directory"]) / c["file"]).resolve() for c in commands}):
        files = [unit]
        if unit.is_relative_to(build) and "Unity" in unit.parts:
            files = [pathlib.Path(name) for name in re.findall(r'^#include "(.*)"$', unit.read_text(), re.M)]
        names = [str(f.relative_to(top)) for f in files if f.is_relative_to(top) and not f.is_relative_to(build)]
        if names:
            found[unit] = names
    return found


def concerned(found: dict[pathlib.Path, list[str]], names: set[str]) -> list[pathlib.Path]:
    """A unit is concerned by the change of a file of its, and of the header of such a file's name."""
    def stem(name: str) -> str:
        return re.sub(r"_test$", "", os.path.splitext(name)[0])
    stems = {stem(name) for name in names}
    return [unit for unit, files in found.items() if any(stem(f) in stems for f in files)]


def chosen(top: pathlib.Path, found: dict[pathlib.Path, list[str]], everything: bool) -> list[pathlib.Path]:
    return list(found) if everything else concerned(found, changed(top))
