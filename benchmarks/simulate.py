"""Random histories of two sandboxes with the sync between them, held against the laws of the sync.

    python benchmarks/simulate.py --seeds 200 --start 0 --jobs 2 [--shrink] [--show]

Each seed is one history: how both systems keep their items, what the document says, what people do on both sides,
what goes wrong, where the process dies. The same seed is the same history. Ends with 1 where a law was broken.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.simulation.script import script_of
from tests.simulation.story import Told, play, shrunk

QUIET = re.compile(r"GET /[a-z]+(\?\S*)? -> 200$| cycle$|  = 0 writes")
"""What a reader of a history can do without."""


def one(seed: int) -> Told:
    """The history of one seed; the timeline only of one that failed."""
    told = play(script_of(seed))
    told.world = None  # it would have to travel between processes; a seed is played again where it is shown
    return told


def all_of(seeds: range, jobs: int) -> Iterator[Told]:
    """The histories of all seeds, in order."""
    if jobs == 1:
        yield from map(one, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(one, seeds, chunksize=4)


def show(told: Told) -> None:
    """Print a history as people read it."""
    setting = told.script.setting
    print(f"\nseed {told.script.seed}: {len(told.script.steps)} steps")
    print(f"  document  {setting.words}")
    for name, traits, manner in zip(("left", "right"), setting.traits, setting.manners, strict=True):
        print(f"  {name:9} {traits}\n            {manner}")
    for line in told.timeline:
        if not (QUIET.search(line)):
            print(f"  {line}")
    for line in told.violations:
        print(f"  BROKEN {line}")


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--start", type=int, default=0, help="the first")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--shrink", action="store_true", help="leave out steps that a failure does not need")
    parser.add_argument("--show", action="store_true", help="print the history of what failed")
    arguments = parser.parse_args()
    began = time.perf_counter()
    broken: Counter[str] = Counter()
    windows = 0
    for told in all_of(range(arguments.start, arguments.start + arguments.seeds), arguments.jobs):
        windows += told.windows
        if not told.violations:
            continue
        broken.update(told.laws)
        print(f"seed {told.script.seed}: {'; '.join(told.violations[:3])}", flush=True)
        if arguments.shrink or arguments.show:
            show(shrunk(told) if arguments.shrink else play(told.script))
    took = time.perf_counter() - began
    print(f"{arguments.seeds} seeds in {took:.1f} s, {arguments.seeds / took:.1f} seeds/s")
    print(f"{windows} values overwritten within one round trip, where a system has no protection against it")
    print(f"broken: {dict(broken) or 'nothing'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
