"""A record flows in a direction that no user story asks for.

What it asks:
    Who needs this record to flow this way, and what for?

Why it matters:
    Without a person who needs it, nobody can say whether it is late, wrong or wanted at all.

How to answer:
    Add a story for that direction that names the record: As a PERSON, when SITUATION, OUTCOME within TIME, so that
    REASON.

Example bad:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15
      minutes, so that I can close the month.
    - **new-clients** (Desk → Books): As an accountant, when a client signs up, the client is in the books within 15
      minutes, so that I never open an account by hand.

Example good:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15
      minutes, so that I can close the month.
    - **new-clients** (Desk → Books): As an accountant, when a client signs up, the client is in the books within 15
      minutes, so that I never open an account by hand.
    - **one-address** (Books → Desk): As a receptionist, when a client's phone is corrected, the desk has it within
      15 minutes, so that I call the right number.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import sources
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import records_of
from interlock.rules.wording import named


def check(context: Context) -> Iterator[Concern]:
    """Looks for a story of each direction that names the record, or whose criteria do."""
    told = _told(context)
    for row in context.document.records:
        for side in sources(row):
            if (row.name.casefold(), side) in told:
                continue
            here, there = context.name(side), context.name(side.other)
            message = f"who needs `{row.name}` to flow from `{here}` to `{there}`, and what for? no story says so"
            yield Concern(context.section("User stories"), message, f"{row.name}/story/{here}", context.owner)


def _told(context: Context) -> set[tuple[str, Side]]:
    """The records that stories speak of, each with the side that the story starts from."""
    tested: dict[str, set[str]] = {}
    for one in context.document.criteria:
        for name in one.stories:
            tested.setdefault(name, set()).update(record.casefold() for record in records_of(one))
    told: set[tuple[str, Side]] = set()
    for story in context.document.stories:
        source, target = context.document.side(story.source.text), context.document.side(story.target.text)
        if source is not None and target is source.other:
            records = named(story.sentence.text, context.records) | tested.get(story.name, set())
            told.update((record, source) for record in records)
    return told


RULE = Rule(check)
