#!/usr/bin/env python3
"""A language is added by a file and a line: Polish, its texts made of the English ones, in a copy of assets, whose letters are
compiled into a small program that prints one.

usage: add_language_test.py COMPILER LIBRARY...    the libraries that compiled texts need"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools"))
import messages  # noqa: E402

LINE = 'pl = { name = "Polski", script = "LATIN", quotes = "„”«»", spaced = "" }\n'
FORMS = ("one", "few", "many", "other")  # of Polish
PROGRAM = """#include <cstdio>

#include "constat/text/reader_language.h"
#include "letter.h"

int main(int, char** argv) {
  const constat::text::LocaleVariables locale{.lc_all = {}, .lc_messages = {}, .lang = argv[1]};
  const auto all = constat::AllLetterTexts();
  const auto languages = constat::text::LanguagesOf(all);
  const auto chosen = constat::text::ChooseLanguage("", locale, languages);
  const auto& texts = all[*constat::text::FindTexts(all, *chosen)];
  const auto moment = texts.moment({.time = 951825900000, .zone = "UTC"});
  std::printf("%s|%s|%s\\n", texts.language.data(), texts.heading.data(), constat::text::JoinMessage(moment).c_str());
}
"""
compiler: list[str] = []


def written(message: list) -> str:
    """written is a message as translators write it, its plurals with the forms of Polish."""
    out = ""
    for part in message:
        if isinstance(part, str):
            out += "".join({"'": "''", "{": "'{'", "}": "'}'", "#": "'#'"}.get(c, c) for c in part)
        elif part.kind == "hash":
            out += "#"
        elif part.forms:
            forms = {form: part.forms.get(form, part.forms["other"]) for form in FORMS} if part.kind == "plural" else part.forms
            out += f"{{{part.name}, {part.kind}, " + " ".join(f"{form} {{{written(text)}}}" for form, text in forms.items()) + "}"
        else:
            out += f"{{{part.name}}}" if part.kind == "text" else f"{{{part.name}, {part.kind}}}"
    return out


class AddLanguage(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.top = pathlib.Path(self.folder.name)
        shutil.copytree(TOP / "assets", self.top / "assets")

    def add_file(self) -> None:
        groups = json.loads((TOP / "assets/texts/en.json").read_text())
        polish = {group: {key: written(messages.parse(text)) for key, text in texts.items() if not key.startswith("@")}
                  for group, texts in groups.items()}
        polish["letter"]["heading"] = "Twój kod do głosowania"
        (self.top / "assets/texts/pl.json").write_text(json.dumps(polish))

    def add_line(self) -> None:
        with (self.top / "assets/languages.toml").open("a") as lines:
            lines.write(LINE)

    def make_texts(self) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-B", TOP / "tools/make_texts", "--texts", "assets/texts", "--cldr", "assets/cldr.json",
                               "--languages", "assets/languages.toml", "--group", "letter", "--cpp", "letter", "--include",
                               "letter.h"], cwd=self.top, capture_output=True, text=True)

    def test_a_file_and_a_line_are_enough(self):
        self.add_file()
        self.assertIn("pl.json: assets/languages.toml has no line for pl", self.make_texts().stderr)
        self.add_line()
        made = self.make_texts()
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        (self.top / "print.cc").write_text(PROGRAM)
        subprocess.run([compiler[0], "-std=c++20", "-O0", f"-I{TOP}", f"-I{self.top}", "print.cc", "letter.cc", "-o", "print",
                        *compiler[1:], "-lfmt"], cwd=self.top, check=True)
        for locale, printed in (("pl_PL.UTF-8", "pl|Twój kod do głosowania|29 lutego 2000, 12:05 UTC\n"),
                                ("C.UTF-8", "en|Your voting code|29 February 2000, 12:05 UTC\n")):
            done = subprocess.run([self.top / "print", locale], capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout, printed)

    def test_a_line_without_a_file_is_told(self):
        self.add_line()
        self.assertIn("assets/languages.toml: pl: there is no assets/texts/pl.json; add it, or delete the line", self.make_texts().stderr)

    def test_what_is_not_translated_is_told(self):
        self.add_file()
        self.add_line()
        done = subprocess.run([sys.executable, "-B", TOP / "tools/check_texts", "--root", self.top], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        told = [line for line in done.stdout.split("\n") if line.startswith("assets/texts/")]
        self.assertIn("assets/texts/pl.json: letter.how: is the English text; translate it", done.stdout)
        self.assertIn("check_texts: assets/glossary.toml has no words in pl for", done.stdout)
        self.assertEqual([line for line in told if not line.startswith("assets/texts/pl.json")], [])
        self.assertEqual([line for line in told if " letter.heading: " in line], [])


if __name__ == "__main__":
    compiler = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
