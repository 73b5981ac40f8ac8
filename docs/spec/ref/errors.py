"""The one way a rule says no: a code of the closed list (docs/spec/errors.md) and a sentence."""

from __future__ import annotations


class Refused(Exception):
    """Refused carries the code by which an entry, a file or a value is refused."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{code}: {text}" if text else code)
        self.code = code
        self.text = text


def require(condition: bool, code: str, text: str = "") -> None:
    """require raises Refused(code) unless the condition holds."""
    if not condition:
        raise Refused(code, text)
