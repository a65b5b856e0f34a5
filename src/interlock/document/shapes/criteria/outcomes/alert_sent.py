"""People are told."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="alert_sent",
    expressions=("an alert is sent", "an alert goes out", "an alert is raised", "somebody is alerted"),
    example="an alert is sent",
)
