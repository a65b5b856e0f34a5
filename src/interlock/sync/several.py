"""Sends writes in one request where the system takes several, and finds the one that spoils it for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.errors import Refused, SystemFault
from interlock.model.peer import Written
from interlock.sync.job import Answer, Job
from interlock.sync.writing import Writing

_FOR_ONE = frozenset({400, 409, 413, 414, 422})
"""Refusals that are about what was sent, so that a part of it may be taken; the others are about the sender."""


def groups(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """The writes in their order, those together that may go in one request."""
    group: list[Job] = []
    for job in jobs:
        if group and (len(group) >= group[0].made.at_once or not _alike(group[0], job)):
            yield group
            group = []
        group.append(job)
    if group:
        yield group


def _alike(one: Job, other: Job) -> bool:
    mine, theirs = one.intent, other.intent
    return other.made.at_once > 1 and (mine.side, mine.act, mine.resource) == (theirs.side, theirs.act, theirs.resource)


async def send(writing: Writing, jobs: Sequence[Job]) -> list[Answer]:
    """Send noted writes of one group; how each came out."""
    if len(jobs) == 1:
        return [await writing.send(jobs[0])]
    answers: list[Answer] = []
    ready: list[Job] = []
    for job in jobs:
        unready = await writing.unready(job)
        if unready is None:
            ready.append(job)
        else:
            answers.append(unready)
    return [*answers, *await _sent(writing, ready)]


async def _sent(writing: Writing, jobs: Sequence[Job]) -> list[Answer]:
    """Send writes that are ready; when all are refused for what one of them holds, by halves down to that one."""
    if len(jobs) <= 1:
        return [await writing.sent(job) for job in jobs]
    try:
        items = await writing.sent_together(jobs)
    except SystemFault as fault:
        if isinstance(fault, Refused) and fault.status in _FOR_ONE:
            middle = len(jobs) // 2
            return [*await _sent(writing, jobs[:middle]), *await _sent(writing, jobs[middle:])]
        return [await writing.failed(job, fault) for job in jobs]
    answers = []
    for job in jobs:
        item = items.get(job.intent.id)
        try:
            answers.append(await writing.answered(job, None if item is None else Written(200, item.id, item)))
        except SystemFault as fault:
            answers.append(await writing.failed(job, fault))
    return answers
