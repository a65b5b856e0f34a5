"""How long the verification of a peak hour takes: so many items in an hour of virtual time, each to arrive once.

python benchmarks/peak.py [--items 100000]

The document is that of `tests/verify/practice.py`: one record of three fields, limits that allow it.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.verify.practice import peak


def main() -> None:
    """Play it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    items = parser.parse_args().items
    gc.set_threshold(50_000, 20, 20)  # as the program does: what is read lives to the end
    case = peak(items)
    began, computed = time.perf_counter(), time.process_time()
    verdict = case.verdict("peak")
    took, computed = time.perf_counter() - began, time.process_time() - computed
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    sys.stdout.write(
        f"{verdict.judgement.value}: {verdict.reason}\n"
        f"{items:,} items in {took:.0f} s ({computed:.0f} s of one core), {memory_mb:,.0f} MB\n"
    )


if __name__ == "__main__":
    main()
