"""People of both companies who were in no meeting read the document, and what they asked is answered.

A rule finds what is missing; a person finds what nobody understands. Each side has one reader, whom the document does
not name. A read holds for the decisions that were read; where nobody is to read it, whoever may sign the scope says why
with `--override` at going live.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import SCOPE, Ground
from interlock.gates.sayings import leading, turns
from interlock.model.gate import Basis, BasisKind, Stage, Turn
from interlock.model.roles import OWNER, PARTNER, having


def _judge(ground: Ground) -> Found:
    sides = ground.read.sides
    readings = [one for side in sides for one in side.readings]
    basis = tuple(
        Basis(BasisKind.STATEMENT, f"read for {one.reading.system}", by=one.reading.reader, at=one.reading.read_at)
        for one in readings
        if not one.void and not one.open
    )
    expired = any(one.void for side in sides if not side.done for one in side.readings)
    return Found(
        missing=ground.read.missing,
        turn=tuple(dict.fromkeys(_turns(ground))),
        basis=basis,
        since=max((ground.since[SCOPE], *(one.reading.read_at for one in readings)), default=None)
        if SCOPE in ground.since
        else None,
        expired=expired,
        digests=ground.digests_of("decisions"),
    )


def _turns(ground: Ground) -> Iterator[Turn]:
    """The owner where something asked is open; for a side that nobody read, who speaks for it."""
    for side in ground.read.sides:
        if side.done:
            continue
        if any(one.open for one in side.readings if not one.void):
            yield from turns(ground.document, OWNER)
            continue
        known = [one for role in (PARTNER, OWNER) for one in having(ground.document, role)]
        theirs = [one for one in known if one.company == side.company][:1]
        yield from (tuple(Turn.of(one) for one in theirs) or leading(ground.document))


CONDITION = Condition(
    Stage.USE_CASES,
    3,
    "somebody of each side read it cold, and nothing that they asked is open",
    _judge,
    '`interlock coldread --reader "NAME" --of SYSTEM`',
    "nobody of Acorn has read the document as it is now",
)
