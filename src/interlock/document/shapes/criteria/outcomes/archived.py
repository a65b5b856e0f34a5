"""The counterpart is archived, as the record's delete rule says."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="archived",
    expressions=("the matching {record} is/are archived in {system}", "a/an matching {record} is archived in {system}"),
    example="the matching Invoice is archived in Books",
    gives={"record": "Invoice", "system": "Books"},
)
