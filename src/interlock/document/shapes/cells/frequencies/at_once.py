"""As soon as the system tells, or as often as its limits allow."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Frequency

SHAPE = Shape(
    name="at_once",
    expressions=("at once", "immediately", "right away", "instantly"),
    example="at once",
    make=always(Frequency(at_once=True)),
)
