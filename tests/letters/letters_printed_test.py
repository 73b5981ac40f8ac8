#!/usr/bin/env python3
"""Looks at the letters that letter_samples prints to PDF, through Chromium as constat does, by the boxes of their
words: nothing is over anything or off the page, each letter begins on a front page, the address is where the windows of
envelopes are, the code is where none is, each page says whose it is, and zbar reads the QR codes.

usage: letters_printed_test.py LETTER_SAMPLES
"""
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAMS = ("chromium", "pdftotext", "pdftoppm", "zbarimg")
MM = 72 / 25.4
INCH = 72
# Where assets/css/letters.css says: always seen through the window, ever seen, and the first fold.
LAYOUT = {
    "a4": {"size": (210 * MM, 297 * MM), "always": (20 * MM, 50 * MM, 100 * MM, 90 * MM),
           "ever": (10 * MM, 45 * MM, 110 * MM, 99 * MM), "fold": 105 * MM},
    "us": {"size": (8.5 * INCH, 11 * INCH), "always": (0.875 * INCH, 2.5 * INCH, 3.5 * INCH, 3.375 * INCH),
           "ever": (0, 2.375 * INCH, 5.375 * INCH, 3.75 * INCH), "fold": 4 * INCH},
}
SQUARES = 10  # first letters, whose QR codes are read
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', re.S)


class Word:
    def __init__(self, found: re.Match):
        self.left, self.top, self.right, self.bottom = (float(found[i]) for i in range(1, 5))
        self.text = html.unescape(found[5])

    def within(self, box: tuple[float, float, float, float], slack: float = 1) -> bool:
        return (self.left >= box[0] - slack and self.top >= box[1] - slack and self.right <= box[2] + slack and
                self.bottom <= box[3] + slack)

    def touches(self, box: tuple[float, float, float, float]) -> bool:
        return self.left < box[2] and self.right > box[0] and self.top < box[3] and self.bottom > box[1]

    def over(self, other: "Word") -> bool:
        """over: more than the ascenders and descenders of two lines that are close to one another."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        lower = min(self.bottom - self.top, other.bottom - other.top)
        return width > 0.5 and height > 0.3 * lower

    def __repr__(self) -> str:
        return f"{self.text!r} at {self.left / MM:.0f},{self.top / MM:.0f} mm"


class Letter:
    def __init__(self, line: str):
        self.marker, code, self.link, fits, questions, back, address = line.split("\t")
        self.groups = code.split("-")
        self.fits = fits == "1"
        self.questions = int(questions)
        self.back = back.split()
        self.address = address.split()


def output(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


class Printed(unittest.TestCase):
    folder: pathlib.Path
    letters: dict[str, list[Letter]] = {}
    pages: dict[str, list[list[Word]]] = {}
    first: dict[str, list[int]] = {}  # of each letter, the index of its first page

    @classmethod
    def setUpClass(cls) -> None:
        for name in LAYOUT:
            cls.letters[name] = [Letter(line) for line in (cls.folder / f"{name}.tsv").read_text().splitlines()]
            found = list(PAGE.finditer(output("pdftotext", "-bbox", f"{cls.folder / name}.pdf", "-")))
            cls.pages[name] = [[Word(word) for word in WORD.finditer(page[3])] for page in found]
            for page in found:
                for side, want in zip((page[1], page[2]), LAYOUT[name]["size"]):
                    assert abs(float(side) - want) < 1, page[0][:80]
            markers = [cls.marker(page) for page in cls.pages[name]]
            cls.first[name] = [markers.index(letter.marker) for letter in cls.letters[name]]

    @staticmethod
    def marker(page: list[Word]) -> str:
        """marker says whose page it is; empty for an empty one."""
        found = {word.text[:5] for word in page if re.match(r"ID\d{3}", word.text)}
        assert len(found) == (1 if page else 0), (found, page[:10])
        return found.pop() if found else ""

    def test_each_letter_begins_on_a_front_page_and_keeps_its_own(self):
        for name, pages in self.pages.items():
            markers = [self.marker(page) for page in pages]
            seen = []
            for number, marker in enumerate(markers):
                if marker and marker not in seen:
                    self.assertEqual(number % 2, 0, f"{name}: {marker} begins on the back page {number + 1}")
                    seen.append(marker)
                if not marker:
                    self.assertEqual(number % 2, 1, f"{name}: the front page {number + 1} is empty")
                    self.assertNotEqual(markers[number - 1], markers[number + 1])
                self.assertIn(marker, ("", seen[-1]), f"{name}: page {number + 1} is of an earlier letter")
            self.assertEqual(seen, [letter.marker for letter in self.letters[name]])

    def test_nothing_is_over_anything_or_off_the_page(self):
        for name, pages in self.pages.items():
            width, height = LAYOUT[name]["size"]
            paper = (20 * MM, 15 * MM, width - 13 * MM, height - 8 * MM)
            for number, page in enumerate(pages):
                page = sorted(page, key=lambda word: word.top)
                for i, word in enumerate(page):
                    self.assertTrue(word.within(paper, 2), f"{name}, page {number + 1}: {word} is off the page")
                    for other in page[i + 1:]:
                        if other.top > word.bottom:
                            break
                        self.assertFalse(word.over(other), f"{name}, page {number + 1}: {word} and {other}")

    def test_addresses_are_seen_through_the_window_and_nothing_secret_is(self):
        for name, pages in self.pages.items():
            layout = LAYOUT[name]
            for letter, first in zip(self.letters[name], self.first[name]):
                page = pages[first]
                if letter.fits:
                    seen = [word.text for word in page if word.within(layout["always"])]
                    for word in letter.address + (letter.back if name == "a4" else []):
                        self.assertIn(word, seen, f"{name}: {letter.marker}")
                whole = [(number, word) for number in range(first, len(pages)) if self.marker(pages[number]) == letter.marker
                         for word in pages[number] if word.text in letter.groups]
                self.assertEqual(sorted(word.text for _, word in whole), sorted(letter.groups), f"{name}: {letter.marker}")
                if len(letter.address) < 20 and not any(len(word) > 100 for word in letter.address):
                    for number, word in whole:
                        self.assertEqual(number, first, f"{name}: {letter.marker}: the code is not on the first page")
                        self.assertGreater(word.top, layout["fold"], f"{name}: {letter.marker}: {word}")
                for word in page:
                    if word.touches(layout["ever"]) and word.text in letter.groups:
                        self.fail(f"{name}: {letter.marker}: {word} is seen through the window")

    def test_the_browser_leaves_nothing(self):
        names = {path.name for path in self.folder.iterdir() if path.suffix not in (".pgm", ".png") and "one" not in path.name}
        self.assertEqual(names, {"a4.html", "a4.pdf", "a4.tsv", "us.html", "us.pdf", "us.tsv", "square.svg"})

    def test_all_questions_are_there(self):
        for name, pages in self.pages.items():
            for letter in self.letters[name]:
                ends = sum(word.text == "ZEND" for page in pages if page and self.marker(page) == letter.marker for word in page)
                self.assertEqual(ends, letter.questions, f"{name}: {letter.marker}")

    def test_texts_of_made_languages_are_whole(self):
        """Each is in brackets: one that is cut, or that loses its last line, has lost one."""
        for name, pages in self.pages.items():
            made = 0
            for letter in self.letters[name]:
                text = " ".join(word.text for page in pages if page and self.marker(page) == letter.marker for word in page)
                self.assertEqual(text.count("["), text.count("]"), f"{name}: {letter.marker}")
                made += text.count("[") > 20
            self.assertGreaterEqual(made, 8, f"{name}: letters in made languages, short, new, longest and in large print")

    def test_zbar_reads_the_squares_below_the_fold(self):
        resolution = 110
        for name, layout in LAYOUT.items():
            last = self.first[name][SQUARES] - 1
            width, height = (round(side * resolution / 72) for side in layout["size"])
            fold = round(layout["fold"] * resolution / 72)
            below = ["-x", "0", "-y", str(fold), "-W", str(width), "-H", str(height - fold)]
            output("pdftoppm", "-r", str(resolution), "-gray", "-l", str(last + 1), *below, f"{self.folder / name}.pdf",
                   str(self.folder / name))
            images = {int(image.stem.rsplit("-", 1)[1]) - 1: str(image) for image in self.folder.glob(f"{name}-*.pgm")}
            shown = [images[self.first[name][i]] for i in range(SQUARES)]
            read = output("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *shown).splitlines()
            self.assertEqual(read, [letter.link for letter in self.letters[name][:SQUARES]])

    def test_zbar_reads_the_square_for_mail_merges(self):
        (self.folder / "one.html").write_text("<!doctype html>" + (self.folder / "square.svg").read_text())
        output("chromium", "--headless", "--disable-gpu", "--no-sandbox", f"--user-data-dir={self.folder / 'profile-one'}",
               "--window-size=300,300", f"--screenshot={self.folder / 'one.png'}", f"file://{self.folder / 'one.html'}")
        self.assertEqual(output("zbarimg", "--quiet", "--raw", str(self.folder / "one.png")).strip(), self.letters["us"][0].link)


def main() -> int:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"letters_printed_test needs {', '.join(missing)}: tools/bootstrap installs them")
        return 1
    with tempfile.TemporaryDirectory(prefix="constat-letters-") as folder:
        Printed.folder = pathlib.Path(folder)
        output(sys.argv[1], folder)
        return 0 if unittest.main(argv=[sys.argv[0], *sys.argv[2:]], exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
