"""Nothing is held in the environment, or each held item is somebody's.

What is held waits for a decision. With nobody's name on it, it waits until a customer asks.
"""

from __future__ import annotations

import hashlib

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import asked
from interlock.model.gate import Basis, BasisKind, Stage
from interlock.model.history import HeldKind
from interlock.model.people import responsible


def _judge(ground: Ground) -> Found:
    if ground.held is None:
        return Found(basis=(Basis(BasisKind.COMPUTED, "nothing has run there yet, so that nothing is held"),))
    waiting = [one for one in ground.held if one.decision is None and one.kind is not HeldKind.WAITING]
    nobodys = [one for one in waiting if not one.assignee]
    if not nobodys:
        said = f"{len(waiting):,} held items, each with somebody who looks after it" if waiting else "nothing is held"
        return Found(basis=(Basis(BasisKind.COMPUTED, said, at=ground.now),))
    kinds = {one.kind: sum(other.kind is one.kind for other in nobodys) for one in nobodys}
    missing = tuple(f"{count:,} held ({kind.value}) with nobody's name on it" for kind, count in sorted(kinds.items()))
    people = [person.name for kind in kinds if (person := responsible(ground.document, kind, {})) is not None]
    return Found(
        missing,
        asked(ground.document, people or [""]),
        since=min(one.since for one in nobodys),
        digests={"held": hashlib.sha256(repr(sorted(one.id for one in nobodys)).encode()).hexdigest()},
    )


CONDITION = Condition(
    Stage.GO_LIVE,
    2,
    "nothing is held, or each held item is somebody's",
    _judge,
    "`interlock held` lists them; `interlock held decide`, `replay` or `assign`",
    "3 held (conflict) with nobody's name on it",
)
