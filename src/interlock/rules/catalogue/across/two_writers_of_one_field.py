"""Another document writes the same field.

What it asks:
    Which of the two documents may write this field?

Why it matters:
    Each run takes the other's value for an edit and puts its own in its place, for ever; what people see depends on
    which ran last.

How to answer:
    Take the row out of one of the two documents, or tell their items apart by Only when.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Field mapping

    ### Product

    | Shop | Direction | Books | Rule |
    | ---- | --------- | ----- | ---- |
    | `sku` | → | `number` |  |
    | `name` | → | `currency` |  |

    ## Data map

    | Record  | Shop       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Product | `products` | `bills` | Shop            | →         | source of truth wins | keep      |

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Field mapping

    ### Product

    | Shop | Direction | Books | Rule |
    | ---- | --------- | ----- | ---- |
    | `sku` | → | `number` |  |
    | `name` | → | `currency` |  |

    ## Data map

    | Record  | Shop       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Product | `products` | `journals` | Shop            | →         | source of truth wins | keep      |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.across import Flow, Stop, apart, elsewhere, value_flows
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for fields that rows of two documents write, unless no item can satisfy the conditions of both."""
    if not context.others:
        return
    writers: dict[Stop, list[Flow]] = {}
    for flow in value_flows((context, *context.others)):
        writers.setdefault(flow.target, []).append(flow)
    for target, flows in writers.items():
        mine = [flow for flow in flows if flow.file == context.document.path]
        theirs = [
            flow for flow in flows if flow.file != context.document.path and any(_disagree(one, flow) for one in mine)
        ]
        if mine and theirs:
            name = context.name(mine[0].side)
            message = (
                f"which document may write `{target.field}` of `{target.resource}` in `{name}`? "
                f"{elsewhere(theirs[0], context)} writes it, too{_difference(mine[0], theirs[0])}"
            )
            yield Concern(mine[0].place, message, f"{mine[0].row.name}/{target.field}/writers", context.owner)


def _disagree(one: Flow, other: Flow) -> bool:
    """Whether both may write one item; where both rows go both ways, each takes what the other wrote further."""
    return not (one.both and other.both) and not apart(one, other)


def _difference(mine: Flow, theirs: Flow) -> str:
    if mine.source != theirs.source:
        came = f"from `{theirs.source.field}`" if theirs.source.field else "with a constant"
        return f", {came} of `{theirs.row.name}`"
    if mine.rule != theirs.rule:
        return f", by the rule `{theirs.rule or 'equal'}`"
    return ", from the same field"


RULE = Rule(check, needs=Needs.FIELDS)
