"""An object becomes a list of the names and the values of its fields.

A name that is there twice or is no text cannot be brought over. Other fields of the list's elements stay as they are.

Example: `fields to list of `name` and `value``; `[{"name": "size", "value": "L"}]` comes of `{"size": "L"}`.
Loses: nothing; an object has no order.
Inverse: an object with a field for each name.
"""

from __future__ import annotations

from interlock.mapping.domains import OBJECTS
from interlock.mapping.rule import GROUPS, LISTS, Call, Conversion, Rule, Sample
from interlock.mapping.rules._named_values import named_values


def _build(call: Call) -> Conversion:
    of_list, of_fields = named_values(call)
    return Conversion(of_fields, of_list)


RULE = Rule(
    shapes=("fields to (a )list of {key} and {part}",),
    build=_build,
    inverse=True,
    source_types=GROUPS,
    target_types=LISTS,
    domain=OBJECTS,
    samples=(
        Sample("fields to list of `name` and `value`", {}, []),
        Sample("fields to list of `name` and `value`", "a", fits=False),
        Sample("fields to list of `name` and `value`", {"size": None}, [{"name": "size", "value": None}]),
        Sample(
            "fields to list of `name` and `value`",
            {"size": "L", "n": 2},
            [{"name": "size", "value": "L"}, {"name": "n", "value": 2}],
        ),
    ),
)
