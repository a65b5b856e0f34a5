"""A list of ids of items of another record, of which neither the order counts nor how often one stands in it.

The ids may stand by themselves, `tag_ids[]`, or each in an object of a list, `labels[].id`; objects that are there keep
their other fields. On a two-way row what was added and what was removed on either side is brought together, item by
item. An item waits until all that it refers to has a counterpart.

Example: `the linked Tag, each, as a set` for `tag_ids[]` and `labels[].id`.
Loses: the order of the references, and repeated ones.
Inverse: itself.
"""

from __future__ import annotations

from interlock.mapping.rule import LISTS, NUMBER, TEXT, Call, References, Rule


def _build(call: Call) -> References:
    return References(str(call.args["record"]), as_set=True)


RULE = Rule(
    shapes=("the linked {record}, each, as a set", "each linked {record}, as a set"),
    build=_build,
    inverse=True,
    source_types=LISTS | TEXT | NUMBER,
    target_types=LISTS | TEXT | NUMBER,
    whole=True,
    samples=(),
)
