"""A country's name or code becomes its three-letter code of ISO 3166.

Both sides are understood in any of name, two-letter, three-letter and numeric code; the side that the rule starts
from is written with the two-letter code.

Example: `country to three-letter code`; `DE` becomes `DEU`.
Loses: how the country was called, on the side that is written.
Inverse: the two-letter code.
"""

from __future__ import annotations

from interlock.mapping.domains import COUNTRIES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._country import CODES, read_country, three_letters


def _build(_call: Call) -> Conversion:
    return Conversion(Codec(read_country, itself, knows=CODES), Codec(read_country, three_letters, knows=CODES))


RULE = Rule(
    shapes=("country (code )to (ISO )three-letter code",),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=COUNTRIES,
    longest=(2, 3),
    loses=(Loss("country to three-letter code", "Germany", "DEU"),),
    samples=(
        Sample("country to three-letter code", "", ""),
        Sample("country to three-letter code", "Atlantis", fits=False),
        Sample("country to three-letter code", "uk", "GBR"),
        Sample("country to three-letter code", "Germany", "DEU"),
        Sample("country to three-letter code", "DE", "DEU"),
    ),
)
