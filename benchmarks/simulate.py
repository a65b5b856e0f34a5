"""Random histories of two sandboxes with the sync between them, held against the laws of the sync.

    python benchmarks/simulate.py --seeds 200 --start 0 --jobs 2 [--shrink] [--show] [--keep]
    python benchmarks/simulate.py --seeds 200 --start 0 --jobs 2 --alike
    python benchmarks/simulate.py --defects [WORD]

Each seed is one history: how both systems keep their items, what the document says, what people do on both sides,
what goes wrong, where the process dies. The same seed is the same history. Ends with 1 where a law was broken.
`--keep` writes what failed, shrunk, to tests/simulation/cases/. `--defects` plants each defect of the catalogue in turn
and looks for the first seed that shows it; docs/simulation.md has the list. `--alike` plays what people do in each
seed three times: as it is, with the work in another order, and with both systems swapped; the same must come of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.simulation.alike import unlike
from tests.simulation.defects import DEFECTS, found_at, table
from tests.simulation.defects.defect import FOUND
from tests.simulation.script import script_of
from tests.simulation.shrinking import CASES, as_data, shrunk
from tests.simulation.story import Told, play

DOCS = Path(__file__).parents[1] / "docs" / "simulation.md"
QUIET = re.compile(r"GET /[a-z]+(\?\S*)? -> 200$| cycle$|  = 0 writes")
"""What a reader of a history can do without."""


def one(seed: int) -> Told:
    """The history of one seed; the timeline only of one that failed."""
    told = play(script_of(seed))
    told.world = None  # it would have to travel between processes; a seed is played again where it is shown
    return told


def alike(seed: int) -> Told:
    """The same for how other orders and the swapped systems differ."""
    script = script_of(seed)
    return Told(script, unlike(script))


def all_of(seeds: range, jobs: int, told: Callable[[int], Told]) -> Iterator[Told]:
    """The histories of all seeds, in order."""
    if jobs == 1:
        yield from map(told, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(told, seeds, chunksize=4)


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


def keep(told: Told) -> None:
    """Write a history down, to be played by every test run from now on."""
    CASES.mkdir(exist_ok=True)
    path = CASES / f"seed-{told.script.seed}.json"
    path.write_text(as_data(told.script, "; ".join(told.violations)))
    print(f"  kept as {path.name}")


def search(word: str, most: int) -> int:
    """Plant the defects whose names have the word in them, and print at which seed each is found."""
    known: dict[str, int] = json.loads(FOUND.read_text()) if FOUND.exists() else {}
    missed = 0
    for name, defect in DEFECTS.items():
        if word in name:
            seed = found_at(defect, range(most))
            missed += seed is None
            print(f"{'not found' if seed is None else seed + 1:>9}  {name}", flush=True)
            known.pop(name, None)
            known |= {} if seed is None else {name: seed}
    FOUND.write_text(json.dumps({name: known[name] for name in DEFECTS if name in known}, indent=2) + "\n")
    text = DOCS.read_text()
    DOCS.write_text(text[: text.index("| Seeds |")] + table() if "| Seeds |" in text else text + table())
    print(f"{len(DEFECTS)} defects; the figure is how many seeds it took")
    return 1 if missed else 0


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--start", type=int, default=0, help="the first")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--shrink", action="store_true", help="leave out what a failure does not need, and print it")
    parser.add_argument("--show", action="store_true", help="print the history of what failed")
    parser.add_argument("--keep", action="store_true", help="write what failed, shrunk, to the cases of the tests")
    parser.add_argument("--alike", action="store_true", help="compare each with other orders and swapped systems")
    parser.add_argument("--defects", nargs="?", const="", metavar="WORD", help="look for planted defects instead")
    arguments = parser.parse_args()
    if arguments.defects is not None:
        return search(arguments.defects, max(arguments.seeds, 600))
    began = time.perf_counter()
    broken: Counter[str] = Counter()
    windows = 0
    for told in all_of(
        range(arguments.start, arguments.start + arguments.seeds), arguments.jobs, alike if arguments.alike else one
    ):
        windows += told.windows
        if not told.violations:
            continue
        broken.update(told.laws)
        print(f"seed {told.script.seed}: {'; '.join(told.violations[:3])}", flush=True)
        if not arguments.alike and (arguments.shrink or arguments.keep or arguments.show):
            found = play(told.script) if arguments.show else shrunk(told)
            show(found)
            if arguments.keep:
                keep(found)
    took = time.perf_counter() - began
    print(f"{arguments.seeds} seeds in {took:.1f} s, {arguments.seeds / took:.1f} seeds/s")
    print(f"{windows} values overwritten within one round trip, where a system has no protection against it")
    print(f"broken: {dict(broken) or 'nothing'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
