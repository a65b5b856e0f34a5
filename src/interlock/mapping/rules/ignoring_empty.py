"""The same value; null and empty text say nothing: they clear nothing on the other side, which keeps what it has.

Example: `ignoring empty`; an emptied phone number leaves the one on the other side.
Loses: that a value was cleared.
Inverse: itself; neither side clears the other.
"""

from __future__ import annotations

from interlock.mapping.domains import SCALARS
from interlock.mapping.rule import SCALAR, Call, Codec, Conversion, Loss, Read, Rule, Sample
from interlock.mapping.rules.equal import RULE as EQUAL
from interlock.model.value import ABSENT, Canonical


def _build(call: Call) -> Conversion:
    equal = EQUAL.build(call)
    if not isinstance(equal, Conversion):  # pragma: no cover - that rule makes nothing else
        raise TypeError("the rule `equal` converts values")
    source, target = (
        Codec(_unless_empty(codec.read), codec.write, codec.key) for codec in (equal.source, equal.target)
    )
    return Conversion(source, target)


def _unless_empty(inner: Read) -> Read:
    def read(value: Canonical) -> Canonical:
        found = None if value is None else inner(value)
        return ABSENT if found is None or found == "" else found

    return read


RULE = Rule(
    shapes=("ignoring empty( values)", "unless empty"),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    reads_empty=True,
    domain=SCALARS,
    loses=(Loss("ignoring empty", "", None),),
    samples=(
        Sample("ignoring empty", None, None),
        Sample("ignoring empty", "", None),
        Sample("ignoring empty", 0, 0),
        Sample("ignoring empty", False, False),
        Sample("ignoring empty", "a", "a"),
    ),
)
