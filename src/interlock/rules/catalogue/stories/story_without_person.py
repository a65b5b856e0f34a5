"""A user story is told by nobody in particular.

What it asks:
    Which person, by their work, needs this?

Why it matters:
    Whoever is "a user" cannot be asked whether it helps; the first real one asks for something else.

How to answer:
    Begin with the person's work: As an accountant, As a shopper, As a support agent.

Example bad:
    ## User stories

    - **closed-month** (Desk → Books): As a user, when an invoice is written, it is in the books within 15 minutes, so that I can close.

Example good:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15 minutes, so that I can close.
"""  # noqa: E501 - a story stands in one line

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import same_words

_NOBODY = re.compile(
    r"(?:(?:normal|regular|typical|end|system|business|any|our) )?"
    r"(?:users?|persons?|people|somebody|someone|anyone|everyone|stakeholders?|systems?|integrations?|apis?|"
    r"company|business|team|customer or user)",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Concern]:
    """Looks for roles that say nothing of a person's work, and for systems in the place of people."""
    for story in context.document.stories:
        role = word(story.sentence.value, "role").strip()
        system = any(same_words(role.removeprefix("the "), one.name) for one in context.document.systems)
        if role and (system or _NOBODY.fullmatch(role)):
            message = f"who is “{role}” in `{story.name}`: which person, by their work, needs this?"
            yield Concern(story.sentence.span, message, f"{story.name}/person", context.owner)


RULE = Rule(check, Severity.WARNING)
