"""One part of a text that is split at a sign, counted from 1; spaces around the parts do not count.

Example: `part 2 split at a comma`; `Berg, Mia` becomes `Mia`. A text with fewer parts becomes empty.
Loses: the other parts.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import SCALAR, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._signs import sign_of
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    wanted, between = int(str(call.args["count"])), sign_of(call.args["value"])
    if wanted < 1:
        raise Problem("parts are counted from 1")

    def read(value: Canonical) -> Canonical:
        parts = str(as_text(value)).split(between)
        return parts[wanted - 1].strip() if wanted <= len(parts) else ""

    return one_way(read, as_text)


RULE = Rule(
    shapes=("part {count} split at (a ){value}", "part {count}, split at (a ){value}"),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("part 2 split at a comma", "Berg, Mia", "Mia"),),
    samples=(
        Sample("part 1 split at a comma", "", ""),
        Sample("part 2 split at a comma", "Berg", ""),
        Sample("part 2 split at a comma", "Berg, Mia", "Mia"),
        Sample("part 3 split at `-`", "DE-BE-10", "10"),
        Sample("part 1 split at a space", "Berg", "Berg"),
    ),
)
