"""A list of names and values becomes an object with a field for each name.

A name that is there twice or is no text cannot be brought over. Other fields of the list's elements stay as they are.

Example: `list of `name` and `value` to fields`; `[{"name": "size", "value": "L"}]` becomes `{"size": "L"}`.
Loses: the order of the elements.
Inverse: the list of names and values.
"""

from __future__ import annotations

from collections.abc import Mapping

from interlock.mapping.domains import ENTRIES
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import GROUPS, LISTS, Call, Codec, Conversion, Loss, Rule, Sample, itself
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
    return Conversion(one, other)


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
