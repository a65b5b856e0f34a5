"""The first and the last name become the full name.

The last word is the last name, with small words in front of it such as `van` and `de la`; a single word is a last name,
and `Berg, Mia` has it first. On a two-way row only the full name counts: how it is parted stays as it is.

Example: `first and last name to full name` for `first`, `last`; `Mia` and `Berg` become `Mia Berg`.
Loses: where the first name ends, and commas; names that are built otherwise are parted wrongly.
Inverse: the full name is parted again.
"""

from __future__ import annotations

from interlock.mapping.domains import FIELDS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, Takes, itself
from interlock.mapping.rules._people import full_name, parted, whole
from interlock.model.value import Canonical


def _parts(value: Canonical) -> Canonical:
    return parted(str(value))


def _build(call: Call) -> Conversion:
    if call.counts[0] != 2:
        raise Problem("a name has two parts here, the first and the last name", hint="write two fields in the cell")
    return Conversion(Codec(whole, _parts), Codec(full_name, itself))


RULE = Rule(
    shapes=("first and last name to full name",),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=FIELDS,
    loses=(Loss("first and last name to full name", ["Anna", "Maria Berg"], "Anna Maria Berg"),),
    takes=Takes.MANY,
    gives=Takes.ONE,
    samples=(
        Sample("first and last name to full name", [None, None], None),
        Sample("first and last name to full name", ["", ""], ""),
        Sample("first and last name to full name", [None, "Berg"], "Berg"),
        Sample("first and last name to full name", ["Ludwig", "van Beethoven"], "Ludwig van Beethoven"),
        Sample("first and last name to full name", ["Mia", "Berg"], "Mia Berg"),
    ),
)
