"""What stands for all that a document says of a record's flows: when it changes, they are to go live once more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import orjson

from interlock.journeys.agreeing import agreed_content
from interlock.journeys.evidence import digests_now
from interlock.journeys.project import Project, mappings
from interlock.model.agreement import Cell
from interlock.model.evidence import DESCRIPTIONS
from interlock.model.value import Side

_ROWS, _FIELDS, _TABLES, _TERMS, _POLICIES = (
    "Data map",
    "Field mapping",
    "Tables",
    "Terms",
    "When something goes wrong",
)
_NOTHING = "-"


def flows(project: Project) -> dict[str, str]:
    """By record of the data map that can run, what stands for its flows.

    These are its decisions and fields, the tables and terms that they name, what happens when something goes wrong,
    and what was learned of the two resources. Prose, stories and criteria are not part of it: they change what is
    promised, and not what is written.
    """
    known = mappings(project)
    cells = agreed_content(project).cells
    said = digests_now(project)[DESCRIPTIONS]
    return {
        row.name: f"{_worded(cells, row.name)} {said[:32]} {_learned(project, row.left.text, row.right.text)}"
        for row in project.document.records
        if row.name in known and row.direction.value is not None
    }


def changed(live: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The records whose flows are not those that are live, in the order of the document; new ones among them."""
    return tuple(record for record, flow in now.items() if not _same(live.get(record, ""), flow))


def _same(live: str, now: str) -> bool:
    """Whether two are the same flow.

    A description may change where this record does not meet it, and another version of this program may learn more
    from the same description: only both together are a change.
    """
    was, becomes = live.split(), now.split()
    if len(was) != len(becomes) or was[0] != becomes[0]:
        return False
    return was[1] == becomes[1] or was[2] == becomes[2]


def _worded(cells: tuple[Cell, ...], record: str) -> str:
    own = [
        cell
        for cell in cells
        if (cell.section == _ROWS and cell.row == record) or (cell.section == _FIELDS and cell.group == record)
    ]
    own = [cell for cell in own if cell.layer is not None]
    words = "\n".join(cell.text for cell in own).casefold()
    named = [
        cell
        for cell in cells
        if cell.layer is not None
        and (
            cell.section == _POLICIES
            or (cell.section == _TABLES and _names(words, cell.group))
            or (cell.section == _TERMS and _names(words, cell.row))
        )
    ]
    told = sorted([cell.section, cell.group, cell.row, cell.column, cell.text] for cell in (*own, *named))
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:32]


def _names(words: str, name: str) -> bool:
    """Whether a name stands among the words."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", words) is not None


def _learned(project: Project, left: str, right: str) -> str:
    """What was learned of the two resources of a record."""
    digest = hashlib.sha256()
    for side, name in ((Side.LEFT, left), (Side.RIGHT, right)):
        profile = project.profiles.get(side)
        record = (
            None if profile is None else next((one for one in profile.records if one.name == name.strip("` ")), None)
        )
        digest.update(repr(record).encode() if record is not None else _NOTHING.encode())
    return digest.hexdigest()[:32]
