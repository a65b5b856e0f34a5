"""What follows for a linked item from what both sides show; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interlock.model.decisions import Leaving
from interlock.model.history import Decision, HeldKind
from interlock.model.kept import Act, LinkState
from interlock.model.plan import ChangeKind, FieldChange
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.deletes import archive, one_is_gone
from interlock.sync.drifting import ABOUT
from interlock.sync.fights import TO_AND_FRO
from interlock.sync.merge import Fate, Outcome, Rules, merge_pair
from interlock.sync.record import SIDES, Record, place
from interlock.sync.resting import merged_reason, resting
from interlock.sync.situation import Decided, Hold, Linked, Report, Result, Showing, Write
from interlock.sync.table import Do, what_to_do
from interlock.sync.values import differs, shade


def reconcile(record: Record, item: Linked) -> Decided:
    """What is to be done about a linked item."""
    if item.link.state is not LinkState.ACTIVE:
        return resting(record, item)
    shown = {side: showing(record, item, side) for side in SIDES}
    what = what_to_do(shown[Side.LEFT], shown[Side.RIGHT])
    return _DO[what](record, item, shown)


def showing(record: Record, item: Linked, side: Side) -> Showing:
    """How one side stands against the base."""
    sight = item.sights[side]
    if side in item.merged:
        return Showing.MERGED
    if sight.seen.gone:
        return Showing.GONE
    if sight.seen.archived:
        return Showing.ARCHIVED
    if not sight.seen.in_scope and record.leaving is not Leaving.KEEP and side not in item.never_in:
        return Showing.LEFT
    index = SIDES.index(side)
    for pair in record.pairs:
        base = record.base_of(item.link, pair)
        value = shade(sight.values[pair])
        if base is None or differs(value, base[index]) or (value is ABSENT) is not (base[index] is ABSENT):
            return Showing.CHANGED
    return Showing.SAME


_Shown = Mapping[Side, Showing]


def _nothing(_record: Record, _item: Linked, _shown: _Shown) -> Decided:
    return Decided(Result.EQUAL)


def _rest(_record: Record, _item: Linked, _shown: _Shown) -> Decided:
    return Decided(Result.FILTERED, reason="out of use in both")


def _end(_record: Record, _item: Linked, _shown: _Shown) -> Decided:
    return Decided(Result.EQUAL, becomes=LinkState.ENDED, reason="deleted in both")


def _merged(record: Record, item: Linked, shown: _Shown) -> Decided:
    gone = Side.LEFT if shown[Side.LEFT] is Showing.MERGED else Side.RIGHT
    merged = item.merged[gone]
    if merged.inherits:
        return Decided(Result.EQUAL, moves=(gone, merged.into), reason=f"`{item.link.id_on(gone)}` was merged into it")
    reason = merged_reason(record, item, gone, merged)
    return Decided(Result.EQUAL, becomes=LinkState.MERGED, reason=reason)


def _delete(record: Record, item: Linked, shown: _Shown) -> Decided:
    gone = Side.LEFT if shown[Side.LEFT] is Showing.GONE else Side.RIGHT
    return one_is_gone(record, item, gone)


def _left(record: Record, item: Linked, shown: _Shown) -> Decided:
    side = Side.LEFT if shown[Side.LEFT] is Showing.LEFT else Side.RIGHT
    where = place(record.row.when_it_leaves)
    reason = f"it no longer satisfies the condition in {record.systems[side]}"
    match record.leaving:
        case Leaving.ARCHIVE if record.writes(side.other) and shown[side.other] is not Showing.LEFT:
            write = archive(record, item, side.other, record.row.on_delete.value, reason=reason, where=where)
            return Decided(Result.WRITTEN, writes=(write,))
        case Leaving.HOLD:
            if any(held.decision is Decision.APPROVE and not held.pair for held in item.held):
                return _merge(record, item, shown)
            return Decided(
                Result.HELD, holds=(Hold(HeldKind.CONFLICT, reason, place=where, about=f"left {side.value}"),)
            )
        case _:
            return Decided(Result.FILTERED, reason=reason, place=where)


def _merge(record: Record, item: Linked, _shown: _Shown) -> Decided:
    decisions = {held.pair: (held.about, held.decision) for held in item.held if held.decision is not None}
    rules = Rules(record.winner, record.truth, item.times, record.systems, decisions, item.link.made)
    found: dict[str, Outcome] = {}
    for name, pair in record.pairs.items():
        left, right = (item.sights[side].values[name] for side in SIDES)
        if name in item.stopped:
            found[name] = _stopped(record, item, name)
            continue
        outcome = merge_pair(pair, left, right, record.base_of(item.link, name), rules)
        found[name] = _unfought(item, name, _unless_closing(record, item, name, outcome))
    writes = tuple(write for side in SIDES if (write := _write(record, found, side)) is not None)
    holds = tuple(hold for name, outcome in found.items() if (hold := _hold(record, item, name, outcome)) is not None)
    reports = tuple(_report(record, name, outcome) for name, outcome in found.items() if outcome.fate is Fate.REPORTED)
    if item.archived_by_us is not None:
        reports = (*reports, _still_archived(record, item.archived_by_us))
    base = {name: outcome.base for name, outcome in found.items() if outcome.base is not None}
    if writes:
        result = Result.WRITTEN
    elif holds:
        result = Result.HELD
    else:
        result = Result.REPORTED if reports else Result.EQUAL
    return Decided(result, writes, holds, reports, base)


def _unless_closing(record: Record, item: Linked, name: str, outcome: Outcome) -> Outcome:
    """The outcome, but that a value which would make an item lie below itself is set aside."""
    if outcome.to is None or (name, outcome.to) not in item.closing:
        return outcome
    there = record.systems[outcome.to]
    reason = (
        f"`{item.link.id_on(outcome.to)}` would lie below itself in {there}, as what it moves below was moved there"
    )
    return Outcome(Fate.HELD, outcome.to, reason=reason, about=outcome.about)


def _unfought(item: Linked, name: str, outcome: Outcome) -> Outcome:
    """The outcome, but that a value which goes to and fro is set aside until the sides agree or somebody decides."""
    if outcome.to is None or item.fights is None or outcome.fate not in (Fate.FLOWS, Fate.RESTORED):
        return outcome
    known = next((held for held in item.held if held.pair == name and held.kind is HeldKind.CONFLICT), None)
    if known is not None and known.decision is not None and known.about == outcome.about:
        return outcome
    stands = known is not None and TO_AND_FRO in known.reason
    reason = item.fights.against(name, outcome.to, outcome.value) or (TO_AND_FRO if stands else "")
    return Outcome(Fate.HELD, reason=reason, about=outcome.about) if reason else outcome


def _stopped(record: Record, item: Linked, name: str) -> Outcome:
    """A field pair that rests: what was changed on either side waits."""
    base = record.base_of(item.link, name)
    now = [shade(item.sights[side].values[name]) for side in SIDES]
    if base is not None and not any(differs(value, was) for value, was in zip(now, base, strict=True)):
        return Outcome(Fate.SETTLED)
    return Outcome(Fate.WAITS, reason=item.stopped[name], about=f"{ABOUT}{name}")


def _write(record: Record, found: Mapping[str, Outcome], side: Side) -> Write | None:
    flowing = {
        name: outcome
        for name, outcome in found.items()
        if outcome.to is side and outcome.fate in (Fate.FLOWS, Fate.RESTORED)
    }
    if not flowing:
        return None
    restored = all(outcome.fate is Fate.RESTORED for outcome in flowing.values())
    fields = tuple(field_change(record, name, outcome) for name, outcome in flowing.items())
    values: dict[str, Canonical] = {name: outcome.value for name, outcome in flowing.items()}
    kind = ChangeKind.RESTORE if restored else ChangeKind.UPDATE
    reason = "; ".join(dict.fromkeys(change.reason for change in fields))
    partly = frozenset(name for name, outcome in flowing.items() if outcome.partly)
    return Write(Act.UPDATE, kind, side, fields, values, reason, fields[0].place, partly=partly)


def field_change(record: Record, name: str, outcome: Outcome) -> FieldChange:
    """One field pair of a write, as people are told it."""
    pair = record.pairs[name]
    where = place(record.row.on_conflict) if outcome.lost is not ABSENT else str(pair.row.span)
    return FieldChange(name, outcome.before, outcome.value, outcome.reason, outcome.lost, pair.sensitive, where)


def _hold(record: Record, item: Linked, name: str, outcome: Outcome) -> Hold | None:
    kinds = {Fate.HELD: HeldKind.CONFLICT, Fate.UNFIT: HeldKind.REJECTED, Fate.WAITS: HeldKind.WAITING}
    kind = kinds.get(outcome.fate)
    if kind is None:
        return None
    pair = record.pairs[name]
    left, right = (_plain(item, side, name) for side in SIDES)
    waits = outcome.waits
    return Hold(
        kind,
        f"`{name}`: {outcome.reason}",
        pair=name,
        place=place(record.row.on_conflict) if kind is HeldKind.CONFLICT else str(pair.row.span),
        left=left,
        right=right,
        sensitive=pair.sensitive,
        waits_record=waits.record if waits else "",
        waits_for=waits.id if waits else "",
        waits_side=waits.side if waits else None,
        about=outcome.about,
    )


def _still_archived(record: Record, side: Side) -> Report:
    """An item is in use again, while its counterpart on that side was archived because it was not."""
    here, there = record.systems[side.other], record.systems[side]
    reason = f"it is in use again in {here}, while it was archived in {there}; it is not taken out of the archive there"
    return Report(reason, "", place(record.row.when_it_leaves), f"archived {side.value}")


def _plain(item: Linked, side: Side, name: str) -> Canonical:
    return shade(item.sights[side].values[name])


def _report(record: Record, name: str, outcome: Outcome) -> Report:
    where = place(record.row.on_conflict)
    return Report(f"`{name}`: {outcome.reason}", name, where, outcome.about)


_DO: Mapping[Do, Callable[[Record, Linked, _Shown], Decided]] = {
    Do.NOTHING: _nothing,
    Do.MERGE: _merge,
    Do.END: _end,
    Do.DELETE: _delete,
    Do.DELETE_OR_KEEP: _delete,
    Do.LEFT: _left,
    Do.REST: _rest,
    Do.MERGED: _merged,
}
