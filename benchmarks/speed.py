"""How fast the engine is, next to what the same client does without an engine.

    python benchmarks/speed.py [--records 100000] [--only raw,engine] [--with dlt] [--curve 10000,100000,1000000]

One run measures all contestants on the same service, one after the other, each in a process of its own: the raw limit
(aiohttp, which is the engine's client), a fixed fast limit (pyreqwest), and the engine with its ledger as durable as in
production. Ratios are to the raw limit of the same run and the same kind of work. Needs what `requirements/bench.lock`
names.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.harness.contest import contestant, names
from benchmarks.harness.meter import Measured, Work

ROOT = Path(__file__).parents[1]

_USUAL = ("raw", "fixed", "floor", "engine", "engine_fast")
_BASELINE = "raw"
_AGAINST = {Work.QUIET: Work.READ, Work.CHANGED: Work.READ}
"""What work is compared with where the raw limit did not do the same."""


@contextmanager
def service(records: int) -> Iterator[str]:
    """The address of a fresh service."""
    command = [sys.executable, "-m", "benchmarks.harness.service", "--records", str(records)]
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.stdin.close()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}


def measure(name: str, work: Work, records: int) -> Iterator[Measured]:
    """What a contestant measures, on a fresh service, as it comes."""
    with service(records) as url:
        command = [sys.executable, "-m", "benchmarks.harness.contest", name]
        command += ["--url", url, "--records", str(records), "--work", work.value]
        with subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for line in process.stdout:
                found = Measured(**orjson.loads(line))
                found.work = Work(found.work)
                yield found
        if process.returncode:
            raise SystemExit(f"{name} failed at {work}")


def machine() -> str:
    """Where it was measured."""
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, loopback; service and contestant in processes of "
        "their own. Load is what wanted the processor on average of the last minute: more than 2 is others' work"
    )


def compare(chosen: Sequence[str], works: Sequence[Work], records: int) -> None:
    """Measure all, and print the table."""
    print(f"{records:,} records of about 1 KB, 100 a page. {machine()}.\n")
    print("| work | contestant | records/s | of raw by time | CPU µs/record | of raw by CPU | peak MB | load | |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    base: dict[Work, Measured] = {}
    kept: dict[str, str] = {}
    for work in works:
        for name in chosen:
            if work not in contestant(name).WORKS:
                continue
            for found in measure(name, work, records):
                if name == _BASELINE:
                    base[found.work] = found
                if found.durability:
                    kept[contestant(name).TITLE] = found.durability
                print(_row(name, found, base), flush=True)
    print(_ledgers(kept))


def _ledgers(kept: Mapping[str, str]) -> str:
    """How durable the ledgers were, as they said themselves."""
    return "".join(f"\nLedger of {title}: {how}." for title, how in kept.items())


def _row(name: str, found: Measured, base: Mapping[Work, Measured]) -> str:
    against = base.get(_AGAINST.get(found.work, found.work))
    title, load = contestant(name).TITLE, f"{os.getloadavg()[0]:.1f}"
    if found.work is Work.IDLE:
        return (
            f"| {found.work} | {title} | {found.seconds * 1000:,.0f} ms | | {found.cpu_s * 1000:,.1f} ms | "
            f"| {found.peak_mb:,.0f} | {load} | |"
        )
    by_time = f"{found.rate / against.rate:.2f}" if against else ""
    by_cpu = f"{against.cpu_us / found.cpu_us:.2f}" if against else ""
    notes = ", ".join(f"{key} {value}" for key, value in found.notes.items())
    return (
        f"| {found.work} | {title} | {found.rate:,.0f} | {by_time} | {found.cpu_us:,.1f} | {by_cpu} "
        f"| {found.peak_mb:,.0f} | {load} | {notes} |"
    )


def curve(sizes: Sequence[int], works: Sequence[Work]) -> None:
    """Print how the engine's cost and memory depend on the number of records."""
    print(f"The engine by number of records. {machine()}.\n")
    print("| records | after | work | records/s | CPU µs/record | peak MB | load | |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: | --- |")
    kept: dict[str, str] = {}
    for work in works:
        for records in sizes:
            for found in measure("engine", work, records):
                if found.durability:
                    kept[f"{records:,} records"] = found.durability
                notes = ", ".join(f"{key} {value}" for key, value in found.notes.items())
                cost = f"{found.cpu_us:,.1f}" if found.work is not Work.IDLE else f"{found.cpu_s * 1000:,.1f} ms"
                rate = f"{found.rate:,.0f}" if found.work is not Work.IDLE else f"{found.seconds * 1000:,.0f} ms"
                print(
                    f"| {records:,} | {work} | {found.work} | {rate} | {cost} | {found.peak_mb:,.0f} "
                    f"| {os.getloadavg()[0]:.1f} | {notes} |",
                    flush=True,
                )
    print(_ledgers(kept))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--only", help=f"contestants, with commas; of {', '.join(names())}")
    parser.add_argument("--with", dest="more", help="further contestants, with commas")
    parser.add_argument("--work", help=f"kinds of work, with commas; of {', '.join(Work)}")
    parser.add_argument("--curve", help="numbers of records, with commas: how the engine's cost depends on them")
    given = parser.parse_args()
    chosen = given.only.split(",") if given.only else [*_USUAL, *(given.more.split(",") if given.more else ())]
    works = [Work(one) for one in given.work.split(",")] if given.work else [Work.READ, Work.SINGLE, Work.BULK]
    if given.curve:
        writes = [work for work in works if work in contestant("engine").WORKS]
        curve([int(one) for one in given.curve.split(",")], writes)
    else:
        compare(chosen, works, given.records)
    return 0


if __name__ == "__main__":
    sys.exit(main())
