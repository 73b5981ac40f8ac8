"""Whole records with a fault in their files, their checkpoint, or against what is pinned."""

from __future__ import annotations

from collections.abc import Callable

import ed25519
import merkle
import prover
from made import Made, tiny, tiny_done, tiny_voted
from maker import CLOSING_MS, Maker
from refuser import flip
from state import CLOSE
from verify import verify


def spoilt_files(name: str, note: str, spoil: Callable[[dict[str, bytes], Maker], None]) -> Made:
    """spoilt_files is a good record whose files were tampered with."""
    m = tiny_done(name)
    files = m.files()
    spoil(files, m)
    return Made(note, m, files)


def _tile(m: Maker, level: int | str) -> str:
    return merkle.tile_path(level, 0, len(m.entries))


def file_faults() -> dict[str, Callable[[], Made]]:
    """file_faults are the records whose fault lies in the files."""

    def lose(level: int | str) -> Callable[[dict[str, bytes], Maker], None]:
        return lambda files, m: files.pop(_tile(m, level)) and None

    def alter_tile(files: dict[str, bytes], m: Maker) -> None:
        files[_tile(m, 0)] = flip(files[_tile(m, 0)], 40)

    def cut_tile(files: dict[str, bytes], m: Maker) -> None:
        files[_tile(m, 0)] = files[_tile(m, 0)][:-1]

    def add_strays(files: dict[str, bytes], m: Maker) -> None:
        names = (".DS_Store", "notes.txt", "a b\\c", "old/CHECKPOINT", "tile/0/0", "tile/0/001", "verified.html")
        files |= dict.fromkeys(names, b"x")
        files["other/tile/entries/000"] = b"another record's"

    def add_record(files: dict[str, bytes], m: Maker) -> None:
        files["old/checkpoint"] = files["checkpoint"]

    def alter_entry(files: dict[str, bytes], m: Maker) -> None:
        path = _tile(m, "entries")
        files[path] = flip(files[path], len(files[path]) - 1)

    def large_tile(files: dict[str, bytes], m: Maker) -> None:
        files[_tile(m, 0)] = bytes(merkle.MAX_TILE_BYTES + 1)

    def long_bundle(files: dict[str, bytes], m: Maker) -> None:
        files[_tile(m, "entries")] += b"\0"

    faults = {
        "missing-tile": ("The level 0 tile is missing.", lose(0)),
        "missing-entries": ("The entry bundle is missing: no entry can be judged.", lose("entries")),
        "wrong-tile": ("One hash in the level 0 tile is another.", alter_tile),
        "short-tile": ("The level 0 tile lacks a byte.", cut_tile),
        "strays": ("Files that are no part of the record: counted, named, and not opened (LOG-5).", add_strays),
        "two-records": ("A second file named checkpoint: which folder is the record? (LOG-1)", add_record),
        "altered-entry": (
            "The last entry was altered: tile and root do not fit, and its signature fails.",
            alter_entry,
        ),
        "large-tile": ("The level 0 tile has 8193 bytes.", large_tile),
        "long-bundle": ("A byte follows the last entry of the bundle.", long_bundle),
    }
    return {
        name: (lambda name=name, note=note, spoil=spoil: spoilt_files(name, note, spoil))
        for name, (note, spoil) in faults.items()
    }


def case_twins() -> Made:
    """case_twins: a copy to where capitals do not count keeps one of two files, and nobody knows which."""
    m = tiny_done("case-twins")
    path = _tile(m, 0)
    files = m.files() | {path.replace("tile", "Tile"): bytes(32 * len(m.entries))}
    return Made("Two names that are the same but for capitals, in an archive (LOG-1).", m, files, in_archive=True)


def folder_twins() -> Made:
    """folder_twins: as case_twins, with the capitals in the name of the record's own folder."""
    m = tiny_done("folder-twins")
    files = {f"copies/Record/{name}": data for name, data in m.files().items()}
    files["COPIES/record/" + _tile(m, 0)] = bytes(32 * len(m.entries))
    return Made("A second tile, in a folder that is the record's but for capitals (LOG-1).", m, files, in_archive=True)


def narrow_and_large() -> Made:
    """narrow_and_large: what serves is too large, what is there is narrower; which names count (LOG-1, LOG-5)."""
    m = tiny_done("narrow-and-large")
    files, size, last = m.files(), len(m.entries), merkle.MAX_TREE_SIZE // merkle.TILE_WIDTH - 1
    del files[_tile(m, "entries")], files[_tile(m, 0)]
    files[merkle.tile_path("entries", 0, 5)] = merkle.bundle(m.entries[:5])
    files[merkle.tile_path(0, 0, size + 2)] = bytes(merkle.MAX_TILE_BYTES + 1)
    files |= {merkle.tile_path("entries", index): b"x" for index in (1, last, last + 1)}
    note = "A narrower bundle beside a missing one, a serving tile of 8193 bytes, the largest index and one more."
    return Made(note, m, files)


def checkpoint_faults() -> dict[str, Callable[[], Made]]:
    """checkpoint_faults are the records whose fault lies in the checkpoint."""

    def with_note(name: str, note: str, make: Callable[[Maker, int], bytes]) -> Callable[[], Made]:
        def build() -> Made:
            m = tiny_done(name, witnesses=2, quorum=2)
            return Made(note, m, m.files(make(m, m.time_ms // 1000 + 1)))

        return build

    def other_origin(m: Maker, time_s: int) -> bytes:
        text = prover.checkpoint_text("vectors.example/elsewhere", len(m.entries), m.state.tree.root())
        lines = [(m.manifest.board_key(), ed25519.sign(m.board, text))]
        for key, seed in zip(m.manifest.witness_keys(), m.witnesses):
            lines.append((key, prover.cosignature(seed, text, time_s)))
        return prover.make_note(text, lines)

    def unsigned(m: Maker, time_s: int) -> bytes:
        head, _, lines = m.checkpoint(len(m.entries), time_s).partition(b"\n\n")
        return head + b"\n\n" + b"".join(lines.splitlines(True)[1:])

    def bad_signature(m: Maker, time_s: int) -> bytes:
        note = m.checkpoint(len(m.entries), time_s)
        text, _, lines = note.partition(b"\n\n")
        good = lines.splitlines(True)
        forged = prover.signature_line(m.manifest.board_key(), ed25519.sign(m.board, text))
        return text + b"\n\n" + forged + b"".join(good[1:])

    def bad_cosignature(m: Maker, time_s: int) -> bytes:
        note = m.checkpoint(len(m.entries), time_s, [0])
        return note + prover.signature_line(m.manifest.witness_keys()[1], bytes(72))

    size = lambda m: len(m.entries)  # noqa: E731
    return {
        "no-quorum": with_note(
            "no-quorum", "One cosignature of two.", lambda m, t: m.checkpoint(size(m), t, [1])
        ),
        "wrong-origin": with_note("wrong-origin", "The checkpoint is of another log.", other_origin),
        "missing-signature": with_note(
            "missing-signature", "The board did not sign the checkpoint.", unsigned
        ),
        "bad-cosignature": with_note(
            "bad-cosignature", "One of two witnesses' lines does not verify: no quorum.", bad_cosignature
        ),
        "bad-signature": with_note(
            "bad-signature", "The board's signature on the checkpoint is forged.", bad_signature
        ),
    }


def spoilt_line() -> Made:
    """spoilt_line: lines in witnesses' names that whoever carries the record can add (LOG-3)."""
    m = tiny_voted("spoilt-line", witnesses=3, quorum=2)
    keys = m.manifest.witness_keys()
    spoilt = prover.signature_line(keys[0], bytes(72)) + prover.signature_line(keys[2], bytes(64))
    m.add(CLOSE, m.closing(note=m.checkpoint(len(m.entries), CLOSING_MS // 1000 + 60, [0, 1]) + spoilt), CLOSING_MS + 120_000)
    m.decrypt((1, 2))
    m.publish_result()
    receipt = m.receipt(8, len(m.entries)) + spoilt
    checkpoint = m.checkpoint(len(m.entries), m.time_ms // 1000 + 1, [0, 1])
    note = "Spoilt lines of two witnesses, one with a good line too, in checkpoint, close and receipt; a quorum of three."
    files = m.files(checkpoint + spoilt)
    return Made(note, m, files, receipts={"r.tlog-proof": receipt})


def wrong_root() -> Made:
    """wrong_root: board and witnesses signed another tree."""
    m = tiny_done("wrong-root")
    files = m.files()
    other = merkle.Tree([merkle.leaf_hash(e) for e in [*m.entries[:-1], b"another"]])
    text = prover.checkpoint_text(m.manifest.origin, len(m.entries), other.root())
    lines = [(m.manifest.board_key(), ed25519.sign(m.board, text))]
    key = m.manifest.witness_keys()[0]
    lines.append((key, prover.cosignature(m.witnesses[0], text, m.time_ms // 1000 + 1)))
    return Made(
        "The checkpoint signs the root of other entries.",
        m,
        {**files, "checkpoint": prover.make_note(text, lines)},
    )


def pin_faults() -> dict[str, Callable[[], Made]]:
    """pin_faults are good records that are not the pinned ones."""

    def other_referendum() -> Made:
        m = tiny_done("wrong-referendum")
        return Made("Another manifest was pinned.", m, manifest_hash=flip(m.hash))

    def rewound() -> Made:
        m = tiny_voted("log-rewound")
        early = m.files()
        m.vote(0, [1])
        return Made(
            "A larger checkpoint was seen before.", m, early, checkpoints={"seen": m.files()["checkpoint"]}
        )

    def forked() -> Made:
        fork = tiny_voted("bad-consistency")
        fork.vote(0, [1])
        seen = fork.files()["checkpoint"]
        m = tiny_voted("bad-consistency")
        m.vote(0, [0])
        m.finish(trustees=(1, 2))
        return Made("A checkpoint of a fork was seen before.", m, checkpoints={"seen": seen})

    def dropped_ballot() -> Made:
        fork = tiny_voted("dropped-ballot")
        fork.vote(0, [1])
        index = len(fork.entries) - 1
        receipt = fork.receipt(index, index + 1)
        m = tiny_voted("dropped-ballot")
        m.finish(trustees=(1, 2))
        return Made(
            "A voter holds a receipt for a ballot that the record lacks.",
            m,
            receipts={"r.tlog-proof": receipt},
        )

    def receipt_of_fork(name: str, note: str, other: int | None) -> Made:
        fork = tiny_voted(name)
        fork.vote(0, [1])
        index = len(fork.entries) - 1
        m_entries = list(fork.entries)
        fork.vote(1, [1])
        receipt = fork.receipt(index, index + 2)
        if other is None:
            fork.entries = m_entries
            fork.state.tree = merkle.Tree([merkle.leaf_hash(e) for e in m_entries])
            return Made(note, fork, receipts={"r.tlog-proof": receipt})
        m = tiny_voted(name)
        m.vote(0, [1])
        m.vote(other, [0])
        m.finish(trustees=(1, 2))
        return Made(note, m, receipts={"r.tlog-proof": receipt})

    def other_policy() -> Made:
        m, stranger = tiny_done("other-policy"), tiny("other-policy-stranger")
        seen = m.checkpoint(9, m.time_ms // 1000)
        policy = stranger.policy()
        return Made("A policy with another log is pinned.", m, policy=policy, checkpoints={"seen": seen})

    def missing_witness() -> Made:
        m, stranger = tiny_done("unmet-policy"), tiny("unmet-policy-stranger")
        log = m.policy().splitlines()[0]
        policy = "\n".join([log, *stranger.policy().splitlines()[1:], ""])
        return Made("A policy with other witnesses is pinned.", m, policy=policy)

    def unusable_trust() -> Made:
        m = tiny_done("unusable-trust")
        return Made("The trust file names a checkpoint that is none.", m, checkpoints={"seen": b"no note\n"})

    def bad_inclusion() -> Made:
        m = tiny_done("bad-inclusion")
        receipt = m.receipt(8, 20 if len(m.entries) >= 20 else len(m.entries))
        head, _, note = receipt.partition(b"\n\n")
        lines = head.split(b"\n")
        lines[3], lines[4] = lines[4], lines[3]
        return Made(
            "A receipt whose path is in another order.",
            m,
            receipts={"r.tlog-proof": b"\n".join(lines) + b"\n\n" + note},
        )

    return {
        "wrong-referendum": other_referendum, "log-rewound": rewound, "bad-consistency": forked,
        "dropped-ballot": dropped_ballot, "bad-inclusion": bad_inclusion,
        "forked-receipt": lambda: receipt_of_fork(
            "forked-receipt", "A receipt's ballot is there; an entry after it is another.", 2
        ),
        "rewound-receipt": lambda: receipt_of_fork(
            "rewound-receipt", "A receipt's ballot is there; its checkpoint is of a larger log.", None
        ),
        "other-policy": other_policy, "unmet-policy": missing_witness, "unusable-trust": unusable_trust,
    }  # fmt: skip
