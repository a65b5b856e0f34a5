"""Verifies a document: each criterion by itself, on its own bench, in its own virtual time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import TypeAlias

from interlock.adapters.virtual_time import run_virtual
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.document import Criterion, Document, Phrase
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Verdict, of_several
from interlock.verify.bench import begins_at
from interlock.verify.engine import Build, integration
from interlock.verify.judge import judge

# A Monday morning: far from changes of summer time, weekends and ends of months.
_USUAL_START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


Stopwatch: TypeAlias = Callable[[], float]
"""Seconds of real time; a function that other processes know as well."""


def no_time() -> float:
    """A stopwatch that stands still."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """One criterion to be played with one seed. It is plain data, so that another process can play it."""

    document: Document
    profiles: Mapping[Side, SystemProfile]
    criterion: str
    seed: int
    stopwatch: Stopwatch


Each: TypeAlias = Callable[[Callable[[Task], Verdict], Iterable[Task]], Iterator[Verdict]]
"""How tasks are done: one after the other as `map` does, or several at once. The verdicts come in order."""


def play(task: Task, *, build: Build = integration) -> Verdict:
    """The verdict on one criterion. Call it outside a running event loop: it has one of its own, in virtual time."""
    criterion = next(one for one in task.document.criteria if one.name == task.criterion)
    at = partial(judge, task.document, task.profiles, criterion, seed=task.seed, build=build, stopwatch=task.stopwatch)
    return run_virtual(at, start=begins_at(task.document, _USUAL_START))


def verify(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    *,
    only: Collection[str] = (),
    seed: int = 0,
    repeat: int = 1,
    build: Build = integration,
    each: Each | None = None,
    stopwatch: Stopwatch = no_time,
) -> Iterator[Verdict]:
    """The verdicts on the document's criteria, one after the other as they are played.

    Call it outside a running event loop: each criterion has a loop of its own, in which time is virtual.

    Args:
        document: what is verified.
        profiles: what was learned of both systems.
        only: names of criteria, stories or records to which to keep; empty: all criteria.
        seed: another one makes other items.
        repeat: play each criterion with so many seeds, from `seed` on; its verdict is the worst of them.
        build: makes what is judged; by default the integration that the document describes.
        each: how the tasks are done where it is that one; one after the other unless given.
        stopwatch: seconds of real time, for `Verdict.real_s`.

    Raises:
        UsageError: a name in `only` is none of the document's.
    """
    seeds = range(seed, seed + repeat)
    tasks = (Task(document, profiles, one.name, s, stopwatch) for one in chosen(document, only) for s in seeds)
    verdicts = iter(map(partial(play, build=build), tasks) if each is None else each(play, tasks))
    while some := tuple(islice(verdicts, repeat)):
        yield of_several(some)


def chosen(document: Document, only: Collection[str]) -> tuple[Criterion, ...]:
    """The criteria of these names, of these stories, or that speak of these records; all where no name is given.

    Raises:
        UsageError: a name is none of the document's.
    """
    if not only:
        return document.criteria
    wanted = {name.casefold() for name in only}
    known = [name for criterion in document.criteria for name in (criterion.name, *criterion.stories)]
    known += [*(story.name for story in document.stories), *(record.name for record in document.records)]
    unknown = wanted - {name.casefold() for name in known}
    if unknown:
        name = min(unknown)
        raise UsageError(f"no criterion, story or record is called `{name}`", hint=did_you_mean(name, known))
    return tuple(criterion for criterion in document.criteria if wanted & spoken_of(criterion))


def spoken_of(criterion: Criterion) -> set[str]:
    """The names of a criterion, its stories and the records that it speaks of, in lower case."""
    names = {criterion.name, *criterion.stories}
    phrases: list[Phrase | None] = [criterion.trigger, *criterion.withs, *(o.phrase for o in criterion.outcomes)]
    names |= {str(phrase.args["record"]) for phrase in phrases if phrase is not None and "record" in phrase.args}
    return {name.casefold() for name in names}
