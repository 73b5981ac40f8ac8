"""run_agree.py --constat FILE --constat-verify FILE: both verifiers on the specification's records and on fresh ones.

Every record of docs/spec/vectors, with and without its trust file; one made by `constat demo`, as a folder and as a
.tar; and one for every attack of the demo. Exit status 1 if they ever differ. Spec: VER-5, VER-8.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from agree import VECTORS, compare, differences, program_report, scratch_folder, without_text

BALLOTS = 24
Job = Callable[[], list[tuple[str, str, list[str]]]]  # (what, outcome, differences)


def check_vector(program: Path, folder: Path) -> list[tuple[str, str, list[str]]]:
    """check_vector compares both verifiers with each other and with what the specification expects."""
    record, pinned = folder / "record", folder / "trust.toml"
    record = record if record.exists() else folder / "record.tar"
    trust = pinned if pinned.exists() else None
    outcome, found = compare(program, record, trust)
    expected = without_text(json.loads((folder / "expected.json").read_text())["report"])
    found += differences(program_report(program, record, trust), expected, "expected")
    rows = [(folder.name, outcome, found)]
    if trust is not None:
        rows.append((f"{folder.name}, unpinned", *compare(program, record, None)))
    return rows


def check_splits(program: Path, name: str) -> list[tuple[str, str, list[str]]]:
    """check_splits compares the reports of one record as a folder and in archives (VER-5, VER-12)."""
    folder = VECTORS / "records" / name
    record, pinned = folder / "record", folder / "trust.toml"
    trust = pinned if pinned.exists() else None
    expected = program_report(program, record, trust)
    rows = []
    with scratch_folder() as scratch:
        for number, inside in enumerate((".", "record", "some/where")):
            tar = Path(scratch) / f"{number}.tar.gz"
            with tarfile.open(tar, "w:gz") as archive:
                archive.add(record, inside)
            outcome, found = compare(program, tar, trust)
            found += differences(program_report(program, tar, trust), expected, "as a folder")
            rows.append((f"{name}, below {inside} in an archive", outcome, found))
    return rows


def check_demo(constat: Path, program: Path, attack: str, seed: str) -> list[tuple[str, str, list[str]]]:
    """check_demo holds a small referendum, honestly or not, and compares the verifiers on its record."""
    with scratch_folder() as scratch:
        out = Path(scratch) / "demo"
        command = [str(constat), "demo", "--ballots", str(BALLOTS), "--seed", seed, "--out", str(out), "--threads", "1"]
        done = subprocess.run(command + (["--attack", attack] if attack else []), capture_output=True, timeout=600)
        record, trust = out / "record", out / "trust.toml"
        if not trust.exists():
            return [(attack or "demo", "none", [f"no record: {done.stderr.decode(errors='replace')}"])]
        rows = [(attack or "demo", *compare(program, record, trust))]
        if not attack:
            tar = Path(scratch) / "record.tar"
            with tarfile.open(tar, "w") as archive:
                archive.add(record, ".")
            rows.append(("demo, unpinned", *compare(program, record, None)))
            rows.append(("demo, as a .tar", *compare(program, tar, trust)))
        return rows


def attacks(constat: Path) -> list[str]:
    """attacks are the names of the demo's attacks, or those of CONSTAT_AGREE_ATTACKS."""
    if os.environ.get("CONSTAT_AGREE_ATTACKS"):
        return os.environ["CONSTAT_AGREE_ATTACKS"].split(",")
    listed = subprocess.run([constat, "demo", "--attack", "list"], capture_output=True, text=True, check=True)
    names = [line.split()[0] for line in listed.stdout.splitlines() if line.strip()]
    if len(names) < 40:
        raise SystemExit(f"only {len(names)} attacks are listed")
    return names


def run(job: Job) -> list[tuple[str, str, list[str]]]:
    """run is a job's rows."""
    return job()


def main() -> int:
    """main is the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--constat", type=Path, required=True)
    parser.add_argument("--constat-verify", type=Path, required=True)
    parser.add_argument("--seed", default=str(time.time_ns()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    program = options.constat_verify
    folders = sorted(p for p in (VECTORS / "records").iterdir() if p.is_dir())
    jobs: list[Job] = [partial(check_vector, program, folder) for folder in folders]
    jobs += [partial(check_splits, program, name) for name in ("plain", "strays", "ahead", "forked-tile", "two-records")]
    for attack in ["", *attacks(options.constat)]:
        jobs.append(partial(check_demo, options.constat, program, attack, options.seed))
    rows = []
    with multiprocessing.Pool(2) as pool:
        for some in pool.imap_unordered(run, jobs):
            rows += some
    for what, _, found in rows:
        for difference in found:
            print(f"{what}: {difference}")
    bad = sum(bool(found) for _, _, found in rows)
    outcomes = [outcome for _, outcome, _ in rows]
    print(", ".join(f"{outcomes.count(o)} {o}" for o in sorted(set(outcomes))))
    print(f"{len(rows)} comparisons of {len(folders)} vectors and {len(jobs) - len(folders)} demos; {bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
