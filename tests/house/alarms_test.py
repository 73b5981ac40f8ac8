"""Each rule of tools/ can fail: a small tree that keeps them all passes, and each of its faults is told, by the tool
and in the words named here."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
CLANG_FORMAT = pathlib.Path(__file__).resolve().parents[2] / ".clang-format"
CLANG_TIDY = pathlib.Path(__file__).resolve().parents[2] / ".clang-tidy"

LAYERS = """
[base]
deps = []
imports = []

[crypto]
deps = ["base"]
imports = ["sodium.h"]

[record]
deps = ["base"]
imports = []

["party/voter"]
deps = ["base", "crypto"]
secret = true
imports = []
real = "constat/base/real.h"

[cli]
deps = ["base"]
imports = []

[examine]
deps = []
imports = []
"""
ERRORS = '#define CONSTAT_ERROR_CODES(X) X(100, kTruncated, "truncated", "the bytes end before the value does")\n'
CHECKS = """\
| attack | clause | code | vector | Python | C++ | test |
| --- | --- | --- | --- | --- | --- | --- |
| cut | BAL-1 | `truncated` | ballots: cut | ballot.cast | party/voter/voter.cc Vote | Cut.test_cut |

| attack | clause | what becomes of it | test |
| --- | --- | --- | --- |
| cut twice | BAL-1 | a note | Cut.test_cut |
"""
THREATS = """\
| party | could try to | what stops it, or shows it | what is NOT stopped | test |
| --- | --- | --- | --- | --- |
| voter | cut | signed (BAL-1) | | Cut.test\\_cut; none can exist for half a cut: nobody sees it |
| voter | wait | nothing | waiting | none can exist: it is allowed |
"""
ATTACKS = """\
41 attacks: 40 are stopped, 0 shown, 1 not stopped.

| attacked | attack as published | found in, and source | here | what stops it, or what does not | test |
| --- | --- | --- | --- | --- | --- |
""" + "| ballot | cut | Scissors, 2012 [abstract]; issue 1 [thread] | stopped | signed (BAL-1) | Cut.test\\_cut; ct whole-ballot |\n" * 40 + """\
| board | wait | Patience [described by a friend] | not stopped | "waiting" | none can exist: it is allowed |
"""
REQUIREMENTS = """\
| list | met | partly | not | organiser | rows | what was read |
| --- | --- | --- | --- | --- | --- | --- |
| [Town](#town) | 1 | 1 | 1 | 1 | 4 | all |

## Town

| number | what it asks | answer | clause | shown by | what is missing, and why |
| --- | --- | --- | --- | --- | --- |
| 1 | cut | met | BAL-1 | Cut.test\\_cut; [ballot](../spec/06-ballot.md) | - |
| 2 | see | partly | - | [ballot](../spec/06-ballot.md) | eyes |
| 3 | fly | not | - | - | wings |
| 4 | pay | organiser | - | - | - |
"""
GOOD = {
    "layers.toml": LAYERS,
    "constat/base/bytes.h": '#include <cstdint>\n\n// SumOf adds up (crypto/hash.h, not constat/v1/ or NAME.h).\n// SOURCE: other/sum.h.\nint SumOf();\nauto a = "// gone.h";\n',
    "constat/base/error.h": ERRORS,
    "constat/base/real.h": "double Log(double x) { return std::log(x); }\n",
    "constat/crypto/hash.h": '#include <sodium.h>\n\n#include "constat/base/bytes.h"\n',
    "constat/crypto/secret/key.h": '#include "constat/crypto/hash.h"\n',
    "constat/crypto/label.h": 'X(kBallot, "ballot")\n',
    "constat/party/voter/voter.cc": '#include "constat/crypto/secret/key.h"\n#include "constat/party/voter/texts.generated.h"\n\n// Spec: BAL-1\nint Vote() { return 1; }\n',
    "constat/party/voter/voter_test.cc": "// Spec: BAL-1\nint Test() { return 1; }\n",
    "constat/cli/choice.cc": "Result<int> ParseChoice(std::string_view typed) { return 1; }\n",
    "constat/party/voter/chance.cc": "// Is log(x).\ndouble Of(X x) { return x.log() + board->log() + Log(x.catalog()) + std::sqrt(2); }\n",
    "constat/party/voter/chance_test.cc": "double Expected() { return std::log(2); }\n",
    "constat/examine/clean_record.h": "constexpr CleanRecord kRecord{0, 8};  // percentages; z above 3\n",
    "docs/design/architecture.md": "".join(f"| `{layer}/` | |\n" for layer in ("base", "crypto", "record", "party", "cli", "examine")),
    "docs/design/forensics.md": "| percentages | 0 of 8 | z above 3 |\n",
    "constat/record/entry_types.inc": 'CONSTAT_ENTRY_TYPE(8, kBallot, "a_ballot", kOpen, kAlways, kNone, kBallots, "BAL-1")\n',
    "tools/make_errors_md": "\n",
    "docs/spec/01-encodings.md": "**[LAB-2]** Labels.\n\n| `ballot` |\n\n## End\n",
    "docs/spec/02-log.md": "**[LOG-6]** Types.\n\n| 8 | `a_ballot` | open | | voter | BAL-1 |\n",
    "docs/spec/08-verification.md": "**[VER-7]** `ballots` (8), or `verdict`.\n",
    "docs/spec/ref/ballot.py": "BALLOT = 8\n\n\ndef cast():\n    return 1\n",
    "docs/spec/vectors/ballots.json": '{"name": "cut"}\n',
    "docs/spec/checks.md": CHECKS,
    "docs/spec/threats.md": THREATS,
    "docs/spec/attacks.md": ATTACKS,
    "tests/ct/CMakeLists.txt": "foreach(operation scalars whole-ballot)\n",
    "docs/guide/requirements.md": REQUIREMENTS,
    "tests/cut_test.py": "def test_cut():\n    return 1\n",
    **{f"docs/spec/ref/{module}.py": "" for module in ("ceremony", "replacement", "roll", "state", "statement",
                                                      "tally")},
    "docs/spec/ref/verify.py": 'CHECK_OF_TYPE = {\n    8: "ballots",\n}\n',
    "docs/spec/06-ballot.md": "**[BAL-1]** A ballot MUST be signed. See [labels](01-encodings.md).\n",
}


class Tree:
    """Tree: a folder that git knows, with the good files and what a test adds."""

    def __init__(self, files: dict[str, str]):
        self.folder = tempfile.TemporaryDirectory()
        self.top = pathlib.Path(self.folder.name).resolve()
        subprocess.run(["git", "init", "-q", self.top], check=True)
        (self.top / ".clang-format").write_text(CLANG_FORMAT.read_text())
        self.write({**GOOD, **files})
        if not (self.top / "docs/spec/errors.md").exists():
            subprocess.run([TOOLS / "make_errors_md", "--root", self.top], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def run(self, tool: str) -> tuple[int, str]:
        flags = {"format": ["--check"], "check_includes": ["--all"]}.get(tool, [])
        done = subprocess.run([TOOLS / tool, *flags, "--root", self.top], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


def function(lines: int) -> str:
    return "int Sum() {\n" + "  Add();\n" * (lines - 2) + "}\n"


ALARMS = [
    # tool, files that break the rule, what must be said
    ("check_layers", {"constat/base/up.h": '#include "constat/crypto/hash.h"\n'}, "base may not include"),
    ("check_layers", {"constat/base/up.h": '#include "constat/crypto/made.generated.h"\n'}, "base may not include"),
    ("check_layers", {"constat/base/up.inc": '#include "constat/crypto/hash.h"\n'}, "base may not include"),
    ("check_layers", {"constat/party/voter/sign.cc": "#include <sodium.h>\n"}, "sodium.h may not be included in party/voter"),
    ("check_layers", {"constat/crypto/open.h": '#include "constat/crypto/secret/key.h"\n'}, "key.h handles secrets"),
    ("check_layers", {"constat/cli/open.h": '#include "constat/party/voter/booth.h"\n', "constat/party/voter/booth.h": "\n",
                      "layers.toml": LAYERS.replace('[cli]\ndeps = ["base"', '[cli]\ndeps = ["base", "party/voter"')},
     "booth.h handles secrets"),
    ("check_layers", {"layers.toml": LAYERS.replace("[base]\ndeps = []", '[base]\ndeps = ["crypto"]')},
     "base comes before crypto, which it may include"),
    ("check_layers", {"constat/party/voter/fast_test.cc": '#include "constat/load/vartime_ballot.h"\n'},
     "vartime_ballot.h is not for this file"),
    ("check_layers", {"constat/new/a.h": "\n"}, "constat/new/a.h is in no layer of layers.toml"),
    ("check_layers", {"constat/crypto/near.h": '#include "hash.h"\n'}, "hash.h is spelt"),
    ("check_layers", {"constat/crypto/near.h": "#include <constat/crypto/hash.h>\n"}, "hash.h is spelt"),
    ("check_layers", {"tests/near.h": '#include "constat/crypto/../base/bytes.h"\n'}, "is no file of this tree"),
    ("check_layers", {"tests/near.h": '#include "constat/crypto/gone.h"\n'}, "gone.h is no file of this tree"),
    ("check_layers", {"tests/near.h": "#include <string.h>\n"}, "string.h has a C++ name: cstring"),
    ("check_layers", {"tests/near.h": "#include <string>\n#include <string>\n"}, "string is included twice"),
    ("check_layers", {"constat/crypto/pool.h": "#include <mutex>\n"}, "pool.h: mutex is for constat/base/parallel.h alone"),
    ("check_layers", {"cmd/run.cc": "int n = std::jthread::hardware_concurrency();\n"}, "std::jthread is for constat/base/"),
    *(("check_checks", {"docs/spec/checks.md": CHECKS.replace(old, new)}, words)
      for old, new, words in (("BAL-1", "BAL-2", "names no clause: BAL-2"), ("`truncated`", "`short`", "names no code: short"),
                              ("ballots: cut", "ballots: long", "names no vector"), ("ballot.cast", "ballot.vote", "names no Python"),
                              ("cc Vote", "cc Cast", "names no C++"), ("test_cut", "test_long", "names no test"),
                              ("ballot.cast", "", "has an empty cell"), ("a note", "", "has an empty cell"),
                              ("a note | Cut.test_cut", "a note | record cut", "names no test: record cut"),
                              ("what becomes of it", "outcome", "the tables have other columns"))),
    *(("check_checks", {"docs/spec/threats.md": THREATS.replace(old, new)}, words)
      for old, new, words in (("Cut.test", "Cut.that", "voter, cut: names no test: Cut.that"), ("Cut.", "demo ", "names no test: demo"),
                              (": it is allowed", "", "voter, wait: names no test: none can exist"),
                              ("none can exist: it is allowed", "", "voter, wait: has an empty cell"),
                              ("nothing | waiting", " | ", "voter, wait: has an empty cell"),
                              (" | test |", " | proof |", "the table has other columns"))),
    *(("check_checks", {"docs/spec/attacks.md": ATTACKS.replace(old, new, 1)}, words)
      for old, new, words in (("BAL-1", "BAL-2", "cut: names no clause: BAL-2"), ("(BAL-1)", "well", "cut: is stopped by no clause"),
                              ("Cut.test", "Cut.that", "cut: names no test: Cut.that"), ("whole-", "half-", "names no test: ct half-"),
                              ("Scissors, 2012 [abstract]", "", "cut: does not say what was read"),
                              ("[thread]", "[rumour]", "does not say what was read: issue 1 [rumour]"), ("| cut |", "| |", "an empty cell"),
                              ('"waiting"', '"sleeping"', "wait: quotes what docs/spec/threats.md does not say: sleeping"),
                              ('"waiting"', "waiting", "wait: is not stopped and quotes nothing"),
                              ("| not stopped", "| ignored", "wait: has another outcome: ignored"),
                              ("| board |", "| desk |", "wait: is about nothing that is attacked: desk"),
                              ("| board |", "| keys |", "the rows are not in the order of what is attacked"),
                              ("| stopped |", "| shown |", "another number than 41 attacks: 39 are stopped, 1 shown, 1 not stopped"),
                              ("40 are", "39 are", "another number than 41 attacks: 40 are stopped"),
                              (" | test |", " | proof |", "the table has other columns"))),
    ("check_checks", {"docs/spec/attacks.md": re.sub(r"(\| ballot .*\n){2}", "", ATTACKS, count=1)}, "39 attacks; there are 40 at"),
    ("check_checks", {"tests/ct/CMakeLists.txt": "foreach(operation scalars)\n"}, "cut: names no test: ct whole-ballot"),
    *(("check_checks", {"docs/guide/requirements.md": REQUIREMENTS.replace(old, new)}, words)
      for old, new, words in (("BAL-1", "BAL-2", "Town, 1: names no clause: BAL-2"), ("Cut.test", "Cut.that", "1: names no test: Cut.that"),
                              ("BAL-1", "-", "Town, 1: is met, without a clause and a test"),
                              ("Cut.test\\_cut; ", "", "Town, 1: is met, without a clause and a test"),
                              ("| - | [ballot](../spec/06-ballot.md) | eyes", "| - | - | eyes", "2: is partly met, by nothing that"),
                              ("wings", "-", "Town, 3: does not say what is missing"), ("wings", "", "3: has an empty cell"),
                              ("fly | not", "fly | never", "Town, 3: has no such answer: never"), ("4 | pay", "3 | pay", "Town, 3: is there twice"),
                              ("1 | 4 | all", "2 | 4 | all", "Town: the head does not count 1, 1, 1, 1, 4 rows"),
                              ("## Town", "## City", "Town: the head counts rows that are not there"),
                              ("shown by", "proof", "Town: the tables have other columns"))),
    ("check_tests", {"constat/party/voter/choice.cc": "int a;\n"}, "choice.cc has no test: constat/party/voter/choice_test.cc is"),
    ("check_front_ends", {"constat/cli/plan.cc": "#include <nlohmann/json.hpp>\n"}, "json.hpp is for files with a format"),
    ("check_front_ends", {"constat/cli/plan.h": '#include "constat/text/csv.h"\n'}, "csv.h is for files with a format"),
    ("check_front_ends", {"constat/cli/plan.cc": '#include "constat/text/json.h"\n'}, "json.h is for files"),
    ("check_front_ends", {"constat/text/utf8.h": "int a;\n"}, "constat/text/csv.h is no header of this tree"),
    ("check_front_ends", {"constat/cli/plan.cc": "Result<Plan> ParsePlan(ByteView bytes) {\n  return Plan();\n}\n"},
     "ParsePlan reads a format"),
    ("check_front_ends", {"constat/cli/audit/plan.cc": "Result<Plan> ReadPlan(\n    const fs::path& path) {\n  return Plan();\n}\n"},
     "ReadPlan reads a format"),
    ("check_layers", {"constat/party/voter/a.cc": "double a = std::log(2);\n"}, "log is for constat/base/real.h only"),
    ("check_layers", {"constat/party/voter/a.h": "double a = 1 + ::lgamma_r(2, &s);\n"}, "lgamma_r is for constat/base/real.h"),
    ("check_layers", {"constat/party/voter/a.inc": "float a = expf (2);\n"}, "expf is for constat/base/real.h only"),
    ("check_layers", {"constat/party/voter/a.cc": "double (*const a)(double) = &std::atan2;\n"}, "atan2 is for"),
    ("check_layers", {"constat/party/voter/a.cc": "long double a = 2;\n"}, "long double is for constat/base/real.h only"),
    ("check_docs", {"docs/guide.md": "<<<<" "<<< HEAD\n"}, "docs/guide.md:1 has what a merge left"),
    ("check_docs", {"docs/guide.md": "See BAL-2.\n"}, "docs/guide.md cites BAL-2, which does not exist"),
    ("check_docs", {"docs/spec/07-tally.md": "**[TAL-1]** Sums MUST agree.\n"}, "no test cites TAL-1"),
    ("check_docs", {"constat/crypto/label.h": 'X(kBallot, "ballot")\nX(kRoll, "roll")\n'}, "label roll is in only one"),
    ("check_docs", {"docs/spec/02-log.md": GOOD["docs/spec/02-log.md"].replace("open", "roll")},
     "type 8 a_ballot roll none ballots BAL-1 is in only one"),
    ("check_docs", {"docs/spec/08-verification.md": "**[VER-7]** `ballots` (7).\n"}, "type 8 a_ballot open none ballots BAL-1 is in"),
    ("check_docs", {"docs/spec/ref/ballot.py": "BALLOT = 9\n"}, "no constant for entry type 8, a_ballot"),
    ("check_docs", {"docs/spec/ref/verify.py": 'CHECK_OF_TYPE = {8: "roll"}\n'}, "verify.py has other checks for the entry"),
    ("check_docs", {"docs/guide.md": "See `constat/base/gone.h`.\n"}, "docs/guide.md names constat/base/gone.h, which is not"),
    ("check_docs", {"constat/base/a.h": "// As in crypto/gone.h.\n"}, "constat/base/a.h:1 names crypto/gone.h, which is not"),
    ("check_docs", {"constat/base/a.h": "int a;  // See tests/gone.\n"}, "constat/base/a.h:1 names tests/gone, which is not"),
    ("check_docs", {"constat/base/a.h": "int a;\n\n// ReadOld reads.\nint ReadNew();\n"}, "a.h:3 begins with ReadOld, which is"),
    ("check_docs", {"docs/design/forensics.md": "| percentages | 1 of 8 | |\n"}, "percentages: 1 false alarms of 8 is in only"),
    ("check_docs", {"docs/design/architecture.md": "| `base/` | |\n"}, "the map in docs/design/architecture.md has base; layers"),
    ("check_docs", {"docs/guide.md": "[there](nowhere.md)\n"}, "the link nowhere.md leads nowhere"),
    ("check_docs", {"constat/parcel/referendum_keys.inc": 'KEY("nonce", "text", 0, 0, "", "why")\n'}, "run tools/make_keys_md"),
    ("check_docs", {"docs/spec/errors.md": "# Error codes\n"}, "run tools/make_errors_md"),
    ("check_sizes", {"constat/base/long.cc": "int a;\n" * 600}, "constat/base/long.cc: 600 lines"),
    ("check_sizes", {"tools/long": "a = 1\n" * 600}, "tools/long: 600 lines"),
    ("check_sizes", {"constat/base/sum.cc": function(60)}, "int Sum() { has 60 lines"),
    ("check_sizes", {"constat/base/sum.h": "struct S {\n" + "  " + function(60).replace("\n", "\n  ")}, "Sum() { has 60"),
    ("check_sizes", {"constat/base/sum_test.cc": function(70).replace("int Sum()", "TEST(A, B)")}, "TEST(A, B) { has 70"),
    ("check_sizes", {"tests/sum.mjs": "export function sum() {\n" + "  add();\n" * 60 + "}\n"}, "sum() { has 62 lines"),
    ("check_sizes", {"tests/sum.py": "def sum():\n" + "    add()\n" * 60}, "def sum(): has 61 lines"),
    ("format", {"constat/base/a.h": "int  a;\n"}, "constat/base/a.h:1: not as tools/format lays it out"),
    ("format", {"constat/base/a.inc": "int  a;\n"}, "constat/base/a.inc:1: not as"),
    ("format", {"constat/base/a.h": "// " + "word " * 19 + "word\n// word and more words of a sentence.\n"}, "a.h:1: not"),
    ("format", {"constat/base/a.h": "// A file (in TMPDIR or\n// /tmp) of words.\n"}, "a.h:1: not"),
    ("format", {"constat/base/a.h": 'const char* a =\n    "some words of a "\n    "sentence that is long";\n'}, "a.h:1: not"),
    ("format", {"constat/base/a.h": "struct " + "N" * 110 + " {};\n"}, "116 columns; at most 110"),
]


class Alarms(unittest.TestCase):
    def assert_tells(self, tree: Tree, tool: str, words: str) -> str:
        status, said = tree.run(tool)
        self.assertEqual(status, 1, said)
        self.assertIn(words, said)
        return said

    def test_a_good_tree_passes(self):
        threads = {name: "#include <thread>\n" for name in ("constat/base/parallel.h", "constat/base/a_test.cc", "tests/a.h")}
        long = {**threads, "constat/base/sum.cc": function(59), "tests/sum.py": "def sum():\n" + "    add()\n" * 58}
        with Tree(long) as tree:
            for tool in ("check_layers", "check_front_ends", "check_checks", "check_docs", "check_sizes", "check_tests", "format"):
                status, said = tree.run(tool)
                self.assertEqual(status, 0, f"{tool}: {said}")

    def test_each_fault_is_told(self):
        for tool, files, words in ALARMS:
            with self.subTest(tool=tool, words=words), Tree(files) as tree:
                self.assert_tells(tree, tool, words)

    def test_a_layer_may_not_hold_too_much(self):
        files = {"layers.toml": ""}
        for layer in range(10):
            name = f"layer{layer}"
            files["layers.toml"] += f"[{name}]\ndeps = []\nimports = []\n"
            files[f"constat/{name}/a.cc"] = "int a;\n" * (500 if layer == 0 else 20)
        with Tree(files) as tree:
            said = self.assert_tells(tree, "check_sizes", "constat/layer0: 7")
            self.assertNotIn("constat/layer1:", said)

    def test_a_front_end_may_not_grow_into_a_room(self):
        files = {f"constat/cli/a{n}.cc": "int a;\n" * 500 for n in range(9)}
        with Tree(files) as tree:
            self.assert_tells(tree, "check_sizes", "constat/cli/: 4501 lines; it has fewer than 4500")
        files["constat/cli/a8.cc"] = "int a;\n" * 498
        files["constat/cli/a_test.cc"] = "int a;\n" * 500
        with Tree(files) as tree:
            status, said = tree.run("check_sizes")
            self.assertEqual(status, 0, said)

    def test_flags_that_headers_compiled_ahead_take_away(self):
        def unit(name, flags):
            return {"directory": "/", "file": name, "command": f"c++ {flags} -include /b/cmake_pch.hxx -c {name}"}
        headers = unit("/b/cmake_pch.hxx.cxx", "-O3 -O2 -x c++-header")
        good = [headers, unit("a.cc", "-O2 -ffile-prefix-map=/a/="), {"file": "b.cc", "command": "c++ -O3 -c b.cc"}]
        for commands, said in [(good, ""), (good + [unit("c.cc", "-O2 -O3")], "c.cc"),
                               (good + [unit("d.cc", "-O2 -fno-tree-ter")], "-fno-tree-ter"),
                               (good[1:], "nothing compiles")]:
            with Tree({"build/compile_commands.json": json.dumps(commands)}) as tree:
                done = subprocess.run([TOOLS / "check_precompiled", tree.top / "build"], capture_output=True, text=True)
                self.assertEqual(done.returncode, 1 if said else 0, done.stdout + done.stderr)
                self.assertIn(said, done.stdout)

    def test_a_file_that_does_not_include_what_it_needs_is_told(self):
        unit = "build/tidy/Unity/unity_0.cxx"
        good = "#include <vector>\nstd::vector<int> First() { return {}; }\n"
        with Tree({"constat/base/first.cc": good, "constat/base/second.cc": "int Second(std::vector<int> v);\n"}) as tree:
            first, second = (tree.top / f"constat/base/{name}.cc" for name in ("first", "second"))
            tree.write({unit: f'#include "{first}"\n#include "{second}"\n',
                        "build/tidy/compile_commands.json": f"""[{{"directory": "{tree.top}",
              "file": "{unit}", "command": "c++ -std=c++20 -o x.o -c {unit}"}}]"""})
            self.assertEqual(subprocess.run(["c++", "-std=c++20", "-fsyntax-only", tree.top / unit]).returncode, 0)
            self.assert_tells(tree, "check_includes", "second.cc:1")
            tree.write({"constat/base/second.cc": "int Second(int v);\n"})
            self.assertEqual(tree.run("check_includes"), (0, "check_includes: 2 files include what they need\n"))

    def test_tidy_finds_a_fault(self):
        fault = """#include <string>
int Use(std::string a);
int Twice(std::string a) {
  std::string b = std::move(a);
  return Use(a) + Use(b);
}
"""
        with Tree({"constat/base/tidy.cc": fault}) as tree:
            (tree.top / ".clang-tidy").write_text(CLANG_TIDY.read_text())
            tree.write({"build/tidy/compile_commands.json": f"""[{{"directory": "{tree.top}",
              "file": "constat/base/tidy.cc", "command": "c++ -std=c++20 -c constat/base/tidy.cc"}}]"""})
            self.assert_tells(tree, "tidy", "bugprone-use-after-move")
            tree.write({"constat/base/tidy.cc": "int Once(int a) { return a; }\n"})
            status, said = tree.run("tidy")
            self.assertEqual(status, 0, said)
            self.assertIn("1 files are in order", said)


if __name__ == "__main__":
    sys.exit(unittest.main())
