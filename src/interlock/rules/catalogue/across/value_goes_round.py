"""A value that this document writes comes back to where it was through other documents.

What it asks:
    Where does this value belong, and which of these ways may go?

Why it matters:
    An edit runs in a circle: what comes back is taken for a newer edit, and two edits made at the same time chase each
    other until somebody stops a run.

How to answer:
    Take one of the rows out, or make one of them one-way, so that the value has one place from which it flows.

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

    | Record | Books   | Desk       | Source of truth | Direction | On conflict          | On delete |
    | ------ | ------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Bill   | `bills` | `invoices` | Books           | →         | source of truth wins | keep      |

    ## Field mapping

    ### Bill

    | Books | Direction | Desk | Rule |
    | ---- | --------- | ----- | ---- |
    | `currency` | → | `currency` |  |

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

    | Record | Books   | Desk       | Source of truth | Direction | On conflict          | On delete |
    | ------ | ------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Bill   | `bills` | `invoices` | Books           | →         | source of truth wins | keep      |

    ## Field mapping

    ### Bill

    | Books | Direction | Desk | Rule |
    | ---- | --------- | ----- | ---- |
    | `audited` | → | `status` |  |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.across import circles, round_trip, value_flows
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Follows each value through the rows of all documents; there and back within one document is no circle."""
    if not context.others:
        return
    flows = list(value_flows((context, *context.others)))
    for circle in circles(flows, through=context.document.path):
        first = circle[0]
        way = round_trip(circle, context)
        message = f"where does `{first.source.field}` of `{first.row.name}` belong? it goes round: {way}"
        yield Concern(first.place, message, f"{first.row.name}/{first.source.field}/round", context.owner)


RULE = Rule(check, needs=Needs.FIELDS)
