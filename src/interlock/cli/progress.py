"""Shows how far a run is: a line that changes on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from interlock.cli.console import say
from interlock.model.progress import Unheard
from interlock.model.value import Side
from interlock.render import spanned, visible

_EVERY_S = 10.0
"""How often a plain line is written; what takes less long needs none."""


class Shown(Unheard):
    """Progress for whoever watches standard error; use it as a context."""

    def __init__(self, names: dict[Side, str], *, quiet: bool = False) -> None:
        self._names = names
        self._quiet = quiet
        self._bars = _Bars() if sys.stderr.isatty() and not quiet else None
        self._at = self._began = time.monotonic()
        self._counts: dict[str, tuple[int, int, float]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.end()

    def read(self, record: str, side: Side, items: int) -> None:
        """So many items were read."""
        self._tell(f"{visible(record)}: reading {visible(self._names[side])}", items, None)

    def due(self, record: str, items: int) -> None:
        """Decisions are due."""
        self._counts[record] = (0, items, time.monotonic())

    def decided(self, record: str, items: int) -> None:
        """Decisions were taken and carried out."""
        if record in self._counts:
            done, total, began = self._counts[record]
            done += items
            self._counts[record] = (done, max(done, total), began)
            self._tell(f"{visible(record)}: in step", done, max(done, total), began)

    def count(self, what: str, done: int, of: int, began: float) -> None:
        """So many of so many are done since then."""
        self._tell(what, done, of, began)

    def _tell(self, what: str, done: int, total: int | None, began: float | None = None) -> None:
        if self._quiet:
            return
        if self._bars is not None:
            self._bars.show(what, done, total)
            return
        now = time.monotonic()
        if now - self._at < _EVERY_S:
            return
        self._at = now
        say(line(what, done, total, now - (began or self._began)))


@contextmanager
def counting(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Shows how many of how many are done, for as long as the block lasts."""
    shown, began = Shown({}, quiet=quiet), time.monotonic()
    with shown:
        yield lambda done, of: shown.count(what, done, of, began)


class TakenAway:
    """Shows how many items are taken away, each time that some are; use it as a context."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._shown: Shown | None = None
        self._began = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def count(self, done: int, of: int) -> None:
        """So many of so many are gone."""
        if self._shown is None:
            self._shown, self._began = Shown({}, quiet=self._quiet), time.monotonic()
        self._shown.count("taken away", done, of, self._began)
        if done >= of:
            self._end()

    def _end(self) -> None:
        if self._shown is not None:
            self._shown.__exit__(None, None, None)
            self._shown = None


@contextmanager
def underway(what: str, *, quiet: bool = False) -> Iterator[None]:
    """Show on a terminal that something takes a while, as long as it does."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(visible(what)):
        yield


def line(what: str, done: int, total: int | None, seconds: float) -> str:
    """`Order: in step 1,200 of 4,000, 95 a second, 29 s left`."""
    if total is None or total < done:
        return f"{what} {done:,}"
    text = f"{what} {done:,} of {total:,}"
    rate = done / seconds if seconds > 0 else 0.0
    if rate <= 0:
        return text
    pace = f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:,.0f} a minute"
    left = f", {spanned((total - done) / rate)} left" if done < total else ""
    return f"{text}, {pace}{left}"


class _Bars:
    """One line for each thing that is under way, on a terminal."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
        )
        self._progress = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
        self._tasks: dict[str, TaskID] = {}
        self._progress.start()

    def show(self, what: str, done: int, total: int | None) -> None:
        """Move a line on."""
        task = self._tasks.get(what)
        if task is None:
            for other in self._tasks.values():
                self._progress.update(other, visible=False)
            task = self._tasks[what] = self._progress.add_task(what, total=total, pace="")  # else a hundred is taken
        self._progress.update(task, completed=done, total=total, visible=True)
        speed = next((one.speed for one in self._progress.tasks if one.id == task), None)
        if speed:
            pace = f"{speed:,.0f} a second" if speed >= 1 else f"{speed * 60:,.0f} a minute"
            self._progress.update(task, pace=pace)

    def end(self) -> None:
        """Take the lines away."""
        self._progress.stop()
