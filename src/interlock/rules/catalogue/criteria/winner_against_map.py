"""A criterion expects another winner than the cell On conflict gives.

What it asks:
    Whose value stays when both systems changed the same field?

Why it matters:
    One company tests that its value wins and the other reads that its own does; one of them loses data by design.

How to answer:
    Name in the criterion the system that wins by On conflict (or by Wins of the field), or change that cell.

Example bad:
    ## Acceptance criteria

    - **conflict**: When a Client's `phone` changes in Desk and 2 minutes later in Books, it is held.

    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Client  | `clients`  | `accounts` | Desk            | ↔         | source of truth wins | archive   |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins | archive   |

Example good:
    ## Acceptance criteria

    - **conflict**: When a Client's `phone` changes in Desk and 2 minutes later in Books, the value of Desk is in both
      within 15 minutes and the other value is in the history.

    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Client  | `clients`  | `accounts` | Desk            | ↔         | source of truth wins | archive   |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.model.cadence import look_every
from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.document import Criterion, RecordRow, Stated
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.flows import rows_of
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import quoted


def check(context: Context) -> Iterator[Concern]:
    """Compares who wins, or that it is held, with the conflict rule of the field that both changed."""
    for one in context.document.criteria:
        row = context.record(word(one.trigger, "record"))
        if one.trigger is None or one.trigger.shape != "changed_in_both" or row is None:
            continue
        for outcome in one.outcomes:
            phrase = outcome.phrase
            side = context.document.side(word(phrase, "system"))
            if phrase.shape == "held":
                wanted, expected = None, "that it is held"
            elif phrase.shape == "value_wins" and side is not None:
                wanted, expected = side, f"the value of `{context.name(side)}` in both"
            else:
                continue
            reason = _reason(context, one, row, wanted)
            if reason:
                message = f"`{one.name}` expects {expected}, and {reason}: which is right?"
                yield Concern(phrase.span, message, f"{one.name}/winner", context.owner)


def _reason(context: Context, one: Criterion, row: RecordRow, wanted: Side | None) -> str:
    """Why another wins, or none does; empty where that one may win. None: that it is held."""
    decided, column = _decided(context, one, row)
    if decided is None or decided.value is None or _too_far_apart(one, row):
        return ""
    winner = decided.value
    if winner.kind is WinnerKind.HOLD:
        wins, possible = None, wanted is None
    elif winner.kind in {WinnerKind.SOURCE_OF_TRUTH, WinnerKind.SIDE}:
        wins = row.source_of_truth.value if winner.kind is WinnerKind.SOURCE_OF_TRUTH else winner.side
        possible = wins is None or wins is wanted
    elif winner.kind is WinnerKind.NEWEST:
        return _newest(context, one, row, wanted, decided)
    else:
        return ""
    said = f"its cell {column} says {quoted(decided.text)}"
    return "" if possible else said if wins is None else f"{said}, which is `{context.name(wins)}`"


def _newest(context: Context, one: Criterion, row: RecordRow, wanted: Side | None, decided: Stated[Winner]) -> str:
    """Why the later change does not lose, where both systems tell when it was."""
    gap = one.trigger.args.get("gap") if one.trigger is not None else None
    later = context.document.side(word(one.trigger, "second"))
    winner = decided.value
    learned = [context.learned(row, side) for side in Side]
    timed = all(record is not None and record.updated_at.value is not None for record in learned)
    if winner is None or later is None or not isinstance(gap, timedelta) or gap < timedelta(minutes=1) or not timed:
        return ""
    return (
        "" if wanted is later else f"by {quoted(decided.text)} the later change wins, that of `{context.name(later)}`"
    )


def _decided(context: Context, one: Criterion, row: RecordRow) -> tuple[Stated[Winner] | None, str]:
    """The conflict rule of the field that both changed, and the column that it stands in."""
    first = context.document.side(word(one.trigger, "first"))
    pairs = rows_of(row, first, word(one.trigger, "field")) if first is not None else ()
    if any(direction_of(row, pair) is not Direction.BOTH for pair in pairs):
        return None, ""
    own = next((pair.wins for pair in pairs if not pair.wins.open), None)
    per_field = row.on_conflict.value is not None and row.on_conflict.value.kind is WinnerKind.PER_FIELD
    return (own, "Wins") if own is not None or per_field else (row.on_conflict, "On conflict")


def _too_far_apart(one: Criterion, row: RecordRow) -> bool:
    """Whether the first change has arrived before the second is made, so that it is no conflict."""
    gap = one.trigger.args.get("gap") if one.trigger is not None else None
    return isinstance(gap, timedelta) and gap > look_every(row.how_often.value)


RULE = Rule(check, may_stay_open=False)
