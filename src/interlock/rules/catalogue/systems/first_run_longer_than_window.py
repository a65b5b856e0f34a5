"""The first run takes longer than the time that is set aside for it.

What it asks:
    May the first run go on outside of this time, or is less taken over?

Why it matters:
    At the end of the night the two systems are half linked, people begin to work in both, and somebody has to decide
    in a hurry whether to go on.

How to answer:
    Give it a longer window under Dates, agree on a higher limit for that night, take over less (Starting), or write
    that it goes on during the day.

Example bad:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`     |           |                | in both        | all          | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | from go-live | every 5 minutes |

    ## Dates

    | What           | When           |
    | -------------- | -------------- |
    | Go-live window | 05:00 to 07:00 |

    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
    - Desk keeps 30,000 Clients and 9,000 Invoices.
    - Books keeps 2,100 Clients and 9,000 Invoices.

Example good:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`     |           |                | in both        | all          | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | from go-live | every 5 minutes |

    ## Dates

    | What           | When           |
    | -------------- | -------------- |
    | Go-live window | 05:00 to 10:00 |

    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
    - Desk keeps 30,000 Clients and 9,000 Invoices.
    - Books keeps 2,100 Clients and 9,000 Invoices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from interlock.model.amounts import number, rate, span
from interlock.model.document import DateRow
from interlock.model.sums import FirstRun, first_run
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.wording import plural

_ABOUT = re.compile(r"window|off-peak|first run|backfill|cut-?over|initial|maintenance", re.IGNORECASE)
_CLOCK = r"([01]?\d|2[0-4])[:.]([0-5]\d)"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:to|until|till|and|–|—|-)\s*{_CLOCK}")


def check(context: Context) -> Iterator[Concern]:
    """Compares the least that the first run needs with each window that Dates names."""
    runs = [first_run(context.document, system.side, context.profiles) for system in context.document.systems]
    slowest = max(runs, key=lambda run: run.takes, default=None)
    if slowest is None or slowest.load.limit is None:
        return
    for row in context.document.dates:
        window = _length(row)
        if window is not None and slowest.takes > window:
            message = (
                f"how can the first run end within {row.when.strip()} ({span(window)})? "
                f"{_needed(context, slowest)}; at {rate(slowest.load.limit)} they take {span(slowest.takes)}"
            )
            yield Concern(row.span, message, f"Dates/{row.what}/first-run", context.owner)


def _length(row: DateRow) -> timedelta | None:
    found = _SPAN.search(row.when) if _ABOUT.search(row.what) else None
    if found is None:
        return None
    begin_h, begin_m, end_h, end_m = (int(text) for text in found.groups())
    minutes = (end_h * 60 + end_m - begin_h * 60 - begin_m) % (24 * 60)
    return timedelta(minutes=minutes or 24 * 60)


def _needed(context: Context, run: FirstRun) -> str:
    creates = " + ".join(f"{count:,} {plural(name)}" for name, count in run.creates.items())
    made = f", and at least {creates} are to be created there" if creates else ""
    return (
        f"reading `{context.name(run.load.side)}` takes {run.reads:,} requests{made}: "
        f"{number(run.requests)} requests in all"
    )


RULE = Rule(check, needs=Needs.FIELDS)
