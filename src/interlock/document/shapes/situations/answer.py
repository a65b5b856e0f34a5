"""A system answers a write with one of these statuses, or does not answer."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="answer",
    expressions=("a/an {statuses} answer", "a/an {statuses} answer {no_answer}", "{no_answer}"),
    example="a 5xx answer or no answer",
    gives={"statuses": ("5xx",), "no_answer": True},
    defaults={"statuses": (), "no_answer": False},
)
