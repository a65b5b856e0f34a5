"""The item is set aside until someone decides; `reason`: and it says why."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="held",
    expressions=("it is held{reason}", "they are held{reason}"),
    example="it is held with a reason",
    gives={"reason": True},
)
