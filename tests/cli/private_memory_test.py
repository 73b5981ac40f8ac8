"""A program that may hold secrets keeps its memory from disks and other processes, and files handed over by their
descriptors' names still work, for an ordinary user too."""
import json
import os
import pathlib
import pty
import resource
import shutil
import stat
import subprocess
import sys

import command_case
from command_case import CommandCase

ORDINARY = 65534


class Memory(CommandCase):
    state = "open"

    def setUp(self) -> None:
        super().setUp()
        # The user has everything of their own, the program too: the build may lie where only root looks.
        home = pathlib.Path(self.folder.name)
        for name in ("constat", "constat-verify"):
            shutil.copy(command_case.bin_folder / name, home / name)
        self.environment["PATH"] = f"{home}:{os.environ['PATH']}"
        self.user = {}
        if os.geteuid() == 0:
            self.user = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []}
            for path in [home, *home.rglob("*")]:
                os.chown(path, ORDINARY, ORDINARY, follow_symlinks=False)

    def as_user(self, command: str, **more) -> str:
        done = subprocess.run(["bash", "-c", command], cwd=self.root, env=self.environment, text=True, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **self.user, **more)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout

    def test_no_core_dump_of_a_program_that_waits_for_a_secret(self):
        def limit():
            most = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (most, most))
        parent, child = pty.openpty()
        command = "exec constat vote --record voter/record --trust organiser/trust.toml --keep x.txt --out x"
        running = subprocess.Popen(["bash", "-c", command], cwd=self.root, env=self.environment, stdin=child, stdout=child,
                                   stderr=child, preexec_fn=limit, **self.user)
        os.close(child)
        try:
            said = b""
            while b"Voting code" not in said:
                try:
                    said += os.read(parent, 4096)
                except OSError:
                    self.fail(f"no prompt: {said.decode()}")
            limits = pathlib.Path(f"/proc/{running.pid}/limits").read_text()
            self.assertRegex(limits, r"Max core file size +0 +0 ")
            # What cannot be dumped belongs to root in /proc.
            owner = os.stat(f"/proc/{running.pid}/environ").st_uid
            self.assertEqual(owner, 0, "the process can be dumped")
        finally:
            running.kill()
            running.wait()
            os.close(parent)

    def test_reports_go_into_descriptors(self):
        verify = "constat verify voter/record --rehearsal --trust organiser/trust.toml -q"
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"):
            report = json.loads(self.as_user(f"{verify} --json {name} || test $? = 3"))
            self.assertEqual(report["constat"], 1)
        self.as_user(f"{verify} --json >(cat > copy) || test $? = 3; wait $!; sync copy; grep -q outcome copy")
        self.as_user(f"{verify} --json /dev/null || test $? = 3")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_files_come_from_pipes(self):
        self.as_user("constat verify voter/record --rehearsal --trust <(cat organiser/trust.toml) || test $? = 3")
        self.as_user("constat verify voter/record --rehearsal --trust /dev/stdin < organiser/trust.toml || test $? = 3")
        self.as_user("cat organiser/trust.toml | constat verify voter/record --rehearsal --trust /dev/stdin || test $? = 3")
        self.as_user("constat vote --record voter/record --trust organiser/trust.toml --keep mine.txt --out ballot "
                     f"--codes <(echo {self.code(2)}) <<< $'1\\ncast'")
        self.assertTrue((self.root / "ballot").is_file())

    def test_a_device_is_not_replaced(self):
        """As whoever runs the tests: root could."""
        before = os.lstat("/dev/stdout")
        self.run_command("constat verify voter/record --rehearsal --trust organiser/trust.toml -q --json /dev/stdout")
        after = os.lstat("/dev/stdout")
        self.assertEqual((before.st_ino, before.st_mode), (after.st_ino, after.st_mode))


if __name__ == "__main__":
    sys.exit(command_case.main())
