"""The items lack this field; what the system would refuse is put there all the same."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="absent",
    expressions=("without a/an {field}", "without {field}"),
    example="without `number`",
    gives={"field": "number"},
)
