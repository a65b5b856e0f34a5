"""The write is tried so many times and no more."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="tried",
    expressions=("it is tried {count} time(s) in all", "it is tried {count} time(s)"),
    example="it is tried 4 times in all",
    gives={"count": 4},
)
