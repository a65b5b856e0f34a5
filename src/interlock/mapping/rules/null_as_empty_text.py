"""The same value; what is empty is null on the side that the rule starts from and empty text on the other.

Example: `null as empty text`; null becomes empty text, and empty text comes back as null.
Loses: nothing that stands alone; what is empty is the side's own word for it.
Inverse: itself, the other way round.
"""

from __future__ import annotations

from interlock.mapping.domains import SCALARS
from interlock.mapping.rule import SCALAR, Call, Conversion, Rule, Sample
from interlock.mapping.rules._empty import nulled, nulling


def _build(call: Call) -> Conversion:
    read = nulled(call)
    empty, null = nulling(read, ""), nulling(read, None)
    return Conversion(null, empty)


RULE = Rule(
    shapes=("null as empty text",),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    domain=SCALARS,
    samples=(
        Sample("null as empty text", "", ""),
        Sample("null as empty text", None, ""),
        Sample("null as empty text", " ", " "),
        Sample("null as empty text", 0, 0),
        Sample("null as empty text", False, False),
        Sample("null as empty text", "a", "a"),
    ),
)
