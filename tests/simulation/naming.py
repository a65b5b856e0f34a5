"""What people do with the lists in which items name clients: those that a client knows, those who get a copy."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.simulation.described import KINDS, NAMED
from tests.simulation.things import Thing

from interlock.model.value import JSON, Body, Side

if TYPE_CHECKING:
    from tests.simulation.people import People

_RECORDS = ("Client", "Invoice")


def named_by(people: People, rng: random.Random, record: str, side: Side) -> Body:
    """Whom a new item names, where the document speaks of it."""
    there = people.there("Client", side) if _speaks(people, record) else []
    if not there or rng.random() < 0.4:
        return {}
    chosen = rng.sample(there, min(len(there), rng.randrange(1, 4)))
    name, _ = NAMED[KINDS[side][_RECORDS.index(record)].name]
    return {name: [_element(people, record, side, one) for one in chosen]}


def name_others(people: People, rng: random.Random) -> None:
    """Clients are added to such a list, taken out and moved, often on both sides; or two new ones name each other."""
    records = [record for record in _RECORDS if _speaks(people, record)]
    if not records:
        return
    record, side = rng.choice(records), rng.choice((Side.LEFT, Side.RIGHT))
    if record == "Client" and rng.random() < 0.2:
        _each_other(people, rng, side)
        return
    there = people.there(record, side)
    if not there:
        return
    thing = rng.choice(there[-4:] if rng.random() < 0.5 else there)
    for one in (side, side.other) if rng.random() < 0.4 else (side,):
        item = people.oracle.item(thing, one)
        if item is not None:
            name, _ = NAMED[item.resource]
            found = item.body.get(name)
            elements: list[JSON] = list(found) if isinstance(found, list) else []
            people.change(thing, one, {name: _changed(people, rng, record, one, elements)})


def _each_other(people: People, rng: random.Random, side: Side) -> None:
    before = len(people.there("Client", side))
    for _ in range(2):
        people.insert(rng, "Client", (side,))
    new = people.there("Client", side)[before:]
    if len(new) == 2:
        for thing, other in (new, reversed(new)):
            name, _ = NAMED[KINDS[side][0].name]
            people.change(thing, side, {name: [_element(people, "Client", side, other)]})


def _changed(people: People, rng: random.Random, record: str, side: Side, elements: list[JSON]) -> list[JSON]:
    match rng.choice(["add", "add", "remove", "move", "empty"]):
        case "remove" if elements:
            elements.pop(rng.randrange(len(elements)))
        case "move" if len(elements) > 1:
            rng.shuffle(elements)
        case "empty" if rng.random() < 0.3:
            return []
        case _:
            free = _free(people, record, side, elements)
            if free:
                elements.insert(rng.randrange(len(elements) + 1), rng.choice(free))
    return elements


def _free(people: People, record: str, side: Side, elements: Sequence[JSON]) -> list[JSON]:
    known = [_element(people, record, side, one) for one in people.there("Client", side)]
    return [one for one in known if one not in elements]


def _element(people: People, record: str, side: Side, thing: Thing) -> JSON:
    _, inner = NAMED[KINDS[side][_RECORDS.index(record)].name]
    shown = people.id_of(side, thing.ids[side])
    return {inner: shown} if inner else shown


def _speaks(people: People, record: str) -> bool:
    words = people.world.setting.words
    return bool(words.circle if record == "Client" else words.copies)
