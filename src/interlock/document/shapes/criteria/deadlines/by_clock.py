"""Before a clock in a time zone next shows this time."""

from datetime import time

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="by_clock",
    expressions=("by {at} in {zone}", "by {at}", "before {at} in {zone}", "before {at}"),
    example="by 06:00 in Europe/Madrid",
    gives={"at": time(6), "zone": "Europe/Madrid"},
    defaults={"zone": "UTC"},
)
