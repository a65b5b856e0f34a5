"""A currency's code becomes its English name.

Both sides are understood in either form; each is written in its own.

Example: `currency code to name`; `EUR` becomes `Euro`.
Loses: how it was called, on the side that is written.
Inverse: `EUR` is written again.
"""

from __future__ import annotations

from interlock.mapping.domains import CURRENCIES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._coded import currencies, namer, reader


def _build(_call: Call) -> Conversion:
    names, codes = currencies()
    read = reader(codes, "currency")
    return Conversion(Codec(read, itself), Codec(read, namer(names)))


RULE = Rule(
    shapes=(
        "currency code to name",
        "ISO code to currency (name)",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=CURRENCIES,
    loses=(Loss("currency code to name", "eur", "Euro"),),
    samples=(
        Sample("currency code to name", "", ""),
        Sample("currency code to name", "QQQ", fits=False),
        Sample("currency code to name", "usd", "US Dollar"),
        Sample("currency code to name", "EUR", "Euro"),
    ),
)
