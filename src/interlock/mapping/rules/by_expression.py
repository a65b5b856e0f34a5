"""A value worked out by an expression in JSONata (<https://docs.jsonata.org>), where no other rule says it.

The expression sees the fields of its row, by name, and nothing else; what is not there it does not see, and where it
gives nothing the other field is left alone. It is held to limits of steps, time, depth and size; `$eval`, `$now`,
`$millis`, `$random` and `$shuffle` are refused, because the same item has to give the same value. Numbers are counted
as doubles: round money (`$round(a * 1.19, 2)`). A name with other signs than letters, digits and `_` is written
`$lookup($, "the name")`. Needs the extra `expressions`.

Example: by `$uppercase(a0) & "-" & a1` for the fields `a0` and `a1`.
Loses: what the expression does not keep.
Inverse: none; with a second expression, see `by expressions`.
"""

from __future__ import annotations

from interlock.mapping.domains import FIELDS
from interlock.mapping.rule import Call, Codec, Conversion, Loss, Rule, Sample, Takes, itself
from interlock.mapping.rules._expression import strictly, worked_out
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    work, strict = worked_out(str(call.args["there"]), call.source_fields), strictly(call.target, call)

    def read(values: tuple[Canonical, ...]) -> Canonical:
        return strict(work(values))

    return Conversion(Codec(read, None, apart=True), Codec(strict, itself))


RULE = Rule(
    shapes=("by {there}",),
    build=_build,
    inverse=False,
    takes=Takes.MANY,
    domain=FIELDS,
    loses=(Loss("by `$uppercase(a0)`", ["ab", 7], "AB"),),
    samples=(
        Sample("by `a0 * a1`", ["twice", 2], fits=False),
        Sample("by `( $f := function($n) { $f($n) }; $f(a0) )`", [1, 2], fits=False),
        Sample('by `$pad("", 100000000)`', [1, 2], fits=False),
        Sample("by `$count([1..a0])`", [10_000_000, 2], fits=False),
        Sample('by `a0 & "/" & a1`', ["", ""], "/"),
        Sample('by `a0 & "/" & a1`', [None, "b"], "null/b"),
        Sample("by `a0 = null ? a1 : a0`", [None, "b"], "b"),
        Sample("by `a0 - a1`", [10, 2.5], 7.5),
        Sample('by `$split(a0, ",")[0]`', ["a,b", 1], "a"),
        Sample('by `$uppercase(a0) & "-" & a1`', ["ab", 7], "AB-7"),
    ),
)
