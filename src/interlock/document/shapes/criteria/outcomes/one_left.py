"""Of the two items that the trigger speaks of, one stands in that system and the other does not."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="one_left",
    expressions=("(exactly )one of the two exists in {system}", "(only )one of them exists in {system}"),
    example="one of the two exists in Desk",
    gives={"system": "Desk"},
)
