"""Finds the way in which a finding can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from interlock.asking.decisions import decision
from interlock.asking.offer import Asked, Choice, Offer, Way
from interlock.asking.words import at_its_place
from interlock.catalogue import Catalogue, discover
from interlock.document.editing import Edit, applied


@cache
def ways() -> Catalogue[Way]:
    """The ways to answer by the names of their files."""
    return discover("interlock.asking.ways", "WAY", Way)


@cache
def _by_code() -> Mapping[str, Way]:
    return {code: way for way in ways() for code in way.codes}


def offer(asked: Asked) -> Offer | None:
    """What can be answered to a finding, or None where nothing short would do.

    A way that is made for the code comes first, then a decision of the data map, then other words for those at the
    finding's place. What the finding itself says its words could be is the first choice.
    """
    if asked.finding.place.file != asked.document.path:
        return None
    way = _by_code().get(asked.finding.code)
    found = way.offer(asked) if way is not None else None
    found = found or decision(asked) or at_its_place(asked)
    return _with_proposals(asked, _with_replacement(asked, found))


def _with_proposals(asked: Asked, found: Offer | None) -> Offer | None:
    """What others propose comes first."""
    if found is None:
        return None
    said = " ".join(asked.finding.message.split())
    proposed = [
        Choice(one.answer.strip(), f"what {one.answered_by.strip()} proposes")
        for one in asked.document.questions
        if one.text.strip() == said and one.answer.strip() and one.answered_by.strip() not in {"", asked.by}
    ]
    if not proposed:
        return found
    words = {one.words for one in proposed}
    return replace(found, choices=(*proposed, *(one for one in found.choices if one.words not in words)))


def _with_replacement(asked: Asked, found: Offer | None) -> Offer | None:
    instead = asked.finding.replacement
    if instead is None or instead.place.file != asked.document.path:
        return found
    taken = applied(asked.text, [Edit(instead.place.start, instead.place.end, instead.text)])
    then = "; ".join(instead.assumes)
    if found is None:
        return Offer(lambda _words: taken, (Choice(instead.text, then),))

    def write(words: str) -> str:
        return taken if words == instead.text else found.write(words)

    return replace(found, choices=(Choice(instead.text, then), *found.choices), write=write)
