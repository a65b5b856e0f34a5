"""The trigger happened before the integration went live."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="before_go_live",
    expressions=("before go-live", "before the go-live"),
    example="before go-live",
)
