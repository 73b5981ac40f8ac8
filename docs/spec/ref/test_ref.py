"""Tests of the reader: published vectors first, then the records and cases of docs/spec/vectors."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
import tarfile
import shutil
import tempfile
import time
import unittest
from pathlib import Path

import aead
import ballot
import ceremony
import ed25519
import edwards
import make_records
import merkle
import ristretto
import roll
import tlog
import verify
from errors import Refused
from made import report_of
from maker import read_folder
from make_encodings import code_of
from manifest import decode_manifest
from prover import Stream
from record import read_files, read_trust
from state import Entry, State, decode_entry
from wire import Reader

SPEC = Path(__file__).resolve().parent.parent
VECTORS = SPEC / "vectors"
ROOT = SPEC.parent.parent


def cases(name: str) -> list[dict[str, object]]:
    """cases are those of a file of vectors."""
    loaded: list[dict[str, object]] = json.loads((VECTORS / f"{name}.json").read_text())["cases"]
    return loaded


class Ristretto(unittest.TestCase):
    """SOURCE: RFC 9496, appendix A, in tests/vectors/rfc9496.txt."""

    def setUp(self) -> None:
        text = (ROOT / "tests/vectors/rfc9496.txt").read_text()
        self.rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]

    def test_multiples_of_the_generator(self) -> None:
        rows = [row for row in self.rows if row[0] == "multiple"]
        self.assertEqual(len(rows), 16)
        for _, number, encoding in rows:
            self.assertEqual((int(number) * ristretto.BASE).encode().hex(), encoding)
            self.assertEqual(ristretto.decode(bytes.fromhex(encoding)), int(number) * ristretto.BASE)

    def test_invalid_encodings(self) -> None:
        rows = [row for row in self.rows if row[0] == "invalid"]
        self.assertGreater(len(rows), 20)
        for _, _, encoding in rows:
            with self.assertRaisesRegex(Refused, "bad-point"):
                ristretto.decode(bytes.fromhex(encoding))

    def test_joint_multiplication_is_the_sum_of_single_ones(self) -> None:
        stream = Stream("joint multiplication")
        points = [stream.scalar() * ristretto.BASE for _ in range(9)]
        scalars = [0, 1, edwards.L - 1, 15, 16, 17, stream.scalar(), 2**128 - 1, 2**252]
        total = ristretto.IDENTITY
        for k, p in zip(scalars, points):
            slow = ristretto.IDENTITY
            for bit in range(k.bit_length() - 1, -1, -1):
                slow = slow + slow
                slow = slow + p if k >> bit & 1 else slow
            self.assertEqual(k * p, slow)
            total = total + slow
        self.assertEqual(ristretto.multi_multiply(scalars, points, base=5), total + 5 * ristretto.BASE)


RFC8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
)


class Ed25519(unittest.TestCase):
    """SOURCE: RFC 8032, section 7.1, tests 1 to 3."""

    def test_signatures_of_the_rfc(self) -> None:
        for seed, key, message, signature in RFC8032:
            self.assertEqual(ed25519.public_key(bytes.fromhex(seed)).hex(), key)
            self.assertEqual(ed25519.sign(bytes.fromhex(seed), bytes.fromhex(message)).hex(), signature)
            public, text, signed = map(bytes.fromhex, (key, message, signature))
            ed25519.verify(public, text, signed)
            self.assertFalse(ed25519.is_valid(public, text + b"x", signed))


class Aead(unittest.TestCase):
    """SOURCE: RFC 8439 (2.3.2, 2.5.2); draft-irtf-cfrg-xchacha-03 (2.2.1, A.3.1); for HKDF, OpenSSL 3."""

    def test_chacha20_block(self) -> None:
        block = aead.chacha20_block(bytes(range(32)), 1, bytes.fromhex("000000090000004a00000000"))
        self.assertEqual(block[:16].hex(), "10f1e7e4d13b5915500fdd1fa32071c4")
        self.assertEqual(block[-16:].hex(), "b5129cd1de164eb9cbd083e8a2503c4e")

    def test_hchacha20(self) -> None:
        key = aead.hchacha20(bytes(range(32)), bytes.fromhex("000000090000004a0000000031415927"))
        self.assertEqual(key.hex(), "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc")

    def test_poly1305(self) -> None:
        key = bytes.fromhex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")
        tag = aead.poly1305(key, b"Cryptographic Forum Research Group")
        self.assertEqual(tag.hex(), "a8061dc1305136c6c22b8baf0c0127a9")

    def test_xchacha20_poly1305(self) -> None:
        message = (
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
            b"sunscreen would be it."
        )
        key, nonce = bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58))
        associated = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
        sealed = aead.seal(key, nonce, message, associated)
        self.assertEqual(sealed[:16].hex(), "bd6d179d3e83d43b9576579493c0e939")
        self.assertEqual(sealed[-16:].hex(), "c0875924c1c7987947deafd8780acf49")
        self.assertEqual(aead.unseal(key, nonce, sealed, associated), message)
        for spoilt in (sealed[:-1] + b"\0", b"\0" + sealed[1:], b""):
            with self.assertRaisesRegex(Refused, "decryption-failed"):
                aead.unseal(key, nonce, spoilt, associated)

    def test_hkdf_sha512(self) -> None:
        info = bytes.fromhex("f0f1f2f3f4f5f6f7f8f9")
        out = aead.hkdf_sha512(bytes(range(13)), b"\x0b" * 22, info, 64)
        self.assertEqual(out[:32].hex(), "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c14815793")
        self.assertEqual(out[32:].hex(), "38da362cb8d9f925d7cbcce0dff7098769cf15959867d571c1715450cb530137")


class Merkle(unittest.TestCase):
    """SOURCE: the eight-leaf tree of the Certificate Transparency test suites (RFC 6962)."""

    LEAVES = tuple(
        bytes.fromhex(leaf)
        for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                     "606162636465666768696a6b6c6d6e6f")
    )  # fmt: skip
    ROOTS = (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )

    def test_known_roots(self) -> None:
        tree = merkle.Tree([merkle.leaf_hash(leaf) for leaf in self.LEAVES])
        self.assertEqual(tuple(tree.root(size).hex() for size in range(9)), self.ROOTS)

    def test_every_inclusion_proof_leads_to_its_root(self) -> None:
        hashes = [merkle.leaf_hash(bytes([i])) for i in range(33)]
        tree = merkle.Tree(hashes)
        for size in range(1, 34):
            for index in range(size):
                path = tree.inclusion_proof(index, size)
                self.assertEqual(merkle.root_from_proof(index, size, hashes[index], path), tree.root(size))

    def test_tile_paths_of_tlog_tiles(self) -> None:
        self.assertEqual(merkle.tile_path(0, 1234067), "tile/0/x001/x234/067")
        self.assertEqual(merkle.tile_path("entries", 0, 5), "tile/entries/000.p/5")
        paths = merkle.paths_of_size(70000)
        self.assertEqual(sum(p.startswith("tile/0/") for p in paths), 274)
        self.assertIn("tile/0/273.p/112", paths)
        self.assertEqual([p for p in paths if p.startswith("tile/1/")], ["tile/1/000", "tile/1/001.p/17"])
        self.assertEqual([p for p in paths if p.startswith("tile/2/")], ["tile/2/000.p/1"])
        self.assertIn("tile/1/000.p/1", merkle.paths_of_size(256))
        whole = ("tile/0/0", "tile/00/000", "tile/64/000", "tile/0/x000/001", "tile/0/001/002", "tile/0", "x")
        for bad in (*whole, "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/000.p/01"):
            self.assertIsNone(merkle.parse_tile_path(bad), bad)
        for path in paths:
            self.assertEqual(merkle.tile_path(*(merkle.parse_tile_path(path) or (0, 0, 0))), path)


class Codes(unittest.TestCase):
    """Clause: ROL-1."""

    def test_finds_every_wrong_symbol_and_every_exchange(self) -> None:
        code = Stream("codes").code()
        values = [roll.ALPHABET.index(s) for s in code]
        for i in range(24):
            for wrong in set(range(32)) - {values[i]}:
                self.assertNotEqual(roll.checksum([*values[:i], wrong, *values[i + 1 :]]), 0)
            for j in range(i):
                other = list(values)
                other[i], other[j] = values[j], values[i]
                self.assertEqual(roll.checksum(other) == 0, values[i] == values[j])


class Refusals(unittest.TestCase):
    """Each entry of refusals.json is refused with its code, after so many entries of `base`."""

    def test_refusals(self) -> None:
        files = read_folder(VECTORS / "records/base/record")
        size = tlog.parse_checkpoint(files["checkpoint"]).size
        log = merkle.parse_bundle(_only_bundle(files), size)
        wanted = sorted(cases("refusals"), key=lambda c: int(str(c["after"])))
        self.assertGreater(len(wanted), 150)
        state = State()
        for index, data in enumerate([*log, b""]):
            for case in (c for c in wanted if c["after"] == index):
                body = bytes.fromhex(str(case["body"]))
                with self.assertRaises(Refused, msg=case["name"]) as caught:
                    state.apply(Entry(int(str(case["type"])), int(str(case["time_ms"])), body))
                self.assertEqual(caught.exception.code, case["code"], case["name"])
            if data:
                state.apply(decode_entry(data))
                state.append(merkle.leaf_hash(data))
        self.assertEqual(state.phase, "final")


class Keys(unittest.TestCase):
    """Clauses: CER-2 to CER-5, CER-12."""

    def test_deals(self) -> None:
        codes = set()
        for case in cases("deals"):
            m = decode_manifest(bytes.fromhex(str(case["manifest"])))
            fold = ceremony.Ceremony(m)
            for body in case["commits"]:  # type: ignore[attr-defined]
                fold.commit(bytes.fromhex(body))
            for body in case["deals"]:  # type: ignore[attr-defined]
                fold.deal(bytes.fromhex(body))
            deal = bytes.fromhex(str(case["deal"]))
            self.assertEqual(code_of(fold.deal, deal), case["code"], case["name"])
            codes.add(case["code"])
        self.assertEqual(codes, {None, "identity-point", "bad-signature", "bad-proof"})

    def test_drills(self) -> None:
        for case in cases("drills"):
            r = Reader(bytes.fromhex(str(case["possession"])))
            key = ristretto.decode(bytes.fromhex(str(case["verification_key"])))
            h, deals_hash, root = (bytes.fromhex(str(case[n])) for n in ("manifest_hash", "deals_hash", "root"))
            who, tree = (int(str(case["trustee"])), key), (int(str(case["size"])), root)
            proof = r.schnorr()
            c = ceremony.drill_claim(h, deals_hash, who, tree).challenge(proof.A)
            self.assertEqual(proof.holds(key, c), case["code"] is None, case["name"])


def _only_bundle(files: dict[str, bytes]) -> bytes:
    return next(data for path, data in files.items() if path.startswith("tile/entries/"))


class Records(unittest.TestCase):
    """Each record of docs/spec/vectors/records gives its expected report."""

    def test_every_record_is_one_of_the_makers(self) -> None:
        there = {p.name for p in (VECTORS / "records").iterdir()}
        self.assertEqual(there, set(make_records.RECORDS))

    def test_records(self) -> None:
        for folder in sorted((VECTORS / "records").iterdir()):
            with self.subTest(folder.name):
                expected = json.loads((folder / "expected.json").read_text())
                files = {p: d for p, d in read_folder(folder).items() if p != "expected.json"}
                self.assertEqual(json.loads(json.dumps(report_of(files))), expected["report"])

    def test_an_expected_rehearsal_ends_as_a_vote_does(self) -> None:
        folder = VECTORS / "records/rehearsal-as-vote"
        ends = [verify.verify(folder / "record", folder / "trust.toml", told)["exit"] for told in (False, True)]
        self.assertEqual(ends, [3, 0])

    def test_a_tar_gives_the_same_report(self) -> None:
        folder = VECTORS / "records/plain"
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "record.tar"
            with tarfile.open(path, "w") as tar:
                tar.add(folder / "record", ".")
            trust = folder / "trust.toml"
            self.assertEqual(verify.verify(path, trust), verify.verify(folder / "record", trust))
            with tarfile.open(path, "w:gz") as tar:
                tar.add(folder / "record", "some-folder")
            self.assertEqual(verify.verify(path, trust), verify.verify(folder / "record", trust))

    def test_strange_archives_cannot_be_checked(self) -> None:
        def tar(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "checkpoint"
            return info

        many = [tar(f"x{i}") for i in range(10_000)]
        for code, members in (
            (None, [tar("tile", tarfile.SYMTYPE)]),
            (None, [tar("a b"), tar("old/checkpoint", tarfile.SYMTYPE)]),
            (None, many),
            ("too-large", [*many, tar("one-more")]),
            ("unknown-file", [tar("../x")]),
            ("unknown-file", [tar("x", b"V")]),
            ("duplicate", [tar("x"), tar("./x")]),
            ("duplicate", [tar("old/checkpoint")]),
            ("duplicate", [tar("Checkpoint")]),
        ):
            with tempfile.TemporaryDirectory() as scratch:
                path = Path(scratch) / "record.tar"
                with tarfile.open(path, "w") as archive:
                    archive.add(VECTORS / "records/plain/record", ".")
                    for member in members:
                        archive.addfile(member)
                error = verify.verify(path).get("error", {"code": None})
                self.assertEqual(error["code"], code, members[-1])  # type: ignore[index]

    def test_a_folder_holds_the_record_wherever_it_is(self) -> None:
        """Spec: LOG-1, VER-9. Its report is that of the record, but for the strays."""
        with tempfile.TemporaryDirectory() as scratch:
            given = Path(scratch)
            shutil.copytree(VECTORS / "records/plain/record", given / "a/b")
            inside = verify.verify(given / "a/b")
            self.assertEqual((inside["outcome"], inside["notes"]), ("consistent", []))
            (given / "a/x").write_text("")
            (given / "a/b" / os.fsdecode(b"\xff\n\\")).write_text("")
            (given / "link").symlink_to("a")
            report = verify.verify(given)
            names = [n["file"] for n in report.pop("notes")]  # type: ignore[attr-defined]
            self.assertEqual(names, ["../../link", "../x", "\\xff\\x0a\\x5c"])
            self.assertEqual(report, {k: v for k, v in inside.items() if k != "notes"})
            deep = given / "/".join(["d" * 50] * 5)
            deep.mkdir(parents=True)
            (deep / "y").write_text("")  # below the folder of a path of 255 bytes at most
            self.assertIn("y", str(verify.verify(given)["notes"]))
            (deep / "too-deep").mkdir()
            (deep / "too-deep/checkpoint").write_text("")  # not looked for there
            notes = verify.verify(given)["notes"]
            self.assertIn("too-deep'", str(notes))
            (given / "a/checkpoint").write_text("")
            self.assertEqual(verify.verify(given)["error"]["code"], "duplicate")  # type: ignore[index]

    def test_strays_are_counted_and_the_first_hundred_named(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            record = Path(scratch) / "record"
            shutil.copytree(VECTORS / "records/plain/record", record)
            for i in range(103):
                (record / f"x{i:03d}").write_text("")
            notes = verify.verify(record)["notes"]
            named = [n["file"] for n in notes]  # type: ignore[attr-defined]
            self.assertEqual(named, [f"x{i:03d}" for i in range(100)] + [None])
            self.assertEqual(notes[-1]["count"], 3)  # type: ignore[index]
            for i in range(103, 10_001):
                (record / f"x{i:05d}").write_text("")
            error = verify.verify(record)["error"]
            self.assertEqual(error["code"], "too-large")  # type: ignore[index]

    def test_what_is_no_record_cannot_be_checked(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            report = verify.verify(Path(scratch))
            self.assertEqual(report["exit"], 2)
            self.assertEqual(report["error"]["code"], "missing-file")  # type: ignore[index]
            (Path(scratch) / "checkpoint").write_text("no note")
            self.assertEqual(verify.verify(Path(scratch))["exit"], 2)
        self.assertEqual(verify.verify(Path("/nonexistent"))["exit"], 2)

    def test_what_cannot_be_checked_does_not_say_where_it_lies(self) -> None:
        """Spec: VER-5. Missing and damaged records, archives, trust files and what these name."""
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            (folder / "noise.tar").write_bytes(b"noise" * 1000)
            (folder / "none").mkdir()
            trust = (VECTORS / "records" / "plain" / "trust.toml").read_text()
            (folder / "trust.toml").write_text(trust)
            (folder / "bad.toml").write_text(trust + "threshold = 3\n")
            (folder / "large.toml").write_text("#" * (2**20 + 1))
            record = VECTORS / "records" / "plain" / "record"
            tried = [(folder / name, None) for name in ("nowhere", "noise.tar", "none")]
            tried += [(record, folder / name) for name in ("no.toml", "bad.toml", "none", "large.toml", "trust.toml")]
            for where, pins in tried:
                report = verify.verify(where, pins)
                self.assertEqual(report["outcome"], "could not be checked", (where, pins))
                self.assertNotIn(scratch, json.dumps(report))

    def test_trust_files_as_people_have_them(self) -> None:
        """Spec: VER-1. Carriage returns, absolute names, and names that no file has."""
        plain = VECTORS / "records/plain"
        text = (plain / "trust.toml").read_text()
        with tempfile.TemporaryDirectory() as scratch:
            trust = Path(scratch) / "trust.toml"
            text = text.replace("earlier.checkpoint", str(plain / "earlier.checkpoint"))
            text = text.replace("receipt.tlog-proof", str(plain / "receipt.tlog-proof"))
            trust.write_bytes(text.replace("\n", "\r\n").encode())
            self.assertEqual(verify.verify(plain / "record", trust)["outcome"], "verified")
            for code, spoilt in (
                ("bad-text", text.replace("\n", "\r\r\n")),
                ("bad-text", text.replace("\n", "\r", 1)),
                ("missing-file", text.replace("earlier.checkpoint", "earlier.checkpoint\\u0000")),
                ("missing-file", text.replace("earlier.checkpoint", "later.checkpoint")),
                ("missing-file", text.replace("earlier.checkpoint", "earlier.checkpoint/x")),
                ("cannot-read", text.replace("/earlier.checkpoint", "")),
                ("bad-policy", text.replace("\nlog ", "\nlog " + text.split("log ")[1].split("\n")[0] + "\nlog ")),
            ):
                trust.write_bytes(spoilt.encode())
                with self.assertRaises(Refused, msg=code) as caught:
                    read_trust(trust)
                self.assertEqual(caught.exception.code, code, spoilt)

    def test_a_receipt_is_judged_up_to_its_empty_line_first(self) -> None:
        """Spec: BAL-12"""
        head, _, note = (VECTORS / "records/plain/receipt.tlog-proof").read_bytes().partition(b"\n\n")
        lines = head.split(b"\n")
        for size, code in ((1, None), (2**20, None), (2**20 + 1, "bad-text")):
            extra = b"extra " + base64.b64encode(bytes(size))
            proof = b"\n".join([lines[0], extra, *lines[2:]]) + b"\n\n"
            if code is None:
                self.assertEqual(tlog.parse_proof(proof + note).extra, bytes(size))
                code = "bad-checkpoint"
            with self.assertRaises(Refused) as caught:
                tlog.parse_proof(proof + b"no note")
            self.assertEqual(caught.exception.code, code)

    def test_a_size_beyond_the_files_cannot_be_checked(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            record = Path(scratch) / "record"
            shutil.copytree(VECTORS / "records/plain/record", record)
            lines = (record / "checkpoint").read_text().split("\n")
            for size, status in ((1000 * 256, 1), (1001 * 256 + 1, 2), (2**62, 2)):
                (record / "checkpoint").write_text("\n".join([lines[0], str(size), *lines[2:]]))
                self.assertEqual(verify.verify(record)["exit"], status, size)

    def test_a_symbolic_link_is_no_file(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            record = Path(scratch) / "record"
            shutil.copytree(VECTORS / "records/plain/record", record)
            (record / "another").symlink_to("checkpoint")
            tile = next((record / "tile/0").rglob("*.p/*"))
            tile.rename(Path(scratch) / "moved")
            tile.symlink_to(Path(scratch) / "moved")
            report, name = verify.verify(record), tile.relative_to(record).as_posix()
            log = report["clauses"][0]  # type: ignore[index]
            self.assertEqual([n["file"] for n in report["notes"]], ["another"])  # type: ignore[attr-defined]
            self.assertEqual([(f["code"], f["file"]) for f in log["findings"]], [("missing-file", name)])

    def test_every_altered_byte_of_an_entry_is_found(self) -> None:
        plain = read_folder(VECTORS / "records/incomplete/record")
        path = next(p for p in plain if p.startswith("tile/entries/"))
        for position in range(5, len(plain[path]), 997):
            spoilt = bytearray(plain[path])
            spoilt[position] ^= 0x10
            report = report_of(
                {f"record/{p}": d for p, d in {**plain, path: bytes(spoilt)}.items()}
            )
            self.assertEqual(report["outcome"], "wrong", position)


class ErrorCodes(unittest.TestCase):
    """Every code that this program gives stands in the closed list."""

    def test_codes_are_of_the_closed_list(self) -> None:
        listed = set(re.findall(r'X\(\d+, \w+, "([a-z-]+)"', (ROOT / "constat/base/error.h").read_text()))
        self.assertGreater(len(listed), 50)
        used: set[str] = set()
        for source in Path(__file__).parent.glob("*.py"):
            used |= set(re.findall(r'Refused\(\s*"([a-z]+(?:-[a-z]+)*)"', source.read_text()))
            used |= set(re.findall(r'require\([^"]*"([a-z]+(?:-[a-z]+)+)"', source.read_text()))
        self.assertGreater(len(used), 20)
        self.assertEqual(used - listed, set())
        for case in [*cases("refusals"), *cases("notes"), *cases("manifest-rules")]:
            self.assertIn(case["code"], listed | {None})


class Ballots(unittest.TestCase):
    """Clauses: BAL-4 to BAL-8. The time is printed, not asserted."""

    def test_ballots_of_all_shapes(self) -> None:
        for case in cases("ballots"):
            m = decode_manifest(bytes.fromhex(str(case["manifest"])))
            key = ristretto.decode(bytes.fromhex(str(case["joint_key"])))
            start = time.perf_counter()
            made = ballot.decode_ballot(bytes.fromhex(str(case["body"])), m)
            try:
                ballot.verify_ballot(made, m, key, int(str(case["region"])))
                code = None
            except Refused as error:
                code = error.code
            spent_ms = 1000 * (time.perf_counter() - start)
            self.assertEqual(code, case["code"], case["name"])
            print(f"{case['name']}: {spent_ms:.1f} ms", file=sys.stderr)

    def test_policy_of_plain_is_met_by_its_checkpoint(self) -> None:
        files = read_folder(VECTORS / "records/plain")
        text = files["trust.toml"].decode().split('"""')[1]
        checkpoint = tlog.parse_checkpoint(files["record/checkpoint"])
        self.assertTrue(tlog.parse_policy(text.removeprefix("\n")).is_met(checkpoint))


if __name__ == "__main__":
    unittest.main()
