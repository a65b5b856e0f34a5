"""The items refer to items of another record that exist and are linked already."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="for_existing",
    expressions=("for existing {record}", "for an existing {record}"),
    example="for existing Accounts",
    gives={"record": "Account"},
)
