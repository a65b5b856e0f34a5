"""A system allows so many requests in a time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="rate_limit",
    expressions=(
        "{system} allows {count} request(s) per {duration}",
        "{system} allows {count} request(s) a {duration}",
        "{system} allows {count} request(s) in {duration}",
    ),
    example="Desk allows 600 requests per minute",
    gives={"system": "Desk", "count": 600, "duration": timedelta(minutes=1)},
)
