"""Nothing more is sent to the system for now; other work goes on."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="pause",
    expressions=("pause the system", "pause"),
    example="pause the system",
)
