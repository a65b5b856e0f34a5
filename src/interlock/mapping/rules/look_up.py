"""Each value becomes the one it is paired with; left of the sign is the left system's value, right of it the right's.

Words in backticks are texts; a bare `true`, `false`, `null` or number is that value. A field's type, where known, says
how a value is written there. A value without a pair cannot be brought over; null stays null unless it is paired.

Example: `paid` = `settled`, `refunded` = `refunded`; `yes` = true, `no` = false.
Loses: which of several values that are paired with the same one it was.
Inverse: the pairs read backwards; the first of several pairs says how a value is written.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import KEYS
from interlock.mapping.rule import SCALAR, Call, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules._pairing import pairing


def _build(call: Call) -> Conversion:
    return pairing(cast("tuple[tuple[Written, Written], ...]", call.args["pairs"]), call)


RULE = Rule(
    shapes=("{pairs}",),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    reads_empty=True,
    domain=KEYS,
    loses=(Loss("`a` = 1, `b` = 1", "b", 1),),
    samples=(
        Sample("`a` = `b`", None, None),
        Sample("`a` = `b`", "", fits=False),
        Sample("`a` = `b`", "c", fits=False),
        Sample("`a` = `b`", {"a": "a"}, fits=False),
        Sample("`none` = null, `a` = `b`", "none", None),
        Sample("`` = `empty`", "", "empty"),
        Sample("`low` = 1, `high` = 2.5", "high", 2.5),
        Sample("`yes` = true, `no` = false", "no", False),
        Sample("`open` = `new`, `closed` = `done`", "closed", "done"),
    ),
)
