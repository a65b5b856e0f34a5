"""A system keeps so many items of some records."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="volume",
    expressions=(
        "{system} keeps {amounts}",
        "{system} holds {amounts}",
        "{system} has {amounts}",
        "{system} stores/contains {amounts}",
        "there are {amounts} in {system}",
        "{amounts} are in {system}",
        "{system} currently has/holds/keeps/stores {amounts}",
    ),
    example="Desk keeps 20,000 Invoices and 300 Accounts",
    gives={"system": "Desk", "amounts": (("Invoice", 20_000), ("Account", 300))},
)
