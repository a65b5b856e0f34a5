"""A country's two-letter ISO 3166 code becomes its English name.

Both sides are understood in any of name, two-letter, three-letter and numeric code; the side that the rule starts
from is written with the two-letter code, the other with the English name.

Example: `ISO code to country name`; `DE` becomes `Germany`.
Loses: which of its codes the country was called by, on the side that is written.
Inverse: the name becomes the two-letter code, as `country name to ISO code` writes it.
"""

from __future__ import annotations

from interlock.mapping.domains import COUNTRIES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._country import CODES, LONGEST_NAME, NAMES, read_country, written_name


def _build(_call: Call) -> Conversion:
    names = Codec(read_country, written_name, knows=CODES, knows_back=NAMES)
    return Conversion(Codec(read_country, itself, knows=CODES), names)


RULE = Rule(
    shapes=("ISO (country )code to (the )(country )name", "country (ISO )code to (the )(country )name"),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    longest=(2, LONGEST_NAME),
    domain=COUNTRIES,
    loses=(Loss("ISO code to country name", "DEU", "Germany"),),
    samples=(
        Sample("ISO code to country name", "", ""),
        Sample("ISO code to country name", "QQ", fits=False),
        Sample("ISO code to country name", "x" * 10_000, fits=False),
        Sample("ISO code to country name", "gb", "United Kingdom"),
        Sample("ISO code to country name", "DEU", "Germany"),
        Sample("country code to name", "US", "United States"),
        Sample("ISO code to country name", "DE", "Germany"),
    ),
)
