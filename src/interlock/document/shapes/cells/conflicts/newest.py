"""The value that was changed last is kept; where that cannot be told, another rule decides, or the item is held."""

from collections.abc import Mapping

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Winner, WinnerKind
from interlock.model.path import Path
from interlock.model.value import Side

_KINDS = {"source of truth": WinnerKind.SOURCE_OF_TRUTH, "hold": WinnerKind.HOLD, "report": WinnerKind.REPORT}


def _winner(args: Mapping[str, object], sides: Mapping[str, Side]) -> Winner:
    otherwise = str(args["otherwise"])
    return Winner(
        WinnerKind.NEWEST,
        otherwise=_otherwise(otherwise, sides) if otherwise else None,
        by_left=_path(args["by_left"]),
        by_right=_path(args["by_right"]),
    )


def _otherwise(words: str, sides: Mapping[str, Side]) -> Winner:
    kind = _KINDS.get(words)
    return Winner(kind) if kind else Winner(WinnerKind.SIDE, side=sides[words])


def _path(text: object) -> Path | None:
    return None if text is None else Path.of(str(text))


SHAPE = Shape(
    name="newest",
    expressions=(
        "newest wins{otherwise}",
        "(the )newer/newest/latest/last edit/change/update/write/value/version wins{otherwise}",
        "(the )most recent edit/change/update/write/value/version wins{otherwise}",
        "(the )newer/latest wins{otherwise}",
        "most recent wins{otherwise}",
        "newest{otherwise}",
        "newest wins by {by_left} and {by_right}{otherwise}",
        "newest wins by {by_left} = {by_right}{otherwise}",
    ),
    example="newest wins by `changed_at` and `edited`, else hold",
    gives={"by_left": "changed_at", "by_right": "edited", "otherwise": "hold"},
    defaults={"by_left": None, "by_right": None},
    make=_winner,
)
