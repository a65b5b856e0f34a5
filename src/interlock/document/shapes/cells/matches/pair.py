"""One field of each side, the first system's first; one field alone is called the same on both sides."""

from collections.abc import Mapping

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import MatchPair
from interlock.model.path import Path
from interlock.model.value import Side


def _pair(args: Mapping[str, object], _sides: Mapping[str, Side]) -> MatchPair:
    left = Path.of(str(args["left"]))
    right = left if args["right"] is None else Path.of(str(args["right"]))
    return MatchPair(left, right, ignoring_case=bool(args["ignoring_case"]))


SHAPE = Shape(
    name="pair",
    expressions=("{left} = {right}{ignoring_case}", "{left}{ignoring_case}"),
    example="`number` = `reference`, ignoring case",
    gives={"left": "number", "right": "reference", "ignoring_case": True},
    defaults={"right": None},
    make=_pair,
)
