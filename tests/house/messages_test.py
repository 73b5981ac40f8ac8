"""tools/list_messages finds whatever a person can read, wherever the code makes it, and tells what its list lacks."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"

CODE = r'''
// "A comment with words."
#include "constat/io/file.h"
Status Open(const std::string& name) {
  Log(LogLevel::kInfo, "file.opened", {{"why it was", name}});
  CONSTAT_CHECK(name != "not a message");
  const auto bad = [&](std::string what) { return Fail(ErrorCode::kBadText, name + what); };
  if (name.empty()) return Fail(ErrorCode::kMissingFile, fmt::format("there is no "
                                "file {}; check the name", name));
  if (name == "xml") return bad(" is damaged");
  terminal.Say("Done");
  terminal.Note(fmt::format("Wrote {}.", name));
  findings.Add(ErrorCode::kNoCount, "no count fits");
  const std::string_view why = name == "-" ? "a part of a sentence" : R"(another "part" of one)";
  command.Add("--out", out, "The file");
  return {};
}
'''
LISTED = """\
- `kBadText`: is damaged
- `kMissingFile`: there is no file {}; check the name
- `kNoCount`: no count fits
- help: The file
- part: a part of a sentence
- part: another "part" of one
- says: Done
- says: Wrote {}.
"""


class Messages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.top = pathlib.Path(self.folder.name).resolve()
        subprocess.run(["git", "init", "-q", self.top], check=True)
        (self.top / "docs/design").mkdir(parents=True)

    def write(self, name: str, text: str) -> None:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run_tool(self, *flags: str) -> tuple[int, str]:
        done = subprocess.run([TOOLS / "list_messages", *flags, "--root", self.top], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def listed(self) -> str:
        lines = (self.top / "docs/design/messages.md").read_text().split("\n")
        return "".join(f"{line}\n" for line in sorted(lines) if line.startswith("- "))

    def test_what_a_message_is(self):
        self.write("constat/io/file.cc", CODE)
        self.write("constat/io/file_test.cc", 'int a = Say("words of a test");\n')
        self.write("constat/testing/a.h", 'int a = Say("words of what tests share");\n')
        self.assertEqual(self.run_tool(), (0, "list_messages: 8 messages\n"))
        self.assertEqual(self.listed(), LISTED)
        self.assertEqual(self.run_tool("--check"), (0, "list_messages: 8 messages\n"))

    def test_reports_list_their_errors_only(self):
        self.write("constat/report/a.cc", 'auto a = P("A sentence of a page.");\nauto b = Fail(ErrorCode::kUsage, "no such language");\n')
        self.run_tool()
        self.assertEqual(self.listed(), "- `kUsage`: no such language\n")

    def test_a_new_message_and_a_changed_one_are_told(self):
        self.write("constat/io/file.cc", CODE)
        self.assertEqual(self.run_tool("--check")[0], 1, "there is no list yet")
        self.run_tool()
        self.write("constat/io/more.cc", 'const char* a = "a new sentence";\n')
        status, said = self.run_tool("--check")
        self.assertEqual(status, 1)
        self.assertIn("new: part: a new sentence", said)
        (self.top / "constat/io/more.cc").unlink()
        self.write("constat/io/file.cc", CODE.replace("no count fits", "no count can be right"))
        self.assertIn("new: `kNoCount`: no count can be right", self.run_tool("--check")[1])

    def test_a_message_that_is_gone_is_told(self):
        self.write("constat/io/file.cc", CODE)
        self.run_tool()
        self.write("constat/io/file.cc", CODE.replace('terminal.Say("Done");', ""))
        self.assertEqual(self.run_tool("--check")[0], 1)

    def test_who_reads_a_folders_messages_is_known(self):
        self.write("constat/attic/file.cc", CODE)
        status, said = self.run_tool()
        self.assertEqual(status, 1)
        self.assertIn("constat/attic/file.cc has messages, and READERS", said)

    def test_words_that_no_person_knows_are_told(self):
        for text, word in [("closing_ms: too late", "closing_ms"), ("choices[{}]: none", "choices[{}]"),
                           ("{}[0]: twice", "}[0]"), ("mend the table", "mend"), ("it stands in line 3", "stands"),
                           ("a ballot as BAL-4 says", "BAL-4")]:
            with self.subTest(text=text):
                self.write("constat/io/file.cc", f'auto a = Fail(ErrorCode::kUsage, "{text}");\n')
                status, said = self.run_tool()
                self.assertEqual(status, 1, said)
                self.assertIn(f'"{word}"', said)


if __name__ == "__main__":
    sys.exit(unittest.main())
