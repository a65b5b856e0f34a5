"""One of two values, by what another field has; the other column is empty.

In backticks it is text, bare `true`, `false`, `null` and numbers are those; the field's type, where known, decides.

Example: ``B2B` when `kind` is `company`, else `B2C``.
Loses: nothing, there is nothing to lose.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from interlock.mapping.domains import NOTHING
from interlock.mapping.rule import EVERY, SCALAR, Call, Conversion, Rule, Sample, Takes, Written
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._lists import is_written
from interlock.mapping.values import as_number, as_text, as_truth, literal
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    wanted = cast("Written", call.args["is"])
    one, other = (literal(cast("Written", call.args[name]), call.target) for name in ("value", "instead"))

    def read(_value: Canonical, told: Canonical = None) -> Canonical:
        return one if is_written(told, wanted) else other

    def shown(value: Canonical) -> Canonical:
        if isinstance(one, bool) or isinstance(other, bool):
            return as_truth(value)
        return as_number(value) if isinstance(one, Decimal) and isinstance(other, Decimal) else as_text(value)

    return one_way(read, shown)


RULE = Rule(
    shapes=("{value} when/if {field} is {is}, else/otherwise {instead}",),
    build=_build,
    inverse=False,
    source_types=EVERY,
    target_types=SCALAR,
    domain=NOTHING,
    takes=Takes.NONE,
    samples=(
        Sample("`B2B` when `kind` is `b`, else `B2C`", None, "B2B", needs={"kind": "b"}),
        Sample("`B2B` when `kind` is `b`, else `B2C`", None, "B2C", needs={"kind": "c"}),
        Sample("`B2B` when `kind` is `b`, else `B2C`", None, "B2C", needs={"kind": None}),
        Sample("1 when `kind` is null, else 2.5", None, 1, needs={"kind": None}),
    ),
)
