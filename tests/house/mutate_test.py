"""The mutants of make mutate are those that are listed here and leave comments and texts alone; the same seed draws the
same; a mutant is killed, survives, is not compiled, or is the same program. What is built here is a script in place of
a program."""
import importlib.machinery
import importlib.util
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))
import mutants  # noqa: E402

loader = importlib.machinery.SourceFileLoader("mutate", str(TOOLS / "mutate"))
mutate = importlib.util.module_from_spec(importlib.util.spec_from_loader("mutate", loader))
sys.modules["mutate"] = mutate
loader.exec_module(mutate)

UNTOUCHED = R'''// A comment: a + b, x < 3, true.
/* if (a < b) Forget(1);
   sum += 2; */
#include <array>
#define SHIFT(a, b) \
  ((a) << (b))
static_assert(sizeof(int) + 1 == 5, "a + b");
template <int kSize = 3>
using Row = std::array<int, 4>;
class Log {
 public:
  virtual int Rows() const = 0;
  Log(Log&&) noexcept = default;
  uint64_t rows = 0;  // not set
  bool full_ = false;
  void Write(std::string_view text);
  Log& operator<<(const Log& other) && {
    CONSTAT_CHECK(sum < 3 &&
                  sum != 4);
    rows_.reserve(5 + 6);
    std::cerr << "a + b" << 7;
    std::vector<std::pair<int, int>>&& all = Rows<Row>(R"sql(1 < 2;
      Forget(3);
    )sql");
    int* first = *all;
    return Text{"a + b, 3 < 4, \" true", '+'};
  }
};
'''
SNIPPET = '''int Sum(std::vector<int>& pairs, int first) {
  int sum = row[0] - 0x1f;  // row[1] + 2
  if (pairs.empty() || !Good(sum)) return -1;
  if (pairs.size() >= kMost) {
    Note("a + b, 3", sum, '<');
  }
  for (int* p = First(); p != nullptr; ++p) sum += *p;
  const double half = 0.5;
  sum %= Mix(half, 10u, true);  // 1
  return std::max(sum, half) + std::min<int>(half, sum) * IsEqual(half, sum);
}
'''
OF_SNIPPET = [
    (2, "constant", "int sum = row[1] - 0x1f;  // row[1] + 2"),
    (2, "arithmetic", "int sum = row[0] + 0x1f;  // row[1] + 2"),
    (2, "constant", "int sum = row[0] - 0x20;  // row[1] + 2"),
    (2, "constant", "int sum = row[0] - 0x1e;  // row[1] + 2"),
    (3, "comparison", "if (pairs.empty() && !Good(sum)) return -1;"),
    (3, "comparison", "if (pairs.empty() || Good(sum)) return -1;"),
    (3, "constant", "if (pairs.empty() || !Good(sum)) return -2;"),
    (3, "constant", "if (pairs.empty() || !Good(sum)) return -0;"),
    (3, "dropped", ";"),
    (4, "comparison", "if (pairs.size() > kMost) {"),
    (4, "comparison", "if (pairs.size() < kMost) {"),
    (4, "dropped", "if (false && (pairs.size() >= kMost)) {"),
    (5, "arguments", 'Note(sum, "a + b, 3", \'<\');'),
    (5, "arguments", 'Note("a + b, 3", \'<\', sum);'),
    (5, "dropped", ";"),
    (7, "comparison", "for (int* p = First(); p == nullptr; ++p) sum += *p;"),
    (7, "arithmetic", "for (int* p = First(); p != nullptr; --p) sum += *p;"),
    (7, "arithmetic", "for (int* p = First(); p != nullptr; ++p) sum -= *p;"),
    (7, "dropped", ";"),
    (8, "constant", "const double half = (0.5 + 1);"),
    (8, "constant", "const double half = (0.5 / 2);"),
    (9, "arithmetic", "sum *= Mix(half, 10u, true);  // 1"),
    (9, "constant", "sum %= Mix(half, 11u, true);  // 1"),
    (9, "constant", "sum %= Mix(half, 9u, true);  // 1"),
    (9, "constant", "sum %= Mix(half, 10u, false);  // 1"),
    (9, "arguments", "sum %= Mix(10u, half, true);  // 1"),
    (9, "arguments", "sum %= Mix(half, true, 10u);  // 1"),
    (9, "dropped", ";  // 1"),
    (10, "arithmetic", "return std::max(sum, half) - std::min<int>(half, sum) * IsEqual(half, sum);"),
    (10, "arithmetic", "return std::max(sum, half) + std::min<int>(half, sum) / IsEqual(half, sum);"),
]

# What it is compiled to: the same without its comment; a line that says broken does not compile.
BUILD = """for target; do
  case $target in
    sum.o) grep -q broken ../tree/sum.cc && exit 1; sed 's/ *#.*//' ../tree/sum.cc > sum.o ;;
    sum_test) cp sum.o sum_test ;;
  esac
done
"""
SOURCE = "a=1\nb=2 # a comment\n[ $a = 1 ]\n"


def shop_in(folder: str) -> mutate.Shop:
    """shop_in makes a project of one file, built and tested by scripts."""
    top = pathlib.Path(folder)
    (top / "tree").mkdir()
    (top / "build").mkdir()
    (top / "tree/sum.cc").write_text(SOURCE)
    (top / "make").write_text(BUILD)
    program = mutate.Program("sum_test", ["sh", "sum_test"], {"sum.o"}, seconds=5.0)
    shop = mutate.Shop(top / "tree", top / "build", ["sh", "../make"], [program], {"sum.cc": {"sum.o"}}, {})
    subprocess.run([*shop.build, "sum.o"], cwd=shop.folder, check=True)
    shop.unchanged = {"sum.o": mutate.digest(shop, "sum.o")}
    return shop


def mutant(line: int, after: str) -> mutants.Mutant:
    return mutants.Mutant("sum.cc", line, "constant", SOURCE.split("\n")[line - 1], after)


KILLED, SURVIVED = mutant(1, "a=2"), mutant(2, "b=3")
EQUAL, BROKEN = mutant(2, "b=2 # another"), mutant(1, "broken")


class Mutants(unittest.TestCase):
    def test_a_snippet_has_exactly_these(self):
        found = [(m.line, m.kind, m.after.strip()) for m in mutants.of_text("sum.cc", SNIPPET)]
        self.assertEqual(found, OF_SNIPPET)

    def test_each_differs_in_its_line_only(self):
        lines = SNIPPET.split("\n")
        for m in mutants.of_text("sum.cc", SNIPPET):
            self.assertEqual(m.before, lines[m.line - 1])
            self.assertNotEqual(m.after, m.before)
            self.assertNotIn("\n", m.after)

    def test_comments_texts_and_declarations_have_none(self):
        self.assertEqual(mutants.of_text("log.h", UNTOUCHED), [])

    def test_an_attribute_has_no_place_among_the_parts_of_an_element(self):
        def swaps(line: str) -> list[str]:
            return [m.after for m in mutants.of_text("page.cc", line) if m.kind == "arguments"]

        for attribute in ('Class("lead")', "page::Id(id)", "page::OfRow()", "page::Attribute::LinkTo(id)", "D(d)"):
            self.assertEqual(swaps(f"P({attribute}, text);"), [], attribute)
            self.assertEqual(swaps(f"P(text, {attribute}, other);"), [], attribute)
        self.assertEqual(swaps('P(Class("lead"), text, Bdi(name));'), ['P(Class("lead"), Bdi(name), text);'])
        self.assertEqual(swaps("Point(X(left), Y(top));"), ["Point(Y(top), X(left));"])
        self.assertEqual(swaps("P(frame.X(left), frame.Y(top));"), ["P(frame.Y(top), frame.X(left));"])

    def test_constants_of_headers_have_some(self):
        self.assertEqual([m.after for m in mutants.of_text("log.h", "  static constexpr bool kFull = false;\n")],
                         ["  static constexpr bool kFull = true;"])
        self.assertEqual([m.after for m in mutants.of_text("log.cc", "  int rows = 0;\n")], ["  int rows = 1;"])

    def test_the_seed_decides_the_order(self):
        files = {"a.cc": SNIPPET, "b.cc": SNIPPET}
        drawn = mutants.draw(files, 7)
        self.assertEqual(drawn, mutants.draw({"b.cc": SNIPPET, "a.cc": SNIPPET}, 7))
        self.assertNotEqual(drawn, mutants.draw(files, 8))
        self.assertEqual(sorted(drawn), sorted(mutants.draw(files, 8)))
        self.assertEqual(len(set(drawn)), 2 * len(OF_SNIPPET))

    def test_every_line_comes_before_one_comes_again(self):
        lines = [m.line for m in mutants.draw({"a.cc": SNIPPET}, 7)]
        self.assertEqual(sorted(lines[:8]), sorted(set(lines)))


class Judging(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.shop = shop_in(self.folder.name)
        least = mutate.LEAST_S
        self.addCleanup(setattr, mutate, "LEAST_S", least)
        mutate.LEAST_S = 0.0

    def test_the_four_outcomes(self):
        for m, outcome in ((KILLED, mutate.KILLED), (SURVIVED, mutate.SURVIVED), (EQUAL, mutate.EQUAL),
                           (BROKEN, mutate.NOT_COMPILED), (SURVIVED, mutate.SURVIVED)):
            with self.subTest(after=m.after):
                self.assertEqual(mutate.judge(self.shop, m).outcome, outcome)
                self.assertEqual((self.shop.tree / "sum.cc").read_text(), SOURCE)

    def test_three_times_as_long_is_killed(self):
        endless = mutant(2, "while [ $a = 1 ]; do :; done")
        for seconds, by in ((0.1, "time: sum_test ran 0.3 s, not 0.1 s"), (0.2, "time: sum_test ran 0.6 s, not 0.2 s")):
            self.shop.programs[0].seconds = seconds
            verdict = mutate.judge(self.shop, endless)
            self.assertEqual((verdict.outcome, verdict.by), (mutate.KILLED, by))

    def test_short_tests_have_a_while_all_the_same(self):
        self.shop.programs[0].seconds = 0.0
        mutate.LEAST_S = 5.0
        self.assertEqual(mutate.judge(self.shop, SURVIVED).outcome, mutate.SURVIVED)

    def test_what_is_broken_or_equal_is_not_counted(self):
        drawn = [BROKEN, KILLED, EQUAL, SURVIVED, KILLED, SURVIVED]
        told = []
        verdicts = mutate.judge_many([self.shop], drawn, 2, told.append)
        self.assertEqual([v.mutant for v in verdicts], drawn[:4])
        self.assertEqual(told, verdicts)
        self.assertEqual(len(mutate.judge_many([self.shop], drawn, 9)), 6)

    def test_what_was_judged_before_an_interruption_is_kept(self):
        def interrupt(verdict):
            if verdict.mutant == EQUAL:
                raise KeyboardInterrupt

        verdicts = mutate.judge_many([self.shop], [KILLED, EQUAL, SURVIVED, KILLED], 3, interrupt)
        self.assertEqual([v.mutant for v in verdicts], [KILLED, EQUAL])
        self.assertEqual((self.shop.tree / "sum.cc").read_text(), SOURCE)

    def test_two_at_once_say_the_same(self):
        drawn = [KILLED, BROKEN, EQUAL, SURVIVED, KILLED, SURVIVED, KILLED]
        with tempfile.TemporaryDirectory() as other:
            two = mutate.judge_many([self.shop, shop_in(other)], drawn, 3)
        one = mutate.judge_many([self.shop], drawn, 3)
        self.assertEqual([(v.mutant, v.outcome) for v in two], [(v.mutant, v.outcome) for v in one])

    def test_the_table_counts_each_outcome(self):
        verdicts = [mutate.Verdict(KILLED, what, "", 0.5) for what in (mutate.KILLED, mutate.KILLED, mutate.EQUAL)]
        rows = [line.rsplit(maxsplit=2) for line in mutate.table(verdicts).split("\n")[1:]]
        self.assertEqual([(name.strip(), number, seconds) for name, number, seconds in rows],
                         [("killed", "2", "1.0"), ("survived", "0", "0.0"), ("not compiled", "0", "0.0"),
                          ("equal binary", "1", "0.5"), ("all", "3", "1.5")])

    def test_what_killed_is_named(self):
        said = "[ RUN      ] A.B\nwrong\n[  FAILED  ] A.B (3 ms)\n[ RUN      ] A.C\n"
        self.assertEqual(mutate.killer(1, said), "A.B")
        self.assertEqual(mutate.killer(-11, "[ RUN      ] A.B\n"), "SIGSEGV in A.B")
        self.assertEqual(mutate.killer(134, ""), "SIGABRT")
        self.assertEqual(mutate.killer(1, ""), "exit status 1")


class Extra(unittest.TestCase):
    def test_each_program_and_layer_exists(self):
        top = TOOLS.parent
        lists = "".join(path.read_text() for path in top.glob("constat/**/CMakeLists.txt"))
        lists += "".join(path.read_text() for path in top.glob("tests/*/CMakeLists.txt"))
        known = set(re.findall(r"add_executable\((\w+)", lists))
        known |= {f"constat_{layer}_test" for layer in re.findall(r"^constat_layer\((\w+)", lists, re.M)}
        for layer, commands in mutate.EXTRA.items():
            self.assertTrue((top / "constat" / layer).is_dir(), layer)
            self.assertLessEqual({command.split()[0] for command in commands}, known)


class Copy(unittest.TestCase):
    def test_a_copy_is_brought_up_to_date_and_the_tree_is_not_touched(self):
        with tempfile.TemporaryDirectory() as folder:
            top, to = pathlib.Path(folder) / "top", pathlib.Path(folder) / "to"
            subprocess.run(["git", "init", "-q", top], check=True)
            for name in ("a.cc", "b.cc"):
                (top / name).write_text(name)
            mutate.copy_tree(top, to)
            (to / "a.cc").write_text("a mutant of a run that was ended")
            (to / "gone.cc").write_text("no longer there")
            same = (to / "b.cc").stat().st_mtime_ns
            mutate.copy_tree(top, to)
            self.assertEqual({p.name: p.read_text() for p in to.iterdir()}, {"a.cc": "a.cc", "b.cc": "b.cc"})
            self.assertEqual((to / "b.cc").stat().st_mtime_ns, same)
            self.assertEqual((top / "a.cc").read_text(), "a.cc")


if __name__ == "__main__":
    unittest.main()
