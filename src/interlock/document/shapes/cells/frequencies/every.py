"""Every so often."""

from collections.abc import Mapping
from datetime import timedelta

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Frequency
from interlock.model.value import Side


def _frequency(args: Mapping[str, object], _sides: Mapping[str, Side]) -> Frequency:
    every = args["duration"]
    if not isinstance(every, timedelta) or every <= timedelta(0):
        raise ValueError("it leaves no time between two looks")
    return Frequency(every=every)


SHAPE = Shape(
    name="every",
    expressions=("every {duration}", "each {duration}", "once every {duration}", "once per {duration}", "{duration}"),
    example="every 5 minutes",
    gives={"duration": timedelta(minutes=5)},
    make=_frequency,
)
