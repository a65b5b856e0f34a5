"""One field of an item changes in one system, and some time later in the other."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="changed_in_both",
    expressions=(
        "a/an/the {record}'s {field} changes/changed in {first} and {gap} later in {second}",
        "the {field} of a/an/the {record} changes/changed in {first} and {gap} later in {second}",
        "a/an/the {record}'s {field} changes/changed in {first} and at the same time in {second}",
    ),
    example="an Invoice's `note` changes in Desk and 2 minutes later in Books",
    gives={"record": "Invoice", "field": "note", "first": "Desk", "gap": timedelta(minutes=2), "second": "Books"},
    defaults={"gap": timedelta(0)},
)
