"""The last value of a list; null of an empty one. Also of a field of its elements: `addresses[].city`.

Example: `the last one` for `tags[]` or `addresses[].city`; `["a", "b"]` becomes `b`.
Loses: all other values.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXT_LISTS
from interlock.mapping.rule import EVERY, SCALAR, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import fitting, one_way
from interlock.mapping.rules._lists import listed, single
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    fit = fitting(call.target)

    def read(value: Canonical) -> Canonical:
        found = single(listed(value)[-1]) if listed(value) else None
        return None if found is None else fit(found)

    return one_way(read, fit)


RULE = Rule(
    shapes=(
        "the last one",
        "last of the list",
    ),
    build=_build,
    inverse=False,
    source_types=EVERY,
    target_types=SCALAR,
    domain=TEXT_LISTS,
    loses=(Loss("the last one", ["a", "b"], "b"),),
    gathers=True,
    samples=(
        Sample("the last one", [], None),
        Sample("the last one", "a", fits=False),
        Sample("the last one", [["a"]], fits=False),
        Sample("the last one", [None, "b", None], None),
        Sample("the last one", [0], 0),
        Sample("the last one", ["a", "b"], "b"),
    ),
)
