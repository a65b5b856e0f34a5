"""Before the day of the trigger ends, by the calendar of a time zone."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="by_end_of_day",
    expressions=(
        "by the end of the day in {zone}",
        "by the end of the day",
        "the same day in {zone}",
        "on the same day in {zone}",
        "the same day",
        "on the same day",
    ),
    example="by the end of the day in Europe/Madrid",
    gives={"zone": "Europe/Madrid"},
    defaults={"zone": "UTC"},
)
