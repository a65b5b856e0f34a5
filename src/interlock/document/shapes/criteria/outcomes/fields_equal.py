"""Every mapped field of the counterpart is as the document says."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="fields_equal",
    expressions=("its/their mapped fields are equal in {system}",),
    example="its mapped fields are equal in Books",
    gives={"system": "Books"},
)
