"""A rule makes a value that the field it fills does not take, of one that the other field can show.

What it asks:
    What becomes of such a value?

Why it matters:
    Items with it are held one by one, and the first of them on the day when it first occurs.

How to answer:
    Write a rule that makes a value which the field takes, or leave such items out by the column Only when.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books      | Rule           | Notes     |
    | -------- | --------- | ---------- | -------------- | --------- |
    | `email`  | ↔         | `mail`     |                | sensitive |
    | `note`   | →         | `headline` | trim           |           |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books      | Rule                 | Notes             |
    | -------- | --------- | ---------- | -------------------- | ----------------- |
    | `email`  | ↔         | `mail`     |                      | sensitive         |
    | `note`   | →         | `headline` | cut to 60 characters | the rest may go   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import Trial, Tried
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.trials import brief, trials

_OF_PAIRS = frozenset({"pairs", "table"})
"""What values without a pair become is asked already, and so is what is longer than its
field, and a day for a moment."""


def check(context: Context) -> Iterator[Concern]:
    """Brings values that descriptions say of each field through its rule, and those that the rule is made for."""
    for row, pair, use, source, tried in trials(context):
        asked = _OF_PAIRS & use.args.keys() or any(tried.rule.longest) or use.rule == "date_in_zone"
        if asked or tried.here is None or tried.there is None:
            continue
        if tried.takes_all and not tried.here.enum:  # trying loads what the rule needs, which may be a lot
            continue
        found = _strange(tried)
        if found is None:
            continue
        here, there = context.name(source), context.name(source.other)
        value, words = brief(found.value), pair.rule.text.strip().replace("`", "")
        if found.by_field:
            message = (
                f"what becomes of {value} of `{tried.here.path}` of `{here}`? what “{words}” makes of it "
                f"{found.by_field}, and `{tried.there.path}` of `{there}` does not take that"
            )
        else:
            message = f"what becomes of {value} of `{tried.here.path}` of `{here}`? for “{words}” it {found.by_rule}"
        yield Concern(pair.rule.span, message, f"{row.name}/{tried.here.path}/{tried.there.path}/fits", context.owner)


def _strange(tried: Trial) -> Tried | None:
    """A value of the field that is held; of those that only the rule is made for, one where the field takes none."""
    for value in tried.certain():
        found = tried.of(value)
        if found.by_field or (found.by_rule and tried.here is not None and tried.here.enum):
            return found
    if (tried.here is not None and tried.here.enum) or tried.takes_some():
        return None
    made = [one for one in map(tried.of, tried.usual()) if not one.by_rule]
    return made[0] if made and all(one.by_field for one in made) else None


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
