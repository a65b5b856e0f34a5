"""Something that is usually assumed is neither in nor out.

What it asks:
    Is this part of the version, or is it not?

Why it matters:
    Each company assumes its own answer to it, and the difference is found after the work was planned.

How to answer:
    Add a row to Out of scope if it is left out, or a line to Assumptions and considerations that says how it is
    done.

Example bad:
    ## Out of scope

    | Not in this version             | Candidate for |
    | ------------------------------- | ------------- |
    | Custom field mapping            | v2            |
    | Multi-currency conversion       | never         |
    | Bulk re-sync                    | v2            |
    | Records other than these        | v2            |

Example good:
    ## Out of scope

    | Not in this version             | Candidate for |
    | ------------------------------- | ------------- |
    | Custom field mapping            | v2            |
    | Historical backfill of invoices | v2            |
    | Multi-currency conversion       | never         |
    | Bulk re-sync                    | v2            |
    | Records other than these        | v2            |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule

# What is asked, by what it is called, and the words by which it is recognised where it is decided.
_USUAL = {
    "historical backfill": (
        "are items from before go-live sent as well (backfill)?",
        r"back.?fill|histor|past|from before|migrat|initial load",
    ),
    "custom fields": (
        "are custom fields mapped, and who may add one?",
        r"custom(?:er.defined)? (?:field|attribut)|user.defined",
    ),
    "multi-currency": (
        "what happens to amounts in another currency?",
        r"currenc|exchange rate",
    ),
    "bulk re-sync": (
        "can everything be sent again at a user's request (bulk re-sync)?",
        r"re.?sync|sent? again|full load|reload|from scratch",
    ),
    "further records": (
        "do any records flow beyond those in the data map?",
        r"(?:other|further|more|additional|no other) (?:record|object|entit|kind|item|type)|records? (?:other|beyond)",
    ),
}


def check(context: Context) -> Iterator[Concern]:
    """Looks for each in the sections where something is put in or left out."""
    document = context.document
    if not document.out_of_scope:
        return  # the whole list is asked for
    said = [one.what for one in document.out_of_scope]
    said += [one.text for one in document.assumptions]
    said += [prose.text for prose in document.overview]
    text = "\n".join(said)
    for name, (question, words) in _USUAL.items():
        if not re.search(words, text, re.IGNORECASE):
            yield Concern(context.section("Out of scope"), question, f"Out of scope/{name}", context.owner)


RULE = Rule(check)
