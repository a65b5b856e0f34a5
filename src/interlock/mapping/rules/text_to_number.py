"""A text that writes a number becomes the number; one that is none cannot be brought over.

Example: `text to number`; `12.50` becomes 12.5.
Loses: zeros at the end, and a plus sign.
Inverse: the number written out.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._numbers import plainly
from interlock.mapping.values import as_number, number_text
from interlock.model.value import Canonical


def _build(_call: Call) -> Conversion:
    def back(value: Canonical) -> Canonical:
        return number_text(value) if isinstance(value, Decimal) else value

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(number) if isinstance(number, Decimal) else number

    return Conversion(Codec(read, back), Codec(read, itself))


RULE = Rule(
    shapes=("text to (a )number",),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("text to number", "12.50", 12.5),),
    samples=(
        Sample("text to number", "", None),
        Sample("text to number", "seven", fits=False),
        Sample("text to number", "1,5", fits=False),
        Sample("text to number", "1e3", fits=False),
        Sample("text to number", "+7", 7),
        Sample("text to number", " 12.50 ", 12.5),
        Sample("text to number", "-0.001", -0.001),
    ),
)
