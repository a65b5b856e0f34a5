"""Two words for yes and no become true and false; the usual words (`yes`, `Y`, `on`, `1`, `true` ...) are read as well.

Example: `Y or N to true or false`; `Y` becomes true. On the way back the words of the cell are written.
Loses: which of the words it was, and its case.
Inverse: the words of the cell.
"""

from __future__ import annotations

from interlock.mapping.domains import TRUTHS
from interlock.mapping.rule import SCALAR, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._truths import truth_of, worded


def _build(call: Call) -> Conversion:
    return Conversion(worded(call, call.source), Codec(truth_of, itself))


RULE = Rule(
    shapes=("{yes} or/and {no} to true or/and false",),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    domain=TRUTHS,
    loses=(Loss("Y or N to true or false", "yes", True),),
    samples=(
        Sample("Y or N to true or false", "", None),
        Sample("Y or N to true or false", "maybe", fits=False),
        Sample("`1` or `0` to true or false", "0", False),
        Sample("Y or N to true or false", 1, True),
        Sample("`ja` or `nein` to true or false", "NEIN", False),
        Sample("Y or N to true or false", " yes ", True),
        Sample("Y or N to true or false", "Y", True),
    ),
)
