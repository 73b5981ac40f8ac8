#!/usr/bin/env python3
"""Audits of paper counts: sizes, p-values and draws are what a few lines of Python say they are; a list that cannot be used is
refused with one clear sentence.

usage: audit_test.py BIN_DIR GUIDE_DIR
"""
import csv
import hashlib
import json
import math
import pathlib
import sys
import tempfile
import unittest

import command_case
from command_case import CommandCase

SEED = "31415926535897932384"
BATCHES = [("North 1", 400), ("North, old hall", 350), ("empty", 0), ("South", 250)]
YES_NO = "--winner Yes=600 --loser No=400 --ballots 1000"


def pick(i: int, ballots: int, seed: str = SEED) -> int:
    return int(hashlib.sha256(f"{seed},{i}".encode()).hexdigest(), 16) % ballots + 1


def place(ticket: int) -> tuple[str, str]:
    for name, ballots in BATCHES:
        if ticket <= ballots:
            return name, str(ticket)
        ticket -= ballots
    return "", ""


def alpha_p(values: list[float], ballots: int, eta: float) -> float:
    """ALPHA with shrink-trunc, d = 100, c = (eta - 1/2)/2, drawn without replacement."""
    product, best, total = 1.0, 1.0, 0.0
    for j, x in enumerate(values):
        m = (ballots / 2 - total) / (ballots - j)
        guess = min(max((100 * eta + total) / (100 + j), m + (eta - 0.5) / 2 / math.sqrt(100 + j)), 1 - 2e-16)
        product *= x * guess / m + (1 - x) * (1 - guess) / (1 - m)
        total += x
        best = min(best, 1 / product)
    return best


class AuditCase(CommandCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("ballots.csv", [["Batch", "hall", "Ballots"], *([name, "x", n] for name, n in BATCHES)])

    def write(self, name: str, rows: list[list]) -> None:
        with (self.root / name).open("w", newline="") as out:
            csv.writer(out).writerows(rows)

    def read(self, name: str) -> list[dict[str, str]]:
        with (self.root / name).open(newline="") as lines:
            return list(csv.DictReader(lines))

    def plan(self, more: str = "", name: str = "audit.toml") -> str:
        return self.accept(f"constat audit plan {YES_NO} --manifest ballots.csv --out {name} {more}")

    def draw(self, count: int, out: str, more: str = "", plan: str = "audit.toml") -> str:
        return self.accept(f"constat audit draw {plan} --seed {SEED} --manifest ballots.csv --count {count} --out {out} {more}")

    def fill(self, name: str, vote, machine=None) -> None:
        """Fills in a list: vote and machine say what is on, and what was recorded of, a ticket."""
        rows = self.read(name)
        for row in rows:
            row["vote"] = row["vote"] or vote(int(row["ticket"]))
            if machine:
                row["machine"] = machine(int(row["ticket"]))
        self.write(name, [list(rows[0]), *(list(row.values()) for row in rows)])

    def judged(self, arguments: str, status: int) -> dict:
        got, output = self.run_command(f"constat audit update {arguments} --json -")
        self.assertEqual(got, status, output)
        return json.loads(output)


class Plan(AuditCase):
    def test_prints_the_published_sizes(self):
        output = self.plan("--risk-limit 10% --json sizes.json")
        self.assertIn("184 in 7 of 10 audits, 244 in 8 of 10, 351 in 9 of 10 (119 on average)", output)
        self.assertIn("27 if 1 record in 1,000 is wrong by a vote, 24 if none is", output)
        self.assertIn("Risk limit 10 %", output)
        self.assertIn("not how the paper was kept", output)
        sizes = json.loads((self.root / "sizes.json").read_text())["sizes"]
        self.assertEqual(sizes["polling"], {"p70": 184, "p80": 244, "p90": 351, "expected": 119})
        self.assertEqual(sizes["comparison"], {"few_differences": 27, "no_difference": 24})
        self.assertTrue(100 < sizes["alpha"]["p80"] < 244)

    def test_a_country(self):
        output = self.accept("constat audit plan --winner Leave=17410742 --loser Remain=16141241 --ballots 33577342 --out uk.toml")
        self.assertIn("6,406 in 7 of 10 audits, 8,222 in 8 of 10, 11,429 in 9 of 10 (4,214 on average)", output)
        self.assertIn("180 if 1 record", output)
        self.assertIn("--count 8222", output)

    def test_says_when_a_sample_is_of_no_use(self):
        output = self.accept("constat audit plan --winner A=501 --loser B=499 --ballots 1000 --out a.toml",
                             "polling    more than a sample can do: count all ballots by hand", "a full hand count is less work")
        self.assertNotIn("--count", output)

    def test_refuses_what_cannot_be_audited(self):
        for arguments, text in (
                ("--winner A=5 --loser B=5 --ballots 10", "tie"),
                ("--winner A=4 --loser B=5 --ballots 10", "give the option with more votes as --winner"),
                ("--winner A=6 --loser B=5 --ballots 10", "6 + 5 votes are more than 10 ballots"),
                ("--winner A=6 --loser A=5 --ballots 20", "same name"),
                ("--winner A=6 --loser a=5 --ballots 20", "same name"),
                ("--winner A --loser B=5 --ballots 20", "Yes=600"),
                ("--winner A=x --loser B=5 --ballots 20", "votes for A"),
                ("--winner Other=6 --loser B=5 --ballots 20", "meaning of its own"),
                ("--winner A=6 --loser B=5 --ballots 3000000000", "2,147,483,647"),
                ("--winner A=6 --loser B=5 --ballots 20 --risk-limit 5", "write 5% or 0.05"),
                ("--winner A=6 --loser B=5 --ballots 20 --risk-limit 30%", "at most 25 % is allowed"),
                ("--winner A=6 --loser B=5 --ballots 20 --method guess", "polling, comparison or alpha"),
                ("--winner A=6 --loser B=5 --ballots 20 --manifest ballots.csv", "980 more than the count"),
                ("--winner A=6 --loser B=5 --ballots 0", "--ballots"),
                ("--winner A=6 --loser B=5 --ballots 20 --manifest gone.csv", "gone.csv")):
            self.refuse(f"constat audit plan {arguments} --out never.toml", 2, text)
        self.assertFalse((self.root / "never.toml").exists())
        self.plan()
        self.refuse(f"constat audit plan {YES_NO} --out audit.toml", 2, "refuses-overwrite")

    def test_refuses_a_plan_that_was_changed_by_mistake(self):
        self.plan()
        text = (self.root / "audit.toml").read_text()
        for old, new in (("winner_votes = 600", "winner_votes = 400"), ("polling", "poling"), ("10", '"ten"'), ("loser", "looser"),
                         ('"5%"', '"5"'), ("sha256 = \"", "sha256 = \"0"), ("ballots = 1000", "ballots = -1")):
            self.assertIn(old, text)
            (self.root / "bad.toml").write_text(text.replace(old, new, 1))
            self.refuse("constat audit update bad.toml --winner-votes 1 --loser-votes 1", 2, "bad.toml")


    def test_a_tiny_risk_limit_is_written_as_it_is_read(self):
        self.plan("--risk-limit 0.0000000001 --json sizes.json")
        self.assertIn('risk_limit = "0.00000001%"', (self.root / "audit.toml").read_text())
        self.draw(3, "d.csv")


class Draw(AuditCase):
    def test_no_list_is_written_that_update_could_not_read(self):
        self.write("ballots.csv", [["batch", "ballots"], ["x" * 60000, 1000]])
        self.plan()
        self.draw(20, "few.csv")
        self.refuse(f"constat audit draw audit.toml --seed {SEED} --manifest ballots.csv --count 4500 --out many.csv", 2,
                    "too-large", "the list of draws was not written")
        self.assertFalse((self.root / "many.csv").exists())

    def test_anybody_can_repeat_it(self):
        self.plan()
        output = self.draw(300, "draw.csv")
        self.assertIn(hashlib.sha256((self.root / "ballots.csv").read_bytes()).hexdigest(), output)
        rows = self.read("draw.csv")
        self.assertEqual([int(row["draw"]) for row in rows], list(range(1, 301)))
        for row in rows:
            ticket = pick(int(row["draw"]), 1000)
            self.assertEqual((int(row["ticket"]), row["batch"], row["position"], row["vote"]), (ticket, *place(ticket), ""))
        self.assertLess(len({row["ticket"] for row in rows}), 300)  # with replacement

    def test_alpha_draws_each_ballot_once(self):
        self.plan("--method alpha")
        self.draw(300, "draw.csv")
        expected, i = [], 0
        while len(expected) < 300:
            i += 1
            if (ticket := pick(i, 1000)) not in expected:
                expected.append(ticket)
        self.assertEqual([int(row["ticket"]) for row in self.read("draw.csv")], expected)

    def test_a_second_draw_goes_on(self):
        for method in ("polling", "comparison", "alpha"):
            self.plan(f"--method {method}", f"{method}.toml")
            self.draw(100, f"{method}-all.csv", plan=f"{method}.toml")
            self.assertIn("--from 61", self.draw(60, f"{method}-1.csv", plan=f"{method}.toml"))
            self.draw(40, f"{method}-2.csv", "--from 61", plan=f"{method}.toml")
            self.assertEqual(self.read(f"{method}-1.csv") + self.read(f"{method}-2.csv"), self.read(f"{method}-all.csv"))

    def test_the_manifest_is_the_one_of_the_plan(self):
        self.plan()
        draw = f"constat audit draw audit.toml --seed {SEED} --count 5 --out d.csv --manifest"
        self.refuse(f"sed s/South/Zouth/ ballots.csv > other.csv; {draw} other.csv", 2, "wrong-hash", "plan again")
        self.accept(f"constat audit plan {YES_NO} --out free.toml")
        self.accept(f"{draw} other.csv".replace("audit.toml", "free.toml"), "compare that number with one published before the seed")
        self.refuse(f"sed s/250/251/ ballots.csv > more.csv; {draw} more.csv".replace("audit.toml", "free.toml"), 2,
                    "1 more than the count", "--ballots 1001")

    def test_ballots_that_are_not_there_count_against_the_winner(self):
        self.accept(f"constat audit plan {YES_NO} --out free.toml")
        self.write("few.csv", [["batch", "ballots"], ["North", 400], ["South", 300]])
        output = self.accept(f"constat audit draw free.toml --seed {SEED} --manifest few.csv --count 50 --out d.csv")
        self.assertIn("300 that are not there", output)
        rows = self.read("d.csv")
        for row in rows:
            self.assertEqual((row["vote"], row["batch"] == ""), ("missing", True) if int(row["ticket"]) > 700 else ("", False))
        self.fill("d.csv", lambda ticket: "Yes")
        read = self.judged("free.toml --results d.csv", 0)["read"]
        missing = sum(pick(i, 1000) > 700 for i in range(1, 51))
        self.assertEqual(read, {"ballots": 50, "winner": 50 - missing, "loser": 0, "other": 0, "missing": missing})
        p = min(1, 1.2 ** -(50 - missing) * 0.8 ** -missing)
        self.assertAlmostEqual(self.judged("free.toml --results d.csv", 0)["p_value"], p)

    def test_bad_manifests(self):
        for text, *words in (("", "empty"), ("a,b\nN,3\n", 'no column "batch"'), ("batch,ballots,ballots\nN,3,3\n", "two columns"),
                            ("batch,ballots\n", "lists no ballots"), ("batch,ballots\nN,x\n", "row 2", "digits only"),
                            ("batch,ballots\nN,-3\n", "row 2"), ("batch,ballots\nN\n", "row 2"), ("batch,ballots\n,3\n", "has no name"),
                            ("batch,ballots\nN,3\nN,4\n", "row 3", "twice"), ("batch,ballots\nN,9999999999\n", "too-large"),
                            ("batch,ballots\n\"N,3\n", "never closed")):
            (self.root / "bad.csv").write_text(text)
            self.refuse(f"constat audit plan {YES_NO} --manifest bad.csv --out p.toml", 2, "bad.csv", *words)

    def test_bad_seeds_and_numbers(self):
        self.plan()
        draw = "constat audit draw audit.toml --manifest ballots.csv --out d.csv"
        self.refuse(f"{draw} --count 5 --seed ''", 2, "seed")
        self.refuse(f"{draw} --count 5 --seed ' 123'", 2, "spaces around")
        self.refuse(f"{draw} --count 5 --seed één", 2, "ASCII")
        self.refuse(f"{draw} --count 0 --seed 1", 2, "--count")
        self.refuse(f"{draw} --count 5 --from 0 --seed 1", 2, "--from")
        self.refuse(f"{draw} --count 2000000 --seed 1", 2, "count all by hand")
        self.refuse(f"{draw} --count -1 --seed 1", 2)
        self.plan("--method alpha", "alpha.toml")
        self.refuse(f"{draw} --count 1001 --seed 1".replace("audit.toml", "alpha.toml"), 2, "only 1000 ballots")
        self.assertFalse((self.root / "d.csv").exists())
        self.accept(f"{draw} --count 5 --seed 123", "the seed is short")


class Update(AuditCase):
    def test_polling_by_counts(self):
        self.plan("--risk-limit 10%")
        state = self.judged("audit.toml --winner-votes 45 --loser-votes 30 --other 5", 3)
        self.assertAlmostEqual(state["p_value"], 1.2 ** -45 * 0.8 ** -30)
        self.assertEqual((state["verdict"], state["read"]["ballots"]), ("go-on", 80))
        self.assertGreater(state["more"], 0)
        self.accept("constat audit update audit.toml --winner-votes 175 --loser-votes 110 --other 5",
                    "STOP: the outcome is confirmed at risk limit 10 %", "not how the paper was kept")
        status, output = self.run_command("constat audit update audit.toml --winner-votes 30 --loser-votes 300")
        self.assertEqual((status, "FULL HAND COUNT" in output), (3, True), output)

    def test_the_edge_of_the_risk_limit(self):
        # All votes for the winner and none for the loser: p is 2 to the power of minus the ballots.
        self.accept("constat audit plan --winner A=100 --loser B=0 --ballots 100 --risk-limit 0.126 --out a.toml")
        self.assertAlmostEqual(self.judged("a.toml --winner-votes 3 --loser-votes 0", 0)["p_value"], 0.125)
        self.assertEqual(self.judged("a.toml --winner-votes 2 --loser-votes 0", 3)["more"], 1)
        self.assertEqual(self.judged("a.toml --winner-votes 50 --loser-votes 1", 3)["verdict"], "full-count")

    def test_polling_by_lists(self):
        self.plan()
        self.draw(200, "d1.csv")
        self.draw(200, "d2.csv", "--from 201")

        def truth(ticket):
            return "other" if ticket % 20 == 0 else "yes " if ticket % 20 < 12 else "NO"
        self.fill("d1.csv", truth)
        self.fill("d2.csv", truth)
        votes = [truth(pick(i, 1000)).strip().lower() for i in range(1, 401)]
        counts = {word: votes.count(word) for word in ("yes", "no", "other")}
        first = self.judged(f"audit.toml --results d2.csv --results d1.csv --seed {SEED}", 0)
        self.assertAlmostEqual(first["p_value"], 1.2 ** -counts["yes"] * 0.8 ** -counts["no"])
        by_counts = self.judged(f"audit.toml --winner-votes {counts['yes']} --loser-votes {counts['no']} --other {counts['other']}", 0)
        self.assertTrue(first["seed_checked"])
        self.assertEqual(first["plan_sha256"], hashlib.sha256((self.root / "audit.toml").read_bytes()).hexdigest())
        unchecked = {**first, "seed_checked": False}  # nobody knows whether the seed draws these
        self.assertEqual(by_counts, unchecked)
        rows = (self.root / "d1.csv").read_text().splitlines()
        (self.root / "sorted.csv").write_text("\n".join([rows[0], *sorted(rows[1:])]) + "\n")
        self.assertEqual(self.judged("audit.toml --results sorted.csv --results d2.csv", 0), unchecked)
        lists = "constat audit update audit.toml --results sorted.csv --results d2.csv"
        self.accept(lists, "STOP", "Not checked: whether these are the ballots that the seed draws")
        status, output = self.run_command(f"{lists} --seed {SEED}")
        self.assertEqual((status, "Not checked" in output), (0, False), output)

    def test_alpha_goes_by_the_order_of_the_draw(self):
        self.plan("--method alpha --risk-limit 0.1%")
        self.draw(60, "d.csv")

        def truth(ticket):
            return "other" if ticket % 10 == 0 else "Yes" if ticket % 10 < 7 else "No"
        self.fill("d.csv", truth)
        values = [{"Yes": 1, "No": 0, "other": 0.5}[row["vote"]] for row in self.read("d.csv")]
        state = self.judged("audit.toml --results d.csv", 3)
        self.assertAlmostEqual(state["p_value"], alpha_p(values, 1000, 0.6), places=12)
        self.refuse("constat audit update audit.toml --winner-votes 45 --loser-votes 30", 2, "order of the draw")
        self.draw(500, "e.csv", "--from 61")
        self.fill("e.csv", truth)
        self.assertEqual(self.judged("audit.toml --results d.csv --results e.csv", 0)["verdict"], "stop")

    def test_comparison(self):
        self.plan("--method comparison")
        self.draw(40, "d.csv")
        margin, gamma = 0.2, 1.03905
        machine = {1: "Yes", 2: "Yes", 3: "other", 4: "No", 5: "No", 6: "missing", 7: "Yes"}
        hand = {1: "No", 2: "other", 3: "No", 4: "other", 5: "Yes", 6: "No", 7: "missing"}
        rows = self.read("d.csv")
        for row in rows:
            draw = int(row["draw"])
            row["machine"], row["vote"] = machine.get(draw, "Yes"), hand.get(draw, "Yes")
        self.write("d.csv", [list(rows[0]), *(list(row.values()) for row in rows)])
        state = self.judged("audit.toml --results d.csv", 3)
        self.assertEqual(state["read"], {"ballots": 40, "over1": 2, "over2": 3, "under1": 1, "under2": 1, "missing": 1})
        p = (1 - margin / (2 * gamma)) ** 40
        for count, size in ((2, 1), (3, 2), (1, -1), (1, -2)):
            p /= (1 - size / (2 * gamma)) ** count
        self.assertAlmostEqual(state["p_value"], min(1, p))
        self.assertEqual(state["verdict"], "full-count")  # 34 were planned, and p is still 1
        by_counts = self.judged("audit.toml --compared 40 --over1 2 --over2 3 --under1 1 --under2 1", 3)
        self.assertEqual(by_counts["p_value"], state["p_value"])
        self.assertEqual(self.judged("audit.toml --compared 32", 0)["verdict"], "stop")
        early = self.judged("audit.toml --compared 3 --over1 1", 3)
        self.assertEqual((early["verdict"], early["p_value"]), ("go-on", 1))
        self.judged(f"audit.toml --compared {3 + early['more']} --over1 1", 0)
        self.judged(f"audit.toml --compared {2 + early['more']} --over1 1", 3)
        self.refuse("constat audit update audit.toml --compared 3 --over1 4", 2, "fewer ballots than discrepancies")
        self.refuse("constat audit update audit.toml --winner-votes 3 --loser-votes 1", 2, "--compared")

    def test_lists_that_cannot_be_used(self):
        self.plan()
        self.draw(30, "d.csv")
        update = "constat audit update audit.toml --results"
        self.refuse(f"{update} d.csv", 2, "d.csv row 2", "nothing is under vote", "Yes, No, other")
        self.fill("d.csv", lambda ticket: "Yes")
        rows = self.read("d.csv")
        head = list(rows[0])

        def with_rows(changed):
            self.write("bad.csv", [head, *(list(row.values()) for row in changed)])
            return f"{update} bad.csv"
        self.refuse(with_rows(rows[1:]), 2, "draw 1 is not in the lists")
        self.refuse(with_rows(rows[:10] + rows[11:]), 2, "draw 11 is not in the lists")
        self.refuse(with_rows([]), 2, "no results")
        self.refuse(with_rows(rows + rows[-1:]), 2, "draw 30 is here twice")
        self.refuse(f"{update} d.csv --results d.csv", 2, "twice")
        self.refuse(with_rows([rows[0] | {"vote": "Maybe"}, *rows[1:]]), 2, "bad.csv row 2", "Maybe")
        self.refuse(with_rows([rows[0] | {"ticket": "1001"}, *rows[1:]]), 2, "another plan")
        self.refuse(with_rows([rows[0] | {"draw": "x"}, *rows[1:]]), 2, "digits only")
        again = with_rows(rows + [rows[0] | {"draw": "31", "vote": "No"}])
        self.refuse(again, 2, "look at the ballot again")
        self.refuse(f"{with_rows([rows[0] | {'ticket': '5'}, *rows[1:]])} --seed {SEED}", 2, f"the seed draws {pick(1, 1000)}")
        self.refuse(f"{update} d.csv --seed 1{SEED}", 2, "not of this seed")
        self.refuse(f"{update} gone.csv", 2, "gone.csv")
        self.refuse(f"{update} ballots.csv", 2, 'no column "draw"')
        self.refuse(f"{update} d.csv --winner-votes 5", 2, "give one of them")
        self.refuse("constat audit update audit.toml", 2, "--results")
        self.refuse("constat audit update audit.toml --winner-votes 0 --loser-votes 0", 2, "no ballot was read")
        self.refuse("constat audit update audit.toml --winner-votes -1 --loser-votes 0", 2)
        self.refuse("constat audit update gone.toml --results d.csv", 2, "gone.toml")

    def test_alpha_refuses_a_ballot_read_twice(self):
        self.plan("--method alpha")
        self.draw(5, "d.csv")
        self.fill("d.csv", lambda ticket: "Yes")
        rows = self.read("d.csv")
        self.write("bad.csv", [list(rows[0]), *(list(r.values()) for r in rows), list((rows[0] | {"draw": "6"}).values())])
        self.refuse("constat audit update audit.toml --results bad.csv", 2, "draws each ballot once")


def main() -> int:
    command_case.bin_folder = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="constat-audit-base-") as base:
        command_case.base_folder = pathlib.Path(base)
        (command_case.base_folder / AuditCase.state).mkdir()
        program = unittest.main(argv=[sys.argv[0], *sys.argv[3:]], exit=False)
    return 0 if program.result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
