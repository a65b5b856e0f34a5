"""Schemas and documents that change while the sync runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.sync.scenarios.between import answering, showing, when
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import World

from interlock.model.history import EntryKind, HeldKind
from interlock.model.http import Request
from interlock.model.plan import ChangeKind

Make = Callable[..., World]


async def test_090_a_label_that_is_renamed_changes_nothing(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.right.box.rename_label("people", "tel", "Telephone at work")
    world.left.edit(a, phone="new")
    assert await world.rounds(2) == 1
    assert world.right.body(b)["tel"] == "new"
    assert world.calm


def without(field: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda item: {name: value for name, value in item.items() if name != field}


async def test_091_a_field_that_is_gone_stops_its_mapping_and_clears_nothing(make: Make) -> None:
    world = make()
    pairs = await world.linked(12)
    world.right.between.append(showing(without("tel"), "people"))
    for n, (left, right) in enumerate(pairs):
        world.right.edit(right, note="looked at again")
        world.left.edit(left, name=f"M{n}")
    await world.rounds(2)
    assert [world.left.body(left)["phone"] for left, _ in pairs] == [f"p{n}" for n in range(12)]
    assert [world.right.body(right)["title"] for _, right in pairs] == [f"M{n}" for n in range(12)]
    world.left.edit(pairs[0][0], phone="new")
    assert await world.rounds(2) == 0
    assert len(world.alerts.sent) == 1
    assert "tel" in world.alerts.sent[0].message


async def test_092_another_type_stops_and_holds(make: Make) -> None:
    world = make()
    pairs = await world.linked(3)
    world.right.between.append(showing(lambda item: {**item, "tel": 41446681800}, "people"))
    for _, right in pairs:
        world.right.edit(right, note="looked at again")
    assert await world.rounds(2) == 0
    assert [world.left.body(left)["phone"] for left, _ in pairs] == ["p0", "p1", "p2"]
    assert len(world.alerts.sent) == 1
    assert len(world.held()) == 3


async def test_092_a_field_that_is_shown_as_before_flows_again(make: Make) -> None:
    world = make()
    pairs = await world.linked(3)
    numbers = showing(lambda item: {**item, "tel": 41446681800}, "people")
    world.right.between.append(numbers)
    for _, right in pairs:
        world.right.edit(right, note="looked at again")
    await world.rounds(1)
    world.left.edit(pairs[0][0], phone="waits")
    assert await world.rounds(1) == 0
    world.right.between.remove(numbers)
    for _, right in pairs:
        world.right.edit(right, note="and again")
    await world.rounds(2)
    assert world.right.body(pairs[0][1])["tel"] == "waits"
    assert world.held() == ()
    assert [alert.kind for alert in world.alerts.sent] == ["schema"]
    assert [alert.kind for alert in world.alerts.over] == ["schema"]


async def test_093_an_option_that_no_rule_knows_is_held_for_that_field(make: Make) -> None:
    world = make(fields=(*Words().fields, "`kind` | ↔ | `kind` | `a` = `x`, `b` = `y`"))
    [(a, b)] = await world.linked(kind="a")
    world.left.edit(a, kind="c", phone="flows")
    assert await world.rounds(2) == 1
    assert (world.right.body(b)["kind"], world.right.body(b)["tel"]) == ("x", "flows")
    [held] = world.held()
    assert held.pair == "kind ↔ kind"
    world.left.edit(a, kind="b")
    await world.rounds(1)
    assert world.right.body(b)["kind"] == "y"
    assert world.held() == ()


async def test_094_a_field_that_became_required_is_named(make: Make) -> None:
    def unrated(request: Request) -> bool:
        return request.method == "POST" and b"rating" not in request.body

    world = make(create="in Books", policies=("a 422 answer | hold the item and alert",))
    body = {"errors": [{"field": "rating", "message": "is required"}]}
    world.right.between.append(when(unrated, answering(422, body)))
    world.left.add(email="ann@x.example", name="Ann")
    await world.rounds(1)
    [held] = world.held()
    assert held.kind is HeldKind.REJECTED
    assert "rating" in held.reason
    assert world.right.ids() == []


async def test_095_another_winner_makes_no_mass_write(make: Make) -> None:
    world = make(conflict="report")
    pairs = await world.linked(5)
    world.right.edit(pairs[0][1], title="differs, and is reported")
    await world.rounds(1)
    await world.restart(conflict="source of truth wins")
    [line] = (await world.plan()).lines
    assert (line.kind, [change.lost for change in line.fields]) == (ChangeKind.RESTORE, ["differs, and is reported"])
    assert await world.rounds(2) == 1
    assert world.lost() == ["differs, and is reported"]


async def test_096_edits_that_will_be_dropped_by_a_new_direction_are_shown_first(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.right.edit(b, tel="not taken over yet")
    fields = tuple(one.replace("`phone` | ↔", "`phone` | →") for one in Words().fields)
    await world.restart(fields=fields)
    [line] = (await world.plan()).lines
    assert [change.lost for change in line.fields] == ["not taken over yet"]
    await world.rounds(1)
    assert world.lost() == ["not taken over yet"]
    assert world.left.body(a)["phone"] == "p0"


async def test_097_a_run_ends_with_the_document_that_it_began_with(make: Make) -> None:
    world = make(create="in Books")
    for n in range(5):
        world.left.add(email=f"{n}@x.example", name="Ann")
    world.right.faults.slow(20, writes=True)
    running = asyncio.ensure_future(world.integration.cycle())
    await world.clock.sleep(10)
    upper = tuple(one.replace("`title` | ", "`title` | upper case") for one in Words().fields)
    later = Words(fields=upper)
    await running
    assert world.right.all("title") == ["Ann"] * 5
    await world.restart(words=later)
    world.right.faults.clear()
    await world.rounds(2)
    assert world.right.all("title") == ["ANN"] * 5
    assert len(world.documents()) == 2
    kinds = [entry.kind for entry in world.told()]
    assert kinds.index(EntryKind.FOLLOWED) == 5, "five creates were under the first, the changes under the second"
