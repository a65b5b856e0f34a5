"""The code of a state or province becomes its name, by ISO 3166-2.

`code` is the part behind the country, `CA`, and `ISO code` the whole, `US-CA`. Both sides are understood as name, code
or whole code; names are those in the country's own language, in English where it is spoken. The country stands in a
field, as a name or a code, or is written.

Example: `state code to name, country from `country``; `CA` becomes `California`.
Loses: how it was called, on the side that is written.
Inverse: the code.
"""

from __future__ import annotations

from interlock.mapping.domains import STATES
from interlock.mapping.rule import TEXT, Call, Conversion, Loss, Needs, Rule, Sample
from interlock.mapping.rules._subdivisions import subdivision


def _build(call: Call) -> Conversion:
    name, code = subdivision(call)
    return Conversion(code, name)


RULE = Rule(
    shapes=(
        "state/province/region {coding} to name, country from {field}",
        "state/province/region {coding} to name, country {region}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=STATES,
    needs=Needs.WISHED,
    loses=(Loss("state code to name, country US", "US-CA", "California"),),
    samples=(
        Sample("state code to name, country US", "", ""),
        Sample("state code to name, country US", "Atlantis", fits=False),
        Sample("state code to name, country from `c`", "Bayern", needs={"c": None}, fits=False),
        Sample("state code to name, country from `c`", "US-CA", needs={"c": None}, fits=False),
        Sample("state code to name, country US", "DE-BY", fits=False),
        Sample("state code to name, country from `c`", "us-ca", "California", needs={"c": "us"}),
        Sample("state ISO code to name, country from `c`", "Bayern", "Bayern", needs={"c": "Germany"}),
        Sample("state code to name, country from `c`", "CA", "California", needs={"c": "US"}),
        Sample("state code to name, country US", "california", "California"),
    ),
)
