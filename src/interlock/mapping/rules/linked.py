"""The id of an item of another record becomes the id of its counterpart; empty text means none.

An item whose reference has no counterpart yet waits for it.

Example: `the linked Vendor` for two fields that hold vendors' ids.
Loses: nothing.
Inverse: itself.
"""

from __future__ import annotations

from interlock.mapping.rule import NUMBER, TEXT, Call, Reference, Rule


def _build(call: Call) -> Reference:
    return Reference(str(call.args["record"]))


RULE = Rule(
    shapes=("the linked {record}",),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    samples=(),
)
