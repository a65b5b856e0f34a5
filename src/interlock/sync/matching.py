"""What follows for an item that has no link: recognise its counterpart, create it, or leave it; pure."""

from __future__ import annotations

from interlock.mapping import Unfit, Waiting
from interlock.model.decisions import Direction
from interlock.model.history import Decision, HeldKind
from interlock.model.kept import Act, Seen
from interlock.model.plan import ChangeKind
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.drifting import ABOUT
from interlock.sync.record import Record, place
from interlock.sync.resync import UNSURE
from interlock.sync.situation import Alone, Decided, Hold, Report, Result, Write


def match(record: Record, item: Alone) -> Decided:
    """What is to be done about an item without link."""
    seen = item.sight.seen
    if seen.gone:
        return Decided(Result.FILTERED, reason="gone before it was linked")
    if seen.archived:
        return Decided(Result.FILTERED, reason="out of use")
    if not seen.in_scope:
        return Decided(Result.FILTERED, reason="it does not satisfy the condition", place=place(record.row.only_when))
    if not item.both_read:
        return Decided(Result.WAITING, reason="the other side is not read yet")
    if item.heir:
        return Decided(Result.WAITING, reason="it takes the place of an item that was merged into it")
    if item.under_way:
        return Decided(Result.WAITING, reason="a create under way may have made just this item")
    if item.again is not None:
        return _again(record, item, *item.again)
    if item.twins or item.matches:
        return _among(record, item)
    return _missing(record, item)


def taken_up(record: Record, seen: Seen, item: Alone) -> bool:
    """Whether the item is new enough to flow, or an item that flows refers to it."""
    old = record.is_old(seen, item.go_live, ahead_s=item.offsets.get(seen.side))
    return seen.wanted or not old


def _among(record: Record, item: Alone) -> Decided:
    """Other items have the same match key: exactly one on the other side, and free, is the same."""
    seen = item.sight.seen
    links_old = record.starting.kind.value in ("all", "link only")
    if not links_old and not any(taken_up(record, one, item) for one in (seen, *item.matches)):
        return _too_old(record)
    if not item.twins and len(item.matches) == 1 and item.matches[0].id not in item.linked:
        return Decided(Result.EQUAL, link_with=item.matches[0].id, reason="both have the same match key")
    if not item.matches and not _is_wanted_there(record, item):
        return Decided(Result.FILTERED, reason="nothing is created there")
    return _ambiguous(record, item)


def _is_wanted_there(record: Record, item: Alone) -> bool:
    seen = item.sight.seen
    return record.creates(seen.side.other) and taken_up(record, seen, item)


def _again(record: Record, item: Alone, old: str, counterpart: str) -> Decided:
    """An item that was linked is gone, and this one has its match key: it may be the same, restored under a new id."""
    seen = item.sight.seen
    here, there = record.systems[seen.side], record.systems[seen.side.other]
    about = f"again {old} {counterpart}"
    if any(held.about == about and held.decision is Decision.APPROVE for held in item.held):
        return Decided(
            Result.EQUAL, link_with=counterpart, takes_over=True, reason=f"it was decided that it is what `{old}` was"
        )
    reason = (
        f"it has the match key of `{old}`, which is gone in {here} and left `{counterpart}` in {there}; is it the same "
        "again, and to be linked with that one?"
    )
    hold = Hold(HeldKind.AMBIGUOUS, reason, place=place(record.row.matched_by), about=about)
    return Decided(Result.HELD, holds=(hold,))


def _ambiguous(record: Record, item: Alone) -> Decided:
    seen = item.sight.seen
    here, there = record.systems[seen.side], record.systems[seen.side.other]
    twins, matches = len(item.twins) + 1, len(item.matches)
    reason = f"{twins} in {here} and {matches} in {there} have the same match key"
    taken = [one.id for one in item.matches if one.id in item.linked]
    if taken:
        reason += f"; `{taken[0]}` in {there} is linked already"
    about = " ".join(sorted(one.id for one in (*item.twins, *item.matches)))
    return Decided(
        Result.HELD, holds=(Hold(HeldKind.AMBIGUOUS, reason, place=place(record.row.matched_by), about=about),)
    )


def _too_old(record: Record) -> Decided:
    return Decided(Result.FILTERED, reason="it was there before the start", place=place(record.row.starting))


def _missing(record: Record, item: Alone) -> Decided:
    """Nothing on the other side is the same: created, or left."""
    seen = item.sight.seen
    target = seen.side.other
    if not record.writes(target):
        return Decided(Result.FILTERED, reason=f"nothing of it flows to {record.systems[target]}")
    if not taken_up(record, seen, item):
        return _too_old(record)
    if not record.creates(target):
        reason = f"it has no counterpart in {record.systems[target]}, and missing ones are not created there"
        told = Report(reason, "", place(record.row.create_missing), "missing")
        return Decided(Result.REPORTED, reports=(told,))
    if record.matched and seen.key is None:
        reason = (
            f"a field by which {record.name} is matched has no value, so nothing can tell whether it is there already"
        )
        return _rejected(Hold(HeldKind.REJECTED, reason, place=place(record.row.matched_by), about=seen.digest))
    if item.doubtful:
        return Decided(Result.WAITING, reason="a create whose outcome is unknown may have made just this item")
    if item.unsure:
        return _unsure(record, item, target)
    if item.aside:
        return _aside(record, item, target)
    return _create(record, item, target)


def _aside(record: Record, item: Alone, target: Side) -> Decided:
    """Something that the sync leaves alone there has its match key, as an item that was created there once may."""
    there, one = record.systems[target], item.aside[0]
    about = f"aside {' '.join(item.aside)}"
    if any(held.about == about and held.decision is Decision.APPROVE for held in item.held):
        return _create(record, item, target)
    reason = (
        f"`{one}` in {there} has its match key, but is archived or does not satisfy the condition; is it the same, and "
        "to be linked, or is another one to be created?"
    )
    return _rejected(Hold(HeldKind.AMBIGUOUS, reason, place=place(record.row.matched_by), about=about))


def _unsure(record: Record, item: Alone, target: Side) -> Decided:
    """It may have been created before: a person decides, once."""
    hold = Hold(HeldKind.GUARD, item.unsure, place=place(record.row.create_missing), about=UNSURE)
    decision = next((one.decision for one in item.held if one.kind is HeldKind.GUARD and one.about == UNSURE), None)
    if decision is None:
        return _rejected(hold)
    if decision is Decision.APPROVE or decision.value == item.sight.seen.side.value:
        return _create(record, item, target)
    return Decided(Result.FILTERED, holds=(hold,), reason="it was decided not to create it")


def _create(record: Record, item: Alone, target: Side) -> Decided:
    values: dict[str, Canonical] = {}
    for name, pair in record.pairs.items():
        if pair.direction is not Direction.BOTH and not pair.direction.writes(target):
            continue
        if name in item.stopped:
            about = f"{ABOUT}{name}"
            return _rejected(Hold(HeldKind.WAITING, f"`{name}`: {item.stopped[name]}", about=about))
        value = item.sight.values[name]
        if isinstance(value, Unfit):
            where = str(pair.row.span)
            return _rejected(
                Hold(HeldKind.REJECTED, f"`{name}`: {value.reason}", place=where, about=item.sight.seen.digest)
            )
        if name in item.can_wait:
            continue
        if isinstance(value, Waiting):
            reason = f"`{name}`: it refers to {value.record} `{value.id}`, which has no counterpart yet"
            hold = Hold(
                HeldKind.WAITING,
                reason,
                place=str(pair.row.span),
                waits_record=value.record,
                waits_for=value.id,
                waits_side=value.side,
                about=value.id,
            )
            return _rejected(hold)
        if value is not ABSENT:
            values[name] = value
    where = place(record.row.create_missing)
    reason = reason_of_create(record, item.sight.seen.side)
    write = Write(Act.CREATE, ChangeKind.CREATE, target, (), values, reason, where)
    return Decided(Result.WRITTEN, writes=(write,))


def reason_of_create(record: Record, side: Side) -> str:
    """Why an item of that side is created on the other."""
    return f"new in {record.systems[side]}"


def _rejected(hold: Hold) -> Decided:
    return Decided(Result.HELD, holds=(hold,))
