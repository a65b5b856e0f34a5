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
        (
            r"back.?fill|histor|\bpast\b|from before|before go.?live|migrat|initial (?:load|import)|legacy data",
            r"\b(?:old|older|existing|earlier|previous|former) (?:\w+ ){0,2}\w+s\b|already (?:there|in|exist)",
            r"\b(?:and|or|before) (?:before|earlier|older)\b",
            r"\b(?:before|until|up to|prior to) (?:\w+ )?(?:19|20)\d\d\b",
        ),
    ),
    "custom fields": (
        "are custom fields mapped, and who may add one?",
        (
            r"\bcustom(?:er)?.?(?:defined|made)?,? (?:\w+ )?(?:field|attribut|propert|column)",
            r"(?:user|self|freely).(?:defined|added)",
            r"fields? (?:other|beyond|not listed|of (?:its|their|our|his|her) own)",
            r"(?:field|propert\w+|attribute|column)s? (?:that |which )?(?:\w+ ){0,3}(?:add|creat|invent|defin)",
            r"(?:extra|further|additional|own) (?:field|propert|attribut|column)",
        ),
    ),
    "multi-currency": (
        "what happens to amounts in another currency?",
        (
            r"currenc|exchange rate|\bfx\b|forex",
            r"(?:only|all|always|everything)\b.{0,30}\b(?:euros?|dollars?|pounds?|EUR|USD|GBP|CHF)\b",
        ),
    ),
    "bulk re-sync": (
        "can everything be sent again at a user's request (bulk re-sync)?",
        (
            r"re.?sync|re.?send|re.?push|re.?import|reload|from scratch",
            r"\b(?:full|complete|fresh) (?:load|re.?load|copy|sync|transfer)",
            r"\b(?:everything|all|whole|sen[dt]\w*|sync\w*|transfer\w*|cop\w+|export\w*|run)\b.{0,40}\bagain\b",
            r"\b(?:everything|all|sen[dt]\w*|sync\w*|transfer\w*|export\w*|run)\b.{0,40}\b(?:anew|once more|over)\b",
        ),
    ),
    "further records": (
        "do any records flow beyond those in the data map?",
        (
            r"\b(?:other|further|more|additional|remaining) (?:\w+ )?(?:record|object|entit|kind|item|type)",
            r"\b(?:other|further|more|additional|remaining) (?:\w+ )?(?:module|table)",
            r"\b(?:other|further|more|additional|remaining) (?:\w+ )?(?:data|document)",
            r"\b(?:any|every|no)thing (?:else|but|except|besides)\b",
            r"(?:records?|objects?|entit\w+|things?|data|thing) (?:\w+ )?(?:other|beyond|besides?|except|apart)\b",
        ),
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
    for name, (question, forms) in _USUAL.items():
        if not any(re.search(form, text, re.IGNORECASE) for form in forms):
            yield Concern(context.section("Out of scope"), question, f"Out of scope/{name}", context.owner)


RULE = Rule(check)
