"""What was created since a day."""

from collections.abc import Mapping
from datetime import date

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Starting, StartingKind
from interlock.model.value import Side


def _starting(args: Mapping[str, object], _sides: Mapping[str, Side]) -> Starting:
    day = args["day"]
    return Starting(StartingKind.SINCE, day if isinstance(day, date) else None)


SHAPE = Shape(
    name="since",
    expressions=("since {day}", "from {day}", "from {day} on"),
    example="since 2026-01-31",
    gives={"day": date(2026, 1, 31)},
    make=_starting,
)
