#!/usr/bin/env python3
"""Learns the trees of the second look (src/retrieve/trees.h) and writes them to src/retrieve/learned/.

Usage: build/bench/bench/bench_finding --features F.tsv
       build/bench/bench/bench_health --features H.tsv --every 4
       build/bench/bench/bench_declining --features D.tsv
       bench/quality/learn_trees.py sentence F.tsv.sentences
       bench/quality/learn_trees.py article F.tsv H.tsv
       bench/quality/learn_trees.py confidence D.tsv

A file holds, per candidate of a question of the training half, the question's id, whether the candidate is the right
one, and its features. Sentences are learned in pairs within an article (LambdaMART's pairwise case, Burges 2010),
articles by the cross entropy of a softmax over the candidates of a question (ListNet's top-one case, Cao and others
2007), confidence by logistic loss. A fifth of the questions is held back at a time to show that it generalises.

Needs Debian's python3-xgboost; the program does not.
"""

import json
import os
import sys

import numpy
import xgboost

FOLDS = 5
DEPTH = 4
FOLDER = os.path.join(os.path.dirname(__file__), "..", "..", "src", "retrieve", "learned")
COMMON = {"max_depth": DEPTH, "subsample": 0.7, "reg_lambda": 3, "nthread": 2, "seed": 1}
MODELS = {
    "sentence": (250, {"objective": "rank:pairwise", "eta": 0.05, "min_child_weight": 5, "colsample_bytree": 0.5}),
    "article": (250, {"eta": 0.06, "min_child_weight": 1, "colsample_bytree": 0.3, "reg_lambda": 10, "base_score": 0}),
    "confidence": (80, {"objective": "binary:logistic", "eta": 0.06, "min_child_weight": 20, "colsample_bytree": 0.4}),
}


def read(paths):
    """Names of features, and for each candidate: features, whether it is right, the number of its question."""
    rows, right, question = [], [], []
    last, names = None, None
    for path in paths:
        with open(path, encoding="utf-8") as file:
            names = file.readline().split()[2:]
            for line in file:
                key, is_right, *values = line.split("\t")
                question.append(question[-1] + (key != last) if question else 0)
                last = key
                right.append(int(is_right))
                rows.append(numpy.array(values, dtype=numpy.float32))
    return names, numpy.array(rows), numpy.array(right), numpy.array(question)


def matrix(rows, right, question):
    data = xgboost.DMatrix(rows, right)
    data.set_group(numpy.unique(question, return_counts=True)[1])
    return data


def softmax_over(question, right):
    """Gradient and curvature of the cross entropy, tenfold so that the settings' limits on leaves are in scale."""
    starts, counts = numpy.unique(question, return_index=True, return_counts=True)[1:]
    number = numpy.repeat(numpy.arange(len(counts)), counts)
    share = right / numpy.add.reduceat(right, starts)[number]

    def objective(scores, _):
        powers = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[number])
        predicted = powers / numpy.add.reduceat(powers, starts)[number]
        return 10 * (predicted - share), 10 * numpy.maximum(predicted * (1 - predicted), 1e-4)

    return objective


def learn(model, rows, right, question):
    rounds, settings = MODELS[model]
    if model == "confidence":
        return xgboost.train({**COMMON, **settings}, xgboost.DMatrix(rows, right), rounds)
    # A question without its right candidate teaches nothing.
    answered = numpy.isin(question, question[right == 1])
    rows, right, question = rows[answered], right[answered], question[answered]
    objective = softmax_over(question, right) if model == "article" else None
    return xgboost.train({**COMMON, **settings}, matrix(rows, right, question), rounds, obj=objective)


def held_back(model, rows, right, question):
    """Scores by trees that did not see the question."""
    scores = numpy.zeros(len(rows))
    fold = numpy.random.RandomState(0).randint(0, FOLDS, question.max() + 1)[question]
    for k in range(FOLDS):
        trees = learn(model, rows[fold != k], right[fold != k], question[fold != k])
        scores[fold == k] = trees.predict(xgboost.DMatrix(rows[fold == k]), output_margin=True)
    return scores


def recall_at_1(scores, right, question):
    first = total = 0
    for number in range(question.max() + 1):
        here = question == number
        if not right[here].any():
            continue
        total += 1
        first += right[here][scores[here].argmax()]
    return first / total


def separation(scores, right):
    """The area under the ROC curve: how often a right one is above a wrong one (Hanley and McNeil 1982)."""
    order = scores.argsort()
    ranks = numpy.empty(len(scores))
    ranks[order] = numpy.arange(1, len(scores) + 1)
    count = right.sum()
    return (ranks[right == 1].sum() - count * (count + 1) / 2) / (count * (len(right) - count))


def perfect(node):
    """A tree's features, thresholds and leaves as those of a perfect tree; a missing split goes left for ever."""
    features, thresholds = [0] * (2**DEPTH - 1), [0.0] * (2**DEPTH - 1)
    leaves = [0.0] * 2**DEPTH

    def fill(node, at, level):
        if level == DEPTH:
            leaves[at - (2**DEPTH - 1)] = node["leaf"]
            return
        below = above = node
        if "split" in node:
            features[at] = int(node["split"][1:])
            thresholds[at] = node["split_condition"]
            children = {child["nodeid"]: child for child in node["children"]}
            below, above = children[node["yes"]], children[node["no"]]
        fill(below, 2 * at + 1, level + 1)
        fill(above, 2 * at + 2, level + 1)

    fill(node, 0, 0)
    return features, thresholds, leaves


def number(value):
    text = "%.9g" % value
    return text + ("F" if "." in text or "e" in text else ".F")


def write(model, trees):
    with open(os.path.join(FOLDER, model + "_trees.inc"), "w", encoding="utf-8") as file:
        for text in trees.get_dump(dump_format="json"):
            features, thresholds, leaves = perfect(json.loads(text))
            file.write("{{%s}, {%s}, {%s}},\n" % (", ".join(map(str, features)), ", ".join(map(number, thresholds)),
                                                 ", ".join("%.4fF" % leaf for leaf in leaves)))


def main():
    model, paths = sys.argv[1], sys.argv[2:]
    _, rows, right, question = read(paths)
    if os.environ.get("HELD_BACK", "yes") == "yes":
        scores = held_back(model, rows, right, question)
        if model == "confidence":
            print("held back: AUROC %.3f" % separation(scores, right))
        else:
            print("held back: recall@1 %.3f" % recall_at_1(scores, right, question))
    write(model, learn(model, rows, right, question))


if __name__ == "__main__":
    main()
