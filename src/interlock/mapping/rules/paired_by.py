"""The elements of two lists belong together where these two fields of theirs agree; their order does not count.

An element without a value there, or two with the same, cannot be brought over. Rows below the list say what becomes of
the elements' fields; fields of an element that no row names stay as they are. Without this rule (an empty cell)
elements belong together by their position.

Example: paired by `part` = `code` for `items[]` and `lines[]`.
Loses: the order of the elements.
Inverse: itself, where the rows below have one.
"""

from __future__ import annotations

from interlock.mapping.rule import Call, Elements, Rule
from interlock.model.profile import FieldType

_LISTS = frozenset({FieldType.ARRAY})


def _build(call: Call) -> Elements:
    left = str(call.args["left"])
    return Elements(left, str(call.args.get("right", left)))


RULE = Rule(
    shapes=("paired by {left} = {right}", "paired by {left}"),
    build=_build,
    inverse=True,
    source_types=_LISTS,
    target_types=_LISTS,
    samples=(),
)
