"""A create against which nothing stands: all that carrying it out needs, and what it becomes where something does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interlock.model.creates import Create, Creates
from interlock.model.kept import Act, Seen
from interlock.model.peer import Item
from interlock.model.plan import ChangeKind, FieldChange, Line
from interlock.model.value import ABSENT, Body, Canonical, Side
from interlock.sync.job import Job
from interlock.sync.matching import reason_of_create
from interlock.sync.record import Record, place
from interlock.sync.render import Rendered, wish_of
from interlock.sync.situation import Decided, Result, Write
from interlock.sync.units import Unit

_WORDS = {side: side.value for side in Side}


class Plain:
    """An item that is to be created, as it was decided.

    From the moment it is noted it has its place in `sheet`; `body` is what the target will then hold.
    """

    __slots__ = ("at_once", "body", "create", "name", "record", "seen", "sheet", "values")

    create: Create
    sheet: Sheet

    def __init__(self, record: Record, seen: Seen, values: Mapping[str, Canonical]) -> None:
        self.record = record
        self.seen = seen
        self.values = values
        self.name = (_WORDS[seen.side], seen.id)
        self.body: Body = {}
        self.at_once = 1

    @property
    def number(self) -> str:
        """The id of its note."""
        return self.create.id

    @property
    def kind(self) -> tuple[Side, Act, str]:
        """What writes that go in one request have in common."""
        return self.sheet.creates.side, Act.CREATE, self.sheet.creates.resource

    def unit(self) -> Unit:
        """The item with its decision, as any other one."""
        record, seen = self.record, self.seen
        reason, where = reason_of_create(record, seen.side), place(record.row.create_missing)
        write = Write(Act.CREATE, ChangeKind.CREATE, seen.side.other, (), self.values, reason, where)
        return Unit(record, None, {seen.side: seen}, Decided(Result.WRITTEN, writes=(write,)))

    def job(self) -> Job:
        """The noted write, as any other one."""
        unit, create = self.unit(), self.create
        made = Rendered(
            create.request, self.body, wish_of(Act.CREATE, create.request), None, bool(create.key), self.at_once
        )
        return Job(unit, unit.decided.writes[0], made, self.sheet.creates.intent(create), last=True)

    def line(self) -> Line:
        """The write as people are told it."""
        record, seen, after = self.record, self.seen, self.create.after
        told = after if isinstance(after, Mapping) else {}
        fields = tuple(
            FieldChange(name, ABSENT, value, "", ABSENT, record.pairs[name].sensitive, record.places[name])
            for name, value in told.items()
        )
        reason, where = reason_of_create(record, seen.side), place(record.row.create_missing)
        return Line(ChangeKind.CREATE, record.name, seen.side.other, seen.id, "", fields, reason, where)


class Sheet:
    """Creates that were noted together; `left` is how many of them are still under way."""

    __slots__ = ("creates", "left")

    def __init__(self, creates: Creates) -> None:
        self.creates = creates
        self.left = len(creates.rows)


class Sent(NamedTuple):
    """A create that was answered with the item as it is now, and the match key by which that was found, if it was."""

    plain: Plain
    item: Item
    key: tuple[str, ...] | None = None

    def id_on(self, side: Side) -> str:
        """The id that it has on a side."""
        return self.plain.seen.id if self.plain.seen.side is side else self.item.id


def sides_of(some: Sequence[Plain]) -> tuple[list[Plain], ...]:
    """The creates of each side by themselves, in their order; only those sides that have any."""
    by: dict[Side, list[Plain]] = {}
    for one in some:
        by.setdefault(one.seen.side, []).append(one)
    return tuple(by.values())
