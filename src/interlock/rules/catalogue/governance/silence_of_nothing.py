"""A question is left open that nobody asks.

What it asks:
    Is this decision still needed?

Why it matters:
    A row that silences nothing today silences something tomorrow that nobody decided.

How to answer:
    Take the row out, or correct the name of the question or of what it is about; `check` prints both.

Example bad:
    ## Left open on purpose

    | Question              | About   | Decided by | Why                    |
    | --------------------- | ------- | ---------- | ---------------------- |
    | `delete-undecided`    | Invoice | Ida Rhodes | nobody deletes in Desk |

Example good:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins |           |
    | Client  | `clients`  | `accounts` | Desk            | ↔         | hold                 | archive   |

    ## Left open on purpose

    | Question              | About   | Decided by | Why                    |
    | --------------------- | ------- | ---------- | ---------------------- |
    | `delete-undecided`    | Invoice | Ida Rhodes | nobody deletes in Desk |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.silences import meant


def check(context: Context) -> Iterator[Concern]:
    """Looks for a finding of each row, where the rule could find one."""
    for one in context.document.left_open:
        subject = f"Left open/{one.code}/{one.about}"
        if one.code not in context.asked.codes:
            message = f"which question is meant by `{one.code}`? `check` asks none of that name"
            hint = did_you_mean(one.code, context.asked.codes)
            yield Concern(one.code_span, message, subject, context.owner, hint)
        elif one.code in context.asked.tried and not meant(context, one):
            about = f" about `{one.about.replace('`', '').strip()}`" if one.about.strip() else ""
            message = f"is the decision about `{one.code}` still needed? nothing{about} is asked"
            yield Concern(one.span, message, subject, context.owner)


RULE = Rule(check, Severity.WARNING, needs=Needs.FINDINGS)
