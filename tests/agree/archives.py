"""archives.py --constat-verify FILE [--seed TEXT] [--cases N]: both readers on hostile archives. Spec: VER-12.

Each kind of archive by itself, with the code that the clause gives it, and archives spoilt at random, with and
without gzip.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import tarfile
from pathlib import Path

from agree import VECTORS, compare, program_report, scratch_folder

from maker import read_folder  # noqa: E402  (agree put the reader's folder on the path)

Entry = tuple[tarfile.TarInfo, bytes]


def entry(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, **fields: object) -> Entry:
    """entry is one of an archive."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(data)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, data


def tar_of(entries: list[Entry], form: int = tarfile.GNU_FORMAT) -> bytes:
    """tar_of is an archive, in a format of Python's."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as tar:
        for info, data in entries:
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def record_entries(prefix: str = "", checkpoint_last: bool = False) -> list[Entry]:
    """record_entries are those of a good record."""
    files = read_folder(VECTORS / "records/no-ballots/record")
    names = sorted(files, key=lambda name: (name == "checkpoint") == checkpoint_last)
    return [entry(prefix + name, files[name]) for name in names]


def folders(count: int) -> list[Entry]:
    """folders are so many entries of one folder."""
    return [entry("tile", kind=tarfile.DIRTYPE)] * count


def tiles(prefix: str, count: int) -> list[Entry]:
    """tiles are so many empty ones of level 0, below a folder."""
    return [entry(f"{prefix}tile/0/" + (f"x{i // 1000:03d}/" if i >= 1000 else "") + f"{i % 1000:03d}") for i in range(count)]


def strays() -> dict[str, tuple[bytes, str | None]]:
    """strays are archives with other files and names beside a record's, and the code that refuses them."""
    good = record_entries()
    symlink = entry("tile/x", kind=tarfile.SYMTYPE, linkname="checkpoint")
    tile = next(info.name for info, _ in good if info.name.startswith("tile/0/"))
    in_place = [e for e in good if e[0].name != tile]
    return {
        "a link": (tar_of([*good, symlink]), None),
        "a link to a long name": (tar_of([*good, entry("x", kind=tarfile.SYMTYPE, linkname="y" * 300)]), None),
        "a hard link": (tar_of([*good, entry("x", kind=tarfile.LNKTYPE, linkname="checkpoint")]), None),
        "a link in a tile's place": (tar_of([*in_place, entry(tile, kind=tarfile.SYMTYPE, linkname="x")]), None),
        "a link beside its tile's name": (tar_of([*good, entry(tile, kind=tarfile.SYMTYPE, linkname="x")]), "duplicate"),
        "a link called checkpoint": (tar_of([*good, entry("a/checkpoint", kind=tarfile.SYMTYPE)]), None),
        "a link with contents": (tar_of([*good, entry("x", b"x", kind=tarfile.SYMTYPE)]), "cannot-read"),
        "a device": (tar_of([*good, entry("null", kind=tarfile.CHRTYPE)]), None),
        "a pipe": (tar_of([*good, entry("pipe", kind=tarfile.FIFOTYPE)]), None),
        "a type that is not known": (tar_of([*good, entry("x", kind=b"V")]), "unknown-file"),
        "a sparse file": (tar_of([*good, entry("x", b"x", pax_headers={"GNU.sparse.major": "1"})], tarfile.PAX_FORMAT), "unknown-file"),
        "a zero byte": (tar_of([*good, entry("x", b"x", pax_headers={"path": "x\0y"})], tarfile.PAX_FORMAT), "unknown-file"),
        "a blank": (tar_of([*good, entry("a b")]), None),
        "a stray twice": (tar_of([*good, entry("x"), entry("x")]), "duplicate"),
        "two-records": (tar_of([*good, entry("old/checkpoint", b"x")]), "duplicate"),
        "two records, neither at the top": (tar_of([*record_entries("a/"), *record_entries("b/")]), "duplicate"),
        "case-twins": (tar_of([*good, entry(tile.upper(), b"x")]), "duplicate"),
        "case-twins, of the checkpoint": (tar_of([entry("CHECKPOINT", b"x"), *good]), "duplicate"),
        "case-twins, of the folder": (tar_of([*record_entries("r/"), entry("R/" + tile, b"x")]), "duplicate"),
        "case-twins, of a file that is not there": (tar_of([*good, entry("TILE/0/001"), entry("Tile/0/001")]), "duplicate"),
        "case-twins, a link": (tar_of([*good, entry(tile.upper(), kind=tarfile.SYMTYPE)]), "duplicate"),
        "capitals elsewhere": (tar_of([*record_entries("r/"), entry(tile.upper()), entry("s/CHECKPOINT")]), None),
        "deep, and with strays around it": (tar_of([*record_entries("a/b/c/"), entry("a/x"), entry("a/b/\udcff\n")]), None),
    }  # fmt: skip


def kinds() -> dict[str, tuple[bytes, str | None]]:
    """kinds are archives and the code that refuses them, None where the record is read."""
    good = record_entries()
    long_name = [entry("a" * 200 + "/" + "b" * 54, b"x")]
    out: dict[str, tuple[bytes, str | None]] = {}
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT):
        out[f"good, format {form}"] = tar_of(good, form), None
        out[f"below a folder, format {form}"] = tar_of(record_entries("my-record/"), form), None
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        out[f"a name of 255 bytes, {form}"] = tar_of([*good, *long_name], form), None
        out[f"a name of 256 bytes, {form}"] = tar_of([*good, entry("a" * 256)], form), "too-large"
        out[f"a name of 60,000 bytes, {form}"] = tar_of([*good, entry("a" * 60_000)], form), "too-large"
    packed = gzip.compress(tar_of(good))
    tar = tar_of(good)
    odd = tar_of([entry("\x1f\udc8bname"), *good])
    behind = gzip.compress(tar_of([entry("../x"), *good]))
    out |= {
        "gzip": (packed, None),
        "two members": (gzip.compress(tar[:1000]) + gzip.compress(tar[1000:]), None),
        "gzip twice": (gzip.compress(packed), "cannot-read"),
        "gzip of zstd": (gzip.compress(b"\x28\xb5\x2f\xfd" + bytes(100)), "cannot-read"),
        "behind gzip": (packed + b"x", "cannot-read"),
        "gzip cut": (packed[:-1], "cannot-read"),
        "a bomb": (gzip.compress(tar_of([*good, entry("zeros", bytes(30_000_000))])), "too-large"),
        "checkpoint last": (tar_of(record_entries(checkpoint_last=True)), None),
        "no checkpoint": (tar_of(good[1:]), "missing-file"),
        "10,000 folders": (tar_of([*folders(10_000), *good]), None),
        "10,001 folders": (tar_of([*good, *folders(10_001)]), None),
        "10,000 strays": (tar_of([*good, *(entry(f"x{i}") for i in range(10_000))]), None),
        "10,001 folders, packed": (gzip.compress(tar_of([*folders(10_001), *good])), "too-large"),
        "many-files": (tar_of([*good, *(entry(f"x{i}") for i in range(10_001))]), "too-large"),
        "10,001 folders with a tile each": (tar_of([*(entry(f"{i}/tile/0/000") for i in range(10_002)), *good]), "too-large"),
        "10,001 links": (tar_of([*good, *(entry(f"x{i}", kind=tarfile.SYMTYPE) for i in range(10_001))]), "too-large"),
        "10,001 later tiles": (tar_of([*(entry(f"tile/0/{i:03d}") for i in range(1, 1000)),
                                       *(entry(f"tile/1/{i:03d}") for i in range(0, 1000)),
                                       *(entry(f"x{i}") for i in range(8003)), *record_entries(checkpoint_last=True)]), "too-large"),
        "absolute": (tar_of([*good, entry("/x")]), "unknown-file"),
        "up": (tar_of([*good, entry("../x")]), "unknown-file"),
        "twice": (tar_of([*good, good[1]]), "duplicate"),
        "twice, with a dot": (tar_of([*good, entry("./checkpoint", good[0][1])]), "duplicate"),
        "after the end": (tar + b"x", "cannot-read"),
        "zeros after the end": (tar + bytes(5000), None),
        "cut in a file": (tar[:2000], "cannot-read"),
        "without an end": (tar[: len(tar.rstrip(b"\0")) // 512 * 512 + 512], "cannot-read"),
        "a bad checkpoint, and 10,001 tiles elsewhere": (
            tar_of([entry("a/", kind=tarfile.DIRTYPE), entry("checkpoint", b"x"), *tiles("a/", 10_001)]), "too-large"),
        "a bad checkpoint, and 10,000 tiles elsewhere": (
            tar_of([entry("a/", kind=tarfile.DIRTYPE), entry("checkpoint", b"x"), *tiles("a/", 10_000)]), "bad-checkpoint"),
        "a folder called tile": (tar_of([*record_entries("tile/"), *tiles("", 10_001)]), "too-large"),
        "packed twice, over members": (
            gzip.compress(odd[:1]) + gzip.compress(odd[1:]), "cannot-read"),
        "a strange name before a wrong checksum": (behind[:-8] + bytes([behind[-8] ^ 1]) + behind[-7:], "unknown-file"),
        "no tar": (b"neither tar nor gzip", "cannot-read"),
        "nothing": (b"", "cannot-read"),
        "no entries": (tar_of([]), "missing-file"),
        "the top folder alone": (tar_of([entry(".", kind=tarfile.DIRTYPE)]), "missing-file"),
    }  # fmt: skip
    return out


def spoilt(rng: random.Random) -> bytes:
    """spoilt is an archive altered at random."""
    entries = record_entries(rng.choice(("", "r/")), rng.random() < 0.5)
    more = [entry(rng.choice(("x", "tile/", "../x", "tile/0/000.p/3", "checkpoint", "a/checkpoint", "TILE/0/001", "tile/0/001", "a b")), rng.randbytes(rng.randrange(40)))]
    rng.shuffle(more)
    form = rng.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT))
    data = bytearray(tar_of(entries + more * rng.choice((0, 1, 1, 2)), form))
    for _ in range(rng.randrange(4)):
        block = rng.randrange(len(data) // 512) * 512
        at = block + rng.choice((0, 100, 124, 135, 148, 156, 257, 345, rng.randrange(512)))
        data[at] = rng.choice((0, 0x20, 0x30, 0x35, 0x78, 0x80, rng.randrange(256)))
        if rng.random() < 0.7:  # with its checksum made again
            data[block + 148 : block + 156] = b" " * 8
            data[block + 148 : block + 156] = b"%06o\0 " % sum(data[block : block + 512])
    if rng.random() < 0.2:
        del data[rng.randrange(len(data)) :]
    out = bytes(data)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        out = gzip.compress(out, 1)
    return out + rng.randbytes(rng.choice((0, 0, 0, 1, 512)))


def main() -> int:
    """main is the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--constat-verify", type=Path, required=True)
    parser.add_argument("--seed", default="archives")
    parser.add_argument("--cases", type=int, default=300)
    options = parser.parse_args()
    bad = 0
    with scratch_folder() as folder:
        path = Path(folder) / "archive"

        def judge(what: str, data: bytes, expected: str | None, known: bool) -> int:
            path.write_bytes(data)
            outcome, found = compare(options.constat_verify, path, None)
            error = program_report(options.constat_verify, path, None).get("error")
            code = error["code"] if isinstance(error, dict) else None
            if known and code != expected:
                found.append(f"expected {expected}, got {code} ({outcome})")
            for difference in found:
                print(f"{what}: {difference}")
            return bool(found)

        for what, (data, expected) in (kinds() | strays()).items():
            bad += judge(what, data, expected, known=True)
        for case in range(options.cases):
            bad += judge(f"case {case}", spoilt(random.Random(f"{options.seed} {case}")), None, known=False)
    print(f"seed {options.seed}: {len(kinds() | strays())} kinds of archives and {options.cases} spoilt ones; they differ on {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
