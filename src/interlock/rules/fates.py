"""What becomes of an item by the decisions of the data map, told from how a criterion begins.

Nothing is told where the decisions leave it open, or where the sentence says something that is not weighed here: a
missing value, a system that is down, a time before go-live for anything but a create.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from interlock.mapping import holds
from interlock.model.cadence import look_every
from interlock.model.decisions import Condition, DeleteKind, Leaving, StartingKind
from interlock.model.document import Criterion, Outcome, RecordRow
from interlock.model.path import Path, put
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.flows import one_way
from interlock.rules.rows import targets
from interlock.rules.sentences import word
from interlock.rules.values import known_values
from interlock.rules.wording import quoted


class Fate(Enum):
    """What the other system sees of an item."""

    CREATED = "created"
    NONE = "none"
    """no item is created there"""
    UPDATED = "updated"
    KEPT = "kept"
    """it no longer satisfies the condition, and is updated all the same"""
    ARCHIVED = "archived"
    DELETED = "deleted"
    LEFT = "left"
    """the item there is left as it is"""
    HELD = "held"
    ASKED = "asked"
    OPEN = "open"
    """it cannot be told"""


@dataclass(frozen=True, slots=True)
class Told:
    """A fate, and the decision that it follows from, in the words of a message."""

    fate: Fate
    reason: str = ""


_OPEN = Told(Fate.OPEN)
_BEFORE = frozenset({"before_go_live", "before_first_run"})
_CHANGES = frozenset({"changed", "changed_to", "changed_from_to", "element_removed"})


def begins_on(context: Context, one: Criterion) -> Side | None:
    """The side on which what begins the sentence happens, where it is one."""
    return context.document.side(word(one.trigger, "system"))


def told(context: Context, one: Criterion, row: RecordRow) -> Told:
    """What the system at the other end sees of the item that the sentence begins with."""
    side, trigger = begins_on(context, one), one.trigger
    if side is None or trigger is None or not targets(row) or any(part.shape == "absent" for part in one.withs):
        return _OPEN
    if _asked_about(context, one, row, side):
        return _OPEN
    before = one.circumstance is not None and one.circumstance.shape in _BEFORE
    if trigger.shape == "created":
        return _created(context, one, row, side, before=before)
    if before:
        return _OPEN
    if trigger.shape == "deleted":
        return _deleted(context, row, side)
    return _changed(context, one, row, side) if trigger.shape in _CHANGES else _OPEN


def lasts(row: RecordRow, outcome: Outcome) -> bool:
    """Whether what is to stay away for a time would have arrived in that time."""
    deadline = outcome.deadline
    time = deadline.args.get("duration") if deadline is not None and deadline.shape == "throughout" else None
    return not isinstance(time, timedelta) or time >= look_every(row.how_often.value)


def calm(one: Criterion) -> bool:
    """Whether nothing stands in the way of what is written."""
    return one.circumstance is None or one.circumstance.shape in _BEFORE


# By what begins the sentence


def _created(context: Context, one: Criterion, row: RecordRow, side: Side, *, before: bool) -> Told:
    there, create, starting = context.name(side.other), row.create_missing, row.starting
    if side.other not in targets(row):
        return Told(Fate.NONE, one_way(context, row, side.other))
    if _against_direction(row):
        return _OPEN
    if create.value is not None and side.other not in create.value.sides:
        return Told(Fate.NONE, f"its cell Create missing says {quoted(create.text)}")
    for condition in _conditions(row, side):
        value = _stated(one).get(str(condition.field))
        if value is not None and not _holds(condition, value):
            return Told(Fate.NONE, f"its cell Only when says {quoted(row.only_when.text)}")
    if before:
        kind = starting.value.kind if starting.value is not None else StartingKind.SINCE
        if kind in {StartingKind.FROM_GO_LIVE, StartingKind.LINK_ONLY}:
            return Told(Fate.NONE, f"its cell Starting says {quoted(starting.text)}")
        if kind is not StartingKind.ALL:
            return _OPEN
    weighed = {str(condition.field) for condition in _conditions(row, side)}
    if create.value is None or not _stated(one).keys() <= weighed:
        return _OPEN
    return Told(Fate.CREATED, f"its cell Create missing says {quoted(create.text)}, so it is created in `{there}`")


def _deleted(context: Context, row: RecordRow, side: Side) -> Told:
    rule, said = row.on_delete.value, f"its cell On delete says {quoted(row.on_delete.text)}"
    if side.other not in targets(row):
        return Told(Fate.LEFT, one_way(context, row, side.other))
    if rule is None:
        return _OPEN
    if rule.only_in is side:
        return Told(Fate.LEFT, said)
    kinds = {DeleteKind.ARCHIVE: Fate.ARCHIVED, DeleteKind.DELETE: Fate.DELETED, DeleteKind.ASK: Fate.ASKED}
    return Told(kinds.get(rule.kind, Fate.LEFT), said)


def _changed(context: Context, one: Criterion, row: RecordRow, side: Side) -> Told:
    if side.other not in targets(row):
        return Told(Fate.LEFT, one_way(context, row, side.other))
    name, after, before = word(one.trigger, "field"), word(one.trigger, "after"), word(one.trigger, "before")
    for condition in _conditions(row, side):
        stated = _stated(one).get(str(condition.field))
        if stated is not None and not _holds(condition, stated):
            return _OPEN
        if str(condition.field) != name:
            continue
        if not after:
            return _OPEN
        was, is_now = not before or _holds(condition, before), _holds(condition, after)
        if not is_now:
            return _leaves(row) if was else _OPEN
        if not was:
            return _enters(context, row, side)
    return Told(Fate.UPDATED, "nothing in the data map takes it away")


def _enters(context: Context, row: RecordRow, side: Side) -> Told:
    create = row.create_missing
    if create.value is None or _against_direction(row):
        return _OPEN
    said = f"its cell Create missing says {quoted(create.text)}"
    if side.other not in create.value.sides:
        return Told(Fate.NONE, said)
    return Told(Fate.CREATED, f"{said}, so it is created in `{context.name(side.other)}`")


def _leaves(row: RecordRow) -> Told:
    said = f"its cell When it leaves says {quoted(row.when_it_leaves.text)}"
    fates = {
        Leaving.ARCHIVE: Fate.ARCHIVED,
        Leaving.HOLD: Fate.HELD,
        Leaving.STOP: Fate.LEFT,
        Leaving.KEEP: Fate.KEPT,
    }
    leaving = row.when_it_leaves.value
    return _OPEN if leaving is None else Told(fates[leaving], said)


# What is said


def _against_direction(row: RecordRow) -> bool:
    """Whether items are created only where none arrive, which is asked about itself."""
    create = row.create_missing.value
    return create is not None and bool(create.sides) and not create.sides & set(targets(row))


def _asked_about(context: Context, one: Criterion, row: RecordRow, side: Side) -> bool:
    """Whether sentence or condition name a value that the system does not list, which is asked about itself."""
    for condition in _conditions(row, side):
        known = _known(context, row, side, str(condition.field))
        if known and not set(condition.values) <= known:
            return True
    for part in (*one.withs, one.trigger):
        known = _known(context, row, side, word(part, "field"))
        if known and any(word(part, key) not in {"", *known} for key in ("value", "before", "after")):
            return True
    return False


def _known(context: Context, row: RecordRow, side: Side, name: str) -> frozenset[str]:
    field = context.field(row, side, Path.of(name)) if name else None
    return known_values(field) if field is not None else frozenset()


def _conditions(row: RecordRow, side: Side) -> tuple[Condition, ...]:
    return tuple(one for one in row.only_when.value or () if one.side in {None, side} and one.field.array is None)


def _holds(condition: Condition, value: str) -> bool:
    return holds(condition, put({}, condition.field, value))


def _stated(one: Criterion) -> dict[str, str]:
    return {word(part, "field"): word(part, "value") for part in one.withs if part.shape == "value"}
