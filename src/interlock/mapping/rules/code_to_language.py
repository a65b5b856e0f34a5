"""A language's code becomes its English name.

Both sides are understood in either form; each is written in its own. A region behind the code does not count.

Example: `language code to name`; `de` becomes `German`.
Loses: how it was called, on the side that is written.
Inverse: `de` is written again.
"""

from __future__ import annotations

from interlock.mapping.domains import LANGUAGES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._coded import language_reader, languages, namer


def _build(_call: Call) -> Conversion:
    read = language_reader()
    return Conversion(Codec(read, itself), Codec(read, namer(languages()[0])))


RULE = Rule(
    shapes=(
        "language code to name",
        "ISO code to language (name)",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=LANGUAGES,
    loses=(Loss("language code to name", "en-GB", "English"),),
    samples=(
        Sample("language code to name", "", ""),
        Sample("language code to name", "qq", fits=False),
        Sample("language code to name", "pt_BR", "Portuguese"),
        Sample("language code to name", "de", "German"),
    ),
)
