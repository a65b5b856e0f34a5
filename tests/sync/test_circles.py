"""References in a circle: items that need each other are both made and then tied, and no tree bites its tail."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from tests.sync import helpers
from tests.sync.helpers import World

from interlock.errors import Refused
from interlock.model.history import HeldKind
from interlock.model.http import Request

ROW = "| `name`  | →         | `title` |      |"
CIRCLE = {ROW: f"{ROW}\n| `note` | → | `note` | the linked Invoice |"}
TREE = {ROW: f"{ROW}\n| `note` | ↔ | `note` | the linked Client |"}


@pytest.fixture
def referring(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document with a reference more."""
    text = helpers.DOCUMENT
    for old, new in request.param.items():
        assert old in text
        text = text.replace(old, new)
    monkeypatch.setattr(helpers, "DOCUMENT", text)


def methods(world: World) -> list[str]:
    return [method for peer in (world.left, world.right) for method, _, _ in peer.log]


@pytest.mark.parametrize("referring", [CIRCLE], indirect=True)
@pytest.mark.usefixtures("referring")
@pytest.mark.parametrize("count", [1, 3])
async def test_items_that_refer_to_each_other_are_both_created_and_then_tied(tmp_path: Path, count: int) -> None:
    world = World(tmp_path / "ledger")
    for n in range(count):
        client = world.left.add("contacts", email=f"{n}@x.example", name="N")
        invoice = world.left.add("invoices", number=f"I{n}", client_id=client, total="1")
        world.left.edit("contacts", client, note=invoice)
    await world.integration.cycle()
    assert methods(world).count("POST") == 2 * count
    assert methods(world).count("PATCH") == count
    bills = {item.id: item.body for item in world.right.live("bills")}
    for partner in world.right.live("partners"):
        assert bills[str(partner.body["note"])]["partner_id"] == partner.id
    before = world.writes()
    await world.settle(3)
    assert world.writes() == before
    assert world.ledger.held() == ()


@pytest.mark.parametrize("referring", [TREE], indirect=True)
@pytest.mark.usefixtures("referring")
async def test_an_item_that_refers_to_itself_is_created_and_then_tied(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client = world.left.add("contacts", email="0@x.example", name="N")
    world.left.edit("contacts", client, note=client)
    await world.integration.cycle()
    (partner,) = world.right.live("partners")
    assert partner.body["note"] == partner.id
    assert methods(world) == ["POST", "PATCH"]


@pytest.mark.parametrize("referring", [TREE], indirect=True)
@pytest.mark.usefixtures("referring")
@pytest.mark.parametrize("length", [2, 5])
async def test_a_ring_of_items_is_made_with_one_patch(tmp_path: Path, length: int) -> None:
    world = World(tmp_path / "ledger")
    ring = [world.left.add("contacts", email=f"{n}@x.example", name="N") for n in range(length)]
    for one, following in itertools.pairwise([*ring, ring[0]]):
        world.left.edit("contacts", one, note=following)
    await world.integration.cycle()
    await world.settle(2)
    there = {item.body["mail"]: item for item in world.right.live("partners")}
    for n in range(length):
        assert there[f"{n}@x.example"].body["note"] == there[f"{(n + 1) % length}@x.example"].id
    assert methods(world).count("POST") == length
    assert methods(world).count("PATCH") == 1


async def tree(world: World, *parents: int | None) -> list[tuple[str, str]]:
    """Clients, each below the one of that number; their ids on both sides."""
    ids: list[str] = []
    for n, parent in enumerate(parents):
        above = {} if parent is None else {"note": ids[parent]}
        ids.append(world.left.add("contacts", email=f"{n}@x.example", name="N", **above))
    await world.settle(2)
    links = [world.ledger.link_at("Client", world.left.side, one) for one in ids]
    return [(link.left_id, link.right_id) for link in links if link is not None]


@pytest.mark.parametrize("referring", [TREE], indirect=True)
@pytest.mark.usefixtures("referring")
async def test_moves_on_both_sides_that_would_close_a_circle_are_held(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    one, other, deep = await tree(world, None, None, 1)
    world.left.edit("contacts", one[0], note=deep[0])
    world.right.edit("partners", other[1], note=one[1])
    before = world.writes()
    await world.settle(4)
    assert world.writes() == before
    held = world.ledger.held()
    assert {one.kind for one in held} == {HeldKind.CONFLICT}
    assert len(held) == 2
    # Somebody takes one of the moves back: the other one goes on by itself.
    world.right.edit("partners", other[1], note=None)
    await world.settle(3)
    assert world.right.items["partners"][one[1]].body["note"] == deep[1]
    assert world.ledger.held() == ()


@pytest.mark.parametrize("referring", [TREE], indirect=True)
@pytest.mark.usefixtures("referring")
async def test_two_that_change_places_on_one_side_do_so_on_the_other(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    one, other = await tree(world, None, 0)
    world.left.edit("contacts", other[0], note=None)
    world.left.edit("contacts", one[0], note=other[0])
    await world.settle(2)
    assert world.right.items["partners"][one[1]].body["note"] == other[1]
    assert world.right.items["partners"][other[1]].body["note"] is None
    assert world.ledger.held() == ()


@pytest.mark.parametrize("referring", [TREE], indirect=True)
@pytest.mark.usefixtures("referring")
async def test_what_lies_deeper_is_deleted_first(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    items = await tree(world, None, 0, 1, 1)

    def still_referenced(request: Request) -> None:
        if request.method != "DELETE":
            return
        item_id = request.path.rsplit("/", 1)[-1]
        if any(item.body.get("note") == item_id for item in world.right.live("partners")):
            raise Refused("still referenced", status=409)

    world.right.before_write = still_referenced
    for left, _ in items:
        world.left.remove("contacts", left)
    await world.settle(1)
    assert world.right.live("partners") == []
    assert methods(world).count("DELETE") == 4
    assert world.ledger.held() == ()


async def test_a_delete_that_is_still_referred_to_waits_and_is_done_later(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="0@x.example", name="N")
    await world.settle(1)
    referred = True

    def still_referenced(request: Request) -> None:
        if request.method == "DELETE" and referred:
            raise Refused("still referenced", status=409)

    world.right.before_write = still_referenced
    world.left.remove("contacts", "a1")
    await world.settle(1)
    assert world.ledger.held() == ()
    referred = False
    await world.settle(2)
    assert world.right.live("partners") == []


async def test_a_child_moves_before_its_parent_is_deleted(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for n in (0, 1):
        world.left.add("contacts", email=f"{n}@x.example", name="N")
    child = world.left.add("invoices", number="I1", client_id="a1", total="1")
    await world.settle(2)
    world.left.edit("invoices", child, client_id="a2")
    world.left.remove("contacts", "a1")
    await world.settle(2)
    assert [body["partner_id"] for body in world.right.bodies_of("bills")] == ["b2"]
    log = [method for method, _, _ in world.right.log]
    assert log.index("PATCH") < log.index("DELETE")


async def test_what_has_no_living_counterpart_is_not_written_as_a_reference(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_delete": "keep"})
    for n in (0, 1):
        world.left.add("contacts", email=f"{n}@x.example", name="N")
    child = world.left.add("invoices", number="I1", client_id="a1", total="1")
    await world.settle(2)
    world.right.remove("partners", "b2")
    await world.settle(2)
    world.left.edit("invoices", child, client_id="a2")
    await world.settle(2)
    assert [body["partner_id"] for body in world.right.bodies_of("bills")] == ["b1"]
    assert [held.kind for held in world.ledger.held()] == [HeldKind.WAITING]
