#!/usr/bin/env python3
"""The programs as they are linked and run: what a linker flag or a limit must have done, so that none is lost unseen.

hardening_test.py BIN_FOLDER
"""
import pathlib
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RECORD = ROOT / "docs/spec/vectors/records/plain/record"
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)


def read_elf(program, option):
    command = ["readelf", "-W", option, program]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check_linking(program):
    header = read_elf(program, "-h")
    check("Position-Independent Executable" in header, f"{program.name} is no position-independent executable")
    check("GNU_RELRO" in read_elf(program, "-l"), f"{program.name} has no RELRO segment")
    flags = [line for line in read_elf(program, "-d").splitlines() if "(FLAGS_1)" in line]
    check(len(flags) == 1 and " NOW" in flags[0], f"{program.name} is not linked with -z now")


def check_compiling(program):
    symbols = read_elf(program, "--dyn-syms")
    check("_chk@GLIBC" in symbols, f"{program.name} calls no checked function: _FORTIFY_SOURCE is lost")
    command = ["objdump", "-d", "--no-show-raw-insn", "--disassemble=main", program]
    code = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    check("endbr64" in code, f"the functions of {program.name} mark no place to jump to: -fcf-protection is lost")
    check("__glibcxx_assert_fail" in symbols, f"{program.name} checks no index: _GLIBCXX_ASSERTIONS is lost")


def core_limits(pid):
    line = next(l for l in pathlib.Path(f"/proc/{pid}/limits").read_text().splitlines() if "core file" in l)
    return line.split()[4:6]


def check_core_limit(program):
    """A program that waits for a voting code cannot write a core file, whatever the shell allows."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    if hard == 0:
        print("hardening_test: core files are forbidden here whatever a program does; the limit was not looked at")
        return
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    command = [program, "my-ballots", "--record", RECORD]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, **pipes) as waiting:
        first = waiting.stdout.readline()
        check(first.startswith("Referendum:"), f"my-ballots does not come to its question: {first!r}")
        limits = core_limits(waiting.pid)
        check(limits == ["0", "0"], f"core files are allowed while a code is asked for: {limits}")
        waiting.communicate("")


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    for name in ("constat", "constat-verify"):
        check_linking(programs / name)
        check_compiling(programs / name)
    check_core_limit(programs / "constat")
    for failure in failures:
        print(failure)
    print("hardening_test:", "failed" if failures else "linked and limited as they must be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
