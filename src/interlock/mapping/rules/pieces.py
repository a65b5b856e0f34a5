"""Several fields become one text with a sign between them, in the order of the cell, and become fields again.

Spaces around the parts do not count. A text must have as many parts as there are fields.

Example: `in one text, split at a comma` for `street`, `city`; `Main St 1` and `Berlin` are `Main St 1, Berlin`.
Loses: spaces around the parts.
Inverse: the text is split into the fields; one with more parts or fewer cannot be brought over.
"""

from __future__ import annotations

from interlock.mapping.domains import FIELDS
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, Takes, itself
from interlock.mapping.rules._parting import Parting
from interlock.mapping.rules._signs import sign_of


def _build(call: Call) -> Conversion:
    parting = Parting(sign_of(call.args["value"]), call.counts[0])
    text, fields = Codec(parting.of_text, itself), Codec(parting.of_fields, parting.fields)
    return Conversion(fields, text)


RULE = Rule(
    shapes=("in one text, split at (a ){value}", "joined and split at (a ){value}"),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    takes=Takes.MANY,
    gives=Takes.ONE,
    domain=FIELDS,
    loses=(Loss("in one text, split at a comma", [" Berg", "Mia"], "Berg, Mia"),),
    samples=(
        Sample("in one text, split at a comma", ["", ""], ""),
        Sample("in one text, split at a comma", [None, None], None),
        Sample("in one text, split at a comma", ["a, b", "c"], fits=False),
        Sample("in one text, split at a comma", ["Berg", None], "Berg, "),
        Sample("in one text, split at a comma", ["Berg", "Mia"], "Berg, Mia"),
        Sample("in one text, split at `/`", ["a", "b"], "a/b"),
    ),
)
