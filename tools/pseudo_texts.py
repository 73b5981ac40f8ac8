"""Made languages for tests of layouts: the texts of the source, longer and with accents (en-XA), and written from right to
left (ar-XB). Arguments, forms and plural rules stay those of the source. They are compiled for tests alone: no program
offers them.

What a test sees in them: a text that is cut has lost a bracket; one that is put together from parts has several pairs; one
that is not in assets/texts at all has no brackets, no accents, or is written from left to right."""
import dataclasses

import texts_in_code

LONGER = 0.4
LEAST = 5  # characters that a short text grows by: labels grow more than sentences do
FILL = " öñé ţŵö ţĥŕéé ƒöûŕ ƒîvé šîx"
ACCENTED = str.maketrans("acdefghijklnoprstuwyzACDEGHIJKLNOPRSTUWYZ",
                         "áçđéƒĝĥîĵķļñöþŕšţûŵýžÅÇĐÉĜĤÎĴĶĻÑÖÞŔŠŢÛŴÝŽ")
# Hebrew letters: their direction is their own, so that no mark that a reader would clean away is needed.
TURNED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןףץ")


def plain(message: list) -> str:
    """plain is the text of the longest forms, without arguments."""
    return "".join(part if isinstance(part, str) else max((plain(form) for form in part.forms.values()), key=len, default="")
                   for part in message)


def changed(message: list, change) -> list:
    """changed gives a message whose plain text went through change."""
    out = []
    for part in message:
        if isinstance(part, str):
            out.append(change(part))
        else:
            forms = {name: changed(form, change) for name, form in part.forms.items()}
            out.append(dataclasses.replace(part, forms=forms))
    return out


def filling(length: int) -> str:
    count = max(LEAST, round(LONGER * length)) - 2  # the brackets
    return (FILL * (count // len(FILL) + 1))[:count].rstrip()


def longer(message: list) -> list:
    accented = changed(message, lambda text: text.translate(ACCENTED))
    words = any(c.isalpha() for c in plain(message))  # else it is a part of others, such as a date and a time
    return joined(["[", *accented, (filling(len(plain(message))) if words else "") + "]"])


def turned(message: list) -> list:
    return joined(["[", *changed(message, lambda text: text.lower().translate(TURNED)), "]"])


def joined(message: list) -> list:
    """joined has no two plain texts beside one another, as messages.parse makes it."""
    out: list = []
    for part in message:
        if out and isinstance(part, str) and isinstance(out[-1], str):
            out[-1] += part
        else:
            out.append(part)
    return out


def made_of(source: texts_in_code.Language) -> list[texts_in_code.Language]:
    """made_of gives en-XA and ar-XB."""
    out = []
    for tag, direction, make, table in (("en-XA", "ltr", longer, ACCENTED), ("ar-XB", "rtl", turned, TURNED)):
        months = [(month if direction == "ltr" else month.lower()).translate(table) for month in source.cldr["months"]]
        groups = {group: {key: make(message) for key, message in entries.items()}
                  for group, entries in source.groups.items()}
        out.append(texts_in_code.Language(tag, {**source.cldr, "direction": direction, "months": months}, groups))
    return out
