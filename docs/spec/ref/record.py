"""Records and trust files: reading them from a directory or a .tar, and LOG-5's check of the files.

Clauses: LOG-1, LOG-5, VER-1, VER-9.
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


@dataclass(frozen=True)
class Fault:
    """Fault is a finding of the clause `log`."""

    entry: int | None
    code: str
    text: str


@dataclass
class Log:
    """Log is what a record's files hold; the faults are in VER-9's order, each kind by itself.

    An entry of a bundle that cannot be read is None, and a leaf of 32 zero bytes.
    """

    checkpoint: tlog.Checkpoint
    entries: list[bytes | None] = field(default_factory=list)
    tree: merkle.Tree = field(default_factory=merkle.Tree)
    unknown: list[Fault] = field(default_factory=list)
    bundles: list[Fault] = field(default_factory=list)
    tiles: list[Fault] = field(default_factory=list)

    def leaf(self, index: int) -> bytes:
        """leaf is an entry's leaf hash."""
        entry = self.entries[index]
        return bytes(32) if entry is None else merkle.leaf_hash(entry)


def open_log(files: Files) -> Log:
    """open_log is LOG-5 and VER-9. ERRORS (no record at all): missing-file, bad-checkpoint."""
    require("checkpoint" in files, "missing-file", "there is no checkpoint")
    log = Log(tlog.parse_checkpoint(files["checkpoint"]))
    for index, width in merkle.tiles_of_size(log.checkpoint.size, "entries"):
        _read_bundle(files, log, index, width)
    log.tree = merkle.Tree([log.leaf(i) for i in range(len(log.entries))])
    for path in sorted(set(files) - {"checkpoint"}):
        if merkle.parse_tile_path(path) is None:
            log.unknown.append(Fault(None, "unknown-file", path))
    _check_earlier_bundles(files, log)
    _check_tiles(files, log)
    if log.tree.root() != log.checkpoint.root:
        log.tiles.append(Fault(None, "wrong-root", "the entries do not hash to the checkpoint's root"))
    return log


def _read_bundle(files: Files, log: Log, index: int, width: int) -> None:
    """_read_bundle adds the entries of a bundle that the tree size calls for."""
    path = merkle.tile_path("entries", index, width)
    try:
        require(path in files, "missing-file")
        log.entries += merkle.parse_bundle(files[path], width)
    except Refused as error:
        log.entries += [None] * width
        log.bundles.append(Fault(index * merkle.TILE_WIDTH, error.code, path))


def _check_earlier_bundles(files: Files, log: Log) -> None:
    """_check_earlier_bundles compares the bundles that an earlier tree size called for."""
    for path, data in sorted(files.items()):
        level, index, width = merkle.parse_tile_path(path) or (0, 0, 0)
        if level == "entries" and (index, width) not in merkle.tiles_of_size(log.checkpoint.size, level):
            start = index * merkle.TILE_WIDTH
            entries = [e for e in log.entries[start : start + width] if e is not None]
            if len(entries) < width or data != merkle.bundle(entries):
                log.bundles.append(Fault(start, "wrong-tile", path))


def _check_tiles(files: Files, log: Log) -> None:
    """_check_tiles compares every hash tile with the recomputed hashes."""
    places: set[tuple[int, int, int]] = set()
    for path in {*files, *merkle.paths_of_size(log.checkpoint.size)}:
        level, index, width = merkle.parse_tile_path(path) or ("", 0, 0)
        if isinstance(level, int):
            places.add((level, index, width))
    for place in sorted(places):
        path = merkle.tile_path(*place)
        code = _tile_fault(files.get(path), log.tree.tile(*place))
        if code is not None:
            log.tiles.append(Fault(None, code, path))


def _tile_fault(data: bytes | None, expected: bytes | None) -> str | None:
    """_tile_fault is the code of what is wrong with a hash tile."""
    if data is None:
        return "missing-file"
    if expected is None:
        return "wrong-tile"
    if len(data) != len(expected):
        return "truncated" if len(data) < len(expected) else "trailing-bytes"
    return None if data == expected else "wrong-tile"


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
