"""Takes decisions about the data map back from a workbook of proposed pairs of resources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.tables import RawGrid, read_grids
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.map_book import LARGEST, NEVER, OPEN, YES, head_of
from interlock.journeys.map_records import RecordProposals, called
from interlock.journeys.project import Project
from interlock.model.fact import Confidence
from interlock.model.sheet import BESIDE
from interlock.model.suggestion import RecordCandidate
from interlock.model.value import Side
from interlock.render.suggestion_book import DECISION, MATCHED, RECORD

_KEY = re.compile(r"`?([^`=]+?)`?\s*=\s*`?([^`=]+?)`?")


@dataclass(frozen=True, slots=True)
class RecordsDecided:
    """What a workbook decides about the data map: pairs to write, pairs to refuse, and what cannot be taken."""

    yes: RecordProposals
    never: tuple[RecordCandidate, ...]
    refused: tuple[str, ...]


def records_decided(project: Project, source: Path) -> RecordsDecided | None:
    """What a workbook decides about which resources meet; None where no sheet of it is about that.

    Raises:
        UsageError: the file is not there, or it lacks the column of a system.
        InputError: it cannot be read.
    """
    grids = read_grids(files.read(source, what="workbook of proposals", largest=LARGEST), file=source.name)
    for grid in grids.grids:
        _, head = head_of(grid)
        heads = {} if head is None else _heads(grid, head)
        if head is not None and {RECORD.casefold(), MATCHED.casefold()} <= heads.keys():
            found = _Taking(project).read(grid, head, heads)
            return replace(found, refused=(*grids.refused, *found.refused))
    return None


def _heads(grid: RawGrid, head: int) -> dict[str, int]:
    return {cell.strip().removeprefix(BESIDE).strip().casefold(): n for n, cell in enumerate(grid.rows[head])}


class _Taking:
    """Reads the rows of one sheet; no resource and no name is taken twice."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._systems = {side: project.document.system(side).name for side in Side}
        rows = project.document.records
        # A row that lacks one of its resources is completed by a pair that has the other.
        self._halves = {row.name.casefold(): row for row in rows if bool(row.left.text) != bool(row.right.text)}
        whole = [row for row in rows if row.name.casefold() not in self._halves]
        self._names = {row.name.casefold() for row in whole}
        self._used = {side: {row.resource(side) for row in whole} for side in Side}

    def read(self, grid: RawGrid, head: int, heads: Mapping[str, int]) -> RecordsDecided:
        """What the rows decide.

        Raises:
            UsageError: the column of a system is not there.
        """
        for name in self._systems.values():
            if name.casefold() not in heads:
                raise UsageError(
                    f"the sheet has no column `{name}`", hint="its columns are called like the two systems"
                )
        yes: list[tuple[RecordCandidate, str]] = []
        never, refused = [], []
        for n, row in enumerate(grid.rows[head + 1 :], start=head + 2):
            cells = {name: row[at].strip() if at < len(row) else "" for name, at in heads.items()}
            said = cells[DECISION.casefold()].casefold()
            if said in OPEN:
                continue
            if said not in NEVER | YES:
                refused.append(f"row {n}: `{said}` is no decision (write yes, never or nothing)")
                continue
            try:
                one = self._pair(cells)
                if said in NEVER:
                    never.append(one)
                else:
                    yes.append((one, self._name(one, cells[RECORD.casefold()])))
            except UsageError as no:
                refused.append(f"row {n}: {no.message}{f' ({no.hint})' if no.hint else ''}")
        systems = (self._systems[Side.LEFT], self._systems[Side.RIGHT])
        chosen, names = tuple(one for one, _ in yes), tuple(name for _, name in yes)
        return RecordsDecided(
            RecordProposals(systems, chosen, names, tuple(map(self._completed, names))), tuple(never), tuple(refused)
        )

    def _completed(self, name: str) -> str:
        return name if name.casefold() in self._halves else ""

    def _pair(self, cells: Mapping[str, str]) -> RecordCandidate:
        left, right = (self._resource(side, cells[self._systems[side].casefold()].strip("` ")) for side in Side)
        key = cells[MATCHED.casefold()]
        found = _KEY.fullmatch(key)
        if key and found is None:
            raise UsageError(f"`{key}` is no match key", hint="write it as `FIELD` = `FIELD`, or leave it empty")
        match = () if found is None else ((found[1], found[2]),)
        return RecordCandidate(left, right, 0.0, Confidence.UNKNOWN, (), match)

    def _resource(self, side: Side, name: str) -> str:
        profile = self._project.profiles.get(side)
        known = [one.name for one in profile.records] if profile is not None else []
        if name not in known:
            hint = did_you_mean(name, known)
            raise UsageError(f"`{self._systems[side]}` has no resource `{name}`", hint=hint)
        return name

    def _name(self, one: RecordCandidate, said: str) -> str:
        for side, resource in ((Side.LEFT, one.left), (Side.RIGHT, one.right)):
            if resource in self._used[side]:
                raise UsageError(f"`{resource}` of `{self._systems[side]}` stands in the data map already")
        name = said or called(one, self._names)
        half = self._halves.get(name.casefold())
        if half is not None and (half.left.text or one.left, half.right.text or one.right) != (one.left, one.right):
            raise UsageError(f"the record `{name}` has another resource", hint="call this one otherwise")
        if name.casefold() in self._names:
            raise UsageError(f"there is a record `{name}` already", hint="call it otherwise")
        self._names.add(name.casefold())
        for side, resource in ((Side.LEFT, one.left), (Side.RIGHT, one.right)):
            self._used[side].add(resource)
        return name
