"""What is measured, and how: time on the wall, processor time and memory of the contestant's own process."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Work(StrEnum):
    """One kind of work. Ratios are taken between contestants that did the same."""

    READ = "read"
    """all pages of the left system, parsed"""
    SINGLE = "single writes"
    """all pages read, and each record created in the right system by a request of its own"""
    BULK = "bulk writes"
    """the same, a hundred records in a request"""
    QUIET = "quiet, whole lists"
    """nothing changed; both lists are read from end to end"""
    CHANGED = "1 % changed, whole lists"
    POLL = "1 % changed, asked by filter"
    IDLE = "quiet, asked by filter"
    """nothing changed, and both systems say so; counted in runs"""


@dataclass(slots=True)
class Measured:
    """One piece of work: how many records were read or written, and what that took."""

    work: Work
    records: int
    seconds: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0
    notes: dict[str, str] = field(default_factory=dict)
    durability: str = ""
    """how what was written is kept, where it is kept at all"""

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / self.seconds if self.seconds else 0.0

    @property
    def cpu_us(self) -> float:
        """Microseconds of processor time for each record."""
        return self.cpu_s / self.records * 1e6 if self.records else 0.0


@contextmanager
def metered(work: Work, records: int) -> Iterator[Measured]:
    """Measures what happens inside."""
    found = Measured(work, records)
    _forget_peak()
    began, cpu = time.perf_counter(), _cpu_s()
    yield found
    found.seconds = time.perf_counter() - began
    found.cpu_s = _cpu_s() - cpu
    found.peak_mb = _peak_mb()


def _cpu_s() -> float:
    """Of this process and of those that it waited for."""
    parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in parts)


def _forget_peak() -> None:
    """Let the system forget how much memory the process ever had, where it can."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _peak_mb() -> float:
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
