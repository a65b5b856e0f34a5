"""The elements of two lists belong together where these two fields of theirs agree; their order does not count.

An element without a value there, or two with the same, cannot be brought over. Rows below the list say what becomes of
the elements' fields; fields of an element that no row names stay as they are. Without this rule (an empty cell)
elements belong together by their position.

With `where` only those elements of the list that it starts from are brought over of which the condition holds; others
are as if they were not there. Such a row goes one way.

Example: paired by `part` = `code` for `items[]` and `lines[]`; paired by `part` where `kind` is `goods`.
Loses: the order of the elements; with `where`, the elements of which the condition does not hold.
Inverse: itself, where the rows below have one; none with `where`.
"""

from __future__ import annotations

from interlock.mapping.rule import Call, Elements, Rule, Written
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path
from interlock.model.profile import FieldType

_LISTS = frozenset({FieldType.ARRAY})


def _build(call: Call) -> Elements:
    left = str(call.args["left"])
    value, only = call.args.get("value", call.args.get("no")), None
    if isinstance(value, Written):
        comparison = Comparison.IS if "value" in call.args else Comparison.IS_NOT
        only = Condition(Path.of(str(call.args["key"])), comparison, (value.text,))
    return Elements(left, str(call.args.get("right", left)), only)


RULE = Rule(
    shapes=(
        "paired by {left} = {right}",
        "paired by {left}",
        "paired by {left} = {right}, where {key} is {value}",
        "paired by {left}, where {key} is {value}",
        "paired by {left} = {right}, where {key} is not {no}",
        "paired by {left}, where {key} is not {no}",
        "paired by {left} = {right} where {key} is {value}",
        "paired by {left} where {key} is {value}",
        "paired by {left} = {right} where {key} is not {no}",
        "paired by {left} where {key} is not {no}",
    ),
    build=_build,
    inverse=True,
    turns=lambda args: "key" not in args,
    source_types=_LISTS,
    target_types=_LISTS,
    samples=(),
)
