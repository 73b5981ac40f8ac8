"""What the board answers: files of cases of refusals and promises, and records that they are judged against."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import ed25519
import merkle
from ballot import BALLOT
from errors import Refused
from made import Made, tiny, tiny_open, tiny_voted
from make_refusals import flip, put
from maker import CLOSING_MS, MINUTE_MS, OPENING_MS, Maker
from prover import Stream, Voter
from refusal import (
    CODES, LATE, STATEMENT, Refusal, RefusalFile, body_hash, decode_refusal_file, promised_entry, request_hash,
    signed_refusal,
)  # fmt: skip
from replacement import REPLACEMENT
from state import Entry
from tlog import check_inclusion, check_log_signature, parse_proof
from wire import label

RANDOM = bytes(range(32))
HOUR_MS = 3_600_000


def sign(m: Maker, refusal: Refusal, key: bytes = b"") -> Refusal:
    """sign is a refusal with refusal_key's signature, or another key's."""
    return replace(refusal, signature=ed25519.sign(key or m.refusal, signed_refusal(refusal.unsigned())))


def refuse(m: Maker, body: bytes, code: int | str, **fields: object) -> RefusalFile:
    """refuse is a signed refusal of a ballot, for the tree and time of now unless fields say otherwise."""
    size = int(str(fields.get("size", len(m.entries))))
    number = CODES[code] if isinstance(code, str) else code
    values: dict[str, object] = {
        "manifest_hash": m.hash, "type": BALLOT, "body_hash": body_hash(BALLOT, body), "code": number,
        "size": size, "root": m.state.tree.root(min(size, len(m.entries))), "time_ms": m.time_ms,
        "request": request_hash(RANDOM, 0, merkle.EMPTY_ROOT), "signature": b"", **fields,
    }  # fmt: skip
    refusal = sign(m, Refusal(**values))  # type: ignore[arg-type]
    return RefusalFile(refusal, RANDOM, 0, merkle.EMPTY_ROOT, body)


def answered(note: str, m: Maker, refusals: dict[str, RefusalFile], **more: object) -> Made:
    """answered is a record with refusals beside it."""
    files = {name: file.encode() for name, file in refusals.items()}
    return Made(note, m, refusals=files, **more)  # type: ignore[arg-type]


def ballot_of(m: Maker, voter: int, revision: int, choice: int = 0) -> bytes:
    """ballot_of is a ballot that leaves no trace in the maker's own count of revisions."""
    before = m.revisions.get(voter)
    body = m.ballot(voter, [[choice]], revision).encode()
    m.revisions[voter] = before or 0
    return body


def answers_kept() -> Made:
    """answers_kept: rightly refused ballots, one of them accepted later; a true `late`; a promise that was kept."""
    m = tiny_open("answers-kept", max_ballots=2)
    m.vote(0, [0])
    lost = replace(m.voters[1])
    m.replace_code(1, OPENING_MS + HOUR_MS)
    nobody = Voter(12345, 0)
    m.voters.append(nobody)
    refusals = {
        "stale-revision": refuse(m, ballot_of(m, 0, 1, 1), "stale-revision"),
        "not-on-roll": refuse(m, ballot_of(m, 4, 1), "not-on-roll"),
        "bad-proof": refuse(m, flip(ballot_of(m, 2, 1), -32), "bad-proof"),
    }
    new, m.voters[1] = m.voters[1], lost
    refusals["void"] = refuse(m, ballot_of(m, 1, 1), "credential-replaced")
    m.voters[1] = new
    # A ballot of a credential that a replacement makes only later.
    secret, until = 777, OPENING_MS + HOUR_MS
    m.voters.append(Voter(secret, 0))
    early = ballot_of(m, 5, 1)
    refusals["not-yet-on-roll"] = refuse(m, early, "not-on-roll")
    m.add(REPLACEMENT, m.replacement(0, 3, secret, until), m.time_ms)
    m.replaced(3, secret)
    m.add(BALLOT, early, m.time_ms + MINUTE_MS)
    promise = m.promise(len(m.entries) - 1, len(m.entries))
    m.vote(0, [0])
    refusals["too-many"] = refuse(m, ballot_of(m, 0, 3), "too-many-ballots")
    m.vote(1, [1])
    m.vote(2, [1])
    # A clock that was a minute and a half fast: the same bytes came again, once it was set right.
    fast = ballot_of(m, 1, 2)
    refusals["fast-clock"] = refuse(m, fast, "outside-voting-time", time_ms=CLOSING_MS)
    m.revisions[1] = 2
    m.add(BALLOT, fast, CLOSING_MS - 2 * MINUTE_MS)
    refusals["late"] = refuse(m, ballot_of(m, 2, 2), LATE, time_ms=CLOSING_MS - MINUTE_MS)
    refusals["after-hours"] = refuse(m, ballot_of(m, 2, 2), "outside-voting-time", time_ms=CLOSING_MS)
    m.finish(trustees=(1, 2))
    note = "Ballots that were rightly refused, one of which counts later; a true late one; a promise that was kept."
    return answered(note, m, refusals, promises={"kept": promise})


def false_refusal() -> Made:
    """false_refusal: good ballots refused, with a made-up code, with another one, with none of the list."""
    m = tiny_voted("false-refusal")
    body = ballot_of(m, 0, 2)
    spoilt = flip(ballot_of(m, 0, 2), -32)
    refusals = {
        "good": refuse(m, body, "bad-proof"), "other-code": refuse(m, spoilt, "bad-point"),
        "no-code": refuse(m, spoilt, 65535), "not-rounded": refuse(m, spoilt, "bad-proof", time_ms=m.time_ms + 1),
    }  # fmt: skip
    m.finish(trustees=(1, 2))
    return answered("A good ballot refused; a spoilt one refused for a wrong reason.", m, refusals)


def misplaced_refusal() -> Made:
    """misplaced_refusal: against another tree, an old one, and one beyond the frozen tree."""
    m = tiny_voted("misplaced-refusal")
    spoilt = flip(ballot_of(m, 0, 2), -32)
    old = len(m.entries) - 2
    refusals = {
        "other-root": refuse(m, spoilt, "bad-proof", root=flip(m.state.tree.root())),
        "old-tree": refuse(m, spoilt, "bad-proof", size=old, root=m.state.tree.root(old), time_ms=m.time_ms + HOUR_MS),
    }
    m.close()
    refusals["beyond-close"] = refuse(m, spoilt, "wrong-phase", time_ms=CLOSING_MS)
    refusals["beyond-record"] = refuse(m, spoilt, "bad-proof", size=10_000, time_ms=CLOSING_MS)
    m.decrypt((1, 2))
    m.publish_result()
    return answered("Spoilt ballots, refused against other trees than the one of that moment.", m, refusals)


def refused_then_counted() -> Made:
    """refused_then_counted: the board signed what may change, and counted the ballot later."""
    m = tiny_voted("refused-then-counted")
    body = ballot_of(m, 0, 1026)
    refusals = {"jump": refuse(m, body, "revision-jump")}
    repeated = last_body(m)
    refusals["repeated"] = refuse(m, repeated, "stale-revision")
    m.vote(0, [1], revision=2)
    m.add(BALLOT, body, m.time_ms)
    m.finish(trustees=(1, 2))
    return answered("A ballot that was refused and is in the record, and a repeat of one that is.", m, refusals)


def last_body(m: Maker) -> bytes:
    """last_body is the body of the last entry."""
    return m.entries[-1][11:]


def false_late() -> Made:
    """false_late: `late` for a ballot that came early, that the rules refuse, that is in the record, after closing."""
    m = tiny_voted("false-late")
    there = last_body(m)
    good, spoilt = ballot_of(m, 0, 2), flip(ballot_of(m, 1, 2), -32)
    in_time = CLOSING_MS - MINUTE_MS
    refusals = {
        "early": refuse(m, good, LATE, time_ms=CLOSING_MS - 4 * MINUTE_MS),
        "refused": refuse(m, spoilt, LATE, time_ms=in_time), "there": refuse(m, there, LATE, time_ms=in_time),
        "closed": refuse(m, good, LATE, time_ms=CLOSING_MS),
        "true": refuse(m, good, LATE, time_ms=CLOSING_MS - 3 * MINUTE_MS),
    }  # fmt: skip
    m.finish(trustees=(1, 2))
    return answered("Ballots that are called late and were not; the last one was.", m, refusals)


def stale_late() -> Made:
    """stale_late: `late` for trees that are not the frozen one."""
    m = tiny_voted("stale-late")
    body, in_time = ballot_of(m, 0, 2), CLOSING_MS - MINUTE_MS
    size = len(m.entries) - 1
    refusals = {"smaller": refuse(m, body, LATE, size=size, root=m.state.tree.root(size), time_ms=in_time)}
    m.close()
    refusals["larger"] = refuse(m, body, LATE, time_ms=in_time)
    m.decrypt((1, 2))
    m.publish_result()
    return answered("Ballots that are called late, for a smaller and a larger tree.", m, refusals)


def forged_refusal() -> Made:
    """forged_refusal: what nobody can be convicted with: other keys, labels, hashes, another referendum."""
    m = tiny_voted("forged-refusal")
    body = ballot_of(m, 0, 2)
    good = refuse(m, body, "bad-proof")
    r = good.refusal
    other_label = ed25519.sign(m.refusal, label("signature") + r.unsigned())
    elsewhere = refuse(m, body, "bad-proof", manifest_hash=flip(m.hash))
    files = {
        "altered": replace(good, refusal=replace(r, time_ms=r.time_ms + MINUTE_MS)),
        "board-key": replace(good, refusal=sign(m, r, m.board)),
        "other-label": replace(good, refusal=replace(r, signature=other_label)),
        "other-body": replace(good, body=flip(body)), "other-random": replace(good, random=flip(RANDOM)),
        "other-known": replace(good, known_size=1), "elsewhere": elsewhere,
        "statement": replace(good, refusal=sign(m, replace(r, type=STATEMENT))),
    }  # fmt: skip
    m.finish(trustees=(1, 2))
    return answered("Refusals that the board did not sign, or that are of another referendum.", m, files)


def early_record() -> Made:
    """early_record: refusals and a promise that go beyond the record, and a `late` without a close."""
    m = tiny_voted("promise-ahead")
    files = m.files()
    late = refuse(m, ballot_of(m, 0, 2), LATE, time_ms=CLOSING_MS - MINUTE_MS)
    m.vote(0, [1])
    refusals = {"beyond": refuse(m, flip(ballot_of(m, 1, 2), -32), "bad-proof"), "late": late}
    promise = m.promise(len(m.entries) - 1, len(m.entries))
    note = "An old copy of a record, with a promise and refusals that it is too short to be judged by."
    return answered(note, m, refusals, files=files, promises={"ahead": promise})


def broken_promise() -> Made:
    """broken_promise: a ballot of a fork; one of them under a tree that is larger than the whole record."""
    fork = tiny_voted("broken-promise")
    fork.vote(0, [1])
    promises = {"lost": fork.promise(len(fork.entries) - 1, len(fork.entries))}
    for i in range(20):
        fork.vote(1 + i % 3, [1])
    promises["lost-later"] = fork.promise(len(fork.entries) - 1, len(fork.entries))
    m = tiny_voted("broken-promise")
    m.finish(trustees=(1, 2))
    return Made("Ballots that the board promised and that the record lacks.", m, promises=promises)


def moved_promise() -> Made:
    """moved_promise: the board lost its newest entries; the voters sent their ballots again."""
    fork = tiny_voted("moved-promise")
    first, second = ballot_of(fork, 0, 2, 1), ballot_of(fork, 1, 2, 1)
    fork.add(BALLOT, first, fork.time_ms + MINUTE_MS)
    fork.add(BALLOT, second, fork.time_ms)
    size = len(fork.entries)
    promises = {"moved": fork.promise(size - 1, size), "forked": fork.promise(size - 2, size)}
    forged = fork.promise(size - 1, size).replace(b"index %d" % (size - 1), b"index %d" % (size - 2))
    m = tiny_voted("moved-promise")
    m.add(BALLOT, first, m.time_ms + MINUTE_MS)
    m.vote(2, [1])
    m.add(BALLOT, second, m.time_ms)
    m.finish(trustees=(1, 2))
    note = "Promised ballots that are elsewhere in the record, or under another tree; and a forged promise."
    return Made(note, m, promises={**promises, "forged": forged})


def spoilt_manifest() -> Made:
    """spoilt_manifest: entry 0 was altered in a copy, and tiles and root made again, which needs no key (VER-7)."""
    m = tiny_voted("spoilt-manifest")
    index, size = len(m.entries) - 2, len(m.entries)
    receipt, promise = m.receipt(index, size), m.promise(index, size)
    refusals = {"refusal": refuse(m, flip(ballot_of(m, 0, 2), -32), "bad-proof")}
    m.entries[0] = flip(m.entries[0], -1)
    m.state.tree = merkle.Tree([merkle.leaf_hash(e) for e in m.entries])
    note = "The organiser's signature was altered in this copy: the receipt's entry is there, nothing else is judged."
    return answered(note, m, refusals, files=m.files(), receipts={"receipt": receipt}, promises={"promise": promise})


def chosen_moment() -> Made:
    """chosen_moment: a good ballot, refused with what the rules say at a moment that the board chose itself."""
    m = tiny_open("chosen-moment")
    before = len(m.entries) - 1
    early = lambda body, code, time_ms, size: refuse(  # noqa: E731
        m, body, code, size=size, root=m.state.tree.root(size), time_ms=time_ms
    )
    for voter in range(3):
        m.vote(voter, [0])
    body, size = ballot_of(m, 3, 1), len(m.entries)
    refusals = {
        "not-rounded": refuse(m, body, "time-not-rounded", time_ms=m.time_ms + 1),
        "before-the-ceremony": early(body, "wrong-phase", m.time_ms, 1),
        "before-the-opening": early(body, "wrong-phase", m.time_ms, before),
        "before-it-began": refuse(m, body, "outside-voting-time", time_ms=OPENING_MS - MINUTE_MS),
        "of-a-length": refuse(m, body[:-1], "truncated"),
        "empty-tree": early(body, "wrong-phase", OPENING_MS, 0),
    }
    m.finish(trustees=(1, 2))
    assert size < len(m.entries)
    return answered("A good ballot, refused for moments and with codes that no board may sign.", m, refusals)


def never_opened() -> Made:
    """never_opened: before any opening the rules refuse every ballot, and no board may put that in writing."""
    m = tiny("never-opened")
    m.add_manifest()
    m.hold_ceremony()
    m.publish_roll()
    refusals = {"wrong-phase": refuse(m, ballot_of(m, 0, 1), "wrong-phase")}
    return answered("A ballot refused in writing before the voting was opened; it never was.", m, refusals)


def altered_copy() -> Made:
    """altered_copy: somebody altered a ballot of the copy: what the board promised and refused is not judged by it."""
    m = tiny_voted("altered-copy")
    refusals = {"bad-proof": refuse(m, flip(ballot_of(m, 0, 2), -32), "bad-proof")}
    promise = m.promise(len(m.entries) - 1, len(m.entries))
    m.finish(trustees=(1, 2))
    files, name = m.files(), next(name for name in m.files() if name.startswith("tile/entries/"))
    entry = m.entries[tlog_index(promise)]
    files[name] = files[name].replace(entry, flip(entry, -1))
    note = "An entry of this copy was altered, so the board is convicted by nothing that it signed."
    return answered(note, m, refusals, files=files, promises={"kept": promise})


def tlog_index(promise: bytes) -> int:
    """tlog_index is the entry of a promise."""
    return parse_proof(promise).index


def unusable_refusal() -> Made:
    """unusable_refusal: the trust file names a refusal that is cut short."""
    m = tiny_voted("unusable-refusal")
    data = refuse(m, ballot_of(m, 0, 2), "bad-proof").encode()[:-1]
    return Made("The trust file names a refusal that is cut short.", m, refusals={"refusal": data})


RECORDS: dict[str, Callable[[], Made]] = {
    "answers-kept": answers_kept, "false-refusal": false_refusal, "misplaced-refusal": misplaced_refusal,
    "refused-then-counted": refused_then_counted, "false-late": false_late, "stale-late": stale_late,
    "forged-refusal": forged_refusal, "promise-ahead": early_record, "broken-promise": broken_promise,
    "moved-promise": moved_promise, "spoilt-manifest": spoilt_manifest, "chosen-moment": chosen_moment, "never-opened": never_opened, "altered-copy": altered_copy, "unusable-refusal": unusable_refusal,
}  # fmt: skip


def refusal_bytes(good: RefusalFile) -> dict[str, bytes]:
    """refusal_bytes are the bytes of a RefusalFile, good and bad ones."""
    data = good.encode()
    at = {"type": 32, "length": 211 + 72}
    return {
        "good": data, "empty": b"", "no body": replace(good, body=b"").encode(),
        "of a statement": replace(good, refusal=replace(good.refusal, type=STATEMENT)).encode(),
        "largest": replace(good, body=bytes(65535)).encode(),
        "type 0": put(data, at["type"], b"\0"), "type 9": put(data, at["type"], b"\x09"),
        "cut in the refusal": data[:210], "cut after the refusal": data[:211], "cut in the length": data[: at["length"] + 1],
        "cut in the body": data[:-1], "a byte too many": data + b"\0",
        "length too small": put(data, at["length"], b"\0\0"), "length too large": put(data, at["length"], b"\xff\xff"),
    }  # fmt: skip


def signed_refusals() -> list[dict[str, object]]:
    """signed_refusals: RefusalFiles, whether they decode, and whether the board signed them."""
    stream = Stream("constat test vectors: signed-refusals")
    seed, body = stream.bytes(32), stream.bytes(40)
    random, root = stream.bytes(32), stream.bytes(32)
    r = Refusal(
        stream.bytes(32), BALLOT, body_hash(BALLOT, body), CODES["bad-proof"], 2**40 + 7, stream.bytes(32),
        OPENING_MS, request_hash(random, 12, root), b"",
    )  # fmt: skip
    message = signed_refusal(r.unsigned())
    good = RefusalFile(replace(r, signature=ed25519.sign(seed, message)), random, 12, root, body)
    variants = refusal_bytes(good) | {
        "signature altered": put(good.encode(), 147, flip(good.refusal.signature)),
        "another label": replace(good, refusal=replace(r, signature=ed25519.sign(seed, label("signature") + r.unsigned()))).encode(),
        "another body": replace(good, body=flip(body)).encode(), "another size known": replace(good, known_size=13).encode(),
        "another root known": replace(good, known_root=flip(root)).encode(), "another random": replace(good, random=flip(random)).encode(),
    }  # fmt: skip
    head = {"seed": seed.hex(), "refusal_key": ed25519.public_key(seed).hex()}
    return [{"name": name, **head, "file": data.hex(), **decoded(data, ed25519.public_key(seed))} for name, data in variants.items()]


def decoded(data: bytes, key: bytes) -> dict[str, object]:
    """decoded is what a RefusalFile says, or the code of what is wrong with its bytes."""
    try:
        file = decode_refusal_file(data)
    except Refused as error:
        return {"code": error.code}
    r = file.refusal
    values = {
        "manifest_hash": r.manifest_hash, "body_hash": r.body_hash, "root": r.root, "request": r.request,
        "signature": r.signature, "random": file.random, "known_root": file.known_root, "body": file.body,
        "message": signed_refusal(r.unsigned()),
    }  # fmt: skip
    numbers = {"type": r.type, "refusal_code": r.code, "size": r.size, "time_ms": r.time_ms, "known_size": file.known_size}
    return {"code": None, **numbers, **{k: v.hex() for k, v in values.items()}, "genuine": file.is_genuine(key)}


def promises() -> list[dict[str, object]]:
    """promises: receipts without a quorum, and whether they bind the board."""
    m = tiny_voted("promises")
    index, size = len(m.entries) - 2, len(m.entries)
    good = m.promise(index, size).decode()
    extra = base64.b64encode(m.entries[index]).decode()
    undecodable = Maker(m.plan)
    undecodable.add_manifest()
    undecodable.add_raw(b"\x11" + bytes(10))
    cases = {
        "good": good, "with a quorum": m.receipt(index, size).decode(),
        "another index": good.replace(f"index {index}", f"index {index - 1}"),
        "another entry": good.replace(extra, base64.b64encode(m.entries[index - 1]).decode()),
        "no entry": good.replace(f"extra {extra}\n", ""), "cut": good[:-2],
        "an entry that does not decode": undecodable.promise(1, 2).decode(),
        "another log": tiny_voted("promises-of-another").promise(index, size).decode(),
    }  # fmt: skip
    key = m.manifest.board_key()
    return [{"name": name, "log": key.format(), "promise": text, **promised(text, key)} for name, text in cases.items()]


def promised(text: str, key: object) -> dict[str, object]:
    """promised is the type and body that a promise is of, or the code of why its bytes are none; null: no promise."""
    try:
        proof = parse_proof(text.encode())
        if proof.extra is None:
            return {"code": "bad-text"}
    except Refused as error:
        return {"code": error.code}
    entry: Entry | None = promised_entry(proof)
    try:
        check_log_signature(proof.checkpoint, key)  # type: ignore[arg-type]
        check_inclusion(proof)
    except Refused:
        entry = None
    said = {"type": entry.type, "body": entry.body.hex()} if entry is not None else {"type": None, "body": None}
    return {"code": None, **said}


FAMILIES = {"signed-refusals": signed_refusals, "promises": promises}
