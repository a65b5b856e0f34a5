"""A language's English name becomes its code of ISO 639, of two letters where it has one.

Both sides are understood in either form; each is written in its own. A region behind the code does not count.

Example: `language name to code`; `German` becomes `de`.
Loses: how it was called, on the side that is written.
Inverse: `German` is written again.
"""

from __future__ import annotations

from interlock.mapping.domains import LANGUAGES
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._coded import language_reader, languages, namer


def _build(_call: Call) -> Conversion:
    read = language_reader()
    return Conversion(Codec(read, namer(languages()[0])), Codec(read, itself))


RULE = Rule(
    shapes=(
        "language name to code",
        "language to ISO code",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=LANGUAGES,
    loses=(Loss("language name to code", "en-GB", "en"),),
    samples=(
        Sample("language name to code", "", ""),
        Sample("language name to code", "Klingonese", fits=False),
        Sample("language name to code", "x" * 10_000, fits=False),
        Sample("language name to code", "deu", "de"),
        Sample("language name to code", "en-GB", "en"),
        Sample("language name to code", "German", "de"),
    ),
)
