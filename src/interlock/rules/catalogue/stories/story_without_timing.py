"""A user story does not say how soon.

What it asks:
    How soon must this have happened for the person to be helped?

Why it matters:
    Minutes and days are built differently; the choice is made by the first engineer and complained about by the
    first user.

How to answer:
    Say it in the story, with a number: within 15 minutes, at once, the same day.

Example bad:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books, so that I
      can close the month.

Example good:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15
      minutes, so that I can close the month.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every story that was understood."""
    for story in context.document.stories:
        sentence = story.sentence.value
        if sentence is not None and not sentence.args.get("timing"):
            message = f"how soon must `{story.name}` have happened for the person to be helped?"
            yield Concern(story.sentence.span, message, f"{story.name}/timing", context.owner)


RULE = Rule(check)
