"""One cycle after another: items arrive, changes flow, and a second run writes nothing."""

from __future__ import annotations

from pathlib import Path

from tests.sync.helpers import Ability, World

from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.plan import ChangeKind
from interlock.model.value import Side


def phones(world: World) -> tuple[list[object], list[object]]:
    left = [body.get("phone") for body in world.left.bodies_of("contacts")]
    return left, [body.get("tel") for body in world.right.bodies_of("partners")]


async def linked(tmp_path: Path, **settings: str) -> World:
    """A world with one linked client, a while after it was linked."""
    world = World(tmp_path / "ledger", settings)
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await world.integration.cycle()
    world.clock.passes(minutes=5)
    return world


async def test_a_new_item_arrives_and_a_second_cycle_writes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    report = await world.integration.cycle()
    assert world.right.bodies_of("partners") == [{"id": "b1", "mail": "a@x.example", "tel": "1", "title": "Ann"}]
    assert report.writes == 1
    again = await world.integration.cycle()
    assert again.writes == 0
    assert again.lines == ()


async def test_an_edit_writes_only_its_field(tmp_path: Path) -> None:
    world = await linked(tmp_path)
    world.left.edit("contacts", "a1", phone="2", note="not mapped")
    await world.integration.cycle()
    assert world.right.bodies[-1] == {"tel": "2"}
    await world.settle()
    assert world.writes() == 2


async def test_edits_of_different_fields_on_both_sides_both_flow(tmp_path: Path) -> None:
    world = await linked(tmp_path)
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", mail="new@x.example")
    await world.settle(1)
    assert phones(world) == (["2"], ["2"])
    assert world.left.bodies_of("contacts")[0]["email"] == "new@x.example"
    assert world.ledger.held() == ()


async def test_the_same_edit_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="hold")
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="2")
    await world.settle(1)
    assert world.writes() == 1
    world.right.edit("partners", "b1", tel="3")
    await world.settle(1)
    assert phones(world) == (["3"], ["3"])


async def test_source_of_truth_wins_and_the_lost_value_is_in_the_history(tmp_path: Path) -> None:
    world = await linked(tmp_path)
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="3")
    await world.settle(1)
    assert phones(world) == (["2"], ["2"])
    lost = [entry for entry in world.ledger.history() if entry.kind is EntryKind.OVERWRITTEN]
    assert [(entry.pair, entry.lost, entry.after) for entry in lost] == [("phone ↔ tel", "3", "2")]


async def test_the_newest_wins_where_the_times_tell(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="newest wins, else source of truth")
    world.left.edit("contacts", "a1", phone="2")
    world.clock.passes(minutes=2)
    world.right.edit("partners", "b1", tel="3")
    await world.settle(1)
    assert phones(world) == (["3"], ["3"])
    assert [entry.lost for entry in world.ledger.history() if entry.kind is EntryKind.OVERWRITTEN] == ["2"]


async def test_the_tie_rule_decides_where_the_times_do_not_tell(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="newest wins, else source of truth")
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="3")
    await world.settle(1)
    assert phones(world) == (["2"], ["2"])


async def test_a_held_conflict_does_not_block_other_fields_and_is_held_once(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="hold")
    world.left.edit("contacts", "a1", phone="2", name="Anna")
    world.right.edit("partners", "b1", tel="3")
    await world.settle()
    assert phones(world) == (["2"], ["3"])
    assert world.right.bodies_of("partners")[0]["title"] == "Anna"
    assert [(held.kind, held.pair, held.left, held.right) for held in world.ledger.held()] == [
        (HeldKind.CONFLICT, "phone ↔ tel", "2", "3")
    ]
    assert world.alerts.kinds() == ["held"]


async def test_a_decision_settles_a_held_conflict(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="hold")
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="3")
    await world.settle(1)
    (held,) = world.ledger.held()

    world.ledger.decide(held.id, Decision.RIGHT, by="Ida", at=world.clock.now())
    await world.settle(1)
    assert phones(world) == (["3"], ["3"])
    assert world.ledger.held() == ()
    assert "2" in [entry.lost for entry in world.ledger.history()]


async def test_a_decision_on_values_that_changed_since_is_not_carried_out(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="hold")
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="3")
    await world.settle(1)
    (held,) = world.ledger.held()

    world.ledger.decide(held.id, Decision.RIGHT, by="Ida", at=world.clock.now())
    world.left.edit("contacts", "a1", phone="4")
    await world.settle(1)
    assert phones(world) == (["4"], ["3"])
    assert len(world.ledger.held()) == 1


async def test_an_edit_against_a_one_way_field_is_put_back_and_kept(tmp_path: Path) -> None:
    world = await linked(tmp_path)
    world.right.edit("partners", "b1", title="Somebody")
    await world.settle()
    assert world.right.bodies_of("partners")[0]["title"] == "Ann"
    restored = [entry for entry in world.ledger.history() if entry.kind is EntryKind.RESTORED]
    assert [entry.lost for entry in restored] == ["Somebody"]


async def test_an_edit_against_a_one_way_field_is_reported_once_where_the_rule_says_so(tmp_path: Path) -> None:
    world = await linked(tmp_path, client_conflict="report")
    world.right.edit("partners", "b1", title="Somebody")
    await world.settle()
    assert world.right.bodies_of("partners")[0]["title"] == "Somebody"
    assert sum(entry.kind is EntryKind.REPORTED for entry in world.ledger.history()) == 1


async def test_a_field_that_flows_back_arrives_after_the_create(tmp_path: Path) -> None:
    world = await linked(tmp_path)
    world.right.edit("partners", "b1", rating="5")
    await world.settle(1)
    assert world.left.bodies_of("contacts")[0]["score"] == "5"


async def test_items_on_both_sides_are_linked_and_differences_follow_the_rule(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    world.right.add("partners", mail="a@x.example", tel="2", title="Ann")
    report = await world.integration.cycle()
    assert [line.kind for line in report.lines] == [ChangeKind.LINK, ChangeKind.UPDATE]
    assert phones(world) == (["1"], ["1"])
    assert "2" in [entry.lost for entry in world.ledger.history()]


async def test_at_first_an_empty_side_is_filled(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone=None, name="Ann")
    world.right.add("partners", mail="a@x.example", tel="2", title="Ann")
    await world.settle(1)
    assert phones(world) == (["2"], ["2"])


async def test_several_with_one_match_key_are_held_and_nothing_is_written(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.right.add("partners", mail="a@x.example", title="Ann")
    world.right.add("partners", mail="a@x.example", title="Anne")
    await world.settle(2)
    assert world.writes() == 0
    assert {held.kind for held in world.ledger.held()} == {HeldKind.AMBIGUOUS}
    world.right.remove("partners", "b2")
    await world.settle(3)
    assert world.ledger.held() == ()
    assert world.ledger.link_of("Client", Side.LEFT, "a1") is not None


async def test_an_item_without_match_value_is_held_and_others_pass(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="", name="Nobody")
    world.left.add("contacts", email="a@x.example", name="Ann")
    await world.settle(1)
    assert [body["title"] for body in world.right.bodies_of("partners")] == ["Ann"]
    assert [held.kind for held in world.ledger.held()] == [HeldKind.REJECTED]
    world.left.edit("contacts", "a1", email="n@x.example")
    await world.settle(1)
    assert len(world.right.live("partners")) == 2
    assert world.ledger.held() == ()


async def test_a_changed_match_value_makes_no_second_item(tmp_path: Path) -> None:
    world = await linked(tmp_path)
    world.left.edit("contacts", "a1", email="b@x.example")
    await world.settle()
    assert [body["mail"] for body in world.right.bodies_of("partners")] == ["b@x.example"]


async def test_link_only_creates_nothing_old_but_what_a_new_item_needs(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_start": "link only", "invoice_start": "from go-live"})
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.left.add("contacts", email="b@x.example", name="Ben")
    world.left.add("invoices", number="I0", client_id="a2", total="1")
    world.clock.passes(minutes=10)
    await world.settle(1)
    assert world.writes() == 0
    world.left.add("invoices", number="I1", client_id="a1", total="1")
    report = await world.integration.cycle()
    assert [line.kind for line in report.lines if line.kind is ChangeKind.CREATE] == [ChangeKind.CREATE] * 2
    assert [body["mail"] for body in world.right.bodies_of("partners")] == ["a@x.example"]
    assert [(body["ref"], body["partner_id"]) for body in world.right.bodies_of("bills")] == [("I1", "b1")]
    assert world.ledger.held() == ()


async def test_a_child_waits_for_a_parent_that_does_not_flow(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_when": "Shop: `kind` is `buyer`"})
    world.left.add("contacts", email="a@x.example", name="Ann", kind="other")
    world.left.add("invoices", number="I1", client_id="a1", total="1")
    await world.settle()
    assert world.writes() == 0
    assert [held.kind for held in world.ledger.held()] == [HeldKind.WAITING]
    world.left.edit("contacts", "a1", kind="buyer")
    await world.settle(1)
    assert [body["partner_id"] for body in world.right.bodies_of("bills")] == ["b1"]
    assert world.ledger.held() == ()


async def test_an_item_that_satisfies_the_condition_later_is_created_then(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"invoice_when": "Shop: `state` is `paid`", "invoice_leaves": "keep updating"})
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.left.add("invoices", number="I1", client_id="a1", total="1", state="open")
    report = await world.integration.cycle()
    assert world.right.bodies_of("bills") == []
    assert report.tally["Invoice"].filtered == 1
    world.clock.passes(minutes=5)
    world.left.edit("invoices", "a2", state="paid")
    await world.integration.cycle()
    assert [body["status"] for body in world.right.bodies_of("bills")] == ["paid"]
    world.clock.passes(minutes=5)
    world.left.edit("invoices", "a2", state="refunded")
    await world.integration.cycle()
    assert [body["status"] for body in world.right.bodies_of("bills")] == ["refunded"]


async def test_an_item_that_leaves_the_condition_rests_and_comes_back(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_when": "Books: `kind` is `customer`", "client_leaves": "stop updating"})
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    world.right.add("partners", mail="a@x.example", tel="1", title="Ann", kind="customer")
    await world.settle(1)
    world.right.edit("partners", "b1", kind="supplier")
    world.left.edit("contacts", "a1", phone="2")
    await world.settle(2)
    assert world.writes() == 0
    world.right.edit("partners", "b1", kind="customer")
    await world.settle(1)
    assert phones(world) == (["2"], ["2"])


async def test_an_item_outside_the_condition_is_not_created(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_when": "Books: `kind` is `customer`"})
    world.right.add("partners", mail="a@x.example", title="Ann", kind="supplier")
    await world.settle(2)
    assert world.writes() == 0


async def test_many_items_arrive_once(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(keys=True))
    for number in range(1000):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    report = await world.integration.cycle()
    assert report.writes == 1000
    assert (
        len({body["mail"] for body in world.right.bodies_of("partners")}) == len(world.right.live("partners")) == 1000
    )
    assert (await world.integration.cycle()).writes == 0
