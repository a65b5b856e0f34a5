"""The data map takes up existing items that are said to be out of scope.

What it asks:
    Are the items from before go-live sent, or are they not?

Why it matters:
    The first run sends years of old items that one company was promised not to receive.

How to answer:
    Change the column Starting to `from go-live`, `link only` or `since DATE`, or take the line out of Out of scope.

Example bad:
    ## Data map

    | Record  | Matched by          | Only when | When it leaves | Create missing | Starting | How often       |
    | ------- | ------------------- | --------- | -------------- | -------------- | -------- | --------------- |
    | Invoice | `number` = `number` |           |                | in Books       | all      | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by          | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | ------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Invoice | `number` = `number` |           |                | in Books       | from go-live | every 5 minutes |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.decisions import StartingKind
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import named, quoted

_BACKFILL = re.compile(r"back.?fill|histor|\bpast\b|from before", re.IGNORECASE)
_GENERAL = re.compile(
    r"back.?fill(?! of )|back.?fill of (?:\w+ )?(?:data|items|records|anything)"
    r"|(?:histor\w*|past|old|older) (?:\w+ )?(?:data|items|records)|everything from before",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Concern]:
    """Compares an excluded backfill with the records that start with all; one that names records means only those."""
    document = context.document
    for one in document.out_of_scope:
        if not _BACKFILL.search(one.what):
            continue
        meant = [context.records[name] for name in sorted(named(one.what, context.records))]
        # What names other things, such as logs, says nothing of the records here.
        for row in meant or (document.records if _GENERAL.search(one.what) else ()):
            if not row.only_when.open and not re.search(r"back.?fill", one.what, re.IGNORECASE):
                continue  # the condition may leave out just these
            starting = row.starting.value
            create = row.create_missing.value
            if starting is None or starting.kind is not StartingKind.ALL or create is None or not create.sides:
                continue
            message = (
                f"are existing items of `{row.name}` sent? its cell Starting says `all`, and {quoted(one.what)} is out "
                "of scope"
            )
            yield Concern(row.starting.span, message, f"{row.name}/starting/scope", context.owner)


RULE = Rule(check)
