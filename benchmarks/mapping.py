"""How fast a mapping is, next to the same job written by hand and in other languages.

    python benchmarks/mapping.py [--rounds 40]

One record of twenty fields (renames, conversions, a look-up, a reference, a list of three) is mapped there and back by the
functions that a run uses (`RecordMapping.read` of one side, then `write` into the other; null, absent and hold checks
on), by its definition (what those functions are made from), by hand, and there by jsonata-python, jmespath, glom and jq.
All take turns, a hundred records at a time, and the best turn of each counts: processor time of this process, in which others'
work shows least. Needs what `requirements/bench.lock` names; a library that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.harness.mapped import by_hand, job, libraries

from interlock.model.value import Body, Side

_RECORDS = 100


class Turn:
    """One contestant, and the best that it took for each record."""

    def __init__(self, name: str, way: Callable[[Any], Any], items: Sequence[Any], note: str = "") -> None:
        self.name = name
        self.note = note
        self.best = float("inf")
        self._way = way
        self._items = items

    def take(self) -> None:
        way, items = self._way, self._items
        began = time.process_time()
        for item in items:
            way(item)
        self.best = min(self.best, (time.process_time() - began) / len(items) * 1e6)


def turns() -> tuple[list[Turn], list[Turn], list[str]]:
    """Who maps there, who maps back, and what is not installed."""
    mapping, links = job.mapping(), job.links()
    orders = [job.order(number) for number in range(_RECORDS)]
    left, right = Side.LEFT, Side.RIGHT
    read, write = mapping.read, mapping.write

    def carried(body: Body, source: Side) -> Any:
        return mapping.write(source.other, mapping.read(source, body, links), {}, links)

    def defined(body: Body, source: Side) -> Any:
        shown = mapping.read_by_definition(source, body, links)
        return mapping.write_by_definition(source.other, shown, {}, links)

    sales = [carried(order, left) for order in orders]
    for order, sale in zip(orders, sales, strict=True):
        assert by_hand.there(order, links) == sale == defined(order, left), order["id"]
        assert by_hand.back(sale, links) == carried(sale, right) == defined(sale, right), order["id"]
    there = [
        Turn("by hand", lambda order: by_hand.there(order, links), orders),
        Turn("interlock", lambda order: write(right, read(left, order, links), {}, links), orders),
        Turn("interlock, the definition", lambda order: defined(order, left), orders),
    ]
    back = [
        Turn("by hand", lambda sale: by_hand.back(sale, links), sales),
        Turn("interlock", lambda sale: write(left, read(right, sale, links), {}, links), sales),
        Turn("interlock, the definition", lambda sale: defined(sale, right), sales),
    ]
    missing = []
    handed = [{**order, "account": sale["account_id"]} for order, sale in zip(orders, sales, strict=True)]
    for name, made in libraries.CONTESTANTS.items():
        try:
            way, fields = made()
        except ImportError:
            missing.append(name)
            continue
        assert way(handed[0])["reference"] == sales[0]["reference"], name
        there.append(
            Turn(name, way, handed, "" if fields == libraries.FIELDS else f"{fields} of {libraries.FIELDS} fields")
        )
    return there, back, missing


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    there, back, missing = turns()
    for _ in range(rounds):
        for turn in (*there, *back):
            turn.take()
    print(f"{_RECORDS} records of 20 fields, the best of {rounds} turns, Python {platform.python_version()}.\n")
    print("| way | contestant | µs/record | of by hand | |")
    print("| --- | --- | ---: | ---: | --- |")
    for way, some in (("there", there), ("back", back)):
        for turn in some:
            print(f"| {way} | {turn.name} | {turn.best:,.1f} | {some[0].best / turn.best:.3f} | {turn.note} |")
    for name in missing:
        print(f"\n{name} is not installed.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
