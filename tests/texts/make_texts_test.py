"""tools/make_texts: good texts compile to C++ and TypeScript; each mistake in a text is told with file, key and what to
do, and fails."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools"))
import messages  # noqa: E402
import plurals  # noqa: E402

GOOD = {"greeting": "Dear {name}", "count": "{n, plural, one {# vote} other {# votes}}", "plain": "Text"}
GERMAN = {"greeting": "Guten Tag {name}", "count": "{n, plural, one {# Stimme} other {# Stimmen}}", "plain": "Text"}


class Made:
    """Made: what the tool did with these texts."""

    def __init__(self, texts: dict[str, object], group: str = "letter"):
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            (top / "texts").mkdir()
            for language, content in texts.items():
                text = content if isinstance(content, str) else json.dumps({"letter": content})
                (top / "texts" / f"{language}.json").write_text(text)
            command = [sys.executable, "-B", TOP / "tools/make_texts", "--texts", "texts", "--cldr", TOP / "assets/cldr.json",
                       "--group", group, "--cpp", "out/t", "--include", "t.h", "--typescript", "out/t.ts"]
            done = subprocess.run(command, cwd=top, capture_output=True, text=True)
            self.status, self.told = done.returncode, done.stderr
            self.files = {path.name: path.read_text() for path in top.glob("out/*")}


def german(**changed: str | None) -> dict[str, str]:
    return {key: text for key, text in {**GERMAN, **changed}.items() if text is not None}


# The texts of a file; the key that is named; what is said of it.
MISTAKES = {
    "a missing key": ("de", german(plain=None), "letter.plain", "is missing; translate it from en.json"),
    "an unknown key": ("de", german(other="x"), "letter.other", "en.json has no such key; delete it"),
    "an unknown argument": ("de", german(greeting="Guten Tag {nom}"), "letter.greeting",
                            "the argument {nom} is not in en.json, whose arguments are: {name}; use one of them"),
    "an argument left out": ("de", german(greeting="Guten Tag"), "letter.greeting", "{name} is left out"),
    "an argument of another kind": ("de", german(greeting="{name, number}"), "letter.greeting",
                                    "{name} is a text in en.json and a number here"),
    "an argument of two kinds": ("en", {"greeting": "{name} {name, date}"}, "letter.greeting", "use one kind"),
    "an open brace": ("de", german(greeting="Guten Tag {name"), "letter.greeting", "stands the end where ',' must"),
    "a closing brace alone": ("de", german(greeting="Guten Tag {name}}"), "letter.greeting", "closes nothing"),
    "an argument without a name": ("de", german(greeting="Guten Tag {}"), "letter.greeting", "is missing at character 12"),
    "an unknown kind": ("de", german(greeting="{name, money}"), "letter.greeting", "there is no kind money"),
    "an open apostrophe": ("de", german(plain="'{"), "letter.plain", "quotes up to the end"),
    "a form that the language needs": ("uk", {**GERMAN, "count": "{n, plural, one {#} few {#} other {#}}"}, "letter.count",
                                       "has no form many, which uk needs; add many {...}"),
    "no form other": ("de", german(count="{n, plural, one {#}}"), "letter.count", "no form other; add other {...}"),
    "an unknown form": ("de", german(count="{n, plural, einer {#} other {#}}"), "letter.count", "there is no form einer"),
    "a form twice": ("de", german(count="{n, plural, one {#} one {#} other {#}}"), "letter.count", "one twice; delete one"),
    "forms three deep": ("en", {"count": "{a, select, other {{b, select, other {{c, select, other {x}}}}}}"}, "letter.count",
                         "stands in 2 others; write whole sentences"),
    "a value that is no text": ("de", german() | {"plain": 7}, "letter.plain", "values texts; correct it"),
    "a key that is no name": ("en", {"Two Words": "x"}, "letter.Two Words", "keys are lower-case letters"),
    "a note in a translation": ("de", german() | {"@plain": "A note."}, "letter.@plain", "delete it, or move it there"),
    "a note without its key": ("en", GOOD | {"@none": "A note."}, "letter.@none", "a note belongs to a key"),
}


class MakeTexts(unittest.TestCase):
    def test_good_texts_compile(self):
        made = Made({"en": GOOD | {"@plain": "A note."}, "de": GERMAN})
        self.assertEqual((made.status, made.told), (0, ""))
        self.assertEqual(set(made.files), {"t.h", "t.cc", "t.ts"})
        self.assertIn("text::Message (*greeting)(const GreetingValues&);", made.files["t.h"])
        self.assertIn("std::string_view plain;", made.files["t.h"])
        self.assertIn('"Guten Tag "', made.files["t.cc"])
        self.assertIn("greeting: (v: { name: string }): Part[] =>", made.files["t.ts"])
        for text in made.files.values():
            self.assertNotIn("A note.", text)

    def test_a_typescript_module_is_written_only_where_asked(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, "-B", TOP / "tools/make_texts", "--texts", TOP / "assets/texts", "--cldr",
                                   TOP / "assets/cldr.json", "--group", "letter", "--cpp", f"{folder}/t"])
            self.assertEqual(done.returncode, 0)
            self.assertEqual({path.name for path in pathlib.Path(folder).iterdir()}, {"t.h", "t.cc"})

    def test_each_mistake_is_told_and_fails(self):
        for name, (language, content, key, said) in MISTAKES.items():
            with self.subTest(name):
                made = Made({"en": GOOD, "de": GERMAN} | {language: content})
                self.assertEqual(made.status, 1)
                self.assertEqual(made.files, {})
                lines = [line for line in made.told.split("\n") if line.startswith(f"texts/{language}.json: {key}: ")]
                self.assertEqual(len(lines), 1, made.told)
                self.assertIn(said, lines[0])

    def test_one_mistake_is_told_once(self):
        made = Made({"en": GOOD, "de": german(greeting="{name")})
        self.assertEqual(made.told.count("\n"), 1, made.told)

    def test_files_that_are_no_texts_are_told(self):
        for content, said in (("{", "no JSON"), ('{"letter": {"plain": "a", "plain": "b"}}', '"plain" stands twice'),
                              ('{"letter": "x"}', "a group must be an object")):
            made = Made({"en": GOOD, "de": content})
            self.assertEqual(made.status, 1)
            self.assertTrue(made.told.startswith("texts/de.json: "), made.told)
            self.assertIn(said, made.told)

    def test_a_language_that_cldr_json_lacks_is_told(self):
        made = Made({"en": GOOD, "xx": GERMAN})
        self.assertEqual(made.status, 1)
        self.assertIn("texts/xx.json: cldr.json does not know xx; run tools/make_cldr", made.told)

    def test_every_language_of_cldr_json_compiles(self):
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            languages = json.loads((TOP / "assets/cldr.json").read_text())["languages"]
            for tag, cldr in languages.items():
                forms = " ".join(f"{form} {{#}}" for form in sorted(plurals.needed(cldr["plurals"])))
                text = f"{{n, plural, {forms}}} {{when, date}} {{when, time}} {{m, number}}"
                (top / f"{tag}.json").write_text(json.dumps({"letter": {"all": text}}))
            done = subprocess.run([sys.executable, "-B", TOP / "tools/make_texts", "--texts", top, "--cldr", TOP / "assets/cldr.json",
                                   "--group", "letter", "--cpp", top / "t", "--typescript", top / "t.ts"],
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            code = (top / "t.cc").read_text()
            self.assertEqual(code.count("constexpr LetterTexts kTexts{"), len(languages))
            self.assertEqual(code.count("std::array<std::string_view, 12> kMonths{"), len(languages))
            self.assertEqual(code.count('"rtl"'), 3)  # ar, fa, he

    def test_the_list_of_languages_and_the_files_agree(self):
        def made(lines: str) -> subprocess.CompletedProcess:
            with tempfile.TemporaryDirectory() as folder:
                top = pathlib.Path(folder)
                (top / "en.json").write_text(json.dumps({"letter": GOOD}))
                (top / "de.json").write_text(json.dumps({"letter": GERMAN}))
                (top / "languages.toml").write_text(lines)
                done = subprocess.run([sys.executable, "-B", TOP / "tools/make_texts", "--texts", ".", "--cldr",
                                       TOP / "assets/cldr.json", "--languages", "languages.toml", "--group", "letter",
                                       "--cpp", "t"], cwd=top, capture_output=True, text=True)
                self.code = (top / "t.cc").read_text() if done.returncode == 0 else ""
                return done
        self.assertEqual(made("en = {}\nde = {}\n").stderr, "")
        self.assertIn("{in_en::kTexts, in_de::kTexts}", self.code)
        made("de = {}\nen = {}\n")
        self.assertIn("{in_en::kTexts, in_de::kTexts}", self.code)
        self.assertIn("de.json: languages.toml has no line for de; add de = { ... }", made("en = {}\n").stderr)
        self.assertIn("languages.toml: fr: there is no fr.json; add it", made("en = {}\nde = {}\nfr = {}\n").stderr)
        self.assertIn("languages.toml: no TOML: ", made("en\n").stderr)
        self.assertEqual(self.code, "")

    def test_without_a_source_or_the_group_nothing_is_made(self):
        made = Made({"de": GERMAN})
        self.assertEqual(made.status, 1)
        self.assertIn("there is no en.json, the source of all texts; add it", made.told)
        made = Made({"en": GOOD}, group="report")
        self.assertEqual(made.status, 1)
        self.assertIn("has no group report; name one of: letter", made.told)


class Messages(unittest.TestCase):
    def test_apostrophes_quote_braces_only(self):
        self.assertEqual(messages.parse("It's ''one'' '{two}' '#'"), ["It's 'one' {two} #"])

    def test_a_number_sign_is_itself_outside_a_plural(self):
        self.assertEqual(messages.parse("# 7"), ["# 7"])

    def test_an_inner_plural_has_the_number_sign(self):
        message = messages.parse("{a, plural, other {# {b, plural, other {#}}}}")
        self.assertEqual([(a.name, a.kind) for a in messages.walk(message)],
                         [("a", "plural"), ("a", "hash"), ("b", "plural"), ("b", "hash")])


class Plurals(unittest.TestCase):
    def test_the_expression_says_what_the_rule_says(self):
        rules = ["i = 1 and v = 0", "i = 0,1", "n % 10 = 2..4 and n % 100 != 12..14", "v = 0 and i % 10 = 0 or f != 0",
                 "e = 0 and i != 0 and i % 1000000 = 0 and v = 0 or e != 0..5", "n = 0..2,7"]
        for condition in rules:
            rule = plurals.Rule(condition)
            python = rule.expression().replace("&&", " and ").replace("||", " or ").replace("!(", " not (")
            python = python.replace("true", "True").replace("false", "False")
            for n in [*range(300), 1_000_000, 1_000_001]:
                self.assertEqual(bool(eval(python, {"n": n})), rule.holds(n), (condition, n))  # our own expression

    def test_a_rule_that_is_none_is_refused(self):
        with self.assertRaises(ValueError):
            plurals.Rule("i is 1")

    def test_a_date_with_an_unknown_field_is_refused(self):
        self.assertEqual(plurals.fields("d. MMMM y 'r'."),
                         [("field", "d"), ("text", ". "), ("field", "MMMM"), ("text", " "), ("field", "y"), ("text", " "),
                          ("text", "r"), ("text", ".")])
        with self.assertRaises(ValueError):
            plurals.fields("EEEE d")


if __name__ == "__main__":
    unittest.main()
