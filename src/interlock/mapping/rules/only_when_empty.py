"""The value, where the other side has none; what stands there already stays, whatever changes here.

Example: `only if empty there`; a phone number fills the one that is missing, and replaces none.
Loses: changes, once a value is there.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import SCALARS
from interlock.mapping.rule import SCALAR, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._empty import nulled
from interlock.model.value import ABSENT, Canonical


def _build(call: Call) -> Conversion:
    inner = nulled(call)

    def read(value: Canonical) -> Canonical:
        found = inner(value)
        return ABSENT if found is None else found

    def shown(value: Canonical) -> Canonical:
        # A value that is there is nobody's business: it is neither compared nor written over.
        return None if value is None or value == "" else ABSENT

    def put(value: Canonical, there: Canonical) -> Canonical:
        return value if there is None or there == "" else there

    return Conversion(Codec(read, None), Codec(shown, itself, put=put))


RULE = Rule(
    shapes=(
        "only if/when empty there",
        "only if the field is empty",
    ),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=SCALAR,
    domain=SCALARS,
    loses=(Loss("only if empty there", "", None),),
    reads_empty=True,
    samples=(
        Sample("only if empty there", None, None),
        Sample("only if empty there", "", None),
        Sample("only if empty there", 0, 0),
        Sample("only if empty there", False, False),
        Sample("only if empty there", "a", "a"),
    ),
)
