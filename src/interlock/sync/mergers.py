"""Remembers which items were merged into which, and follows that to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from interlock.model.kept import Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.value import JSON, Absent, Side
from interlock.sync.record import Record
from interlock.sync.situation import Merged

_MADE_ANEW = timedelta(minutes=10)
"""An item that was made so much later than its link cannot be the one that was linked; clocks differ by less."""

_LONGEST = 100
"""No item is merged so often; what is longer is not followed to its end."""


def note_merger(ledger: Ledger, record: str, side: Side, loser: str, winner: str) -> bool:
    """Remember that an item was merged into another (empty: into what is not known); whether that is new."""
    if ledger.fact(_name(record, side, loser)) == winner:
        return False
    ledger.set_fact(_name(record, side, loser), winner)
    if winner:
        ledger.set_fact(_heir(record, side, winner), loser)
        ledger.unsettle(record, side, winner)
    ledger.unsettle(record, side, loser)
    ledger.set_fact(f"mergers {record}", "known")
    return True


def forget_merger(ledger: Ledger, record: str, side: Side, loser: str) -> None:
    """The item is there again for itself."""
    if any_merger(ledger, record):
        ledger.set_fact(_name(record, side, loser), None)


def any_merger(ledger: Ledger, record: str) -> bool:
    """Whether any item of the record was ever merged into another."""
    return ledger.fact(f"mergers {record}") is not None


def note_loss(ledger: Ledger, record: str) -> None:
    """Remember that an item is gone that had a counterpart."""
    if not any_loss(ledger, record):
        ledger.set_fact(f"losses {record}", "known")


def any_loss(ledger: Ledger, record: str) -> bool:
    """Whether any item of the record that had a counterpart was ever gone."""
    return ledger.fact(f"losses {record}") is not None


def merged_into(ledger: Ledger, record: str, side: Side, item_id: str) -> str | None:
    """The id of the item that this one was merged into, empty where that is not known; None where it was not."""
    return ledger.fact(_name(record, side, item_id))


def loser_of(ledger: Ledger, record: str, side: Side, item_id: str) -> str | None:
    """The item that was last merged into this one, or None."""
    return ledger.fact(_heir(record, side, item_id))


def winner_of(ledger: Ledger, record: str, side: Side, item_id: str) -> str | None:
    """The item that holds it at the end of all mergers; None where these go round in a circle, or on for ever."""
    passed = {item_id}
    while len(passed) < _LONGEST:
        following = merged_into(ledger, record, side, item_id)
        seen = ledger.seen(record, side, item_id)
        if following is None or (len(passed) > 1 and seen is not None and not seen.gone):
            return item_id
        if not following:
            return ""
        if following in passed:
            return None
        passed.add(following)
        item_id = following
    return None


def merger(ledger: Ledger, record: Record, link: Link, seen: Seen) -> Merged | None:
    """Into what a linked item was merged; None where it was not."""
    if merged_into(ledger, record.name, seen.side, seen.id) is None:
        return None
    winner = winner_of(ledger, record.name, seen.side, seen.id)
    if winner is None:
        return Merged(circular=True)
    now = ledger.seen(record.name, seen.side, winner) if winner else None
    if now is None or now.gone:
        return Merged(winner)
    other = ledger.link_at(record.name, seen.side, winner)
    if other is not None:
        return Merged(winner, other.id_on(seen.side.other))
    return Merged(winner, inherits=_inherits(ledger, record, link, now))


def heir(ledger: Ledger, record: Record, seen: Seen) -> bool:
    """Whether an item that is linked and was merged into this one leaves it its counterpart."""
    loser = loser_of(ledger, record.name, seen.side, seen.id)
    link = None if loser is None else ledger.link_at(record.name, seen.side, loser)
    return link is not None and link.state is LinkState.ACTIVE and _inherits(ledger, record, link, seen)


def _inherits(ledger: Ledger, record: Record, link: Link, winner: Seen) -> bool:
    """Whether an item without a counterpart can only have the one of what was merged into it."""
    if winner.archived or not winner.in_scope:
        return False
    if winner.key is None or not record.matched:
        return True
    left = link.id_on(winner.side.other)
    twins = ledger.of_key(record.name, winner.side, winner.key)
    matches = ledger.of_key(record.name, winner.side.other, winner.key)
    return {one.id for one in twins} <= {winner.id} and {one.id for one in matches} <= {left}


def lookalike(ledger: Ledger, record: Record, gone: Seen) -> str:
    """Another linked item of its side that now has the match key of one that is gone; empty where there is none."""
    if gone.key is None or not record.matched:
        return ""
    for other in ledger.of_key(record.name, gone.side, gone.key):
        if other.id != gone.id and ledger.link_of(record.name, gone.side, other.id) is not None:
            return other.id
    return ""


def returned(ledger: Ledger, record: Record, seen: Seen) -> tuple[str, str] | None:
    """The one item of its side that is gone, had its match key and left a counterpart, with that one; or None."""
    found: list[tuple[str, str]] = []
    for old in ledger.gone_of_key(record.name, seen.side, seen.key or ()):
        link = ledger.link_at(record.name, seen.side, old)
        if link is None or link.state is LinkState.UNLINKED:
            continue
        left = ledger.seen(record.name, seen.side.other, link.id_on(seen.side.other))
        if left is not None and not left.gone:
            found.append((old, left.id))
    return found[0] if len(found) == 1 else None


def reused(record: Record, link: Link, seen: Mapping[Side, Seen]) -> Side | None:
    """The side on which the id of an item that was gone came back for what seems to be another one, or None.

    A system that names things by their own key gives the same id to the same thing: then the match fields agree.
    """
    if link.state in (LinkState.ACTIVE, LinkState.UNLINKED) or any(one.gone for one in seen.values()):
        return None
    left, right = seen[Side.LEFT], seen[Side.RIGHT]
    if record.matched and left.key is not None and left.key == right.key:
        return None
    for side, one in seen.items():
        if one.created_at is not None and one.created_at > link.made_at + _MADE_ANEW:
            return side
    return None


def ids_in(value: JSON | Absent) -> Iterator[str]:
    """The ids that a field of merged ids holds: a list, one id, or several with `;` or `,` between them."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, str | int) and not isinstance(one, bool):
                yield str(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, str):
        yield from (part.strip() for part in value.replace(",", ";").split(";") if part.strip())


def _name(record: str, side: Side, item_id: str) -> str:
    return f"merged {record} {side.value} {item_id}"


def _heir(record: str, side: Side, item_id: str) -> str:
    return f"heir {record} {side.value} {item_id}"
