"""A decision to leave a question open does not say which of several.

What it asks:
    Which of these questions stays open, and which is to be answered?

Why it matters:
    A decision about one record would silence the same question about all others, also about those to come.

How to answer:
    Name under About what it is about, such as the record or the criterion, or write `all`.

Example bad:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins |           |
    | Client  | `clients`  | `accounts` | Desk            | ↔         | hold                 |           |

    ## Left open on purpose

    | Question              | About   | Decided by | Why                    |
    | --------------------- | ------- | ---------- | ---------------------- |
    | `delete-undecided`    |         | Ida Rhodes | nobody deletes in Desk |

Example good:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins |           |
    | Client  | `clients`  | `accounts` | Desk            | ↔         | hold                 |           |

    ## Left open on purpose

    | Question              | About   | Decided by | Why                    |
    | --------------------- | ------- | ---------- | ---------------------- |
    | `delete-undecided`    | all     | Ida Rhodes | nobody deletes in Desk |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.silences import meant, too_wide


def check(context: Context) -> Iterator[Concern]:
    """Looks for rows that name nothing and could mean several."""
    for one in context.document.left_open:
        found = meant(context, one)
        if too_wide(one, found):
            shown = ", ".join(f"`{finding.subject or finding.place.line}`" for finding in found[:4])
            message = f"which of the {len(found)} questions `{one.code}` stays open? it is asked about {shown}"
            yield Concern(one.span, message, f"Left open/{one.code}/wide", context.owner)


RULE = Rule(check, needs=Needs.FINDINGS)
