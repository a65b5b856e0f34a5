"""Both systems are known from their API descriptions: records were found in each.

Everything after it is checked against what a system really has: fields, lengths, what can be written, how deletes are
seen. Without a description all of that would be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import engineers, turns
from interlock.model.document import SystemRow
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage, Turn
from interlock.model.roles import ENGINEER


def _judge(ground: Ground) -> Found:
    rows = [(row, _why_not(ground, row)) for row in ground.document.systems]
    missing = [why for _, why in rows if why]
    if not rows:
        missing.append("the document names no systems")
    basis = tuple(
        Basis(
            BasisKind.COMPUTED,
            f"{row.name}: {len(ground.profiles[row.side].records)} records in {row.description}",
            at=ground.since.get("descriptions"),
        )
        for row, why in rows
        if not why
    )
    turn = tuple(one for row, why in rows if why for one in _turns(ground, row))
    return Found(
        missing=tuple(missing),
        turn=tuple(dict.fromkeys(turn)) or (() if not missing else engineers(ground.document)),
        basis=basis,
        since=ground.since.get("descriptions"),
        digests=ground.digests_of("descriptions"),
    )


def _why_not(ground: Ground, row: SystemRow) -> str:
    profile = ground.profiles.get(row.side)
    if profile is None:
        found = next((one.message for one in ground.whole if one.subject == f"{row.name}/description"), "")
        return printable(found) or f"nothing is known of `{printable(row.name)}`: it has no API description"
    return "" if profile.records else f"no records were found in the API description of `{printable(row.name)}`"


def _turns(ground: Ground, row: SystemRow) -> Iterator[Turn]:
    known = [one for one in turns(ground.document, ENGINEER, company=row.company) if one.name]
    yield from known or engineers(ground.document)


CONDITION = Condition(
    Stage.FIELD_MAPPING,
    1,
    "both systems are known from their API descriptions",
    _judge,
    "put the description into `systems/`, name it in the table of systems, and `interlock learn SYSTEM`",
    "nothing is known of `Shop`: it has no API description",
)
