"""Several fields become one text, in the order of the cell; parts that are empty are left out.

Example: `join with a space`, `join with a comma`, `join with ` / ``; `Mia` and `Berg` become `Mia Berg`.
Loses: where one part ends and the next begins.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import FIELDS
from interlock.mapping.rule import SCALAR, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, Takes, Written, itself
from interlock.mapping.values import as_text
from interlock.model.value import Canonical

_NAMED = {"comma": ", ", "hyphen": "-", "dash": "-", "slash": "/", "semicolon": "; ", "nothing": "", "space": " "}


def _build(call: Call) -> Conversion:
    given = call.args.get("value")
    between = " "
    if isinstance(given, Written):
        between = given.text if given.quoted else _NAMED.get(given.text, given.text)

    def read(values: tuple[Canonical, ...]) -> Canonical:
        try:
            return between.join(filter(None, map(str.strip, values)))  # type: ignore[arg-type]  # mostly all are texts
        except TypeError:
            pass
        parts = [(v if type(v) is str else str(as_text(v))).strip() for v in values if v is not None]
        return between.join([part for part in parts if part]) if parts else None

    return Conversion(Codec(read, None), Codec(as_text, itself))


RULE = Rule(
    shapes=("join with a space", "join(ed) with (a ){value}"),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    takes=Takes.MANY,
    domain=FIELDS,
    loses=(Loss("join with a space", ["Anna Maria", "Berg"], "Anna Maria Berg"),),
    samples=(
        Sample("join with a space", [None, None], None),
        Sample("join with a space", ["", ""], ""),
        Sample("join with a space", ["Mia", None], "Mia"),
        Sample("join with a space", ["Mia", 7], "Mia 7"),
        Sample("join with ` / `", ["Mia", "Berg"], "Mia / Berg"),
        Sample("join with a comma", ["Berg", "Mia"], "Berg, Mia"),
        Sample("join with a space", ["Mia", "Berg"], "Mia Berg"),
    ),
)
