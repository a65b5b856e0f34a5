"""An item that this document creates is created again in its own system through other documents.

What it asks:
    In which system does such an item begin, and which of these ways may create it?

Why it matters:
    Each created item looks like a new one to the next run, which creates it again elsewhere; in the morning there are
    thousands of copies.

How to answer:
    Write Create missing as never in one of the documents, or leave out by Only when what came from there.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |

    ## Data map

    | Record | Books   | Desk       | Source of truth | Direction | On conflict          | On delete | Create missing |
    | ------ | ------- | ---------- | --------------- | --------- | -------------------- | --------- | -------------- |
    | Bill   | `bills` | `invoices` | Books           | →         | source of truth wins | keep      | in Desk        |

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |

    ## Data map

    | Record | Books   | Desk       | Source of truth | Direction | On conflict          | On delete | Create missing |
    | ------ | ------- | ---------- | --------------- | --------- | -------------------- | --------- | -------------- |
    | Bill   | `bills` | `invoices` | Books           | →         | source of truth wins | keep      | never          |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.across import apart, circles, creating_flows, round_trip
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Follows what is created through all documents, as far as their conditions let one item pass."""
    if not context.others:
        return
    flows = list(creating_flows((context, *context.others)))
    for circle in circles(flows, through=context.document.path):
        if any(apart(one, other) for one in circle for other in circle if one is not other):
            continue
        first = circle[0]
        message = (
            f"in which system does a `{first.row.name}` begin? it is created in a circle: {round_trip(circle, context)}"
        )
        yield Concern(first.place, message, f"{first.row.name}/creates/round", context.owner)


RULE = Rule(check, Severity.ERROR)
