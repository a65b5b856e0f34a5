"""A text with the fields at the places of `{}`, in the order of the cell; an empty field leaves its place empty.

Example: `written as `{} ({})``; `Mia` and `Berg` become `Mia (Berg)`. Where all fields are empty the text is empty.
Loses: where one part ends and the next begins.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import FIELDS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import SCALAR, TEXT, Call, Conversion, Loss, Rule, Sample, Takes
from interlock.mapping.rules._lens import one_way
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    pieces = str(call.args["format"]).split("{}")
    if len(pieces) - 1 != call.counts[0]:
        raise Problem(f"the text has {len(pieces) - 1} places `{{}}`, and {call.counts[0]} fields are given")

    def read(values: tuple[Canonical, ...]) -> Canonical:
        if all(value is None for value in values):
            return None
        parts = ["" if value is None else str(as_text(value)) for value in values]
        if not any(parts):
            return ""
        return "".join(f"{piece}{part}" for piece, part in zip(pieces, (*parts, ""), strict=True))

    return one_way(read, as_text)


RULE = Rule(
    shapes=(
        "written as {format}",
        "text {format}",
    ),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=FIELDS,
    loses=(Loss("written as `{} {}`", ["Mia B", "Berg"], "Mia B Berg"),),
    takes=Takes.MANY,
    samples=(
        Sample("written as `{} ({})`", [None, None], None),
        Sample("written as `{} ({})`", ["", ""], ""),
        Sample("written as `{} ({})`", ["Mia", None], "Mia ()"),
        Sample("written as `No {} of {}`", [7, "Berg"], "No 7 of Berg"),
        Sample("written as `{} ({})`", ["{}", "Berg"], "{} (Berg)"),
    ),
)
