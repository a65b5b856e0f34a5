"""Work that several processes do side by side."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """How many processes this machine can run side by side."""
    return os.cpu_count() or 1


@contextmanager
def side_by_side(jobs: int) -> Iterator[Callable[[Callable[[T], R], Iterable[T]], Iterator[R]]]:
    """Something that does as `map` does, with so many processes; with one, it is `map`.

    What is mapped, and its values, have to be picklable. An end of the block, also by Ctrl-C, ends the processes.
    """
    if jobs <= 1:
        yield map
        return
    # Started anew, not forked: a copy of a process with threads and open ledgers may hang.
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield lambda work, items: _started_unheard(pool, work, list(items))
    except BaseException:
        for process in list(getattr(pool, "_processes", {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _started_unheard(pool: ProcessPoolExecutor, work: Callable[[T], R], items: list[T]) -> Iterator[R]:
    """The results in order, from processes that do not hear Ctrl-C: a terminal sends it to all of them.

    They would print where they stood before they are ended from here. What is blocked stays so in a process that is
    started meanwhile, from its first moment on; here it is heard as soon as they are started.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return pool.map(work, items)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.map(work, items)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
