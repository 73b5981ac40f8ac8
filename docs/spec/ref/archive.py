"""Records in archives: tar, plain or packed once with gzip, read as strictly as VER-12 says.

Clause: VER-12. Python 3.11 has no zstd: such an archive is `cannot-read` here, and has to be unpacked first.
SOURCE: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"; RFC 1952.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import merkle
import tlog
from errors import Refused, require

BLOCK = 512
CHUNK_BYTES = 65_536
MAX_RATIO, ALLOWANCE_BYTES = 100, 4096
MAX_NAME_BYTES = 255
MAX_EXTENSION_BYTES = 16 * 1024
MAX_OTHERS = 10_000
MAX_ENTRIES = 4_000_000
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
USTAR, GNU, OLD = b"ustar\x0000", b"ustar  \0", bytes(8)


def _is_zstd(head: bytes) -> bool:
    """_is_zstd tells a zstd frame or a skippable one by its first four bytes."""
    return head[:4] == ZSTD or (len(head) >= 4 and head[0] & 0xF0 == 0x50 and head[1:4] == b"\x2a\x4d\x18")


class Stream:
    """Stream is the archive's bytes, unpacked as they are asked for; a fault is met when its turn comes."""

    def __init__(self, data: bytes) -> None:
        require(not _is_zstd(data), "cannot-read", "packed with zstd, which this program cannot unpack")
        self.chunks = _unpack(data) if data.startswith(GZIP) else iter((data,))
        self.ready = bytearray()
        self.begun = False

    def read(self, size: int) -> bytes:
        """read is the next bytes, fewer at the end. ERRORS: cannot-read, too-large."""
        while len(self.ready) < size:
            chunk = next(self.chunks, b"")
            if chunk == b"":
                break
            self.ready += chunk
        out = bytes(self.ready[:size])
        del self.ready[:size]
        return out


def _unpack(data: bytes) -> Iterator[bytes]:
    """_unpack is what members of gzip unpack to, one after another. ERRORS: cannot-read, too-large."""
    left, head = MAX_RATIO * (len(data) + ALLOWANCE_BYTES), b""
    for out in _inflate(data):
        if len(head) < 4:
            head += out[: 4 - len(head)]
            require(not head.startswith(GZIP) and not _is_zstd(head), "cannot-read", "packed twice")
        if len(out) > left:
            yield out[:left]
            raise Refused("too-large", "it unpacks to more than a hundred times its size")
        left -= len(out)
        yield out


def _inflate(data: bytes) -> Iterator[bytes]:
    """_inflate is members' contents, all bytes before a fault included. ERRORS: cannot-read."""
    while data:
        require(data.startswith(GZIP), "cannot-read", "other bytes follow the packing")
        member = zlib.decompressobj(16 + 15)
        while not member.eof:
            before = member.copy()
            try:
                out = member.decompress(data, CHUNK_BYTES)
            except zlib.error:
                # What this call had unpacked is lost: once more from there, byte by byte.
                yield from _inflate_slowly(before, data)
                return
            data = member.unused_data if member.eof else member.unconsumed_tail
            if out == b"" and data == b"" and not member.eof:
                raise Refused("cannot-read", "the packing ends too early")
            if out:
                yield out


def _inflate_slowly(member: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """_inflate_slowly is the bytes up to a fault. ERRORS: cannot-read."""
    while True:
        try:
            out = member.decompress(data, 1)
        except zlib.error as error:
            raise Refused("cannot-read", str(error)) from error
        require(out != b"" or data != b"", "cannot-read", "the packing ends too early")
        data = member.unconsumed_tail
        if out:
            yield out


def _number(field: bytes) -> int | None:
    """_number is an octal number with only spaces and zero bytes behind it, or None."""
    match = re.fullmatch(rb" *([0-7]+)[ \0]*", field)
    return int(match[1], 8) if match else None


def _size(header: bytes) -> int:
    """_size is the size field, octal or GNU's base 256. ERRORS: cannot-read."""
    field = header[124:136]
    size = int.from_bytes(field[1:], "big") if field[0] == 0x80 else _number(field)
    if size is None or size >= 2**63:
        raise Refused("cannot-read", "a header without a size")
    return size


def _text(field: bytes) -> bytes:
    """_text is a field up to its first zero byte."""
    return field.partition(b"\0")[0]


class Extensions:
    """Extensions are what the headers before an entry's own say about it."""

    def __init__(self) -> None:
        self.path: bytes | None = None
        self.size: int | None = None
        self.sparse = self.has_pax = self.has_long_name = False

    def add_long_name(self, body: bytes) -> None:
        """add_long_name is GNU's `L`."""
        require(not self.has_long_name and self.path is None, "cannot-read", "two long names")
        self.has_long_name, self.path = True, _text(body)

    def add_pax(self, body: bytes) -> None:
        """add_pax reads the records of an extended header."""
        require(not self.has_pax, "cannot-read", "two extended headers")
        self.has_pax = True
        while body:
            digits, space, _ = body.partition(b" ")
            good = space != b"" and re.fullmatch(rb"[0-9]{1,18}", digits) is not None
            length = int(digits) if good else 0
            fits = len(digits) + 2 <= length <= len(body) and body[length - 1 : length] == b"\n"
            key, equals, value = body[len(digits) + 1 : length - 1].partition(b"=")
            require(good and fits and equals != b"", "cannot-read", "a broken extended header")
            body = body[length:]
            self.sparse |= key.startswith(b"GNU.sparse.")
            if key == b"path":
                require(self.path is None, "cannot-read", "two long names")
                self.path = value
            elif key == b"size":
                number = re.fullmatch(rb"[0-9]{1,18}", value)
                require(self.size is None and number is not None, "cannot-read", "two sizes, or none")
                self.size = int(value)


def _normal_path(name: bytes) -> str:
    """_normal_path is a name without "./" before and "/" behind it. ERRORS: too-large, unknown-file."""
    require(len(name) <= MAX_NAME_BYTES, "too-large", "a name that is too long")
    if name in (b".", b"./"):
        return ""
    while name.startswith(b"./"):
        name = name[2:]
    name = name.removesuffix(b"/")
    good = all(0x21 <= c <= 0x7E for c in name) and not {b"", b".", b".."} & set(name.split(b"/"))
    require(good, "unknown-file", "a strange name in the archive")
    return name.decode("ascii")


def _entry(header: bytes, said: Extensions) -> tuple[str, bool, int]:
    """_entry is path, whether it is a folder, and size. ERRORS: cannot-read, too-large, unknown-file."""
    size = _size(header)
    name = said.path
    if name is None:
        prefix = _text(header[345:500]) if header[257:265] == USTAR else b""
        name = (prefix + b"/" if prefix else b"") + _text(header[:100])
    path, kind = _normal_path(name), header[156:157]
    plain = kind in (b"0", b"\0")
    folder = kind == b"5" or (plain and name.endswith(b"/"))
    good = (plain or folder) and not said.sparse and (path != "" or folder)
    require(good, "unknown-file", f"{path} is a link, a special or a sparse file")
    size = size if said.size is None else said.size
    require(not folder or size == 0, "cannot-read", "a folder with contents")
    return path, folder, size


def _contents(stream: Stream, size: int) -> bytes:
    """_contents is what follows a header, without the filling up to a whole block. ERRORS: cannot-read."""
    out = stream.read(size)
    filling = stream.read(-size % BLOCK) if len(out) == size else b""
    require(len(out) == size and len(filling) == -size % BLOCK, "cannot-read", "the archive ends too early")
    return out


def tar_entries(data: bytes) -> Iterator[tuple[str, bytes | None]]:
    """tar_entries are the paths and contents of an archive, None for a folder.

    ERRORS: cannot-read, too-large, unknown-file.
    """
    stream, said, first = Stream(data), Extensions(), True
    while True:
        header = stream.read(BLOCK)
        require(len(header) == BLOCK, "cannot-read", "the archive ends too early")
        if header == bytes(BLOCK):
            require(not said.has_pax and not said.has_long_name, "cannot-read", "a header of no entry")
            break
        total = sum(header) - sum(header[148:156]) + 8 * 0x20
        good = _number(header[148:156]) == total and header[257:265] in (USTAR, GNU, OLD)
        require(good, "cannot-read", "no tar archive, or a broken header")
        kind = header[156:157]
        require(kind != b"g" or first, "cannot-read", "a global header that is not the first")
        first = False
        if kind in (b"g", b"x", b"L"):
            size = _size(header)
            require(size <= MAX_EXTENSION_BYTES, "too-large", "a header that is too long")
            body = _contents(stream, size)
            target = Extensions() if kind == b"g" else said
            (target.add_long_name if kind == b"L" else target.add_pax)(body)
            general = kind == b"g" and (target.path is not None or target.size is not None or target.sparse)
            require(not general, "cannot-read", "a name or size for all entries")
            continue
        path, folder, size = _entry(header, said)
        said = Extensions()
        contents = _contents(stream, size)
        yield path, None if folder else contents
    require(stream.read(BLOCK) == bytes(BLOCK), "cannot-read", "the archive ends early, or goes on")
    while chunk := stream.read(CHUNK_BYTES):
        require(not any(chunk), "cannot-read", "the archive goes on after its end")


def read_archive(data: bytes) -> dict[str, bytes]:
    """read_archive is the files of the record in an archive. ERRORS: VER-12's, bad-checkpoint."""
    files: dict[str, bytes] = {}
    folder, below, twice, others = None, True, False, 0
    for number, (path, contents) in enumerate(tar_entries(data), 1):
        require(number <= MAX_ENTRIES, "too-large", "too many entries")
        full = path + "/" if contents is None else path
        if path and folder is None:
            folder = full.partition("/")[0] + "/" if "/" in full else ""
        if path:
            below &= folder != "" and full.startswith(folder or "")
        inside = path.removeprefix(folder) if folder and path.startswith(folder) else path
        called = any(p == "checkpoint" or merkle.parse_tile_path(p) for p in (path, inside))
        if contents is None or not called:
            others += 1
            require(others <= MAX_OTHERS, "too-large", "too many other files and folders")
        if contents is not None:
            twice |= path in files
            files[path] = contents
    require(not twice, "duplicate", "a name twice")
    top = "checkpoint" in files
    require(top or (below and f"{folder}checkpoint" in files), "missing-file", "no checkpoint")
    record = files if top else {path.removeprefix(folder or ""): data for path, data in files.items()}
    size = tlog.parse_checkpoint(record["checkpoint"]).size
    others += sum(_is_other(path, size, folder or "", top) for path in record)
    require(others <= MAX_OTHERS, "too-large", "too many other files and folders")
    return record


def _is_other(path: str, size: int, folder: str, top: bool) -> bool:
    """_is_other tells what looked like the record's and is not: another size's tile, or one elsewhere."""
    tile = merkle.parse_tile_path(path)
    if tile is not None:
        return tile[2] != merkle.width_in(size, tile[0], tile[1])
    inside = folder + path
    if top:
        inside = path.removeprefix(folder) if folder and path.startswith(folder) else ""
    return inside == "checkpoint" or merkle.parse_tile_path(inside) is not None
