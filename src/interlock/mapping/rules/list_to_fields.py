"""A list of names and values becomes an object with a field for each name.

A name that is there twice or is no text cannot be brought over. Other fields of the list's elements stay as they are.

Example: `list of `name` and `value` to fields`; `[{"name": "size", "value": "L"}]` becomes `{"size": "L"}`.
Loses: the order of the elements.
Inverse: the list of names and values.
"""

from __future__ import annotations

from interlock.mapping.domains import ENTRIES
from interlock.mapping.rule import GROUPS, LISTS, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._named_values import named_values


def _build(call: Call) -> Conversion:
    of_list, of_fields = named_values(call)
    return Conversion(of_list, of_fields)


RULE = Rule(
    shapes=("list of {key} and {part} to fields",),
    build=_build,
    inverse=True,
    source_types=LISTS,
    target_types=GROUPS,
    domain=ENTRIES,
    loses=(Loss("list of `name` and `value` to fields", [{"name": "a", "value": "1", "id": 7}], {"a": "1"}),),
    samples=(
        Sample("list of `name` and `value` to fields", [], {}),
        Sample(
            "list of `name` and `value` to fields",
            [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}],
            fits=False,
        ),
        Sample("list of `name` and `value` to fields", [{"value": "1"}], fits=False),
        Sample("list of `name` and `value` to fields", [{"name": "size"}], {"size": None}),
        Sample(
            "list of `name` and `value` to fields",
            [{"name": "size", "value": "L"}, {"name": "n", "value": 2}],
            {"size": "L", "n": 2},
        ),
    ),
)
