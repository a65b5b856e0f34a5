"""Once a day, at a time in a time zone."""

from collections.abc import Mapping
from datetime import time

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Frequency
from interlock.model.value import Side


def _frequency(args: Mapping[str, object], _sides: Mapping[str, Side]) -> Frequency:
    at = args["at"]
    return Frequency(at=at if isinstance(at, time) else None, zone=str(args["zone"]))


SHAPE = Shape(
    name="daily",
    expressions=("at {at} in {zone}", "daily at {at} in {zone}", "every day at {at} in {zone}", "{at} in {zone}"),
    example="at 05:30 in Europe/Berlin",
    gives={"at": time(5, 30), "zone": "Europe/Berlin"},
    make=_frequency,
)
