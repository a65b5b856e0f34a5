"""Values as people are told them: where a value stands for another item, the id that this item has on that side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from interlock.mapping import PairMapping
from interlock.model.links import Links
from interlock.model.plan import FieldChange
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.values import id_stood_for, ids_stood_for, unfit_as_shown

NEW = "new "
"""Begins the id of an item that a rehearsal made; no other item is known by such an id."""


def told(pair: PairMapping, value: Canonical, side: Side, links: Links) -> Canonical:
    """The value of a field pair as that side writes it, where it refers to other items; else as it is.

    An item that is not there yet is `the new RECORD for ID`, with its id on the other side.
    """
    if pair.refers_to is None and not isinstance(value, Mapping | tuple):
        return value
    if value is None or value is ABSENT or value in ("", ()):
        return value
    unfit = unfit_as_shown(value)
    if unfit is not None:
        return unfit
    if pair.refers_to is not None:
        if isinstance(value, tuple):
            return tuple(told(pair, one, side, links) for one in value)
        return ids_stood_for(value) or id_stood_for(value) or _referred(pair.refers_to, value, side, links)
    if not pair.parts:
        return value
    if (waits := id_stood_for(value)) is not None:
        return f"rows of which one refers to `{waits}`"
    parts = {part.name: part for part in pair.parts}
    if isinstance(value, tuple):
        return tuple(_element(parts, element, side, links) for element in value)
    if isinstance(value, Mapping):
        return dict(_keyed(parts, key, element, side, links) for key, element in value.items())
    return value


def untold(pair: PairMapping, value: Canonical, side: Side, links: Links) -> Canonical:
    """A value as people were told it, as the sync compares it: the opposite of `told`.

    What it refers to that has no link any more stays the id that it was.
    """
    if pair.refers_to is not None:
        if isinstance(value, tuple):
            return tuple(untold(pair, one, side, links) for one in value)
        return (links.link_of(pair.refers_to, side, value) or value) if isinstance(value, str) else value
    parts = {part.name: part for part in pair.parts}
    if isinstance(value, tuple):
        return tuple(_unelement(parts, element, side, links) for element in value)
    if isinstance(value, Mapping):
        return dict(_unkeyed(parts, key, element, side, links) for key, element in value.items())
    return value


def told_change(pair: PairMapping, change: FieldChange, side: Side, links: Links) -> FieldChange:
    """A change of a field pair with its values as people are told them; `side` is where it is written."""
    before, after, lost = (told(pair, value, side, links) for value in (change.before, change.after, change.lost))
    return replace(change, before=before, after=after, lost=lost)


def _element(parts: Mapping[str, PairMapping], element: Canonical, side: Side, links: Links) -> Canonical:
    if not isinstance(element, Mapping):
        return element
    return {name: told(parts[name], value, side, links) if name in parts else value for name, value in element.items()}


def _keyed(
    parts: Mapping[str, PairMapping], key: str, element: Canonical, side: Side, links: Links
) -> tuple[str, Canonical]:
    """An element with the key that it is paired by, which may itself be a reference."""
    if not isinstance(element, Mapping):
        return key, element
    shown = _element(parts, element, side, links)
    if isinstance(shown, Mapping):
        for name, value in element.items():
            if value == key and name in parts and parts[name].refers_to is not None:
                return str(shown[name]), shown
    return key, shown


def _unelement(parts: Mapping[str, PairMapping], element: Canonical, side: Side, links: Links) -> Canonical:
    if not isinstance(element, Mapping):
        return element
    return {name: untold(parts[name], one, side, links) if name in parts else one for name, one in element.items()}


def _unkeyed(
    parts: Mapping[str, PairMapping], key: str, element: Canonical, side: Side, links: Links
) -> tuple[str, Canonical]:
    back = _unelement(parts, element, side, links)
    if isinstance(element, Mapping) and isinstance(back, Mapping):
        for name, value in element.items():
            if value == key and name in parts and parts[name].refers_to is not None:
                return str(back[name]), back
    return key, back


def _referred(record: str, link: Canonical, side: Side, links: Links) -> Canonical:
    if not isinstance(link, str):
        return link
    here = links.id_in(record, side, link)
    if here is not None and not here.startswith(NEW):
        return here
    there = links.id_in(record, side.other, link)
    return f"the new {record} for `{there}`" if there is not None else f"the new {record}"
