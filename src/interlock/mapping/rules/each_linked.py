"""A list of ids of items of another record becomes the list of the ids of their counterparts, in the same order.

The ids may stand by themselves, `tag_ids[]`, or each in an object of a list, `labels[].id`; objects that are there keep
their other fields. Null and empty text in a list of ids are none. An item waits until all that it refers to has a
counterpart.

Example: `the linked Tag, each` for `tag_ids[]` and `labels[].id`.
Loses: nothing.
Inverse: itself.
"""

from __future__ import annotations

from interlock.mapping.rule import LISTS, NUMBER, TEXT, Call, References, Rule


def _build(call: Call) -> References:
    return References(str(call.args["record"]))


RULE = Rule(
    shapes=("the linked {record}, each", "each linked {record}"),
    build=_build,
    inverse=True,
    source_types=LISTS | TEXT | NUMBER,
    target_types=LISTS | TEXT | NUMBER,
    whole=True,
    samples=(),
)
