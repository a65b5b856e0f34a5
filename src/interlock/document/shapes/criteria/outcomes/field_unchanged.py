"""A field of the counterpart is as it was."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="field_unchanged",
    expressions=("its/their {field} is/are/stays/stay unchanged in {system}",),
    example="its `note` is unchanged in Books",
    gives={"field": "note", "system": "Books"},
    lasting=True,
)
