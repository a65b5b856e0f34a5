"""The counterpart is taken out of use: by a named field, else the way its system has."""

from collections.abc import Mapping

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.path import Path
from interlock.model.value import Side


def _rule(args: Mapping[str, object], sides: Mapping[str, Side]) -> DeleteRule:
    field, value, system = args["field"], args["value"], args["system"]
    return DeleteRule(
        DeleteKind.ARCHIVE,
        field=None if field is None else Path.of(str(field)),
        value=None if value is None else str(value),
        only_in=None if system is None else sides[str(system)],
    )


SHAPE = Shape(
    name="archive",
    expressions=(
        "archive",
        "archive it/them",
        "archive the other one",
        "archive in {system}",
        "archive it in {system}",
        "archive by {field} = {value}",
        "archive by {field} = {value} in {system}",
        "archive in {system} by {field} = {value}",
    ),
    example="archive by `state` = `closed` in Books",
    gives={"field": "state", "value": "closed", "system": "Books"},
    defaults={"field": None, "value": None, "system": None},
    make=_rule,
)
