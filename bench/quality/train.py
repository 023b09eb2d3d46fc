#!/usr/bin/env python3
"""Learns what each feature of the first look is worth in works of reference: prints two tables for src/retrieve/weights.h.

Usage: build/bench/bench/bench_finding --features FEATURES.tsv && bench/quality/train.py FEATURES.tsv

FEATURES.tsv holds, per candidate of a question of the training half, whether it is the right one and its features;
FEATURES.tsv.sentences the same for the sentences of the right article. The model is linear; the loss is the cross
entropy of a softmax over the candidates of one question (ListNet's top-one case, Cao and others 2007), with L2. A
fifth of the questions is held back to show that it generalises.
"""

import math
import sys

SECOND_LOOK = "asks_who"  # the first feature that only the second look knows (learn_trees.py)
ROUNDS = 400
RATE = 0.5
DECAY = 1e-4


def read(path):
    """The names of the features, and the questions: for each the index of the right candidate and all the features."""
    questions = {}
    with open(path, encoding="utf-8") as file:
        names = file.readline().split()[2:]
        names = names[: names.index(SECOND_LOOK)]
        for line in file:
            key, right, *values = line.split("\t")
            question = questions.setdefault(key, ([], []))
            if right == "1":
                question[0].append(len(question[1]))
            question[1].append([float(value) for value in values[: len(names)]])
    return names, [(right[0], rows) for right, rows in questions.values() if right]


def scaled(questions, size):
    """Each feature with a spread of one, so that one rate fits all; returns the spreads."""
    spreads = []
    for f in range(size):
        values = [row[f] for _, rows in questions for row in rows]
        mean = sum(values) / len(values)
        spreads.append(math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)) or 1.0)
    return spreads, [(right, [[v / s for v, s in zip(row, spreads)] for row in rows]) for right, rows in questions]


def scores(weights, rows):
    return [sum(w * v for w, v in zip(weights, row)) for row in rows]


def quality(weights, questions):
    first = reciprocal = 0.0
    for right, rows in questions:
        all_scores = scores(weights, rows)
        rank = 1 + sum(1 for i, s in enumerate(all_scores) if s > all_scores[right] or (s == all_scores[right] and i < right))
        first += rank == 1
        reciprocal += 1 / rank
    return first / len(questions), reciprocal / len(questions)


def learn(questions, size):
    """Gradient descent with Adam (Kingma and Ba 2015), all questions a round."""
    weights, momentum, power = [0.0] * size, [0.0] * size, [0.0] * size
    for round_number in range(1, ROUNDS + 1):
        gradient = [DECAY * w for w in weights]
        for right, rows in questions:
            all_scores = scores(weights, rows)
            top = max(all_scores)
            shares = [math.exp(s - top) for s in all_scores]
            total = sum(shares)
            for i, row in enumerate(rows):
                slope = (shares[i] / total - (i == right)) / len(questions)
                if abs(slope) > 1e-9:
                    for f in range(size):
                        gradient[f] += slope * row[f]
        rate = RATE / math.sqrt(round_number)
        for f in range(size):
            momentum[f] = 0.9 * momentum[f] + 0.1 * gradient[f]
            power[f] = 0.99 * power[f] + 0.01 * gradient[f] ** 2
            weights[f] -= rate * (momentum[f] / (1 - 0.9**round_number)) / (
                math.sqrt(power[f] / (1 - 0.99**round_number)) + 1e-9
            )
    return weights


def learned(path, unit):
    """Pairs of a feature's name and weight, so that `unit` weighs one."""
    names, raw = read(path)
    size = len(names)
    spreads, questions = scaled(raw, size)
    held, used = questions[::5], [q for i, q in enumerate(questions) if i % 5]
    trial = learn(used, size)
    print("%s: %d held back: recall@1 %.3f, MRR %.3f; %d learned from: %.3f, %.3f"
          % (path, len(held), *quality(trial, held), len(used), *quality(trial, used)), file=sys.stderr)
    weights = [w / s for w, s in zip(learn(questions, size), spreads)]
    scale = weights[names.index(unit)] if unit else 1.0
    return [(name, weight / scale) for name, weight in zip(names, weights)]


def table(kind, name, weights):
    rows = "\n".join("    %9.4f,  // %s" % (weight, feature) for feature, weight in weights)
    return "inline constexpr %s::Weights %s = {\n%s\n};\n" % (kind, name, rows)


def main():
    for path, unit, kind, name in (
        (sys.argv[1] + ".sentences", "", "SentenceFeatures", "k_reference_sentence"),
        (sys.argv[1], "", "Features", "k_reference"),
    ):
        print(table(kind, name, learned(path, unit)))


if __name__ == "__main__":
    main()
