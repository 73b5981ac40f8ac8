"""Records and trust files: reading them from a directory or a .tar, and LOG-5's check of the files.

Clauses: LOG-1, LOG-5, VER-1, VER-9.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import merkle
import tlog
from archive import read_archive
from errors import Refused, require

Files = dict[str, bytes | None]  # None: neither a regular file nor a folder
MAX_TRUST_BYTES = 2**20
MAX_MISSING_BUNDLES = 1000
MAX_OTHER_FILES = 10_000
MAX_RECEIPT_BYTES = 2**22


def read_files(path: Path) -> Files:
    """read_files is every file of a record, by its path in it. ERRORS: missing-file, cannot-read, VER-12's."""
    try:
        if path.is_dir():
            names = sorted(p for p in path.rglob("*") if p.is_symlink() or not p.is_dir())
            return {p.relative_to(path).as_posix(): _read_regular(p) for p in names}
        return dict(read_archive(path.read_bytes()))
    except FileNotFoundError as error:
        raise Refused("missing-file", f"the record: {error.strerror}") from error
    except OSError as error:
        raise Refused("cannot-read", f"the record: {error.strerror}") from error


def _read_regular(path: Path) -> bytes | None:
    """_read_regular is a file's bytes, None for a symbolic link, a pipe and their like."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


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
    others: list[Fault] = field(default_factory=list)
    tiles: list[Fault] = field(default_factory=list)

    def leaf(self, index: int) -> bytes:
        """leaf is an entry's leaf hash."""
        entry = self.entries[index]
        return bytes(32) if entry is None else merkle.leaf_hash(entry)


def open_log(files: Files) -> Log:
    """open_log is LOG-5 and VER-9. ERRORS (no record at all): missing-file, bad-checkpoint."""
    checkpoint = files.get("checkpoint")
    if checkpoint is None:
        raise Refused("missing-file", "there is no checkpoint")
    log = Log(tlog.parse_checkpoint(checkpoint))
    _demand_bundles(files, log.checkpoint.size)
    for index, width in merkle.tiles_of_size(log.checkpoint.size, "entries"):
        _read_bundle(files, log, index, width)
    log.tree = merkle.Tree([log.leaf(i) for i in range(len(log.entries))])
    for path in _other_files(files, log.checkpoint.size):
        tile = merkle.parse_tile_path(path)
        if tile is None:
            log.unknown.append(Fault(None, "unknown-file", path))
        elif not _agrees(files[path], log, *tile):
            log.others.append(Fault(None, "wrong-tile", path))
    _check_tiles(files, log)
    if log.tree.root() != log.checkpoint.root:
        log.tiles.append(Fault(None, "wrong-root", "the entries do not hash to the checkpoint's root"))
    return log


def _demand_bundles(files: Files, size: int) -> None:
    """_demand_bundles is VER-9's limit of bundles that are not there. ERRORS: missing-file."""
    tiles = [merkle.parse_tile_path(path) for path in files]
    have = sum(
        tile is not None and tile[0] == "entries" and tile[2] == min(256, size - 256 * tile[1]) for tile in tiles
    )
    require(-(-size // 256) - have <= MAX_MISSING_BUNDLES, "missing-file", "bundles are missing")


def _other_files(files: Files, size: int) -> list[str]:
    """_other_files is what the size does not call for, but for later tiles. ERRORS: too-large."""
    others = set(files) - {"checkpoint", *merkle.paths_of_size(size)}
    for path in list(others):
        tile = merkle.parse_tile_path(path)
        if tile is not None and merkle.width_in(size, tile[0], tile[1]) == 0:
            others.remove(path)
    require(len(others) <= MAX_OTHER_FILES, "too-large", f"{len(others)} other files")
    return sorted(others, key=os.fsencode)


def _serving(files: Files, level: int | str, index: int, width: int) -> tuple[bytes | None, bool]:
    """_serving is a tile's file, or the narrowest wider one that serves for it, and whether it is wider."""
    for wide in range(width, merkle.TILE_WIDTH + 1):
        data = files.get(merkle.tile_path(level, index, wide))
        if data is not None:
            return data, wide > width
    return None, False


def _read_bundle(files: Files, log: Log, index: int, width: int) -> None:
    """_read_bundle adds the entries of a bundle that the tree size calls for."""
    path = merkle.tile_path("entries", index, width)
    try:
        data, wider = _serving(files, "entries", index, width)
        if data is None:
            raise Refused("missing-file")
        require(len(data) <= merkle.MAX_BUNDLE_BYTES, "too-large")
        log.entries += merkle.parse_bundle(data, width, wider)
    except Refused as error:
        log.entries += [None] * width
        log.bundles.append(Fault(index * merkle.TILE_WIDTH, error.code, path))


def _agrees(data: bytes | None, log: Log, level: int | str, index: int, width: int) -> bool:
    """_agrees tells whether a tile of another size agrees with the tree in the part that both have (LOG-5)."""
    now = merkle.width_in(log.checkpoint.size, level, index)
    shared, wider = min(width, now), width > now
    if data is None or len(data) > (merkle.MAX_BUNDLE_BYTES if level == "entries" else merkle.MAX_TILE_BYTES):
        return False
    if isinstance(level, int):
        expected = log.tree.tile(level, index, shared)
        return data[: 32 * shared] == expected and (wider or len(data) == len(expected))
    try:
        entries = merkle.parse_bundle(data, shared, wider)
    except Refused:
        return False
    start = index * merkle.TILE_WIDTH
    return all(known is None or known == entry for known, entry in zip(log.entries[start:], entries))


def _check_tiles(files: Files, log: Log) -> None:
    """_check_tiles compares every hash tile that the tree size calls for with the recomputed hashes."""
    size = log.checkpoint.size
    for level in (k for k in range(8) if size >> (8 * k)):
        for index, width in merkle.tiles_of_size(size, level):
            path = merkle.tile_path(level, index, width)
            data, wider = _serving(files, level, index, width)
            code = _tile_fault(data, log.tree.tile(level, index, width), wider)
            if code is not None:
                log.tiles.append(Fault(None, code, path))


def _tile_fault(data: bytes | None, expected: bytes, wider: bool) -> str | None:
    """_tile_fault is the code of what is wrong with a hash tile, the first part of a wider one."""
    if data is None:
        return "missing-file"
    if len(data) > merkle.MAX_TILE_BYTES:
        return "too-large"
    data = data[: len(expected)] if wider else data
    if len(data) != len(expected):
        return "truncated" if len(data) < len(expected) else "trailing-bytes"
    return None if data == expected else "wrong-tile"


@dataclass(frozen=True)
class Trust:
    """Trust is what the verifier was given: never read from the record (VER-1)."""

    manifest_hash: bytes
    policy: tlog.Policy
    checkpoints: tuple[tuple[str, tlog.Checkpoint], ...] = ()
    receipts: tuple[tuple[str, tlog.Proof], ...] = ()


def read_trust(path: Path) -> Trust:
    """read_trust reads a trust file and the files it names.

    ERRORS: missing-file, cannot-read, too-large, bad-text, bad-policy, bad-checkpoint.
    """
    try:
        table = tomllib.loads(_read_limited(path, "the trust file", MAX_TRUST_BYTES).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("bad-text", str(error)) from error
    require(set(table) <= {"manifest", "policy", "checkpoints", "receipts"}, "bad-text", "an unknown key")
    digest, text = table.get("manifest"), table.get("policy")
    if not (isinstance(digest, str) and isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", digest)):
        raise Refused("bad-text", "a trust file has a manifest hash of 64 hex digits, and a policy")
    policy = tlog.parse_policy(text)
    checkpoints, receipts = [], []
    for name in _names(table, "checkpoints"):
        data = _read_limited(path.parent / name, Path(name).name, tlog.MAX_NOTE_BYTES)
        checkpoints.append((Path(name).name, tlog.parse_checkpoint(data)))
    for name in _names(table, "receipts"):
        proof = tlog.parse_proof(_read_limited(path.parent / name, Path(name).name, MAX_RECEIPT_BYTES))
        require(proof.extra is not None, "bad-text", f"{Path(name).name} holds no entry")
        receipts.append((Path(name).name, proof))
    return Trust(bytes.fromhex(digest), policy, tuple(checkpoints), tuple(receipts))


def _read_limited(path: Path, name: str, limit: int) -> bytes:
    """_read_limited is a file of at most `limit` bytes, which messages call `name` (VER-5).

    ERRORS: missing-file, cannot-read, too-large.
    """
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused("missing-file", f"{name}: {error.strerror}") from error
    except OSError as error:
        raise Refused("cannot-read", f"{name}: {error.strerror}") from error
    require(len(data) <= limit, "too-large", name)
    return data


def _names(table: dict[str, object], key: str) -> list[str]:
    """_names is an optional list of file names."""
    names = table.get(key, [])
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise Refused("bad-text", f"{key} is a list of file names")
    return names
