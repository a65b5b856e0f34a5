"""The owner belongs to neither of the two companies.

What it asks:
    With which company's authority does the owner decide?

Why it matters:
    A decision taken by someone outside is taken again, later, by someone inside.

How to answer:
    Name an owner from one of the two companies, or correct the company's name so that it is the one under Systems.

Example bad:
    ## Owner

    Ida Rhodes <ida@consult.example>, Maple Consulting. She decides what the integration does.

Example good:
    ## Owner

    Ida Rhodes <ida@acorn.example>, Acorn. She decides what the integration does.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import same_words


def check(context: Context) -> Iterator[Concern]:
    """Compares the owner's company with those of the systems, where both are written."""
    owner = context.document.owner
    companies = [row.company for row in context.document.systems if row.company.strip()]
    if owner is None or not companies:
        return
    if not owner.company.strip():
        yield Concern(owner.span, f"of which company is `{owner.name}`?", "Owner/company", context.owner)
        return
    if not any(same_words(owner.company, company) for company in companies):
        message = (
            f"with which company's authority does `{owner.name}` decide? "
            f"`{owner.company}` has neither of the two systems"
        )
        yield Concern(owner.span, message, "Owner/company", context.owner, did_you_mean(owner.company, companies))


RULE = Rule(check, Severity.WARNING)
