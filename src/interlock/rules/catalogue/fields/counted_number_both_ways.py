"""A number that is counted up and down flows both ways.

What it asks:
    Which system counts this, so that the other only shows it?

Why it matters:
    When both sides count, one of the two new values is kept and the other is dropped: 10 becomes 9 here and 8 there,
    and 9 or 8 is left where it should be 7. Stock, points and balances drift from the truth, and nobody can tell when.

How to answer:
    Let the field flow one way, from the system that counts, or name that system as the one that wins in the column
    Wins.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books    | Rule | Notes |
    | -------- | --------- | -------- | ---- | ----- |
    | `email`  | ↔         | `mail`   |      |       |
    | `points` | ↔         | `points` |      |       |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books    | Rule | Notes |
    | -------- | --------- | -------- | ---- | ----- |
    | `email`  | ↔         | `mail`   |      |       |
    | `points` | ←         | `points` |      |       |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from interlock.model.decisions import Direction, WinnerKind
from interlock.model.document import FieldRow, RecordRow
from interlock.model.finding import Severity
from interlock.model.profile import FieldType
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths
from interlock.rules.rule import Concern, Needs, Rule

_COUNTED = frozenset({"stock", "inventory", "quantity", "qty", "balance", "points", "credits", "remaining", "reserved"})
_COUNTED_PAIRS = frozenset({("on", "hand"), ("in", "stock"), ("units", "left")})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)


def check(context: Context) -> Iterator[Concern]:
    """Looks for numbers with the name of something that is counted, on rows that flow both ways without an owner."""
    for row in context.document.records:
        for pair in row.fields:
            if direction_of(row, pair) is not Direction.BOTH or _has_owner(row, pair):
                continue
            counted = [path for side in Side for path in _counted(context, row, pair, side)]
            if counted:
                message = f"which system counts `{counted[0]}` of `{row.name}`, so that the other only shows it?"
                yield Concern(pair.span, message, f"{row.name}/{counted[0]}/counted", context.owner)


def _has_owner(row: RecordRow, pair: FieldRow) -> bool:
    """Whether one written side wins; the newest is not the sum of both."""
    winner = pair.wins.value or row.on_conflict.value
    if winner is None:
        return False
    named = winner.kind is WinnerKind.SIDE
    return named or (winner.kind is WinnerKind.SOURCE_OF_TRUTH and row.source_of_truth.value is not None)


def _counted(context: Context, row: RecordRow, pair: FieldRow, side: Side) -> Iterator[str]:
    for path in paths(pair, side):
        field = context.field(row, side, path)
        words = [word.lower() for word in _WORD.findall(path.parts[-1])]
        named = bool(_COUNTED & set(words)) or bool(_COUNTED_PAIRS & set(pairwise(words)))
        if named and field is not None and field.type in _NUMBERS:
            yield str(path)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
