"""Measures how long each description of a folder takes to be learned, and the memory that it needs at most.

usage: learn_speed.py FOLDER_OR_FILE... [--most N] [--seconds S] [--megabytes M] [--quiet]

Every description is learned, and what was learned is written as it is kept, in a process of its own, so that the memory
is that of this one. The time is that of the processor, which other work on the machine hardly changes. The end names what crashed, took longer than S seconds
(default: 5) or more than M megabytes (default: 600); the exit code is 1 then. --most takes so many documents only,
spread evenly; --quiet prints only the slowest, the largest and the sums.
"""

from __future__ import annotations

import os
import resource
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import InterlockError
from interlock.systems import learn, to_json

_STOPS_AFTER_S = 60
_SHOWN = 10


@dataclass(frozen=True)
class Measured:
    """One description: its time on the processor, the most memory in bytes, and what became of it."""

    path: Path
    seconds: float
    peak: int
    said: str
    crashed: bool


def main(arguments: list[str]) -> int:
    limits = {"--most": 1_000_000.0, "--seconds": 5.0, "--megabytes": 600.0}
    places: list[Path] = []
    waiting = iter(arguments)
    for one in waiting:
        if one in limits:
            limits[one] = float(next(waiting))
        elif one != "--quiet":
            places.append(Path(one))
    documents = _spread(_descriptions(places), int(limits["--most"]))
    if not documents:
        print(__doc__)
        return 2
    measured = []
    for path in documents:
        measured.append(_measured(path))
        if "--quiet" not in arguments:
            print(_line(measured[-1]), flush=True)
    return _told(measured, limits["--seconds"], limits["--megabytes"] * 1_000_000)


def _descriptions(places: list[Path]) -> list[Path]:
    found = []
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        found += [path for path in inside if path.suffix in (".json", ".yaml", ".yml") and path.is_file()]
    return found


def _spread(paths: list[Path], most: int) -> list[Path]:
    return paths if len(paths) <= most else [paths[place * len(paths) // most] for place in range(most)]


def _measured(path: Path) -> Measured:
    """Learn it in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (_STOPS_AFTER_S, _STOPS_AFTER_S))
        os.write(writing, _learned(path).encode()[:4_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status, used = os.wait4(child, 0)
    crashed = status != 0 or said.startswith("crashed")
    return Measured(path, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, said or "killed", crashed)


def _learned(path: Path) -> str:
    """What became of it, in one line; whatever goes wrong is the result here."""
    try:
        found = learn(
            path.stem, path.read_bytes(), file=path.name, open_ref=lambda ref: (path.parent / ref).read_bytes()
        )
        kept = to_json(found.profile, found.findings)
    except InterlockError as problem:
        return f"refused: {problem}"
    except BaseException:
        return "crashed: " + " | ".join(traceback.format_exc(limit=-4).splitlines()[-6:])
    return f"{len(found.profile.records):5} records {len(found.findings):3} findings {len(kept) / 1e6:5.1f} MB kept"


def _line(one: Measured) -> str:
    return f"{one.seconds:7.2f} s {one.peak / 1e6:6.0f} MB  {one.said}  {one.path.name}"


def _told(measured: list[Measured], seconds: float, peak: float) -> int:
    slowest = sorted(measured, key=lambda one: -one.seconds)
    largest = sorted(measured, key=lambda one: -one.peak)
    failed = [one for one in measured if one.crashed or one.seconds > seconds or one.peak > peak]
    for heading, some in (("slowest", slowest[:_SHOWN]), ("largest", largest[:_SHOWN]), ("beyond the limits", failed)):
        print(f"\n{heading}:")
        print("\n".join(_line(one) for one in some) or "  none")
    in_all = sum(one.seconds for one in measured)
    middle = slowest[len(slowest) // 2].seconds
    print(
        f"\n{len(measured)} descriptions in {in_all:.1f} s, the median {middle:.3f} s; {len(failed)} beyond the limits"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
