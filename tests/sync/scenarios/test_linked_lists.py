"""Lists of references: they wait for what they refer to, and what is added or removed on either side arrives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.sync.scenarios.between import answering, listing, when
from tests.sync.scenarios.systems import Can, profile
from tests.sync.scenarios.words import COMPANIES, Words, compiled, document
from tests.sync.scenarios.world import World

from interlock.model.history import EntryKind, HeldKind
from interlock.model.value import Side
from interlock.sync.order import in_order, is_referred
from interlock.sync.record import records_of

Make = Callable[..., World]

LEFT = Can(
    more=(
        ("company_ids", '{"type": "array", "items": {"type": "string"}}'),
        ("jobs", '{"type": "array", "items": {"type": "object", "properties": {"company_id": {"type": "string"}}}}'),
    )
)
_POST = '{"type": "object", "properties": {"id": {"type": "string"}, "since": {"type": "string"}}}'
RIGHT = Can(more=(("posts", f'{{"type": "array", "items": {_POST}}}'),))
IN_ORDER = (*Words().fields, "`company_ids[]` | → | `posts[].id` | the linked Company, each")
AS_A_SET = (*Words().fields, "`company_ids[]` | ↔ | `posts[].id` | the linked Company, each, as a set")
BELOW = (*Words().fields, "`jobs[]` | → | `posts[]` |", "`jobs[].company_id` | → | `posts[].id` | the linked Company")


def posts(world: World) -> list[list[str]]:
    """The companies' codes that each person's posts refer to, in their order."""
    code = {one: world.right.body(one, "accounts")["ref"] for one in world.right.ids("accounts")}
    return [[code[post["id"]] for post in body] for body in world.right.all("posts")]


async def test_a_list_waits_for_the_one_that_arrives_later_and_one_that_is_removed_goes(make: Make) -> None:
    world = make(left=LEFT, right=RIGHT, fields=IN_ORDER, companies=COMPANIES)
    hidden: set[str] = set()
    world.left.between.append(
        listing(lambda items: [one for one in items if one["id"] not in hidden], "companies"),
    )
    world.left.between.append(
        when(lambda one: one.path.rsplit("/", 1)[-1] in hidden, answering(404, writes=False)),
    )
    a, b, c = (world.left.add("companies", code=code, name=code) for code in ("c1", "c2", "c3"))
    hidden.add(b)
    contact = world.left.add(email="ann@x.example", company_ids=[c, b, a])
    await world.rounds(1)
    assert world.right.ids() == []
    assert [(held.kind, held.waits_for) for held in world.held()] == [(HeldKind.WAITING, b)]
    hidden.clear()
    await world.rounds(2)
    assert posts(world) == [["c3", "c2", "c1"]]
    world.left.edit(contact, company_ids=[c, a])
    await world.rounds(1)
    assert posts(world) == [["c3", "c1"]]
    assert world.calm
    assert await world.rounds(2) == 0
    shown = [one for one in world.told(EntryKind.OVERWRITTEN) + world.told(EntryKind.UPDATED) if "posts" in one.pair]
    accounts = {world.right.body(one, "accounts")["ref"]: one for one in world.right.ids("accounts")}
    assert [one.after for one in shown] == [(accounts["c3"], accounts["c1"])]


async def test_sets_of_references_are_brought_together_and_objects_keep_what_is_theirs(make: Make) -> None:
    world = make(left=LEFT, right=RIGHT, fields=AS_A_SET, companies=COMPANIES, conflict="hold")
    a, b, c = (world.left.add("companies", code=code, name=code) for code in ("c1", "c2", "c3"))
    [(contact, person)] = await world.linked(company_ids=[a, b])
    accounts = {world.right.body(one, "accounts")["ref"]: one for one in world.right.ids("accounts")}
    world.right.edit(person, posts=[{"id": accounts["c2"], "since": "May"}, {"id": accounts["c1"]}])
    assert await world.rounds(1) == 0, "another order is no change"
    world.left.edit(contact, company_ids=[a, b, c])
    world.right.edit(person, posts=[{"id": accounts["c2"], "since": "May"}])
    await world.rounds(2)
    assert world.left.body(contact)["company_ids"] == [b, c]
    assert world.right.body(person)["posts"] == [{"id": accounts["c2"], "since": "May"}, {"id": accounts["c3"]}]
    assert world.calm
    assert await world.rounds(2) == 0


@pytest.mark.parametrize("fields", [IN_ORDER, BELOW], ids=["list", "below"])
def test_what_lists_refer_to_comes_first(fields: tuple[str, ...]) -> None:
    words = Words(fields=fields, companies=COMPANIES)
    profiles = {
        side: {one.name: one for one in profile(side, can).records}
        for side, can in zip(Side, (LEFT, RIGHT), strict=True)
    }
    known = records_of(document(words), compiled(words, LEFT, RIGHT), profiles)
    turned = {name: known[name] for name in ("Contact", "Company")}
    assert [record.name for record in in_order(turned)] == ["Company", "Contact"]
    assert is_referred(known["Company"], ["Contact"], known)
    assert not is_referred(known["Contact"], ["Company"], known)
