#!/usr/bin/env python3
"""Examinations of published tables: the shipped examples give the reference values; any way of writing a table gives the same
numbers; a table that cannot be used is refused with the row and the column.

usage: examine_test.py BIN_DIR GUIDE_DIR
"""
import gzip
import json
import pathlib
import random
import sys
import tempfile
import unittest

import command_case
from command_case import CommandCase

HEADER = ["province", "station", "registered", "ballots", "Yes", "No", "invalid"]
# What a test of this program must never say.
FORBIDDEN = ("probability of fraud", "proves fraud", "proof of fraud:")


def vote(stations: int, planted: int = 0, seed: int = 1) -> list[list]:
    """Counts as voters leave them; at the first `planted` stations turnout 75 % and share 80 % are made up."""
    draw = random.Random(seed)
    rows = []
    for i in range(stations):
        registered = draw.randrange(400, 2500)
        turnout, share = (draw.gauss(mean, 0.04) for mean in (0.6, 0.52))
        ballots = sum(draw.random() < turnout for _ in range(registered))
        invalid = sum(draw.random() < 0.01 for _ in range(ballots))
        yes = sum(draw.random() < share for _ in range(ballots - invalid))
        if i < planted:
            ballots, invalid = round(registered * 0.75), 0
            yes = round(ballots * 0.8)
        rows.append([f"Province {i % 6}", f"No. {i}", registered, ballots, yes, ballots - invalid - yes, invalid])
    return rows


ROWS = vote(240)


def as_csv(rows: list[list], separator: str = ",", end: str = "\n", header: list[str] = HEADER) -> str:
    return "".join(separator.join(map(str, row)) + end for row in [header, *rows])


class ExamineCase(CommandCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("t.csv", as_csv(ROWS))

    def write(self, name: str, text: str | bytes) -> None:
        (self.root / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def examined(self, arguments: str) -> dict:
        """The JSON report alone, as a program would read it from standard output; tables beside nothing, to be quick."""
        alone = "" if "--example" in arguments else " --alone"
        status, output = self.run_command(f"constat examine {arguments}{alone} --json - 2>notes")
        self.assertEqual(status, 0, f"{arguments}\n{output}\n{(self.root / 'notes').read_text()}")
        for text in FORBIDDEN:
            self.assertNotIn(text, output)
        return json.loads(output)

    def accept(self, command: str, *texts: str, typed: str = "") -> str:
        """As CommandCase has it, wherever the lines of the texts end."""
        output = super().accept(command, typed=typed)
        for text in texts:
            self.assertIn(text, " ".join(output.split()), command)
        return output

    def refuse(self, command: str, status: int, *texts: str, typed: str = "") -> str:
        output = super().refuse(command, status, typed=typed)
        for text in texts:
            self.assertIn(text, " ".join(output.split()), command)
        return output

    def edited(self, row: int, column: str, value) -> str:
        rows = [list(r) for r in ROWS]
        rows[row - 2][HEADER.index(column)] = value
        return as_csv(rows)


class Examples(ExamineCase):
    def check(self, name: str, observed: int, expected: float, z: float) -> dict:
        report = self.examined(f"--example {name}")
        either = report["tests"]["integer_percentages"]["either"]
        self.assertEqual(either["observed"], observed)
        self.assertAlmostEqual(either["expected"] / expected, 1, delta=1e-6)
        self.assertAlmostEqual(either["z"], z, delta=max(1e-6 * abs(z), 5e-4))
        return report

    def test_russia_2020_stands_out(self):
        report = self.check("ru2020", 21062, 17457.136219238848, 30.809686081490618)
        self.assertAlmostEqual(report["tests"]["integer_percentages"]["either"]["z"], 30.809686081490618, delta=3e-5)
        self.assertIsNone(report["tests"]["integer_percentages"]["refused"])
        self.assertIn("integer_either", report["marks"])
        self.assertEqual(report["option"], "ДА")
        self.assertEqual(report["control"]["marks"], [])
        self.assertEqual(report["control"]["tests"]["integer_percentages"]["either"]["observed"], 11064)
        self.assertTrue(0 < len(report["stations"]["listed"]) <= report["stations"]["flagged"])

    def test_spain_does_not(self):
        report = self.check("es2019nov", 11064, 11075.150038514614, -0.119)
        self.assertEqual(report["marks"], [])
        self.assertNotIn("control", report)
        self.assertEqual(report["totals"]["votes"], 6792199)

    def test_the_british_areas_are_too_coarse(self):
        report = self.check("gb2016", 71, 74.59710964930906, -0.485)
        for test in ("integer_percentages", "last_digit_registered", "fingerprint", "anomalous_votes"):
            self.assertIn("totals of areas", report["tests"][test]["refused"])
        self.assertEqual((report["option"], report["totals"]["votes"], report["marks"]), ("Leave", 17410742, []))
        self.assertIn("totals of areas", self.accept("constat examine --example gb2016"))

    def test_their_mappings_can_be_used(self):
        for name in ("es2019nov", "gb2016", "ru2020"):
            self.accept(f"constat examine --example {name} --suggest > {name}.toml")
            self.accept(f"constat examine --example {name} --map {name}.toml --quiet")
        self.refuse("constat examine --example es2019", 2, "es2019nov, gb2016, ru2020")


class Choices(ExamineCase):
    def test_a_suggested_mapping_can_be_used(self):
        output = self.accept("constat examine --alone t.csv --suggest | tee map.toml", 'registered = ["registered"]', '"Yes" = ["Yes"]')
        self.assertNotIn("were examined", output)
        guessed, mapped = self.examined("t.csv"), self.examined("t.csv --map map.toml")
        self.assertEqual(guessed, mapped)
        self.accept("constat examine --alone t.csv", "guessed from their headers")
        self.assertNotIn("guessed", self.accept("constat examine --alone t.csv --map map.toml"))

    def test_without_registered_voters(self):
        self.write("bare.csv", as_csv([row[:2] + row[3:] for row in ROWS], header=HEADER[:2] + HEADER[3:]))
        report = self.examined("bare.csv")
        self.assertIsNone(report["totals"]["registered"])
        self.assertIn("turnout not known", report["lead"])
        self.assertIn("no registered voters", report["tests"]["fingerprint"]["refused"])
        whole = report["tests"]["integer_percentages"]
        self.assertIsNone(whole["refused"])
        self.assertEqual(list(whole["hypotheses"]), ["integer_share"])
        self.assertNotIn("turnout", whole)

    def test_one_option_against_another(self):
        report = self.examined("t.csv --option No --against Yes")
        self.assertEqual((report["option"], report["against"]), ("No", ["Yes"]))
        totals = {name: sum(row[HEADER.index(name)] for row in ROWS) for name in HEADER[2:]}
        self.assertEqual(report["totals"], {"registered": totals["registered"], "ballots": totals["ballots"],
                                            "counted": totals["Yes"] + totals["No"], "votes": totals["No"]})
        self.accept("constat examine --alone t.csv --option No --against Yes", "of the votes for it and for “Yes”")
        self.accept("constat examine --alone --option No --against Yes t.csv", "of the votes for it and for “Yes”")
        self.refuse("constat examine --alone t.csv --option Maybe", 2, '"Maybe"', '"Yes", "No"')
        self.refuse("constat examine --alone t.csv --against Maybe", 2, '"Maybe"')
        self.refuse("constat examine --alone t.csv --against Yes", 2, "the one that is compared")
        self.refuse("constat examine --alone t.csv --option ''", 2, "--option")

    def test_another_column_of_regions(self):
        report = self.examined("t.csv")
        self.assertEqual(len(report["tests"]["integer_percentages"]["per_region"]), 6)
        self.write("r.csv", as_csv([[*row, f"Bloc {i % 2}"] for i, row in enumerate(ROWS)], header=[*HEADER, "bloc"]))
        report = self.examined("r.csv --region bloc")
        self.assertEqual(len(report["tests"]["integer_percentages"]["per_region"]), 2)
        self.refuse("constat examine --alone t.csv --region blok", 2, '"blok" names no column', '"province"')

    def test_the_seed_makes_the_numbers_whatever_the_threads(self):
        arguments = "constat examine --alone t.csv --replicates 300 --seed"
        for threads in (1, 2, 3):
            self.accept(f"{arguments} 5 --threads {threads} --quiet --json j{threads} --report h{threads}.html")
        for name in ("j{}", "h{}.html"):
            one, two, three = ((self.root / name.format(threads)).read_bytes() for threads in (1, 2, 3))
            self.assertTrue(one == two == three, name)
        self.accept(f"{arguments} 6 --quiet --json other")
        first, other = (json.loads((self.root / name).read_text())["tests"]["integer_percentages"] for name in ("j1", "other"))
        self.assertEqual((first["replicated"]["replicates"], first["either"]), (300, other["either"]))
        self.assertNotEqual(first["replicated"], other["replicated"])
        self.assertNotIn("replicated", self.examined("t.csv")["tests"]["integer_percentages"])

    def test_a_cluster_placed_by_hand(self):
        placed = self.examined("t.csv --clean-cluster 60,52.5")["tests"]["anomalous_votes"]["clean_cluster"]
        self.assertEqual((placed["turnout"], placed["share"]), (60, 52.5))
        for text in ("43", "a,b", "43,0", "43,100", "101,5", "43,64,5", "-1,5", "1.2.3,5", "1e1,5", ",", "nan,5"):
            self.refuse(f"constat examine --alone t.csv --clean-cluster={text}", 2, "turnout and share in percent", text)
        self.refuse("constat examine --alone t.csv --clean-cluster ''", 2, "--clean-cluster")

    def test_beside_an_earlier_vote(self):
        self.write("before.csv", as_csv(vote(240, seed=2)))
        compared = self.examined("t.csv --compare before.csv")["tests"]["comparison"]
        self.assertEqual((compared["refused"], compared["now"]["matched"], compared["option_then"]), (None, 240, "Yes"))
        self.write("bare.csv", as_csv([row[:3] + row[4:6] for row in ROWS], header=HEADER[:3] + HEADER[4:6]))
        same = self.examined("t.csv --compare bare.csv --option No --against Yes")["tests"]["comparison"]
        self.assertAlmostEqual(same["share"]["median_change"], 0)
        self.write("renamed.csv", as_csv(ROWS, header=[*HEADER[:4], "For", "Contra", "invalid"]))
        self.accept("constat examine --alone t.csv --compare renamed.csv", "its share is that of “For”")
        self.refuse("constat examine --alone t.csv --compare renamed.csv --against No", 2, "the earlier vote", '"For", "Contra"')
        self.write("registered.csv", "registered\n500\n")
        self.refuse("constat examine --alone t.csv --compare registered.csv", 2, "earlier vote names no option")
        self.refuse("constat examine --alone t.csv --compare gone.csv", 2, "gone.csv")
        self.write("bad.csv", self.edited(9, "Yes", "x"))
        self.refuse("constat examine --alone t.csv --compare bad.csv", 2, "row 9, column 5", "bad.csv")

    def test_reports(self):
        self.accept("constat examine --alone t.csv --report r.html --json j.json", "Wrote the report for people to r.html.")
        page = (self.root / "r.html").read_text()
        self.assertTrue(page.startswith("<!doctype html>") and page.endswith("</html>\n"))
        self.assertEqual(json.loads((self.root / "j.json").read_text()), self.examined("t.csv"))
        self.assertEqual(self.run_command("constat examine --alone t.csv --report - 2>/dev/null")[1], page)
        self.assertEqual(self.run_command("constat examine --alone t.csv --quiet 2>/dev/null"), (0, ""))
        self.refuse("constat examine --alone t.csv --json - --report -", 2, "cannot both")
        self.refuse("constat examine --alone t.csv --report nowhere/r.html", 2, "cannot-write")
        self.refuse("constat examine --alone t.csv --json .", 2, "cannot-write")
        self.refuse("constat examine --alone t.csv --quiet --json - > /dev/full", 2, "cannot-write")

    def test_names_cannot_do_anything(self):
        bad = "<script>alert(1)</script>\x1b[31m\u202e"
        self.write("hostile.csv", as_csv([[row[0] + bad, row[1] + bad, *row[2:]] for row in vote(240, planted=60)],
                                         header=[*HEADER[:4], bad, "No", "invalid"]))
        output = self.accept("constat examine hostile.csv --report r.html")
        page = (self.root / "r.html").read_text()
        for text in (output, page):
            self.assertNotIn("\x1b", text)
            self.assertNotIn("\u202e", text)
        self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;alert", page)

    def test_what_to_name(self):
        self.refuse("constat examine", 2, "--example")
        self.refuse("constat examine --alone t.csv --example gb2016", 2, "--example")
        self.refuse("constat examine --suggest", 2, "--example")
        self.refuse("constat examine --alone t.csv --colour", 2, "--colour", "Run constat examine --help.")
        self.refuse("constat examine --alone t.csv u.csv", 2, "u.csv")
        for option in ("--replicates -1", "--replicates 9999999", "--resamples 1", "--seed x", "--seed -1", "--threads 5000"):
            self.refuse(f"constat examine t.csv {option}", 2, option.split()[0])


class Findings(ExamineCase):
    def test_planted_round_percentages_stand_out(self):
        self.write("p.csv", as_csv(vote(240, planted=60)))
        output = self.accept("constat examine p.csv", "Whole percentages: STANDS OUT", "It does not follow who made them")
        for text in FORBIDDEN:
            self.assertNotIn(text, output)
        report = self.examined("p.csv")
        self.assertIn("integer_either", report["marks"])
        listed = report["stations"]["listed"]
        self.assertTrue(all(station["row"] <= 61 for station in listed[:30]), listed[:30])
        self.assertIn("turnout 75 % and share 80 %, both whole", listed[0]["reasons"])

    def test_honest_counting_does_not(self):
        self.accept("constat examine --alone t.csv", "does not stand out", "None of the tests that stay silent on undisputed elections stands out")
        self.assertEqual(self.examined("t.csv")["marks"], [])

    def test_calibration_of_a_clean_table(self):
        once, again = (self.examined(f"--example es2019nov --calibrate --trials 4 --threads {n} --resamples 10")["calibration"] for n in (1, 3))
        self.assertEqual(once, again)
        kinds = once["kinds"]
        self.assertEqual([point["share"] for point in kinds["turnout_rounded"]["any_mark"]], [0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2])
        for kind, curve in (("turnout_rounded", "integer_turnout"), ("shares_rounded", "integer_share")):
            self.assertEqual([kinds[kind][curve][k]["detected"] for k in (0, 4, 5, 6)], [0, 4, 4, 4])
        for kind in ("ballots_stuffed", "votes_swapped"):
            self.assertEqual([point["detected"] for point in kinds[kind]["any_mark"]], [0] * 7)

    def test_what_cannot_be_calibrated(self):
        self.refuse("constat examine --example ru2020 --calibrate", 2, "this table is not clean", "--example es2019nov")
        self.refuse("constat examine --example gb2016 --calibrate", 2, "totals of areas")
        self.refuse("constat examine --alone t.csv --calibrate", 2, "240 usable stations", "1,000")
        self.refuse("constat examine --alone t.csv --trials 5", 2, "--calibrate")
        self.refuse("constat examine --alone t.csv --calibrate --trials 0", 2, "--trials")

    def test_a_table_of_three_rows(self):
        self.write("three.csv", as_csv(ROWS[:3]))
        output = self.accept("constat examine three.csv --report r.html", "nothing stands out, and nothing is cleared", "3 usable stations")
        self.assertNotIn("does not show that the numbers are right", output)
        self.assertIn("Too little to say", (self.root / "r.html").read_text())

    def test_a_table_of_nothing(self):
        self.write("zero.csv", as_csv([["a", "b", 0, 0, 0, 0, 0]] * 30))
        self.accept("constat examine zero.csv --report r.html", "None of 30 rows in zero.csv")

    def test_a_table_without_ballots(self):
        self.write("bare.csv", as_csv([row[:3] + row[4:6] for row in ROWS], header=HEADER[:3] + HEADER[4:6]))
        self.accept("constat examine bare.csv", "The votes for its options, added up, are used in its place")
        totals = self.examined("bare.csv")["totals"]
        self.assertEqual(totals["ballots"], sum(row[4] + row[5] for row in ROWS))
        self.assertEqual(totals["counted"], totals["ballots"])

    def test_rows_that_do_not_add_up(self):
        rows = [list(row) for row in ROWS]
        rows[3][3] = rows[3][2] + 1
        rows[7][4] += 50
        rows[9][4] -= 50
        rows[11][2:] = [0, 0, 0, 0, 0]
        self.write("odd.csv", as_csv(rows))
        identities = self.examined("odd.csv")["identities"]
        found = {key: value["rows"] for key, value in identities.items() if "rows" in value and value["rows"]}
        self.assertEqual(found, {"ballots_above_registered": [5], "votes_above_counted": [9], "votes_below_counted": [5, 11]})
        self.assertEqual(identities["zero_registered"]["count"], 1)
        self.accept("constat examine odd.csv", "3 rows contradict themselves", "row 5,", "more ballots than registered voters")


class Tables(ExamineCase):
    def test_the_same_table_in_every_dress(self):
        plain = self.examined("t.csv")
        text = as_csv(ROWS)
        dresses = {"bom.csv": b"\xef\xbb\xbf" + text.encode(), "cr.csv": as_csv(ROWS, end="\r"), "crlf.csv": as_csv(ROWS, end="\r\n"),
                   "semi.csv": as_csv(ROWS, ";"), "tab.tsv": as_csv(ROWS, "\t"), "g.csv.gz": gzip.compress(text.encode()),
                   "quoted.csv": as_csv([[f'"{cell}"' for cell in row] for row in ROWS]),
                   "blanks.csv": as_csv([[*row[:2], *(f" {cell} " for cell in row[2:])] for row in ROWS]),
                   "zeros.csv": as_csv([[*row[:2], *(f"00{cell}" for cell in row[2:])] for row in ROWS])}
        for name, data in dresses.items():
            self.write(name, data)
        self.accept("zstd -q t.csv -o z.csv.zst || python3 -c 'print(1)'")
        names = [*dresses, *(["z.csv.zst"] if (self.root / "z.csv.zst").exists() else [])]
        for name in names:
            report = self.examined(name)
            for key in ("option", "scale", "totals", "identities", "tests", "marks", "stations"):
                self.assertEqual(report[key], plain[key], f"{name}: {key}")
        self.assertEqual(self.examined("semi.csv")["read"]["separator"], ";")

    def test_cells_that_cannot_be_read(self):
        for value, words in (("12x", "not a whole number"), ("many", "not a number"), ("-5", "is negative"), ("10.5", "fraction"),
                             ('"1,234"', "thousands separator"), ("1 234", "thousands separator"), ("99999999999", "ten billion"),
                             ("1e3", "not a whole number"), ("0x10", "not a whole number"), ("+5", "not a whole number")):
            self.write("bad.csv", self.edited(7, "ballots", value))
            output = self.refuse("constat examine bad.csv", 2, "row 7, column 4", 'header "ballots"', words, "--drop-defective")
            self.assertNotIn("were examined", output)
            self.assertIn("bad.csv has a cell or row that cannot be read", output)

    def test_a_blank_cell_is_named_and_left_out(self):
        self.write("blank.csv", self.edited(7, "ballots", ""))
        report = self.examined("blank.csv")
        self.assertEqual(report["read"]["dropped"]["blank"]["rows"], 1)
        self.assertIn("row 7, column 4", report["read"]["dropped"]["blank"]["examples"][0])
        self.accept("constat examine blank.csv", "1 row left out (blank)", "row 7, column 4")

    def test_rows_that_are_no_rows(self):
        lines = as_csv(ROWS).splitlines()
        for row, line, words in ((7, "a,b,900", "row 7 has 3 cells; the header has 7"), (9, lines[8] + ",1", "row 9 has 8 cells")):
            self.write("bad.csv", "\n".join([*lines[:row - 1], line, *lines[row:]]) + "\n")
            self.refuse("constat examine bad.csv", 2, words, "--drop-defective")
        self.write("bad.csv", as_csv(ROWS).replace("No. 5,", '"No. 5,', 1))
        self.refuse("constat examine bad.csv", 2, "bad.csv: row 7, column 2", "never closed")
        self.write("bad.csv", as_csv(ROWS).replace("No. 5,", "No.\0 5,", 1))
        self.refuse("constat examine bad.csv", 2, "bad.csv: row 7, column 2", "a zero byte")
        self.write("bad.csv", as_csv(ROWS).replace("No. 5,", "Nº 5,", 1).encode("latin-1"))
        self.refuse("constat examine bad.csv", 2, "bad.csv: row 7, column 2", "not UTF-8")
        self.write("bad.csv", as_csv(ROWS).encode("utf-16"))
        self.refuse("constat examine bad.csv", 2, "bad.csv", "UTF-16")

    def test_every_defect_is_named_and_can_be_left_out(self):
        rows = [list(row) for row in ROWS]
        for row, value in ((3, "x"), (8, "1.5"), (9, "-1")):
            rows[row - 2][4] = value
        rows[20].append(1)
        self.write("bad.csv", as_csv(rows))
        words = ("row 3, column 5", "row 8, column 5", "row 9, column 5", "row 22 has 8 cells")
        self.refuse("constat examine bad.csv", 2, *words, "bad.csv has 4 cells or rows")
        self.accept("constat examine bad.csv --drop-defective", *words, "4 rows left out (defect)")
        read = self.examined("bad.csv --drop-defective")["read"]
        self.assertEqual((read["rows_read"], read["rows_kept"], read["dropped"]["defect"]["rows"], read["defects"]["count"]),
                         (240, 236, 4, 4))
        self.write("all.csv", as_csv([[*row[:3], "x", *row[4:]] for row in ROWS]))
        self.refuse("constat examine all.csv --drop-defective", 2, "no row that can be used (240 read)")
        self.assertIn("and 40 more", self.refuse("constat examine all.csv", 2))

    def test_files_that_are_no_tables(self):
        self.write("empty.csv", "")
        self.write("head.csv", as_csv([]))
        (self.root / "folder").mkdir()
        self.write("cut.csv.gz", gzip.compress(as_csv(ROWS).encode())[:-900])
        self.write("noise.csv.gz", b"\x1f\x8b\x08\x00" + random.Random(1).randbytes(5000))
        self.write("other.csv", "name,colour\nx,red\n")
        for name, words in (("empty.csv", "empty"), ("folder", "is a folder"), ("gone.csv", "no file"), ("cut.csv.gz", "ends too early"),
                            ("noise.csv.gz", "noise.csv.gz"), ("head.csv", "no row that can be used"), ("/dev/null", "empty"),
                            ("other.csv", "--suggest > map.toml")):
            self.refuse(f"constat examine {name}", 2, name, words)
        self.refuse("constat examine folder --suggest", 2, "is a folder")
        self.refuse("constat examine ''", 2)

    def test_a_pipe_needs_a_mapping(self):
        self.accept("constat examine --alone t.csv --suggest > map.toml; cat t.csv | constat examine /dev/stdin --map map.toml", "240 of 240 rows")
        self.refuse("cat t.csv | constat examine /dev/stdin", 2, "a pipe, which cannot be read twice", "--map")
        self.accept("constat examine /dev/stdin < t.csv", "240 of 240 rows")

    def test_mappings_that_cannot_be_used(self):
        self.accept("constat examine --alone t.csv --suggest > map.toml")
        good = (self.root / "map.toml").read_text()
        for text, *words in (("colour = \"x\"\n" + good, "line 1", '"colour" is not a key'), (good.replace('["registered"]', '["voters"]'), '"voters" names no column'),
                             (good.replace('["registered"]', '["ballots"]'), "ballots"),
                             (good + "Yes2 = ", "line"), ("", "registered"), (good.replace('["registered"]', '["re:("]'), "regular expression")):
            self.write("bad.toml", text)
            self.refuse("constat examine --alone t.csv --map bad.toml", 2, *words)
        self.write("bad.toml", good[:good.index("[options]")])
        self.refuse("constat examine --alone t.csv --map bad.toml", 2, "names no option")
        self.refuse("constat examine --alone t.csv --map gone.toml", 2, "gone.toml")
        self.refuse("constat examine --alone t.csv --map folder; mkdir folder; constat examine t.csv --map folder", 2)

    def test_totals_of_areas(self):
        self.write("areas.csv", as_csv([[*row[:2], *(100 * cell for cell in row[2:])] for row in ROWS]))
        report = self.examined("areas.csv")
        self.assertTrue(report["scale"]["area_totals"])
        self.assertEqual(report["marks"], [])
        self.assertIn("totals of areas", report["tests"]["integer_percentages"]["refused"])
        self.accept("constat examine areas.csv", "The rows are totals of areas, not polling stations")


def main() -> int:
    command_case.bin_folder = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="constat-examine-base-") as base:
        command_case.base_folder = pathlib.Path(base)
        (command_case.base_folder / ExamineCase.state).mkdir()
        program = unittest.main(argv=[sys.argv[0], *sys.argv[3:]], exit=False)
    return 0 if program.result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
