"""Criteria that a document lacks, as sentences in its own names."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import DeleteKind, Direction, WinnerKind
from interlock.model.document import RecordRow
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths, targets
from interlock.rules.wording import plural


def such_as(*sentences: str) -> str:
    """An answer that shows the sentences, or nothing where there is none."""
    shown = [f"“{one}”" for one in sentences if one]
    return f"add a criterion such as {', or '.join(shown)}" if shown else ""


def created(context: Context, row: RecordRow, side: Side) -> tuple[str, ...]:
    """What may be seen after a create, by the cell Create missing: that it arrives, or that it stays away."""
    begin, there, create = (
        f"When {_a(row)} is created in {context.name(side)}",
        context.name(side.other),
        row.create_missing,
    )
    arrives = f"{begin}, a matching {row.name} exists in {there} within 15 minutes."
    stays = f"{begin}, no matching {row.name} exists in {there} for 1 hour."
    if create.value is None:
        return arrives, stays
    return (arrives if side.other in create.value.sides else stays,)


def deleted(context: Context, row: RecordRow, side: Side) -> str:
    """What is seen after a delete, by the cell On delete."""
    there, rule = context.name(side.other), row.on_delete.value
    begin = f"When {_a(row)} is deleted in {context.name(side)}, "
    if rule is not None and (rule.kind is DeleteKind.KEEP or rule.only_in is side):
        return f"{begin}the matching {row.name} is unchanged in {there} for 1 hour."
    if rule is not None and rule.kind is DeleteKind.ASK:
        return f"{begin}the owner is asked within 15 minutes."
    if rule is not None and rule.kind is DeleteKind.DELETE:
        return f"{begin}no matching {row.name} exists in {there} within 15 minutes."
    return f"{begin}the matching {row.name} is archived in {there} within 15 minutes."


def changed_in_both(context: Context, row: RecordRow) -> str:
    """What is seen after both systems changed a field that flows both ways; nothing where there is none."""
    for pair in row.fields:
        left = paths(pair, Side.LEFT)
        if direction_of(row, pair) is Direction.BOTH and len(left) == 1 and "[]" not in str(left[0]):
            here, there = context.name(Side.LEFT), context.name(Side.RIGHT)
            begin = f"When {_a(row)}'s `{left[0]}` changes in {here} and 2 minutes later in {there}"
            rule = pair.wins.value or row.on_conflict.value
            if rule is not None and rule.kind is WinnerKind.HOLD:
                return f"{begin}, it is held with a reason."
            sides = {
                WinnerKind.SOURCE_OF_TRUTH: row.source_of_truth.value,
                WinnerKind.SIDE: rule.side if rule else None,
            }
            wins = context.name((sides.get(rule.kind) if rule is not None else None) or Side.RIGHT)
            return f"{begin}, the value of {wins} is in both within 15 minutes and the other value is in the history."
    return ""


def down(context: Context, side: Side) -> str:
    """What is seen when a system was down; nothing where no record flows into it."""
    row = next(_into(context, side), None)
    if row is None:
        return ""
    here, there, many = context.name(side.other), context.name(side), plural(row.name)
    if row.create_missing.value is not None and side not in row.create_missing.value.sides:
        return (
            f"When 50 {many} change in {here} while {there} is down for 30 minutes, their mapped fields are equal in "
            f"{there} within 10 minutes of its return."
        )
    return (
        f"When 200 {many} are created in {here} while {there} is down for 30 minutes, every {row.name} exists exactly "
        f"once in {there} within 10 minutes of its return."
    )


def refused(context: Context) -> str:
    """What is seen when a system does not take an item; nothing where no record flows."""
    for side in (Side.RIGHT, Side.LEFT):
        for row in _into(context, side):
            there = context.name(side)
            return f"When {there} answers 422 to {_a(row)}, it is held with a reason and an alert is sent."
    return ""


def renamed(context: Context) -> str:
    """What is seen after a label was renamed; nothing where no field flows."""
    for row in context.document.records:
        for side in targets(row):
            for pair in row.fields:
                way, found = direction_of(row, pair), paths(pair, side.other)
                if way is not None and way.writes(side) and len(found) == 1 and "[]" not in str(found[0]):
                    here, there = context.name(side.other), context.name(side)
                    return (
                        f"When the label of `{found[0]}` of {row.name} is renamed in {here}, a change of `{found[0]}` "
                        f"in {here} still arrives in {there} within 15 minutes."
                    )
    return ""


def busiest(context: Context) -> str:
    """What must get through on the busiest day; nothing where no record flows."""
    for side in (Side.RIGHT, Side.LEFT):
        for row in _into(context, side):
            here, there, many = context.name(side.other), context.name(side), plural(row.name)
            if row.create_missing.value is not None and side not in row.create_missing.value.sides:
                continue
            return (
                f"When 5,000 {many} are created in {here} within 1 hour, every {row.name} exists exactly once in "
                f"{there} within 15 minutes of the last."
            )
    return ""


def _into(context: Context, side: Side) -> Iterator[RecordRow]:
    return (row for row in context.document.records if side in targets(row))


def _a(row: RecordRow) -> str:
    return f"{'an' if row.name[:1].casefold() in set('aeiou') else 'a'} {row.name}"
