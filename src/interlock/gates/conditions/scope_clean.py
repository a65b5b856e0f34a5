"""The scope leaves nothing open: `check --scope` finds no error and no open question.

What two companies sign must say what is built, for whom, and when it is done. A question that is open when they sign is
answered later by whoever writes the code.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import SCOPE, Ground, in_the_way
from interlock.gates.sayings import owing, told
from interlock.model.gate import Basis, BasisKind, Stage


def _judge(ground: Ground) -> Found:
    found = in_the_way(ground.scope)
    since = ground.since.get(SCOPE)
    basis = (Basis(BasisKind.COMPUTED, "`interlock check --scope` finds nothing open", at=since),)
    return Found(
        missing=told(found, "interlock check --scope"),
        turn=owing(ground, found) if found else (),
        basis=() if found else basis,
        since=since,
        digests=ground.digests_of(SCOPE),
    )


CONDITION = Condition(
    Stage.USE_CASES,
    1,
    "the scope leaves nothing open",
    _judge,
    "`interlock check --scope` lists the questions, `interlock ask` takes the answers",
    "line 12: who is the owner?",
)
