"""Rules for texts that people read: each is a function of one text in one language, beside its source, which gives what is
wrong with it and what to do. A text is looked at in its readings: one for each form of its plurals and selects, with
ARGUMENT where a value is filled in."""
import dataclasses
import re
import unicodedata

import messages

ARGUMENT = "\ufffc"
NO_BREAK = "\u00a0\u202f"
# A text is told when it is longer than this many times the English one and this many characters: a label may grow more than
# a sentence (4 characters to 20, 20 to 48, 100 to 184). Arguments are not counted. Of 1,560 texts in three languages three are
# longer.
LONGER, MORE = 1.7, 14
# A sentence is told when less than this part of it is there.
SHORTER, SENTENCE = 0.5, 40
# Words that hold English together and that are rare in other languages: two of them in a row, or three in a text, are English.
ENGLISH = set("the of and is are were with that this it from for not by you your to at be been which has have its they their".split())
QUOTES = "\"'“”„‟‘‚‛«»‹›`´"
APOSTROPHES = "’\u02bc"
WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC")
# Last marks of other alphabets, as the mark of ours that says the same.
ENDS = {"؟": "?", "؛": ";", "۔": ".", "։": "."}
LOOKALIKES = "aAiIoOyeEcCpPxX"  # letters of Latin that other alphabets have too, by the look of them


@dataclasses.dataclass
class Language:
    """Language: a line of assets/languages.toml."""
    tag: str
    name: str
    script: str
    quotes: str
    spaced: str


@dataclasses.dataclass
class Text:
    """Text: a text's readings, and those of its source; for the source itself they are the same."""
    key: str
    readings: list[str]
    source: list[str]
    language: Language

    @property
    def translated(self) -> bool:
        return self.language.tag != "en"


def readings(message: list) -> list[str]:
    """readings gives so many texts that every form of every argument is in one of them."""
    parts = []
    for part in message:
        if isinstance(part, str):
            parts.append([part])
        elif part.forms:
            parts.append([reading for form in part.forms.values() for reading in readings(form)])
        else:
            parts.append([ARGUMENT])
    count = max((len(part) for part in parts), default=1)
    return ["".join(part[n % len(part)] for part in parts) for n in range(count)]


def text_of(key: str, message: list, source: list, language: Language) -> Text:
    return Text(key, readings(message), readings(source), language)


def pattern(words: list[str]) -> re.Pattern:
    """pattern finds words and stems: "ballot*" and "*zettel" stand for whole words; a blank is any blank."""
    found = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def scripts_of(word: str) -> set[str]:
    return {unicodedata.name(c, "").split(" ")[0] for c in word} & set(SCRIPTS)


def words_of(reading: str, names: re.Pattern) -> list[str]:
    """words_of gives the words but for names, which are the same in all languages."""
    return WORD.findall(names.sub(" ", reading))


def same(text: Text, names: re.Pattern) -> list[str]:
    """same: the text is the English one, and has a word in it."""
    if not text.translated or text.readings != text.source or not any(len(word) > 1 for word in words_of(text.source[0], names)):
        return []
    return ["is the English text; translate it, or give the reason why it is the same under [same] in assets/glossary.toml"]


def english(text: Text, names: re.Pattern) -> list[str]:
    """english: words of English in a row, or words of another alphabet."""
    if not text.translated:
        return []
    out = []
    for reading in text.readings:
        known = [word.lower() in ENGLISH for word in words_of(reading, names)]
        if any(a and b for a, b in zip(known, known[1:])) or sum(known) > 2:
            out.append("has English in it; translate it")
    return out


def alphabets(text: Text, names: re.Pattern) -> list[str]:
    """alphabets: letters of two alphabets in one word, and words in another alphabet than the language's."""
    out = []
    for reading in text.readings:
        for word in words_of(reading, names):
            scripts = scripts_of(word)
            if len(scripts) > 1:
                out.append(f"{word} has letters of {' and '.join(sorted(scripts))}; type it anew in one alphabet")
            elif scripts and text.language.script not in scripts and (len(word) > 2 or word in LOOKALIKES):
                out.append(f"{word} is in {scripts.pop()} letters; translate it, or name it under [names] in assets/glossary.toml")
    return out


def forbidden(text: Text, words: re.Pattern) -> list[str]:
    found = {match[0].lower() for reading in text.readings for match in words.finditer(reading)}
    return [f"says {word}, which its readers need not know; say it plainly (assets/forbidden.toml)" for word in sorted(found)]


def lengths(text: Text) -> tuple[int, int]:
    """lengths counts the longest reading, and that of the source."""
    own, source = (max(len(reading.replace(ARGUMENT, "")) for reading in some) for some in (text.readings, text.source))
    return own, source


def too_long(text: Text) -> list[str]:
    own, source = lengths(text)
    most = int(LONGER * source + MORE)
    return [f"has {own} characters where the English has {source}; say it in {most} or fewer, or give the reason why not under "
            "[long] in assets/glossary.toml"] if text.translated and own > most else []


def too_short(text: Text) -> list[str]:
    own, source = lengths(text)
    if source >= SENTENCE and own < SHORTER * source:
        return [f"has {own} characters where the English has {source}; say all that it says"]
    return []


def quotation(text: Text) -> list[str]:
    """quotation: only the language's own marks, each closed, and no straight ones."""
    opening, closing, inner_opening, inner_closing = text.language.quotes
    out = []
    for reading in text.readings:
        open_marks: list[str] = []
        for at, mark in enumerate(reading):
            if mark not in QUOTES + APOSTROPHES:
                continue
            before, after = (letter.isalpha() or letter == ARGUMENT for letter in (reading[:at][-1:], reading[at + 1:][:1]))
            if mark in APOSTROPHES and before and after:
                continue
            if open_marks and mark == open_marks[-1]:
                open_marks.pop()
            elif mark in APOSTROPHES and before:  # such as "voters’ codes"
                continue
            elif mark == opening and not open_marks:
                open_marks.append(closing)
            elif mark == inner_opening and open_marks == [closing]:
                open_marks.append(inner_closing)
            else:
                out.append(f"has {mark}; quotations are {opening}…{closing} and within them {inner_opening}…{inner_closing}, "
                           "an apostrophe is ’")
        if open_marks:
            out.append(f"has a quotation without its end; add {open_marks[-1]}")
    return out


def blanks(text: Text) -> list[str]:
    """blanks: none twice, none at an end, and before punctuation what the language wants."""
    opening, closing = text.language.quotes[:2]
    spaced = text.language.spaced
    ended = rf"(?![\w/{ARGUMENT}])"  # not as in 12:05 and https://
    rules = [
        (r"[\t\n\r\u200b\u200c\u2060\ufeff]", "has a line feed, a tab or a character that nobody sees; a text is one line"),
        (rf"[ {NO_BREAK}][ {NO_BREAK}]", "has two blanks in a row; delete one"),
        (rf"^[ {NO_BREAK}]|[ {NO_BREAK}]$", "begins or ends with a blank; texts are put together in code, not by blanks"),
    ]
    close = "".join(mark for mark in ",.;:?!" + closing if mark not in spaced)
    rules.append((rf"[ {NO_BREAK}][{re.escape(close)}]{ended}", "has a blank before a mark that follows its word; delete it"))
    if spaced:
        rules.append((rf"(?<![{NO_BREAK}{spaced}])[{spaced}]{ended}",
                      f"has no no-break space (U+00A0) before one of {' '.join(spaced)}; write one"))
    if closing in spaced:
        rules.append((rf"{opening}(?![{NO_BREAK}])", f"has no no-break space (U+00A0) after {opening}; write one"))
    else:
        rules.append((rf"{opening}[ {NO_BREAK}]", f"has a blank after {opening}; delete it"))
    return [said for rule, said in rules if any(re.search(rule, reading) for reading in text.readings)]


def last_mark(reading: str) -> str:
    last = ENDS.get(reading[-1:], reading[-1:])
    return last if last in (".", ":", ";", "?", "!") else ""


def marks(text: Text) -> list[str]:
    """marks: dots and dashes, and the same last mark as the English text."""
    out = []
    if any("..." in reading for reading in text.readings):
        out.append("has three dots; write …")
    if any(re.search(rf"[ {NO_BREAK}]-[ {NO_BREAK}]", reading) for reading in text.readings):
        out.append("has a hyphen between blanks; write a dash, –")
    own, source = (last_mark(some[0]) for some in (text.readings, text.source))
    if text.language.script == "GREEK" and own == ";":
        own = "?"
    if text.translated and own != source:
        out.append(f"ends with {own or 'no mark'} where the English text ends with {source or 'no mark'}; end it as the English one")
    return out


@dataclasses.dataclass
class Term:
    """Term: a term of the glossary; own is none where the language has no words for it yet."""
    name: str
    source: re.Pattern
    own: re.Pattern | None
    words: list[str]


def missing_terms(text: Text, terms: list[Term]) -> list[Term]:
    """missing_terms: the terms that are in the source and not in the text. A term of several words is found before those
    that are a part of it; terms come in that order."""
    source, own = (" \n ".join(some) for some in (text.source, text.readings))
    out = []
    for term in terms:
        source, count = term.source.subn(" ", source)
        if count and term.own and not term.own.search(own):
            out.append(term)
    return out
