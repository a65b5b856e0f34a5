"""Suspiciously many items of a record are deleted within a time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="many_deleted",
    expressions=(
        "more than {percent} and more than {more_than} of a record are deleted within {duration}",
        "more than {percent} of a record are deleted within {duration}",
        "more than {more_than} of a record are deleted within {duration}",
        "more than {percent} of a record is/are deleted in {duration}",
        "more than {more_than} of a record are deleted in {duration}",
        "more than {more_than} deletes within {duration}",
        "more than {more_than} items/records are deleted within {duration}",
        "more than {more_than} items/records are deleted in {duration}",
    ),
    example="more than 5 % and more than 10 of a record are deleted within 24 hours",
    gives={"percent": 5.0, "more_than": 10, "duration": timedelta(hours=24)},
    defaults={"percent": 0.0, "more_than": 0},
)
