"""Takes decisions back from a workbook of proposals: what says yes becomes rows, what says never is remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.tables import RawGrid, read_grids
from interlock.errors import InputError, UsageError
from interlock.journeys.meeting import Meeting, meeting
from interlock.journeys.project import Project
from interlock.journeys.suggesting import own_choice
from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.sheet import BESIDE
from interlock.model.suggestion import Candidate
from interlock.model.value import Side
from interlock.render.plain import counted
from interlock.render.suggestion_book import DECISION, OTHERS

LARGEST = 60_000_000
"""How many bytes a workbook may have."""
YES = frozenset({"yes", "y", "x", "ok", "accept", "1", "true", "ja", "oui", "si"})
NEVER = frozenset({"never", "no", "n", "refuse", "false"})
OPEN = frozenset({"", "skip", "later", "open", "?"})
"""What people write for a decision: to take, to refuse, and to leave open."""
TICKED = re.compile(r"`([^`]+)`")
_NUMBERED = re.compile(
    r"\s*(?P<n>[2-9])\.\s(?P<left>.*?)\s*(?P<arrow>[→←↔])\s*(?P<right>(?:`[^`]*`(?:,\s*)?)*)(?::\s(?P<rule>.*))?"
)
_ARROWS = {"->": "→", "<-": "←", "<->": "↔"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a sheet decides about two resources: pairs to write, pairs to refuse, and what cannot be taken."""

    met: Meeting
    yes: tuple[Candidate, ...]
    never: tuple[Candidate, ...]
    refused: tuple[str, ...] = ()


def decided(project: Project, source: Path, names: Sequence[str] = ()) -> tuple[Decided, ...]:
    """What the sheets of a workbook decide, one for each record.

    Args:
        project: the document.
        source: the file, as `map -o` wrote it.
        names: the record, or the two resources, where only one is meant, or where the file does not say.

    Raises:
        UsageError: the file is not there, a record is not, or no sheet has a column of decisions.
        InputError: it cannot be read.
    """
    grids = read_grids(files.read(source, what="workbook of proposals", largest=LARGEST), file=source.name)
    found = []
    for grid in grids.grids:
        named, head = head_of(grid)
        if head is None:
            continue
        met = meeting(project, names or _names(project, named))
        if not names or not named or _means(met, named):
            found.append(_read(met, grid, head))
    if not found:
        raise InputError(
            f"`{source.name}` has no sheet with a column `{DECISION}`{' for it' if names else ''}",
            hint="write one with `interlock map RECORD -o FILE.xlsx`",
        )
    if grids.refused:
        found[0] = replace(found[0], refused=(*grids.refused, *found[0].refused))
    return tuple(found)


def write_book(path: Path, data: bytes) -> None:
    """Write a workbook of proposals whole or not at all.

    Raises:
        UsageError: the file does not have the name of a workbook, or people decided in the one that stands there.
        InterlockError: it cannot be written, or what stands there cannot be read as a workbook.
    """
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(f"`{path}` has not the name of a workbook", hint="name it FILE.xlsx")
    if path.exists() and (written := _decisions(path)):
        raise UsageError(
            f"people decided in `{path}` ({counted(written, 'decision')}), and it would be written over",
            hint="take them back with `interlock map --from FILE`, and write to another file",
        )
    files.write(path, data, what="workbook")


def _decisions(path: Path) -> int:
    """How many cells of a workbook say a decision; one that cannot be taken counts, too, for somebody wrote it."""
    grids = read_grids(files.read(path, what="workbook of proposals", largest=LARGEST), file=path.name)
    found = len(grids.refused)
    for grid in grids.grids:
        _, head = head_of(grid)
        if head is not None:
            at = [cell.strip().casefold() for cell in grid.rows[head]].index(DECISION.casefold())
            found += sum(at < len(row) and bool(row[at].strip()) for row in grid.rows[head + 1 :])
    return found


def head_of(grid: RawGrid) -> tuple[str, int | None]:
    """What a sheet says that it is about, and the row of its headings, None where it has no column of decisions."""
    for n, row in enumerate(grid.rows[:5]):
        if DECISION.casefold() in (cell.strip().casefold() for cell in row):
            before = [cell for one in grid.rows[:n] for cell in one if cell.strip()]
            return (before[0].strip() if before else ""), n
    return "", None


def _names(project: Project, named: str) -> list[str]:
    if project.document.record(named) is not None:
        return [named]
    if not named:
        raise UsageError(
            "the file does not say which record it is about", hint="name it: interlock map RECORD --from FILE"
        )
    parts = named.split(" and ")
    return [named] if len(parts) != 2 else parts


def _means(met: Meeting, named: str) -> bool:
    return named.casefold() in {met.name.casefold(), f"{met.left.name} and {met.right.name}".casefold()}


def _read(met: Meeting, grid: RawGrid, head: int) -> Decided:
    heads = {cell.strip().removeprefix(BESIDE).strip().casefold(): n for n, cell in enumerate(grid.rows[head])}
    systems = {side: met.system(side) for side in Side}
    missing = [name for name in systems.values() if name.casefold() not in heads]
    if missing:
        raise UsageError(
            f"the sheet about `{met.name}` has no column `{missing[0]}`",
            hint="its columns are called like the two systems",
        )
    yes: list[Candidate] = []
    never: list[Candidate] = []
    refused: list[str] = []
    for n, row in enumerate(grid.rows[head + 1 :], start=head + 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in heads.items()}
        said = cells[DECISION.casefold()].casefold()
        if said in OPEN:
            continue
        try:
            one = _candidate(met, cells, systems, said)
        except UsageError as no:
            refused.append(f"row {n}: {no.message}{f' ({no.hint})' if no.hint else ''}")
            continue
        (never if said in NEVER else yes).append(one)
    return Decided(met, tuple(yes), tuple(never), tuple(refused))


def _candidate(met: Meeting, cells: Mapping[str, str], systems: Mapping[Side, str], said: str) -> Candidate:
    left, right = (_fields(cells[systems[side].casefold()]) for side in Side)
    if said in NEVER:
        if not left or not right:
            raise UsageError("only a pair can be refused, and a side of it is empty")
        return Candidate(left, right, 0.0, Confidence.UNKNOWN, Direction.BOTH)
    if said in YES:
        return _directed(own_choice(met, left, right, cells.get("rule", "")), cells.get("direction", ""))
    if said.isdecimal():
        for number, one in _others(cells.get(OTHERS, "")):
            if number == said:
                return _directed(own_choice(met, one[0], one[1], one[3]), one[2])
        raise UsageError(f"there is no candidate `{said}`")
    raise UsageError(f"`{said}` is no decision", hint="write yes, never, the number of another candidate, or nothing")


def _others(cell: str) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...], str, str]]]:
    for line in cell.splitlines():
        found = _NUMBERED.fullmatch(line)
        if found is not None:
            yield found["n"], (_fields(found["left"]), _fields(found["right"]), found["arrow"], found["rule"] or "")


def _fields(cell: str) -> tuple[str, ...]:
    ticked = TICKED.findall(cell)
    return tuple(ticked) if ticked else tuple(part.strip() for part in cell.split(",") if part.strip())


def _directed(one: Candidate, arrow: str) -> Candidate:
    """The pair in the direction that its cell says; an empty cell leaves it as it can be."""
    said = _ARROWS.get(arrow, arrow)
    if not said or said == one.direction.value:
        return one
    known = {direction.value: direction for direction in Direction}
    if said not in known:
        raise UsageError(f"`{arrow}` is no direction", hint="write →, ← or ↔")
    return replace(one, direction=known[said])
