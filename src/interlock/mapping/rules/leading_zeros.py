"""A number that is written with zeros in front, as long as is agreed. On a two-way row they do not count.

Example: `zeros in front to 8 digits`; `12` becomes `00000012`, on the way back `12` again.
Loses: zeros in front, on the side that the rule starts from.
Inverse: the text without zeros in front; `0` for zeros only.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import SCALAR, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    size = int(str(call.args["count"]))

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value)).strip()
        bare = text.lstrip("0") or text[:1]
        if len(bare) > size:
            raise Misfit(f"is longer than {size} digits")
        return bare

    def shown(value: Canonical) -> Canonical:
        return str(value).rjust(size, "0") if value else value

    return Conversion(Codec(read, itself), Codec(read, shown))


RULE = Rule(
    shapes=(
        "zeros in front to {count} digits/characters",
        "padded with zeros to {count} digits/characters",
    ),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("zeros in front to 3 digits", "0012", "012"),),
    samples=(
        Sample("zeros in front to 3 digits", "", ""),
        Sample("zeros in front to 3 digits", "1234", fits=False),
        Sample("zeros in front to 3 digits", 0, "000"),
        Sample("zeros in front to 3 digits", "000", "000"),
        Sample("zeros in front to 3 digits", 12, "012"),
        Sample("zeros in front to 8 digits", "A12", "00000A12"),
    ),
)
