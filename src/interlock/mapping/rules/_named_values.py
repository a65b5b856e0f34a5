"""Objects, and lists of the names and the values of their fields."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Codec, itself
from interlock.mapping.rules._lists import entries
from interlock.model.value import Canonical


def named_values(call: Call) -> tuple[Codec, Codec]:
    """How the list and the object are read and written; canonical is the object.

    Raises:
        Problem: the name and the value of an element would be one field.
    """
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

    return Codec(of_list, lambda value: put(value, None), put=put), Codec(of_fields, itself)
