"""People are told: at once, or when it lasts for a time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="alert",
    expressions=(
        "alert after {duration}",
        "alert",
        "send an alert",
        "send an alert after {duration}",
        "raise an alert",
        "an alert is sent",
        "notify/alert/tell operations",
        "notify/alert/tell the operations team",
        "notify/alert/tell somebody",
    ),
    example="alert after 15 minutes",
    gives={"duration": timedelta(minutes=15)},
    defaults={"duration": timedelta(0)},
)
