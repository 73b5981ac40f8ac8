"""tools/make_texts --pseudo: two made languages, with the arguments and forms of the source, that no build without it has."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools"))
import messages  # noqa: E402
import pseudo_texts  # noqa: E402
import texts_in_code  # noqa: E402

TEXTS = {
    "plain": "Cast your ballot. Wait for the receipt and keep it.",
    "short": "From",
    "values": "{time, date}, {time, time} {zone}",
    "counted": "{n, plural, one {# ballot is} other {# ballots are}} of {total, number} in {place}.",
    "nested": "{kind, select, board {{n, plural, one {# board} other {# boards}}} other {nobody}}",
}
CLDR = json.loads((TOP / "assets/cldr.json").read_text())["languages"]["en"]


def shape(message: list) -> list:
    """shape: the arguments and forms of a message, without its words."""
    return [(part.name, part.kind, {name: shape(form) for name, form in part.forms.items()})
            for part in message if isinstance(part, messages.Argument)]


def words(message: list) -> str:
    return "".join(part if isinstance(part, str) else "".join(words(form) for form in part.forms.values()) for part in message)


class PseudoTexts(unittest.TestCase):
    def setUp(self):
        self.source = texts_in_code.Language("en", CLDR, {"letter": {key: messages.parse(text) for key, text in TEXTS.items()}})
        self.longer, self.turned = pseudo_texts.made_of(self.source)

    def of(self, language: texts_in_code.Language, key: str) -> list:
        return language.groups["letter"][key]

    def test_arguments_and_forms_are_kept(self):
        for language in (self.longer, self.turned):
            for key in TEXTS:
                self.assertEqual(shape(self.of(language, key)), shape(self.of(self.source, key)), (language.tag, key))

    def test_each_text_is_in_brackets_once(self):
        for language in (self.longer, self.turned):
            for key in TEXTS:
                message = self.of(language, key)
                self.assertEqual((message[0][:1], message[-1][-1:]), ("[", "]"), (language.tag, key))
                self.assertEqual((words(message).count("["), words(message).count("]")), (1, 1), (language.tag, key))

    def test_one_is_longer_and_still_read(self):
        self.assertEqual((self.longer.tag, self.longer.cldr["direction"]), ("en-XA", "ltr"))
        for key in ("plain", "counted"):
            ratio = len(words(self.of(self.longer, key))) / len(words(self.of(self.source, key)))
            self.assertTrue(1.2 < ratio < 1.5, (key, ratio))
        self.assertGreaterEqual(len(words(self.of(self.longer, "short"))), 9)
        self.assertTrue(words(self.of(self.longer, "plain")).startswith("[Çášţ ýöûŕ báļļöţ."))
        self.assertEqual(words(self.of(self.longer, "values")), "[,  ]")
        self.assertEqual(self.longer.cldr["months"][4], "Máý")

    def test_one_is_written_from_right_to_left(self):
        self.assertEqual((self.turned.tag, self.turned.cldr["direction"]), ("ar-XB", "rtl"))
        for text in [words(self.of(self.turned, key)) for key in TEXTS] + self.turned.cldr["months"]:
            self.assertFalse([c for c in text if c.isascii() and c.isalpha()], text)
        self.assertIn("ב", words(self.of(self.turned, "plain")))

    def test_the_source_is_as_it_was(self):
        self.assertEqual(words(self.of(self.source, "short")), "From")
        self.assertEqual(self.source.cldr["months"][4], "May")

    def test_they_are_made_where_asked_only(self):
        for flags, made in (([], False), (["--pseudo"], True)):
            with tempfile.TemporaryDirectory() as folder:
                top = pathlib.Path(folder)
                (top / "en.json").write_text(json.dumps({"letter": TEXTS}))
                subprocess.run([sys.executable, "-B", TOP / "tools/make_texts", "--texts", top, "--cldr", TOP / "assets/cldr.json",
                                "--group", "letter", "--cpp", top / "t", "--typescript", top / "t.ts", *flags], check=True)
                for name in ("t.cc", "t.ts"):
                    text = (top / name).read_text()
                    self.assertEqual(("en-XA" in text, "ar-XB" in text), (made, made), name)
                self.assertIn('"rtl"' if made else '"ltr"', (top / "t.cc").read_text())


if __name__ == "__main__":
    unittest.main()
