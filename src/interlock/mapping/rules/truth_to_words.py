"""True and false become two words; the usual words (`yes`, `Y`, `on`, `1`, `true` ...) are read as well.

Example: `true or false to Y or N`; true becomes `Y`.
Loses: nothing.
Inverse: true or false.
"""

from __future__ import annotations

from interlock.mapping.domains import TRUTHS
from interlock.mapping.rule import SCALAR, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.rules._truths import truth_of, worded


def _build(call: Call) -> Conversion:
    return Conversion(Codec(truth_of, itself), worded(call, call.target))


RULE = Rule(
    shapes=("true or/and false to {yes} or/and {no}",),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    domain=TRUTHS,
    samples=(
        Sample("true or false to Y or N", "", None),
        Sample("true or false to Y or N", "maybe", fits=False),
        Sample("true or false to `1` or `0`", False, "0"),
        Sample("true or false to 1 or 0", True, 1),
        Sample("true or false to Y or N", "on", "Y"),
        Sample("true or false to Y or N", True, "Y"),
    ),
)
