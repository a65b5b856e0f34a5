"""How a long list is read in pieces, to its end."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import PagingStyle, Verb
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import UNKNOWN, Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    listed = subject.record.operation(Verb.LIST)
    paging = subject.record.paging if listed is not None else subject.record.search_paging
    value = paging.value
    if value is None or value.style is PagingStyle.NONE:
        # One answer with everything in it is right for a short list only, and no list says that it is short.
        return UNKNOWN if value is None and not paging.known else known(paging, "all items in one answer")
    return known(paging, f"by {value.style.value}" + (f", `{value.token_param}`" if value.token_param else ""))


def _promises(use: Use) -> Iterator[Promise]:
    yield from use.decision("direction")
    if use.starts_with_all:
        yield from use.decision("starting")


ABILITY = Ability(
    title="says how its list goes on",
    told=_told,
    promises=_promises,
    question=(
        "How is {list} read beyond its first page: which parameter, and where does the answer say how it goes on?"
    ),
    why="a list of which only the first page is read looks complete, and everything beyond it looks deleted",
    settles=(
        (By.VENDOR, "the parameter of the next page, the largest page, and how the last one is known"),
        (By.RESPONSE, "the first answer of {list}: a token, a next address, a total, or a header `Link`"),
        (By.PROBE, "reads two pages and looks whether they follow each other without gap or overlap"),
    ),
    states="{record}.paging={{style: cursor, token_param: PARAMETER, next_path: PATH}}",
    weight=8,
)
