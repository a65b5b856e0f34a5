"""Only what is created after the integration went live."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Starting, StartingKind

SHAPE = Shape(
    name="from_go_live",
    expressions=("from go-live", "from go-live on", "from the go-live", "only new ones", "new ones only"),
    example="from go-live",
    make=always(Starting(StartingKind.FROM_GO_LIVE)),
)
