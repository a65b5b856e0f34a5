"""Virtual hours per second: how much of the systems' time a verification plays through in a second of a processor.

    python benchmarks/virtual_hours.py [--document examples/orders] [--only NAME] [--seeds 1]

Each criterion is played as `interlock verify` does, one after the other in this process. What is counted is processor
time, so that a busy machine gives the same numbers. Each is printed with the time that passed in the systems and
the seconds that it took; last the sum.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from interlock.journeys.project import load
from interlock.verify import verify


def main() -> int:
    """Play, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--document", type=Path, default=Path("examples/orders"))
    parser.add_argument("--only", action="append", default=[], help="a criterion, story or record")
    parser.add_argument("--seeds", type=int, default=1, help="with how many seeds each is played")
    asked = parser.parse_args()
    project = load(asked.document)
    played = verify(
        project.document, project.profiles, only=asked.only, repeat=asked.seeds, stopwatch=time.process_time
    )
    verdicts = []
    for one in played:
        verdicts.append(one)
        hours = one.virtual_s * max(1, len(one.seeds)) / 3600
        print(f"{one.criterion:30} {hours:8.1f} h {one.real_s:8.2f} s {hours / one.real_s:8.1f} h/s", flush=True)
    hours = sum(one.virtual_s * max(1, len(one.seeds)) for one in verdicts) / 3600
    seconds = sum(one.real_s for one in verdicts)
    print(f"{'all':30} {hours:8.1f} h {seconds:8.2f} s {hours / seconds:8.1f} h/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
