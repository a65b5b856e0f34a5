"""More changes are expected every day than a system can take.

What it asks:
    Which changes may be left out, or can the limit be raised?

Why it matters:
    The queue never gets empty: each day ends further behind than the last one, and nothing is broken that could be
    mended.

How to answer:
    Agree on a higher limit and write it under Assumptions and considerations, look less often, leave out a part by
    Only when, or correct the expected number.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 20,000 requests per day.
    - Desk keeps 200 Clients and 900 Invoices.
    - Books keeps 200 Clients and 900 Invoices.
    - 18,000 Clients are created in Desk per day.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 20,000 requests per day.
    - Desk keeps 200 Clients and 900 Invoices.
    - Books keeps 200 Clients and 900 Invoices.
    - 1,500 Clients are created in Desk per day.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.amounts import number, per, span
from interlock.model.finding import Severity
from interlock.model.sums import streams_to
from interlock.rules.arithmetic import allowed_said
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.wording import plural


def check(context: Context) -> Iterator[Concern]:
    """Adds what is expected, in requests, to what looking takes, and compares it with the limit."""
    for system in context.document.systems:
        load = context.load(system.side)
        streams = streams_to(context.document, system.side, context.profiles)
        if load.limit is None or load.allowed_per_s is None or not streams:
            continue
        needed = sum(one.per_s for one in streams)
        if needed + load.looking_per_s <= load.allowed_per_s or load.looking_per_s > load.allowed_per_s:
            continue
        each = load.limit.per_s
        sums = " + ".join(
            f"{number(one.per_s * each)} for {one.count:,} {plural(one.record)} {one.what} every {span(one.every)}"
            for one in streams
        )
        message = (
            f"how can `{system.name}` take all that is expected? {sums} + {number(load.looking_per_s * each)} for "
            f"looking are {number((needed + load.looking_per_s) * each)} requests {per(each)}, "
            f"and {allowed_said(load, system.name)}"
        )
        place = context.section("Assumptions and considerations")
        yield Concern(place, message, f"Systems/{system.name}/changes", context.owner)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
