"""Tests of tools/install with stand-ins for dpkg-query, apt-get, node and npm: nothing is installed.

Run with `python3 -m unittest discover -s tests/tools -p '*_test.py'`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
GROUPS = ("build", "test", "lint")


def packages(*groups: str) -> list[str]:
    """The packages that tools/packages.txt lists for the groups."""
    rows = [line.split() for line in (TOOLS / "packages.txt").read_text(encoding="utf-8").splitlines()]
    return [row[1] for row in rows if row and row[0] in groups]


class Machine(unittest.TestCase):
    """A folder with the script, and a PATH on which every command that reaches outside is a stand-in."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "tools").mkdir()
        (self.root / "bin").mkdir()
        (self.root / "web").mkdir()
        self.log = self.root / "log"
        self.log.touch()
        for name in ("install", "packages.txt"):
            shutil.copy(TOOLS / name, self.root / "tools" / name)
        for name in ("bash", "dirname", "env", "mkdir", "touch"):
            (self.root / "bin" / name).symlink_to(shutil.which(name) or name)
        self.stand_in("id", "echo 0")
        self.stand_in("sleep", "")
        self.stand_in("apt-get", f'echo "apt-get $*" >>"{self.log}"')
        self.stand_in("npm", f'echo "npm $*" >>"{self.log}"')
        self.stand_in("node", "echo v20.1.0")
        self.installed(packages(*GROUPS))

    def stand_in(self, name: str, script: str) -> None:
        """Puts a command on the machine's PATH."""
        path = self.root / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def installed(self, names: list[str]) -> None:
        """Makes dpkg-query know these packages."""
        lines = "".join(f"installed {name}\n" for name in names)
        self.stand_in("dpkg-query", f"printf '%s' '{lines}config-files removed-once\n'; exit 1")

    def install(self, *groups: str) -> subprocess.CompletedProcess[str]:
        """Runs the script."""
        return subprocess.run(
            [self.root / "bin" / "bash", self.root / "tools" / "install", *groups],
            env={"PATH": str(self.root / "bin"), "HOME": os.devnull},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def said(self, command: str) -> list[str]:
        """What was asked of apt-get or npm."""
        return [line for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith(command)]


class Packages(Machine):
    def test_nothing_happens_when_nothing_is_missing(self) -> None:
        done = self.install(*GROUPS)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.log.read_text(encoding="utf-8"), "")

    def test_only_what_is_missing_is_installed_after_an_update(self) -> None:
        self.installed([name for name in packages("build") if name not in ("cmake", "libicu-dev")])
        self.assertEqual(self.install("build").returncode, 0)
        update, install = self.said("apt-get")
        self.assertTrue(update.endswith("update"))
        self.assertTrue(install.endswith("--no-install-recommends cmake libicu-dev"), install)

    def test_only_the_groups_that_are_asked_for(self) -> None:
        self.installed([])
        self.assertEqual(self.install("test").returncode, 0)
        self.assertTrue(self.said("apt-get")[-1].endswith(" ".join(packages("test"))))

    def test_a_failing_installation_is_tried_again_and_then_told_in_one_line(self) -> None:
        self.installed([])
        self.stand_in("apt-get", f'echo "apt-get $*" >>"{self.log}"; exit 100')
        done = self.install("lint")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(sum(" install " in line for line in self.said("apt-get")), 3)
        self.assertIn("apt-get could not install", done.stderr.splitlines()[-1])

    def test_without_root_and_sudo(self) -> None:
        self.installed([])
        self.stand_in("id", "echo 1000")
        done = self.install("lint")
        self.assertEqual(done.returncode, 1)
        self.assertIn("run it as root, or install sudo", done.stderr)

    def test_sudo_is_never_asked_to_ask(self) -> None:
        self.installed([])
        self.stand_in("id", "echo 1000")
        self.stand_in("sudo", f'echo "sudo $*" >>"{self.log}"')
        self.assertEqual(self.install("lint").returncode, 0)
        self.assertTrue(all(line.startswith("sudo -n ") for line in self.said("sudo")))

    def test_a_group_that_does_not_exist(self) -> None:
        done = self.install("biuld")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no group 'biuld'", done.stderr)

    def test_no_group(self) -> None:
        self.assertEqual(self.install().returncode, 1)


class Node(Machine):
    def asked(self) -> str:
        """What the build group makes apt-get install."""
        self.assertEqual(self.install("build").returncode, 0)
        return (self.said("apt-get") or [""])[-1].partition("recommends ")[2]

    def test_eighteen_will_do(self) -> None:
        self.stand_in("node", "echo v18.20.4")
        self.assertEqual(self.asked(), "")

    def test_none(self) -> None:
        (self.root / "bin" / "node").unlink()
        self.assertEqual(self.asked(), "nodejs npm")

    def test_too_old(self) -> None:
        self.stand_in("node", "echo v16.0.0")
        self.assertEqual(self.asked(), "nodejs npm")

    def test_without_npm(self) -> None:
        (self.root / "bin" / "npm").unlink()
        self.assertEqual(self.asked(), "npm")

    def test_only_the_build_needs_it(self) -> None:
        (self.root / "bin" / "node").unlink()
        self.assertEqual(self.install("test").returncode, 0)
        self.assertEqual(self.said("apt-get"), [])


class Page(Machine):
    def setUp(self) -> None:
        super().setUp()
        self.lock = self.root / "web" / "package-lock.json"
        self.lock.write_text("{}", encoding="utf-8")

    def test_is_installed_once(self) -> None:
        for _ in range(2):
            self.assertEqual(self.install("build").returncode, 0)
        self.assertEqual(len(self.said("npm ci")), 1)

    def test_is_installed_again_when_the_lock_is_newer(self) -> None:
        self.install("build")
        stamp = (self.root / "web" / "node_modules" / ".installed").stat().st_mtime
        os.utime(self.lock, (stamp + 1, stamp + 1))
        self.install("build")
        self.assertEqual(len(self.said("npm ci")), 2)

    def test_a_failure_is_told_and_leaves_no_stamp(self) -> None:
        self.stand_in("npm", "exit 1")
        done = self.install("build")
        self.assertEqual(done.returncode, 1)
        self.assertIn("npm ci failed", done.stderr)
        self.assertFalse((self.root / "web" / "node_modules" / ".installed").exists())


if __name__ == "__main__":
    unittest.main()
