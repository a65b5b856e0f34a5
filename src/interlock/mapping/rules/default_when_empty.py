"""The value, or this one where it is null, empty text, or not shown at all.

Example: `unknown` when empty.
Loses: whether it was empty.
Inverse: none.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import SCALARS
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import SCALAR, Call, Codec, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules.equal import RULE as EQUAL
from interlock.mapping.values import literal, spelled
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    given = literal(cast("Written", call.args["value"]), call.target)
    equal = EQUAL.build(call)
    if not isinstance(equal, Conversion):  # pragma: no cover - that rule makes nothing else
        raise TypeError("the rule `equal` converts values")
    inner = equal.source.read
    try:
        given = equal.target.read(given) if given is not None else None
    except Misfit as error:
        raise Problem(f"`{spelled(given)}` {error.reason}, as which both fields are compared") from error

    def read(value: Canonical) -> Canonical:
        found = None if value is None else inner(value)
        return given if found is None or found == "" else found

    return Conversion(Codec(read, None), equal.target)


RULE = Rule(
    shapes=("{value} when/if empty", "default {value}"),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=SCALAR,
    reads_empty=True,
    domain=SCALARS,
    loses=(Loss("`unknown` when empty", "", "unknown"),),
    samples=(
        Sample("`unknown` when empty", None, "unknown"),
        Sample("`unknown` when empty", "", "unknown"),
        Sample("0 when empty", 0, 0),
        Sample("0 when empty", None, 0),
        Sample("false when empty", False, False),
        Sample("`unknown` when empty", "known", "known"),
    ),
)
