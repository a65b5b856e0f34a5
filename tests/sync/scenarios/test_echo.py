"""Echo, loops and systems that rewrite: what a run wrote is not taken for a change, and nothing goes round for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sync.scenarios.between import rewriting
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import World

from interlock.model.history import HeldKind

Make = Callable[..., World]


async def test_083_one_edit_is_one_write_and_then_quiet(make: Make) -> None:
    world = make()
    pairs = await world.linked(3)
    world.left.edit(pairs[0][0], phone="new")
    assert await world.rounds(1) == 1
    assert await world.rounds(10) == 0
    world.right.edit(pairs[1][1], tel="back")
    assert await world.rounds(1) == 1
    assert await world.rounds(10) == 0


def spelled(item: dict[str, Any]) -> dict[str, Any]:
    phone = item.get("tel")
    return {**item, "tel": phone.replace("+", "00").replace(" ", "")} if phone else item


async def test_084_another_spelling_there_is_no_change(make: Make) -> None:
    for rule in ("", "phone number"):
        world = make(fields=("`email` | ↔ | `mail` | ", f"`phone` | ↔ | `tel` | {rule}"))
        world.right.between.append(rewriting(spelled, "people"))
        a = world.left.add(email="ann@x.example", phone="+41 44 668 18 00")
        await world.rounds(1)
        assert await world.rounds(5) == 0
        assert world.left.body(a)["phone"] == "+41 44 668 18 00"
        world.left.edit(a, phone="+41 44 668 18 01")
        assert await world.rounds(1) == 1
        assert await world.rounds(5) == 0
        assert world.right.all("tel") == ["0041446681801"]


async def test_085_a_rounded_value_is_written_once_and_told(make: Make) -> None:
    number = '{"type": ["number", "null"]}'
    fields = (*Words().fields, "`price` | ↔ | `amount` | ")
    world = make(fields=fields, left=Can(more=(("price", number),)), right=Can(more=(("amount", number),)))
    world.right.between.append(
        rewriting(
            lambda item: {**item, "amount": round(item["amount"] + 1e-9, 2)} if "amount" in item else item, "people"
        )
    )
    [(a, b)] = await world.linked(price=1)
    world.left.edit(a, price=10.005)
    assert await world.rounds(1) == 1
    assert await world.rounds(5) == 0
    assert (world.left.body(a)["price"], world.right.body(b)["amount"]) == (10.005, 10.01)
    assert any("10.01" in f"{entry.reason}" for entry in world.told())


async def test_086_what_an_automation_there_changes_comes_back_once(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.right.between.append(rewriting(lambda item: {**item, "rating": "seen"} if "tel" in item else item, "people"))
    world.left.edit(a, phone="new")
    assert await world.rounds(2) == 2
    assert (world.left.body(a)["score"], world.right.body(b)["tel"]) == ("seen", "new")
    assert await world.rounds(5) == 0


async def test_087_two_automations_that_fight_are_stopped(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="Abc")
    await world.rounds(1)
    before = world.sent
    for n in range(20):
        world.left.edit(a, phone=str(world.left.body(a)["phone"]).upper(), remark=str(n))
        await world.rounds(1)
        world.right.edit(b, tel=str(world.right.body(b)["tel"]).lower(), note=str(n))
        await world.rounds(1)
    assert world.sent - before <= 8
    assert [held.pair for held in world.held()] == ["phone ↔ tel"]
    assert len(world.alerts.sent) == 1
    world.left.edit(a, name="other fields flow")
    assert await world.rounds(1) == 1


async def test_088_an_item_has_one_counterpart(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    again = world.right.add(mail="0@x.example", title="the same once more")
    assert await world.rounds(3) == 0
    link = world.link(a)
    assert link is not None
    assert link.right_id == b
    assert {(held.kind, held.item_id) for held in world.held()} == {(HeldKind.AMBIGUOUS, again)}


async def test_089_a_third_tool_between_both_is_stopped_too(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    before = world.sent
    for n in range(40):
        shown = str(world.left.body(a)["phone"])
        world.right.edit(b, tel=shown[1:] if shown.startswith("0") else f"0{shown}", note=str(n))
        await world.rounds(1)
    assert world.sent - before <= 12
    assert len(world.held()) == 1
    assert len(world.alerts.sent) == 1
