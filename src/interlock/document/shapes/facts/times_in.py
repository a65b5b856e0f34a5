"""A system's times without a zone of their own are in this zone."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="times_in",
    expressions=(
        "{system} times are in {zone}",
        "{system}'s times are in {zone}",
        "times of/in {system} are in {zone}",
    ),
    example="Desk times are in UTC",
    gives={"system": "Desk", "zone": "UTC"},
)
