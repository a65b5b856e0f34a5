"""The same text, if it is no longer than this; an item with a longer one is held, and nothing is cut off.

Example: `at most 50 characters`.
Loses: nothing.
Inverse: itself.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    most = cast("Decimal", call.args["number"])

    def read(value: Canonical) -> Canonical:
        text = as_text(value)
        if isinstance(text, str) and len(text) > most:
            raise Misfit(f"has {len(text)} characters, where at most {most} are agreed")
        return text

    codec = Codec(read, itself)
    return Conversion(codec, codec)


RULE = Rule(
    shapes=("at most {number} character(s)",),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=TEXTS,
    samples=(
        Sample("at most 3 characters", "", ""),
        Sample("at most 3 characters", "ÅÄÖ", "ÅÄÖ"),
        Sample("at most 3 characters", "long", fits=False),
        Sample("at most 1 character", "a", "a"),
    ),
)
