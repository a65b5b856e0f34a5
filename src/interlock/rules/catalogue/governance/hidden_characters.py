"""The text holds characters that cannot be seen, or that turn what is seen around.

What it asks:
    What is meant to stand here?

Why it matters:
    Two companies sign what they see, and a program does what is written; such characters make the two differ.

How to answer:
    Type the words anew, or paste them as plain text.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books, so that accounting closes the month without retyping.
    Corrected addresses flow back from Bo\u200boks to Desk.

Example good:
    ## Overview

    Invoices written in Desk become bills in Books, so that accounting closes the month without retyping.
    Corrected addresses flow back from Books to Desk.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.place import Span
from interlock.rules.context import Context
from interlock.rules.looks import HIDDEN, spelt
from interlock.rules.rule import Concern, Rule

_LINE = re.compile(r"\r\n|[\n\r]")


def check(context: Context) -> Iterator[Concern]:
    """Looks through the whole text, line by line; a mark at its very beginning is nothing."""
    text = context.document.text
    if HIDDEN.search(text, 1) is None:
        return
    starts = [0, *(found.end() for found in _LINE.finditer(text))]
    told = -1
    for found in HIDDEN.finditer(text, 1):
        line = bisect_right(starts, found.start()) - 1
        if line == told:
            continue
        told, column = line, found.start() - starts[line]
        place = Span(
            context.document.path, line + 1, column + 1, line + 1, column + 2, found.start(), found.start() + 1
        )
        message = f"what is meant to stand here? there is {spelt(found.group())}, which cannot be seen"
        yield Concern(place, message, f"hidden/{ord(found.group()):04x}/{line}", context.owner)


RULE = Rule(check, Severity.WARNING)
