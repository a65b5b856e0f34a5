"""A number becomes the text that writes it out.

Example: `number to text`; 12.5 becomes `12.5`.
Loses: nothing.
Inverse: the text becomes the number; a text that is none cannot be brought back.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.values import as_number, as_text, number_text
from interlock.model.value import Canonical


def _written(value: Canonical) -> Canonical:
    if type(value) is Decimal:
        return number_text(value)
    return None if value is None else as_text(value)


def _build(_call: Call) -> Conversion:
    return Conversion(Codec(as_number, itself), Codec(as_number, _written))


RULE = Rule(
    shapes=("number to text",),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT,
    domain=NUMBERS,
    samples=(
        Sample("number to text", "seven", fits=False),
        Sample("number to text", True, fits=False),
        Sample("number to text", 0, "0"),
        Sample("number to text", -0.001, "-0.001"),
        Sample("number to text", 7, "7"),
    ),
)
