"""A text with a sign between its parts becomes several fields, in the order of the cell.

Spaces around the parts do not count. A text must have as many parts as there are fields.

Example: `split at a comma` for `address` ↔ `street`, `city`; `Main St 1, Berlin` becomes `Main St 1` and `Berlin`.
Loses: spaces around the parts.
Inverse: the parts become one text again; one that contains the sign itself cannot.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, Takes, itself
from interlock.mapping.rules._parting import Parting
from interlock.mapping.rules._signs import sign_of


def _build(call: Call) -> Conversion:
    parting = Parting(sign_of(call.args["value"]), call.counts[1])
    text, fields = Codec(parting.of_text, itself), Codec(parting.of_fields, parting.fields)
    return Conversion(text, fields)


RULE = Rule(
    shapes=("split at (a ){value}", "split into the fields at (a ){value}"),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    takes=Takes.ONE,
    gives=Takes.MANY,
    domain=TEXTS,
    loses=(Loss("split at a comma", "Berg ,Mia", ["Berg", "Mia"]),),
    samples=(
        Sample("split at a comma", "", ["", ""]),
        Sample("split at a comma", "Berg", fits=False),
        Sample("split at a comma", "Berg, Mia, Dr", fits=False),
        Sample("split at a comma", "Berg, Mia", ["Berg", "Mia"]),
        Sample("split at `/`", "a/b", ["a", "b"]),
    ),
)
