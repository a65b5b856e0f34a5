"""A name looks like another one, or like letters that it is not made of.

What it asks:
    Which name is meant, in plain letters?

Why it matters:
    Two people read the same word and mean two things; a sentence about one silently says nothing about the other.

How to answer:
    Type the name anew on one keyboard, wherever it stands.

Example bad:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict                       | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | --------------------------------- | --------- |
    | Сlient  | `clients`  | `accounts` | Desk            | ↔         | newest wins, else source of truth | archive   |
    | Client  | `tenants`  | `people`   | Desk            | ↔         | newest wins, else source of truth | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict                       | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | --------------------------------- | --------- |
    | Client  | `clients`  | `accounts` | Desk            | ↔         | newest wins, else source of truth | archive   |
    | Tenant  | `tenants`  | `people`   | Desk            | ↔         | newest wins, else source of truth | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.place import Span
from interlock.rules.context import Context
from interlock.rules.looks import hidden_in, look, mixed, spelt
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the looks of all names of systems, records and terms, and looks into each for what cannot be seen."""
    looks: dict[str, str] = {}
    for name, place in _names(context):
        other = looks.setdefault(look(name), name)
        if other.casefold() != name.casefold():
            message = f"is {spelt(name)} the same as {spelt(other)}? they look alike and are not the same letters"
        elif hidden_in(name):
            message = f"what is the name {spelt(name)}? it holds characters that cannot be seen"
        elif mixed(name):
            message = f"what is the name {spelt(name)}? it mixes letters of several scripts that look alike"
        else:
            continue
        yield Concern(place, message, f"name/{look(name)}", context.owner)


def _names(context: Context) -> Iterator[tuple[str, Span]]:
    document = context.document
    yield from ((row.name, row.span) for row in document.systems)
    yield from ((row.name, row.span) for row in document.records)
    yield from ((term.name, term.span) for term in document.terms)


RULE = Rule(check, may_stay_open=False)
