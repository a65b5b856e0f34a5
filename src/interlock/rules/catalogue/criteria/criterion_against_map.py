"""A criterion demands what the decisions of the data map rule out.

What it asks:
    Is the criterion right, or the data map?

Why it matters:
    The test can never be met, and the contradiction is found by whoever is paid by the hour.

How to answer:
    Change the cell of the data map that the message names, or the criterion.

Example bad:
    ## Acceptance criteria

    - **invoice-goes-back** (closed-month): When an Invoice is created in Books, a matching Invoice exists in Desk
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import Criterion, Outcome, RecordRow
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.fates import Fate, begins_on, calm, lasts, told
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import an

_STANDS = frozenset({Fate.UPDATED, Fate.KEPT, Fate.ARCHIVED, Fate.LEFT, Fate.HELD, Fate.ASKED})
_VALUE = frozenset({Fate.NONE, Fate.DELETED, Fate.HELD})
_AGAINST = {
    "exists": frozenset({Fate.NONE, Fate.DELETED}),
    "exactly_once": frozenset({Fate.NONE, Fate.DELETED}),
    "field_is": _VALUE | {Fate.LEFT},
    "field_equal": _VALUE | {Fate.LEFT},
    "fields_equal": _VALUE,
    "archived": frozenset({Fate.NONE, Fate.DELETED, Fate.LEFT, Fate.HELD, Fate.ASKED, Fate.KEPT}),
    "not_exists": _STANDS | {Fate.CREATED},
    "none_created": frozenset({Fate.CREATED}),
    "unchanged": frozenset({Fate.ARCHIVED, Fate.DELETED}),
    "none_archived": frozenset({Fate.ARCHIVED, Fate.DELETED}),
    "nothing_written": frozenset({Fate.ARCHIVED, Fate.DELETED, Fate.CREATED}),
    "owner_asked": frozenset({Fate.ARCHIVED, Fate.DELETED, Fate.LEFT}),
    "held": frozenset({Fate.ARCHIVED, Fate.LEFT, Fate.KEPT}),
}
"""What each outcome cannot go with."""
_NOTHING = frozenset({"not_exists", "none_created", "nothing_written", "unchanged", "none_archived"})
_EXPECTED = {
    "exists": "{a} in {there}",
    "exactly_once": "{a} in {there}",
    "field_is": "a value in {there}",
    "field_equal": "a value in {there}",
    "fields_equal": "equal values in {there}",
    "archived": "an archived {name} in {there}",
    "not_exists": "no {name} in {there}",
    "none_created": "no new {name} in {there}",
    "unchanged": "an unchanged {name} in {there}",
    "none_archived": "no archived or deleted {name} in {there}",
    "nothing_written": "that nothing is written to {there}",
    "owner_asked": "that the owner is asked",
    "held": "that the item is held",
}


def check(context: Context) -> Iterator[Concern]:
    """Compares each outcome at the other end with what the decisions make of the item that the sentence begins with."""
    for one in context.document.criteria:
        row, side = context.record(word(one.trigger, "record")), begins_on(context, one)
        if row is None or side is None:
            continue
        fate = told(context, one, row)
        for outcome in one.outcomes:
            shape = outcome.phrase.shape
            if fate.fate not in _AGAINST.get(shape, ()) or not _speaks_of(context, outcome, row, side.other):
                continue
            if _may_be(one, row, outcome):
                continue
            names = {"a": an(row.name), "name": f"`{row.name}`", "there": f"`{context.name(side.other)}`"}
            expected = _EXPECTED[shape].format(**names)
            message = f"`{one.name}` expects {expected}, and {fate.reason}: which is right?"
            yield Concern(outcome.phrase.span, message, f"{one.name}/{shape}/{row.name}", context.owner)


def _speaks_of(context: Context, outcome: Outcome, row: RecordRow, there: Side) -> bool:
    """Whether the outcome is about that record at the other end."""
    name, system = word(outcome.phrase, "record"), word(outcome.phrase, "system")
    same = not name or context.record(name) is row
    return same and (not system or context.document.side(system) is there)


def _may_be(one: Criterion, row: RecordRow, outcome: Outcome) -> bool:
    """Whether the outcome can come about all the same: by a guard, by something in the way, or in so short a time."""
    shape, trigger = outcome.phrase.shape, one.trigger
    if trigger is None or trigger.shape != "deleted":
        return shape == "owner_asked" or (shape in _NOTHING and not (calm(one) and lasts(row, outcome)))
    if shape in {"field_is", "field_equal", "held"}:
        return True
    # Of many deletes some may be held until the owner says so; that is the case also where no row says it.
    many = trigger.args.get("count") != 1 or trigger.args.get("of") is not None
    return many if shape == "owner_asked" else shape in _NOTHING and (many or not calm(one))


RULE = Rule(check, may_stay_open=False)
