"""Merging, undeleting, linking: which two items are one, from the first day on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import Between, Next, World

from interlock.model.history import HeldKind
from interlock.model.http import Answer, Request
from interlock.model.plan import ChangeKind
from interlock.sandbox import Behaviours

Make = Callable[..., World]


def merged(into: dict[str, str]) -> Between:
    """A system in which these items were merged into others: asked for one, it shows what it became."""

    def between(request: Request, way: Next) -> Answer:
        start, _, item_id = request.path.rpartition("/")
        while item_id in into:
            item_id = into[item_id]
        return way(replace(request, path=f"{start}/{item_id}"))

    return between


async def test_052_a_merged_item_is_not_taken_for_deleted(make: Make) -> None:
    world = make()
    [(a1, b1), (a2, b2)] = await world.linked(2)
    world.left.between.append(merged({a2: a1}))
    world.left.edit(a1, phone="from the other one")
    world.left.remove(a2)
    await world.rounds(3)
    assert set(world.right.ids()) == {b1, b2}
    assert world.right.body(b1)["tel"] == "from the other one"
    assert world.left.ids() == [a1]
    assert len(world.held()) == 1


async def test_053_a_chain_of_merges_ends_at_the_last(make: Make) -> None:
    world = make()
    [(a1, b1), (a2, b2), (a3, b3)] = await world.linked(3)
    world.left.between.append(merged({a3: a2, a2: a1}))
    for item in (a2, a3):
        world.left.remove(item)
    await world.rounds(3)
    assert set(world.right.ids()) == {b1, b2, b3}
    assert world.left.ids() == [a1]
    assert len(world.held()) == 2
    assert all(a1 in held.reason for held in world.held())


async def test_054_the_loser_of_a_merge_that_had_no_link_does_not_matter(make: Make) -> None:
    world = make(create="never")
    world.right.add(mail="0@x.example", tel="p0", title="N0")
    [(a1, b1)] = await world.linked()
    a2 = world.left.add(email="other@x.example", name="never linked")
    await world.rounds(1)
    world.left.between.append(merged({a2: a1}))
    world.left.remove(a2)
    assert await world.rounds(2) == 0
    assert world.right.ids() == [b1]
    assert world.held() == ()


async def test_055_equal_keys_are_linked_and_only_the_first_rule_writes(make: Make) -> None:
    world = make()
    a = world.left.add(email="ann@x.example", phone="1", name="Ann")
    b = world.right.add(mail="ann@x.example", tel="1", title="Anna", rating="good")
    lines = {line.kind for line in (await world.plan()).lines}
    assert lines == {ChangeKind.LINK, ChangeKind.UPDATE}
    assert await world.rounds(2) == 2
    assert (world.right.body(b)["title"], world.left.body(a)["score"]) == ("Ann", "good")
    assert world.links() == 1
    assert world.lost() == ["Anna"]


async def test_056_one_and_two_are_held_together(make: Make) -> None:
    world = make()
    world.left.add(email="ann@x.example", name="Ann")
    for title in ("one", "two"):
        world.right.add(mail="ann@x.example", title=title)
    assert await world.rounds(2) == 0
    assert {held.kind for held in world.held()} == {HeldKind.AMBIGUOUS}
    assert len(world.held()) == 3
    assert world.links() == 0


async def test_057_case_and_spaces_do_not_make_another_key(make: Make) -> None:
    fields = ("`email` | ↔ | `mail` | e-mail address", *Words().fields[1:])
    world = make(match="`email` = `mail`, ignoring case", fields=fields)
    world.left.add(email=" Ann@X.example", phone="1", name="Ann")
    world.right.add(mail="ann@x.example ", tel="1", title="Ann")
    await world.rounds(2)
    assert world.links() == 1
    assert (len(world.left.ids()), len(world.right.ids())) == (1, 1)


async def test_058_empty_keys_are_not_equal(make: Make) -> None:
    for empty in ("", None, "  "):
        world = make()
        world.left.add(email=empty, name="Ann")
        world.right.add(mail=empty, title="Ann")
        assert await world.rounds(2) == 0
        assert world.links() == 0
        assert [held.kind for held in world.held()] == [HeldKind.REJECTED] * 2


async def test_059_a_key_that_is_edited_after_linking_is_an_edit(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, email="new@x.example")
    assert await world.rounds(2) == 1
    assert world.right.body(b)["mail"] == "new@x.example"
    assert (len(world.right.ids()), world.links()) == (1, 1)


async def test_060_what_a_person_unlinked_stays_unlinked(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.unlink(a, b)
    world.left.edit(a, phone="its own")
    assert await world.rounds(3) == 0
    assert world.right.body(b)["tel"] == "p0"
    assert world.links() == 0


@pytest.mark.parametrize("status", [409, 422])
async def test_061_a_value_that_must_be_unique_there_is_held_for_the_second_alone(make: Make, status: int) -> None:
    world = make(
        match="`name` = `title`",
        create="in Books",
        right=Can(unique=True),
        right_is=Behaviours(duplicate_status=status),
    )
    pairs = await world.linked(2)
    for left, _ in pairs:
        world.left.edit(left, email="same@x.example")
    for _ in range(20):
        await world.cycle(minutes=2)
    assert sorted(world.right.all("mail")) in (["0@x.example", "same@x.example"], ["1@x.example", "same@x.example"])
    assert [held.kind for held in world.held()] == [HeldKind.REJECTED]
    assert len(world.right.ids()) == 2
