"""This document takes away items that another document creates.

What it asks:
    Which of the two documents decides whether such an item is there?

Why it matters:
    What one document archives or deletes, the other one finds missing and creates again, or keeps up to date although
    nobody wants it any more.

How to answer:
    Let one document alone create and remove these items: write On delete as keep here, or tell them apart by Only when.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Data map

    | Record | Shop       | Books   | Source of truth | Direction | On conflict          | On delete | Create missing |
    | ------ | ---------- | ------- | --------------- | --------- | -------------------- | --------- | -------------- |
    | Sale   | `products` | `bills` | Shop            | →         | source of truth wins | keep      | in Books       |

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Data map

    | Record | Shop       | Books   | Source of truth | Direction | On conflict          | On delete | Create missing |
    | ------ | ---------- | ------- | --------------- | --------- | -------------------- | --------- | -------------- |
    | Sale   | `products` | `bills` | Shop            | →         | source of truth wins | keep      | never          |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.across import apart, creating_flows, elsewhere, removing_flows
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares where this document deletes or archives with where the others create."""
    if not context.others:
        return
    creating = [flow for flow in creating_flows((context, *context.others)) if flow.file != context.document.path]
    for mine in removing_flows((context, *context.others)):
        if mine.file != context.document.path:
            continue
        for other in creating:
            # The same items from the same source are a question of who creates them.
            if other.target == mine.target and other.source != mine.source and not apart(mine, other):
                message = (
                    f"which document decides whether one of `{mine.target.resource}` is in "
                    f"`{context.name(mine.side)}`? {mine.row.name} removes it here, and {elsewhere(other, context)} "
                    f"creates it as `{other.row.name}`"
                )
                yield Concern(mine.place, message, f"{mine.row.name}/removes", context.owner)
                break


RULE = Rule(check)
