"""The field always has this value; the other column is empty.

In backticks it is text, bare `true`, `false`, `null` and numbers are those; the field's type, where known, decides.

Example: always `web`; always 3; always true.
Loses: nothing, there is nothing to lose.
Inverse: none.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import NOTHING
from interlock.mapping.rule import SCALAR, Call, Codec, Conversion, Read, Rule, Sample, Takes, Written, itself
from interlock.mapping.values import as_number, as_text, as_truth, literal


def _build(call: Call) -> Conversion:
    constant = literal(cast("Written", call.args["value"]), call.target)

    read: Read = as_truth if isinstance(constant, bool) else as_text if isinstance(constant, str) else as_number
    return Conversion(Codec(lambda _value: constant, None), Codec(read, itself))


RULE = Rule(
    shapes=("always {value}",),
    build=_build,
    inverse=False,
    target_types=SCALAR,
    takes=Takes.NONE,
    domain=NOTHING,
    samples=(
        Sample("always ``", None, ""),
        Sample("always 3", None, 3),
        Sample("always false", None, False),
        Sample("always `web`", None, "web"),
    ),
)
