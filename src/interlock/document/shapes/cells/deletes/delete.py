"""The counterpart is deleted too."""

from collections.abc import Mapping

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.value import Side


def _rule(args: Mapping[str, object], sides: Mapping[str, Side]) -> DeleteRule:
    system = args["system"]
    return DeleteRule(DeleteKind.DELETE, only_in=None if system is None else sides[str(system)])


SHAPE = Shape(
    name="delete",
    expressions=(
        "delete",
        "delete it/them",
        "delete too",
        "delete it too",
        "delete in {system}",
        "delete it in {system}",
    ),
    example="delete in Books",
    gives={"system": "Books"},
    defaults={"system": None},
    make=_rule,
)
