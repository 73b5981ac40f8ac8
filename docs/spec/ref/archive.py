"""Records in archives: tar, plain or packed once with gzip, read as strictly as VER-12 says.

Clause: VER-12. Python 3.11 has no zstd: such an archive is `cannot-read` here, and has to be unpacked first.
SOURCE: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"; RFC 1952.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from errors import Refused, require
from folder import MAX_NAME_BYTES, Names

BLOCK = 512
CHUNK_BYTES = 65_536
MAX_RATIO, ALLOWANCE_BYTES = 100, 4096
MAX_EXTENSION_BYTES = 16 * 1024
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
USTAR, GNU, OLD = b"ustar\x0000", b"ustar  \0", bytes(8)
FILE, FOLDER = (b"0", b"\0"), b"5"
OTHERS = (b"1", b"2", b"3", b"4", b"6")  # hard and symbolic links, devices, pipes


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
    good = b"\0" not in name and not {b"", b".", b".."} & set(name.split(b"/"))
    require(good, "unknown-file", "a strange name in the archive")
    return os.fsdecode(name)


class Entry(NamedTuple):
    """Entry is one of an archive: a folder, a regular file, or neither."""

    path: str
    is_folder: bool
    is_file: bool
    size: int


def _entry(header: bytes, said: Extensions) -> Entry:
    """_entry is what a header and those before it say. ERRORS: cannot-read, too-large, unknown-file."""
    size = _size(header)
    name = said.path
    if name is None:
        prefix = _text(header[345:500]) if header[257:265] == USTAR else b""
        name = (prefix + b"/" if prefix else b"") + _text(header[:100])
    path, kind = _normal_path(name), header[156:157]
    folder = kind == FOLDER or (kind in FILE and name.endswith(b"/"))
    known = folder or kind in FILE or kind in OTHERS
    good = known and not said.sparse and (path != "" or folder)
    require(good, "unknown-file", f"{path} is a sparse file, or of a type that is not known")
    size = size if said.size is None else said.size
    is_file = kind in FILE and not folder
    require(is_file or size == 0, "cannot-read", "a folder or link with contents")
    return Entry(path, folder, is_file, size)


def _contents(stream: Stream, size: int) -> bytes:
    """_contents is what follows a header, without the filling up to a whole block. ERRORS: cannot-read."""
    out = stream.read(size)
    filling = stream.read(-size % BLOCK) if len(out) == size else b""
    require(len(out) == size and len(filling) == -size % BLOCK, "cannot-read", "the archive ends too early")
    return out


def tar_entries(stream: Stream) -> Iterator[Entry]:
    """tar_entries are the entries of an archive; whoever asks for the next has read this one's contents.

    ERRORS: cannot-read, too-large, unknown-file.
    """
    said, first = Extensions(), True
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
        if kind in (b"g", b"x", b"L", b"K"):
            _read_extension(stream, header, said)
            continue
        entry = _entry(header, said)
        said = Extensions()
        yield entry
    require(stream.read(BLOCK) == bytes(BLOCK), "cannot-read", "the archive ends early, or goes on")
    while chunk := stream.read(CHUNK_BYTES):
        require(not any(chunk), "cannot-read", "the archive goes on after its end")


def _read_extension(stream: Stream, header: bytes, said: Extensions) -> None:
    """_read_extension reads a header that tells something about the next entry, or, global, about all."""
    size, kind = _size(header), header[156:157]
    require(size <= MAX_EXTENSION_BYTES, "too-large", "a header that is too long")
    body = _contents(stream, size)
    if kind == b"K":
        return  # where a link leads
    target = Extensions() if kind == b"g" else said
    (target.add_long_name if kind == b"L" else target.add_pax)(body)
    general = kind == b"g" and (target.path is not None or target.size is not None or target.sparse)
    require(not general, "cannot-read", "a name or size for all entries")


def read_archive(data: bytes) -> tuple[Names, dict[str, bytes]]:
    """read_archive is an archive's names, and the contents of what may be the record's. ERRORS: VER-12's."""
    names, contents, stream = Names(), dict[str, bytes](), Stream(data)
    for entry in tar_entries(stream):
        names.count_entry()
        kept = not entry.is_folder and names.add(entry.path, entry.is_file)
        body = _contents(stream, entry.size)
        if kept:
            contents[entry.path] = body
    return names, contents
