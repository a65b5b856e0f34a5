"""A value worked out by one expression in JSONata on its way, and by another on its way back.

Each sees the one field that it starts from, by its name; what else holds for it stands under `by expression`. A value
that does not come back the same through both holds its item before anything is written.

Example: by `a * 60`, back by `b / 60` between `a` in hours and `b` in minutes.
Loses: nothing that comes back the same.
Inverse: the second expression.
"""

from __future__ import annotations

from interlock.mapping.agreement import agree
from interlock.mapping.domains import SCALARS
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.rules._expression import strictly, worked_out
from interlock.mapping.values import plain
from interlock.mapping.wire import encoder
from interlock.model.value import ABSENT, Canonical


def _build(call: Call) -> Conversion:
    if len(call.source_fields) != 1 or len(call.target_fields) != 1:
        raise Problem("two expressions work between one field and one other")
    there = worked_out(str(call.args["there"]), call.source_fields)
    back = worked_out(str(call.args["back"]), call.target_fields)
    strict, take, give = strictly(call.target, call), encoder(call.source), encoder(call.target)

    def read(value: Canonical) -> Canonical:
        return strict(there((value,)))

    def write(value: Canonical) -> Canonical:
        found = back((plain(give(value)),))
        if found is ABSENT or not agree(read(plain(take(found))), value):
            raise Misfit("does not come back the same through both expressions")
        return found

    return Conversion(Codec(read, write), Codec(strict, itself))


RULE = Rule(
    shapes=("by {there}(,) (and )back by {back}",),
    build=_build,
    inverse=True,
    domain=SCALARS,
    samples=(
        Sample("by `a * 60`, back by `b / 60`", "an hour", fits=False),
        Sample("by `a * 60`, back by `b / 60`", 0, 0),
        Sample("by `a * 60`, back by `b / 60`", -0.5, -30),
        Sample("by `a * 60`, back by `b / 60`", 2, 120),
        Sample('by `"x" & a`, back by `$substringAfter(b, "x")`', "", "x"),
        Sample('by `"x" & a`, back by `$substringAfter(b, "x")`', "x1", "xx1"),
        Sample("by `$not(a)`, back by `$not(b)`", False, True),
    ),
)
