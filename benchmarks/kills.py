"""Runs of the program between real addresses that are killed (SIGKILL) at random while people work in both systems.

    python benchmarks/kills.py --kills 1000 [--pair sandboxes|kinto-pocketbase] [--each 25] [--start 0] [--jobs 2]

Between two sandboxes served over HTTP, or between Kinto and PocketBase, which are installed from the package index the
first time. Some runs are told to stop (SIGTERM) instead, some are started twice, some lose one of the systems. In the
end of each trial the sync comes to rest, and every value that anybody wrote must be in both systems or in the history,
every item there once. A third of the kills hit first runs, with much to create. What a trial finds is printed and the
next one begins; in the end stands a summary with every violation, and how many kills fell into the straight way of
creates, one by one and in bulk. Ends with 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.kills.many import PAIRS, many
from tests.kills.servers import CannotInstall
from tests.kills.trial import Told

_MOST_BROKEN_OFF = 20
"""After so many trials in which nothing could be killed the rest is given up."""


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pair", choices=PAIRS, action="append")
    parser.add_argument("--each", type=int, default=25, help="how many runs are killed in one trial")
    parser.add_argument("--start", type=int, default=0, help="the seed of the first trial")
    parser.add_argument("--jobs", type=int, default=2, help="how many trials go on at the same time")
    asked = parser.parse_args()
    return int(any([_pair(pair, asked) for pair in asked.pair or PAIRS]))  # noqa: C419 - the other pair is tried as well


def _pair(pair: str, asked: argparse.Namespace) -> bool:
    """Kill so many runs between one pair, and print what was found; whether anything was wrong."""
    began = time.monotonic()
    done: list[Told] = []
    seed = asked.start
    broken_off = 0
    try:
        while (left := asked.kills - sum(told.kills for told in done)) > 0 and broken_off < _MOST_BROKEN_OFF:
            for told in many(pair, left, each=asked.each, start=seed, jobs=asked.jobs):
                done.append(told)
                seed = told.seed + 1
                broken_off += told.kills == 0
                _print(pair, told)
    except CannotInstall as fault:
        print(f"{pair}: cannot be tried here: {fault}")
        return True
    minutes = (time.monotonic() - began) / 60
    kills, bad = sum(told.kills for told in done), sum(len(told.violations) for told in done)
    print(
        f"{pair}: {kills} kills in {len(done)} trials in {minutes:.0f} minutes, {kills / minutes:.0f} a minute; "
        f"{sum(told.in_hand for told in done)} with writes in hand, {sum(told.first for told in done)} of first runs, "
        f"{sum(told.straight for told in done)} on the straight way of creates, "
        f"{sum(told.in_bulk for told in done)} of these in bulk; {bad} violations",
        flush=True,
    )
    for told in done:
        for one in told.violations:
            print(f"  seed {told.seed}: {one}", flush=True)
    return bad > 0 or kills < asked.kills


def _print(pair: str, told: Told) -> None:
    print(
        f"{pair} seed {told.seed}: {told.kills} killed ({told.in_hand} with writes in hand, {told.first} of first runs, "
        f"{told.straight} on the straight way, {told.in_bulk} of these in bulk), {told.terms} told to stop, "
        f"{told.ends} ended, {told.doubles} doubled, {told.outages} outages, {told.clients} clients, "
        f"{told.decided} decided by a person, {len(told.violations)} violations, {told.seconds:.0f} s",
        flush=True,
    )
    for one in told.violations:
        print(f"  {one}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
