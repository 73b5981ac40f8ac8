"""Each rule of tools/check_texts can fail: small texts in four languages keep them all, and each fault is told with file, key
and what to do."""
import importlib.machinery
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools"))
import messages  # noqa: E402
import text_rules  # noqa: E402

LANGUAGES = (TOP / "assets/languages.toml").read_text()
CLDR = (TOP / "assets/cldr.json").read_text()
GLOSSARY = """
[terms."tracking number"]
en = ["tracking number*"]
de = ["Sendungsnummer*"]
fr = ["numéro* de suivi"]
uk = ["номер* для відстеження"]
[terms.number]
en = ["number", "numbers"]
de = ["Nummer*"]
fr = ["numéro*"]
uk = ["числ*"]
[names]
UTC = "universal time"
[same]
de = { "letter.system" = "the same word" }
[without]
uk = { "letter.named number" = "what follows says it" }
"""
FORBIDDEN = """
[groups]
letter = ["voters"]
[lists.voters]
en = ["hash*", "log"]
de = ["*hash*"]
fr = ["chiffré", "point* de contrôle"]
uk = ["хеш*"]
"""
TEXTS = {
    "en": {
        "cast": "Cast your ballot, then wait for the receipt. Keep it.",
        "found": "Look for your tracking number:",
        "quoted": "It isn’t “yes”; the voters’ answer was “he said ‘no’”.",
        "counted": "{n, plural, one {# ballot is valid} other {# ballots are valid}} in {place}.",
        "moment": "{when, date}, {when, time} {zone} UTC",
        "system": "System",
        "named": "The number of it is {number, number}.",
        "asked": "Is it there?",
    },
    "de": {
        "cast": "Geben Sie Ihre Stimme ab, und warten Sie auf die Quittung – behalten Sie sie.",
        "found": "Suchen Sie Ihre Sendungsnummer:",
        "quoted": "Es ist nicht „Ja“; die Antwort war „er sagte ‚Nein‘“, so geht’s.",
        "counted": "{n, plural, one {# Stimme ist gültig} other {# Stimmen sind gültig}} in {place}.",
        "moment": "{when, date}, {when, time} {zone} UTC",
        "system": "System",
        "named": "Seine Nummer ist {number, number}.",
        "asked": "Ist es da?",
    },
    "fr": {
        "cast": "Déposez votre bulletin, puis attendez le reçu. Gardez-le.",
        "found": "Cherchez votre numéro de suivi\u00a0:",
        "quoted": "Ce n’est pas «\u00a0oui\u00a0»\u202f; la réponse des électeurs était «\u00a0il a dit “non”\u00a0».",
        "counted": "{n, plural, one {# bulletin est valable} many {# bulletins sont valables} other {# bulletins sont valables}} à {place}.",
        "moment": "{when, date}, {when, time} {zone} UTC",
        "system": "Système",
        "named": "Son numéro est {number, number}.",
        "asked": "Est-il là (12:05)\u00a0?",
    },
    "uk": {
        "cast": "Подайте бюлетень і дочекайтеся квитанції. Збережіть її, пам’ятайте.",
        "found": "Шукайте ваш номер для відстеження:",
        "quoted": "Це не «так»; відповідь була «він сказав „ні“».",
        "counted": "{n, plural, one {# бюлетень дійсний} few {# бюлетені дійсні} many {# бюлетенів дійсні} other {# бюлетеня дійсні}} у {place}.",
        "moment": "{when, date}, {when, time} {zone} UTC",
        "system": "Система",
        "named": "Це {number, number}.",
        "asked": "Чи є воно?",
    },
}
ALARMS = {
    # what is wrong: language, key, text, what must be said
    "a text that nobody translated": ("de", "cast", TEXTS["en"]["cast"], "is the English text; translate it"),
    "a form that nobody translated": ("de", "counted", TEXTS["en"]["counted"], "is the English text"),
    "words of English in a row": ("de", "cast", "Geben Sie Ihre Stimme ab, and wait for the Quittung, ja.", "has English in it"),
    "many words of English": ("fr", "cast", "Bulletin are déposé with reçu that Gardez-le garde.", "has English in it"),
    "English in one form": ("de", "counted", "{n, plural, one {# Stimme of the Wahl} other {# Stimmen sind gültig}} in {place}.",
                            "has English in it"),
    "a word in other letters": ("uk", "asked", "Чи є receipt?", "receipt is in LATIN letters; translate it"),
    "another alphabet's letter in a word": ("uk", "asked", "Чи є вoно?", "вoно has letters of CYRILLIC and LATIN"),
    "another alphabet's letter for a word": ("uk", "cast", "Подайте бюлетень i дочекайтеся квитанції. Збережіть її.",
                                             "i is in LATIN letters"),
    "letters of another alphabet in German": ("de", "asked", "Ist еs da?", "еs has letters of CYRILLIC and LATIN"),
    "a forbidden word": ("en", "asked", "Is the Hashes there?", "says hashes, which its readers need not know"),
    "a forbidden word in a compound": ("de", "asked", "Ist der Dateihash da?", "says dateihash"),
    "forbidden words": ("fr", "asked", "Le point de contrôle est-il là\u00a0?", "says point de contrôle"),
    "a forbidden word in one form": ("uk", "counted", TEXTS["uk"]["counted"].replace("бюлетенів", "хешів"), "says хешів"),
    "a label that is too long": ("de", "system", "Überprüfung des ganzen Systems", "has 30 characters where the English has 6; say it in 24 or"),
    "a sentence that is too long": ("de", "cast", "Geben " + "sehr " * 22 + "ab.", "has 119 characters where the English has 53; say it in 104"),
    "a sentence that lost its half": ("fr", "cast", "Gardez-le.", "has 10 characters where the English has 53; say all"),
    "a straight apostrophe": ("en", "asked", "Isn't it there?", "has '; quotations are “…”"),
    "straight quotation marks": ("de", "asked", 'Ist "es" da?', 'has "; quotations are „…“'),
    "quotation marks of another language": ("uk", "asked", "Чи є „воно“?", "has „; quotations are «…»"),
    "English quotation marks in German": ("de", "asked", "Ist “es” da?", "has “; quotations are „…“"),
    "a quotation that is not closed": ("fr", "asked", "Est-il «\u00a0là\u00a0?", "has a quotation without its end; add »"),
    "a quotation that nobody opened": ("de", "asked", "Ist es“ da?", "has “;"),
    "two blanks": ("en", "asked", "Is it  there?", "has two blanks in a row"),
    "a blank beside a no-break space": ("fr", "asked", "Est-il là \u00a0?", "has two blanks in a row"),
    "a blank at the end": ("uk", "system", "Система ", "begins or ends with a blank"),
    "a line feed": ("de", "asked", "Ist es\nda?", "has a line feed, a tab or a character that nobody sees"),
    "an invisible character": ("de", "asked", "Ist\u200b es da?", "a character that nobody sees"),
    "a blank before a full stop": ("de", "named", "Seine Nummer ist {number, number} .", "has a blank before a mark"),
    "a no-break space where the language has none": ("uk", "asked", "Чи є воно\u00a0?", "has a blank before a mark"),
    "a blank within quotation marks": ("uk", "quoted", "Це не « так»; відповідь була «він сказав „ні“».", "has a blank after «"),
    "no blank before a colon": ("fr", "found", "Cherchez votre numéro de suivi:", "has no no-break space (U+00A0) before"),
    "a blank that breaks before a question mark": ("fr", "asked", "Est-il là ?", "has no no-break space (U+00A0) before"),
    "no blank within quotation marks": ("fr", "asked", "Est-il «là\u00a0»\u00a0?", "has no no-break space (U+00A0) after «"),
    "three dots": ("en", "asked", "Is it... there?", "has three dots"),
    "a hyphen for a dash": ("de", "named", "Seine Nummer - die {number, number}.", "has a hyphen between blanks"),
    "another last mark": ("fr", "cast", "Déposez votre bulletin, puis attendez le reçu. Gardez-le", "ends with no mark where the English"),
    "another word for a term": ("de", "found", "Suchen Sie Ihre Paketnummer:",
                                "says nothing for tracking number; use Sendungsnummer*, or"),
    "no word for a term": ("fr", "named", "C’est {number, number}.", "says nothing for number; use numéro*, or"),
}


check_texts = importlib.machinery.SourceFileLoader("check_texts", str(TOP / "tools/check_texts")).load_module()


class Tree:
    """Tree: a folder with the assets that check_texts reads, changed by a test."""

    def __init__(self, texts: dict | None = None, **files: str):
        content = {"languages.toml": LANGUAGES, "glossary.toml": GLOSSARY, "forbidden.toml": FORBIDDEN, "cldr.json": CLDR}
        content |= {name.replace("_", "."): text for name, text in files.items()}
        for language, entries in (texts or TEXTS).items():
            content[f"texts/{language}.json"] = json.dumps({"letter": entries})
        self.files = {f"assets/{name}": text for name, text in content.items()}

    def write(self, top: pathlib.Path) -> None:
        (top / "assets/texts").mkdir(parents=True)
        for name, text in self.files.items():
            (top / name).write_text(text)

    def check(self) -> tuple[str, list[str]]:
        """check gives what is wrong, and what was not compared."""
        with tempfile.TemporaryDirectory() as folder:
            self.write(pathlib.Path(folder))
            problems, notes, _ = check_texts.check(pathlib.Path(folder))
            return "\n".join(problems), notes

    def run(self) -> tuple[int, str]:
        """run gives the exit status of the tool, and what it prints."""
        with tempfile.TemporaryDirectory() as folder:
            self.write(pathlib.Path(folder))
            done = subprocess.run([sys.executable, "-B", TOP / "tools/check_texts", "--root", folder], capture_output=True, text=True)
            return done.returncode, done.stdout + done.stderr


def changed(language: str, key: str, text: str) -> dict:
    return {**TEXTS, language: {**TEXTS[language], key: text}}


class Texts(unittest.TestCase):
    def test_good_texts_keep_the_rules(self):
        self.assertEqual(Tree().run(), (0, "check_texts: 32 texts in 4 languages keep the rules\n"))

    def test_faults_end_with_status_1(self):
        status, said = Tree(changed("en", "asked", "Isn't it there?")).run()
        self.assertEqual(status, 1)
        self.assertIn("assets/texts/en.json: letter.asked: has ';", said)

    def test_each_fault_is_told(self):
        for name, (language, key, text, said) in ALARMS.items():
            with self.subTest(name):
                told = Tree(changed(language, key, text)).check()[0]
                lines = [line for line in told.split("\n") if line.startswith(f"assets/texts/{language}.json: letter.{key}: ")]
                self.assertTrue(any(said in line for line in lines), told)

    def test_a_fault_of_the_files_is_told_as_make_texts_does(self):
        status, said = Tree(changed("de", "named", "Seine Nummer ist {nummer, number}.")).run()
        self.assertEqual(status, 1)
        self.assertIn("letter.named: the argument {nummer} is not in en.json", said)

    def test_reasons_are_needed_and_used(self):
        told = Tree(glossary_toml=GLOSSARY.replace("letter.system", "x.y")).check()[0]
        self.assertIn("de.json: letter.system: is the English text", told)
        self.assertIn("glossary.toml: [same.de] x.y: the reason is not needed", told)
        longer = changed("de", "asked", "Ist es da, wo man es sucht, wenn man es sucht?")
        self.assertIn("de.json: letter.asked: has 46 characters", Tree(longer).check()[0])
        self.assertEqual(Tree(longer, glossary_toml=GLOSSARY + '[long]\nde = { "letter.asked" = "a joke" }\n').check()[0], "")
        told = Tree(changed("uk", "named", "Це число {number, number}.")).check()[0]
        self.assertEqual(told, "assets/glossary.toml: [without.uk] letter.named number: the reason is not needed any more; delete it")

    def test_lists_of_words_that_are_not_there_are_told(self):
        for old, new, said in (('letter = ["voters"]', 'letters = ["voters"]', "group letters is not in assets/texts"),
                               ('letter = ["voters"]', 'letter = ["voter"]', "group letter has the list voter, which is not there")):
            self.assertIn(said, Tree(forbidden_toml=FORBIDDEN.replace(old, new)).check()[0])

    def test_a_group_without_a_list_may_say_everything(self):
        texts = changed("en", "asked", "Is the hash there?")
        self.assertNotEqual(Tree(texts).check()[0], "")
        self.assertEqual(Tree(texts, forbidden_toml="").check()[0], "")

    def test_a_text_may_say_a_word_for_a_reason(self):
        texts = changed("en", "asked", "Is the hash there?")
        may = '[may]\n"letter.asked" = "it asks about one"\n'
        self.assertEqual(Tree(texts, forbidden_toml=may + FORBIDDEN).check()[0], "")
        self.assertEqual(Tree(forbidden_toml=may + FORBIDDEN).check()[0],
                         "assets/forbidden.toml: [may] letter.asked: the reason is not needed any more; delete it")

    def test_what_is_not_compared_is_said(self):
        tree = Tree(glossary_toml=GLOSSARY.replace('uk = ["числ*"]', ""), forbidden_toml=FORBIDDEN.replace('uk = ["хеш*"]', ""))
        self.assertEqual(tree.check()[1], ["assets/glossary.toml has no words in uk for number",
                                           "assets/forbidden.toml has no words in uk for voters"])

    def test_the_first_languages_have_all_words(self):
        """A language that is added may get its words later."""
        notes = check_texts.check(TOP)[1]
        self.assertEqual([note for note in notes if any(f" words in {tag} " in note for tag in ("en", "de", "fr", "uk"))], [])


class Readings(unittest.TestCase):
    def test_every_form_is_in_a_reading(self):
        text = "{k, select, a {{n, plural, one {one} other {more}}} other {else}} of {m, plural, one {# x} other {# y}}"
        self.assertEqual(text_rules.readings(messages.parse(text)),
                         ["one of \ufffc x", "more of \ufffc y", "else of \ufffc x"])
        self.assertEqual(text_rules.readings(messages.parse("plain")), ["plain"])
        self.assertEqual(text_rules.readings([]), [""])

    def test_last_marks_of_other_alphabets_say_the_same(self):
        def told(script: str, text: str, source: str) -> list[str]:
            language = text_rules.Language("xx", "", script, "“”‘’", "")
            return text_rules.marks(text_rules.text_of("a.b", [text], [source], language))
        self.assertEqual(told("ARABIC", "هل هو هناك؟", "Is it there?"), [])
        self.assertEqual(told("GREEK", "Είναι εκεί;", "Is it there?"), [])
        self.assertEqual(told("LATIN", "Es ahí;", "Is it there?"), ["ends with ; where the English text ends with ?; end it as the English one"])

    def test_stems_find_whole_words(self):
        words = text_rules.pattern(["ballot*", "*zettel", "blank vote"])
        for text, found in (("Ballots", True), ("a ballot.", True), ("unballoted", False), ("Stimmzettel", True),
                            ("Zettelkasten", False), ("blank\u00a0vote", True), ("blank votes", False)):
            self.assertEqual(bool(words.search(text)), found, text)


if __name__ == "__main__":
    unittest.main()
