"""Nothing is sent until the time that the answer names is over."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="wait_as_told",
    expressions=("wait as told", "wait as it says", "wait as long as it says", "wait as long as told"),
    example="wait as told",
)
