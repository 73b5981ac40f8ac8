"""The files of texts: TEXTS/LANG.json of every language, read and compared with their source. en.json is the source: other
languages have its keys and arguments, all of them and no others. In en.json a key "@KEY" is a note for translators."""
import json
import pathlib
import re
import sys
import tomllib

import messages
import texts_in_code

SOURCE = "en"
KEY = re.compile(r"[a-z][a-z0-9_]*")


class Problems:
    """Problems: what is wrong, and in which file, named from the folder that the tool was called in."""

    def __init__(self):
        self.lines: list[str] = []

    def add(self, file: pathlib.Path, key: str, what: str) -> None:
        self.lines.append(f"{file}: {key}: {what}" if key else f"{file}: {what}")

    def stop_if_any(self) -> None:
        if self.lines:
            print("\n".join(self.lines), file=sys.stderr)
            sys.exit(1)


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise messages.Mistake(f'the key "{key}" stands twice; delete one')
        seen[key] = value
    return seen


def read(file: pathlib.Path, problems: Problems) -> dict[str, dict[str, str | None]]:
    """read gives groups of keys and texts, without notes; None where something is told already."""
    try:
        groups = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=once)
    except messages.Mistake as mistake:
        problems.add(file, "", str(mistake))
        return {}
    except ValueError as error:
        problems.add(file, "", f"no JSON: {error}; correct it there")
        return {}
    out: dict[str, dict[str, str]] = {}
    for group, entries in groups.items() if isinstance(groups, dict) else []:
        if not isinstance(entries, dict):
            problems.add(file, group, "a group must be an object of keys and texts; make it one")
            continue
        out[group] = {}
        for key, value in entries.items():
            if key.startswith("@"):
                if file.stem != SOURCE or key[1:] not in entries:
                    problems.add(file, f"{group}.{key}",
                                 f"a note belongs to a key of {SOURCE}.json; delete it, or move it there")
            elif not isinstance(value, str) or not KEY.fullmatch(key):
                problems.add(file, f"{group}.{key}", "keys are lower-case letters, digits and _, values texts; correct it")
                out[group][key] = None
            else:
                out[group][key] = value
    return out


def parse(file: pathlib.Path, groups: dict[str, dict[str, str | None]], problems: Problems) -> dict[str, dict[str, list]]:
    out: dict[str, dict[str, list]] = {}
    for group, entries in groups.items():
        out[group] = {}
        for key, text in entries.items():
            if text is None:
                continue
            try:
                out[group][key] = messages.parse(text)
                messages.arguments(out[group][key])
            except messages.Mistake as mistake:
                out[group].pop(key, None)
                problems.add(file, f"{group}.{key}", str(mistake))
    return out


def check_plurals(file: pathlib.Path, key: str, message: list, needed: set[str], problems: Problems) -> None:
    for argument in messages.walk(message):
        if argument.kind != "plural":
            continue
        for form in sorted(needed - set(argument.forms)):
            problems.add(file, key, f"{{{argument.name}, plural}} has no form {form}, which {file.stem} needs; "
                                    f"add {form} {{...}}")


def check_against_source(file: pathlib.Path, source: dict, own: dict, problems: Problems) -> None:
    """check_against_source: own has the keys and arguments of the source. What has a mistake was told already, and
    stands in neither with a message."""
    for group in source:
        for key in source[group]:
            if key not in own.get(group, {}):
                problems.add(file, f"{group}.{key}", f"is missing; translate it from {SOURCE}.json")
    for group in own:
        for key in own[group]:
            if key not in source.get(group, {}):
                problems.add(file, f"{group}.{key}", f"{SOURCE}.json has no such key; delete it, or add it there first")


def check_arguments(file: pathlib.Path, key: str, source: list, own: list, problems: Problems) -> None:
    there, here = messages.arguments(source), messages.arguments(own)
    known = ", ".join(f"{{{name}}}" for name in there) or "none"
    for name, value in here.items():
        if name not in there:
            problems.add(file, key, f"the argument {{{name}}} is not in {SOURCE}.json, whose arguments are: {known}; "
                                    "use one of them")
        elif there[name] != value:
            problems.add(file, key, f"{{{name}}} is a {there[name]} in {SOURCE}.json and a {value} here; use it as there")
    for name in there:
        if name not in here and set(here) <= set(there):
            problems.add(file, key, f"the argument {{{name}}} is left out; say it as {SOURCE}.json does")


def listed(folder: pathlib.Path, list_file: pathlib.Path | None, problems: Problems) -> list[pathlib.Path]:
    """listed gives the files, the source first, in the order of the list; without a list, all files of the folder. A file
    without a line and a line without a file are told."""
    found = {file.stem: file for file in sorted(folder.glob("*.json"))}
    if SOURCE not in found:
        sys.exit(f"{folder}: there is no {SOURCE}.json, the source of all texts; add it")
    try:
        tags = list(tomllib.loads(list_file.read_text(encoding="utf-8"))) if list_file else list(found)
    except tomllib.TOMLDecodeError as error:
        sys.exit(f"{list_file}: no TOML: {error}; correct it there")
    for tag in found:
        if tag not in tags:
            problems.add(found[tag], "", f"{list_file} has no line for {tag}; add {tag} = {{ ... }}, as its first lines say")
    for tag in tags:
        if tag not in found:
            problems.add(list_file, tag, f"there is no {folder / tag}.json; add it, or delete the line")
    return [found[tag] for tag in sorted(tags, key=lambda tag: tag != SOURCE) if tag in found]


def load(folder: pathlib.Path, cldr_file: pathlib.Path,
         list_file: pathlib.Path | None = None) -> dict[str, texts_in_code.Language]:
    """load reads and checks every language, and stops where anything is wrong."""
    problems = Problems()
    cldr = json.loads(cldr_file.read_text(encoding="utf-8"))["languages"]
    files = listed(folder, list_file, problems)
    texts = {file: read(file, problems) for file in files}
    parsed = {file: parse(file, texts[file], problems) for file in files}
    out: dict[str, texts_in_code.Language] = {}
    for file in files:
        if file.stem not in cldr:
            problems.add(file, "", f"{cldr_file.name} does not know {file.stem}; run tools/make_cldr, which needs "
                                   "unicode-cldr-core")
            continue
        language = texts_in_code.Language(file.stem, cldr[file.stem], parsed[file])
        out[file.stem] = language
        if texts[file] or file == files[0]:
            check_against_source(file, texts[files[0]], texts[file], problems)
        for group, entries in parsed[file].items():
            for key, message in entries.items():
                check_plurals(file, f"{group}.{key}", message, language.needed, problems)
                source = parsed[files[0]].get(group, {}).get(key)
                if source is not None:
                    check_arguments(file, f"{group}.{key}", source, message, problems)
    problems.stop_if_any()
    return out
