"""One value of a list of names and values: the field of that element in which another field has this value.

Null where there is none. What is written changes that element only, or adds it; null takes it out of the list.

Example: ``value` where `name` is `color`` for `attributes[]`; `[{"name": "color", "value": "red"}]` becomes `red`.
Loses: all other elements, on one-way rows.
Inverse: the list with this value in it; other elements stay as they are.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import ENTRIES
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import LISTS, SCALAR, Call, Codec, Conversion, Loss, Rule, Sample, Written, itself
from interlock.mapping.rules._lens import fitting
from interlock.mapping.rules._lists import entries, is_written, single
from interlock.mapping.values import literal
from interlock.model.value import ABSENT, Canonical


def _build(call: Call) -> Conversion:
    part, key = str(call.args["part"]), str(call.args["key"])
    wanted = cast("Written", call.args["value"])
    if part == key:
        raise Problem("the field that tells the elements apart cannot be the value as well")

    fit = fitting(call.target)

    def read(value: Canonical) -> Canonical:
        found = (element for element in entries(value) if is_written(element.get(key), wanted))
        value = single(next(found, {}).get(part))
        return None if value is None else fit(value)

    def put(value: Canonical, there: Canonical) -> Canonical:
        if value is None and there is None:
            return ABSENT
        known = list(entries(there)) if there is not None else []
        mine = [i for i, element in enumerate(known) if is_written(element.get(key), wanted)]
        if value is None:
            return tuple(element for i, element in enumerate(known) if i not in mine)
        if mine:
            known[mine[0]] = {**known[mine[0]], part: value}
        else:
            known.append({key: literal(wanted, None), part: value})
        return tuple(known)

    return Conversion(
        Codec(read, lambda value: put(value, None), put=put), Codec(lambda value: fit(single(value)), itself)
    )


RULE = Rule(
    shapes=("{part} where {key} is {value}",),
    build=_build,
    inverse=True,
    source_types=LISTS,
    target_types=SCALAR,
    domain=ENTRIES,
    loses=(
        Loss(
            "`value` where `name` is `size`", [{"name": "size", "value": "L"}, {"name": "color", "value": "red"}], "L"
        ),
    ),
    shares=True,
    samples=(
        Sample("`value` where `name` is `size`", [], None),
        Sample("`value` where `name` is `size`", "L", fits=False),
        Sample("`value` where `name` is `size`", ["L"], fits=False),
        Sample("`value` where `name` is `size`", [{"name": "color", "value": "red"}], None),
        Sample("`value` where `name` is `size`", [{"name": "size", "value": [1]}], fits=False),
        Sample("`value` where `id` is 7", [{"id": 7, "value": 0.5}], 0.5),
        Sample("`value` where `name` is `size`", [{"name": "size", "value": "L"}, {"name": "size", "value": "M"}], "L"),
        Sample(
            "`value` where `name` is `size`", [{"name": "color", "value": "red"}, {"name": "size", "value": "L"}], "L"
        ),
    ),
)
