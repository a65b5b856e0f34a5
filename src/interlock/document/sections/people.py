"""Owner and People: who decides, and who else belongs to the project."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlock.document.blocks import Text
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import table_rows
from interlock.model.document import Person
from interlock.model.place import Span

COLUMNS = {"Role": "role", "Name": "name", "Company": "company", "Contact": "contact"}

# A point ends the sentence, but for one after a title or an initial.
_NAME = r"(?:[^<>,.]|(?<=\b\w)\.|(?<=\b[A-Z][a-z])\.|(?<=\b(?:Mrs|Ing|Mag|Hon))\.|(?<=\b(?:Prof|Dipl))\.){1,100}?"
# Neither do the points inside of `S.A.`, nor the comma before `Inc.`, end a company's name.
_FORM = r"(?:Inc|Ltd|Limited|LLC|LLP|Corp|Co|GmbH|AG|plc|PLC|Pty|AB|Oy|[A-Z](?:\.[A-Z])+)\b"
_COMPANY = rf"(?:[^.,\n]|\.(?=\w|\sKG\b)|,(?=\s{{1,3}}{_FORM})){{1,100}}?"
_COMPANY_ENDS = rf"(?:\.(?!\w|\sKG\b)|,(?!\s{{1,3}}{_FORM})|\n|$)"
_OWNER = re.compile(rf"({_NAME})\s*(?:<(?:mailto:)?([^<>\s]{{1,200}})>)?\s*,\s*({_COMPANY})\s*{_COMPANY_ENDS}")
_OWNER_ALONE = re.compile(rf"({_NAME})\s*<(?:mailto:)?([^<>\s]{{1,200}})>()\s*(?:[.\n]|$)")
"""With an address it is a person, also where the company is still to be said."""


def read_owner(context: Context, parts: Iterable[Part]) -> Person | None:
    """The one person who decides: the first paragraph, `Name <address>, Company.`, or the first row of a table."""
    for part in parts:
        for row in table_rows(context, part, COLUMNS, ["name"]):
            return _person(row["name"].text, row["company"].text, row["contact"].text, "Owner", row.row.words.span)
        for block in part.blocks:
            if isinstance(block, Text):
                found = _OWNER.match(block.words.text) or _OWNER_ALONE.match(block.words.text)
                if found is None:
                    message = f"{shown(block.words.text)} does not name the owner"
                    hint = "begin with `Name <address>, Company.`"
                    context.report.add("owner-not-understood", block.words, message, hint=hint)
                    return None
                name, contact, company = found.groups()
                span = block.words.part(0, found.end(3)).span  # an empty company stands just past the address
                return _person(name, company, contact or "", "Owner", span)
    return None


def read_people(context: Context, parts: Iterable[Part]) -> tuple[Person, ...]:
    """The rows of People."""
    return tuple(
        _person(row["name"].text, row["company"].text, row["contact"].text, row["role"].text, row.row.words.span)
        for part in parts
        for row in table_rows(context, part, COLUMNS, ["role", "name"])
    )


def _person(name: str, company: str, contact: str, role: str, span: Span) -> Person:
    return Person(name.strip(), company.strip(), contact.strip().strip("<>").removeprefix("mailto:"), role, span)
