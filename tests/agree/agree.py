"""Runs the two verifiers on a record and says where their reports differ. Spec: VER-8, VER-4."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VECTORS = ROOT / "docs/spec/vectors"
sys.path.insert(0, str(ROOT / "docs/spec/ref"))

import verify  # noqa: E402  (the specification's reader)

Report = dict[str, object]


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """scratch_folder is a temporary folder, in memory where the system has one there."""
    memory = Path("/dev/shm")
    is_there = memory.is_dir() and os.access(memory, os.W_OK)
    return tempfile.TemporaryDirectory(prefix="constat-agree-", dir=memory if is_there else None)


def without_text(value: object) -> object:
    """without_text is a report without its sentences, and without what differs from run to run (VER-8)."""
    if isinstance(value, dict):
        return {key: without_text(inner) for key, inner in value.items() if key not in ("text", "people", "made")}
    return [without_text(inner) for inner in value] if isinstance(value, list | tuple) else value


def reader_report(record: Path, trust: Path | None) -> Report:
    """reader_report is the report of docs/spec/ref/verify.py; an exception of it is one as well."""
    try:
        return dict(without_text(verify.verify(record, trust)))  # type: ignore[call-overload]
    except Exception:
        return {"exception": traceback.format_exc()}


def program_report(program: Path, record: Path, trust: Path | None, threads: int = 1) -> Report:
    """program_report is the report of constat-verify, in which its exit status must be."""
    with scratch_folder() as folder:
        out = Path(folder) / "report.json"
        command = [str(program), str(record), "--quiet", "--json", str(out), "--threads", str(threads)]
        if trust is not None:
            command += ["--trust", str(trust)]
        done = subprocess.run(command, capture_output=True, timeout=600)
        if not out.exists():
            return {"exit": done.returncode, "exception": done.stderr.decode(errors="replace")}
        report = dict(without_text(json.loads(out.read_text())))  # type: ignore[call-overload]
    if report["exit"] != done.returncode:
        report["exception"] = f"exit status {done.returncode}"
    return report


def differences(left: object, right: object, place: str = "report") -> list[str]:
    """differences are the places where two values differ."""
    if isinstance(left, dict) and isinstance(right, dict):
        keys = sorted(set(left) | set(right))
        return [d for k in keys for d in differences(left.get(k, "-"), right.get(k, "-"), f"{place}.{k}")]
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right))
        return [d for i, (a, b) in pairs for d in differences(a, b, f"{place}[{i}]")]
    return [] if left == right else [f"{place}: the program says {left}, the reader {right}"]


def compare(program: Path, record: Path, trust: Path | None) -> tuple[str, list[str]]:
    """compare is the reader's outcome, and where the two reports differ."""
    by_reader = json.loads(json.dumps(reader_report(record, trust)))
    return str(by_reader.get("outcome")), differences(program_report(program, record, trust), by_reader)
