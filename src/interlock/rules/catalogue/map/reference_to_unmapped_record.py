"""A field refers to a record that does not flow.

What it asks:
    Which record of the data map does this field refer to?

Why it matters:
    The id of one system means nothing in the other; without the record's own mapping it cannot be translated.

How to answer:
    Add the record to the data map with what it is matched by, or name one that is there.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk        | Direction | Books        | Rule              | Notes |
    | ----------- | --------- | ------------ | ----------------- | ----- |
    | `number`    | →         | `number`     |                   |       |
    | `client_id` | →         | `account_id` | the linked Patron |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk        | Direction | Books        | Rule              | Notes |
    | ----------- | --------- | ------------ | ----------------- | ----- |
    | `number`    | →         | `number`     |                   |       |
    | `client_id` | →         | `account_id` | the linked Client |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rows import references
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks up the record that each rule names."""
    for row, pair, name in references(context.document):
        if context.record(name) is None:
            message = f"which record does {pair.left.text or pair.right.text} refer to? the data map has no `{name}`"
            hint = did_you_mean(name, (one.name for one in context.document.records))
            yield Concern(pair.rule.span, message, f"{row.name}/reference/{name}", context.owner, hint)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
