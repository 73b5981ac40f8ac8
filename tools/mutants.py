"""Mutants of C++ text, each a change of one line: what tools/mutate tries against the tests.

Only code is changed: no comments, preprocessor lines, texts or characters in quotes, declarations of templates and
names, nor what may never happen (static_assert, CONSTAT_CHECK) or only saves time (reserve) or tells a person (logs).
The text is read as tools/format lays it out: an operator between two operands has a blank on either side."""
import dataclasses
import pathlib
import random
import re

TOKEN = re.compile(r"""
    (?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
  | (?P<directive>(?<![^\n])[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<text>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"|(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"
      |(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+')
  | (?P<number>\.?\d(?:[eEpP][+-]|'?[\w.])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<operator><<=|>>=|<=>|->\*|\.\.\.|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\s])
""", re.S | re.X)

# Operators between two operands, and what is put in their place.
BETWEEN = {
    "arithmetic": {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "&": "|", "|": "&", "^": "&", "<<": ">>",
                   ">>": "<<", "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "%=": "*=", "&=": "|=", "|=": "&=",
                   "^=": "&=", "<<=": ">>=", ">>=": "<<="},
    "comparison": {"<": "<= >=", "<=": "< >", ">": ">= <=", ">=": "> <", "==": "!=", "!=": "==", "&&": "||",
                   "||": "&&"},
}
STEPS = {"++": "--", "--": "++"}
WORDS = {"true": "false", "false": "true"}
# Statements and lines that stay as they are.
NEVER = {"static_assert", "CONSTAT_CHECK", "reserve", "shrink_to_fit", "cerr", "clog", "perror", "syslog"}
NO_CODE = re.compile(r"\s*(template\b|using\b|namespace\b|friend\b|typedef\b|extern \"C\"|.*\bvirtual\b.*= 0;"
                     r"|.*= (default|delete);)")
# What a member of a header holds before anyone sets it: compiled everywhere, and hardly ever read.
UNSET = re.compile(r"(?!.*\b(?:constexpr|static)\b)\s+[\w:<>, ]+ \w+ = (?:0|0\.0|false);")
# What is dropped is a statement on a line of its own, and not what declares a name or gives the value of a function.
KEPT = re.compile(r"return [^;]|return\{|co_|throw\b|case\b|goto\b|default\b|public:|private:|CONSTAT_ASSIGN\b"
                  r"|[A-Z]\w*\(.*\) = ")
DECLARATION = re.compile(r"(?:(?:const|constexpr|static|inline|auto|explicit|mutable|thread_local|struct|class|enum)\b"
                         r"|\[\[|[\w:]+(?:<.*?>+)?(?: const)?[&*]*\s+[&*]*(?:\w|::)+\s*(?:=[^=]|[({;[]|\w))")
PARAMETER = re.compile(r"(?:const\s|[\w:]+(?:<.*>)?[&*]*\s+\w+( = .*)?$|.*[\w>][&*]+$|.*&&$)")
# Their arguments may change places and nothing changes, or are no arguments.
SYMMETRIC = {"if", "for", "while", "switch", "sizeof", "decltype", "CONSTAT_ASSIGN", "max", "min", "swap", "gcd",
             "hypot"}


def made_by() -> tuple[set[str], list[str]]:
    """made_by gives the functions of report/page that make an element, and those that make an attribute."""
    page = pathlib.Path(__file__).resolve().parent.parent / "constat/report/page"
    node, elements = (page / "node.h").read_text(), (page / "elements.h").read_text()
    lists = [re.search(rf"CONSTAT_PAGE_{what}\(F\).*?\n\n", node, re.S)[0] for what in ("ELEMENTS", "ATTRIBUTES")]
    of_element, of_attribute = (re.findall(r"F\((\w+),", names) for names in lists)
    return {*of_element, "Fragment"}, of_attribute + re.findall(r"inline Attribute (\w+)\(\)", elements)


# An attribute is an element's wherever it is among its parts: page::P(text, page::Class("lead")) is the same page.
ELEMENTS, ATTRIBUTES = made_by()
ATTRIBUTE = re.compile(rf"(?:page::)?(?:{'|'.join(ATTRIBUTES)}|Attribute::\w+)\(")


@dataclasses.dataclass(frozen=True, order=True)
class Mutant:
    """Mutant: line counts from 1; before and after are that whole line."""
    path: str
    line: int
    kind: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int
    start: int  # columns in its line, from 0
    end: int


def tokens(text: str) -> list[Token]:
    """tokens gives the words, numbers, operators and quoted texts of C++; comments and directives are left out."""
    found = []
    line, begin, at = 1, 0, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        begin = text.rfind("\n", 0, match.start()) + 1
        at = match.start()
        if match.lastgroup not in ("comment", "directive"):
            found.append(Token(match.lastgroup, match.group(), line, at - begin, match.end() - begin))
    return found


def untouched(found: list[Token]) -> set[int]:
    """untouched gives the lines of statements that are never changed."""
    lines = set()
    for n, token in enumerate(found):
        if token.text in NEVER:
            depth = 0
            for last in found[n:]:
                depth += (last.text == "(") - (last.text == ")")
                lines.add(last.line)
                if last.text == ";" and depth <= 0:
                    break
    return lines


def other_number(text: str) -> list[str]:
    """other_number gives the neighbours of a number, [] where it is none (5ms)."""
    whole = re.fullmatch(r"(0[xX][\da-fA-F']+|0[bB][01']+|\d[\d']*)([uUlLzZ]*)", text)
    if whole:
        digits, suffix = whole.groups()
        value = int(digits.replace("'", ""), 8 if re.fullmatch(r"0[0-7']+", digits) else 0)
        form = hex if digits[:2] in ("0x", "0X") else str
        return [form(value + 1) + suffix] + ([form(value - 1) + suffix] if value else [])
    if re.fullmatch(r"(\d[\d']*\.[\d']*|\d*\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?[fFlL]?", text):
        return [f"({text} + 1)", f"({text} / 2)"] if not re.fullmatch(r"[0.]+", text) else [f"({text} + 1)"]
    return []


def of_tokens(line: str, row: list[Token]):
    """of_tokens yields (kind, line after) for each operator, constant and word of a line that can be another."""
    def changed(token: Token, other: str) -> str:
        return line[:token.start] + other + line[token.end:]

    for n, token in enumerate(row):
        spaced = line[token.start - 1:token.start].isspace() and (line[token.end:token.end + 1] or " ").isspace()
        near = row[max(n - 1, 0):n + 2]
        # Texts are joined, not added; && may belong to a type.
        joined = {"+": near, "+=": row}.get(token.text, [])
        joins = any(t.kind == "text" or t.text == "fmt" for t in joined)
        qualifies = token.text in ("&", "&&") and near[-1].text in ("&", "&&", "{", ";", "noexcept", "const")
        for kind, table in BETWEEN.items():
            if token.text in table and spaced and not joins and not qualifies:
                yield from ((kind, changed(token, other)) for other in table[token.text].split())
        if token.text in STEPS:
            yield "arithmetic", changed(token, STEPS[token.text])
        if token.text == "!" and not spaced:
            yield "comparison", changed(token, "")
        if token.text in WORDS:
            yield "constant", changed(token, WORDS[token.text])
        if token.kind == "number":
            yield from (("constant", changed(token, other)) for other in other_number(token.text))


def closing(row: list[Token], n: int) -> int | None:
    """closing gives where the bracket that row[n] opens is closed, if on the same line."""
    depth = 0
    for m in range(n, len(row)):
        depth += (row[m].text in ("(", "[", "{")) - (row[m].text in (")", "]", "}"))
        if depth == 0:
            return m
    return None


def arguments(line: str, row: list[Token], open_: int, close: int) -> list[tuple[int, int]]:
    """arguments gives the columns of each argument between two brackets of a line."""
    parts, depth, start = [], 0, row[open_].end
    for token in row[open_ + 1:close]:
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == "," and depth == 0:
            parts.append((start, token.start))
            start = token.end
    parts.append((start, row[close].start))
    return [(a + len(line[a:b]) - len(line[a:b].lstrip()), a + len(line[a:b].rstrip())) for a, b in parts]


def called(row: list[Token], n: int) -> str:
    """called gives the name before the bracket row[n], also where <...> is between; "" where there is none."""
    m = n - 1
    if m > 0 and row[m].text == ">":
        while m > 0 and row[m].text != "<":
            m -= 1
        m -= 1
    return row[m].text if m >= 0 and row[m].kind == "word" else ""


def of_arguments(line: str, row: list[Token]):
    """of_arguments yields (kind, line after) for each pair of neighbours among a call's arguments."""
    for n, token in enumerate(row):
        name = called(row, n) if token.text == "(" else ""
        close = closing(row, n) if name and name not in SYMMETRIC and "Equal" not in name else None
        if close is None:
            continue
        parts = arguments(line, row, n, close)
        words = [line[a:b] for a, b in parts]
        if any(not w or PARAMETER.match(w) for w in words):
            continue
        if name == "format":  # what is formatted, not the form
            parts = parts[1:]
        for (a, b), (c, d) in zip(parts, parts[1:]):
            attribute = name in ELEMENTS and (ATTRIBUTE.match(line, a, b) or ATTRIBUTE.match(line, c, d))
            if not attribute and line[a:b] != line[c:d] and not (line[a] == line[c] == '"'):
                yield "arguments", line[:a] + line[c:d] + line[b:c] + line[a:b] + line[d:]


def of_statement(line: str, row: list[Token], before: str):
    """of_statement yields (kind, line after) where the line is a statement that can be dropped, or opens a block that
    can be passed over; before is the last token ahead of the line."""
    indent, end = line[:row[0].start], row[-1].end
    code = line[row[0].start:end]
    condition = re.fullmatch(r"((?:\} )?(?:else )?if \()(.*)(\) \{)", code)
    if condition and ";" not in condition[2] and " = " not in condition[2]:
        yield "dropped", f"{indent}{condition[1]}false && ({condition[2]}){condition[3]}{line[end:]}"
    whole = row[-1].text == ";" and before in ("", ";", "{", "}", ":", ")", "else")
    balanced = all(sum((t.text == a) - (t.text == b) for t in row) == 0 for a, b in ("()", "[]", "{}"))
    starts = row[0].kind == "word" or row[0].text in ("++", "--", "*", "(")
    bare = re.sub(r"^(?:else |if (?:constexpr )?\(.*\) (?=\w))", "", code)
    if whole and balanced and starts and not KEPT.match(code) and (bare != code or not DECLARATION.match(code)):
        yield "dropped", indent + ";" + line[end:]


def of_text(path: str, text: str) -> list[Mutant]:
    """of_text gives every mutant of a file, line by line, each once."""
    lines = text.split("\n")
    found = tokens(text)
    never = untouched(found)
    rows: dict[int, list[Token]] = {}
    for token in found:
        if "\n" in token.text:
            never.update(range(token.line, token.line + token.text.count("\n") + 1))
        rows.setdefault(token.line, []).append(token)
    mutants: dict[Mutant, None] = {}
    before = ""
    for number, row in rows.items():
        line = lines[number - 1]
        unset = path.endswith(".h") and UNSET.match(line)
        if number not in never and not NO_CODE.match(line) and not unset:
            changes = [*of_tokens(line, row), *of_arguments(line, row), *of_statement(line, row, before)]
            mutants.update((Mutant(path, number, kind, line, after), None) for kind, after in changes)
        before = row[-1].text
    return [mutant for mutant in mutants if mutant.after != mutant.before]


def draw(files: dict[str, str], seed: int) -> list[Mutant]:
    """draw puts the mutants of files (path, text) into a random order, the same for the same seed and files: lines are
    drawn, not mutants, so that a line of many operators comes no sooner than others, and a line comes again when all
    have come."""
    source = random.Random(seed)
    lines = []
    for path in sorted(files):
        of_line: dict[int, list[Mutant]] = {}
        for mutant in of_text(path, files[path]):
            of_line.setdefault(mutant.line, []).append(mutant)
        lines += [source.sample(mutants, len(mutants)) for mutants in of_line.values()]
    drawn = []
    turn = 0
    while any(turn < len(mutants) for mutants in lines):
        drawn += source.sample([m[turn] for m in lines if turn < len(m)], sum(turn < len(m) for m in lines))
        turn += 1
    return drawn
