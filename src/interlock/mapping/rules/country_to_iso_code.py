"""A country's English name becomes its two-letter ISO 3166 code.

Both sides are understood in any of name, two-letter, three-letter and numeric code; the side that the rule starts
from is written with the English name, the other with the two-letter code.

Example: `country name to ISO code`; `Germany` becomes `DE`.
Loses: which of its names the country was called by, on the side that is written.
Inverse: the code becomes the English name, as `ISO code to country name` writes it.
"""

from __future__ import annotations

from interlock.mapping.domains import COUNTRIES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._country import CODES, LONGEST_NAME, NAMES, read_country, written_name


def _build(_call: Call) -> Conversion:
    names = Codec(read_country, written_name, knows=CODES, knows_back=NAMES)
    return Conversion(names, Codec(read_country, itself, knows=CODES))


RULE = Rule(
    shapes=("country (name )to (an )ISO code", "country name to code"),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    longest=(LONGEST_NAME, 2),
    domain=COUNTRIES,
    loses=(Loss("country name to ISO code", "uk", "GB"),),
    samples=(
        Sample("country name to ISO code", "", ""),
        Sample("country name to ISO code", "Atlantis", fits=False),
        Sample("country name to ISO code", "x" * 10_000, fits=False),
        Sample("country name to ISO code", "uk", "GB"),
        Sample("country name to ISO code", "CÔTE D’IVOIRE", "CI"),
        Sample("country name to ISO code", "DEU", "DE"),
        Sample("country name to ISO code", "United States of America", "US"),
        Sample("country name to ISO code", "Germany", "DE"),
    ),
)
