"""What becomes of the counterpart of an item that is gone; pure."""

from __future__ import annotations

from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.history import Decision, HeldKind
from interlock.model.kept import Act, LinkState
from interlock.model.plan import ChangeKind, FieldChange
from interlock.model.value import ABSENT, Side
from interlock.sync.conflicts import Interval, Ruling, ruling
from interlock.sync.record import SIDES, Record, place
from interlock.sync.situation import Decided, Hold, Linked, Report, Result, Write
from interlock.sync.values import differs, nothing_in, shade


def one_is_gone(record: Record, item: Linked, gone: Side) -> Decided:
    """What is to be done: the delete rule once, unless a guard, an edit or a person stands against it."""
    where = place(record.row.on_delete)
    reason = f"deleted in {record.systems[gone]}"
    rule = record.deleting(gone)
    about = f"gone {gone.value}"
    decision = next((_meant(held.decision, gone) for held in item.held if held.about == about and held.decision), None)
    if decision is Decision.REJECT:
        return Decided(Result.EQUAL, becomes=LinkState.PARTED, reason=f"{reason}; it was decided to keep the other")
    if rule is None:
        return _kept(record, item, gone, f"{reason}, from where deletes do not flow", where, about)
    if rule.kind is DeleteKind.KEEP:
        return _kept(record, item, gone, f"{reason}; the rule is to keep the other", where, about)
    if item.sights[gone.other].seen.archived and rule.kind is DeleteKind.ARCHIVE:
        return Decided(Result.EQUAL, becomes=LinkState.ENDED, reason=f"{reason}; the other is archived already")
    if decision is not Decision.APPROVE:
        hold = _stands_against(record, item, gone, rule, about)
        if hold is not None:
            return Decided(Result.HELD, holds=(hold,))
    given_up = edited(record, item, gone.other)
    if rule.kind is DeleteKind.DELETE:
        kind, act = ChangeKind.DELETE, Act.DELETE
    else:
        kind, act = ChangeKind.ARCHIVE, Act.ARCHIVE
    write = Write(act, kind, gone.other, given_up, {}, reason, where, rule, verify=decision is Decision.APPROVE)
    return Decided(Result.WRITTEN, writes=(write,))


def _meant(decision: Decision, gone: Side) -> Decision:
    """A decision for a side, as a decision about the delete: for the side that deleted, it goes on."""
    if decision in (Decision.LEFT, Decision.RIGHT):
        return Decision.APPROVE if decision.value == gone.value else Decision.REJECT
    return decision


def archive(record: Record, item: Linked, side: Side, rule: DeleteRule | None, *, reason: str, where: str) -> Write:
    """The write that archives the item on a side, in the way of the delete rule where that archives too."""
    del record, item
    how = rule if rule is not None and rule.kind is DeleteKind.ARCHIVE else DeleteRule(DeleteKind.ARCHIVE)
    return Write(Act.ARCHIVE, ChangeKind.ARCHIVE, side, (), {}, reason, where, how)


def _kept(record: Record, item: Linked, gone: Side, reason: str, where: str, about: str) -> Decided:
    del record, item, gone
    told = Report(reason, "", where, about)
    return Decided(Result.REPORTED, reports=(told,), becomes=LinkState.PARTED, reason=reason, place=where)


def _stands_against(record: Record, item: Linked, gone: Side, rule: DeleteRule, about: str) -> Hold | None:
    """Why the delete rule is not carried out now, if something stands against it."""
    where = place(record.row.on_delete)
    reason = f"deleted in {record.systems[gone]}"
    if item.guarded:
        return Hold(HeldKind.GUARD, f"{reason}; {item.guarded}", place=where, about=about)
    if item.lookalike:
        seems = f"where `{item.lookalike}` now has what it is matched by; was it merged into that one?"
        return Hold(HeldKind.CONFLICT, f"{reason}, {seems}", place=where, about=about)
    if rule.kind is DeleteKind.ASK:
        return Hold(HeldKind.GUARD, f"{reason}; the rule is to ask", place=where, about=about)
    if not edited(record, item, gone.other):
        return None
    verdict = ruling(record.winner, record.truth, _NoTimes(), record.systems)
    if verdict.side is gone:
        return None
    return _delete_against_edit(record, gone, verdict, about)


def _delete_against_edit(record: Record, gone: Side, verdict: Ruling, about: str) -> Hold:
    reason = (
        f"deleted in {record.systems[gone]} and edited in {record.systems[gone.other]} since both were last equal; "
        f"{verdict.reason}"
    )
    return Hold(HeldKind.CONFLICT, reason, place=place(record.row.on_conflict), about=about)


def edited(record: Record, item: Linked, side: Side) -> tuple[FieldChange, ...]:
    """The field pairs whose values on that side were edited since the base: they give way to the delete."""
    index = SIDES.index(side)
    found = []
    for name, pair in record.pairs.items():
        base = record.base_of(item.link, name)
        value = shade(item.sights[side].values[name])
        # Without a base, what the other side does not have either would be lost with the item.
        was = shade(item.sights[side.other].values[name]) if base is None else base[index]
        if not differs(value, was) or nothing_in(value):
            continue
        found.append(
            FieldChange(
                name, value, ABSENT, "edited before the delete arrived", value, pair.sensitive, str(pair.row.span)
            )
        )
    return tuple(found)


class _NoTimes:
    """A delete has no time that could be compared."""

    def edited(self, side: Side, by: object) -> Interval | None:
        """Nothing is known."""
        del side, by
        return None

    def ahead(self, side: Side, by: object) -> bool:
        """Nothing lies in the future."""
        del side, by
        return False
