"""The field has one of these values."""

from collections.abc import Mapping

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path
from interlock.model.value import Side


def _condition(args: Mapping[str, object], _sides: Mapping[str, Side]) -> Condition:
    values = args["values"]
    written = tuple(str(value) for value in values) if isinstance(values, tuple) else ()
    return Condition(Path.of(str(args["field"])), Comparison.IS_ONE_OF, written)


SHAPE = Shape(
    name="is_one_of",
    expressions=(
        "{field} is one of {values}",
        "{field} is {values}",
        "{field} is either {values}",
        "{field} is any of {values}",
    ),
    example="`kind` is one of `sale`, `rent` or `loan`",
    gives={"field": "kind", "values": ("sale", "rent", "loan")},
    make=_condition,
)
