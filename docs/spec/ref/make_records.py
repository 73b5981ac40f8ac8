"""Whole records: good ones, and ones with a single fault each.

A record is a folder: `record/` (the files), mostly `trust.toml` and what it names, and `expected.json`, the
report that a verifier must give, without its sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import make_answers
import maker
import merkle
import prover
from ballot import BALLOT
from ceremony import ACCEPT, COMMIT, COMPLAINT, DEAL, DRILL
from made import Made, tiny, tiny_done, tiny_open, tiny_voted
from make_faults import (
    case_twins, checkpoint_faults, file_faults, folder_twins, narrow_and_large, pin_faults, spoilt_line, wrong_root,
)  # fmt: skip
import make_statements
from make_refusals import make_base
from manifest import OBSERVER
from refuser import flip, put
from maker import CLOSING_MS, OPENING_MS, Maker, Plan, majority, simple_question
from manifest import COUNTED, NAMED, NONE, OTHER, OTHERS, REGISTERED, WEIGHT
from replacement import REPLACEMENT
from ristretto import BASE
from roll import CHUNK
from state import CLOSE, MANIFEST, OPEN
from tally import RESULT, SHARE


def plain() -> Made:
    """plain: two regions, one question, some voters vote again; a checkpoint and a receipt are pinned."""
    m = Maker(Plan("plain", [7, 5], [simple_question(["Yes", "No", "Blank"], [majority()], blank=2)]))
    m.prepare()
    for voter, choice in enumerate([0, 0, 1, 2, 0, 1, 0, 1, 1, 0, 2]):
        m.vote(voter, [choice])
    early = m.checkpoint(len(m.entries), m.time_ms // 1000 + 1)
    for voter, choice in ((1, 1), (3, 0), (3, 2)):
        m.vote(voter, [choice])
    index = len(m.entries) - 1
    receipt = m.receipt(index, index + 1)
    m.finish()
    note = "Two regions, one question of three options, 3 trustees (threshold 2), 2 witnesses, 2 registrars."
    pins = {"checkpoints": {"earlier.checkpoint": early}, "receipts": {"receipt.tlog-proof": receipt}}
    return Made(note, m, **pins, extra={"secrets.json": m.secrets()})  # type: ignore[arg-type]


def floor() -> Made:
    """floor: five regions, of which three are merged and one has no votes; two languages, two questions."""
    first = [
        majority(),
        majority(NONE, REGISTERED, num=1, den=4),
        majority(scope=WEIGHT, weight=4),
        majority(0, OTHERS, blanks_count=True, comparator=1, num=2, den=3),
    ]
    second = [majority(1, COUNTED, num=1, den=3), majority(1, OTHER, other=2, scope=NAMED, named=(0, 4))]
    questions = [
        simple_question(["Yes", "No", "Blank"], first, languages=2, blank=2),
        simple_question(["A", "B", "C", "D"], second, languages=2, min=0, max=2),
    ]
    plan = Plan("floor", [14, 3, 2, 9, 2], questions, [2, 1, 1, 2, 1], ("en", "de-CH"), floor=5)
    m = Maker(replace(plan, trustees=4, threshold=3, witnesses=3))
    m.prepare()
    sets: list[list[int]] = [[1], [0, 1], [], [1, 2], [2, 3], [1]]
    starts = {0: 11, 14: 2, 17: 1, 19: 8}
    for start, count in starts.items():
        for i in range(count):
            m.vote(start + i, [(0, 0, 1, 0, 2)[i % 5]], sets[(start + i) % len(sets)])
    for voter in range(8):
        m.vote(voter, [voter % 2], sets[voter % 3])
    m.finish(trustees=(4, 1, 2))
    note = "Five regions with 11, 2, 1, 8 and 0 counted ballots, floor 5: regions 1, 2 and 3 are one unit."
    return Made(note, m)


def incomplete() -> Made:
    """incomplete ends after the close."""
    m = tiny_voted("incomplete")
    m.close()
    return Made("Ends after the close: no shares, no result.", m)


def consistent() -> Made:
    """consistent has no pins."""
    return Made("A whole good record without a trust file.", tiny_done("consistent"), pinned=False)


def rehearsal_as_vote() -> Made:
    """rehearsal_as_vote: a whole good record of a rehearsal, pinned."""
    note = "A good record of a rehearsal: verified, and the exit status is 3 where nobody expected one."
    return Made(note, tiny_done("rehearsal-as-vote", rehearsal=True))


def no_ballots() -> Made:
    """no_ballots: nobody voted."""
    m = tiny_open("no-ballots", voters=[4, 2])
    m.finish()
    return Made("Nobody voted: no sums, no shares; the result follows the close, its term fails (0 of 0).", m)


def under_three() -> Made:
    """under_three: two ballots, which are never decrypted."""
    term = majority(NONE, REGISTERED, num=1, den=3)
    m = tiny_open(
        "under-three", voters=[3, 2], questions=[simple_question(["Yes", "No"], [majority(), term])]
    )
    m.vote(0, [0])
    m.vote(3, [1])
    m.finish()
    return Made(
        "Two ballots in two regions: one unit under 3, not decrypted; the verdict is undetermined.", m
    )


def poll() -> Made:
    """poll: a question without terms, any number of options, nobody may vote again."""
    question = simple_question(["A", "B", "C"], min=0, max=3)
    m = tiny_open("poll", questions=[question], revoting=False, max_ballots=1)
    choices: list[list[int]] = [[0, 1, 2], [], [1], [1, 2]]
    for voter in range(4):
        m.vote(voter, choices[voter])
    m.finish(trustees=(2, 1))
    return Made("A poll (no terms), 0 to 3 of 3 options without a blank, without re-voting.", m)


def earlier_tiles() -> Made:
    """earlier_tiles: partial tiles of an earlier size are left in the record."""
    m = tiny_done("earlier-tiles")
    early = {merkle.tile_path("entries", 0, 9): merkle.bundle(m.entries[:9])}
    early[merkle.tile_path(0, 0, 9)] = m.state.tree.tile(0, 0, 9)
    return Made("Partial tiles of size 9 remain, as tlog-tiles allows.", m, {**m.files(), **early})


def wrong_earlier_tiles() -> Made:
    """wrong_earlier_tiles: partial tiles that are no prefix of what they grew into, and tiles of no tree."""
    m = tiny_done("wrong-earlier-tiles")
    good = merkle.bundle(m.entries[:9])
    hashes = m.state.tree.tile(0, 0, 9)
    spoilt = {
        merkle.tile_path("entries", 0, 5): flip(merkle.bundle(m.entries[:5]), 30),
        merkle.tile_path("entries", 0, 8): good,
        merkle.tile_path("entries", 0, 9): good,
        merkle.tile_path("entries", 0, 10): good,
        merkle.tile_path("entries", 0): good,
        merkle.tile_path(0, 0, 4): hashes[:-1],
        merkle.tile_path(0, 0, 7): flip(hashes[: 7 * 32], 3),
        merkle.tile_path(0, 0, len(m.entries) + 1): hashes,
        merkle.tile_path(1, 0, 1): hashes[:32],
    }
    note = "Earlier partial tiles: a good one, altered ones, short and long ones; and tiles of larger trees."
    return Made(note, m, {**m.files(), **spoilt})


def ahead_files(name: str) -> tuple[Maker, dict[str, bytes], dict[str, bytes]]:
    """ahead_files: a maker after the close, the record then, and the tiles a moment later."""
    m = tiny_voted(name)
    m.close()
    early = m.files()
    m.decrypt((1, 2))
    m.publish_result()
    later = m.files()
    del later["checkpoint"]
    return m, early, later


def ahead() -> Made:
    """ahead: a copy from between the tiles and the checkpoint of a larger tree; an old tile is gone."""
    m, early, later = ahead_files("ahead")
    size = len(m.entries)
    del early[merkle.tile_path("entries", 0, size - 3)]
    beyond = {"tile/0/001.p/3": b"not opened", "tile/entries/001": b"", "tile/1/000.p/1": b"x"}
    return Made("Tiles of a larger tree; the old bundle is gone, a wider one serves.", m, early | later | beyond)


def forked_tile() -> Made:
    """forked_tile: the wider tiles are of another history in the part that both have."""
    m, early, later = ahead_files("forked-tile")
    for level in ("entries", 0):
        path = merkle.tile_path(level, 0, len(m.entries))
        later[path] = flip(later[path], 40)
    return Made("The tiles of a larger tree differ in the part that the checkpoint covers.", m, early | later)


def forked_serving() -> Made:
    """forked_serving: the record's own tiles are gone, and the wider ones that serve are altered or torn."""
    m, early, later = ahead_files("forked-serving")
    size = len(m.entries)
    wide, hashes = (merkle.tile_path(level, 0, size) for level in ("entries", 0))
    for level in ("entries", 0):
        del early[merkle.tile_path(level, 0, size - 3)]
    later[wide] = flip(later[wide], len(merkle.bundle(m.entries[: size - 3])) - 1)
    later[hashes] = later[hashes][: 32 * (size - 3) - 1]
    note = "The wider tiles that serve for missing ones: an entry is another, the hashes end early."
    return Made(note, m, early | later)


def tiles() -> Made:
    """tiles: more than 256 entries, so more than one tile."""
    m = tiny("tiles", voters=[130, 130], revoting=False, max_ballots=1)
    m.add_manifest()
    m.hold_ceremony()
    m.publish_roll(largest=100)
    m.open_voting()
    for voter in range(250):
        m.vote(voter, [voter % 3 % 2])
    m.finish(trustees=(1, 2))
    return Made("More than 256 entries, so more than one tile.", m)


def tries() -> Made:
    """tries: a board logged what it should have refused; the fold goes on without it."""
    m = tiny_voted("refused-ballots", max_ballots=2)
    time_ms = m.time_ms + 60_000
    replay = m.ballot(2, [[0]], 2)
    m.add(BALLOT, replay.encode(), time_ms)
    m.add(BALLOT, replay.encode(), time_ms)
    good = m.ballot(1, [[1]], 5).encode()
    m.add(BALLOT, flip(good, len(good) - 32), time_ms)
    m.add(BALLOT, good[:-1], time_ms)
    m.add(BALLOT, m.ballot(3, [[1]], 3).encode(), time_ms + 1)
    m.add(CLOSE, good, time_ms)
    m.time_ms = time_ms
    m.finish(trustees=(1, 2))
    return Made(
        "A replayed, a spoilt, a short and an unrounded ballot, and a close that is none, in the log.", m
    )


def bad_proof() -> Made:
    """bad_proof: a ballot for two options with a made-up proof."""
    m = tiny_voted("bad-proof")
    m.vote(1, [0, 1])
    m.finish(trustees=(1, 2))
    return Made("One ballot chooses both options; its proof of the sum is made up.", m)


def stale_revision() -> Made:
    """stale_revision: the board puts an old ballot again at the end."""
    m = tiny_open("stale-revision")
    old = m.ballot(0, [[0]]).encode()
    m.add(BALLOT, old, OPENING_MS)
    m.vote(0, [1])
    for voter in (1, 2, 3):
        m.vote(voter, [1])
    m.add(BALLOT, old, m.time_ms + 60_000)
    m.finish(trustees=(1, 2))
    return Made("The board replays a voter's first ballot after the second.", m)


def altered_result(name: str, in_verdict: bool) -> Made:
    """altered_result ends with a result that is not the recomputed one."""
    m = tiny_voted(name)
    m.close()
    m.decrypt((1, 2))
    encoded, verdict_at = m.state.recompute_outcome().encode()
    altered = flip(encoded, verdict_at if in_verdict else verdict_at - 1)
    m.add(RESULT, m.result_body(0, altered))
    return Made(f"The result says another {'verdict' if in_verdict else 'count'}.", m)


def wrong_verdict_then_right() -> Made:
    """wrong_verdict_then_right: a result with another verdict is refused; the right one follows (VER-7)."""
    m = tiny_voted("wrong-verdict-then-right")
    m.close()
    m.decrypt((1, 2))
    encoded, verdict_at = m.state.recompute_outcome().encode()
    m.add(RESULT, m.result_body(0, flip(encoded, verdict_at)))
    m.publish_result()
    return Made("A result with another verdict, which is refused, and then the right one.", m)


def refused_then_good() -> Made:
    """refused_then_good: of every type an entry that is refused, and then the good one (VER-7)."""
    m = tiny("refused-then-good")
    spoilt = lambda body: flip(body, len(body) - 1)  # noqa: E731
    m.add_manifest()
    m.add(MANIFEST, m.signed(m.organiser, MANIFEST, m.manifest.encoded))
    deals = [m.deal(j) for j in (1, 2)]
    for j, deal in enumerate(deals, 1):
        m.add(COMMIT, spoilt(m.commit(j, deal)))
        m.add(COMMIT, m.commit(j, deal))
    for deal in deals:
        m.add(DEAL, spoilt(deal))
        m.add(DEAL, deal)
    m.add(COMPLAINT, _complaint(m, 2, 1))
    for j in (1, 2):
        accept = m.accept(j)
        m.add(ACCEPT, spoilt(accept))
        m.add(ACCEPT, accept)
    m.draw_codes()
    chunk, end = lambda: m.chunk(0, 0, 0, 4), lambda: m.roll_end(0)
    drills = tuple((DRILL, lambda j=j: m.drill(j)) for j in (1, 2))
    for kind, body in ((CHUNK, chunk), (maker.END, end), *drills, (OPEN, m.opening)):
        m.add(kind, spoilt(body()))
        m.add(kind, body())
    m.time_ms = OPENING_MS
    for voter, choice in enumerate([0, 0, 1, 0]):
        ballot = m.ballot(voter, [[choice]]).encode()
        m.add(BALLOT, spoilt(ballot), m.time_ms)
        m.add(BALLOT, ballot, m.time_ms)
    m.add(CLOSE, spoilt(m.closing()), CLOSING_MS + 120_000)
    m.close()
    for j in (1, 2):
        share = m.share(j)
        m.add(SHARE, spoilt(share))
        m.add(SHARE, share)
    encoded, _ = m.state.recompute_outcome().encode()
    m.add(RESULT, spoilt(m.result_body(0, encoded)))
    m.publish_result()
    return Made("Of every type an entry that is refused, and then the good one: each clause stays failed.", m)


def wrong_share() -> Made:
    """wrong_share: one trustee lies, two others suffice."""
    m = tiny_voted("wrong-share", trustees=3)
    m.close()
    bad = put(m.share(1), 4, BASE.encode())
    m.add(SHARE, bad)
    m.decrypt((2, 3))
    m.publish_result()
    return Made("Trustee 1's decryption share is wrong; those of 2 and 3 give the result.", m)


def _ceremony_until_deals(m: Maker, spoil: int | None) -> None:
    m.add_manifest()
    m.deal_all([m.deal(j, spoil if j == 1 else None) for j in range(1, m.plan.trustees + 1)])


def _complaint(m: Maker, trustee: int, dealer: int) -> bytes:
    assert m.state.ceremony is not None
    deal = m.state.ceremony.deals[dealer]
    return prover.make_complaint(m.stream, m.manifest, deal, trustee, m.trustees[trustee - 1])


def founded_complaint() -> Made:
    """founded_complaint: trustee 1 dealt trustee 2 a wrong share; an entry after it is refused."""
    m = tiny("founded-complaint")
    _ceremony_until_deals(m, spoil=2)
    m.add(ACCEPT, m.accept(1))
    m.add(COMPLAINT, _complaint(m, 2, 1))
    m.add(ACCEPT, m.accept(2))
    m.say(OBSERVER, 0, "A new manifest is needed.")
    return Made("Trustee 2 complains about trustee 1's share, rightly: only statements follow.", m)


def unopenable_share() -> Made:
    """unopenable_share: the sealed share does not open at all."""
    m = tiny("unopenable-share")
    m.add_manifest()
    body = flip(m.deal(1), 2 + 64 + 64 + 144 + 96)
    m.deal_all([m.signed_by_trustee(DEAL, 1, body[:-64]), m.deal(2)])
    m.add(COMPLAINT, _complaint(m, 2, 1))
    return Made("Trustee 2 complains about a share of trustee 1 that does not open.", m)


def unfounded_complaint() -> Made:
    """unfounded_complaint: the share was good, the log goes on."""
    m = tiny("unfounded-complaint")
    _ceremony_until_deals(m, spoil=None)
    m.add(COMPLAINT, _complaint(m, 2, 1))
    for j in (1, 2):
        m.add(ACCEPT, m.accept(j))
    return Made("Trustee 2 complains about a good share; then both accept.", m)


def other_deal() -> Made:
    """other_deal: trustee 2 deals otherwise than it committed to; its right deal follows."""
    m = tiny("other-deal")
    m.add_manifest()
    deals = [m.deal(1), m.deal(2)]
    m.commit_all(deals)
    m.add(DEAL, deals[0])
    m.add(DEAL, prover.make_deal(m.manifest, 2, m.trustees[1], coefficients=[m.stream.scalar(), 5])[0])
    m.add(DEAL, deals[1])
    for j in (1, 2):
        m.add(ACCEPT, m.accept(j))
    return Made("Trustee 2 deals otherwise than it committed to, which convicts nobody; the right deal follows.", m)


def late_opening() -> Made:
    """late_opening: `open` comes after the opening, not at a whole minute; the close at none either."""
    m = tiny("late-opening", trustees=3, drills=3)
    m.add_manifest()
    m.hold_ceremony()
    m.publish_roll()
    m.drill_enough()
    m.time_ms = OPENING_MS + 90_500
    m.add(OPEN, m.opening(), m.time_ms)
    for voter, choice in enumerate([0, 1, 0]):
        m.add(BALLOT, m.ballot(voter, [[choice]]).encode(), m.time_ms)
    m.add(BALLOT, m.ballot(3, [[0]]).encode(), OPENING_MS + 120_000)
    m.add(CLOSE, m.closing(), CLOSING_MS + 61_234)
    m.decrypt((1, 2))
    m.publish_result()
    return Made("Opened 90.5 seconds late: ballots of that moment have its time; all three trustees drilled.", m)


def last_moments() -> Made:
    """last_moments: the last acceptance and `open` at their types' last times."""
    m = tiny("last-moments")
    m.add_manifest()
    m.deal_all()
    m.add(ACCEPT, m.accept(1))
    m.add(ACCEPT, m.accept(2), m.manifest.ceremony_end_ms)
    m.publish_roll()
    m.drill_enough()
    m.add(OPEN, m.opening(), OPENING_MS + maker.GRACE_MS)
    m.vote(0, [0])
    return Made("The ceremony ends, and the voting is opened, at the last moment that is allowed.", m)


def replayed_drill() -> Made:
    """replayed_drill: a drill made for a smaller tree, then the voting opened without it."""
    m = tiny("replayed-drill")
    m.add_manifest()
    m.hold_ceremony()
    m.publish_roll()
    assert m.state.roll_tree is not None and m.state.ceremony is not None
    size = m.state.roll_tree[0] - 1
    old = prover.prove_drill(
        m.stream, m.state.ceremony, 1, m.share_secret(1), (size, m.state.tree.root(size))
    )
    m.add(DRILL, m.drill(2))
    m.add(DRILL, m.signed_by_trustee(DRILL, 1, maker.u16(1) + old.encode()))
    m.add(OPEN, m.opening())
    m.add(DRILL, m.drill(1))
    m.add(OPEN, m.opening())
    return Made("A drill that was made before the roll was complete, and an opening that lacks it.", m)


def credential_twice() -> Made:
    """credential_twice: the second registrar makes one credential of two slots."""
    m = tiny("credential-twice", registrars=2)
    m.add_manifest()
    m.hold_ceremony()
    m.draw_codes()
    m.add(CHUNK, m.chunk(0, 0, 0, 4))
    m.add(maker.END, m.roll_end(0))
    share = lambda v, r: maker.credential_share_secret(m.hash, r, m.codes[v][r])  # noqa: E731
    secrets = [share(0, 1), m.voters[0].secret - share(1, 0)]
    m.add(CHUNK, m.chunk_of(1, (0, 0), secrets))
    return Made("The second registrar chooses a share that makes two slots one credential.", m)


def order_differs() -> Made:
    """order_differs: the second registrar has another order of the persons."""
    m = tiny("order-differs", registrars=2)
    m.add_manifest()
    m.hold_ceremony()
    m.draw_codes()
    m.add(CHUNK, m.chunk(0, 0, 0, 4))
    m.add(maker.END, m.roll_end(0))
    secrets = [maker.credential_share_secret(m.hash, 1, m.codes[v][1]) for v in (1, 0, 2, 3)]
    m.add(CHUNK, m.chunk_of(1, (0, 0), secrets, flip(m.order_hash())))
    return Made("The second registrar's chunk has the hash of another order of the persons.", m)


def replaced() -> Made:
    """replaced: two lost codes are replaced, one of them twice; a share that waited too long is of no use."""
    m = Maker(Plan("replaced", [5, 4], [simple_question(["Yes", "No"], [majority()])]))
    m.prepare()
    until = OPENING_MS + 3_600_000
    m.vote(0, [0])
    m.replace_code(1, until)
    m.vote(1, [0])
    m.add(REPLACEMENT, m.replacement(0, 2, 5, m.time_ms + 60_000), m.time_ms)
    m.replace_code(6, until)
    m.vote(2, [1])
    m.replace_code(6, until + 60_000)
    for voter in (6, 3, 7):
        m.vote(voter, [voter % 2])
    m.finish()
    return Made("Two voters' lost codes are replaced, one of them twice; both vote.", m)


def void_ballot() -> Made:
    """void_ballot: the board counts a ballot of a void credential, and of one that only waited."""
    m = tiny_open("void-ballot")
    old = replace(m.voters[0])
    m.replace_code(0, OPENING_MS + 3_600_000)
    new, m.voters[0] = m.voters[0], old
    m.vote(0, [1], revision=1)
    m.voters[0] = new
    for voter, choice in enumerate([0, 0, 1, 0]):
        m.vote(voter, [choice], revision=1)
    m.add(REPLACEMENT, m.replacement(0, 1, 5, OPENING_MS + 3_600_000), m.time_ms)
    m.finish(trustees=(1, 2))
    return Made("A ballot of a void credential, and a replacement for a voter who voted, in the log.", m)


def wrong_close_time() -> Made:
    """wrong_close_time: the witness cosigned after the grace."""
    m = tiny_voted("wrong-close-time")
    note = m.checkpoint(len(m.entries), (CLOSING_MS + maker.GRACE_MS) // 1000 + 1)
    m.add(CLOSE, m.closing(note=note), CLOSING_MS + 2 * maker.GRACE_MS)
    return Made("The close's cosignature is a second later than the grace allows.", m)


def bad_manifest() -> Made:
    """bad_manifest: the floor is 2; nothing after it is judged."""
    m = tiny_open("bad-manifest")
    bad = replace(m.manifest, floor=2)
    m.entries[0] = maker.Entry(
        MANIFEST, OPENING_MS, m.signed(m.organiser, MANIFEST, prover.encode_manifest(bad))
    ).encode()
    m.state.tree = merkle.Tree([merkle.leaf_hash(e) for e in m.entries])
    return Made("A manifest with a floor of 2 is refused; later entries are not judged.", m)


def next_version() -> Made:
    """next_version: a manifest of the next version, whatever follows it; nobody here can judge that."""
    m = tiny_open("next-version")
    later = m.signed(m.organiser, MANIFEST, b"\x83" + m.manifest.encoded[1:])
    m.entries[0] = maker.Entry(MANIFEST, OPENING_MS, later).encode()
    m.state.tree = merkle.Tree([merkle.leaf_hash(e) for e in m.entries])
    return Made("A manifest of a later version: the record could not be checked.", m)


def shifted(name: str, note: str, first: bytes | None) -> Made:
    """shifted is a good log without its manifest, with another entry 0 or none."""
    m = tiny_open(name)
    m.entries[:1] = [] if first is None else [first]
    m.state.tree = merkle.Tree([merkle.leaf_hash(e) for e in m.entries])
    return Made(note, m)


def empty_log() -> Made:
    """empty_log: a checkpoint of no entries, and no tiles."""
    m = tiny("empty-log")
    return Made("A checkpoint of an empty log.", m, {"checkpoint": m.checkpoint(0, OPENING_MS // 1000)})


def undecodable() -> Made:
    """undecodable: entries that are none."""
    m = tiny_voted("undecodable")
    m.add_raw(b"\x11" + bytes(10))
    m.add_raw(bytes([BALLOT]) + bytes(9))
    m.add_raw(b"")
    m.add_raw(bytes([BALLOT]) + bytes(10) + b"x")
    m.finish(trustees=(1, 2))
    return Made("Entries of an unknown type, cut short, empty, and with a byte too many.", m)


def base() -> Made:
    """base is the record that refusals.json tries bad entries on."""
    return Made(
        "The record of refusals.json; one trustee and one voter silent, a credential at max_ballots.",
        make_base(),
    )


RECORDS: dict[str, Callable[[], Made]] = {
    "plain": plain, "floor": floor, "incomplete": incomplete, "consistent": consistent,
    "rehearsal-as-vote": rehearsal_as_vote,
    "no-ballots": no_ballots, "under-three": under_three, "poll": poll, "tiles": tiles,
    "ahead": ahead, "forked-tile": forked_tile, "forked-serving": forked_serving,
    "earlier-tiles": earlier_tiles, "wrong-earlier-tiles": wrong_earlier_tiles, "base": base,
    "empty-log": empty_log,
    "no-manifest": lambda: shifted("no-manifest", "The manifest is missing: entry 0 is a deal.", None),
    "undecodable-first": lambda: shifted("undecodable-first", "Entry 0 does not decode.", b"\0"),
    "refused-ballots": tries, "bad-proof": bad_proof, "stale-revision": stale_revision,
    "wrong-share": wrong_share,
    "wrong-result": lambda: altered_result("wrong-result", False),
    "wrong-verdict": lambda: altered_result("wrong-verdict", True),
    "wrong-verdict-then-right": wrong_verdict_then_right, "refused-then-good": refused_then_good,
    "founded-complaint": founded_complaint, "unopenable-share": unopenable_share,
    "unfounded-complaint": unfounded_complaint, "other-deal": other_deal, "late-opening": late_opening,
    "last-moments": last_moments, "replayed-drill": replayed_drill, "credential-twice": credential_twice,
    "order-differs": order_differs, "replaced": replaced, "void-ballot": void_ballot,
    "wrong-close-time": wrong_close_time, "bad-manifest": bad_manifest, "next-version": next_version,
    "undecodable": undecodable, "wrong-root": wrong_root, "spoilt-line": spoilt_line, "case-twins": case_twins,
    "folder-twins": folder_twins, "narrow-and-large": narrow_and_large,
    **make_answers.RECORDS, **make_statements.RECORDS, **file_faults(), **checkpoint_faults(), **pin_faults(),
}  # fmt: skip
