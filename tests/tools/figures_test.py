"""Every table of figures in README.md and docs/decisions names, in its section, the command that prints them.

A table holds figures when most of its cells are numbers. A section reaches from one heading to the next. A command is
a name in backticks that begins with a file of the project or with a program that a CMakeLists.txt makes.
"""

from __future__ import annotations

import re
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
HEADING = re.compile(r"^#+ ", re.MULTILINE)
TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
FIGURE = re.compile(r"\d")
PROGRAM = re.compile(r"add_executable\((\w+)")


def programs() -> set[str]:
    """The programs that the build makes."""
    names: set[str] = set()
    for folder in ("apps", "bench", "tests"):
        for file in (PROJECT / folder).rglob("CMakeLists.txt"):
            names.update(PROGRAM.findall(file.read_text(encoding="utf-8")))
    return names


def holds_figures(table: str) -> bool:
    """Whether most cells below the heading, but for the names in the first column, are figures."""
    cells = [cell for row in table.splitlines()[2:] for cell in row.strip("| ").split("|")[1:] if cell.strip()]
    return 2 * sum(1 for cell in cells if FIGURE.search(cell)) > len(cells)


def is_command(quoted: str, known: set[str]) -> bool:
    """Whether it can be typed: a file of the project or a program that is built."""
    first = quoted.split()[0]
    return Path(first).name in known or (PROJECT / first).is_file()


def unfounded(text: str, known: set[str]) -> list[str]:
    """The first lines of tables of figures without a command in their section."""
    found: list[str] = []
    for section in HEADING.split(text):
        has_command = any(is_command(quoted, known) for quoted in QUOTED.findall(section))
        tables = [table for table in TABLE.findall(section) if holds_figures(table)]
        if not has_command:
            found += [table.splitlines()[0] for table in tables]
    return found


class Figures(unittest.TestCase):
    def test_name_the_command_that_prints_them(self) -> None:
        known = programs()
        self.assertIn("bench_first_set", known)
        for file in [PROJECT / "README.md", *sorted((PROJECT / "docs" / "decisions").glob("*.md"))]:
            with self.subTest(file=str(file.relative_to(PROJECT))):
                self.assertEqual(unfounded(file.read_text(encoding="utf-8"), known), [])

    def test_planted_fault_is_seen(self) -> None:
        table = "| what | how much |\n|---|---|\n| speed | 12 ms |\n| size | 3 MB |\n"
        self.assertEqual(unfounded(f"## Figures\nMeasured.\n\n{table}", {"bench_x"}), ["| what | how much |"])
        self.assertEqual(unfounded(f"## A\nRun `bench_x`.\n## Figures\n{table}", {"bench_x"}), ["| what | how much |"])
        self.assertEqual(unfounded(f"## Figures\nFrom `no/such/file`:\n\n{table}", {"bench_x"}), ["| what | how much |"])
        self.assertEqual(unfounded(f"## Figures\nFrom `bench_x --all`:\n\n{table}", {"bench_x"}), [])
        self.assertEqual(unfounded("| it reads | from |\n|---|---|\n| chats | files |\n", set()), [])


if __name__ == "__main__":
    unittest.main()
