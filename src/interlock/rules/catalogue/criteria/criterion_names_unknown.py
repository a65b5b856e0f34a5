"""A criterion names a story, record or system that is not in the document.

What it asks:
    Which one is meant?

Why it matters:
    The criterion tests nothing of what was agreed, or something that nobody agreed to.

How to answer:
    Write the name as it stands under User stories, in the data map or under Systems.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (close-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.finding import Severity
from interlock.rules.context import (
    Context,
    phrases,
    same_words,
    word,
)
from interlock.rules.rule import Concern, Rule

_SYSTEMS = ("system", "first", "second", "source", "target")


def check(context: Context) -> Iterator[Concern]:
    """Looks up every name that a criterion uses."""
    document = context.document
    stories = [story.name for story in document.stories]
    records = [row.name for row in document.records]
    terms = [term.name for term in document.terms]
    systems = [row.name for row in document.systems]
    for one in document.criteria:
        named = [("story", name, stories, stories) for name in one.stories]
        for phrase in phrases(one):
            named += [("system", word(phrase, key), systems, systems) for key in _SYSTEMS if word(phrase, key)]
            if word(phrase, "record"):
                named.append(("record", word(phrase, "record"), [*records, *terms], records))
        for kind, name, known, shown in dict.fromkeys((k, n, tuple(a), tuple(s)) for k, n, a, s in named):
            if not any(same_words(name, other) for other in known):
                message = f"which {kind} does `{one.name}` mean by `{name}`? the document has none of that name"
                subject = f"{one.name}/{kind}/{name}"
                yield Concern(one.span, message, subject, context.owner, did_you_mean(name, shown))


RULE = Rule(check, Severity.ERROR)
