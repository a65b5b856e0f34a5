"""No item is created, changed or deleted by the integration, in one system or in both."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="nothing_written",
    expressions=(
        "nothing is written to {system}",
        "nothing is written to either system",
        "nothing is written to any/both system(s)",
    ),
    example="nothing is written to Books",
    gives={"system": "Books"},
    defaults={"system": None},
    lasting=True,
)
