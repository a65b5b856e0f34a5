"""Runs of the program between real addresses that are killed (SIGKILL) at random while people work in both systems.

    python benchmarks/kills.py --kills 1000 [--pair sandboxes|kinto-pocketbase] [--each 25] [--start 0] [--jobs 2]

Between two sandboxes served over HTTP, or between Kinto and PocketBase, which are installed from the package index the
first time. Some runs are told to stop (SIGTERM) instead, some are started twice, some lose one of the systems. In the
end of each trial the sync comes to rest, and every value that anybody wrote must be in both systems or in the history,
every item there once. Prints what was found, kills per minute; ends with 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.kills.many import PAIRS, many
from tests.kills.servers import CannotInstall


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pair", choices=PAIRS, action="append")
    parser.add_argument("--each", type=int, default=25, help="how many runs are killed in one trial")
    parser.add_argument("--start", type=int, default=0, help="the seed of the first trial")
    parser.add_argument("--jobs", type=int, default=2, help="how many trials go on at the same time")
    asked = parser.parse_args()
    wrong = 0
    for pair in asked.pair or PAIRS:
        began = time.monotonic()
        kills = trials = in_hand = bad = 0
        try:
            for told in many(pair, asked.kills, each=asked.each, start=asked.start, jobs=asked.jobs):
                kills, trials, in_hand = kills + told.kills, trials + 1, in_hand + told.in_hand
                bad += len(told.violations)
                print(
                    f"{pair} seed {told.seed}: {told.kills} killed ({told.in_hand} with writes in hand), {told.terms} told to stop, {told.ends} ended, "
                    f"{told.doubles} doubled, {told.outages} outages, {told.clients} clients, {told.decided} decided by a person, "
                    f"{len(told.violations)} violations, {told.seconds:.0f} s",
                    flush=True,
                )
                for one in told.violations:
                    print(f"  {one}", flush=True)
        except CannotInstall as fault:
            print(f"{pair}: cannot be tried here: {fault}")
            wrong = 1
            continue
        minutes = (time.monotonic() - began) / 60
        print(
            f"{pair}: {kills} kills in {trials} trials, {in_hand} with writes in hand, {kills / minutes:.0f} a minute, "
            f"{bad} violations",
            flush=True,
        )
        wrong |= bad > 0
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
