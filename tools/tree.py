"""The files of a checkout, as the checks in tools/ see them."""
import argparse
import pathlib
import subprocess


def root(description: str, *flags: str) -> tuple[pathlib.Path, argparse.Namespace]:
    """root reads the command line: --root names another checkout than the one the tool lies in."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    for flag in flags:
        parser.add_argument(flag, action="store_true")
    arguments = parser.parse_args()
    return arguments.root.resolve(), arguments


def tracked(top: pathlib.Path, *suffixes: str) -> list[pathlib.Path]:
    """tracked lists the files that git knows or would add, sorted by path."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=top, capture_output=True, text=True,
                           check=True).stdout.split("\n")
    return sorted(top / n for n in set(names) if (not suffixes or n.endswith(suffixes)) and (top / n).is_file())


def report(name: str, problems: list[str], good: str) -> int:
    """report prints each problem on a line, or what holds; it gives the exit status."""
    print("\n".join(problems) if problems else f"{name}: {good}")
    return 1 if problems else 0
