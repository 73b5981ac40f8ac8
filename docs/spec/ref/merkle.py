"""The Merkle tree of RFC 6962 and the tiles of C2SP tlog-tiles.

Clauses: LOG-1, LOG-5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from errors import require

TILE_WIDTH = 256
MAX_TREE_SIZE = 2**62
MAX_BUNDLE_BYTES = 256 * 65537
MAX_TILE_BYTES = 8192
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """leaf_hash is the hash of a leaf."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """node_hash is the hash of an inner node."""
    return sha256(b"\1" + left + right).digest()


def _split(size: int) -> int:
    """_split is the largest power of two below size; size >= 2."""
    return 1 << ((size - 1).bit_length() - 1)


class Tree:
    """Tree keeps the hashes of all complete subtrees: levels[k][i] covers leaves i 2^k to (i+1) 2^k - 1."""

    def __init__(self, leaves: Sequence[bytes] = ()) -> None:
        self.levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        """size is the number of leaves."""
        return len(self.levels[0])

    def append(self, leaf: bytes) -> None:
        """append adds one leaf hash."""
        level = 0
        self.levels[0].append(leaf)
        while len(self.levels[level]) % 2 == 0:
            pair = self.levels[level][-2:]
            level += 1
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(node_hash(*pair))

    def root(self, size: int | None = None) -> bytes:
        """root is the Merkle tree hash of the first `size` leaves."""
        size = self.size if size is None else size
        return self._range(0, size) if size else EMPTY_ROOT

    def _range(self, start: int, end: int) -> bytes:
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self.levels[level][start >> level]
        middle = start + _split(size)
        return node_hash(self._range(start, middle), self._range(middle, end))

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """inclusion_proof is PATH(index, D[size]) of RFC 6962, section 2.1.1."""
        start, end, path = 0, size, []
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        return path[::-1]

    def tile(self, level: int, index: int, width: int) -> bytes:
        """tile is the content of a hash tile. REQUIRES: the tree has these hashes."""
        hashes = self.levels[8 * level][index * TILE_WIDTH : index * TILE_WIDTH + width]
        assert len(hashes) == width
        return b"".join(hashes)


def root_from_proof(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """root_from_proof is the root an inclusion proof leads to, or None where the proof's length is wrong."""
    if index >= size:
        return None
    lengths, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        lengths.append(index >= middle)
        start, end = (middle, end) if index >= middle else (start, middle)
    if len(lengths) != len(path):
        return None
    value = leaf
    for sibling, is_right in zip(path, reversed(lengths)):
        value = node_hash(sibling, value) if is_right else node_hash(value, sibling)
    return value


def tile_path(level: int | str, index: int, width: int = TILE_WIDTH) -> str:
    """tile_path is where tlog-tiles keeps a tile; level is a number or "entries"."""
    digits = f"{index:03d}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    path = "/".join([f"x{g}" for g in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < TILE_WIDTH else "")


_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def parse_tile_path(path: str) -> tuple[int | str, int, int] | None:
    """parse_tile_path is (level, index, width), or None where the path is none of tlog-tiles'."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level: int | str = match[1] if match[1] == "entries" else int(match[1])
    index = int(match[2].replace("x", "").replace("/", ""))
    width = int(match[3] or TILE_WIDTH)
    good = (isinstance(level, str) or level <= 63) and (match[3] is None or width < TILE_WIDTH)
    good &= index < MAX_TREE_SIZE // TILE_WIDTH
    return (level, index, width) if good and tile_path(level, index, width) == path else None


def tiles_of_size(size: int, level: int | str) -> list[tuple[int, int]]:
    """tiles_of_size lists (index, width) of the tiles a tree of this size calls for at a level."""
    hashes = size >> (8 * (0 if isinstance(level, str) else level))
    whole = [(i, TILE_WIDTH) for i in range(hashes // TILE_WIDTH)]
    rest = hashes % TILE_WIDTH
    return whole + ([(hashes // TILE_WIDTH, rest)] if rest else [])


def width_in(size: int, level: int | str, index: int) -> int:
    """width_in is how many entries or hashes of a tree a tile holds; 0 where it begins beyond (LOG-5)."""
    hashes = size >> (8 * (0 if isinstance(level, str) else level))
    return max(0, min(hashes - index * TILE_WIDTH, TILE_WIDTH))


def paths_of_size(size: int) -> list[str]:
    """paths_of_size lists the tile files a tree of this size calls for."""
    levels: list[int | str] = ["entries", *(k for k in range(8) if size >> (8 * k))]
    return [tile_path(level, i, w) for level in levels for i, w in tiles_of_size(size, level)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """bundle is the content of an entry bundle."""
    return b"".join(len(e).to_bytes(2, "big") + e for e in entries)


def parse_bundle(data: bytes, count: int, wider: bool = False) -> list[bytes]:
    """parse_bundle is the `count` entries of a bundle, the first ones of a wider one.

    ERRORS: truncated, trailing-bytes.
    """
    entries, position = [], 0
    for _ in range(count):
        length = int.from_bytes(data[position : position + 2], "big")
        end = position + 2 + length
        require(
            position + 2 <= len(data) and end <= len(data), "truncated", "the bundle ends within an entry"
        )
        entries.append(data[position + 2 : end])
        position = end
    require(wider or position == len(data), "trailing-bytes", "the bundle holds more than its entries")
    return entries
