"""mutate.py --constat-verify FILE [--minutes N] [--seed TEXT] [--case N] [--keep FOLDER]: spoilt records.

Both verifiers judge each, and must agree on everything but sentences.

Three kinds of spoiling: bytes and files of a record; entries, dropped, doubled, moved or altered inside, where the tree
is made again and signed by the real board and witnesses, and bodies by their real authors, so that the checks behind
the signatures are reached; and trust files. A case is a function of seed and number: --case repeats one. Spec: VER-8.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from agree import VECTORS, compare, scratch_folder

import ed25519  # noqa: E402  (agree put the reader's folder on the path)
import merkle  # noqa: E402
import prover  # noqa: E402
import tlog  # noqa: E402
from errors import Refused  # noqa: E402
from maker import read_folder, write_files  # noqa: E402
from manifest import Manifest, decode_manifest_body  # noqa: E402
from wire import h256  # noqa: E402

BASES = (
    "plain", "floor", "tiles", "poll", "no-ballots", "under-three", "earlier-tiles", "refused-ballots",
    "founded-complaint", "incomplete", "undecodable", "ahead", "refused-then-good",
)  # fmt: skip
LARGEST_LOG = 5000
STRANGE_NAMES = (
    "notes", "a b", "a", "a.b", "checkpoint.old", "tile/0/0", "tile/0/000.p/0", "tile/0/000.p/256", "tile/9/000",
    "tile/entries/x001/000", "tile/64/000", "tile/0/001", ".DS_Store", "a\\b", "\udcff", "old/checkpoint", "Checkpoint",
    "TILE/0/000.p/9", "old/tile/0/000", "tile/entries/001", "tile/entries/000.P/3",
)  # fmt: skip
Files = dict[str, bytes]


class Base:
    """Base is a record of the specification's, with its parties' keys, which are public (vectors.md)."""

    def __init__(self, name: str) -> None:
        everything = read_folder(VECTORS / "records" / name)
        self.files = {p.removeprefix("record/"): d for p, d in everything.items() if p.startswith("record/")}
        beside = set(everything) - {"expected.json", "secrets.json"}
        self.beside = {p: everything[p] for p in sorted(beside) if not p.startswith("record/")}
        size = tlog.parse_checkpoint(self.files["checkpoint"]).size
        self.entries: list[bytes] = []
        for index, width in merkle.tiles_of_size(size, "entries"):
            wide = next(w for w in range(width, 257) if merkle.tile_path("entries", index, w) in self.files)
            path = merkle.tile_path("entries", index, wide)
            self.entries += merkle.parse_bundle(self.files[path], width, wider=wide > width)
        self.manifest: Manifest = decode_manifest_body(self.entries[0][11:])
        self.last_time_s = int.from_bytes(self.entries[-1][1:9], "big") // 1000
        stream = prover.Stream(f"constat test vectors: record {name}")
        take = lambda parties: [stream.bytes(32) for _ in parties]  # noqa: E731
        self.organiser, self.board = take(range(2))
        self.registrars, self.witnesses = take(self.manifest.registrars), take(self.manifest.witnesses)
        self.trustees = [stream.scalar() for _ in self.manifest.trustees]
        self.stream = prover.Stream("")
        if ed25519.public_key(self.board) != self.manifest.board.key:
            raise SystemExit(f"{name}: the keys are made otherwise than expected")

    def checkpoint(self, entries: list[bytes], witnesses: list[int]) -> bytes:
        """checkpoint is a signed checkpoint of other entries, cosigned by the witnesses named."""
        m = self.manifest
        root = merkle.Tree([merkle.leaf_hash(e) for e in entries]).root()
        text = prover.checkpoint_text(m.origin, len(entries), root)
        lines = [(m.board_key(), ed25519.sign(self.board, text))]
        keys = m.witness_keys()
        for i in witnesses:
            lines.append((keys[i], prover.cosignature(self.witnesses[i], text, self.last_time_s + i)))
        return prover.make_note(text, lines)


@lru_cache
def base(name: str) -> Base:
    """base is Base(name), read once."""
    return Base(name)


def flip_bytes(rng: random.Random, data: bytes) -> bytes:
    """flip_bytes alters, inserts, deletes or doubles some bytes."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(6)
        if kind < 3 and at < len(out):
            out[at] = rng.choice((out[at] ^ 1 << rng.randrange(8), rng.randrange(256), 0, 255))
        elif kind == 3:
            out[at:at] = rng.randbytes(rng.choice((1, 2, 32)))
        elif kind == 4:
            del out[at : at + rng.choice((1, 2, 32, 64, len(out)))]
        elif kind == 5:
            out[at:at] = out[at : at + 32]
    return bytes(out)


def spoil_files(rng: random.Random, files: Files) -> None:
    """spoil_files alters a record's files: contents, names, files too many, files too few."""
    path = rng.choice([*files, "checkpoint"])
    kind = rng.randrange(10)
    tile = merkle.parse_tile_path(path)
    if kind < 3:
        files[path] = flip_bytes(rng, files[path])
    elif kind == 3 and path != "checkpoint":
        del files[path]
    elif kind == 4:
        files[rng.choice(STRANGE_NAMES)] = b"x"
    elif kind == 5:
        other = rng.choice(list(files))
        files[path], files[other] = files[other], files[path]
    elif kind == 6:
        level = rng.choice(("entries", 0, 1))
        width = rng.randrange(1, 257)
        whole = next((p for p in files if p.startswith(f"tile/{level}/000")), "checkpoint")
        end = 32 * width if isinstance(level, int) else rng.randrange(len(files[whole]) + 1)
        files[merkle.tile_path(level, rng.randrange(2), width)] = files[whole][:end]
    elif kind == 7:
        origin, size, rest = files["checkpoint"].split(b"\n", 2)
        other = rng.choice((0, int(size) + 1, 256 * 1000, 256 * 1001 + 1, 2**62))
        files["checkpoint"] = b"\n".join((origin, b"%d" % other, rest))
    elif kind == 8 and tile is not None and tile[2] < 256:
        wider = rng.randrange(tile[2] + 1, 257)
        more = rng.randbytes(32 * (wider - tile[2])) if rng.randrange(3) else b""
        files[merkle.tile_path(tile[0], tile[1], wider)] = files[path] + more
        if rng.randrange(3):
            del files[path]
    else:
        files[path] = files[path][: rng.randrange(len(files[path]) + 1)]


def sign_body(m: Base, kind: int, unsigned: bytes, author: tuple[bytes, int]) -> bytes:
    """sign_body is a body with its author's Ed25519 signature (LAB-3)."""
    digest = h256("manifest", unsigned) if kind == 1 else m.manifest.hash()
    return prover.sign_body(author[0], digest, kind, author[1], unsigned)


def sign_trustee(m: Base, kind: int, trustee: int, unsigned: bytes) -> bytes:
    """sign_trustee is a body with a trustee's signature (LAB-4)."""
    secret = m.trustees[trustee - 1]
    return unsigned + prover.sign_trustee(m.stream, m.manifest.hash(), kind, trustee, secret, unsigned)


def author_seed(m: Base, kind: int, body: bytes) -> tuple[bytes, int] | None:
    """author_seed is the Ed25519 seed that signs such a body, and the author's index."""
    if kind in (1, 7):
        return m.organiser, 0
    if kind in (9, 11):
        return m.board, 0
    registrar = int.from_bytes(body[:2], "big")
    return (m.registrars[registrar], registrar) if kind in (5, 6) and registrar < len(m.registrars) else None


def spoil_body(rng: random.Random, m: Base, leaf: bytes) -> bytes:
    """spoil_body alters the inside of an entry, mostly with its author's signature made again."""
    if len(leaf) < 11 + 64:
        return flip_bytes(rng, leaf)
    kind, time_ms, body = leaf[0], int.from_bytes(leaf[1:9], "big"), leaf[11:]
    if rng.randrange(4) == 0:
        time_ms = max(0, time_ms + rng.choice((-86_400_000, -60_000, -1, 1, 1000, 60_000, 86_400_000)))
    else:
        author, trustee = author_seed(m, kind, body), int.from_bytes(body[:2], "big")
        if author is not None and rng.randrange(4):
            body = sign_body(m, kind, flip_bytes(rng, body[:-64]), author)
        elif kind in (2, 3, 4) and 1 <= trustee <= len(m.trustees) and rng.randrange(4):
            body = sign_trustee(m, kind, trustee, flip_bytes(rng, body[:-64]))
        else:
            body = flip_bytes(rng, body)
    kind = rng.randrange(13) if rng.randrange(20) == 0 else kind
    leaf = bytes([kind]) + time_ms.to_bytes(8, "big") + (len(body) & 0xFFFF).to_bytes(2, "big") + body
    return leaf[:65535]


def spoil_entries(rng: random.Random, m: Base, entries: list[bytes]) -> list[bytes]:
    """spoil_entries drops, doubles, moves or alters entries."""
    out = list(entries)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if not out:
            break
        at, kind = rng.randrange(len(out)), rng.randrange(8)
        if kind == 0:
            del out[at]
        elif kind == 1:
            out.insert(rng.randrange(len(out) + 1), out[at])
        elif kind == 2:
            out.insert(rng.randrange(len(out) + 1), out.pop(at))
        elif kind == 3:
            del out[at:]
        else:
            out[at] = spoil_body(rng, m, out[at])
    return out


def sign_again(rng: random.Random, m: Base, entries: list[bytes]) -> Files:
    """sign_again is the record of these entries: tree, tiles, signatures, all or some of the cosignatures."""
    everybody = list(range(len(m.witnesses)))
    witnesses = everybody if rng.randrange(4) else [i for i in everybody if rng.randrange(2)]
    files = {"checkpoint": m.checkpoint(entries, witnesses)}
    tree = merkle.Tree([merkle.leaf_hash(e) for e in entries])
    for path in merkle.paths_of_size(len(entries)):
        level, index, width = merkle.parse_tile_path(path) or (0, 0, 0)
        start = index * merkle.TILE_WIDTH
        if isinstance(level, int):
            files[path] = tree.tile(level, index, width)
        else:
            files[path] = merkle.bundle(entries[start : start + width])
    return files


def spoil_trust(rng: random.Random, beside: Files) -> None:
    """spoil_trust alters the trust file, or a file it names."""
    path = rng.choice(list(beside))
    kind = rng.randrange(6)
    lines = beside[path].split(b"\n")
    at = rng.randrange(len(lines))
    if kind < 2:
        beside[path] = flip_bytes(rng, beside[path])
    elif kind == 2:
        del lines[at]
    elif kind == 3:
        lines.insert(rng.randrange(len(lines)), lines[at])
    elif kind == 4:
        lines[at], lines[-2] = lines[-2], lines[at]
    elif len(beside) > 1 and path != "trust.toml":
        del beside[path]
    if 2 <= kind <= 4:
        beside[path] = b"\n".join(lines)


def is_small(checkpoint: bytes) -> bool:
    """is_small tells that the checkpoint does not promise a log that would take ages."""
    try:
        return tlog.parse_checkpoint(checkpoint).size <= LARGEST_LOG
    except Refused:
        return True


@dataclass
class Verdict:
    """Verdict is what came of a case."""

    number: int
    what: str
    outcome: str
    found: list[str]


def make_case(seed: str, number: int) -> tuple[str, Files]:
    """make_case is a case's name and files."""
    rng = random.Random(f"{seed}/{number}")
    name = rng.choice(BASES)
    m = base(name)
    m.stream = prover.Stream(f"{seed}/{number}")
    files, beside = dict(m.files), dict(m.beside)
    kind = rng.choice(("files", "entries", "entries", "entries", "trust"))
    if kind == "entries":
        files = sign_again(rng, m, spoil_entries(rng, m, m.entries))
    if kind == "files" or rng.randrange(10) == 0:
        spoil_files(rng, files)
    if kind == "trust" or rng.randrange(20) == 0:
        spoil_trust(rng, beside)
    return f"{kind} of {name}", {**{f"record/{p}": d for p, d in files.items()}, **beside}


def run_case(program: Path, seed: str, keep: Path | None, number: int) -> Verdict:
    """run_case writes a case and lets both verifiers judge it."""
    what, files = make_case(seed, number)
    if not is_small(files["record/checkpoint"]):
        return Verdict(number, what, "too large to try", [])
    with scratch_folder() as scratch:
        folder = Path(scratch)
        write_files(folder, files)
        outcome, found = compare(program, folder / "record", folder / "trust.toml")
    if found and keep is not None:
        write_files(keep / str(number), files)
    return Verdict(number, what, outcome, found)


def numbers(minutes: float, only: int | None) -> Iterator[int]:
    """numbers counts cases until the time is up, or gives the only one."""
    if only is not None:
        yield only
        return
    end, number = time.monotonic() + 60 * minutes, 0
    while number == 0 or time.monotonic() < end:
        yield number
        number += 1


def main() -> int:
    """main is the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--constat", type=Path, help="not used; so that both tests take the same arguments")
    parser.add_argument("--constat-verify", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", default=str(time.time_ns()))
    parser.add_argument("--case", type=int, help="this one alone")
    parser.add_argument("--keep", type=Path, help="where to put the cases on which the verifiers differ")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    judge = partial(run_case, options.constat_verify, options.seed, options.keep)
    outcomes, bad = Counter[str](), 0
    with multiprocessing.Pool(2) as pool:
        source = numbers(options.minutes, options.case)
        while batch := list(islice(source, 16)):
            for verdict in pool.imap_unordered(judge, batch):
                outcomes[f"{verdict.what.split()[0]}: {verdict.outcome}"] += 1
                bad += bool(verdict.found)
                for difference in verdict.found[:5]:
                    print(f"case {verdict.number}, {verdict.what}: {difference}", flush=True)
    print(", ".join(f"{n} {what}" for what, n in sorted(outcomes.items())))
    print(f"{sum(outcomes.values())} spoilt records; the verifiers differ on {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
