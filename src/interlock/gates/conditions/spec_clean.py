"""Every field is mapped and the whole document leaves nothing open: `check` finds no error and no open question.

Fields exist in both systems, types and lengths fit, rules have an inverse where they need one, and the APIs can keep
what is promised. Who signs what is what the two signature gates ask.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import SCOPE, SPEC, Ground, in_the_way
from interlock.gates.sayings import owing, told
from interlock.model.gate import Basis, BasisKind, Stage


def _judge(ground: Ground) -> Found:
    known = {(one.code, one.place) for one in in_the_way(ground.scope)}
    found = tuple(one for one in in_the_way(ground.whole) if (one.code, one.place) not in known)
    missing = list(told(found, "interlock check"))
    missing += [
        f"no field of `{row.name}` is mapped"
        for row in ground.document.records
        if not row.fields and not any(row.name in one.subject for one in found)
    ]
    since = ground.since.get(SPEC)
    basis = Basis(BasisKind.COMPUTED, "`interlock check` finds nothing open", at=since)
    return Found(
        missing=tuple(missing),
        turn=owing(ground, found) if missing else (),
        basis=() if missing else (basis,),
        since=since,
        digests=ground.digests_of(SCOPE, SPEC, "descriptions"),
    )


CONDITION = Condition(
    Stage.FIELD_MAPPING,
    3,
    "every field is mapped, and the check of the whole document leaves nothing open",
    _judge,
    "`interlock map` proposes fields, `interlock check` lists the questions, `interlock ask` takes the answers",
    "line 40: `name` of Shop may hold 200 characters; `title` of Desk takes 80",
    after=("descriptions-learned", "scope-clean"),
)
