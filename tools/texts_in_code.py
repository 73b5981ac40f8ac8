"""Texts in code: messages (messages.py) of several languages as a C++ table and as a TypeScript module. Each message
without arguments is a string; each other a function of its arguments by name, which gives the message's parts."""
import functools
import json

import messages
import plurals


class Language:
    """Language: a tag, what CLDR says of it, and its messages by group and key."""

    def __init__(self, tag: str, cldr: dict, groups: dict[str, dict[str, list]]):
        self.tag, self.cldr, self.groups = tag, cldr, groups

    @functools.cached_property
    def needed(self) -> set[str]:
        return plurals.needed(self.cldr["plurals"])


def camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def indent(lines: list[str]) -> list[str]:
    return ["  " + line for line in lines]


class Code:
    """Code: what both targets share; lines of code for the parts of a message."""

    def __init__(self, group: str, languages: list[Language]):
        self.group, self.languages = group, languages
        self.keys = languages[0].groups[group]

    def arguments(self, key: str) -> dict[str, str]:
        return messages.arguments(self.keys[key])

    def parts(self, message: list, used: set[str]) -> list[str]:
        """parts gives the lines for a message; used collects the helpers that they call."""
        out = []
        for part in message:
            if isinstance(part, str):
                out.append(self.plain(part))
            elif part.kind == "plural":
                used |= {"plural", "number"}
                out += self.plural(part, {form: self.parts(inner, used) for form, inner in part.forms.items()})
            elif part.kind == "select":
                out += self.select(part, {form: self.parts(inner, used) for form, inner in part.forms.items()})
            else:
                helper = "number" if part.kind == "hash" else part.kind
                used |= {helper}
                out.append(self.value(part.name, helper))
        return out

    def select(self, part: messages.Argument, forms: dict[str, list[str]]) -> list[str]:
        out = []
        for form, lines in forms.items():
            if form != "other":
                out += [f"{'} else ' if out else ''}if (v.{part.name} == {literal(form)}) {{"] + indent(lines)
        if not out:
            return forms["other"]
        return out + ["} else {"] + indent(forms["other"]) + ["}"]


class Cpp(Code):
    TYPES = {"text": "std::string_view", "number": "uint64_t", "moment": "uint64_t"}

    def plain(self, text: str) -> str:
        return f"out.push_back({{{literal(text)}, {{}}}});"

    def value(self, name: str, helper: str) -> str:
        value = f"std::string(v.{name})" if helper == "text" else f"{helper.capitalize()}(v.{name})"
        return f"out.push_back({{{value}, {literal(name)}}});"

    def plural(self, part: messages.Argument, forms: dict[str, list[str]]) -> list[str]:
        out = [f"switch (Plural(v.{part.name})) {{"]
        for form, lines in forms.items():
            if form != "other":
                out += [f"  case Category::k{form.capitalize()}:"] + indent(indent(lines + ["break;"]))
        return out + ["  default:"] + indent(indent(forms["other"] + ["break;"])) + ["}"]

    def header(self, namespace: str) -> str:
        name = camel(self.group) + "Texts"
        fields = []
        for key in self.keys:
            arguments = self.arguments(key)
            if not arguments:
                fields.append(f"  std::string_view {key};")
                continue
            fields += [f"  struct {camel(key)}Values {{"]
            fields += [f"    {self.TYPES[value]} {argument}{'' if value == 'text' else ' = 0'};"
                       + ("  // milliseconds since 1970, UTC" if value == "moment" else "")
                       for argument, value in arguments.items()]
            fields += ["  };", f"  text::Message (*{key})(const {camel(key)}Values&);"]
        return "\n".join([
            "// Made by tools/make_texts from assets/texts.", "#pragma once", "", "#include <cstdint>", "#include <span>",
            "#include <string_view>", "", '#include "constat/text/message.h"', '#include "constat/text/number.h"', "",
            f"namespace {namespace} {{", "",
            f"struct {name} {{", "  std::string_view language;   // BCP 47 tag", '  std::string_view direction;  // "ltr" or "rtl"',
            "  text::NumberStyle numbers;",
            *fields, "};", "", f"// All{name}: English first.", f"[[nodiscard]] std::span<const {name}> All{name}();", "",
            f"}}  // namespace {namespace}", ""])

    def helpers(self, language: Language, used: set[str]) -> list[str]:
        cldr = language.cldr
        out = ["constexpr text::NumberStyle kNumbers{" +
               ", ".join(literal(cldr[field]) for field in ("group", "before_percent", "decimal", "minimum_grouping")) + "};"]
        if "plural" in used:
            out += ["Category Plural(uint64_t n) {"]
            out += [f"  if ({plurals.Rule(rule).expression()}) return Category::k{category.capitalize()};"
                    for category, rule in cldr["plurals"].items()]
            out += ["  return Category::kOther;", "}"]
        if "number" in used:
            out += ["std::string Number(uint64_t n) {"]
            out += ["  return text::FormatCount(n, kNumbers);", "}"]
        for helper in ("date", "time"):
            if helper in used:
                out += self.moment(helper, cldr)
        return out

    @staticmethod
    def moment(helper: str, cldr: dict) -> list[str]:
        code = {"d": "{}", "dd": "{:02}", "MMMM": "{}", "MM": "{:02}", "M": "{}", "y": "{}", "H": "{}", "HH": "{:02}", "mm": "{:02}"}
        value = {"d": "t.day", "M": "t.month", "y": "t.year", "H": "t.hour", "m": "t.minute"}
        fields = plurals.fields(cldr[helper])
        pattern = "".join(code[text] if kind == "field" else text.replace("{", "{{").replace("}", "}}") for kind, text in fields)
        values = ["kMonths[t.month - 1]" if text == "MMMM" else value[text[0]] for kind, text in fields if kind == "field"]
        months = []
        if "kMonths[t.month - 1]" in values:
            months = ["  static constexpr std::array<std::string_view, 12> kMonths{",
                      "      " + ", ".join(literal(month) for month in cldr["months"]) + "};"]
        return [f"std::string {helper.capitalize()}(uint64_t time_ms) {{", *months,
                "  const text::CalendarTime t = text::ToCalendar(time_ms);",
                f"  return fmt::format({literal(pattern)}, {', '.join(values)});", "}"]

    def language(self, language: Language) -> list[str]:
        used: set[str] = set()
        functions = []
        fields = [literal(language.tag), literal(language.cldr["direction"]), "kNumbers"]
        name = camel(self.group) + "Texts"
        for key in self.keys:
            message = language.groups[self.group][key]
            if not self.arguments(key):
                fields.append(literal("".join(message)))
                continue
            functions += [f"text::Message {camel(key)}(const {name}::{camel(key)}Values& v) {{", "  text::Message out;",
                          *indent(self.parts(message, used)), "  return out;", "}"]
            fields.append("&" + camel(key))
        space = "in_" + language.tag.replace("-", "_").lower()
        table = [f"constexpr {name} kTexts{{", *("    " + field + "," for field in fields), "};"]
        return [f"namespace {space} {{", *self.helpers(language, used), *functions, *table, f"}}  // namespace {space}", ""]

    def code(self, namespace: str, include: str) -> str:
        name = camel(self.group) + "Texts"
        languages = [line for language in self.languages for line in self.language(language)]
        tables = ", ".join(f"in_{language.tag.replace('-', '_').lower()}::kTexts" for language in self.languages)
        return "\n".join([
            "// Made by tools/make_texts from assets/texts.", f'#include "{include}"', "", "#include <fmt/core.h>", "",
            "#include <array>", "#include <string>", "", '#include "constat/text/number.h"', "",
            f"namespace {namespace} {{", "namespace {", "",
            *(["enum class Category { kZero, kOne, kTwo, kFew, kMany, kOther };", ""]
              if any(" Plural(uint64_t" in line for line in languages) else []),
            *languages, f"constexpr std::array<{name}, {len(self.languages)}> kAll{name}{{{tables}}};", "",
            "}  // namespace", "", f"std::span<const {name}> All{name}() {{ return kAll{name}; }}", "",
            f"}}  // namespace {namespace}", ""])


class TypeScript(Code):
    TYPES = {"text": "string", "number": "number", "moment": "number"}

    def plain(self, text: str) -> str:
        return f"out.push({literal(text)});"

    def value(self, name: str, helper: str) -> str:
        value = f"v.{name}" if helper == "text" else f"{helper}(v.{name})"
        return f"out.push({{ argument: {literal(name)}, text: {value} }});"

    def plural(self, part: messages.Argument, forms: dict[str, list[str]]) -> list[str]:
        out = [f"switch (plural(v.{part.name})) {{"]
        for form, lines in forms.items():
            if form != "other":
                out += [f"  case {literal(form)}:"] + indent(indent(lines + ["break;"]))
        return out + ["  default:"] + indent(indent(forms["other"])) + ["}"]

    @staticmethod
    def moment(helper: str, cldr: dict) -> list[str]:
        two = 'String({}).padStart(2, "0")'
        value = {"d": "t.getUTCDate()", "M": "t.getUTCMonth() + 1", "y": "t.getUTCFullYear()", "H": "t.getUTCHours()",
                 "m": "t.getUTCMinutes()"}
        parts = []
        for kind, text in plurals.fields(cldr[helper]):
            if kind == "text":
                parts.append(literal(text))
            elif text == "MMMM":
                parts.append(f"[{', '.join(literal(month) for month in cldr['months'])}][t.getUTCMonth()]")
            else:
                parts.append(two.format(value[text[0]]) if len(text) == 2 else f"String({value[text[0]]})")
        return [f"const {helper} = (ms: number): string => {{", "  const t = new Date(ms);",
                f"  return {' + '.join(parts)};", "};"]

    def helpers(self, language: Language, used: set[str]) -> list[str]:
        cldr = language.cldr
        out = []
        if "plural" in used:
            out += ["const plural = (n: number): string => {"]
            out += [f"  if ({plurals.Rule(rule).expression()}) return {literal(category)};"
                    for category, rule in cldr["plurals"].items()]
            out += ['  return "other";', "};"]
        if "number" in used:
            least = 10 ** (cldr["minimum_grouping"] + 2)
            out += ["const number = (n: number): string =>",
                    f"  n < {least} ? String(n) : String(n).replace(/\\B(?=(\\d{{3}})+$)/g, {literal(cldr['group'])});"]
        for helper in ("date", "time"):
            if helper in used:
                out += self.moment(helper, cldr)
        return out

    def language(self, language: Language) -> list[str]:
        used: set[str] = set()
        fields = [f"language: {literal(language.tag)},", f"direction: {literal(language.cldr['direction'])},"]
        for key in self.keys:
            message = language.groups[self.group][key]
            arguments = self.arguments(key)
            if not arguments:
                fields.append(f"{key}: {literal(''.join(message))},")
                continue
            types = "; ".join(f"{name}: {self.TYPES[value]}" for name, value in arguments.items())
            fields += [f"{key}: (v: {{ {types} }}): Part[] => {{", "  const out: Part[] = [];",
                       *indent(self.parts(message, used)), "  return out;", "},"]
        return [f"{literal(language.tag)}: (() => {{", *indent(self.helpers(language, used)), "  return {",
                *indent(indent(fields)), "  };", "})(),"]

    def module(self) -> str:
        """module: a text is a string, or a function of its values that gives its parts; numbers are whole, times are
        milliseconds since 1970."""
        lines = [line for language in self.languages for line in self.language(language)]
        return "\n".join(["// Made by tools/make_texts from assets/texts.",
                          "export type Part = string | { argument: string; text: string };", "",
                          f"export const {self.group}Texts = {{", *indent(lines), "};", ""])
