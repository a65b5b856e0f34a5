"""Nothing more is sent to the system for now; other work goes on."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="pause",
    expressions=("pause the system", "pause", "pause it", "stop writing to it"),
    example="pause the system",
)
