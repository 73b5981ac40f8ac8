"""Which files are the record's in a folder or archive that is given, and where it lies there.

Clauses: LOG-1, LOG-5, VER-9. Paths are text whose bytes are os.fsencode's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import merkle
from errors import Refused, require

CHECKPOINT = "checkpoint"
MAX_STRAYS = 10_000
MAX_ENTRIES = 4_000_000
MAX_NAME_BYTES = 255


def is_log_name(name: str) -> bool:
    """is_log_name tells a name of LOG-1 in the record's folder."""
    return name == CHECKPOINT or merkle.parse_tile_path(name) is not None


def _tile_folder(path: str) -> str | None:
    """_tile_folder is the folder in which a path has a tile's name, None if there is none."""
    parts = path.split("/")
    if "tile" not in parts:
        return None
    at = len(parts) - 1 - parts[::-1].index("tile")
    return "/".join(parts[:at]) if merkle.parse_tile_path("/".join(parts[at:])) else None


class Names:
    """Names are the files that are given, until it is known which folder is the record's (LOG-1)."""

    def __init__(self) -> None:
        self.regular: dict[str, bool] = {}
        self.entries = self.strays = 0
        self.twice = False
        self.folders: set[str] = set()

    def count_entry(self) -> None:
        """count_entry counts a file or folder. ERRORS: too-large."""
        self.entries += 1
        require(self.entries <= MAX_ENTRIES, "too-large", "too many files and folders")

    def add(self, path: str, regular: bool) -> bool:
        """add notes a file or link; True if it may be one of the record's. ERRORS: too-large (VER-9)."""
        self.twice |= path in self.regular
        self.regular[path] = regular
        folder = _tile_folder(path)
        if folder is not None:
            self.folders.add(folder)
        is_checkpoint = regular and path.rpartition("/")[2] == CHECKPOINT
        self.strays += folder is None and not is_checkpoint
        certain = self.strays + max(0, len(self.folders) - 1)
        require(certain <= MAX_STRAYS, "too-large", "too many files that are no part of a record")
        return regular and (folder is not None or is_checkpoint)

    def locate(self) -> str:
        """locate is the record's folder, with a "/" or empty. ERRORS: duplicate, missing-file, too-large."""
        require(not self.twice, "duplicate", "a name twice")
        found = [p for p, regular in self.regular.items() if regular and p.rpartition("/")[2] == CHECKPOINT]
        require(bool(found), "missing-file", "no file is named checkpoint")
        require(len(found) == 1, "duplicate", "two files are named checkpoint")
        folder = found[0].removesuffix(CHECKPOINT)
        outside = sum(not (p.startswith(folder) and is_log_name(p.removeprefix(folder))) for p in self.regular)
        require(outside <= MAX_STRAYS, "too-large", "too many files that are no part of a record")
        self._refuse_twins(folder)
        return folder

    def _refuse_twins(self, folder: str) -> None:
        """_refuse_twins: two names are the same name of LOG-1 with A-Z lowered. ERRORS: duplicate."""
        seen, start = set(), os.fsencode(folder).lower()
        for path in self.regular:
            lowered = os.fsencode(path).lower()
            name = os.fsdecode(lowered.removeprefix(start))
            if lowered.startswith(start) and is_log_name(name):
                require(name not in seen, "duplicate", f"{name}, but for capitals, twice")
                seen.add(name)


def name_from(folder: str, path: str) -> str:
    """name_from is a file's name as the record's folder sees it, with ".." for the folders around it (VER-8)."""
    while folder and path.startswith(folder.partition("/")[0] + "/"):
        folder, path = folder.partition("/")[2], path.partition("/")[2]
    return "../" * folder.count("/") + path


def escape(name: str) -> str:
    """escape is a name in a report (VER-8)."""
    return "".join(chr(b) if 0x20 <= b <= 0x7E and b != 0x5C else f"\\x{b:02x}" for b in os.fsencode(name))


def list_folder(root: Path, names: Names) -> None:
    """list_folder adds all that a folder holds to names. ERRORS: cannot-read, Names'."""
    for path, regular in _below(root, "", names):
        names.add(path, regular)


def _below(root: Path, folder: str, names: Names) -> Iterator[tuple[str, bool]]:
    """_below is every path below root and whether it is a regular file; links are not followed."""
    try:
        found = sorted(os.scandir(root / folder), key=lambda e: os.fsencode(e.name))
    except OSError as error:
        if folder == "" or "tile" in folder.split("/"):
            raise Refused("cannot-read", f"the record: {error.strerror}") from error
        yield folder, False
        return
    for entry in found:
        names.count_entry()
        path = f"{folder}/{entry.name}" if folder else entry.name
        if not entry.is_dir(follow_symlinks=False):
            yield path, entry.is_file(follow_symlinks=False)
        elif len(os.fsencode(path)) > MAX_NAME_BYTES:
            yield path, False
        else:
            yield from _below(root, path, names)
