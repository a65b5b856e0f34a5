"""Verifies a document: each criterion by itself, on its own bench, in its own virtual time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from interlock.adapters.virtual_time import run_virtual
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.document import Criterion, Document, Phrase
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Verdict
from interlock.verify.bench import begins_at
from interlock.verify.engine import Build, integration
from interlock.verify.judge import judge

# A Monday morning: far from changes of summer time, weekends and ends of months.
_USUAL_START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def verify(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    *,
    only: Collection[str] = (),
    seed: int = 0,
    build: Build = integration,
    stopwatch: Callable[[], float] = lambda: 0.0,
) -> Iterator[Verdict]:
    """The verdicts on the document's criteria, one after the other as they are played.

    Call it outside a running event loop: each criterion has a loop of its own, in which time is virtual.

    Args:
        document: what is verified.
        profiles: what was learned of both systems.
        only: names of criteria, stories or records to which to keep; empty: all criteria.
        seed: another one makes other items.
        build: makes what is judged; by default the integration that the document describes.
        stopwatch: seconds of real time, for `Verdict.real_s`.

    Raises:
        UsageError: a name in `only` is none of the document's.
    """
    for criterion in chosen(document, only):
        play = partial(judge, document, profiles, criterion, seed=seed, build=build, stopwatch=stopwatch)
        yield run_virtual(play, start=begins_at(document, _USUAL_START))


def chosen(document: Document, only: Collection[str]) -> tuple[Criterion, ...]:
    """The criteria of these names, of these stories, or that speak of these records; all where no name is given.

    Raises:
        UsageError: a name is none of the document's.
    """
    if not only:
        return document.criteria
    wanted = {name.casefold() for name in only}
    known = [name for criterion in document.criteria for name in (criterion.name, *criterion.stories)]
    known += [record.name for record in document.records]
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
