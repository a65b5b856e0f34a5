"""A user story promises more than looking for changes can give.

What it asks:
    May the person wait longer, or must changes be looked for more often?

Why it matters:
    The story is what people remember; what was never possible is then called a defect.

How to answer:
    Say a longer time in the story, or look more often in the column How often.

Example bad:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15
      minutes, so that I can close the month.
    - **new-clients** (Desk → Books): As an accountant, when a client signs up, the client is in the books within 1
      minute, so that I never open an account by hand.
    - **one-address** (Books → Desk): As a receptionist, when the accountant corrects a client's phone, the desk has
      it within 15 minutes, so that I call the right number.

Example good:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15
      minutes, so that I can close the month.
    - **new-clients** (Desk → Books): As an accountant, when a client signs up, the client is in the books within 10
      minutes, so that I never open an account by hand.
    - **one-address** (Books → Desk): As a receptionist, when the accountant corrects a client's phone, the desk has
      it within 15 minutes, so that I call the right number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.model.document import Story
from interlock.model.finding import Severity
from interlock.rules.arithmetic import wait_said
from interlock.rules.context import Context
from interlock.rules.promised import is_too_soon, longest_wait
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import named


def check(context: Context) -> Iterator[Concern]:
    """Compares the time of a story that speaks of one record with the longest time that a change may take."""
    for story in context.document.stories:
        within = story.sentence.value.args.get("within") if story.sentence.value is not None else None
        said = _too_soon(context, story, within) if isinstance(within, timedelta) else ""
        if said:
            message = f"how can `{story.name}` be kept? {said}"
            yield Concern(story.sentence.span, message, f"{story.name}/promise", context.owner)


def _too_soon(context: Context, story: Story, within: timedelta) -> str:
    """Why the time is too short; empty where it is long enough, or where it is not plain what is meant."""
    source = context.document.side(story.source.text)
    records = named(story.sentence.text, context.records)
    if source is None or len(records) != 1:
        return ""
    row = context.records[next(iter(records))]
    if row.direction.value is None or not row.direction.value.writes(source.other):
        return ""
    wait = longest_wait(context, row, source)
    if wait is not None:
        if not is_too_soon(context, row, source, within, wait):
            return ""
        return f"`{row.name}` in `{context.name(source)}`: {wait_said(wait, context.load(source), deleted=False)}"
    often = row.how_often.value
    if often is not None and often.every is not None and within < often.every:
        return f"`{row.name}` is looked for {row.how_often.text.strip()}"
    return ""


RULE = Rule(check, Severity.WARNING)
