"""The name of a state or province becomes its code, by ISO 3166-2.

`code` is the part behind the country, `CA`, and `ISO code` the whole, `US-CA`. Both sides are understood as name, code
or whole code; names are those in the country's own language, in English where it is spoken. The country stands in a
field, as a name or a code, or is written.

Example: `state name to code, country from `country``; `California` becomes `CA`.
Loses: how it was called, on the side that is written.
Inverse: the name.
"""

from __future__ import annotations

from interlock.mapping.domains import STATES
from interlock.mapping.rule import TEXT, Call, Conversion, Loss, Needs, Rule, Sample
from interlock.mapping.rules._subdivisions import subdivision


def _build(call: Call) -> Conversion:
    name, code = subdivision(call)
    return Conversion(name, code)


RULE = Rule(
    shapes=(
        "state/province/region name to {coding}, country from {field}",
        "state/province/region name to {coding}, country {region}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=STATES,
    needs=Needs.WISHED,
    loses=(Loss("state name to code, country US", "US-CA", "CA"),),
    samples=(
        Sample("state name to code, country US", "", ""),
        Sample("state name to code, country US", "Atlantis", fits=False),
        Sample("state name to code, country from `c`", "Bayern", needs={"c": None}, fits=False),
        Sample("state name to code, country from `c`", "US-CA", needs={"c": None}, fits=False),
        Sample("state name to code, country US", "DE-BY", fits=False),
        Sample("state name to code, country from `c`", "us-ca", "CA", needs={"c": "us"}),
        Sample("state name to ISO code, country from `c`", "Bayern", "DE-BY", needs={"c": "Germany"}),
        Sample("state name to code, country from `c`", "CA", "CA", needs={"c": "US"}),
        Sample("state name to code, country US", "california", "CA"),
    ),
)
