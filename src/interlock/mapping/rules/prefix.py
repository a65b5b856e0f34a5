"""The text with a fixed text in front of it; an empty text stays empty.

Example: `with `INV-` in front`; `12` becomes `INV-12`, on the way back `12` again.
Loses: nothing.
Inverse: the text without it; one that does not begin so cannot be brought back.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import SCALAR, TEXT, Call, Codec, Conversion, Rule, Sample, Written, itself
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    given = cast("Written", call.args["value"]).text

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value))
        return f"{given}{text}" if text else ""

    def bare(value: Canonical) -> Canonical:
        text = str(value)
        if text and (not text.startswith(given) or len(text) == len(given)):
            raise Misfit(f"does not begin with `{given}`")
        return text.removeprefix(given)

    def shown(value: Canonical) -> Canonical:
        text = str(as_text(value))
        bare(text)
        return text

    return Conversion(Codec(read, bare), Codec(shown if call.two_way else as_text, itself))


RULE = Rule(
    shapes=(
        "with {value} in front",
        "prefix {value}",
    ),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    samples=(
        Sample("with `INV-` in front", "", ""),
        Sample("with `INV-` in front", 0, "INV-0"),
        Sample("with `INV-` in front", "INV-12", "INV-INV-12"),
        Sample("with `INV-` in front", "12", "INV-12"),
    ),
)
