"""The text with a fixed text behind it; an empty text stays empty.

Example: `with ` kg` behind`; `12` becomes `12 kg`, on the way back `12` again.
Loses: nothing.
Inverse: the text without it; one that does not end so cannot be brought back.
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
        return f"{text}{given}" if text else ""

    def bare(value: Canonical) -> Canonical:
        text = str(value)
        if text and (not text.endswith(given) or len(text) == len(given)):
            raise Misfit(f"does not end with `{given}`")
        return text.removesuffix(given)

    def shown(value: Canonical) -> Canonical:
        text = str(as_text(value))
        bare(text)
        return text

    return Conversion(Codec(read, bare), Codec(shown if call.two_way else as_text, itself))


RULE = Rule(
    shapes=(
        "with {value} behind",
        "suffix {value}",
    ),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    samples=(
        Sample("with ` kg` behind", "", ""),
        Sample("with ` kg` behind", 0, "0 kg"),
        Sample("with ` kg` behind", "12 kg", "12 kg kg"),
        Sample("with ` kg` behind", "12", "12 kg"),
    ),
)
