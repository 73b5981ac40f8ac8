"""Records and trust files: reading them from a directory or a .tar, and LOG-5's check of the files.

Clauses: LOG-1, LOG-5, VER-1.
"""

from __future__ import annotations

import re
import tarfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import merkle
import tlog
from errors import Refused, require

Files = dict[str, bytes]


def read_files(path: Path) -> Files:
    """read_files is every file of a record, by its path in it. ERRORS: cannot-read."""
    try:
        if path.is_dir():
            names = sorted(p for p in path.rglob("*") if p.is_file() or p.is_symlink())
            return {p.relative_to(path).as_posix(): p.read_bytes() for p in names}
        return _read_tar(path)
    except (OSError, tarfile.TarError) as error:
        raise Refused("cannot-read", str(error)) from error


def _read_tar(path: Path) -> Files:
    files: Files = {}
    with tarfile.open(path) as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isfile() else None
            if stream is not None:
                files[member.name.removeprefix("./")] = stream.read()
    return files


@dataclass
class Log:
    """Log is what a record's files hold: entries up to the first fault, the tree, and the faults."""

    checkpoint: tlog.Checkpoint
    entries: list[bytes] = field(default_factory=list)
    tree: merkle.Tree = field(default_factory=merkle.Tree)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def is_whole(self) -> bool:
        """is_whole tells whether every entry of the checkpoint's tree is there."""
        return len(self.entries) == self.checkpoint.size


def open_log(files: Files) -> Log:
    """open_log is LOG-5. ERRORS (no record at all): missing-file, bad-checkpoint."""
    require("checkpoint" in files, "missing-file", "there is no checkpoint")
    log = Log(tlog.parse_checkpoint(files["checkpoint"]))
    faults: dict[str, str] = {}
    _read_entries(files, log, faults)
    log.tree = merkle.Tree([merkle.leaf_hash(e) for e in log.entries])
    for path in merkle.paths_of_size(log.checkpoint.size) if log.is_whole() else ():
        if path not in files:
            faults.setdefault(path, "missing-file")
    for path, data in files.items():
        code = None if path == "checkpoint" else _check_file(log, path, data)
        if code is not None:
            faults.setdefault(path, code)
    log.faults = [(code, path) for path, code in sorted(faults.items())]
    if log.is_whole() and log.tree.root() != log.checkpoint.root:
        log.faults.append(("wrong-root", "the entries do not hash to the checkpoint's root"))
    return log


def _read_entries(files: Files, log: Log, faults: dict[str, str]) -> None:
    """_read_entries reads bundles up to the first that is missing or malformed."""
    for index, width in merkle.tiles_of_size(log.checkpoint.size, "entries"):
        path = merkle.tile_path("entries", index, width)
        try:
            require(path in files, "missing-file")
            log.entries += merkle.parse_bundle(files[path], width)
        except Refused as error:
            faults[path] = error.code
            return


def _check_file(log: Log, path: str, data: bytes) -> str | None:
    """_check_file is the fault of a file in the record, if any."""
    place = merkle.parse_tile_path(path)
    if place is None:
        return "unknown-file"
    level, index, width = place
    if isinstance(level, str):
        return _check_bundle(log, index, width, data)
    expected = log.tree.tile(level, index, width)
    if expected is None:
        return "wrong-tile" if log.is_whole() else None
    if len(data) != len(expected):
        return "truncated" if len(data) < len(expected) else "trailing-bytes"
    return None if data == expected else "wrong-tile"


def _check_bundle(log: Log, index: int, width: int, data: bytes) -> str | None:
    start = index * merkle.TILE_WIDTH
    entries = log.entries[start : start + width]
    if len(entries) < width:
        return "wrong-tile" if log.is_whole() else None
    return None if data == merkle.bundle(entries) else "wrong-tile"


@dataclass(frozen=True)
class Trust:
    """Trust is what the verifier was given: never read from the record (VER-1)."""

    manifest_hash: bytes
    policy: tlog.Policy
    checkpoints: tuple[tuple[str, bytes], ...] = ()
    receipts: tuple[tuple[str, bytes], ...] = ()


def read_trust(path: Path) -> Trust:
    """read_trust reads a trust file and the files it names. ERRORS: cannot-read, bad-text, bad-policy."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        known = set(table) <= {"manifest", "policy", "checkpoints", "receipts"}
        require(known and {"manifest", "policy"} <= set(table), "bad-text", "keys of the trust file")
        digest, policy = table["manifest"], table["policy"]
        fits = isinstance(digest, str) and isinstance(policy, str) and re.fullmatch("[0-9a-f]{64}", digest)
        require(bool(fits), "bad-text", "the manifest hash has 64 hex digits")
        checkpoints = _named_files(path.parent, table.get("checkpoints", []))
        receipts = _named_files(path.parent, table.get("receipts", []))
        return Trust(bytes.fromhex(digest), tlog.parse_policy(policy), checkpoints, receipts)
    except OSError as error:
        raise Refused("cannot-read", str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("bad-text", str(error)) from error


def _named_files(folder: Path, names: Iterable[object]) -> tuple[tuple[str, bytes], ...]:
    listed = isinstance(names, list) and all(isinstance(n, str) for n in names)
    require(listed, "bad-text", "a list of file names")
    return tuple((str(n), (folder / str(n)).read_bytes()) for n in names)
