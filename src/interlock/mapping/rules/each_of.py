"""One field of each element of a list of objects becomes a list of values.

Where a value of another field is written, only elements that have it count. Those without the field are left out.

Example: `each `sku`` for `lines[]`; `each `sku` where `kind` is `product``.
Loses: all other fields, and the elements that are left out.
Inverse: none.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import ENTRIES
from interlock.mapping.rule import LISTS, Call, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._lists import entries, is_written, listed, single
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    part, key = str(call.args["part"]), call.args.get("key")
    wanted = cast("Written", call.args.get("value"))

    def read(value: Canonical) -> Canonical:
        chosen = (one for one in entries(value) if key is None or is_written(one.get(str(key)), wanted))
        return tuple(found for one in chosen if (found := single(one.get(part))) is not None)

    return one_way(read, listed)


RULE = Rule(
    shapes=(
        "each {part}",
        "each {part} where {key} is {value}",
    ),
    build=_build,
    inverse=False,
    source_types=LISTS,
    target_types=LISTS,
    domain=ENTRIES,
    loses=(Loss("each `sku`", [{"sku": "a", "n": 1}], ["a"]),),
    samples=(
        Sample("each `sku`", [], []),
        Sample("each `sku`", ["a"], fits=False),
        Sample("each `sku`", [{"sku": None}, {}, {"sku": "a"}], ["a"]),
        Sample(
            "each `sku` where `kind` is `product`",
            [{"sku": "a", "kind": "fee"}, {"sku": "b", "kind": "product"}],
            ["b"],
        ),
        Sample(
            "each `sku` where `taxed` is true", [{"sku": "a", "taxed": True}, {"sku": "b", "taxed": "true"}], ["a", "b"]
        ),
        Sample("each `sku`", [{"sku": "a"}, {"sku": "b"}], ["a", "b"]),
    ),
)
