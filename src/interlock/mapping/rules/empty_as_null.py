"""The same value; what is empty is empty text on the side that the rule starts from and null on the other.

Example: `empty text as null`; an empty text becomes null, and null comes back as empty text.
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
    return Conversion(empty, null)


RULE = Rule(
    shapes=(
        "empty text as null",
        "empty as null",
    ),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    domain=SCALARS,
    samples=(
        Sample("empty text as null", "", None),
        Sample("empty text as null", None, None),
        Sample("empty text as null", " ", " "),
        Sample("empty text as null", 0, 0),
        Sample("empty text as null", False, False),
        Sample("empty text as null", "a", "a"),
    ),
)
