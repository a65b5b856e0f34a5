"""What people do with lists, and with who is above whom."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.simulation.described import BOSS, KINDS, LISTS

from interlock.model.value import Body, Side

if TYPE_CHECKING:
    from tests.simulation.people import People

_SIDES = (Side.LEFT, Side.RIGHT)


def more_of(people: People, rng: random.Random, side: Side) -> Body:
    """The lists of a new client and who is above it, where the document speaks of these."""
    words = people.world.setting.words
    body: Body = {}
    for name in ("tags", "lines", "steps"):
        if getattr(words, name) and rng.random() < 0.7:
            made: list[Any] = [_element(people, name, side) for _ in range(rng.randrange(1, 4))]
            body[_field(name, side)] = made
    above = people.there("Client", side) if words.boss else []
    if above and rng.random() < 0.4:
        body[BOSS[KINDS[side][0].name]] = people.id_of(side, rng.choice(above).ids[side])
    return body


def arrange(people: People, rng: random.Random) -> None:
    """Elements are added, removed, changed and moved, often on both sides."""
    words = people.world.setting.words
    names = [name for name in ("tags", "lines", "steps") if getattr(words, name)]
    side = rng.choice(_SIDES)
    there = people.there("Client", side)
    if not names or not there:
        return
    name, thing = rng.choice(names), rng.choice(there)
    for one in (side, side.other) if rng.random() < 0.4 else (side,):
        item = people.oracle.item(thing, one)
        if item is not None:
            field = _field(name, one)
            found = item.body.get(field)
            people.change(thing, one, {field: _arranged(people, rng, name, one, found)})


def promote(people: People, rng: random.Random) -> None:
    """A client comes below another one, or below nobody."""
    side = rng.choice(_SIDES)
    there = people.there("Client", side)
    if people.world.setting.words.boss and len(there) > 1:
        thing, boss = rng.sample(there, 2)
        value = None if rng.random() < 0.15 else people.id_of(side, boss.ids[side])
        people.change(thing, side, {BOSS[KINDS[side][0].name]: value})


def swap(people: People, rng: random.Random) -> None:
    """Two clients come below each other: new ones, or others on one side, or each on another one."""
    if not people.world.setting.words.boss:
        return
    side = rng.choice(_SIDES)
    how = rng.choice(["new", "here", "across"])
    for _ in range(2 if how == "new" else 0):
        people.insert(rng, "Client", (side,))
    other = side.other if how == "across" else side
    both = [one for one in people.there("Client", side) if people.oracle.item(one, other) is not None]
    if len(both) > 1:
        one, two = both[-2:] if how == "new" else rng.sample(both[-4:], 2)
        for thing, boss, where in ((one, two, side), (two, one, other)):
            people.change(thing, where, {BOSS[KINDS[where][0].name]: people.id_of(where, boss.ids[where])})


def _field(name: str, side: Side) -> str:
    tags, lines, _, _, steps, _ = LISTS[KINDS[side][0].name]
    return {"tags": tags, "lines": lines, "steps": steps}[name]


def _element(people: People, name: str, side: Side) -> Any:
    _, _, sku, count, _, word = LISTS[KINDS[side][0].name]
    token = people.token()
    if name == "tags":
        return token
    return {sku: token, count: people.tokens} if name == "lines" else {word: token}


def _arranged(people: People, rng: random.Random, name: str, side: Side, found: Any) -> Any:
    elements: list[Any] = list(found) if isinstance(found, list) else []
    match rng.choice(["add", "add", "remove", "change", "move", "empty"]):
        case "remove" if elements:
            elements.pop(rng.randrange(len(elements)))
        case "change" if elements and name == "lines":
            at = rng.randrange(len(elements))
            people.tokens += 1
            elements[at] = {**elements[at], LISTS[KINDS[side][0].name][3]: people.tokens}
        case "move" if len(elements) > 1:
            rng.shuffle(elements)
        case "empty" if rng.random() < 0.3:
            elements = []
        case _:
            elements.insert(rng.randrange(len(elements) + 1), _element(people, name, side))
    return elements
