"""Who needs access to what, as the document names people and resources."""

from __future__ import annotations

import re

from interlock.model.document import Document, Person, Resource
from interlock.model.people import people
from interlock.model.roles import ENGINEER, TESTER, having

_SANDBOX = re.compile(r"\b(?:sandbox|test|staging|trial|demo|qa|uat|playground|pre-?prod|non-?prod)", re.IGNORECASE)


def is_sandbox(what: str) -> bool:
    """Whether a resource is called as places to try things are."""
    return _SANDBOX.search(what) is not None


def who_need_logins(document: Document) -> tuple[Person, ...]:
    """Engineers and testers, each once."""
    found = {one.name.casefold(): one for role in (TESTER, ENGINEER) for one in having(document, role)}
    return tuple(found.values())


def whose(document: Document, resource: Resource) -> str:
    """Whose turn it is to get access: whom the row names, else an engineer, else the owner."""
    named = next((one.name for one in people(document) if one.name.casefold() in resource.access.casefold()), "")
    engineer = next((one.name for one in having(document, ENGINEER)), "")
    owner = document.owner.name if document.owner is not None else "Owner"
    return named or engineer or owner
