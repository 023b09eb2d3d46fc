#!/usr/bin/env python3
"""Learns the weights of apps/familiar-hear/choose.cpp from what bench_voice --set tuning --signs FILE wrote.

Usage: bench/quality/learn_choice.py FILE      prints the weights as choose.cpp has them, and what they are worth

Logistic regression with a small ridge, by gradient descent. A reading counts as right when at most one word in ten is
wrong. The calibration is shown for the lines that were not learned from (every second one).
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

ROUNDS = 4000
STEP = 0.5
RIDGE = 0.003
NAMES = ("agreement", "world_confidence", "stock_confidence", "world_lead", "length")


def learn(rows: list[tuple[list[float], float, float]]) -> list[float]:
    """Weights and constant for rows of signs, outcome and importance."""
    weights = [0.0] * (len(NAMES) + 1)
    total = sum(importance for _, _, importance in rows) or 1.0
    for _ in range(ROUNDS):
        slope = [RIDGE * weight for weight in weights[:-1]] + [0.0]
        for signs, outcome, importance in rows:
            error = (share(weights, signs) - outcome) * importance / total
            for i, sign in enumerate([*signs, 1.0]):
                slope[i] += error * sign
        weights = [weight - STEP * one for weight, one in zip(weights, slope)]
    return weights


def share(weights: list[float], signs: list[float]) -> float:
    """The probability that the weights give."""
    value = sum(weight * sign for weight, sign in zip(weights, [*signs, 1.0]))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def line_of(name: str, weights: list[float]) -> str:
    """As it stands in choose.cpp."""
    return f"constexpr Weights {name} = {{{', '.join(f'{weight:.2f}' for weight in weights)}}};"


def calibration(rows, weights: list[float]) -> str:
    """What was promised beside what was so, in four steps of certainty."""
    parts = []
    for low in (0.0, 0.25, 0.5, 0.75):
        inside = [(share(weights, signs), outcome) for signs, outcome, _ in rows]
        inside = [(sure, outcome) for sure, outcome in inside if low <= sure < low + 0.25 + (low == 0.75)]
        if inside:
            sure = sum(one for one, _ in inside) / len(inside)
            parts.append(f"{sure:.2f} said, {sum(outcome for _, outcome in inside) / len(inside):.2f} so, {len(inside)}")
    return "; ".join(parts)


def main(arguments: list[str]) -> int:
    """Reads, learns from half, reports on the other half, then prints the weights of all."""
    if len(arguments) != 1:
        print(__doc__.split("\n")[2], file=sys.stderr)
        return 2
    lines = [[float(value) for value in line.split()] for line in Path(arguments[0]).read_text().splitlines()]
    right = lambda errors, words: float(errors * 10 <= words)  # noqa: E731
    tasks = {
        "k_world_is_better": [(one[:5], float(one[7] < one[6]), abs(one[7] - one[6])) for one in lines if one[6] != one[7]],
        "k_world_is_right": [(one[:5], right(one[7], one[5]), 1.0) for one in lines],
        "k_stock_is_right": [(one[:5], right(one[6], one[5]), 1.0) for one in lines],
        "k_alone_is_right": [([0, 0, one[2], 0, 0], right(one[6], one[5]), 1.0) for one in lines],
    }
    for name, rows in tasks.items():
        print(f"// {name}: {calibration(rows[1::2], learn(rows[::2]))}")
    for name, rows in tasks.items():
        print(line_of(name, learn(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
