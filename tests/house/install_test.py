"""make install puts programs where it is told, they run there, and make uninstall takes them away again."""
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def make(target: str, folder: str) -> None:
    subprocess.run(["make", "--no-print-directory", target, f"DESTDIR={folder}", "PREFIX=/opt"], cwd=ROOT, check=True,
                   capture_output=True)


class Install(unittest.TestCase):
    def test_installs_and_removes(self):
        with tempfile.TemporaryDirectory() as folder:
            make("install", folder)
            programs = pathlib.Path(folder) / "opt/bin"
            self.assertEqual(sorted(p.name for p in programs.iterdir()), ["constat", "constat-verify"])
            for program in programs.iterdir():
                said = subprocess.run([program, "--version"], capture_output=True, text=True)
                self.assertEqual((said.returncode, said.stdout.split()[0]), (0, "constat"), said)
            make("uninstall", folder)
            self.assertEqual(list(programs.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
