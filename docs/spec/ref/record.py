"""Records and trust files: reading them from a folder or an archive, and LOG-5's check of the files.

Clauses: LOG-1, LOG-5, VER-1, VER-8, VER-9.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import merkle
import tlog
from archive import read_archive
from errors import Refused, require
from folder import CHECKPOINT, MAX_STRAYS, Names, escape, list_folder, name_from
from refusal import MAX_REFUSAL_BYTES, RefusalFile, decode_refusal_file

MAX_TRUST_BYTES = 2**20
MAX_MISSING_BUNDLES = 1000
MAX_LISTED_STRAYS = 100
MAX_RECEIPT_BYTES = 2**22
MAX_TRUST_NAMES = 10_000
MAX_TRUST_FILES_BYTES = 2**28


@dataclass
class Files:
    """Files are a record's, by their names in its folder: those that LOG-5 opens, and which others there are."""

    contents: dict[str, bytes] = field(default_factory=dict)
    regular: dict[str, bool] = field(default_factory=dict)  # all names; False: a link and the like

    def get(self, name: str) -> bytes | None:
        """get is a file's contents, None if it is not there or is not opened."""
        return self.contents.get(name)


def read_files(path: Path) -> Files:
    """read_files finds the record in a folder or archive. ERRORS: missing-file, cannot-read, VER-9's, VER-12's."""
    read: Callable[[str], bytes]
    try:
        if path.is_dir():
            names = Names()
            list_folder(path, names)
            read = lambda name: (path / name).read_bytes()  # noqa: E731
        else:
            names, contents = read_archive(path.read_bytes())
            read = contents.__getitem__
        folder = names.locate()
        regular = {name_from(folder, p): r for p, r in names.regular.items()}
        return Files(_read_opened(regular, lambda name: read(folder + name)), regular)
    except FileNotFoundError as error:
        raise Refused("missing-file", f"the record: {error.strerror}") from error
    except OSError as error:
        raise Refused("cannot-read", f"the record: {error.strerror}") from error


def _read_opened(regular: dict[str, bool], read: Callable[[str], bytes]) -> dict[str, bytes]:
    """_read_opened is the contents of what is no stray (LOG-5)."""
    out = {CHECKPOINT: read(CHECKPOINT)}
    size = tlog.parse_checkpoint(out[CHECKPOINT]).size
    for name, is_regular in regular.items():
        tile = merkle.parse_tile_path(name)
        if is_regular and tile is not None and merkle.width_in(size, tile[0], tile[1]) > 0:
            out[name] = read(name)
    return out


@dataclass(frozen=True)
class Fault:
    """Fault is a finding of the clause `log`."""

    entry: int | None
    code: str
    text: str
    file: str | None = None


@dataclass(frozen=True)
class Note:
    """Note is what changes no outcome (VER-8)."""

    kind: str
    file: str | None
    count: int
    text: str

    def as_json(self) -> dict[str, object]:
        """as_json is VER-8's object; a name is escaped."""
        name = None if self.file is None else escape(self.file)
        return {"kind": self.kind, "file": name, "count": self.count, "text": self.text}


@dataclass
class Log:
    """Log is what a record's files hold; the faults are in VER-9's order, each kind by itself.

    An entry of a bundle that cannot be read is None, and a leaf of 32 zero bytes.
    """

    checkpoint: tlog.Checkpoint
    entries: list[bytes | None] = field(default_factory=list)
    tree: merkle.Tree = field(default_factory=merkle.Tree)
    notes: list[Note] = field(default_factory=list)
    bundles: list[Fault] = field(default_factory=list)
    others: list[Fault] = field(default_factory=list)
    tiles: list[Fault] = field(default_factory=list)

    def leaf(self, index: int) -> bytes:
        """leaf is an entry's leaf hash."""
        entry = self.entries[index]
        return bytes(32) if entry is None else merkle.leaf_hash(entry)


def open_log(files: Files) -> Log:
    """open_log is LOG-5 and VER-9. ERRORS (no record at all): missing-file, bad-checkpoint, too-large."""
    checkpoint = files.get(CHECKPOINT)
    if checkpoint is None:
        raise Refused("missing-file", "there is no checkpoint")
    log = Log(tlog.parse_checkpoint(checkpoint))
    log.notes = _notes(files, log.checkpoint.size)
    _demand_bundles(files, log.checkpoint.size)
    for index, width in merkle.tiles_of_size(log.checkpoint.size, "entries"):
        _read_bundle(files, log, index, width)
    log.tree = merkle.Tree([log.leaf(i) for i in range(len(log.entries))])
    for path in sorted(files.contents):
        tile = merkle.parse_tile_path(path)
        if tile is not None and tile[2] != merkle.width_in(log.checkpoint.size, tile[0], tile[1]):
            if not _agrees(files.contents[path], log, *tile):
                log.others.append(Fault(None, "wrong-tile", f"{path} of another size", path))
    _check_tiles(files, log)
    if log.tree.root() != log.checkpoint.root:
        log.tiles.append(Fault(None, "wrong-root", "the entries do not hash to the checkpoint's root"))
    return log


def _notes(files: Files, size: int) -> list[Note]:
    """_notes are VER-8's notes of what else lies there. ERRORS: too-large."""
    strays, widths = [], dict[int, int]()
    for name, is_regular in files.regular.items():
        tile = merkle.parse_tile_path(name)
        width = 0 if tile is None else merkle.width_in(size, tile[0], tile[1])
        if name != CHECKPOINT and not (tile is not None and width and (is_regular or tile[2] == width)):
            strays.append(name)
        if is_regular and tile is not None and tile[0] == "entries":
            widths[tile[1]] = max(widths.get(tile[1], 0), tile[2])
    require(len(strays) <= MAX_STRAYS, "too-large", f"{len(strays)} other files")
    strays.sort(key=os.fsencode)
    ahead = sum(max(0, w - merkle.width_in(size, "entries", i)) for i, w in widths.items())
    notes = [Note("ahead", None, ahead, "entries that the bundles' names promise beyond the tree")] if ahead else []
    notes += [Note("stray", name, 1, "not opened") for name in strays[:MAX_LISTED_STRAYS]]
    rest = len(strays) - MAX_LISTED_STRAYS
    return notes + ([Note("stray", None, rest, "more of them")] if rest > 0 else [])


def _demand_bundles(files: Files, size: int) -> None:
    """_demand_bundles is VER-9's limit of bundles that are not there. ERRORS: missing-file."""
    tiles = [merkle.parse_tile_path(path) for path in files.regular]
    have = sum(
        tile is not None and tile[0] == "entries" and tile[2] == min(256, size - 256 * tile[1]) for tile in tiles
    )
    require(-(-size // 256) - have <= MAX_MISSING_BUNDLES, "missing-file", "bundles are missing")


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
        log.bundles.append(Fault(index * merkle.TILE_WIDTH, error.code, path, path))


def _agrees(data: bytes, log: Log, level: int | str, index: int, width: int) -> bool:
    """_agrees tells whether a tile of another size agrees with the tree in the part that both have (LOG-5)."""
    now = merkle.width_in(log.checkpoint.size, level, index)
    shared, wider = min(width, now), width > now
    if len(data) > (merkle.MAX_BUNDLE_BYTES if level == "entries" else merkle.MAX_TILE_BYTES):
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
                log.tiles.append(Fault(None, code, path, path))


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
    promises: tuple[tuple[str, tlog.Proof], ...] = ()
    refusals: tuple[tuple[str, RefusalFile], ...] = ()


def read_trust(path: Path) -> Trust:
    """read_trust reads a trust file and the files it names.

    ERRORS: missing-file, cannot-read, too-large, bad-text, bad-policy, bad-checkpoint.
    """
    try:
        text = _read_limited(path, "the trust file", MAX_TRUST_BYTES).decode("utf-8").replace("\r\n", "\n")
        require("\r" not in text, "bad-text", "a carriage return that no line feed follows")
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("bad-text", str(error)) from error
    require(set(table) <= {"manifest", "policy", *LISTS}, "bad-text", "an unknown key")
    digest, policy_text = table.get("manifest"), table.get("policy")
    if not (isinstance(digest, str) and isinstance(policy_text, str) and re.fullmatch("[0-9a-f]{64}", digest)):
        raise Refused("bad-text", "a trust file has a manifest hash of 64 hex digits, and a policy")
    policy = tlog.parse_policy(policy_text)
    return Trust(bytes.fromhex(digest), policy, *_read_lists(table, path.parent))


def _read_lists(table: dict[str, object], folder: Path) -> list[tuple[tuple[str, Any], ...]]:
    """_read_lists are the files that a trust file names, by VER-1's lists. ERRORS: as read_trust."""
    names = {key: _names(table, key) for key in LISTS}
    require(sum(map(len, names.values())) <= MAX_TRUST_NAMES, "too-large", "the trust file names too many files")
    total, out = 0, []
    for key, (limit, parse) in LISTS.items():
        of_list = []
        for name in names[key]:
            data = _read_limited(os.path.join(folder, name), os.path.basename(name), limit)
            total += len(data)
            require(total <= MAX_TRUST_FILES_BYTES, "too-large", "the trust file names too large files")
            of_list.append((os.path.basename(name), parse(data)))
        out.append(tuple(of_list))
    return out


def _parse_with_entry(data: bytes) -> tlog.Proof:
    """_parse_with_entry is a receipt or promise. ERRORS: bad-text, bad-checkpoint."""
    proof = tlog.parse_proof(data)
    require(proof.extra is not None, "bad-text", "it holds no entry")
    return proof


# The lists of VER-1, in its order: how large a file may be, and how it is read.
LISTS: dict[str, tuple[int, Callable[[bytes], Any]]] = {
    "checkpoints": (tlog.MAX_NOTE_BYTES, tlog.parse_checkpoint),
    "receipts": (MAX_RECEIPT_BYTES, _parse_with_entry),
    "promises": (MAX_RECEIPT_BYTES, _parse_with_entry),
    "refusals": (MAX_REFUSAL_BYTES, decode_refusal_file),
}


def _read_limited(path: Path | str, name: str, limit: int) -> bytes:
    """_read_limited is a file of at most `limit` bytes, which messages call `name` (VER-5).

    ERRORS: missing-file, cannot-read, too-large.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused("missing-file", f"{name}: {error.strerror}") from error
    except ValueError as error:  # a zero byte, which no file's name has
        raise Refused("missing-file", f"{name}: {error}") from error
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
