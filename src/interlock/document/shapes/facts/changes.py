"""So many items of a record are created, changed or deleted in a system in a time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="changes",
    expressions=(
        "{count} {record} are {what} in {system} per {duration}",
        "{count} {record} are {what} in {system} a {duration}",
        "{count} {record} are {what} per {duration} in {system}",
        "{count} {record} are {what} a {duration} in {system}",
        "{count} {record} are {what} in {system} every {duration}",
        "{system} gets {count} new {record} per {duration}",
        "{system} gets {count} new {record} a {duration}",
    ),
    example="500 Invoices are created in Desk per day",
    gives={"count": 500, "record": "Invoice", "what": "created", "system": "Desk", "duration": timedelta(days=1)},
    defaults={"what": "created"},
)
