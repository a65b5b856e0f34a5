"""Another document creates the same items from the same source.

What it asks:
    Which of the two documents creates these items?

Why it matters:
    Neither run knows what the other one made: every item is there twice.

How to answer:
    Move the record into one of the documents, write Create missing as never in the other, or tell their items apart
    by Only when.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |

    ## Data map

    | Record | Desk       | Books   | Source of truth | Direction | On conflict          | On delete | Create missing |
    | ------ | ---------- | ------- | --------------- | --------- | -------------------- | --------- | -------------- |
    | Bill   | `invoices` | `bills` | Desk            | →         | source of truth wins | keep      | in Books       |

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |

    ## Data map

    | Record | Desk       | Books   | Source of truth | Direction | Create missing | Only when                 |
    | ------ | ---------- | ------- | --------------- | --------- | -------------- | ------------------------- |
    | Bill   | `invoices` | `bills` | Desk            | →         | in Books       | Desk: `status` is `draft` |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.across import apart, creating_flows, elsewhere
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares what each document creates where, and from what."""
    if not context.others:
        return
    flows = list(creating_flows((context, *context.others)))
    for mine in flows:
        if mine.file != context.document.path:
            continue
        for other in flows:
            same = (other.source, other.target) == (mine.source, mine.target)
            if same and other.file != mine.file and not apart(mine, other):
                message = (
                    f"which document creates `{mine.target.resource}` in `{context.name(mine.side)}` from "
                    f"`{mine.source.resource}`? {elsewhere(other, context)} does so, too, as `{other.row.name}`"
                )
                yield Concern(mine.place, message, f"{mine.row.name}/creates/twice", context.owner)
                break


RULE = Rule(check, Severity.ERROR)
