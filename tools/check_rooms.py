#!/usr/bin/env python3
"""Checks that the source tree keeps the house rules: who may include whom, what stays behind which wall.

Usage: tools/check_rooms.py [PROJECT_FOLDER]

Everything below src/ is checked against src/ROOMS and the tables of this file; apps/, bench/ and tests/ only for
size and `#pragma once`. Each finding is one line, `path:line: what is wrong; what to do instead`. The exit code is
1 when anything is wrong, 2 when the folder cannot be checked at all; warnings never fail.

To let a library in, add a row to WALLS. To ban something, add a row to BANS. The allowlist THROWERS only shrinks.
Comments and string literals are blanked before any rule looks at the code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

FILE_LINES_MAX = 600
FILE_LINES_WARN = 400
LINE_CHARACTERS_MAX = 120
README_LINES_MAX = 40

SUFFIXES = (".h", ".cpp")
FOREIGN_SUFFIXES = (".hpp", ".hh", ".hxx", ".inl", ".c", ".cc", ".cxx")  # They would slip past every rule.
MEASURED_ONLY = ("apps", "bench", "tests")

STAGES = frozenset("gather perceive retrieve recommend shop answer explain remember".split())
SEES_STAGES = frozenset({"converse", "serve"})
NAMELESS_ROOMS = frozenset({"base", "nouns"})  # They live directly in namespace familiar.

THROWERS: frozenset[str] = frozenset()  # Files below src/ that may throw, because a library asks for it.

BESIDE_THE_CODE = re.compile(r"_(test|fuzz|bench|conformance)\.(h|cpp)$")


@dataclass(frozen=True)
class Wall:
    """A library and the only places below src/ whose files may include its headers."""

    library: str
    headers: re.Pattern[str]  # Matched at the start of what stands between the brackets.
    homes: tuple[str, ...]  # Path prefixes below src/; empty when it may not enter src/ at all.
    instead: str
    in_tests: bool = False  # Also open to tests, fuzzers and benchmarks beside the code.


def wall(library: str, headers: str, homes: str, instead: str = "", *, in_tests: bool = False) -> Wall:
    """One row of WALLS, its homes as one space-separated string."""
    default = f"include it only in {homes.replace(' ', ' or ')} and hand out our own types"
    return Wall(library, re.compile(headers), tuple(homes.split()), instead or default, in_tests)


IN_LOOK = "pictures are opened by apps/familiar-look alone; ask it through perceive/picture.h"
IN_HEAR = "recordings are opened by apps/familiar-hear alone; ask it through infer/speech_engine.h"
WALLS = (
    wall("SQLite", r"sqlite3(ext)?\.h|SQLiteCpp/", "store/sqlite/"),
    wall("libpq", r"libpq|pqxx/|postgresql/", "store/postgres/"),
    wall("hiredis", r"hiredis/|sw/redis", "store/redis/"),
    wall("RESTinio and Asio", r"restinio/|(boost/)?asio[./]|http_parser\.h|nonstd/", "serve/http/"),
    wall("libcurl", r"curl/", "platform/curl platform/http"),
    wall("ICU", r"unicode/", "base/"),
    wall("libstemmer", r"libstemmer", "base/"),
    wall("nlohmann-json", r"nlohmann/", "base/json"),
    wall("simdjson", r"simdjson", "gather/"),
    wall("pugixml", r"pugixml\.hpp|pugiconfig\.hpp", "gather/"),
    wall("gumbo", r"gumbo\.h", "gather/"),
    wall("libarchive", r"archive(_entry)?\.h", "gather/"),
    wall("libsodium", r"sodium[./]", "platform/"),
    wall("spdlog", r"spdlog/", "platform/"),
    wall("prometheus-cpp", r"prometheus/", "platform/"),
    wall("llama.cpp", r"(llama|ggml|gguf|mtmd)[\w-]*\.h", "infer/llama/"),
    wall("whisper.cpp", r"whisper\.h", "", IN_HEAR),
    wall("PocketSphinx", r"pocketsphinx|sphinxbase/", "", IN_HEAR),
    wall("ffmpeg", r"lib(av\w+|swresample|swscale)/", "", IN_HEAR),
    wall("Tesseract", r"tesseract/|leptonica/|allheaders\.h", "", IN_LOOK),
    wall("ZXing", r"ZXing/|zxing/", "", IN_LOOK),
    wall("decoders of pictures", r"(turbojpeg|jpeglib|png|tiffio|gif_lib|lcms2|zlib)\.h|(webp|libheif|vips)/", "", IN_LOOK),
    wall("GMP", r"gmp(xx)?\.h", "answer/compute/"),
    wall("CLI11", r"CLI/", "", "parse the command line in apps/ and pass an Options struct in"),
    wall("toml++", r"toml\+\+/", "platform/", "read the file in apps/ or platform/ and pass an Options struct in"),
    wall(
        "the operating system",
        r"(unistd|fcntl|poll|pwd|sched|signal|spawn|dirent|dlfcn|netdb|pthread|termios|syslog)\.h|(sys|linux|netinet|arpa)/",
        "platform/",
        "the world enters through platform/; ask it for what you need",
    ),
    wall(
        "what tests share",
        r"tests/support/",
        "",
        "only x_test.cpp, x_fuzz.cpp, x_bench.cpp and x_conformance.h include it",
        in_tests=True,
    ),
    wall(
        "a test library",
        r"(gtest|gmock|rapidcheck|benchmark|fuzzer)[./]",
        "",
        "only x_test.cpp, x_fuzz.cpp, x_bench.cpp and x_conformance.h include it",
        in_tests=True,
    ),
)
OPEN_HEADERS = re.compile(r"fmt/")  # Libraries that every room may include.
STANDARD_HEADER = re.compile(r"[a-z_0-9]+")  # <vector>; anything with a dot or a slash is somebody's library.


@dataclass(frozen=True)
class Ban:
    """Something that code outside platform/ may not say, and what to say instead."""

    word: str  # Stands in every match, so that most files are passed over without a search.
    pattern: re.Pattern[str]
    instead: str
    in_platform: bool = False  # Banned in platform/ too.
    in_tests: bool = False  # Banned in tests, fuzzers and benchmarks beside the code too.


def ban(word: str, pattern: str, instead: str, *, in_platform: bool = False, in_tests: bool = False) -> Ban:
    """One row of BANS."""
    return Ban(word, re.compile(pattern), instead, in_platform, in_tests)


FREE = r"(?<![\w.>:])(?:std)?(?:::)?"  # Before a free function's name: rand( and std::rand(, but not dice.rand(.

BANS = (
    ban("lock::now", r"\w*[Cc]lock::now\b", "take the time from platform's clock"),
    ban("_gettime", FREE + r"clock_gettime\s*\(", "take the time from platform's clock"),
    ban("gettimeofday", FREE + r"gettimeofday\s*\(", "take the time from platform's clock"),
    ban("std::clock", r"\bstd::clock\b", "take the time from platform's clock"),
    ban("time", FREE + r"time\s*\(\s*(?:nullptr|NULL|0)\s*\)", "take the time from platform's clock"),
    ban("random_device", r"\brandom_device\b", "take randomness from platform's random"),
    ban("rand", FREE + r"(?:s?rand|rand_r|[dlm]rand48|getrandom)\s*\(", "take randomness from platform's random"),
    ban("sleep_", r"\bthis_thread::sleep_\w+", "wait on platform's clock, which a test can move", in_tests=True),
    ban("sleep", FREE + r"(?:u?|nano)sleep\s*\(", "wait on platform's clock, which a test can move", in_tests=True),
    ban("env", FREE + r"(?:secure_get|get|set|put|unset)env\s*\(", "read it in apps/ and pass Options in"),
    ban("mutex", r"\bstd::(?:recursive_|shared_)?(?:timed_)?mutex\b", "use platform's mutex and its lock"),
    ban("_lock", r"\bstd::(?:unique|shared|scoped)_lock\b", "use platform's mutex and its lock"),
    ban("lock_guard", r"\bstd::lock_guard\b", "use platform's mutex and its lock"),
    ban("condition_variable", r"\bstd::condition_variable(?:_any)?\b", "use platform's channels"),
    ban("std::", r"\bstd::(?:\w+_semaphore|latch|barrier|call_once|once_flag)\b", "use platform's channels"),
    ban("thread", r"\bstd::j?thread\b(?!\s*::)", "run it on platform's worker pool"),
    ban("std::async", r"\bstd::async\b", "run it on platform's worker pool"),
    ban("pthread_", r"\bpthread_\w+", "run it on platform's worker pool"),
    ban(
        "nstance",
        r"(?<!testing::UnitTest::)\b(?:get_?[iI]nstance|GetInstance)\s*\(",
        "there are no singletons; take it as a constructor argument",
        in_platform=True,
        in_tests=True,
    ),
)
THROW = re.compile(r"\bthrow\b")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME)\b(?!\s*\(?#\d+)")  # TODO(#12) names its issue.

CLEARED_MADE = re.compile(r"(?<!->)(?<!-> )\bCleared<[^;{}()]*>\s*\{|\b(?:class|struct)\s+Cleared\b")
NAMESPACE = re.compile(r"\bnamespace\s+(familiar\b[\w:]*)\s*\{")
LIFTED = re.compile(r"\s*(?:using\s+[\w:]+;\s*)+\}")  # namespace familiar { using platform::Call; }
PREPROCESSOR = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.M)
PRAGMA_ONCE = re.compile(r"^[ \t]*#[ \t]*pragma[ \t]+once\b", re.M)
INCLUDE = re.compile(r'^[ \t]*(#)[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)

OPAQUE = re.compile(
    r"""
      (?P<comment> //(?:\\\n|[^\n])* | /\*.*?(?:\*/|\Z) )
    | R"(?P<tag>[^()\\\s"]{0,16})\(.*?\)(?P=tag)"
    | "(?:\\.|[^"\\\n])*"
    | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'        # Not the separators of 1'000'000.
    """,
    re.X | re.S,
)
NOT_NEWLINE = re.compile(r"[^\n]")


def blank(match: re.Match[str]) -> str:
    """Spaces in the place of the match, so that lines and columns stay where they are."""
    return NOT_NEWLINE.sub(" ", match[0])


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    path: str
    line: int
    text: str
    fails: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'' if self.fails else 'warning: '}{self.text}"


@dataclass(frozen=True)
class Include:
    """An include directive: what it names, how, and where it stands."""

    name: str
    quoted: bool
    line: int

    @property
    def first(self) -> str:
        """The part before the first slash: a room, if the header is ours."""
        return self.name.split("/")[0]

    def __str__(self) -> str:
        return f'"{self.name}"' if self.quoted else f"<{self.name}>"


class Source:
    """A source file below src/, taken apart: its code without comments and literals, its comments, its includes."""

    def __init__(self, path: Path, src: Path) -> None:
        self.within = path.relative_to(src).as_posix()  # "store/sqlite/person.cpp"
        self.shown = f"{src.name}/{self.within}"
        self.room = self.within.split("/")[0]
        self.is_header = path.suffix == ".h"
        self.is_test = bool(BESIDE_THE_CODE.search(self.within))
        self.has_header = not self.is_header and path.with_suffix(".h").exists()
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.comments: list[tuple[int, str]] = []
        self.code = OPAQUE.sub(self._blank, self.text)
        self.includes = [
            Include(match[3], match[2] == '"', self.line_at(match.start(1)))
            for match in INCLUDE.finditer(self.text)
            if self.code[match.start(1)] == "#"
        ]

    def _blank(self, match: re.Match[str]) -> str:
        if match["comment"]:
            self.comments.append((match.start(), match[0]))
        return blank(match)

    def line_at(self, offset: int) -> int:
        """The line number, from 1, of a position in the text."""
        return self.text.count("\n", 0, offset) + 1

    def finding(self, offset: int, text: str) -> Finding:
        """A finding at a position in the text."""
        return Finding(self.shown, self.line_at(offset), text)


@dataclass
class Rooms:
    """src/ROOMS: for each room the rooms it may include, in the order of the file."""

    allowed: dict[str, frozenset[str]] = field(default_factory=dict)
    line_of: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Rooms:
        """Reads the table; what is wrong with it is kept in `findings`."""
        rooms = cls()
        shown = f"{path.parent.name}/{path.name}"
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = raw.split("#")[0].strip()
            if not line:
                continue
            name, colon, rest = (part.strip() for part in line.partition(":"))
            if not colon or not re.fullmatch(r"[a-z_]+", name):
                rooms.findings.append(Finding(shown, number, f"cannot read '{line}'; write 'room: room room'"))
                continue
            if name in rooms.allowed:
                rooms.findings.append(Finding(shown, number, f"{name} has a line already; keep one"))
                continue
            for other in rest.split():
                if problem := _problem_of_pair(name, other, rooms.allowed):
                    rooms.findings.append(Finding(shown, number, problem))
            rooms.allowed[name] = frozenset(rest.split())
            rooms.line_of[name] = number
        return rooms


def _problem_of_pair(name: str, other: str, above: dict[str, frozenset[str]]) -> str:
    if other not in above:
        return f"{name} names {other}, which is not listed above it; reorder or remove it"
    if other in STAGES and name in STAGES:
        return f"{name} names {other}, but stages never include each other; let converse carry nouns between them"
    if other in STAGES and name not in SEES_STAGES:
        return f"{name} names {other}, but only {' and '.join(sorted(SEES_STAGES))} see the stages; go through converse"
    return ""


def check_folders(src: Path, rooms: Rooms) -> Iterator[Finding]:
    """Rooms and folders match one to one, and each room explains itself."""
    folders = {path.relative_to(src).parts[0] for path in src.glob("*/**/*") if path.is_file()}
    for name, number in rooms.line_of.items():
        if name not in folders:
            yield Finding(f"{src.name}/ROOMS", number, f"{name} has no folder; add the line when the room appears")
    for name in sorted(folders):
        shown = f"{src.name}/{name}"
        if name not in rooms.allowed:
            yield Finding(f"{src.name}/ROOMS", 1, f"{shown}/ has no line; add one, or move the files to a room")
        if not any(path.suffix in SUFFIXES for path in (src / name).rglob("*")):
            yield Finding(shown, 1, "the room is empty; remove it until its first resident comes")
        readme = src / name / "README.md"
        if not readme.exists():
            yield Finding(f"{shown}/README.md", 1, "missing; say in, out, never, limits, and where to start reading")
        elif (count := len(readme.read_text(encoding="utf-8").splitlines())) > README_LINES_MAX:
            yield Finding(f"{shown}/README.md", count, f"{count} lines; shorten it to {README_LINES_MAX}")


def check_size(path: Path, shown: str) -> Iterator[Finding]:
    """Files and lines short enough to read, and `#pragma once` in headers."""
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.splitlines()
    if len(lines) > FILE_LINES_MAX:
        yield Finding(shown, len(lines), f"{len(lines)} lines (at most {FILE_LINES_MAX}); split it by meaning")
    elif len(lines) > FILE_LINES_WARN:
        yield Finding(shown, len(lines), f"{len(lines)} lines (aim at {FILE_LINES_WARN})", fails=False)
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_CHARACTERS_MAX:
            yield Finding(shown, number, f"{len(line)} characters (at most {LINE_CHARACTERS_MAX}); break the line")
    if path.suffix == ".h" and not PRAGMA_ONCE.search(OPAQUE.sub(blank, text)):
        yield Finding(shown, 1, "no include guard; write '#pragma once'")


def check_includes(source: Source, rooms: Rooms, used: set[tuple[str, str]]) -> Iterator[Finding]:
    """Only rooms of the room's line, only their faces, only libraries that live here, the own header first."""
    for include in source.includes:
        if include.first in rooms.allowed and "/" in include.name:
            problem = _problem_of_room_include(source.room, include, rooms)
            if include.first != source.room:
                used.add((source.room, include.first))
        else:
            problem = _problem_of_library_include(source, include)
        if problem:
            yield Finding(source.shown, include.line, problem)
    if source.has_header:
        own = str(PurePosixPath(source.within).with_suffix(".h"))
        first = source.includes[0] if source.includes else None
        if first is None or first.name != own:
            yield Finding(source.shown, first.line if first else 1, f'include the own header "{own}" first')


def _problem_of_room_include(room: str, include: Include, rooms: Rooms) -> str:
    if not include.quoted:
        return f'{include} is ours; write "{include.name}"'
    if include.first == room:
        return ""
    if include.first not in rooms.allowed.get(room, frozenset()):
        return f"{room} may not include {include.first}; take its work as an argument, or extend the line in ROOMS"
    if include.name.count("/") > 1:
        return f"{include} is private to {include.first}; include a header directly in {include.first}/"
    return ""


def _problem_of_library_include(source: Source, include: Include) -> str:
    for row in WALLS:
        if row.headers.match(include.name):
            at_home = any(source.within.startswith(home) for home in row.homes) or (row.in_tests and source.is_test)
            return "" if at_home else f"{include} belongs to {row.library}; {row.instead}"
    if include.quoted:
        return f'{include} names no room; write ours from src/ ("room/name.h"), and a library in <>'
    if OPEN_HEADERS.match(include.name) or STANDARD_HEADER.fullmatch(include.name):
        return ""
    return f"{include} has no wall; use the C++ header (<cstdint>), or give the library a row in tools/check_rooms.py"


def check_bans(source: Source) -> Iterator[Finding]:
    """What would make a turn unrepeatable, hide a dependency, or bypass a promise of the house."""
    in_platform = source.room == "platform"
    for row in BANS:
        exempt = (in_platform and not row.in_platform) or (source.is_test and not row.in_tests)
        if exempt or row.word not in source.code:
            continue
        for match in row.pattern.finditer(source.code):
            yield source.finding(match.start(), f"'{match[0].rstrip('( ')}' is banned here; {row.instead}")
    if not source.is_test and source.within not in THROWERS:
        for match in THROW.finditer(source.code):
            yield source.finding(match.start(), "our code does not throw; return an Error")
    if source.room != "privacy" and "Cleared" in source.code:
        for match in CLEARED_MADE.finditer(source.code):
            yield source.finding(match.start(), "only privacy/ makes a Cleared; ask it to clear the value")
    for offset, comment in source.comments:
        for match in UNFINISHED.finditer(comment):
            text = f"{match[0]} without an issue; do it, or write {match[0]}(#12)"
            yield source.finding(offset + match.start(), text)


def check_namespace(source: Source, rooms: Rooms) -> Iterator[Finding]:
    """A room is a namespace inside familiar; base and nouns live directly in it."""
    expected = "familiar" if source.room in NAMELESS_ROOMS else f"familiar::{source.room}"
    found = False
    for match in NAMESPACE.finditer(source.code):
        name = match[1]
        inside = name == expected or name.startswith(expected + "::")
        others = source.room in NAMELESS_ROOMS and name.partition("::")[2].split("::")[0] in rooms.allowed
        if inside and not others:
            found = True
        elif name != "familiar" or not LIFTED.match(source.code, match.end()):
            yield source.finding(match.start(), f"namespace {name} is not this room's; write 'namespace {expected}'")
    if not found and not source.is_test and PREPROCESSOR.sub("", source.code).strip():
        yield Finding(source.shown, 1, f"nothing is in 'namespace {expected}'; put the code there")


def check_measured_only(root: Path) -> Iterator[Finding]:
    """The folders outside src/ that are checked for size alone."""
    for folder in MEASURED_ONLY:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                yield from check_size(path, path.relative_to(root).as_posix())


def check(root: Path) -> list[Finding]:
    """Every finding in the project at `root`, in the order of reading. Needs root/src/ROOMS."""
    src = root / "src"
    rooms = Rooms.read(src / "ROOMS")
    findings = [*rooms.findings, *check_folders(src, rooms)]
    used: set[tuple[str, str]] = set()
    lived_in: set[str] = set()
    for path in sorted(src.rglob("*")):
        shown = path.relative_to(root).as_posix()
        if path.suffix in FOREIGN_SUFFIXES:
            findings.append(Finding(shown, 1, f"'{path.suffix}' is not our ending; name it .h or .cpp"))
        if path.suffix not in SUFFIXES:
            continue
        if path.parent == src:
            findings.append(Finding(shown, 1, "belongs to no room; move it into one"))
            continue
        if path.relative_to(src).parts[0] not in rooms.allowed:
            continue  # One finding for the whole folder is enough.
        source = Source(path, src)
        lived_in.add(source.room)
        findings += check_size(path, shown)
        findings += check_includes(source, rooms, used)
        findings += check_bans(source)
        findings += check_namespace(source, rooms)
    for room, allowed in rooms.allowed.items():
        unused = sorted(other for other in allowed if (room, other) not in used) if room in lived_in else []
        for other in unused:
            text = f"{room} never includes {other}; remove it from the line"
            findings.append(Finding("src/ROOMS", rooms.line_of[room], text))
    findings += check_measured_only(root)
    return findings


def main(arguments: list[str]) -> int:
    """Prints the findings; returns the exit code."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    if len(arguments) > 1 or not (root / "src" / "ROOMS").is_file():
        print(f"check_rooms: no src/ROOMS in {root}; usage: tools/check_rooms.py [PROJECT_FOLDER]", file=sys.stderr)
        return 2
    findings = check(root)
    for finding in findings:
        print(finding)
    failed = sum(finding.fails for finding in findings)
    print(f"rooms: {failed} to put right" if failed else "rooms: ok")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
