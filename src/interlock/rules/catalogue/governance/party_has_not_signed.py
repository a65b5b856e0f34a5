"""One company signed a layer and the other did not.

What it asks:
    Does the other company agree?

Why it matters:
    The side that signed builds; the other may still want something else.

How to answer:
    Let them sign with `interlock sign`, or send them the page to agree in; an agreement by reply file or on paper
    counts and is shown as the weaker grade that it is.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn | Ida Rhodes | SSH key | holds |

Example good:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn   | Ida Rhodes    | SSH key | holds |
    | scope | Birch   | Betty Holbert | SSH key | holds |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.agreement import Layer, parties, same
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.signed import names, people


def check(context: Context) -> Iterator[Concern]:
    """Looks at each layer that somebody signed."""
    if context.agreed is None:
        return
    for layer in Layer:
        signed = tuple(one for one in context.agreed.of(layer) if one.genuine)
        there = {same(one.party) for one in signed}
        missing = [party for party in parties(context.document) if same(party) not in there]
        for party in missing if signed else ():
            who = names(context, layer, party)
            message = f"does {party} agree to the {layer}? {people(signed)} signed it"
            yield Concern(context.section("Systems"), message, f"signed/{layer}/{party}", who)


RULE = Rule(check)
