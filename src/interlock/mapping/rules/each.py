"""Each value of a list by a rule; null in the list stays null.

Example: `each upper case` for `tags[]`; `["a", "b"]` becomes `["A", "B"]`. `each trim, then lower case`.
Loses: what the rule loses.
Inverse: the rule's own, for each value.
"""

from __future__ import annotations

from dataclasses import replace

from interlock.mapping.domains import TEXT_LISTS
from interlock.mapping.rule import LISTS, Call, Codec, Conversion, Loss, Read, Rule, Sample
from interlock.mapping.rules._inner import inner, turns
from interlock.mapping.rules._lists import listed
from interlock.model.value import Canonical


def _each(one: Read | None) -> Read | None:
    if one is None:
        return None

    def read(value: Canonical) -> Canonical:
        return tuple(None if element is None else one(element) for element in listed(value))

    return read


def _build(call: Call) -> Conversion:
    elements = replace(call, source=None, target=None)
    made = inner(str(call.args["rule"]), elements, composed=frozenset({"in_turn"}))
    source, target = (
        Codec(_each(codec.read) or codec.read, _each(codec.write)) for codec in (made.source, made.target)
    )
    return Conversion(source, target)


RULE = Rule(
    shapes=(
        "each {rule}",
        "each: {rule}",
    ),
    build=_build,
    inverse=True,
    source_types=LISTS,
    target_types=LISTS,
    domain=TEXT_LISTS,
    loses=(Loss("each upper case", ["ab"], ["AB"]),),
    turns=lambda args: turns(str(args["rule"])),
    samples=(
        Sample("each upper case", [], []),
        Sample("each upper case", "a", fits=False),
        Sample("each text to number", ["1", "many"], fits=False),
        Sample("each upper case", ["a", None, "B"], ["A", None, "B"]),
        Sample("each trim, then cut to 1 character", [" ab"], ["a"]),
        Sample("each text to number", ["1", "2.50"], [1, 2.5]),
    ),
)
