"""The write is tried again, at most so often; without a number until it is answered otherwise."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="retry",
    expressions=(
        "retry {count} time(s){backoff}",
        "retry up to {count} time(s){backoff}",
        "try again {count} time(s){backoff}",
        "try {count} more time(s){backoff}",
        "retry{backoff}",
        "try again{backoff}",
    ),
    example="retry 3 times with backoff",
    gives={"count": 3, "backoff": True},
    defaults={"count": None},
)
