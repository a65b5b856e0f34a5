"""A currency's English name becomes its code of ISO 4217.

Both sides are understood in either form; each is written in its own.

Example: `currency name to code`; `Euro` becomes `EUR`.
Loses: how it was called, on the side that is written.
Inverse: `Euro` is written again.
"""

from __future__ import annotations

from interlock.mapping.domains import CURRENCIES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._coded import currencies, namer, reader


def _build(_call: Call) -> Conversion:
    names, codes = currencies()
    read = reader(codes, "currency")
    return Conversion(Codec(read, namer(names)), Codec(read, itself))


RULE = Rule(
    shapes=(
        "currency name to code",
        "currency to ISO code",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=CURRENCIES,
    loses=(Loss("currency name to code", "eur", "EUR"),),
    samples=(
        Sample("currency name to code", "", ""),
        Sample("currency name to code", "Taler", fits=False),
        Sample("currency name to code", "eur", "EUR"),
        Sample("currency name to code", "us dollar", "USD"),
        Sample("currency name to code", "Euro", "EUR"),
    ),
)
