#!/usr/bin/env python3
"""Learns how English is read aloud from a pronouncing dictionary: apps/familiar-hear/letters_to_sounds.txt.

Usage: tools/learn_pronunciations.py DICTIONARY [OUTPUT]      without OUTPUT only the figures are printed

Every word is aligned with its phones (a letter, or two, to none, one or two phones; expectation maximisation over all
alignments, Viterbi at the end). What a letter sounds like is then looked up by the letters around it: a context is
kept only where it says something else than the shorter context would. The lookup is that of
apps/familiar-hear/pronunciation.cpp. One word in fifty is kept aside, and the figures are those of these words.

A line of the output is `left letter right phones`, or `left letter right phones / other phones` where a second way is
usual, with `.` for no letters and `^`, `$` for the ends of a word.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROUNDS = 6
CONTEXT_MAX = 4  # Letters on either side.
SUPPORT_MIN = 2  # Words that must show a context before it is kept.
OTHER_SHARE_MIN = 0.2  # What a letter also sounds like this often is written down as a second way.
WORD = re.compile(r"[a-z]{2,24}")

Pairs = list[tuple[str, tuple[str, ...]]]


def read_words(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """The first pronunciation of every plain word."""
    words = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *phones = line.split()
        if WORD.fullmatch(word) and len(phones) <= 2 * len(word):
            words.append((word, tuple(phones)))
    return words


def steps(word: str, phones: tuple[str, ...], i: int, j: int):
    """What may follow at letter i and phone j: a letter with up to two phones."""
    for count in (0, 1, 2):
        if j + count <= len(phones):
            yield word[i], phones[j : j + count]


def best_alignment(word: str, phones: tuple[str, ...], cost: dict) -> Pairs | None:
    """The cheapest way to spend all phones on the letters in order; None where there is none."""
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for i in range(len(word)):
        row: dict[int, tuple[float, int]] = {}
        for j, (so_far, _) in best[i].items():
            for pair in steps(word, phones, i, j):
                price = so_far + cost.get(pair, 30.0)
                k = j + len(pair[1])
                if k not in row or price < row[k][0]:
                    row[k] = (price, j)
        best.append(row)
    if len(phones) not in best[-1]:
        return None
    pairs: Pairs = []
    j = len(phones)
    for i in range(len(word), 0, -1):
        before = best[i][j][1]
        pairs.append((word[i - 1], phones[before:j]))
        j = before
    return pairs[::-1]


def first_costs(words) -> dict:
    """Letters and phones that stand at about the same place of a word belong together."""
    counts: Counter = Counter()
    for word, phones in words:
        for i, letter in enumerate(word):
            place = i * len(phones) / len(word)
            for j in (int(place) - 1, int(place), int(place) + 1):
                if 0 <= j < len(phones):
                    counts[(letter, phones[j : j + 1])] += 1
    return costs_of(counts, extra=True)


def costs_of(counts: Counter, extra: bool = False) -> dict:
    """Minus the logarithm of each pair's share among those of its letter."""
    of_letter: Counter = Counter()
    for (letter, _), count in counts.items():
        of_letter[letter] += count
    cost = {pair: -math.log(count / of_letter[pair[0]]) for pair, count in counts.items()}
    if extra:
        for letter in of_letter:
            cost[(letter, ())] = 3.0
    return cost


def aligned(words) -> list[Pairs]:
    """Every word as pairs of a letter and its phones."""
    cost = first_costs(words)
    pairs: list[Pairs] = []
    for _ in range(ROUNDS):
        found = (best_alignment(word, phones, cost) for word, phones in words)
        pairs = [one for one in found if one is not None]
        counts = Counter(pair for one in pairs for pair in one)
        cost = costs_of(counts)
    return pairs


def contexts(word: str, i: int) -> list[tuple[str, str, str]]:
    """From the shortest to the longest: right and left grow in turn."""
    padded = "^" + word + "$"
    at = i + 1
    made = [("", word[i], "")]
    left = right = 0
    while left < CONTEXT_MAX or right < CONTEXT_MAX:
        if right <= left and right < CONTEXT_MAX:
            right += 1
        else:
            left += 1
        made.append((padded[max(0, at - left) : at], word[i], padded[at + 1 : at + 1 + right]))
    return made


Phones = tuple[str, ...]


def ways(counts: Counter) -> tuple[Phones, Phones | None]:
    """The usual phones, and the second usual if they are frequent."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    has_other = len(ordered) > 1 and ordered[1][1] >= OTHER_SHARE_MIN * sum(counts.values()) and ordered[1][1] > 1
    return ordered[0][0], ordered[1][0] if has_other else None


def learn(pairs: list[Pairs]) -> dict:
    """Contexts with their phones and other phones, where a longer one differs from the next shorter."""
    seen: dict[tuple, Counter] = defaultdict(Counter)
    for one in pairs:
        word = "".join(letter for letter, _ in one)
        for i, (_, phones) in enumerate(one):
            for context in dict.fromkeys(contexts(word, i)):
                seen[context][phones] += 1
    rules: dict = {}
    for one in pairs:
        word = "".join(letter for letter, _ in one)
        for i in range(len(word)):
            said = None
            for context in contexts(word, i):
                if context in rules:
                    said = rules[context]
                    continue
                found = ways(seen[context])
                if said is None or (found != said and sum(seen[context].values()) >= SUPPORT_MIN):
                    rules[context] = said = found
    return rules


def pronounce(word: str, rules: dict) -> tuple[str, ...]:
    """The phones of a word: for each letter the longest context that is known."""
    phones: list[str] = []
    for i in range(len(word)):
        said: tuple[Phones, Phones | None] = ((), None)
        for context in contexts(word, i):
            said = rules.get(context, said)
        phones.extend(said[0])
    return tuple(phones)


def line_of(rule) -> str:
    """A rule as it stands in the file."""
    (left, letter, right), (phones, other) = rule
    second = "" if other is None else " / " + " ".join(other)
    return f"{left or '.'} {letter} {right or '.'} {' '.join(phones)}{second}".rstrip() + "\n"


def distance(one, other) -> int:
    """Edits between two sequences."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


def main(arguments: list[str]) -> int:
    """Learns, prints the figures, writes the file."""
    if len(arguments) not in (1, 2):
        print(__doc__.split("\n")[2], file=sys.stderr)
        return 2
    words = read_words(Path(arguments[0]))
    kept = [pair for number, pair in enumerate(words) if number % 50 == 0]
    rules = learn(aligned([pair for number, pair in enumerate(words) if number % 50]))
    right = errors = phones_in_all = 0
    for word, phones in kept:
        said = pronounce(word, rules)
        right += said == phones
        errors += distance(said, phones)
        phones_in_all += len(phones)
    print(f"{len(rules)} contexts; of {len(kept)} words kept aside {right / len(kept):.1%} whole,", end=" ")
    print(f"{errors / phones_in_all:.1%} of the phones wrong")
    if len(arguments) == 2:
        Path(arguments[1]).write_text("".join(map(line_of, sorted(rules.items()))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
