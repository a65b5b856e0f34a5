"""Trials of either pair, one or many, several at the same time."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from tests.kills.pairs import Pair, RealServers, real_servers, sandboxes
from tests.kills.starter import Starter
from tests.kills.trial import Told, Trial

PAIRS = ("sandboxes", "kinto-pocketbase")


def one(name: str, seed: int, kills: int, folder: Path, *, most: int) -> Told:
    """A trial of a pair; its servers live as long as it does.

    Raises:
        CannotInstall: the real servers cannot be had here.
    """
    with ExitStack() as kept:
        starter = kept.enter_context(Starter())
        servers = kept.enter_context(real_servers(folder)) if name == "kinto-pocketbase" else None
        return _played(servers, starter, folder / "project", seed, kills, most=most)


def many(name: str, kills: int, *, each: int, start: int, jobs: int) -> Iterator[Told]:
    """Trials until so many runs were killed, as they end; `each` is how many are killed in one trial.

    A trial that broke off is told of as one with a violation.
    """
    seeds = range(start, start + -(-kills // each))
    with tempfile.TemporaryDirectory(prefix="kills-") as made, ExitStack() as kept:
        places: SimpleQueue[tuple[RealServers | None, Starter]] = SimpleQueue()
        for job in range(jobs):
            servers = None
            if name == "kinto-pocketbase":
                servers = kept.enter_context(real_servers(Path(made) / f"servers{job}"))
            places.put((servers, kept.enter_context(Starter())))

        def play(seed: int) -> Told:
            place = places.get()
            try:
                return _played(*place, Path(made) / f"project{seed}", seed, each, most=140)
            except Exception as fault:  # whatever became of one trial, the others go on
                where = traceback.extract_tb(fault.__traceback__)[-1]
                return Told(seed, violations=[f"{type(fault).__name__}: {fault} ({where.name}, line {where.lineno})"])
            finally:
                places.put(place)

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(play, seeds)


def _played(
    servers: RealServers | None, starter: Starter, folder: Path, seed: int, kills: int, *, most: int = 80
) -> Told:
    with _pair(servers, folder, seed) as pair:
        return Trial(pair, seed, most=most, starter=starter).play(kills)


@contextmanager
def _pair(servers: RealServers | None, folder: Path, seed: int) -> Iterator[Pair]:
    with sandboxes(folder, seed) if servers is None else servers.pair(folder) as pair:
        yield pair
