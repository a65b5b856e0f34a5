"""A system answers a write with one of these statuses, or does not answer."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="answer",
    expressions=(
        "a/an {statuses} answer",
        "a/an {statuses} answer {no_answer}",
        "{no_answer}",
        "a/an {statuses} response",
        "a/an {statuses} error",
        "a/an {statuses}",
        "{statuses}",
        "HTTP {statuses}",
        "a/an {statuses} response {no_answer}",
        "a/an {statuses} error {no_answer}",
        "{statuses} {no_answer}",
        "HTTP {statuses} {no_answer}",
    ),
    example="a 5xx answer or no answer",
    gives={"statuses": ("5xx",), "no_answer": True},
    defaults={"statuses": (), "no_answer": False},
)
