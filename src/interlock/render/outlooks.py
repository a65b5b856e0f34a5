"""What a plan comes to before one reads it line by line: what a first run does, and what cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from interlock.model.history import HeldKind
from interlock.model.plan import ChangeKind, Line, Plan
from interlock.model.value import ABSENT, Side
from interlock.render.plain import counted
from interlock.render.tables import table

Names = Mapping[Side, str]


def first_run(plan: Plan, names: Names, *, color: bool = False) -> list[str]:
    """Before anything was linked: by record, how many would be linked, created, are ambiguous, differ or are left."""
    if not plan.first or not plan.tally:
        return []
    heads = ["First run", "Link", *(f"Create in {names[side]}" for side in Side), "Ambiguous", "Differ"]
    rows = []
    for record, tally in plan.tally.items():
        of = [line for line in plan.lines if line.record == record]
        counts = [*(_count(of, fits) for fits in _COLUMNS), _differing(of)]
        rows.append([record, *(f"{count:,}" for count in counts), f"{tally.filtered + tally.reported:,}"])
    return [*table([*heads, "Left alone"], rows, color=color, right_aligned=range(1, len(heads) + 1)), ""]


def recovered(plan: Plan, names: Names) -> list[str]:
    """Of each kind of create in the plan: how it is found again if its answer is lost, and what that promises."""
    creates = {(line.record, line.side) for line in plan.lines if line.kind is ChangeKind.CREATE}
    return [
        f"if an answer is lost, a new {record} in {names[side]} is found again by {way.value}: {way.promise}"
        for (record, side), way in plan.recovery.items()
        if (record, side) in creates
    ]


def _count(lines: Sequence[Line], fits: Callable[[Line], bool]) -> int:
    return sum(fits(line) for line in lines)


def _creates(side: Side) -> Callable[[Line], bool]:
    return lambda line: line.kind is ChangeKind.CREATE and line.side is side


_COLUMNS: tuple[Callable[[Line], bool], ...] = (
    lambda line: line.kind is ChangeKind.LINK,
    *(_creates(side) for side in Side),
    lambda line: line.held is HeldKind.AMBIGUOUS,
)


def _differing(lines: Sequence[Line]) -> int:
    """How many items both sides have with different values, of which one gives way or somebody has to decide."""
    differ = (line for line in lines if line.held is HeldKind.CONFLICT or any(_lost(line)))
    return len({frozenset((line.source_id, line.target_id)) for line in differ})


def _lost(line: Line) -> Iterator[bool]:
    return (change.lost is not ABSENT for change in line.fields)


def risks(lines: Sequence[Line]) -> list[str]:
    """What a look is worth before it is done: deletes, archivings, and values that give way."""
    deletes = _count(lines, lambda line: line.kind is ChangeKind.DELETE)
    archives = _count(lines, lambda line: line.kind is ChangeKind.ARCHIVE)
    lost = sum(gives_way for line in lines for gives_way in _lost(line))
    told = []
    if deletes:
        told.append(f"{counted(deletes, 'delete')}, which an undo makes again only with a new id")
    if archives:
        told.append(counted(archives, "archiving"))
    if lost:
        told.append(f"{counted(lost, 'value')} giving way, kept in the history")
    return [f"risk: {'; '.join(told)}"] if told else []
