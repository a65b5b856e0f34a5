"""What rules about signatures share: whose they are, where a concern stands, and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from interlock.model.agreement import CellChange, Layer, SignedBy, Trouble, parties, same, signers
from interlock.model.place import Span, whole_file
from interlock.rules.context import Context
from interlock.rules.rule import Concern

_MOST_NAMED, _LONGEST = 6, 80


def troubled(context: Context, trouble: Trouble, question: str) -> Iterator[Concern]:
    """One concern for each signature with this trouble; the question follows what is wrong."""
    for one in context.agreed.signatures if context.agreed is not None else ():
        if one.trouble is trouble:
            message = f"`{one.file}` counts for nothing: {one.detail}; {question}"
            yield Concern(_file(context, one), message, f"{one.file}/{trouble.value}", _asks(context, one))


def _file(context: Context, one: SignedBy) -> Span:
    """The signature's file, named from where the document is named from."""
    return whole_file((PurePath(context.document.path).parent / one.file).as_posix())


def _asks(context: Context, one: SignedBy) -> str:
    """Who can sign instead; the file's own name where nobody is known to."""
    party = next((party for party in parties(context.document) if same(party) == same(one.party)), None)
    return names(context, one.layer, party) if one.layer is not None and party is not None else context.owner


def names(context: Context, layer: Layer, party: str) -> str:
    """Who may sign a layer for a party, as a question is addressed."""
    known = signers(context.document, layer, party)
    owner = context.document.owner
    if owner is not None and any(same(one.name) == same(owner.name) for one in known):
        return owner.name
    return known[0].name if known else party


def outdated(context: Context, layer: Layer) -> tuple[SignedBy, ...]:
    """The signatures of a layer that no longer hold, of parties that have none that does."""
    if context.agreed is None:
        return ()
    of = context.agreed.of(layer)
    holding = {same(one.party) for one in of if one.holds}
    return tuple(one for one in of if one.genuine and one.changed and same(one.party) not in holding)


def told(changed: CellChange, context: Context) -> str:
    """A changed cell in words: `Data map, Invoice, On conflict` was `hold`, is now `newest wins`."""
    name = f"`{called(changed, context)}`"
    before, after = (short(one) for one in (changed.before, changed.after))
    if not changed.before:
        return f"{name} is new: {after}"
    if not changed.after:
        return f"{name} is gone, was {before}"
    return f"{name} was {before}, is now {after}"


def called(changed: CellChange, context: Context) -> str:
    """A cell's name with the systems' names for left and right."""
    sides = {row.side.value: row.name for row in context.document.systems}
    parts = (changed.section, changed.group, changed.row, sides.get(changed.column, changed.column))
    return ", ".join(part.replace("`", "").removeprefix("| ").replace(" | ", " and ") for part in parts if part)


def short(text: str) -> str:
    """Words in backticks, cut where they are long."""
    plain = text.replace("`", "")
    return f"`{plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + '…'}`"


def cells(changed: tuple[CellChange, ...], context: Context) -> str:
    """The changed cells in words, the first few of many."""
    named = "; ".join(told(one, context) for one in changed[:_MOST_NAMED])
    more = len(changed) - _MOST_NAMED
    return f"{named}; and {more} more" if more > 0 else named


def people(signatures: tuple[SignedBy, ...]) -> str:
    """Who signed, with their companies."""
    said = [f"{one.name} ({one.party})" for one in signatures]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
