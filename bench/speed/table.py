#!/usr/bin/env python3
"""Prints the lines of JSON of one bench/speed/run as tables. Usage: table.py FILE"""

import json
import sys


def rows(lines, **wanted):
    return [line for line in lines if all(line.get(key) == value for key, value in wanted.items())]


def print_search(lines, folder):
    print(f"Search among {int(folder):,} posts, 10 best, audience filter on, one core (ms)")
    print(f"  {'':30} {'p50':>9} {'p90':>9} {'p99':>9} {'most':>9}  {'index':>7} {'disk':>8}  questions")
    for line in rows(lines, case="search", folder=folder):
        built = f"{line['build_s']:5.0f} s" if "build_s" in line else ""
        disk = f"{line['disk_mb']:5.0f} MB" if "disk_mb" in line else ""
        asked = line.get("questions", 1000)
        late = f", {line['late']} stopped" if line.get("late") else ""
        note = f" ({line['note']})" if line.get("note") else ""
        print(f"  {line['who']:30} {line['p50']:9.2f} {line['p90']:9.2f} {line['p99']:9.2f} {line['most']:9.2f}"
              f"  {built:>7} {disk:>8}  {asked}{late}{note}")


def print_growth(lines, folders):
    print("Growth of p50 / p99 (ms)")
    print(f"  {'':30}" + "".join(f"{int(folder):>22,}" for folder in folders))
    named = dict.fromkeys((line["case"], line["who"]) for line in lines if line["case"] in ("search", "turn"))
    for case, who in named:
        cells = ""
        for folder in folders:
            found = rows(lines, case=case, who=who, folder=folder)
            cell = f"{found[0]['p50']:.2f} / {found[0]['p99']:.2f}" if found else ""
            cells += f"{cell:>22}"
        print(f"  {who:30}{cells}")


def print_rest(lines, folders):
    for folder in folders:
        for line in rows(lines, case="import", folder=folder):
            print(f"import of {line['posts']:,} posts, two cores: {line['rate']:,.0f}/s, disk {line['disk_mb']:,.0f} MB = "
                  f"{line['disk_share']:.2f} of the JSONL, {line['resident_mb']:.0f} MB resident")
        for line in rows(lines, case="serving", folder=folder):
            print(f"serving {int(folder):,} posts: {line['resident_mb']:.0f} MB resident")
    for line in rows(lines, case="recall"):
        print(f"recall@10 against scoring every post: {line['recall']:.4f} over {line['questions']} questions")
    for line in rows(lines, case="crowd"):
        if "who" in line:
            print(f"{line['who']}: p50 {line['p50']:.1f} ms, p99 {line['p99']:.1f} ms")
        else:
            print(f"p99 together over p99 alone: {line['ratio']:.1f}, {line['errors']} errors, "
                  f"{line['imported']:,} posts imported meanwhile")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    folders = sorted({line["folder"] for line in lines}, key=int)
    print_search(lines, folders[-1])
    print_growth(lines, folders)
    print_rest(lines, folders)


main()
