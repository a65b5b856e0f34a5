"""Runs one contestant in a process of its own and prints what was measured, a line of JSON each.

python -m benchmarks.harness.contest NAME --url http://127.0.0.1:PORT --records 10000 --work "single writes"
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib
import pkgutil
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, cast

import orjson
from benchmarks.harness import contestants
from benchmarks.harness.meter import Measured, Work


@dataclass(frozen=True, slots=True)
class Course:
    """What a contestant is given: where the service is, how many records it has, and a folder of its own."""

    url: str
    records: int
    folder: Path


class Contestant(Protocol):
    """A module of `benchmarks.harness.contestants`.

    Each `Work` that it can be started with is one process on a fresh service; it may measure further work after that.
    """

    WORKS: tuple[Work, ...]
    TITLE: str

    def measure(self, work: Work, course: Course) -> AsyncIterator[Measured]:
        """Do the work, and give what was measured."""
        ...


def names() -> tuple[str, ...]:
    """All contestants."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(contestants.__path__)))


def contestant(name: str) -> Contestant:
    """The contestant of that name."""
    return cast("Contestant", importlib.import_module(f"benchmarks.harness.contestants.{name}"))


async def _run(name: str, work: Work, url: str, records: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async for measured in contestant(name).measure(work, Course(url, records, Path(folder))):
            print(orjson.dumps(asdict(measured)).decode(), flush=True)


def main() -> int:
    """Run one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=names())
    parser.add_argument("--url", required=True)
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--work", type=Work, default=Work.SINGLE)
    parser.add_argument("--profile", type=Path, help="write a profile of the run there, for pstats")
    given = parser.parse_args()
    import uvloop  # noqa: PLC0415 - only the benchmark has it

    gc.set_threshold(50_000, 20, 20)  # as the program does; the same for all

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if given.profile is not None:
            import cProfile  # noqa: PLC0415 - only where it is wanted

            with cProfile.Profile() as profile:
                runner.run(_run(given.name, given.work, given.url, given.records))
            profile.dump_stats(given.profile)
        else:
            runner.run(_run(given.name, given.work, given.url, given.records))
    return 0


if __name__ == "__main__":
    sys.exit(main())
