"""How many elements a list has.

Example: `number of elements` for `lines[]`; three lines become 3.
Loses: the elements.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import TEXT_LISTS
from interlock.mapping.rule import EVERY, NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._lists import listed
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _read(value: Canonical) -> Canonical:
    return Decimal(len(listed(value)))


def _build(_call: Call) -> Conversion:
    return one_way(_read, as_number)


RULE = Rule(
    shapes=(
        "number of elements",
        "how many elements/there are",
    ),
    build=_build,
    inverse=False,
    source_types=EVERY,
    target_types=TEXT | NUMBER,
    domain=TEXT_LISTS,
    loses=(Loss("number of elements", ["a", "b"], 2),),
    gathers=True,
    samples=(
        Sample("number of elements", [], 0),
        Sample("number of elements", "abc", fits=False),
        Sample("number of elements", [None], 1),
        Sample("number of elements", ["a", "b"], 2),
    ),
)
