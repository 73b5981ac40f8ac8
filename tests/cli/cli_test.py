#!/usr/bin/env python3
"""Help, verification, files and preparation: bad input gets one clear sentence and the right exit status; no secret is shown,
none overwritten, none readable by others; and every command's help holds an example that works.

usage: cli_test.py BIN_DIR GUIDE_DIR
"""
import csv
import email
import email.policy
import gzip
import hashlib
import io
import json
import os
import pty
import re
import resource
import shutil
import stat
import subprocess
import sys
import tarfile

import command_case
from command_case import CommandCase

PARSE_ERROR = re.compile(r"Run constat[a-z -]* --help\.")


def commands(program: str) -> list[str]:
    """Every command that --help lists, with its own commands."""
    def below(words: str) -> list[str]:
        text = subprocess.run([command_case.bin_folder / program, *words.split(), "--help"], check=True, capture_output=True, text=True).stdout
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


class Help(CommandCase):
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
                    line += " --ballots 64 --repeat 1" if name == "bench" else ""  # for it is slow
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


class Verify(CommandCase):
    def test_rehearsal_as_vote(self):
        """Who publishes a rehearsal as the vote is found by everybody who looks at the status or the first line. Spec: MAN-7"""
        verify = "constat verify observer/record --trust organiser/trust.toml"
        status, said = self.run_command(f"{verify} --json j")
        self.assertEqual(status, 3)
        self.assertTrue(said.startswith("REHEARSAL: VERIFIED"), said)
        self.accept("grep -c '\"rehearsal\": true' j; grep -c '\"exit\": 3' j", "1\n1")
        self.accept(f"{verify} --rehearsal --report r.html; grep -c REHEARSAL r.html", "REHEARSAL: VERIFIED")
        self.accept("head -1 organiser/trust.toml", "# REHEARSAL")
        self.accept("grep -c '<strong>REHEARSAL</strong>' registrar/roll/letters/letters-001.html", "")

    def test_a_set_clock_needs_a_rehearsal(self):
        """Spec: MAN-7"""
        new = "constat referendum new r --origin r.example.org/1"
        for clock in ("--now 2026-04-01T08:00:00Z", ""):
            environment = "" if clock else "CONSTAT_NOW=2026-04-01T08:00:00Z "
            self.refuse(f"{environment}{new} {clock}", 2, "usage", "not a rehearsal")
        self.accept(f"{new} --rehearsal --now 2026-04-01T08:00:00Z", "Wrote")
        self.accept("cp organiser/bridge/keys/* r/keys; constat referendum check r/referendum.toml --now 2026-04-01T08:00:00Z", "well formed")
        self.accept("sed -i 's/^rehearsal = true/rehearsal = false/; s/= 2026-/= 2096-/' r/referendum.toml")
        self.refuse("constat referendum check r/referendum.toml --now 2026-04-01T08:00:00Z", 2, "usage", "not a rehearsal")
        self.accept("constat organiser sign r/referendum.toml --key organiser/organiser --out m.entry", "Wrote")
        self.refuse("constat board init l --key board/board-key m.entry --now 2026-04-01T08:00:00Z", 2, "usage", "not a rehearsal")
        self.refuse("constat registrar replace --record m.entry --key registrar/registrar --persons registrar/persons.csv "
                    "--slots s --out o --now 2026-05-01T08:00:00Z", 2, "usage", "not a rehearsal")
        self.accept("test ! -e l")

    def test_statuses(self):
        self.accept("constat verify observer/record --rehearsal --trust organiser/trust.toml", "VERIFIED")
        self.accept("constat-verify observer/record --rehearsal --trust organiser/trust.toml", "VERIFIED")
        self.assertEqual(self.run_command("constat verify observer/record")[0], 3)
        self.assertEqual(self.run_command("constat verify trustee-1/record --rehearsal --trust organiser/trust.toml")[0], 3)
        self.accept("constat verify observer/record --rehearsal --trust organiser/trust.toml --backend portable --threads 1", "VERIFIED")

    def test_reports_differ_in_one_block_alone(self):
        """Two runs' reports are the same bytes but for the block that says by what, when and where. Spec: VER-5, VER-8"""
        verify = "constat-verify observer/record --rehearsal --trust organiser/trust.toml -q"
        reports, pages = [], []
        for run in range(2):
            self.accept(f"{verify} --json j{run}; {verify} --report r{run}.html --threads {run + 1}; sleep 1.1")
            reports.append(json.loads((self.root / f"j{run}").read_text()))
            pages.append((self.root / f"r{run}.html").read_text())
        made = [report.pop("made") for report in reports]
        program = (command_case.bin_folder / "constat-verify").read_bytes()
        self.assertEqual(made[0]["sha256"], hashlib.sha256(program).hexdigest())
        self.assertRegex(made[0]["date"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertNotEqual(made[0].pop("date"), made[1].pop("date"))
        self.assertEqual(made[0], made[1])
        self.assertEqual(*reports)
        # a page gives the minute, which may be the same
        block = re.compile(r'<dl class="print" id="made">.*?</dl>', re.S)
        without, blocks = zip(*(block.subn("", page) for page in pages))
        self.assertEqual(blocks, (1, 1))
        self.assertEqual(*without)

    def test_json_is_whole_and_alone(self):
        out = self.accept("constat verify observer/record --rehearsal --trust organiser/trust.toml --json -")
        self.assertEqual(json.loads(out)["outcome"], "verified")
        self.assertEqual(self.run_command("constat verify nothing --json out.json")[0], 2)
        self.assertEqual(json.loads((self.root / "out.json").read_text())["exit"], 2)

    def test_what_the_demo_suggests_can_be_typed(self):
        output = self.accept("constat demo --ballots 60 --out d --seed s")
        self.accept(re.search(r"^  (\S+ verify .*)$", output, re.M)[1], "VERIFIED")
        self.accept(re.search(r"^  (\S+ show .*)$", output, re.M)[1], "manifest")

    def test_no_record(self):
        self.refuse("constat verify nowhere", 2, "nowhere")
        self.refuse("mkdir empty; constat verify empty", 2, "missing-file")
        status, said = self.run_command("constat verify observer --rehearsal --trust organiser/trust.toml; constat verify .")
        self.assertIn("that are no part of the record. They were not checked.", said)
        self.assertIn("\n  ../", said)
        self.assertIn("duplicate: the record: two files in it are named checkpoint", said)
        self.assertEqual(status, 2, said)
        self.refuse("constat verify organiser/trust.toml", 2)
        self.refuse("head -c 100000 /dev/urandom > noise.tar; constat verify noise.tar", 2)
        self.refuse("mkfifo pipe; constat verify pipe", 2)
        self.refuse("mkdir empty; constat verify empty", 2)

    # Spec: VER-5
    def test_a_report_of_what_could_not_be_checked_says_nothing_of_this_machine(self):
        (self.root / "noise.tar").write_bytes(b"noise" * 1000)
        (self.root / "none").mkdir()
        shutil.copy(self.root / "organiser/trust.toml", self.root / "trust.toml")
        trust = (self.root / "trust.toml").read_text()
        for name, text in (("bad", trust + "threshold = 3\n"), ("large", "#" * (2**20 + 1)), ("text", "manifest = \"\n"),
                           ("lists", 'receipts = ["voter/gone"]\n' + trust), ("policy", trust.replace("quorum", "quorrum", 1))):
            (self.root / f"{name}.toml").write_text(text)
        (self.root / "broken.tar").write_bytes(subprocess.run(
            ["tar", "-c", "-C", self.root / "observer/record", "."], check=True, stdout=subprocess.PIPE).stdout[:-5000])
        shutil.copytree(self.root, self.root.parent / "elsewhere")
        self.run_command("mkfifo pipe ../elsewhere/pipe")
        good = "trust.toml"
        tried = [(name, good) for name in ("nowhere", "noise.tar", "broken.tar", "none", "pipe", "voter/1000.txt/x")]
        tried += [("observer/record", name) for name in
                  ("no.toml", "bad.toml", "large.toml", "text.toml", "lists.toml", "policy.toml", "pipe")]
        for record, pins in tried:
            with self.subTest(f"{record}, {pins}"):
                reports = []
                for place in (self.root, self.root.parent / "elsewhere"):
                    status, said = self.run_command(f"constat verify {place}/{record} --rehearsal --trust {place}/{pins} --json j --quiet")
                    self.assertEqual(status, 2, said)
                    self.assertIn(str(place), said, "the person is told which file it is")
                    text = (self.root / "j").read_text()
                    self.assertNotIn(self.folder.name, text)
                    reports.append({**json.loads(text), "made": None})
                self.assertEqual(reports[0]["outcome"], "could not be checked")
                self.assertEqual(reports[0], reports[1])

    def test_exchanged_arguments(self):
        exchanged = "constat verify organiser/trust.toml --rehearsal --trust observer/record --json exchanged.json"
        self.refuse(exchanged, 2, "cannot-read", "it is a folder")
        report = json.loads((self.root / "exchanged.json").read_text())
        self.assertEqual((report["exit"], report["error"]["code"]), (2, "cannot-read"))
        self.assertNotIn("observer", report["error"]["text"])

    def test_bad_trust_files(self):
        verify = "constat verify observer/record --rehearsal --trust"
        self.refuse(f"{verify} nowhere.toml", 2, "trust file", "nowhere.toml")
        self.refuse(f"echo 'manifest = ' > t; {verify} t", 2, "t: the trust file line 1")
        self.refuse(f"sed s/^manifest.*/manifest=\\\"00\\\"/ organiser/trust.toml > t; {verify} t", 2, "64 digits of 0-9 and a-f")
        self.refuse(f"sed s/quorum/quorrum/ organiser/trust.toml > t; {verify} t", 2, "policy")
        self.refuse(f"echo 'receipts = [\"gone\"]' | cat - organiser/trust.toml > t; {verify} t", 2, "gone")

    def test_damaged_records(self):
        trust = "--trust organiser/trust.toml"
        bundle = next((self.root / "observer/record/tile/entries").rglob("*.p/*"))
        whole = bundle.read_bytes()
        for damage in (whole[:-1], whole + b"\0", whole[:100] + bytes([whole[100] ^ 1]) + whole[101:], b""):
            bundle.write_bytes(damage)
            status, output = self.run_command(f"constat verify observer/record --rehearsal {trust}")
            self.assertEqual(status, 1, output)
            self.assertIn("WRONG", output)
        bundle.unlink()
        self.assertEqual(self.run_command(f"constat verify observer/record --rehearsal {trust}")[0], 1)
        bundle.write_bytes(whole)
        (self.root / "observer/record/checkpoint").write_text("no checkpoint\n")
        self.refuse(f"constat verify observer/record --rehearsal {trust}", 2, "bad-checkpoint")

    def test_another_referendum(self):
        text = (self.root / "organiser/trust.toml").read_text()
        (self.root / "other.toml").write_text(re.sub(r'manifest = "[0-9a-f]{2}', 'manifest = "00', text))
        status, output = self.run_command("constat verify observer/record --rehearsal --trust other.toml")
        self.assertEqual(status, 1, output)
        self.assertIn("wrong-referendum", output)

    def test_output_that_cannot_be_written(self):
        verify = "constat verify observer/record --rehearsal --trust organiser/trust.toml"
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
        verify = "constat verify observer/record --rehearsal --trust organiser/trust.toml"
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


class Files(CommandCase):
    """Secrets: modes, overwriting, showing."""

    def test_modes(self):
        for secret in ("organiser/organiser", "trustee-1/trustee", "registrar/roll/credentials.csv", "registrar/roll/letters/letters-001.html",
                       "voter/1000.txt"):
            self.assertEqual(self.mode(secret), 0o600, secret)
        self.assertEqual(self.mode("registrar/roll/letters"), 0o700)
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
                "constat organiser sign organiser/bridge/referendum.toml --now 2026-04-01T08:00:00Z --key organiser/organiser --out voter/1000.entry",
                "constat trust make organiser/manifest.entry --out organiser/trust.toml",
                "constat registrar issue --record organiser/manifest.entry --key registrar/registrar --persons registrar/persons.csv "
                "--out registrar/roll",
                "constat registrar letters --record observer/record --sheet registrar/roll/credentials.csv --vote-at x "
                "--contact y --out registrar/roll/letters",
                "constat board init board/log --key board/board-key board/manifest.entry",
                "constat receipt make --record observer/record --ballot voter/1000.entry --out voter/1000.tlog-proof"):
            output = self.refuse(command, 2, "refuses-overwrite")
            self.assertIn("already", output)
        after = {p: p.read_bytes() for p in self.root.rglob("*") if p.is_file()}
        self.assertEqual(before, after)

    def test_secret_files_that_others_can_read(self):
        for command, path in (
                ("constat organiser sign organiser/bridge/referendum.toml --now 2026-04-01T08:00:00Z --key organiser/organiser --out m", "organiser/organiser"),
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
                        f"challenge check {secret} --record observer/record --tracker {'00000' * 5}",
                        f"receipt verify {secret} --record observer/record --trust organiser/trust.toml",
                        f"board append board/log --key board/board-key {secret}",
                        f"board publish board/log --key board/board-key {secret}",
                        f"vote --record observer/record --out b --codes {secret}",
                        f"my-ballots --record observer/record --keep {secret}",
                        f"my-ballots --record observer/record --keep none --codes registrar/roll/credentials.csv",
                        "registrar issue --record organiser/manifest.entry --key registrar/registrar --out r2 --persons "
                        "registrar/roll/credentials.csv --order registrar/roll/credentials.csv",
                        f"registrar letters --record observer/record --sheet {secret} --vote-at x --contact y --out l"):
            status, output = self.run_command(f"constat {command}")
            self.assertIn(status, (1, 2), f"{command}\n{output}")

    def test_wrong_keys(self):
        self.refuse("constat organiser sign organiser/bridge/referendum.toml --now 2026-04-01T08:00:00Z --key trustee-1/trustee --out m", 2, "wrong-key")
        self.refuse("constat trustee deal --record observer/record --key organiser/organiser.pub --out d", 2)
        self.refuse("constat trustee deal --record observer/record --key nowhere --out d", 2, "nowhere")
        self.accept("constat key new trustee Stranger --out stranger")
        self.refuse("constat trustee deal --record observer/record --key stranger --out d", 2, "wrong-key")
        self.accept("constat key new witness stranger.example --out sw")
        self.refuse("constat witness cosign --record board/log/for-witnesses --checkpoint board/log/to-cosign --key sw --state s --out c",
                    2, "wrong-key")

    def test_truncated_secret_file(self):
        text = (self.root / "trustee-1/trustee").read_text()
        for cut in (0, 5, len(text) - 2, len(text) - 40):
            (self.root / "cut").unlink(missing_ok=True)
            (self.root / "cut").write_text(text[:cut])
            (self.root / "cut").chmod(0o600)
            self.refuse("constat trustee deal --record observer/record --key cut --out d", 2, "bad-text")


class Preparing(CommandCase):
    def test_nothing_is_written_that_the_next_command_refuses(self):
        for origin in ("two words", "a+b", "", "x" * 129):
            self.refuse(f"constat referendum new pier --origin '{origin}'", 2, "referendum.toml was not written")
        self.refuse("constat referendum new pier --opening 9999-12-31T00:00:00Z", 2, "referendum.toml was not written")
        self.assertFalse((self.root / "pier").exists())
        self.refuse(f"constat key new witness {'w' * 129} --out key", 2, "at most 128 bytes")
        self.assertFalse((self.root / "key").exists() or (self.root / "key.pub").exists())

    def test_a_trust_file_is_right_for_any_name(self):
        self.accept("constat key new witness 'w\\n\"x' --out w; cp w.pub organiser/bridge/keys/witness-1.pub")
        self.accept("constat organiser sign organiser/bridge/referendum.toml --now 2026-04-01T08:00:00Z --key organiser/organiser --out m")
        self.accept("constat trust make m --out t")
        self.environment["CONSTAT_NOW"] = "2026-04-10T08:00:00Z"
        self.accept("constat board init b --key board/board-key m")
        self.accept("constat witness cosign --record b/for-witnesses --checkpoint b/to-cosign --key w --state s --trust t --out c",
                    "Cosigned 1 entry")

    def test_referendum_files(self):
        toml = (self.root / "organiser/bridge/referendum.toml").read_text()
        bad = self.root / "organiser/bridge/bad.toml"
        line = toml[:toml.index("floor = 10")].count("\n") + 1
        for old, new, says in (("threshold = 2", "threshold = 9", "threshold"), ('nonce = "', 'nonce = "zz', "nonce"),
                               ("quorum = 2", "quorum = 1", "quorum"), ("title = ", "titel = ", "titel"),
                               ("floor = 10", "floor = = 10", f"bad.toml line {line}"), ('votes = "yes"', 'votes = "maybe"', "maybe"),
                               ("keys/board.pub", "keys/nobody.pub", "nobody.pub")):
            self.assertIn(old, toml)
            bad.write_text(toml.replace(old, new))
            self.refuse(f"constat referendum check {bad}", 2, says, "bad.toml" if "nobody" not in new else "nobody")
        # What can never be meant, with its line.
        rule = toml[:toml.index("[[question.rule]]")].count("\n") + 1
        second = '[[question.rule]]\nvotes = "no"\nof = "valid"\nmore_than = "1/2"\n'
        for old, new, says in (('more_than = "1/2"', 'at_least = "110%"', f"bad.toml line {rule}: "),
                               ('more_than = "1/2"\n', f'more_than = "1/2"\n{second}', "can never both hold"),
                               ('languages = ["en"]', 'languages = ["ua"]', "Ukrainian"),
                               ('languages = ["en"]', 'languages = ["German"]', "German"),
                               ('origin = "', 'origin = "https://', "https"), ('origin = "', 'origin = "https:', "https"),
                               ("max_ballots = 20", "max_ballots = 1", "nobody can vote again")):
            self.assertIn(old, toml)
            bad.write_text(toml.replace(old, new))
            for command in ("check", f"sign {bad} --key organiser/organiser --out x.entry"):
                command = f"constat referendum check {bad}" if command == "check" else f"constat organiser {command}"
                self.refuse(command, 2, says, "bad.toml line")
        self.refuse("constat referendum check nowhere.toml", 2, "nowhere.toml")
        self.refuse("constat referendum check organiser", 2, "organiser")

    def test_look_again_at_a_referendum(self):
        toml = (self.root / "organiser/bridge/referendum.toml").read_text()
        odd = self.root / "organiser/bridge/odd.toml"
        for old, new, says in (('name = "No"', 'name = "YES"', "in capital letters"), ('name = "No"', 'name = "\u0423es"', "U+0423"),
                               ('name = "No"', 'name = "Yes\u200b"', "nobody sees"), ("quorum = 2", "quorum = 3", "All 3 witnesses")):
            self.assertIn(old, toml)
            odd.write_text(toml.replace(old, new))
            said = self.accept(f"constat referendum check {odd} --now 2026-04-01T08:00:00Z", "well formed")
            self.assertIn(says, " ".join(said.split("\nLook again at this\n")[1].split()))

    def test_times(self):
        self.refuse("constat referendum new x --opening yesterday", 2, "yesterday", "2026-05-01T12:00:00Z")
        self.refuse("constat referendum new x --opening 2026-02-30T00:00:00Z", 2, "is not a time")
        self.refuse("constat referendum new x --opening 2096-05-02T00:00:00Z --closing 2096-05-01T00:00:00Z", 2, "closing")
        self.refuse("constat referendum new x --opening 2026-05-02T00:00:00Z", 2, "usage", "is in the past by this machine")
        self.refuse("CONSTAT_NOW=noon constat board append board/log --key board/board-key voter/1000.entry", 2, "noon")
        self.assertFalse((self.root / "x").exists())

    def test_persons(self):
        issue = "constat registrar issue --record organiser/manifest.entry --key registrar/registrar --out r2 --persons"
        for text, says in (("id,region\n1,north\n1,south\n", "p.csv line 3"), ("id,region\n1,north\n1 ,south\n", "is in line 2 already"),
                           ("id,region\n1,west\n", "west"),
                           ("name\nx\n", "p.csv line 1"), ("id,region\n\"1,north\n", "p.csv")):
            (self.root / "p.csv").write_text(text)
            self.refuse(f"{issue} p.csv", 2, says)
        self.assertFalse((self.root / "r2/credentials.csv").exists())
        (self.root / "p.csv").write_text("id,region\n")
        self.refuse(f"{issue} p.csv".replace("--out r2", "--out nobody"), 2, "names nobody")
        self.assertFalse((self.root / "nobody").exists())

    def test_look_again_at_persons(self):
        (self.root / "p.csv").write_text('id,region\n12,north\n"1 2",north\n0012,south\n2,north\n')
        said = self.accept("constat registrar issue --record organiser/manifest.entry --key registrar/registrar --out alike "
                           "--persons p.csv", "Next: ")
        self.accept("rm -r alike")
        end = " ".join(said.split("\nLook again at this\n")[1].split())
        for words in ("\u201c12\u201d (line 2) and \u201c1 2\u201d (line 3) look alike: they differ only in blanks", "(line 4) look alike",
                      "Fewer voters than the floor", "4 voters are few"):
            self.assertIn(words, end)

    def test_a_roll_that_cannot_be_written_leaves_no_sheet(self):
        self.accept("cut -d, -f1,2 registrar/persons.csv > p.csv; constat registrar issue --record organiser/manifest.entry "
                    "--key registrar/registrar --persons p.csv --out r1")
        sheet, roll = (self.root / "r1" / name for name in ("credentials.csv", "roll.entries"))
        self.assertLess(sheet.stat().st_size, roll.stat().st_size, "there is a limit between both")
        for limit in (64, (sheet.stat().st_size + roll.stat().st_size) // 2):
            (self.root / "r2").mkdir(exist_ok=True)
            (self.root / "r2/order.csv").write_text("not of this run")

            def no_space(most=limit):
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            status, output = self.run_command("constat registrar issue --record organiser/manifest.entry --key registrar/registrar "
                                              "--persons p.csv --out r2", before=no_space)
            self.assertEqual(status, 2, output)
            self.assertEqual([path.name for path in (self.root / "r2").glob("*")], ["order.csv"], limit)

    def test_letters(self):
        letters = ("constat registrar letters --record observer/record --sheet registrar/roll/credentials.csv --vote-at x "
                   "--contact y --out new")
        self.refuse(f"{letters} --registrar 2", 2, "--registrar 2")
        self.refuse(f"{letters} --language xx", 2, "xx")
        self.refuse(letters.replace("-at x", "-at http://vote.example.org"), 2, "http://vote.example.org")
        self.refuse(f"{letters} --form fax", 2, "fax")
        self.refuse(f"{letters} --paper a5", 2, "a5")
        self.refuse(f"{letters} --part 0", 2, "--part")
        self.refuse(f"{letters} --form eml", 2, "--mail-from")
        self.refuse(f"{letters} --mail-from a@example.org", 2, "--form eml")
        self.refuse(f"{letters} --form merge --pdf", 2, "mail merge")
        self.refuse(f"PATH={command_case.bin_folder} {letters} --pdf", 2, "no browser")
        self.assertEqual(list(self.root.glob("new*")), [])

    def test_letters_in_every_form(self):
        """Parts of some letters, pages, tables or messages, all of them secret; a sheet says who gets which."""
        self.accept("printf 'id,region,contact,language,email,large_print\\n1,north,Ann,de,,\\n2,south,Ben,,ben@example.org,yes\\n"
                    "3,south,Cy,,,\\n' > p.csv")
        self.accept("constat registrar issue --record organiser/manifest.entry --key registrar/registrar --persons p.csv --out r")
        letters = ("constat registrar letters --record organiser/manifest.entry --sheet r/credentials.csv --vote-at "
                   "https://vote.example.org/b/vote --contact y")
        self.accept(f"{letters} --part 2 --paper letter --out printed", "Wrote printed: 3 letters.", "1 letter in another language")
        self.assertEqual(sorted(path.name for path in (self.root / "printed").iterdir()), ["letters-001.html", "letters-002.html", "letters.sha256"])
        pages = "".join(path.read_text() for path in (self.root / "printed").glob("*.html"))
        self.accept("cd printed && sha256sum --quiet -c letters.sha256")
        self.assertEqual((pages.count('"letter us"'), pages.count('"letter us large"')), (2, 1))
        self.accept(f"{letters} --form merge --out merged", "3 letters.")
        with (self.root / "merged/merge-001.csv").open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        self.assertEqual({row["REHEARSAL"] for row in rows}, {"REHEARSAL"})
        codes = {row["code"] for row in rows}
        for row in rows:
            self.assertIn("https://vote.example.org/b/vote#c=" + row["code"].replace("-", ""), row["link"])
            self.assertIn("<svg", (self.root / "merged" / row["square"]).read_text())
        self.accept(f"{letters} --form eml --now 2026-04-05T10:00:00Z --mail-from o@example.org --no-link --out mailed", "2 persons without an e-mail address",
                    "Mail services read and rewrite links")
        [mail] = (self.root / "mailed").glob("mail-001/*.eml")
        message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
        self.assertEqual(message["To"], "ben@example.org")
        self.assertEqual(str(message["Date"].datetime), "2026-04-05 10:00:00+00:00")
        self.assertTrue(message["Subject"].startswith("REHEARSAL: Your voting code: "), message["Subject"])
        text = message.get_content()
        self.assertEqual(sum(code in text for code in codes), 1)
        self.assertNotIn("://", text)
        for path in [*self.root.glob("merged/**/*"), *self.root.glob("mailed/**/*")]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o700 if path.is_dir() else 0o600, path)

    def test_a_sheet_is_compared_with_the_roll(self):
        sheet = self.root / "registrar/roll/credentials.csv"
        head, *rows = sheet.read_text().splitlines(keepends=True)
        fields = [row.split(",") for row in rows[:2]]
        for row, other in zip(fields, [fields[1][-1], fields[0][-1]]):
            row[-1] = other
        sheet.write_text(head + "".join(",".join(row) for row in fields) + "".join(rows[2:]))
        self.refuse("constat registrar letters --record voter/record --sheet registrar/roll/credentials.csv --vote-at x --contact y "
                    "--out new", 2, "registrar/roll/credentials.csv", f'"{fields[0][0]}"')
        self.refuse("constat registrar test --record voter/record --sheet registrar/roll/credentials.csv", 2, "is not the one")
        self.assertFalse((self.root / "new").exists())


class HostileArchives(CommandCase):
    """Archives that cost little to send and much to read, put to every command that opens a record."""
    state = "open"

    def bombs(self) -> dict[str, str]:
        """Two archives of the good record with more in them, and the code that refuses each."""
        record = self.root / "board/log/record"
        files = sorted(p for p in record.rglob("*") if p.is_file())

        def tar(name: str, more: list[tarfile.TarInfo]) -> bytes:
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
                for info in more:
                    archive.addfile(info)
                for path in files:
                    archive.add(path, str(path.relative_to(record)))
            return out.getvalue()

        folder = tarfile.TarInfo("tile")
        folder.type = tarfile.DIRTYPE
        twice = gzip.compress(gzip.compress(tar("folders", [folder] * 9000), 9), 9)
        names = gzip.compress(tar("names", [tarfile.TarInfo(f"{i}" + "a" * 60_000) for i in range(2000)]), 9)
        self.assertLess(len(twice), 200_000)
        self.assertLess(len(names), 1_000_000)
        (self.root / "twice.tar.gz").write_bytes(twice)
        (self.root / "names.tar.gz").write_bytes(names)
        return {"twice.tar.gz": "cannot-read", "names.tar.gz": "too-large"}

    def test_every_command_that_opens_a_record_refuses_them(self):
        trust = "--trust organiser/trust.toml"
        (self.root / "challenge").write_text("x")
        commands = [
            f"constat verify RECORD --rehearsal {trust}", f"constat-verify RECORD --rehearsal {trust}", "constat show RECORD",
            f"constat vote --record RECORD {trust} --out b", f"constat my-ballots --record RECORD {trust} --credential {'0' * 64}",
            f"constat receipt make --record RECORD --tracker {'0' * 25} --out r",
            f"constat receipt verify organiser/trust.toml --record RECORD {trust}",
            f"constat challenge check challenge --record RECORD --tracker {'0' * 25}",
            f"constat trustee deal --record RECORD {trust} --key trustee-1/trustee --out d",
            f"constat trustee accept --record RECORD {trust} --key trustee-1/trustee --state m --out d",
            f"constat trustee decrypt --record RECORD {trust} --key trustee-1/trustee --state m --out d",
            "constat witness cosign --record RECORD --checkpoint board/log/to-cosign --key witness-1/witness --state s --out c",
            f"constat registrar issue --record RECORD {trust} --key registrar/registrar --persons registrar/persons.csv --out roll2",
            f"constat organiser open --record RECORD {trust} --key organiser/organiser --out o",
            "constat trust make RECORD --out t.toml",
        ]  # fmt: skip

        def little_memory() -> None:
            resource.setrlimit(resource.RLIMIT_DATA, (200 << 20, 200 << 20))

        for bomb, code in self.bombs().items():
            for command in commands:
                command = command.replace("RECORD", bomb)
                status, said = self.run_command(command, typed=f"{self.code()}\n1\ncast\n", before=little_memory)
                self.assertEqual(status, 2, f"{command}\n{said}")
                self.assertIn(code, said, command)


if __name__ == "__main__":
    sys.exit(command_case.main())
