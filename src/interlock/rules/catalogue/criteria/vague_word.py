"""A criterion uses a word that two people measure differently.

What it asks:
    What number or state is meant by this word?

Why it matters:
    The word is agreed to by everyone and measured by no one, until the day of acceptance.

How to answer:
    Replace the word by what can be seen: a time, a count, a state, where the error shows.

Example bad:
    ## Acceptance criteria

    - **errors** (closed-month): When Books answers 422 to an Invoice, the error is handled correctly.

Example good:
    ## Acceptance criteria

    - **errors** (closed-month): When Books answers 422 to an Invoice, it is tried 4 times in all, then it is held
      and an alert is sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.document import slice as words_at
from interlock.document import vague_words
from interlock.rules.context import Context
from interlock.rules.places import part
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for such words where a criterion is not understood, and points at the first of each sentence.

    In one that is understood each word has its meaning: there such a word is part of a name.
    """
    for one in context.document.criteria:
        said = words_at(context.document, one.span)
        found = [] if one.understood else list(vague_words(said))
        if found:
            words = " and ".join(f"`{word}`" for word in sorted({match.group().casefold() for match in found}))
            message = f"what number or state is meant by {words} in `{one.name or one.text}`?"
            place = part(one.span, said, found[0].start(), found[0].end())
            yield Concern(place, message, f"{one.name or one.text}/vague", context.owner)


RULE = Rule(check)
