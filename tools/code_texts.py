"""The string literals of C++ code, each with what it is given to: the innermost call around it that makes an error, prints,
asks or explains."""
import dataclasses
import re

TOKEN = re.compile(r"""
    (?P<skip>\s+|//[^\n]*|/\*.*?\*/|^[ \t]*\#[ \t]*include[^\n]*|\\\n)
  | (?P<raw>R"(?P<mark>[^()\s\\]*)\((?P<inside>.*?)\)(?P=mark)")
  | (?P<text>"(?:[^"\\\n]|\\.)*"(?:sv\b|s\b)?)
  | (?P<char>'(?:[^'\\\n]|\\.)+')
  | (?P<number>\d(?:'?[\w.])*)
  | (?P<name>[A-Za-z_]\w*(?:::~?[A-Za-z_]\w*)*)
  | (?P<other>.)
""", re.X | re.S | re.M)
# What a literal is given to, by the last part of the called name.
KINDS = {
    "Fail": "error", "Error": "error", "Prefix": "error",
    "Say": "says", "SayAll": "says", "Print": "says", "Note": "says", "NotePart": "says",
    "ReadLine": "asks",
    "Log": "log", "LogField": "log",
    "CONSTAT_CHECK": "bug", "static_assert": "bug",
    "deprecated": "bug", "nodiscard": "bug",
    "Add": "help", "AddFlag": "help", "AddGroup": "help", "UseRoot": "help", "Title": "help", "Example": "help",
    "CommandTree": "help", "CommandText": "help", "Check": "help",
}
# Kinds that no person reads, and why.
NOT_READ = {
    "log": "events of the log (base/log.h) are for whoever asks what a program does",
    "bug": "what the compiler or a bug prints",
}
WORD = r"[A-Za-z\u00c0-\uffff’'-]+"
BODY = {"const", "noexcept", "else", "do", "try", "override", "final", "mutable"}


@dataclasses.dataclass
class Text:
    text: str
    kind: str  # a value of KINDS, or "part"
    code: str  # the error's, "kMissingFile", or nothing


def has_words(text: Text) -> bool:
    """has_words says whether it is language: two words with a space between, or one where it goes to a person as it is."""
    said = re.sub(r"\{[^{}]*\}", "{}", text.text)
    if text.kind in ("error", "says", "asks"):
        return bool(re.search(r"[A-Za-z]{2}", said))
    return bool(re.search(rf"{WORD}[,;:.)”]* [(“]?(?:{WORD}|\{{\}}) [(“]?{WORD}|{WORD}[,;:)”]* [(“]?{WORD}", said))


def unescaped(literal: str) -> str:
    inner = literal[literal.index('"') + 1:literal.rindex('"')]
    return re.sub(r'\\(["\\])', r"\1", re.sub(r"\\n", "\n", re.sub(r"\\x1b|\\r|\\0", "", inner)))


def wrappers(code: str) -> dict[str, str]:
    """wrappers are the functions of a file that make an error of one code from a text: by name, that code."""
    found: dict[str, str] = {}
    for match in re.finditer(r"(?:auto|unexpected<Error>|Error|Status) (\w+)(?: = \[[^\]]*\])?\([^;{}]*\)[^;{}]*\{", code):
        body = re.split(r"\};|\n\}", code[match.end():match.end() + 300])[0]
        codes = set(re.findall(r"(?:Fail\(|Error\{)\s*ErrorCode::(k\w+)", body))
        if len(codes) == 1 and body.count(";") <= 2:
            found[match.group(1)] = codes.pop()
    return found


class Frame:
    """Frame: an open bracket, what was called with it, and the error code seen in it so far."""

    def __init__(self, called: str, is_body: bool):
        self.called, self.is_body, self.code = called.split("::")[-1], is_body, ""


def context(stack: list[Frame], own: dict[str, str]) -> tuple[str, str]:
    for frame in reversed(stack):
        if frame.is_body:
            break
        if frame.called in own:
            return "error", own[frame.called]
        if frame.called in KINDS:
            return ("error", frame.code) if frame.code else (KINDS[frame.called], "")
        if frame.code and frame.called != "":
            return "error", frame.code
    return "part", ""


def texts(code: str) -> list[Text]:
    """texts are the literals in the order of the code, those that follow one another as one."""
    own = wrappers(code)
    out: list[Text] = []
    stack: list[Frame] = []
    before, joins = "", False
    for match in TOKEN.finditer(code):
        kind, token = match.lastgroup, match.group()
        if match.group("raw"):
            kind = "raw"
        if kind == "skip":
            continue
        if kind in ("raw", "text"):
            said = match.group("inside") if kind == "raw" else unescaped(token)
            if joins:
                out[-1].text += said
            else:
                out.append(Text(said, *context(stack, own)))
            joins = True
            continue
        joins = False
        if kind == "name" and stack and re.fullmatch(r"(?:constat::)?ErrorCode::k\w+", token) and not stack[-1].code:
            stack[-1].code = token.split("::")[-1]
        if token in ("(", "{", "["):
            called = before if re.match(r"[A-Za-z_]", before) and before not in ("return", "if", "while", "for", "switch") else ""
            inside = bool(stack) and not stack[-1].is_body
            is_body = token == "{" and (before in BODY or before in (")", ";", "}", ">", "") or
                                        (before in ("{", ":") and not inside))
            stack.append(Frame("" if before in BODY else called, is_body))
        elif token in (")", "}", "]") and stack:
            stack.pop()
        before = token
    return out
