"""An object becomes a list of the names and the values of its fields.

A name that is there twice or is no text cannot be brought over. Other fields of the list's elements stay as they are.

Example: `fields to list of `name` and `value``; `[{"name": "size", "value": "L"}]` comes of `{"size": "L"}`.
Loses: nothing; an object has no order.
Inverse: an object with a field for each name.
"""

from __future__ import annotations

from collections.abc import Mapping

from interlock.mapping.domains import OBJECTS
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import GROUPS, LISTS, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.rules._lists import entries
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    key, part = str(call.args["key"]), str(call.args["part"])
    if part == key:
        raise Problem("the field that names the elements cannot be the value as well")

    def of_list(value: Canonical) -> Canonical:
        found: dict[str, Canonical] = {}
        for element in entries(value):
            name = element.get(key)
            if not isinstance(name, str):
                raise Misfit(f"has an element whose `{key}` is no text")
            if name in found:
                raise Misfit(f"has two elements with the same `{key}`")
            found[name] = element.get(part)
        return found

    def of_fields(value: Canonical) -> Canonical:
        if not isinstance(value, Mapping):
            raise Misfit("is not an object")
        return dict(value)

    def put(value: Canonical, there: Canonical) -> Canonical:
        if not isinstance(value, Mapping):
            return value
        known = {str(element.get(key)): element for element in entries(there)} if isinstance(there, tuple) else {}
        order = [name for name in known if name in value] + [name for name in value if name not in known]
        return tuple({**known.get(name, {}), key: name, part: value[name]} for name in order)

    one, other = Codec(of_list, lambda value: put(value, None), put=put), Codec(of_fields, itself)
    return Conversion(other, one)


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
