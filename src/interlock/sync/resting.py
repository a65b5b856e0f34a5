"""What follows for a link that rests: because an item was gone, was merged into another, or a person parted the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.history import Decision, HeldKind
from interlock.model.kept import Act, LinkState
from interlock.model.plan import ChangeKind
from interlock.model.value import Side
from interlock.sync.deletes import edited
from interlock.sync.record import SIDES, Record, place
from interlock.sync.situation import Decided, Hold, Linked, Merged, Report, Result, Write
from interlock.sync.table import Presence, Rest, what_of_resting


def resting(record: Record, item: Linked) -> Decided:
    """What is to be done about the items of a link that is not active."""
    if item.link.state is LinkState.UNLINKED:
        return Decided(Result.FILTERED, reason="a person parted it from its counterpart")
    there = {side: _presence(item, side) for side in SIDES}
    what = what_of_resting(item.link.state, there[Side.LEFT], there[Side.RIGHT])
    return _DO[what](record, item, there)


def _presence(item: Linked, side: Side) -> Presence:
    seen = item.sights[side].seen
    if seen.gone or side in item.merged:
        return Presence.GONE
    return Presence.ARCHIVED if seen.archived else Presence.THERE


_There = Mapping[Side, Presence]


def _remain(_record: Record, _item: Linked, there: _There) -> Decided:
    gone = Presence.GONE in there.values()
    return Decided(Result.FILTERED, reason="its counterpart is gone" if gone else "out of use")


def _revive(record: Record, item: Linked, _there: _There) -> Decided:
    side = item.reused
    if side is not None and not any(held.decision is Decision.APPROVE for held in item.held if not held.pair):
        if any(held.decision is Decision.REJECT for held in item.held if not held.pair):
            return Decided(Result.FILTERED, becomes=LinkState.UNLINKED, reason="it was decided that it is another one")
        seen = item.sights[side].seen
        reason = (
            f"`{seen.id}` in {record.systems[side]} was gone and is there again, made anew, with other values in "
            "the fields by which it is matched; is it still the same?"
        )
        hold = Hold(HeldKind.CONFLICT, reason, place=place(record.row.matched_by), about=f"reused {side.value}")
        return Decided(Result.HELD, holds=(hold,))
    return Decided(Result.EQUAL, becomes=LinkState.ACTIVE, reason="both are there again")


def _back(record: Record, item: Linked, there: _There) -> Decided:
    """An item is there again, while its counterpart was taken out of use because of it."""
    side = next(one for one in SIDES if there[one] is Presence.THERE)
    other = item.sights[side.other].seen
    rule = record.row.on_delete.value
    merged = side.other in item.merged
    if other.gone and not merged and rule is not None and rule.kind is DeleteKind.ARCHIVE:
        # Some systems do not show that an item is archived: it may be just that.
        return Decided(Result.FILTERED, reason="its counterpart is gone")
    here, away = record.systems[side], record.systems[side.other]
    became = "merged into another" if merged else "deleted" if other.gone else "archived"
    reason = f"it is there again in {here}, while it was {became} in {away}; nothing is undone there by itself"
    report = Report(reason, "", place(record.row.on_delete), f"back {side.value} {became}")
    return Decided(Result.REPORTED, reports=(report,))


def _end(_record: Record, _item: Linked, _there: _There) -> Decided:
    return Decided(Result.EQUAL, becomes=LinkState.ENDED, reason="neither is in use any more")


def _propose(record: Record, item: Linked, there: _There) -> Decided:
    """Its counterpart was merged into another: what becomes of the one that is left is for a person to say."""
    gone = next(side for side in SIDES if there[side] is Presence.GONE)
    left = gone.other
    about = f"merged {gone.value}"
    where = place(record.row.on_delete)
    merged = item.merged.get(gone, Merged())
    reason = merged_reason(record, item, gone, merged)
    decision = next((held.decision for held in item.held if held.about == about and held.decision), None)
    if decision is Decision.REJECT:
        return Decided(Result.EQUAL, becomes=LinkState.PARTED, reason=f"{reason}; it was decided to keep it")
    if decision is Decision.APPROVE and record.writes(left):
        rule = record.row.on_delete.value
        deletes = rule is not None and rule.kind is DeleteKind.DELETE
        kind, act = (ChangeKind.DELETE, Act.DELETE) if deletes else (ChangeKind.ARCHIVE, Act.ARCHIVE)
        how = rule if rule is not None and rule.kind is DeleteKind.ARCHIVE else DeleteRule(DeleteKind.ARCHIVE)
        write = Write(act, kind, left, edited(record, item, left), {}, reason, where, how, verify=True)
        return Decided(Result.WRITTEN, writes=(write,))
    todo = "merge the two there as well, or decide what becomes of it"
    hold = Hold(HeldKind.CONFLICT, f"{reason}; {todo}", place=where, about=about)
    return Decided(Result.HELD, holds=(hold,))


def merged_reason(record: Record, item: Linked, gone: Side, merged: Merged) -> str:
    """What happened to an item that was merged into another, for people."""
    here, there = record.systems[gone], record.systems[gone.other]
    gone_id, left_id = item.link.id_on(gone), item.link.id_on(gone.other)
    if merged.circular:
        return f"`{gone_id}` in {here} was merged in a circle, so that nothing tells which item it is now"
    if not merged.into:
        return f"`{gone_id}` in {here} was merged or turned into something else"
    told = f"`{gone_id}` in {here} was merged into `{merged.into}`"
    if merged.counterpart:
        return f"{told}, whose counterpart in {there} is `{merged.counterpart}` and not `{left_id}`"
    return told


_DO: Mapping[Rest, Callable[[Record, Linked, _There], Decided]] = {
    Rest.REMAIN: _remain,
    Rest.REVIVE: _revive,
    Rest.BACK: _back,
    Rest.PROPOSE: _propose,
    Rest.END: _end,
}
