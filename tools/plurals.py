"""Plurals and dates of CLDR, for whole numbers: what a rule says, as a value and as an expression that C++ and TypeScript
both understand."""
import re

# A relation: n or another operand, perhaps modulo, in or not in a list of numbers and ranges.
RELATION = re.compile(r"([nivwftce])\s*(?:%\s*(\d+))?\s*(!?=)\s*([\d.,\s]+)")
FIELD = re.compile(r"'([^']*)'|([A-Za-z])\2*|([^A-Za-z']+)")
FIELDS = ("d", "dd", "MMMM", "MM", "M", "y", "H", "HH", "mm")


class Rule:
    """Rule: one category's condition, a list (or) of lists (and) of relations."""

    def __init__(self, condition: str):
        self.any = [[self.relation(part) for part in alternative.split(" and ")]
                    for alternative in condition.split(" or ")]

    @staticmethod
    def relation(text: str) -> tuple[str, int, bool, list[tuple[int, int]]]:
        found = RELATION.fullmatch(text.strip())
        if not found:
            raise ValueError(f"a plural rule that is none: {text}")
        ranges = []
        for part in found[4].split(","):
            low, _, high = part.strip().partition("..")
            ranges.append((int(low), int(high or low)))
        return found[1], int(found[2] or 0), found[3] == "=", ranges

    def holds(self, n: int) -> bool:
        def one(relation) -> bool:
            operand, modulo, inside, ranges = relation
            value = n if operand in "ni" else 0  # a whole number has no digits after the point, and no exponent
            value = value % modulo if modulo else value
            return any(low <= value <= high for low, high in ranges) == inside
        return any(all(one(relation) for relation in alternative) for alternative in self.any)

    def expression(self) -> str:
        """expression tells of a whole number n."""
        alternatives = []
        for alternative in self.any:
            terms = []
            for operand, modulo, inside, ranges in alternative:
                if operand not in "ni":  # always 0
                    terms.append("true" if any(low == 0 for low, _ in ranges) == inside else "false")
                    continue
                value = f"n % {modulo}" if modulo else "n"
                among = " || ".join(f"{value} == {low}" if low == high else
                                    (f"{value} <= {high}" if low == 0 else f"({value} >= {low} && {value} <= {high})")
                                    for low, high in ranges)
                terms.append(f"({among})" if inside and len(ranges) > 1 else among if inside else f"!({among})")
            if "false" not in terms:
                terms = [term for term in terms if term != "true"]
                alternatives.append(" && ".join(terms) or "true")
        joined = [f"({a})" if len(alternatives) > 1 and "&&" in a else a for a in alternatives]
        return " || ".join(joined) or "false"


def needed(rules: dict[str, str]) -> set[str]:
    """needed: the categories that whole numbers below 1,000 fall into, and other."""
    compiled = {category: Rule(condition) for category, condition in rules.items()}
    out = {"other"}
    for n in range(1000):
        out.add(next((category for category, rule in compiled.items() if rule.holds(n)), "other"))
    return out


def fields(pattern: str) -> list[tuple[str, str]]:
    """fields takes a date pattern apart: ("text", " of ") and ("field", "MMMM")."""
    out = []
    for found in FIELD.finditer(pattern):
        if found[2]:
            if found[0] not in FIELDS:
                raise ValueError(f"the date pattern {pattern} has {found[0]}, which tools/plurals.py does not know; add it")
            out.append(("field", found[0]))
        else:
            out.append(("text", found[1] if found[1] is not None else found[3]))
    return out
