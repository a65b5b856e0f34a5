"""Other items of the record still get their counterparts."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="others_exist",
    expressions=("other {record} exist in {system}", "other {record} still exist/arrive in {system}"),
    example="other Invoices exist in Books",
    gives={"record": "Invoice", "system": "Books"},
)
