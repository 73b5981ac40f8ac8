"""Messages: the subset of ICU's message syntax that assets/texts may use, read into a tree.

    Plain text, '' for an apostrophe before a brace, and '{' for a brace between apostrophes
    {name}                                      a text
    {name, number}  {name, date}  {name, time}  a whole number; a day; a time of day, in UTC
    {name, plural, one {# ballot} other {# ballots}}     # is the number
    {name, select, first {one text} other {another}}

Plurals and selects may be in one another at most two deep. A message is a list of strings and of Arguments.
"""
import dataclasses
import re

NAME = re.compile(r"[a-z][a-z0-9_]*")
SIMPLE = ("text", "number", "date", "time")
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
DEEPEST = 2


class Mistake(Exception):
    """Mistake: what is wrong with a message, and what to do."""


@dataclasses.dataclass
class Argument:
    """Argument: kind is one of SIMPLE, plural, select, or hash (# in a plural); forms: of a plural or select."""
    name: str
    kind: str
    forms: dict[str, list] = dataclasses.field(default_factory=dict)


class Parser:
    def __init__(self, text: str):
        self.text = text
        self.at = 0

    def message(self) -> list:
        out = self.parts([], 0)
        if self.at < len(self.text):
            raise Mistake(f"a '}}' at character {self.at + 1} closes nothing; write '}}' between apostrophes, or delete it")
        return out

    def parts(self, plurals: list[str], depth: int) -> list:
        """parts reads up to the brace that ends it; plurals are the numbers that # may mean."""
        out: list = []
        plain = ""
        while self.at < len(self.text) and self.text[self.at] != "}":
            c = self.text[self.at]
            if c == "'":
                plain += self.quoted()
                continue
            self.at += 1
            if c == "{" or (c == "#" and plurals):
                out += [plain] if plain else []
                plain = ""
                out.append(self.argument(plurals, depth) if c == "{" else Argument(plurals[-1], "hash"))
            else:
                plain += c
        return out + ([plain] if plain else [])

    def quoted(self) -> str:
        """quoted reads an apostrophe: itself, or the beginning of text in which braces are braces."""
        rest = self.text[self.at:]
        if rest.startswith("''"):
            self.at += 2
            return "'"
        if rest[1:2] not in ("{", "}", "#"):
            self.at += 1
            return "'"
        end = rest.find("'", 1)
        if end < 0:
            raise Mistake(f"the apostrophe at character {self.at + 1} quotes up to the end; close it with another")
        self.at += end + 1
        return rest[1:end]

    def word(self, what: str) -> str:
        self.blanks()
        found = NAME.match(self.text, self.at)
        if not found:
            raise Mistake(f"{what} is missing at character {self.at + 1}; it is lower-case letters, digits and _")
        self.at = found.end()
        self.blanks()
        return found.group()

    def blanks(self) -> None:
        while self.text[self.at:self.at + 1].isspace():
            self.at += 1

    def expect(self, c: str) -> None:
        if self.text[self.at:self.at + 1] != c:
            found = self.text[self.at:self.at + 1] or "the end"
            raise Mistake(f"at character {self.at + 1} stands {found} where '{c}' must; write '{c}'")
        self.at += 1
        self.blanks() if c == "," else None

    def argument(self, plurals: list[str], depth: int) -> Argument:
        name = self.word("the name of an argument")
        if self.text[self.at:self.at + 1] == "}":
            self.at += 1
            return Argument(name, "text")
        self.expect(",")
        kind = self.word("the kind of an argument")
        if kind in ("plural", "select"):
            if depth == DEEPEST:
                raise Mistake(f"{{{name}, {kind}, ...}} stands in {DEEPEST} others; write whole sentences in fewer forms")
            self.expect(",")
            out = Argument(name, kind, self.forms(name, kind, plurals, depth))
        elif kind in SIMPLE and kind != "text":
            out = Argument(name, kind)
        else:
            raise Mistake(f"{{{name}, {kind}}}: there is no kind {kind}; there are number, date, time, plural, select")
        self.expect("}")
        return out

    def forms(self, name: str, kind: str, plurals: list[str], depth: int) -> dict[str, list]:
        out: dict[str, list] = {}
        inner = plurals + [name] if kind == "plural" else plurals
        while self.text[self.at:self.at + 1] not in ("}", ""):
            form = self.word("the name of a form")
            self.expect("{")
            if form in out:
                raise Mistake(f"{{{name}, {kind}}} has the form {form} twice; delete one")
            if kind == "plural" and form not in CATEGORIES:
                raise Mistake(f"{{{name}, plural}}: there is no form {form}; there are {', '.join(CATEGORIES)}")
            out[form] = self.parts(inner, depth + 1)
            self.expect("}")
            self.blanks()
        if "other" not in out:
            raise Mistake(f"{{{name}, {kind}}} has no form other; add other {{...}}")
        return out


def parse(text: str) -> list:
    return Parser(text).message()


def walk(message: list):
    """walk gives every Argument of a message, those within forms too."""
    for part in message:
        if isinstance(part, Argument):
            yield part
            for form in part.forms.values():
                yield from walk(form)


def value_of(kind: str) -> str:
    """value_of: what a caller passes for an argument of a kind: text, number or moment."""
    return {"text": "text", "select": "text", "number": "number", "plural": "number", "hash": "number",
            "date": "moment", "time": "moment"}[kind]


def arguments(message: list) -> dict[str, str]:
    """arguments: name and value_of, in the order in which they are first named."""
    out: dict[str, str] = {}
    for argument in walk(message):
        value = value_of(argument.kind)
        if out.setdefault(argument.name, value) != value:
            raise Mistake(f"{{{argument.name}}} is a {out[argument.name]} in one place and a {value} in another; use one kind")
    return out
