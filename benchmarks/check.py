"""How long `interlock check` takes, and how much memory, for documents of 10, 100 and 1,000 records.

    python benchmarks/check.py [--records 10,100,1000] [--rounds 5]

Each document is sound as far as it goes, has 20 fields and 3 criteria per record, and two API descriptions with exactly
these records. Each is checked three ways: `first` with nothing kept of what was learned, `kept` after that, and `learned`
with the profiles that `interlock learn` writes. Every measurement is a whole program, its start included; the best of all
rounds counts, as whatever else the machine does can only add. Ratios are to an empty Python program of the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.harness.large_documents import CRITERIA, FIELDS, write_project

ROOT = Path(__file__).parents[1]
COMPILED = tempfile.mkdtemp(prefix="interlock-compiled-")
_INTERLOCK = (sys.executable, "-c", "from interlock.cli.main import main; main()")
_EMPTY = (sys.executable, "-c", "pass")


@dataclass(frozen=True, slots=True)
class Taken:
    """The wall time of a program in seconds, and the most memory that it had in MB."""

    wall_s: float
    memory_mb: float


def main(arguments: list[str]) -> int:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", default="10,100,1000")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    rounds = chosen.rounds
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, best of {rounds} rounds;")
    print(f"per record {FIELDS} fields and {CRITERIA} criteria; the start of the program is included\n")
    print(f"{'program':<34} {'wall s':>8} {'ratio':>7} {'per record ms':>14} {'memory MB':>10}")
    with tempfile.TemporaryDirectory() as scratch:
        once((*_INTERLOCK, "check", str(write_project(Path(scratch) / "warm", 1))), Path(scratch))
        floor = best(_EMPTY, Path(scratch), rounds)
        show("python -c pass (baseline)", floor, floor)
        show("interlock --version", best((*_INTERLOCK, "--version"), Path(scratch), rounds), floor)
        for records in map(int, chosen.records.split(",")):
            measure(Path(scratch) / str(records), records, rounds, floor)
    return 0


def measure(folder: Path, records: int, rounds: int, floor: Taken) -> None:
    """Check one document in all three ways."""
    write_project(folder, records)

    def forget() -> None:
        shutil.rmtree(folder / ".interlock", ignore_errors=True)

    check = (*_INTERLOCK, "check", str(folder))
    show(f"check, {records:,} records, first", best(check, folder, rounds, before=forget), floor, records)
    show(f"check, {records:,} records, kept", best(check, folder, rounds), floor, records)
    forget()
    for system in ("Shop", "Office"):
        learn = (*_INTERLOCK, "learn", system, f"systems/{system.lower()}.openapi.json")
        subprocess.run(
            learn, cwd=folder, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
    if len(list((folder / "systems").glob("*.profile.json"))) != 2:
        raise SystemExit("`interlock learn` wrote no profiles")
    show(f"check, {records:,} records, learned", best(check, folder, rounds), floor, records)


def best(command: tuple[str, ...], folder: Path, rounds: int, *, before: Callable[[], None] | None = None) -> Taken:
    """The shortest time and the smallest peak of several rounds."""
    taken = []
    for _ in range(rounds):
        if before is not None:
            before()
        taken.append(once(command, folder))
    return Taken(min(one.wall_s for one in taken), min(one.memory_mb for one in taken))


def once(command: tuple[str, ...], folder: Path) -> Taken:
    """One run, its output thrown away.

    Raises:
        SystemExit: it could not run; findings are no reason.
    """
    began = time.perf_counter()
    with Path(os.devnull).open("wb") as nothing:
        process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[2:])}: exit code {process.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return Taken(wall_s, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def show(program: str, taken: Taken, floor: Taken, records: int = 0) -> None:
    """Print one line."""
    each = f"{1000 * taken.wall_s / records:14.2f}" if records else " " * 14
    print(
        f"{program:<34} {taken.wall_s:8.3f} {taken.wall_s / floor.wall_s:7.1f} {each} {taken.memory_mb:10.0f}",
        flush=True,
    )


def _environment() -> dict[str, str]:
    """The modules are compiled beforehand, as those of an installed program are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": COMPILED}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        shutil.rmtree(COMPILED, ignore_errors=True)
