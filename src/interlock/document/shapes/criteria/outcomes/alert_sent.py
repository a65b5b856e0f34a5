"""People are told."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="alert_sent",
    expressions=("an alert is sent",),
    example="an alert is sent",
)
