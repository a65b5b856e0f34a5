"""Sends writes in one request where the system takes several, and goes on where one of them spoils it for the others.

A refusal of the whole request proves that nothing was done only where it came before anything was looked at, or where
the system says that it does all or none. Else some of the writes may have been done: each is in doubt, is looked for
as after a lost answer, and is sent alone where it was not done.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Protocol, TypeVar

from interlock.errors import Refused, SystemFault
from interlock.model.peer import Written
from interlock.sync.job import Answer, Job
from interlock.sync.writing import Writing

_TOO_MUCH = frozenset({413, 414})
"""Refusals of the request's size."""

_FOR_ONE = frozenset({400, 404, 409, 410, 412, 422})
"""Refusals that may be about one of several writes, so that the others may be taken."""

_BEFORE_ALL = _TOO_MUCH | {401, 405, 406, 411, 415, 429, 431}
"""Refusals that come before anything in the request is looked at: nothing was done."""

_UNANSWERED = 408
"""It is answered, but tells no more than no answer would."""


class Together(Protocol):
    """A write that may go in one request with others of the same `kind`, up to `at_once` of them."""

    @property
    def at_once(self) -> int:
        """How many may go together."""
        ...

    @property
    def kind(self) -> Hashable:
        """What those that go together have in common."""
        ...


_Write = TypeVar("_Write", bound=Together)


def groups(writes: Sequence[_Write]) -> Iterator[list[_Write]]:
    """The writes in their order, those together that may go in one request."""
    group: list[_Write] = []
    for job in writes:
        if group and (len(group) >= group[0].at_once or job.at_once < 2 or group[0].kind != job.kind):
            yield group
            group = []
        group.append(job)
    if group:
        yield group


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
    # The look at one may have taken so long that others, which were ready before it, are not any more.
    late = {job.intent.id: answer for job in ready if (answer := writing.late(job)) is not None}
    return [*answers, *late.values(), *await _sent(writing, [job for job in ready if job.intent.id not in late])]


async def _sent(writing: Writing, jobs: Sequence[Job]) -> list[Answer]:
    """Send writes that are ready; when all are refused for what one of them holds, the others go on without it."""
    if len(jobs) <= 1:
        return [await writing.sent(job) for job in jobs]
    try:
        items = await writing.sent_together(jobs)
    except SystemFault as fault:
        return await spoilt(writing, jobs, fault)
    answers = []
    for job in jobs:
        item = items.get(job.intent.id)
        try:
            answers.append(await writing.answered(job, None if item is None else Written(200, item.id, item)))
        except SystemFault as fault:
            answers.append(await writing.failed(job, fault))
    return answers


def _done_in_part(status: int) -> bool:
    """Whether a system may have done some of the writes in a request that it refused with that status."""
    return 400 <= status < 500 and status not in _BEFORE_ALL and status != _UNANSWERED


async def spoilt(writing: Writing, jobs: Sequence[Job], fault: SystemFault) -> list[Answer]:
    """How writes came out that were sent in one request and got no answer of success."""
    if isinstance(fault, Refused) and _done_in_part(fault.status) and not writing.all_or_none(jobs[0]):
        return [writing.refused_together(job, fault) for job in jobs]
    if isinstance(fault, Refused) and fault.status in _FOR_ONE | _TOO_MUCH:
        middle = len(jobs) // 2
        return [*await _sent(writing, jobs[:middle]), *await _sent(writing, jobs[middle:])]
    return [await writing.failed(job, fault) for job in jobs]
