"""What a document's promises cost in requests and in time, computed as a run would spend them.

Everything here counts the least that can be needed: what is said on it to be too slow is too slow on the best day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from interlock.model.cadence import (
    BURST,
    PROBED,
    complete_every,
    look_every,
    page_size,
    pages_of,
    reads_whole,
    shows_deletes,
)
from interlock.model.decisions import DeleteKind, StartingKind
from interlock.model.document import Document, RecordRow
from interlock.model.profile import PagingStyle, RateLimit, RecordProfile, SystemProfile, Verb
from interlock.model.recovery import key_header
from interlock.model.value import Side

# Facts


def limit_of(document: Document, side: Side, profile: SystemProfile | None) -> RateLimit | None:
    """How many requests a system allows, the lowest of what the document states and what was learned; None: unknown."""
    limits = []
    for one in document.assumptions:
        if one.fact is None or one.fact.shape != "rate_limit":
            continue
        count, time = one.fact.args.get("count"), one.fact.args.get("duration")
        if document.side(str(one.fact.args.get("system", ""))) is not side:
            continue
        if isinstance(count, int) and count > 0 and isinstance(time, timedelta) and time > timedelta(0):
            limits.append(RateLimit(count, time.total_seconds()))
    learned = None if profile is None else profile.rate_limit.value
    if learned is not None and learned.requests > 0 and learned.per_s > 0:
        limits.append(learned)
    return min(limits, key=lambda limit: limit.requests / limit.per_s) if limits else None


def limits_of(document: Document, profiles: Mapping[Side, SystemProfile]) -> dict[Side, RateLimit]:
    """The limits of both systems, as far as they are known."""
    found = {side: limit_of(document, side, profiles.get(side)) for side in Side}
    return {side: limit for side, limit in found.items() if limit is not None}


def kept(document: Document, row: RecordRow, side: Side) -> int | None:
    """How many items of a record a system keeps, as the document states it; None where it does not."""
    most: int | None = None
    for one in document.assumptions:
        if one.fact is None or one.fact.shape != "volume":
            continue
        if document.side(str(one.fact.args.get("system", ""))) is not side:
            continue
        amounts = one.fact.args.get("amounts")
        for name, count in amounts if isinstance(amounts, tuple) else ():
            if _same_kind(str(name), row.name):
                most = max(most or 0, int(count))
    return most


def _same_kind(written: str, record: str) -> bool:
    one, other = written.strip().casefold(), record.strip().casefold()
    forms = {other, f"{other}s", f"{other}es", f"{other.removesuffix('y')}ies"}
    return one in forms


# Looking


@dataclass(frozen=True, slots=True)
class Looks:
    """How a run looks at one record on one side.

    `every` is the time between two looks, `items` how many there are (None: nobody says). With `whole` each look reads
    the complete list; else it asks for changes, and the complete list is read every `complete_every`. `by_absence`:
    only a complete list shows what was deleted.
    """

    record: str
    side: Side
    every: timedelta
    items: int | None
    page: int | None
    pages: int
    """requests of a complete list"""
    whole: bool
    by_absence: bool
    complete_every: timedelta

    @property
    def requests(self) -> int:
        """The fewest requests that one look takes."""
        return self.pages if self.whole else 1

    @property
    def per_s(self) -> float:
        """Requests in a second, on the average."""
        often = self.requests / self.every.total_seconds()
        # A complete list is read by the first look for which it is due, in place of asking for changes.
        return often if self.whole else often + (self.pages - 1) / self.complete_after.total_seconds()

    @property
    def complete_after(self) -> timedelta:
        """The time between two looks that read the complete list."""
        return self.every if self.whole else max(1, -(-self.complete_every // self.every)) * self.every

    @property
    def counts(self) -> bool:
        """Whether it matters how many items there are: complete lists are a part of everyday work."""
        return self.whole or self.by_absence


def looks_of(document: Document, row: RecordRow, side: Side, system: SystemProfile | None) -> Looks | None:
    """How a record is looked at; None where nothing was learned of it, or nothing of it flows."""
    record = None if system is None else system.record(row.resource(side))
    if record is None or row.direction.value is None:
        return None
    items, paging = kept(document, row, side), record.paging.value
    # A list of which is not known how it comes in pieces is counted as one answer: nothing is concluded from a guess.
    pages = 1 if paging is None else pages_of(paging, items or 0)
    return Looks(
        row.name,
        side,
        look_every(row.how_often.value),
        items,
        None if paging is None or paging.style is PagingStyle.NONE else page_size(paging),
        pages,
        whole=reads_whole(record),
        by_absence=not reads_whole(record) and not shows_deletes(record),
        complete_every=complete_every(record, items or 0, limit_of(document, side, system)),
    )


# What a system can do


@dataclass(frozen=True)
class Load:
    """What one system is asked for all the time, against what it allows."""

    side: Side
    limit: RateLimit | None
    looks: tuple[Looks, ...]

    @cached_property
    def looking_per_s(self) -> float:
        """Requests in a second that all looking takes."""
        return sum(one.per_s for one in self.looks)

    @property
    def allowed_per_s(self) -> float | None:
        """Requests in a second that are allowed."""
        return None if self.limit is None else self.limit.requests / self.limit.per_s

    def can_do(self, time: timedelta) -> float | None:
        """How many requests beside looking can be sent in a time, with the burst that a pause before it allows."""
        if self.limit is None or self.allowed_per_s is None:
            return None
        seconds = time.total_seconds()
        steady = self.allowed_per_s * seconds
        burst = self.limit.requests * BURST + steady * (1 - BURST)
        return max(0.0, max(steady, burst) - self.looking_per_s * seconds)

    def takes(self, requests: float) -> timedelta:
        """The time that so many requests take with nothing else going on; none where no limit is known."""
        if self.limit is None:
            return timedelta(0)
        return timedelta(seconds=requests * self.limit.per_s / self.limit.requests)


def load_of(document: Document, side: Side, profiles: Mapping[Side, SystemProfile]) -> Load:
    """What a system is asked for: both sides of every record are looked at, whichever way it flows."""
    system = profiles.get(side)
    found = (looks_of(document, row, side, system) for row in document.records)
    return Load(side, limit_of(document, side, system), tuple(one for one in found if one is not None))


def requests_to_create(system: SystemProfile, record: RecordProfile) -> float:
    """The fewest requests that creating one item takes: a part of one where a request takes several."""
    keys = key_header(system, record)
    operations = [record.operation(Verb.BULK_CREATE), record.operation(Verb.CREATE)]
    together = [one.at_once.value or 1 for one in operations if one is not None and one.body_is_array]
    at_once = 1 if keys else max([*together, 1])
    create = record.operation(Verb.CREATE)
    # Where the answer to a create says that it does not show the item, it is asked for.
    shown = create is None or create.returns_item.value is not False or at_once > 1
    return 1 / at_once if shown else 2.0


def requests_to_update(record: RecordProfile) -> float:
    """The fewest requests that changing one item takes: a look that it is as it was, unless a version protects it."""
    if record.version.value:
        return 1.0
    many = record.operation(Verb.BULK_UPDATE)
    at_once = (many.at_once.value or 1) if many is not None and many.body_is_array else 1
    return 1 + 1 / at_once


# How soon


@dataclass(frozen=True, slots=True)
class Wait:
    """The longest time until a change has arrived at the other side when nothing is in the way, by its parts.

    A change that a look has just missed waits until that look has ended (`ending`), for the `next` one, until that has
    read everything (`reading`), and for its own write (`writing`).
    """

    looks: Looks
    ending: timedelta
    next: timedelta
    reading: timedelta
    writing: timedelta

    @property
    def total(self) -> timedelta:
        """All of it."""
        return self.ending + self.next + self.reading + self.writing


def wait_for(source: Load, target: Load, record: str, *, deleted: bool, writes: float = 1.0) -> Wait | None:
    """How long a change of a record at the source may take; None where nothing is known of the record there.

    Args:
        source: what the system is asked for in which it is changed.
        target: the same of the system where it is to arrive.
        record: the record's name.
        deleted: whether it is a delete.
        writes: how many requests the write takes.
    """
    looks = next((one for one in source.looks if one.record == record), None)
    if looks is None:
        return None
    absent = deleted and looks.by_absence
    takes = source.takes(looks.pages if looks.whole or absent else 1)
    following = looks.complete_after if absent else looks.every
    return Wait(looks, takes, following, takes, target.takes(writes))


def probed_every(document: Document) -> timedelta:
    """How often a system that does not answer is asked whether it is back."""
    for policy in document.policies:
        situation, then = policy.when.value, policy.then.value
        if situation is None or situation.shape != "answer" or then is None:
            continue
        statuses = situation.args.get("statuses")
        if not situation.args.get("no_answer") and "5xx" not in (statuses if isinstance(statuses, tuple) else ()):
            continue
        for phrase in then:
            every = phrase.args.get("duration")
            if phrase.shape == "retry_every" and isinstance(every, timedelta):
                return every
    return PROBED


# The first run


@dataclass(frozen=True, slots=True)
class FirstRun:
    """The least that the first run asks of one system: complete lists, and creates by record."""

    load: Load
    reads: int
    creates: Mapping[str, int]
    requests: float

    @property
    def takes(self) -> timedelta:
        """How long that takes at least."""
        return self.load.takes(self.requests)


def first_run(document: Document, side: Side, profiles: Mapping[Side, SystemProfile]) -> FirstRun:
    """What the first run asks of a system at least: what may be linked is taken to be linked, not created."""
    load, system = load_of(document, side, profiles), profiles.get(side)
    reads = sum(one.pages for one in load.looks)
    creates: dict[str, int] = {}
    requests = float(reads)
    for row in document.records:
        record = None if system is None else system.record(row.resource(side))
        number = _to_create(document, row, side)
        if system is not None and record is not None and number:
            creates[row.name] = number
            requests += number * requests_to_create(system, record)
    return FirstRun(load, reads, creates, requests)


def _to_create(document: Document, row: RecordRow, side: Side) -> int:
    """How many items of a record are missing on a side for certain."""
    missing, starting, direction = row.create_missing.value, row.starting.value, row.direction.value
    if missing is None or side not in missing.sides or direction is None or not direction.writes(side):
        return 0
    if starting is None or starting.kind is not StartingKind.ALL:
        return 0
    if any(condition.side is side.other for condition in row.only_when.value or ()):
        return 0
    there, here = kept(document, row, side.other), kept(document, row, side)
    return max(0, there - here) if there is not None and here is not None else 0


# Changes that are stated


@dataclass(frozen=True, slots=True)
class Stream:
    """So many changes of a record that arrive at a system all the time, as an assumption states them."""

    record: str
    count: int
    what: str
    every: timedelta
    requests: float

    @property
    def per_s(self) -> float:
        """Requests in a second."""
        return self.requests / self.every.total_seconds()


def streams_to(document: Document, side: Side, profiles: Mapping[Side, SystemProfile]) -> tuple[Stream, ...]:
    """The stated changes of the other system that have to be written to this one."""
    system, found = profiles.get(side), []
    for one in document.assumptions:
        if one.fact is None or one.fact.shape != "changes":
            continue
        args = one.fact.args
        count, every, what = args.get("count"), args.get("duration"), str(args.get("what", ""))
        row = next((row for row in document.records if _same_kind(str(args.get("record", "")), row.name)), None)
        if row is None or document.side(str(args.get("system", ""))) is not side.other:
            continue
        if row.direction.value is None or not row.direction.value.writes(side) or row.only_when.value:
            continue  # how many satisfy a condition nobody says
        if not isinstance(count, int) or not isinstance(every, timedelta) or every <= timedelta(0):
            continue
        record = None if system is None else system.record(row.resource(side))
        if system is None or record is None or (what == "deleted" and row.on_delete.value is None):
            continue
        if what == "created":
            creates = row.create_missing.value is not None and side in row.create_missing.value.sides
            each = requests_to_create(system, record) if creates else 0.0
        elif what == "deleted":
            each = 0.0 if row.on_delete.value is None or row.on_delete.value.kind is DeleteKind.KEEP else 2.0
        else:
            each = requests_to_update(record)
        if each:
            found.append(Stream(row.name, count, what, every, count * each))
    return tuple(found)
