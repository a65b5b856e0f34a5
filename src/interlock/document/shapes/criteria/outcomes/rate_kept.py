"""No more requests than these arrive at a system within any such time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="rate_kept",
    expressions=(
        "no more than {count} request(s) per {duration} is/are sent to {system}",
        "no more than {count} request(s) a/an {duration} is/are sent to {system}",
        "at most {count} request(s) per {duration} is/are sent to {system}",
        "at most {count} request(s) a/an {duration} is/are sent to {system}",
    ),
    example="no more than 100 requests a minute are sent to Books",
    gives={"count": 100, "duration": timedelta(minutes=1), "system": "Books"},
    lasting=True,
)
