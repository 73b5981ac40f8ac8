"""make_vectors.py [--check] [NAME...]: writes docs/spec/vectors, or compares it with what would be written.

The same vectors come out every time: all randomness is from named SHA-512 streams (prover.Stream). docs/spec/
vectors.md explains every file.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import make_answers
import make_ballots
import make_encodings
import make_given
import make_keys
import make_log
import make_manifests
import make_records
import make_refusals
import make_replacements
import make_tallies
from made import report_of
from maker import write_files

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
FAMILIES = {
    **make_encodings.FAMILIES, **make_log.FAMILIES, **make_manifests.FAMILIES, **make_ballots.FAMILIES,
    **make_tallies.FAMILIES, **make_keys.FAMILIES, **make_replacements.FAMILIES,
    **make_answers.FAMILIES, **make_given.FAMILIES,
}  # fmt: skip


def as_json(value: object) -> bytes:
    """as_json is one line per case where the value is a file of cases."""
    if isinstance(value, dict) and "cases" in value:
        cases = ",\n".join(json.dumps(case, ensure_ascii=False) for case in value["cases"])
        head = json.dumps({k: v for k, v in value.items() if k != "cases"}, ensure_ascii=False)
        return f'{head[:-1]}, "cases": [\n{cases}\n]}}\n'.encode()
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def family_file(name: str) -> bytes:
    """family_file is a file of cases; its note is the maker's docstring."""
    make = FAMILIES[name]
    note = (make.__doc__ or "").strip().partition(": ")[2]
    return as_json({"file": name, "note": note, "cases": make()})


def refusals_file() -> bytes:
    """refusals_file is refusals.json."""
    note = "entries that the fold refuses after the first `after` entries of records/base, with the code"
    return as_json(
        {"file": "refusals", "note": note, "record": "base", "cases": make_refusals.make_base().cases}
    )


def record_files(name: str) -> dict[str, bytes]:
    """record_files are a record's folder."""
    made = make_records.RECORDS[name]()
    files = made.all_files()
    report = report_of(files)
    files["expected.json"] = as_json({"name": name, "note": made.note, "report": report})
    for path, value in made.extra.items():
        files[path] = as_json(value)
    return {f"records/{name}/{path}": data for path, data in files.items()}


def make_all(names: list[str]) -> dict[str, bytes]:
    """make_all is every file by its path under docs/spec/vectors, or those named."""
    files: dict[str, bytes] = {}
    for name in FAMILIES:
        if not names or name in names:
            files[f"{name}.json"] = family_file(name)
    if not names or "refusals" in names:
        files["refusals.json"] = refusals_file()
    for name in make_records.RECORDS:
        if not names or name in names or "records" in names:
            files |= record_files(name)
    return files


def differences(files: dict[str, bytes], whole: bool) -> list[str]:
    """differences are the files that are not as they would be written."""
    found = [
        path
        for path, data in files.items()
        if not (FOLDER / path).is_file() or (FOLDER / path).read_bytes() != data
    ]
    return found + (left_over(files) if whole else [])


def left_over(files: dict[str, bytes]) -> list[str]:
    """left_over are files that would not be written."""
    there = {p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file()}
    return sorted(there - set(files))


def main(arguments: list[str]) -> int:
    """main is the command."""
    parser = argparse.ArgumentParser(description="Make the test vectors.")
    parser.add_argument("--check", action="store_true", help="compare with the files, write nothing")
    parser.add_argument("names", nargs="*", help="families or records; all if none is named")
    options = parser.parse_args(arguments)
    files = make_all(options.names)
    if options.check:
        found = differences(files, whole=not options.names)
        for path in found:
            print(f"differs: {path}")
        return 1 if found else 0
    write_files(FOLDER, files)
    for path in left_over(files) if not options.names else ():
        (FOLDER / path).unlink()
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
