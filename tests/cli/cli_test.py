#!/usr/bin/env python3
"""What the commands answer to bad input: one clear sentence and the right exit status; no secret shown, none overwritten, none
readable by others; and every command's help holds an example that works.

usage: cli_test.py BIN_DIR GUIDE_DIR
"""
import csv
import json
import os
import pathlib
import pty
import re
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

import guide_test

BIN: pathlib.Path
GUIDE: pathlib.Path
BASE: pathlib.Path  # holds the guide's copies "open" (voting) and "final" (verified)

# What an uncaught exception, an assertion or a sanitizer would leave.
ACCIDENT = re.compile(r"terminate called|what\(\)|std::|internal error|Traceback|Aborted|core dumped|runtime error|Sanitizer")
PARSE_ERROR = re.compile(r"Run constat[a-z -]* --help\.")
ENTRY_HEAD = re.compile(rb"constat-entries/1 [0-9a-f]{64}\n")


def secrets_in(folder: pathlib.Path) -> set[str]:
    """Every secret key and voting code that lies below a folder."""
    found = set()
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        head = path.read_bytes()[:4096]
        if head.startswith(b"constat-secret/"):
            found |= set(head.decode().splitlines()[1:2])
        elif path.name == "credentials.csv":
            with path.open() as lines:
                found |= {row["code"] for row in csv.DictReader(lines) if row["code"]}
    return {secret for secret in found if len(secret) > 10}


class CommandTest(unittest.TestCase):
    """Runs commands in a copy of the guide's state, and looks at everything they print."""
    state = "final"

    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="constat-cli-")
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name) / "w"
        shutil.copytree(BASE / self.state, self.root)
        self.secrets = secrets_in(self.root)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("CONSTAT_")}
        self.environment.update(LC_ALL="C.UTF-8", PATH=f"{BIN}:{os.environ['PATH']}")

    def run_command(self, command: str, typed: str = "", before=None) -> tuple[int, str]:
        """Runs a command through a shell and returns its exit status and all it printed."""
        done = subprocess.run(["bash", "-c", command], cwd=self.root, input=typed, env=self.environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, preexec_fn=before)
        self.assertNotRegex(done.stdout, ACCIDENT, command)
        for secret in self.secrets | secrets_in(self.root):
            self.assertNotIn(secret, done.stdout, command)
        return done.returncode, done.stdout

    def refuse(self, command: str, status: int, *texts: str, typed: str = "") -> str:
        """A command must end with this status, and say these texts in its last sentence."""
        got, output = self.run_command(command, typed)
        self.assertEqual(got, status, f"{command}\n{output}")
        for text in texts:
            self.assertIn(text, output, command)
        last = output.strip().splitlines()[-1] if output.strip() else ""
        self.assertRegex(last, r"[.?]$", f"{command}: no sentence: {last}")
        return output

    def accept(self, command: str, *texts: str, typed: str = "") -> str:
        got, output = self.run_command(command, typed)
        self.assertEqual(got, 0, f"{command}\n{output}")
        for text in texts:
            self.assertIn(text, output, command)
        return output

    def mode(self, path: str) -> int:
        return stat.S_IMODE((self.root / path).stat().st_mode)

    def code(self, row: int = 0) -> str:
        with (self.root / "registrar/roll/credentials.csv").open() as lines:
            return list(csv.DictReader(lines))[row]["code"]


def commands(program: str) -> list[str]:
    """Every command that --help lists, with its own commands."""
    def below(words: str) -> list[str]:
        text = subprocess.run([BIN / program, *words.split(), "--help"], check=True, capture_output=True, text=True).stdout
        names = []
        for section in re.split(r"\n(?=\S.*:\n)", text):
            if re.match(r"(Options|Usage|Example):", section) or not re.match(r".*:\n  ", section):
                continue
            names += re.findall(r"^  ([a-z-]+)(?: |$)", section, re.M)
        found = [words] if words else []
        for name in names:
            found += below(f"{words} {name}".strip())
        return found
    return below("")


class Help(CommandTest):
    def test_every_command_has_an_example_that_can_be_typed(self):
        all_commands = commands("constat")
        for name in ("verify", "vote", "board append", "trustee decrypt", "referendum new", "witness cosign", "my-ballots"):
            self.assertIn(name, all_commands)
        for name in all_commands:
            text = self.accept(f"constat {name} --help", "Example:\n")
            for line in text.split("Example:\n")[1].splitlines():
                line = line.strip()
                if line and name != "demo":
                    self.assertTrue(line.startswith(f"constat {name}"), f"{name}: {line}")
                    # Its files are not there, but it must not fail for how it is written.
                    self.assertNotRegex(self.run_command(f"cd /nowhere 2>/dev/null; {line}")[1], PARSE_ERROR, line)

    def test_fits_the_screen(self):
        for name in ["", *commands("constat")]:
            for line in self.accept(f"constat {name} --help").split("Example:")[0].splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_mistyped_commands_and_options(self):
        self.refuse("constat", 2, "Run constat --help.")
        self.refuse("constat verfy record", 2, "Run constat --help.")
        self.refuse("constat board", 2, "Run constat board --help.")
        self.refuse("constat verify observer/record --trsut x", 2, "--trsut", "Run constat verify --help.")
        self.refuse("constat verify", 2, "RECORD")
        self.refuse("constat verify a b", 2)
        self.refuse("constat verify observer/record --threads -1", 2)
        self.refuse("constat verify observer/record --threads lots", 2)
        self.refuse("constat verify observer/record --backend abacus", 2, "abacus")
        self.refuse("constat key new king Arthur --out k", 2, "king")
        self.refuse("constat-verify", 2, "Run constat-verify --help.")

    def test_version(self):
        self.accept("constat --version", "constat 0.")
        self.accept("constat version", "arithmetic:")
        self.accept("constat-verify --version", "constat 0.")


class Verify(CommandTest):
    def test_statuses(self):
        self.accept("constat verify observer/record --trust organiser/trust.toml", "VERIFIED")
        self.accept("constat-verify observer/record --trust organiser/trust.toml", "VERIFIED")
        self.assertEqual(self.run_command("constat verify observer/record")[0], 3)
        self.assertEqual(self.run_command("constat verify trustee-1/record --trust organiser/trust.toml")[0], 3)
        self.accept("constat verify observer/record --trust organiser/trust.toml --backend portable --threads 1", "VERIFIED")

    def test_json_is_whole_and_alone(self):
        out = self.accept("constat verify observer/record --trust organiser/trust.toml --json -")
        self.assertEqual(json.loads(out)["outcome"], "verified")
        self.assertEqual(self.run_command("constat verify nothing --json out.json")[0], 2)
        self.assertEqual(json.loads((self.root / "out.json").read_text())["exit"], 2)

    def test_no_record(self):
        self.refuse("constat verify nowhere", 2, "nowhere")
        self.refuse("constat verify organiser", 2, "missing-file")
        self.refuse("constat verify organiser/trust.toml", 2)
        self.refuse("head -c 100000 /dev/urandom > noise.tar; constat verify noise.tar", 2)
        self.refuse("mkfifo pipe; constat verify pipe", 2)
        self.refuse("mkdir empty; constat verify empty", 2)

    def test_exchanged_arguments(self):
        self.refuse("constat verify organiser/trust.toml --trust observer/record", 2, "usage", "is a folder")

    def test_bad_trust_files(self):
        verify = "constat verify observer/record --trust"
        self.refuse(f"{verify} nowhere.toml", 2, "trust file", "nowhere.toml")
        self.refuse(f"echo 'manifest = ' > t; {verify} t", 2, "t line 1")
        self.refuse(f"sed s/^manifest.*/manifest=\\\"00\\\"/ organiser/trust.toml > t; {verify} t", 2, "64 hex digits")
        self.refuse(f"sed s/quorum/quorrum/ organiser/trust.toml > t; {verify} t", 2, "policy")
        self.refuse(f"echo 'receipts = [\"gone\"]' | cat - organiser/trust.toml > t; {verify} t", 2, "gone")

    def test_damaged_records(self):
        trust = "--trust organiser/trust.toml"
        bundle = next((self.root / "observer/record/tile/entries").rglob("*.p/*"))
        whole = bundle.read_bytes()
        for damage in (whole[:-1], whole + b"\0", whole[:100] + bytes([whole[100] ^ 1]) + whole[101:], b""):
            bundle.write_bytes(damage)
            status, output = self.run_command(f"constat verify observer/record {trust}")
            self.assertEqual(status, 1, output)
            self.assertIn("WRONG", output)
        bundle.unlink()
        self.assertEqual(self.run_command(f"constat verify observer/record {trust}")[0], 1)
        bundle.write_bytes(whole)
        (self.root / "observer/record/checkpoint").write_text("no checkpoint\n")
        self.refuse(f"constat verify observer/record {trust}", 2, "bad-checkpoint")

    def test_another_referendum(self):
        text = (self.root / "organiser/trust.toml").read_text()
        (self.root / "other.toml").write_text(re.sub(r'manifest = "[0-9a-f]{2}', 'manifest = "00', text))
        status, output = self.run_command("constat verify observer/record --trust other.toml")
        self.assertEqual(status, 1, output)
        self.assertIn("wrong-referendum", output)

    def test_output_that_cannot_be_written(self):
        verify = "constat verify observer/record --trust organiser/trust.toml"
        self.refuse(f"{verify} --report nowhere/report.html", 2, "cannot-write")
        self.refuse(f"{verify} --json observer", 2, "cannot-write")
        self.refuse(f"{verify} > /dev/full", 2, "cannot-write")

        def no_space():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
        status, output = self.run_command(f"{verify} -q --report report.html", before=no_space)
        self.assertEqual((status, "cannot-write" in output), (2, True), output)
        self.assertEqual([p.name for p in self.root.glob("report.html*")], [])

    def test_reader_that_goes_away(self):
        status, output = self.run_command("constat show observer/record --all | head -1; echo ${PIPESTATUS[0]}")
        self.assertEqual((status, output.splitlines()[-1]), (0, "0"))
        self.assertEqual(len(output.splitlines()), 2)

    def test_colours_only_on_a_terminal_that_wants_them(self):
        verify = "constat verify observer/record --trust organiser/trust.toml"
        self.assertNotIn("\x1b", self.accept(verify))
        for variables, coloured in (({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            child, terminal = pty.fork()
            if child == 0:
                os.chdir(self.root)
                os.execvpe("constat", verify.split(), self.environment | variables)
            seen = b""
            try:
                while more := os.read(terminal, 4096):
                    seen += more
            except OSError:  # how the end of a closed terminal shows
                pass
            self.assertEqual(os.waitpid(child, 0)[1], 0)
            self.assertIn(b"VERIFIED", seen)
            self.assertEqual(b"\x1b[32m" in seen, coloured, variables)


class Files(CommandTest):
    """Secrets: modes, overwriting, showing."""

    def test_modes(self):
        for secret in ("organiser/organiser", "trustee-1/trustee", "registrar/roll/credentials.csv", "registrar/letters.html",
                       "voter/1000.txt"):
            self.assertEqual(self.mode(secret), 0o600, secret)
        for public in ("organiser/organiser.pub", "organiser/manifest.entry", "voter/1000.entry", "organiser/trust.toml"):
            self.assertEqual(self.mode(public), 0o644, public)
        self.accept("umask 0; constat key new witness w.example --out w")
        self.assertEqual(self.mode("w"), 0o600)

    def test_nothing_is_overwritten(self):
        before = {p: p.read_bytes() for p in self.root.rglob("*") if p.is_file()}
        for command in (
                "constat key new organiser X --out organiser/organiser",
                "constat key new organiser X --out board/board-key",
                "constat referendum new organiser/bridge",
                "constat organiser sign organiser/bridge/referendum.toml --key organiser/organiser --out voter/1000.entry",
                "constat trust make organiser/manifest.entry --out organiser/trust.toml",
                "constat registrar issue --record observer/record --key registrar/registrar --persons registrar/persons.csv "
                "--out registrar/roll",
                "constat registrar letters --record observer/record --sheet registrar/roll/credentials.csv --vote-at x "
                "--contact y --out registrar/letters.html",
                "constat board init board/log --key board/board-key board/manifest.entry",
                "constat receipt make --record observer/record --ballot voter/1000.entry --out voter/1000.tlog-proof"):
            output = self.refuse(command, 2, "refuses-overwrite")
            self.assertIn("already", output)
        after = {p: p.read_bytes() for p in self.root.rglob("*") if p.is_file()}
        self.assertEqual(before, after)

    def test_secret_files_that_others_can_read(self):
        for command, path in (
                ("constat organiser sign organiser/bridge/referendum.toml --key organiser/organiser --out m", "organiser/organiser"),
                ("constat trustee deal --record observer/record --key trustee-1/trustee --out d", "trustee-1/trustee"),
                ("constat registrar letters --record observer/record --sheet registrar/roll/credentials.csv --vote-at x "
                 "--contact y --out l", "registrar/roll/credentials.csv"),
                ("constat my-ballots --record observer/record --keep voter/1000.txt", "voter/1000.txt")):
            (self.root / path).chmod(0o644)
            self.refuse(command, 2, "unsafe-file", path)

    def test_secrets_are_not_shown(self):
        for path in ("trustee-1/trustee", "registrar/roll/credentials.csv", "voter/1000.txt"):
            self.refuse(f"constat show {path}", 2, "secret")

    def test_exchanged_files_do_not_show_secrets(self):
        # Each of these puts a secret where something else belongs; what is printed is looked at for all commands.
        secret = "trustee-1/trustee"
        for command in (f"organiser sign {secret} --key organiser/bridge/referendum.toml --out m", f"referendum check {secret}",
                        f"verify observer/record --trust {secret}", f"verify {secret}", f"trust make {secret} --out t",
                        f"challenge check {secret} --record observer/record --tracker {'0000' * 8}",
                        f"receipt verify {secret} --record observer/record --trust organiser/trust.toml",
                        f"board append board/log --key board/board-key {secret}",
                        f"board publish board/log --key board/board-key {secret}",
                        f"vote --record observer/record --out b --codes {secret}",
                        f"my-ballots --record observer/record --keep {secret}",
                        f"my-ballots --record observer/record --keep none --codes registrar/roll/credentials.csv",
                        "registrar issue --record observer/record --key registrar/registrar --out r2 --persons "
                        "registrar/roll/credentials.csv --order registrar/roll/credentials.csv",
                        f"registrar letters --record observer/record --sheet {secret} --vote-at x --contact y --out l"):
            status, output = self.run_command(f"constat {command}")
            self.assertIn(status, (1, 2), f"{command}\n{output}")

    def test_wrong_keys(self):
        self.refuse("constat organiser sign organiser/bridge/referendum.toml --key trustee-1/trustee --out m", 2, "wrong-key")
        self.refuse("constat trustee deal --record observer/record --key organiser/organiser.pub --out d", 2)
        self.refuse("constat trustee deal --record observer/record --key nowhere --out d", 2, "nowhere")
        self.accept("constat key new trustee Stranger --out stranger")
        self.refuse("constat trustee deal --record observer/record --key stranger --out d", 2, "wrong-key")
        self.accept("constat key new witness stranger.example --out sw")
        self.refuse("constat witness cosign --record board/log/record --checkpoint board/log/to-cosign --key sw --state s --out c",
                    2, "wrong-key")

    def test_truncated_secret_file(self):
        text = (self.root / "trustee-1/trustee").read_text()
        for cut in (0, 5, len(text) - 2, len(text) - 40):
            (self.root / "cut").unlink(missing_ok=True)
            (self.root / "cut").write_text(text[:cut])
            (self.root / "cut").chmod(0o600)
            self.refuse("constat trustee deal --record observer/record --key cut --out d", 2, "bad-text")


class Preparing(CommandTest):
    def test_referendum_files(self):
        toml = (self.root / "organiser/bridge/referendum.toml").read_text()
        bad = self.root / "organiser/bridge/bad.toml"
        for old, new, says in (("threshold = 2", "threshold = 9", "threshold"), ('nonce = "', 'nonce = "zz', "nonce"),
                               ("quorum = 2", "quorum = 1", "quorum"), ("title = ", "titel = ", "title"),
                               ("floor = 10", "floor = = 10", "bad.toml:26"), ('votes = "yes"', 'votes = "maybe"', "maybe"),
                               ("keys/board.pub", "keys/nobody.pub", "nobody.pub")):
            self.assertIn(old, toml)
            bad.write_text(toml.replace(old, new))
            self.refuse(f"constat referendum check {bad}", 2, says, "bad.toml" if "nobody" not in new else "nobody")
        self.refuse("constat referendum check nowhere.toml", 2, "nowhere.toml")
        self.refuse("constat referendum check organiser", 2, "organiser")

    def test_times(self):
        self.refuse("constat referendum new x --opening yesterday", 2, "yesterday", "2026-05-01T12:00:00Z")
        self.refuse("constat referendum new x --opening 2026-02-30T00:00:00Z", 2, "is no time")
        self.refuse("constat referendum new x --opening 2026-05-02T00:00:00Z --closing 2026-05-01T00:00:00Z", 2, "closing")
        self.refuse("CONSTAT_NOW=noon constat board append board/log --key board/board-key voter/1000.entry", 2, "noon")
        self.assertFalse((self.root / "x").exists())

    def test_persons(self):
        issue = "constat registrar issue --record observer/record --key registrar/registrar --out r2 --persons"
        for text, says in (("id,region\n1,north\n1,south\n", "p.csv:3"), ("id,region\n1,west\n", "west"),
                           ("name\nx\n", "p.csv:1"), ("id,region\n\"1,north\n", "p.csv")):
            (self.root / "p.csv").write_text(text)
            self.refuse(f"{issue} p.csv", 2, says)
        self.assertFalse((self.root / "r2/credentials.csv").exists())

    def test_a_roll_that_cannot_be_written_leaves_no_sheet(self):
        def no_space():
            resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
        status, output = self.run_command("constat registrar issue --record observer/record --key registrar/registrar --persons "
                                          "registrar/persons.csv --out r2", before=no_space)
        self.assertEqual(status, 2, output)
        self.assertEqual(list((self.root / "r2").glob("*")), [])

    def test_letters(self):
        letters = ("constat registrar letters --record observer/record --sheet registrar/roll/credentials.csv --vote-at x "
                   "--contact y --out new.html")
        self.refuse(f"{letters} --registrar 2", 2, "--registrar 2")
        self.refuse(f"{letters} --language xx", 2, "xx")
        self.assertFalse((self.root / "new.html").exists())


class Board(CommandTest):
    state = "open"
    APPEND = "CONSTAT_NOW=2026-05-02T08:00:00Z constat board append board/log --key board/board-key"

    def vote(self, row: int, out: str) -> None:
        self.accept(f"constat vote --record voter/record --keep {out}.txt --out {out}", typed=f"{self.code(row)}\n1\ncast\n")

    def test_wrong_order(self):
        self.refuse(f"{self.APPEND} organiser/open.entry", 1, "wrong-phase", "nothing was appended")
        self.refuse(f"{self.APPEND} organiser/manifest.entry", 1, "wrong-phase")
        self.refuse(f"{self.APPEND} nowhere.entry", 2, "nowhere.entry")
        self.refuse(f"{self.APPEND} organiser/trust.toml", 1, "constat-entries/1")
        self.refuse("CONSTAT_NOW=2026-05-02T08:00:00Z constat board close board/log --key board/board-key", 2, "wrong-close-time")
        self.refuse("constat board result board/log --key board/board-key", 2, "wrong-phase")
        self.refuse("constat board publish board/log --key board/board-key board/cosigned-1", 2, "no-quorum")
        self.refuse("constat board publish board/log --key board/board-key board/log/head organiser/trust.toml", 2, "trust.toml")
        self.refuse("constat board status board", 2, "is no board's folder")
        self.refuse("constat board status nowhere", 2, "nowhere")
        self.refuse("constat trustee accept --record organiser/manifest.entry --key trustee-1/trustee --state m --out a", 2)
        self.refuse("constat trustee decrypt --record voter/record --trust organiser/trust.toml --key trustee-1/trustee --state m "
                    "--out s", 2, "wrong-order")

    def test_a_refused_ballot_is_left_out_and_the_others_stay(self):
        self.vote(0, "a.entry")
        self.vote(1, "b.entry")
        bad = (self.root / "a.entry").read_bytes()
        (self.root / "bad.entry").write_bytes(bad[:-1] + bytes([bad[-1] ^ 1]))
        output = self.refuse(f"{self.APPEND} bad.entry a.entry a.entry b.entry", 1, "Appended 2 entries")
        self.assertIn("stale-revision", output)
        self.assertIn("bad-proof", output)
        self.assertIn("Refused 2 ballots", output)

    def test_ballots_outside_the_voting_time(self):
        self.vote(0, "a.entry")
        for now in ("2026-04-30T08:00:00Z", "2026-05-03T18:00:00Z"):
            self.refuse(f"CONSTAT_NOW={now} constat board append board/log --key board/board-key a.entry", 1, "outside-voting-time")

    def test_truncated_entry_files(self):
        self.vote(0, "a.entry")
        whole = (self.root / "a.entry").read_bytes()
        self.assertRegex(whole, ENTRY_HEAD)
        for cut in (0, 10, 82, 83, 90, len(whole) - 1):
            (self.root / "cut").write_bytes(whole[:cut])
            self.refuse(f"{self.APPEND} cut", 1, "cut")
        (self.root / "more").write_bytes(whole + b"\0")
        self.refuse(f"{self.APPEND} more", 1, "more")

    def test_entries_of_another_referendum(self):
        self.vote(0, "a.entry")
        whole = (self.root / "a.entry").read_bytes()
        (self.root / "other").write_bytes(whole[:18] + b"0" * 64 + whole[82:])
        self.refuse(f"{self.APPEND} other", 2, "wrong-referendum")

    def test_one_board_at_a_time(self):
        self.refuse("exec 9>board/log/head.lock; flock 9; constat board status board/log", 2, "another program")

    def test_witness_refuses_a_shorter_log(self):
        shutil.copytree(self.root / "board/log", self.root / "old")
        self.vote(0, "a.entry")
        self.accept(f"{self.APPEND} a.entry")
        cosign = "constat witness cosign --key witness-1/witness --state witness-1/seen"
        self.accept(f"{cosign} --record board/log/record --checkpoint board/log/to-cosign --out c1")
        self.refuse(f"{cosign} --record old/record --checkpoint old/to-cosign --out c2", 2, "log-rewound")
        self.assertFalse((self.root / "c2").exists())

    def test_a_forked_log_is_neither_cosigned_nor_accepted(self):
        shutil.copytree(self.root / "board/log", self.root / "fork")
        self.vote(0, "a.entry")
        self.vote(1, "b.entry")
        self.accept(f"{self.APPEND} a.entry")
        self.accept(f"{self.APPEND.replace('board/log', 'fork')} b.entry")
        cosign = "constat witness cosign --key witness-1/witness --state witness-1/seen"
        self.accept(f"{cosign} --record board/log/record --checkpoint board/log/to-cosign --out c1")
        self.refuse(f"{cosign} --record fork/record --checkpoint fork/to-cosign --out c2", 2, "bad-consistency")
        self.refuse("constat board publish board/log --key board/board-key c1 fork/to-cosign", 2, "bad-consistency")


class Voting(CommandTest):
    state = "open"
    VOTE = "constat vote --record voter/record --trust organiser/trust.toml --keep mine.txt --out ballot.entry"

    def test_codes(self):
        code = self.code()
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        self.secrets.add(wrong)
        self.refuse(self.VOTE, 2, "bad-code", typed=f"{wrong}\n1\ncast\n")
        self.refuse(self.VOTE, 2, "bad-code", typed=f"{code[:-5]}\n1\ncast\n")
        self.refuse(self.VOTE, 2, "not-on-roll", typed="0000-0000-0000-0000-0000-0000\n1\ncast\n")
        self.refuse(self.VOTE, 2, "standard input ended")
        (self.root / "codes").write_text(code + "\n")
        self.refuse(f"{self.VOTE} --codes codes", 2, "unsafe-file", typed="1\ncast\n")
        (self.root / "codes").chmod(0o600)
        self.refuse(f"{self.VOTE} --codes nowhere", 2, "nowhere")
        self.refuse(f"{self.VOTE} --codes codes", 2, "is no choice here", typed="9\ncast\n")
        self.refuse(f"{self.VOTE} --codes codes", 2, "bad-number", typed="1,2\ncast\n")
        self.refuse(f"{self.VOTE} --codes codes", 2, "cast, challenge or stop", typed="1\nyes\n")
        self.assertFalse((self.root / "ballot.entry").exists())
        self.assertFalse((self.root / "mine.txt").exists())
        self.accept(f"{self.VOTE} --codes codes", "nothing was cast", typed="No\nstop\n")
        self.accept(f"{self.VOTE} --codes codes", "Wrote ballot.entry", typed="No\ncast\n")
        self.assertEqual(self.mode("mine.txt"), 0o600)
        self.refuse(f"{self.VOTE} --codes codes", 2, "refuses-overwrite", typed="No\ncast\n")

    def test_codes_are_typed_in_any_form(self):
        self.accept(self.VOTE, "Wrote ballot.entry", typed=f"{self.code().lower().replace('-', ' ')}\n1\ncast\n")

    def test_a_code_is_not_shown_while_it_is_typed(self):
        code = self.code()
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.root)
            os.execvpe("constat", self.VOTE.split(), self.environment)
        seen = b""

        def until(text: bytes) -> None:
            nonlocal seen
            while text not in seen:
                seen += os.read(terminal, 4096)

        until(b"not shown while you type")
        os.write(terminal, f"{code}\n".encode())
        until(b"Your choice")
        os.write(terminal, b"nonsense\n")
        until(b"is no choice here")
        os.write(terminal, b"1\n")
        until(b"cast to vote")
        os.write(terminal, b"cast\n")
        until(b"Wrote ballot.entry")
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertNotIn(code.encode(), seen)
        self.assertNotIn(code[:9].encode(), seen)

    def test_the_record_must_be_the_one_of_the_trust_file(self):
        text = (self.root / "organiser/trust.toml").read_text()
        (self.root / "organiser/trust.toml").write_text(re.sub(r'manifest = "[0-9a-f]{2}', 'manifest = "00', text))
        self.refuse(self.VOTE, 2, "wrong-referendum", typed=f"{self.code()}\n1\ncast\n")

    def test_a_record_without_its_witnesses(self):
        checkpoint = self.root / "voter/record/checkpoint"
        lines = [line for line in checkpoint.read_text().splitlines() if "witness-1" not in line]
        checkpoint.write_text("\n".join(lines) + "\n")
        self.refuse(self.VOTE, 2, "no-quorum", typed=f"{self.code()}\n1\ncast\n")

    def test_a_tampered_record(self):
        bundle = next((self.root / "voter/record/tile/entries").rglob("*.p/*"))
        whole = bytearray(bundle.read_bytes())
        whole[-1] ^= 1
        bundle.write_bytes(whole)
        self.refuse(self.VOTE, 2, "record-not-verified", typed=f"{self.code()}\n1\ncast\n")

    def test_challenges(self):
        out = self.accept(self.VOTE, "can never be cast", typed=f"{self.code()}\n2\nchallenge\n")
        tracker = re.search(r"(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}", out).group()
        check = "constat challenge check ballot.entry --record voter/record --trust organiser/trust.toml --tracker"
        self.accept(f"{check} {tracker.lower().replace('-', '')}", ": No")
        other = ("0" if tracker[0] != "0" else "1") + tracker[1:]
        self.refuse(f"{check} {other}", 1, "DID NOT TELL THE TRUTH")
        self.refuse(f"{check} {tracker[:-5]}", 2, "32 symbols")
        self.refuse(f"{check} ????", 2, "stands in no tracker")
        self.assertEqual(self.mode("ballot.entry"), 0o600)
        text = (self.root / "ballot.entry").read_text()
        (self.root / "ballot.entry").write_text(text[:-6] + "\n")
        self.refuse(f"{check} {tracker}", 2, "ballot.entry")
        self.refuse(f"{Board.APPEND} ballot.entry", 1, "constat-entries/1")

    def test_codes_never_come_from_arguments(self):
        self.assertNotIn("CODE", self.accept("constat vote --help").replace("--codes FILE", ""))
        self.refuse("constat vote 0000-0000-0000-0000-0000-0000 --record voter/record --out b", 2, "Run constat vote --help.")


class Afterwards(CommandTest):
    def test_receipts(self):
        verify = "constat receipt verify r --record organiser/manifest.entry --trust organiser/trust.toml"
        self.accept("cp voter/1000.tlog-proof r; " + verify, "The receipt is valid")
        lines = (self.root / "r").read_text().splitlines()
        proof = next(i for i, line in enumerate(lines) if line.startswith("index ")) + 1
        changed = lines[:proof] + [("A" if lines[proof][0] != "A" else "B") + lines[proof][1:]] + lines[proof + 1:]
        (self.root / "r").write_text("\n".join(changed) + "\n")
        self.refuse(verify, 1, "NOT VALID", "bad-inclusion")
        (self.root / "r").write_text("\n".join(lines[:-1]) + "\n")
        self.refuse(verify, 1, "NOT VALID", "no-quorum")
        (self.root / "r").write_text("nonsense\n")
        self.refuse(verify, 2, "bad-text")
        make = "constat receipt make --record observer/record --out new"
        self.refuse(make, 2, "--ballot")
        self.refuse(f"{make} --tracker {'0000-' * 7}0000", 2, "receipt-not-included")
        self.refuse(f"{make} --ballot organiser/open.entry", 2, "does not hold one ballot")

    def test_my_ballots(self):
        mine = "constat my-ballots --record observer/record --trust organiser/trust.toml --keep"
        self.accept(f"{mine} voter/1000.txt", "COUNTS")
        credential = (self.root / "voter/1000.txt").read_text().split()[2]
        self.refuse(f"{mine} none.txt --credential {credential}", 1, "not in your notes")
        notes = (self.root / "voter/1000.txt").read_text().replace(" 1 ", " 2 ").split()
        notes[4] = "00" * 32
        (self.root / "voter/1000.txt").write_text((self.root / "voter/1000.txt").read_text() + " ".join(notes) + "\n")
        self.refuse(f"{mine} voter/1000.txt", 1, "did not arrive")
        self.refuse(f"{mine} none.txt --credential {'00' * 31}", 2, "64 hex digits")
        self.refuse(f"{mine} none.txt --credential {'02' * 32}", 2, "not-on-roll")
        self.refuse(f"echo x > n; chmod 600 n; {mine} n", 2, "n:1")

    def test_trustees_check_before_they_decrypt(self):
        decrypt = ("constat trustee decrypt --record trustee-1/record --trust organiser/trust.toml --key trustee-1/trustee "
                   "--state trustee-1/memory --out again")
        self.refuse(decrypt.replace("trustee-1/record", "observer/record"), 2, "wrong-order")
        self.accept(decrypt)
        (self.root / "again").unlink()
        bundle = next((self.root / "trustee-1/record/tile/entries").rglob("*.p/*"))
        whole = bundle.read_bytes()
        bundle.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
        self.refuse(decrypt, 1, "nothing was decrypted")
        self.assertFalse((self.root / "again").exists())
        self.refuse(decrypt.replace(" --trust organiser/trust.toml", ""), 2, "--trust")

    def test_show(self):
        self.accept("constat show organiser/manifest.entry", "Shall the town build a bridge")
        self.accept("constat show observer/record/checkpoint", "bridge.example.org/2026")
        self.accept("constat show organiser/organiser.pub", "organiser")
        self.accept("constat show voter/1000.tlog-proof --record organiser/manifest.entry", "ballot")
        json.loads(self.accept("constat show observer/record --entry 3 --json"))
        self.refuse("constat show observer/record --entry 4000", 2, "--entry 4000")
        self.refuse("constat show nowhere", 2, "nowhere")
        self.refuse("constat show organiser/trust.toml", 2)


class TwoRegistrars(CommandTest):
    """A referendum in which a voter has a code from each of two registrars."""
    state = "open"

    def publish(self, *entries: str) -> None:
        self.accept(f"constat board append b --key board/board-key {' '.join(entries)}")
        self.cosign()

    def cosign(self) -> None:
        for n in (1, 2):
            self.accept(f"rm -f c{n}; constat witness cosign --record b/record --checkpoint b/to-cosign --key witness-{n}/witness "
                        f"--state s{n} --out c{n}")
        self.accept("constat board publish b --key board/board-key c1 c2")

    def hold_until_open(self) -> None:
        self.accept("constat key new registrar Second --out organiser/bridge/keys/registrar-2")
        toml = (self.root / "organiser/bridge/referendum.toml").read_text()
        toml = toml.replace("[[trustee]]", '[[registrar]]\nkey = "keys/registrar-2.pub"\n\n[[trustee]]', 1)
        (self.root / "organiser/bridge/two.toml").write_text(toml.replace("bridge.example.org/2026", "bridge.example.org/two"))
        self.accept("constat organiser sign organiser/bridge/two.toml --key organiser/organiser --out m")
        self.environment["CONSTAT_NOW"] = "2026-04-10T08:00:00Z"
        self.accept("constat board init b --key board/board-key m")
        self.cosign()
        for n in (1, 2, 3):
            self.accept(f"constat trustee deal --record m --key trustee-{n}/trustee --out d{n}")
        self.publish("d1", "d2", "d3")
        for n in (1, 2, 3):
            self.accept(f"constat trustee accept --record b/record --key trustee-{n}/trustee --state ts{n} --out a{n}")
        self.publish("a1", "a2", "a3")
        issue = "constat registrar issue --record m --persons registrar/persons.csv"
        self.accept(f"{issue} --key registrar/registrar --out r1", "order.csv")
        self.assertEqual(self.mode("r1/order.csv"), 0o600)
        (self.root / "fewer.csv").write_text("id,region\n1000,north\n")
        self.refuse(f"{issue.replace('registrar/persons', 'fewer')} --key organiser/bridge/keys/registrar-2 --order r1/order.csv "
                    "--out r2", 2, "r1/order.csv")
        self.accept(f"{issue} --key organiser/bridge/keys/registrar-2 --order r1/order.csv --out r2")
        self.assertFalse((self.root / "r2/order.csv").exists())
        self.publish("r1/roll.entries", "r2/roll.entries")
        self.accept("constat organiser open --record b/record --key organiser/organiser --out o", "40  voters in all")
        self.publish("o")

    def test_both_codes_are_needed_in_their_order(self):
        self.hold_until_open()
        codes = []
        for sheet in ("r1", "r2"):
            with (self.root / sheet / "credentials.csv").open() as lines:
                codes.append({row["id"]: row["code"] for row in csv.DictReader(lines)}["1007"])
        vote = "constat vote --record b/record --out ballot --keep k"
        self.refuse(vote, 2, "not-on-roll", typed=f"{codes[1]}\n{codes[0]}\n1\ncast\n")
        self.refuse(vote, 2, "bad-code", typed=f"{codes[0]}\n1\ncast\n")
        self.accept(vote, "Wrote ballot", typed=f"{codes[0]}\n{codes[1]}\n1\ncast\n")
        self.environment["CONSTAT_NOW"] = "2026-05-02T08:00:00Z"
        self.accept("constat board append b --key board/board-key ballot", "Appended 1 entry")
        self.accept("constat registrar letters --record m --sheet r2/credentials.csv --registrar 2 --vote-at x --contact y --out l")
        self.assertIn("Second", (self.root / "l").read_text())


def main() -> int:
    global BIN, GUIDE, BASE
    BIN, GUIDE = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="constat-cli-base-") as base:
        BASE = pathlib.Path(base)
        guide = guide_test.Guide(BIN, BASE)
        guide.run("hold-a-referendum.md", (GUIDE / "hold-a-referendum.md").read_text())
        program = unittest.main(argv=[sys.argv[0], *sys.argv[3:]], exit=False)
    return 0 if program.result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
