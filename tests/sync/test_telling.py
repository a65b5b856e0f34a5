"""References are told by the id on the side that is meant, never by the number of a link."""

from __future__ import annotations

from pathlib import Path

from tests.sync.helpers import World

from interlock.model.history import EntryKind
from interlock.model.plan import ChangeKind


async def with_invoice(tmp_path: Path, conflict: str = "source of truth wins") -> World:
    world = World(tmp_path / "ledger", {"invoice_conflict": conflict})
    for name in ("Ann", "Ben"):
        world.left.add("contacts", email=f"{name}@x.example", name=name)
    world.left.add("invoices", number="I1", client_id="a1", total="5")
    await world.settle(2)
    return world


def partner(world: World, name: str) -> str:
    return next(item.id for item in world.right.live("partners") if item.body["title"] == name)


async def test_a_create_and_a_change_name_the_item_of_the_written_side(tmp_path: Path) -> None:
    world = await with_invoice(tmp_path)
    (created,) = [e for e in world.ledger.history(record="Invoice") if e.kind is EntryKind.CREATED]
    assert isinstance(created.after, dict)
    assert created.after["client_id → partner_id"] == partner(world, "Ann")
    world.clock.passes(minutes=5)
    world.left.edit("invoices", "a3", client_id="a2")
    plan = await world.integration.plan()
    report = await world.integration.cycle()
    assert plan.lines == report.lines
    (line,) = report.lines
    (change,) = line.fields
    assert (line.kind, change.before, change.after) == (
        ChangeKind.UPDATE,
        partner(world, "Ann"),
        partner(world, "Ben"),
    )
    (entry,) = world.ledger.history(record="Invoice", most=1)
    assert (entry.before, entry.after) == (partner(world, "Ann"), partner(world, "Ben"))


async def test_held_values_name_the_items_of_their_own_sides(tmp_path: Path) -> None:
    world = await with_invoice(tmp_path, "hold")
    world.clock.passes(minutes=5)
    world.left.edit("invoices", "a3", client_id="a2")
    (bill,) = world.right.live("bills")
    stranger = world.right.add("partners", mail="", title="Stranger")
    world.right.edit("bills", bill.id, partner_id=stranger)
    await world.integration.cycle()
    (held,) = [one for one in world.ledger.held(record="Invoice") if one.pair]
    assert (held.left, held.right) == ("a2", stranger)
