"""Tests of tools/engine/install with stand-ins for apt, dpkg and llama-server: nothing is fetched.

Run with `python3 -m unittest discover -s tests/tools -p '*_test.py'`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "engine" / "install"
COMMANDS = (
    "awk basename bash cat chmod df dirname env flock grep head id ls mkdir mv realpath rm sed tail touch"
).split()
TARGETS = "file:/mirror/debian/|stable|main|/nowhere/debian.sources:1"
NEW = 'echo "version: 0.9.9 (build 12000, commit Test)"'


class Engine(unittest.TestCase):
    """A folder for the engine, and a PATH on which every command that reaches outside is a stand-in."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        self.engine = self.root / "engine"
        self.log = self.root / "log"
        self.log.touch()
        for name in COMMANDS:
            (self.bin / name).symlink_to(shutil.which(name) or name)
        self.stand_in("dpkg", 'if [ "$1" = --print-architecture ]; then echo amd64; else exec sh "$0.unpack" "$3"; fi')
        self.stand_in("dpkg-deb", 'echo "package=$4 1.0"')
        self.stand_in("sh", "exec /bin/sh \"$@\"")
        self.apt(f'echo "{TARGETS}"', "touch a.deb")
        self.unpacks(NEW)

    def stand_in(self, name: str, script: str) -> None:
        """Puts a command on the machine's PATH."""
        path = self.bin / name
        path.unlink(missing_ok=True)  # it may be a link to the real one
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def apt(self, targets: str, download: str) -> None:
        """What apt-get does when it is asked for its mirrors, and for packages."""
        self.stand_in(
            "apt-get",
            f'echo "apt-get $*" >>"{self.log}"\ncase "$*" in *indextargets*) {targets};; *download*) {download};; esac',
        )

    def unpacks(self, server: str) -> None:
        """What llama-server of the packages does; its loader is a shell that drops its own options."""
        (self.bin / "dpkg.unpack").write_text(
            'mkdir -p "$1/usr/bin" "$1/usr/lib64" "$1/usr/lib/x86_64-linux-gnu/ggml/backends0"\n'
            f"printf '#!/bin/sh\\n%s\\n' '{server}' >\"$1/usr/bin/llama-server\"\n"
            "printf '#!/bin/sh\\nshift 2\\nexec \"$@\"\\n' >\"$1/usr/lib64/ld-linux-x86-64.so.2\"\n"
            'chmod +x "$1/usr/bin/llama-server" "$1/usr/lib64/ld-linux-x86-64.so.2"\n',
            encoding="utf-8",
        )

    def install(self) -> subprocess.CompletedProcess[str]:
        """Runs the script."""
        return subprocess.run(
            [self.bin / "bash", SCRIPT, self.engine],
            env={"PATH": str(self.bin), "HOME": os.devnull},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def marker(self) -> list[str]:
        """What the folder says of itself."""
        return (self.engine / "installed").read_text(encoding="utf-8").splitlines()

    def test_packages_become_a_root_of_their_own(self) -> None:
        done = self.install()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("build=12000", self.marker())
        self.assertIn("suite=testing", self.marker())
        self.assertIn("program=usr/bin/llama-server", self.marker())
        self.assertFalse((self.root / "engine.part").exists())
        asked = self.log.read_text(encoding="utf-8")
        self.assertIn("Dir::State::status=", asked)
        self.assertNotIn(" install ", asked)

    def test_nothing_happens_when_it_is_there(self) -> None:
        self.install()
        before = self.log.read_text(encoding="utf-8")
        done = self.install()
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.log.read_text(encoding="utf-8"), before)

    def test_the_host_s_own_is_used_when_it_is_new_enough(self) -> None:
        self.stand_in("llama-server", 'echo "version: 9001 (abcdef)"')
        done = self.install()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"program={self.bin}/llama-server", self.marker())
        self.assertEqual(self.log.read_text(encoding="utf-8"), "")

    def test_the_host_s_own_is_left_alone_when_it_is_old(self) -> None:
        self.stand_in("llama-server", 'echo "version: 4000 (abcdef)"')
        self.assertEqual(self.install().returncode, 0)
        self.assertIn("program=usr/bin/llama-server", self.marker())

    def test_packages_that_cannot_be_had(self) -> None:
        self.apt(f'echo "{TARGETS}"', "exit 100")
        done = self.install()
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot be had here", done.stderr.splitlines()[-1])
        self.assertFalse(self.engine.exists())

    def test_no_mirror(self) -> None:
        self.apt("true", "exit 100")
        self.stand_in("grep", "exit 1")
        self.assertEqual(self.install().returncode, 3)

    def test_a_server_that_does_not_run(self) -> None:
        self.unpacks("exit 127")
        done = self.install()
        self.assertEqual(done.returncode, 3)
        self.assertIn("does not run or is too old", done.stderr)
        self.assertFalse(self.engine.exists())

    def test_what_was_fetched_is_kept_for_the_next_time(self) -> None:
        self.apt(f'echo "{TARGETS}"', "touch kept.deb; exit 100")
        self.install()
        self.assertTrue((self.root / "engine.part" / "packages" / "testing" / "kept.deb").exists())

    def test_a_folder_with_other_things_is_left_alone(self) -> None:
        self.engine.mkdir()
        (self.engine / "letters").touch()
        done = self.install()
        self.assertEqual(done.returncode, 1)
        self.assertTrue((self.engine / "letters").exists())


if __name__ == "__main__":
    unittest.main()
