"""The budget of make test: what takes too long fails, what does not passes."""
import importlib.machinery
import importlib.util
import pathlib
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools/stages"
loader = importlib.machinery.SourceFileLoader("stages", str(TOOL))
stages = importlib.util.module_from_spec(importlib.util.spec_from_loader("stages", loader))
loader.exec_module(stages)


class Stages(unittest.TestCase):
    def test_a_stage_within_its_budget_passes(self):
        self.assertEqual(stages.over_budget([("release", 18, 30.0, 27.0)]), [])

    def test_a_stage_with_too_much_work_is_told(self):
        self.assertEqual(stages.over_budget([("release", 18, 10.0, 27.1), ("fuzzing", 14, 9.0, 20.0)]),
                         ["release: 27.1 CPU-minutes; at most 27.0"])

    def test_a_slower_machine_may_take_more(self):
        self.assertEqual(stages.slowness(0.5 * stages.REFERENCE_SECONDS), 1.0)
        self.assertEqual(stages.slowness(2 * stages.REFERENCE_SECONDS), 2.0)
        self.assertEqual(stages.over_budget([("release", 18, 10.0, 54.0)], 2.0), [])
        self.assertEqual(stages.over_budget([("release", 18, 10.0, 54.1)], 2.0),
                         ["release: 54.1 CPU-minutes; at most 54.0"])

    def test_a_run_that_lasts_too_long_is_told(self):
        self.assertEqual(stages.too_long([("release", 18, 41.0, 20.0), ("fuzzing", 14, 40.0, 20.0)]),
                         ["all stages: 81.0 minutes; at most 80"])
        self.assertEqual(stages.too_long([("release", 18, 40.0, 20.0), ("fuzzing", 14, 40.0, 20.0)]), [])

    def test_the_table_has_a_line_for_each_stage_and_one_for_all(self):
        lines = stages.table([("release", 18, 10.0, 20.0), ("fuzzing", 14, 5.5, 9.0)]).split("\n")
        self.assertEqual([line.split() for line in lines[1:]],
                         [["release", "18", "10.0", "20.0"], ["fuzzing", "14", "5.5", "9.0"], ["all", "32", "15.5", "29.0"]])

    def test_a_stage_that_fails_is_not_good(self):
        self.assertFalse(stages.run(["no-such-target"])[0])


if __name__ == "__main__":
    unittest.main()
