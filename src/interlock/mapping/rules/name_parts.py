"""The full name becomes the first and the last name, in the order of the cell.

The last word is the last name, with small words in front of it such as `van` and `de la`; a single word is a last name,
and `Berg, Mia` has it first. On a two-way row only the full name counts: how it is parted stays as it is.

Example: `full name to first and last name` for `name` → `first`, `last`; `Mia Berg` becomes `Mia` and `Berg`.
Loses: spaces and commas; names that are built otherwise are parted wrongly.
Inverse: the full name of both.
"""

from __future__ import annotations

from interlock.mapping.domains import NAMES
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, Takes, itself
from interlock.mapping.rules._people import full_name, parted, whole
from interlock.model.value import Canonical


def _parts(value: Canonical) -> Canonical:
    return parted(str(value))


def _build(call: Call) -> Conversion:
    if call.counts[1] != 2:
        raise Problem("a name has two parts here, the first and the last name", hint="write two fields in the cell")
    return Conversion(Codec(full_name, itself), Codec(whole, _parts))


RULE = Rule(
    shapes=("full name to first and last name",),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=NAMES,
    loses=(Loss("full name to first and last name", "Berg, Mia", ["Mia", "Berg"]),),
    takes=Takes.ONE,
    gives=Takes.MANY,
    samples=(
        Sample("full name to first and last name", "", ["", ""]),
        Sample("full name to first and last name", "Berg", ["", "Berg"]),
        Sample("full name to first and last name", "Berg, Mia", ["Mia", "Berg"]),
        Sample("full name to first and last name", "Ludwig van Beethoven", ["Ludwig", "van Beethoven"]),
        Sample("full name to first and last name", " Mia  Berg ", ["Mia", "Berg"]),
    ),
)
