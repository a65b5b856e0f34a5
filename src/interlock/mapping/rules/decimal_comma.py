"""A number as it is written with a decimal comma becomes a number; points and spaces between groups of three go.

Example: `decimal comma to number`; `1.234,50` becomes 1234.5, on the way back `1234,5`.
Loses: signs between groups, and zeros at the end.
Inverse: the number with a comma.
"""

from __future__ import annotations

import re
from decimal import Decimal

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._numbers import plainly
from interlock.mapping.values import as_number, as_text, number_text
from interlock.model.value import Canonical

_WRITTEN = re.compile(r"[+-]?(?:[0-9]{1,400}|[0-9]{1,3}(?:[.  ’'][0-9]{3}){1,20})(?:,[0-9]{1,400})?")


def _read(value: Canonical) -> Canonical:
    if isinstance(value, Decimal):
        return plainly(value)
    text = str(as_text(value)).strip()
    if not text:
        return None
    if isinstance(value, bool) or not _WRITTEN.fullmatch(text):
        raise Misfit("is not a number with a decimal comma")
    return plainly(Decimal(re.sub(r"[.  ’']", "", text).replace(",", ".")))


def _back(value: Canonical) -> Canonical:
    return number_text(value).replace(".", ",") if isinstance(value, Decimal) else value


def _shown(value: Canonical) -> Canonical:
    number = as_number(value)
    return plainly(number) if isinstance(number, Decimal) else number


def _build(_call: Call) -> Conversion:
    return Conversion(Codec(_read, _back), Codec(_shown, itself))


RULE = Rule(
    shapes=(
        "decimal comma to (a )number",
        "with (a )decimal comma to (a )number",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=TEXTS,
    loses=(Loss("decimal comma to number", "1.234,50", 1234.5),),
    samples=(
        Sample("decimal comma to number", "", None),
        Sample("decimal comma to number", "1,2,3", fits=False),
        Sample("decimal comma to number", "12.50", fits=False),
        Sample("decimal comma to number", "a", fits=False),
        Sample("decimal comma to number", "12", 12),
        Sample("decimal comma to number", "-0,07", -0.07),
        Sample("decimal comma to number", "1 234 567,5", 1234567.5),
        Sample("decimal comma to number", "1.234,50", 1234.5),
    ),
)
