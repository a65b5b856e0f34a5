"""A system allows so many requests in a time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="rate_limit",
    expressions=(
        "{system} allows {count} request(s) per {duration}",
        "{system} allows up to {count} request(s) per {duration}",
        "{system} accepts/permits/takes {count} request(s) per {duration}",
        "{system} accepts/permits/takes {count} request(s) a {duration}",
        "(the ){system} rate limit is {count} request(s) per {duration}",
        "(the ){system} rate limit is {count} request(s) a {duration}",
        "(the ){system} API rate limit is {count} request(s) per {duration}",
        "{system}'s rate limit is {count} request(s) per {duration}",
        "{system}'s rate limit is {count} request(s) a {duration}",
        "the rate limit of {system} is {count} request(s) per {duration}",
        "the rate limit of {system} is {count} request(s) a {duration}",
        "{system} is limited to {count} request(s) per {duration}",
        "{system} is limited to {count} request(s) a {duration}",
        "{system} limits us to {count} request(s) per {duration}",
        "at most {count} request(s) per {duration} to {system}",
        "{system} allows {count} request(s) a {duration}",
        "{system} allows {count} request(s) in {duration}",
    ),
    example="Desk allows 600 requests per minute",
    gives={"system": "Desk", "count": 600, "duration": timedelta(minutes=1)},
)
