"""Every item has one counterpart and no second one."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="exactly_once",
    expressions=("every/each {record} exists exactly once in {system}",),
    example="every Invoice exists exactly once in Books",
    gives={"record": "Invoice", "system": "Books"},
)
