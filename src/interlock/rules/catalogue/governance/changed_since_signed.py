"""A layer says something else than what was signed.

What it asks:
    Who signs the change?

Why it matters:
    One side builds what was signed and the other what is written, until both meet in the tests.

How to answer:
    Look at what changed with `interlock diff`, and let each company sign the layer again with `interlock sign`; or
    write the cells as they were.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | changed: Data map, Invoice, On delete: keep → archive |

Example good:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn   | Ida Rhodes    | SSH key | holds |
    | scope | Birch   | Betty Holbert | SSH key | holds |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.agreement import Layer
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.signed import cells, names, outdated, people


def check(context: Context) -> Iterator[Concern]:
    """Looks at each layer; a company of which another signature holds need not sign again."""
    for layer in Layer:
        old = outdated(context, layer)
        if not old:
            continue
        for party in dict.fromkeys(one.party for one in old):
            theirs = tuple(one for one in old if one.party == party)
            changed = tuple({one.name: one for signed in theirs for one in signed.changed}.values())
            place = next((one.place for one in changed if one.place is not None), None)
            message = f"who signs the {layer} again for {party}? since {people(theirs)} signed it, "
            message += cells(changed, context)
            who = names(context, layer, party)
            yield Concern(place or context.section("Changes"), message, f"signed/{layer}/{party}", who)


RULE = Rule(check)
