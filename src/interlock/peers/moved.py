"""Tells where an item went that is shown under another id: merged into another one, or turned into something else."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from interlock.model.http import Request, Response
from interlock.model.peer import MergedInto
from interlock.model.profile import RecordProfile, SystemProfile, Verb

MOVED = (301, 308)
"""An answer that something is elsewhere for good. Any other redirect may lead anywhere, such as to a login page."""


def moved_to(profile: SystemProfile, record: RecordProfile, request: Request, response: Response) -> MergedInto | None:
    """Where a permanent redirect says that an item is; None where it leads to no other item."""
    target = urlsplit(response.headers.get("location", "")).path.rstrip("/")
    own, _, asked = request.path.rstrip("/").rpartition("/")
    place, _, last = target.rpartition("/")
    if not last or unquote(last) == unquote(asked):
        return None
    if place == own or place.endswith(own):
        return MergedInto(unquote(last))
    others = [one.operation(Verb.GET) for one in profile.records if one.name != record.name]
    places = [one.path.rstrip("/").rpartition("/")[0] for one in others if one is not None and "{" in one.path]
    return MergedInto("") if any(one and place.endswith(one) for one in places) else None


def same_id(shown: str, asked: str) -> bool:
    """Whether two ids are the same, but for the way of writing them (`007` and `7`, `AB` and `ab`)."""
    if shown.casefold() == asked.casefold():
        return True
    return shown.isdecimal() and asked.isdecimal() and int(shown[:50]) == int(asked[:50]) and len(shown) < 50
