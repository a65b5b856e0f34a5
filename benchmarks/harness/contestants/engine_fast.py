"""The engine with its fast transport (extra `fast`), which is pyreqwest."""

from __future__ import annotations

from collections.abc import AsyncIterator

from benchmarks.harness.contest import Course
from benchmarks.harness.contestants.engine import Track, measured_on
from benchmarks.harness.meter import Measured, Work

TITLE = "interlock, fast transport"
WORKS = (Work.SINGLE, Work.BULK)


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """What the engine measures with its fast transport."""
    async for measured in measured_on(Track(course, work, fast=True), work):
        yield measured
