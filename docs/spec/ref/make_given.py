"""Vectors of what a verifier is given: trust files and archives (VER-1, VER-12)."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from archive import BLOCK, GNU, OLD, USTAR, read_archive
from errors import Refused
from folder import escape, name_from
from made import tiny
from make_encodings import Case
from record import read_trust
from refuser import put

MANY = 100  # bytes at an end that are left away


def trust_text(**parts: str) -> str:
    """trust_text is a trust file without lists, some of its parts replaced."""
    m = tiny("trust-files")
    lines = {"manifest": f'manifest = "{m.hash.hex()}"', "policy": f'policy = """\n{m.policy()}"""', **parts}
    return "".join(f"{line}\n" for line in lines.values() if line)


def trust_files() -> list[Case]:
    """trust-files: trust files that name no file, and the code of reading them."""
    good = trust_text()
    digest, policy = good.splitlines()[0], tiny("trust-files").policy()
    texts: dict[str, str | bytes] = {
        "good": good, "empty lists": trust_text(more="checkpoints = []\nreceipts = []\npromises = []\nrefusals = []"),
        "quoted keys": good.replace("policy =", '"policy" ='), "carriage returns": good.replace("\n", "\r\n"),
        "a comment and blanks": "# x\t\u00e9\n\n" + good, "a literal policy": trust_text(policy=f"policy = '''{policy}'''"),
        "escapes in the policy": trust_text(policy="policy = " + _quoted(policy.replace("\n", "\r\n"))),
        "empty": "", "no manifest": trust_text(manifest=""), "no policy": trust_text(policy=""),
        "manifest in upper case": good.replace(digest, digest[:12] + digest[12:].upper()),
        "manifest of 62 digits": good.replace(digest, digest[:-3] + digest[-1]),
        "manifest of 66 digits": good.replace(digest, digest[:-1] + '00"'),
        "manifest with a blank": good.replace(digest, digest[:-1] + ' "'),
        "manifest is a number": trust_text(manifest="manifest = 1"), "policy is a list": trust_text(policy='policy = ["log"]'),
        "policy is empty": trust_text(policy='policy = ""'), "policy without a line feed": trust_text(policy=f'policy = """{policy[:-1]}"""'),
        "policy with a carriage return": trust_text(policy="policy = " + _quoted(policy.replace("\n", "\r\r\n", 1))),
        "policy of two logs": trust_text(policy=f'policy = """{policy}{tiny("trust-files-2").policy().splitlines()[0]}\n"""'),
        "bad hash before bad policy": trust_text(manifest='manifest = "00"', policy='policy = "x"'),
        "bad policy before bad list": trust_text(policy='policy = "x"', more="checkpoints = 1"),
        "unknown key": trust_text(more="witnesses = 1"), "unknown table": trust_text(more="[x]"),
        "unknown key before no manifest": "x = 1\n", "key in capitals": good.replace("policy =", "Policy ="),
        "a key twice": trust_text(more=digest), "a list is a text": trust_text(more='refusals = "x"'),
        "a list of numbers": trust_text(more="promises = [1]"), "a list in a list": trust_text(more="receipts = [[]]"),
        "a list is a table": trust_text(more="checkpoints.x = []"),
        "byte order mark": "\ufeff" + good, "not UTF-8": good.encode() + b"# \xff\n", "a carriage return": good + "\r",
        "two carriage returns": good.replace("\n", "\r\r\n", 1), "a carriage return in a comment": "# a\rb\n" + good,
        "a zero byte in a comment": "# \0\n" + good, "a control character in a comment": "# \x1f\n" + good,
        "delete in a comment": "# \x7f\n" + good, "no TOML": "manifest\n",
        "the largest": good + "#" * (2**20 - len(good)), "too large": good + "#" * (2**20 - len(good) + 1),
    }  # fmt: skip
    return [{"name": name, **_sized(_bytes(text)), "code": _trust_code(_bytes(text))} for name, text in texts.items()]


def _quoted(text: str) -> str:
    return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"'


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _sized(data: bytes) -> dict[str, object]:
    """_sized is bytes, of those at the end that are all the same only one, and how many they are, where they are many."""
    rest = data.rstrip(data[-1:])
    last = len(data) - len(rest)
    return {"bytes": data.hex()} if last < MANY else {"bytes": data[: len(rest) + 1].hex(), "last": last}


def _trust_code(data: bytes) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trust.toml"
        path.write_bytes(data)
        try:
            read_trust(path)
        except Refused as error:
            return error.code
    return None


def header(name: bytes, kind: bytes = b"0", size: int | bytes = 0, magic: bytes = USTAR, prefix: bytes = b"") -> bytes:
    """header is one of tar, with its checksum; size may be the field itself."""
    field = b"%011o\0" % size if isinstance(size, int) else size
    out = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + field + b"00000000000\0" + b" " * 8 + kind
    out = (out + bytes(100) + magic).ljust(345, b"\0") + prefix
    out = out.ljust(BLOCK, b"\0")
    return put(out, 148, b"%06o\0 " % sum(out))


def member(name: bytes, data: bytes = b"", kind: bytes = b"0", **more: bytes) -> bytes:
    """member is a header and its contents, filled up to whole blocks."""
    return header(name, kind, more.pop("size", None) or len(data), **more) + data + bytes(-len(data) % BLOCK)  # type: ignore[arg-type]


def pax(*records: tuple[bytes, bytes], kind: bytes = b"x") -> bytes:
    """pax is an extended header."""
    body = b""
    for key, value in records:
        rest = b" " + key + b"=" + value + b"\n"
        length = next(n for n in range(len(rest), len(rest) + 9) if n == len(rest) + len(b"%d" % n))
        body += b"%d" % length + rest
    return member(b"pax", body, kind)


def archives() -> list[Case]:
    """archives: archives, and the code of finding a record in them, or the names that they hold as the record sees them."""
    end, c = bytes(2 * BLOCK), member(b"checkpoint", b"x")
    long = b"a" * 150 + b"/" + b"b" * 90
    path, size = (b"path", b"long/name"), (b"size", b"3")
    bodies: dict[str, bytes] = {
        "good": c, "below folders": member(b"a/", kind=b"5") + member(b"a/b/checkpoint") + member(b"a/b/tile/0/000.p/1"),
        "GNU's magic": member(b"checkpoint", magic=GNU), "no magic": member(b"checkpoint", magic=OLD, kind=b"\0"),
        "another magic": c + member(b"x", magic=b"ustar\0\0\0"), "another version": c + member(b"x", magic=b"ustar\x0001"),
        "half of a magic": c + member(b"x", magic=b"ustar\0\0\x30"),
        "a prefix": c + member(b"x", prefix=b"a/b"), "a prefix where there is none": c + member(b"x", magic=GNU, prefix=b"a/b"),
        "a name ending in a slash": c + member(b"x/") + member(b"y/", kind=b"\0"), "such a name with contents": c + member(b"x/", b"x"),
        "a folder without a slash": c + member(b"x", kind=b"5"), "a link ending in a slash": c + member(b"x/", kind=b"2"),
        "every kind": c + b"".join(member(b"x" + k, kind=k) for k in (b"1", b"2", b"3", b"4", b"6")),
        "type 7": c + member(b"x", kind=b"7"), "type S": c + member(b"x", kind=b"S"), "type of another letter": c + member(b"x", kind=b"A"),
        "a long name": c + member(b"L", long + b"\0", b"L") + member(b"x"), "two long names": c + member(b"L", b"x", b"L") * 2 + member(b"x"),
        "a long name that nothing follows": c + member(b"L", b"x", b"L"), "a link's long target": c + member(b"K", b"x" * 300, b"K") + member(b"x", kind=b"2"),
        "a long target that nothing follows": c + member(b"K", b"x", b"K"), "an extended path": c + pax(path) + member(b"x"),
        "an extended size": c + pax(size) + member(b"x", b"abc", size=b"0" * 11 + b"\0"),
        "two extended headers": c + pax(path) + pax(size) + member(b"x"), "an extended header that nothing follows": c + pax(path),
        "two paths in a header": c + pax(path, path) + member(b"x"), "two sizes in a header": c + pax(size, size) + member(b"x", b"abc"),
        "a long name, then a path": c + member(b"L", b"x", b"L") + pax(path) + member(b"x"),
        "a path, then a long name": c + pax(path) + member(b"L", b"x", b"L") + member(b"x"),
        "a long name beside an extended size": c + pax(size) + member(b"L", b"y", b"L") + member(b"x", b"abc"),
        "an extended size of 19 digits": c + pax((b"size", b"1" * 19)) + member(b"x"), "an extended size that is none": c + pax((b"size", b"-1")) + member(b"x"),
        "a record without an equals sign": c + member(b"p", b"6 abc\n", b"x") + member(b"x"),
        "a record of another length": c + member(b"p", b"9 a=b\n", b"x") + member(b"x"), "another key": c + pax((b"mtime", b"1.5")) + member(b"x"),
        "a sparse file": c + pax((b"GNU.sparse.major", b"1")) + member(b"x"), "a global header": pax((b"comment", b"x"), kind=b"g") + c,
        "a global header that is not the first": c + pax((b"comment", b"x"), kind=b"g"), "a global path": pax(path, kind=b"g") + c,
        "a global size": pax(size, kind=b"g") + c, "a global sparse file": pax((b"GNU.sparse.name", b"x"), kind=b"g") + c,
        "a size of blanks": c + member(b"x", size=b" " * 12), "a size of zero bytes": c + member(b"x", size=bytes(12)),
        "a size with blanks before": c + member(b"x", size=b"         0 \0"), "a size with an 8": c + member(b"x", size=b"00000000008\0"),
        "base 256": c + member(b"x", b"abc", size=b"\x80" + bytes(10) + b"\3"),
        "base 256, 2^63": c + member(b"x", size=b"\x80" + bytes(3) + b"\x80" + bytes(7)),
        "base 256, 2^63, of a long name": c + member(b"L", kind=b"L", size=b"\x80" + bytes(3) + b"\x80" + bytes(7)),
        "base 256, negative": c + member(b"x", size=b"\xff" * 12), "a long name of 16385 bytes": c + member(b"L", b"x" * 16385, b"L") + member(b"x"),
        "a name of 256 bytes": c + member(b"L", b"x" * 256, b"L") + member(b"x"), "an empty name": c + member(b""),
        "the top folder": member(b"./", kind=b"5") + c, "a file called as the top folder": c + member(b"."), "dots before a name": c + member(b"././x"),
        "an absolute name": c + member(b"/x"), "a part that is empty": c + member(b"a//x"), "a part of one dot": c + member(b"a/./x"),
        "a part of two dots": c + member(b"a/../x"), "two slashes behind": c + member(b"a//", kind=b"5"), "a zero byte in a path": c + pax((b"path", b"a\0b")) + member(b"x"),
        "a link with contents": c + member(b"x", b"x", b"2"), "a folder with contents": c + member(b"x", b"x", b"5"),
        "a bad size before a bad name": c + member(b"/x", size=b" " * 12), "a bad name before a bad type": c + member(b"L", b"y" * 256, b"L") + member(b"x", kind=b"7"),
        "a bad type before contents": c + member(b"x", b"x", b"7"), "twice": c + c, "twice, before a strange name": c + c + member(b"/x"),
        "twice, before another checkpoint": c + member(b"x") * 2 + member(b"a/checkpoint"), "a file and a folder of one name": c + member(b"x") + member(b"x/", kind=b"5"),
        "a folder called CHECKPOINT": c + member(b"CHECKPOINT/", kind=b"5"), "a link called CHECKPOINT": c + member(b"CHECKPOINT", kind=b"2"),
        "capitals of the record's folder": member(b"Rec/checkpoint") + member(b"Rec/tile/0/000") + member(b"rEC/tile/0/000"),
        "capitals of another folder": member(b"a/Rec/checkpoint") + member(b"a/Rec/tile/0/000") + member(b"b/rec/tile/0/000"),
        "the largest index": c + member(b"Tile/0/x018/x014/x398/x509/x481/983") + member(b"tile/0/x018/x014/x398/x509/x481/983"),
        "an index too large": c + member(b"Tile/0/x018/x014/x398/x509/x481/984") + member(b"tile/0/x018/x014/x398/x509/x481/984"),
    }  # fmt: skip
    whole = {name: body + end for name, body in bodies.items()}
    whole |= {
        "nothing": b"", "no files": end, "one block of zeros": c + bytes(BLOCK), "zeros behind the end": c + end + bytes(77),
        "bytes behind the end": c + end + b"x", "a wrong checksum": put(c, 0, b"d") + end, "cut in a header": c[:500], "cut in the filling": c[:600],
        "packed": _packed(c + end), "packed twice": _packed(_packed(c + end)), "bytes behind the packing": _packed(c + end) + b"x",
        "two packed members": _packed(c[:700]) + _packed(c[700:] + end), "a packing that is cut": _packed(c + end)[:-1],
    }  # fmt: skip
    return [{"name": name, **_sized(data), **_found(data)} for name, data in whole.items()]


def _packed(data: bytes) -> bytes:
    """_packed is a gzip member that depends on no version of a library: one block of RFC 1951 that is only stored."""
    size = len(data).to_bytes(2, "little")
    block = b"\1" + size + bytes(b ^ 0xFF for b in size) + data
    check = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + block + check


def _found(data: bytes) -> dict[str, object]:
    """_found is what a reader finds: a code, or names."""
    try:
        names, _ = read_archive(data)
        folder = names.locate()
    except Refused as error:
        return {"code": error.code}
    files = {escape(name_from(folder, path)): regular for path, regular in names.regular.items()}
    return {"code": None, "files": sorted(n for n, r in files.items() if r), "links": sorted(n for n, r in files.items() if not r)}


FAMILIES: dict[str, Callable[[], list[Case]]] = {"trust-files": trust_files, "archives": archives}
