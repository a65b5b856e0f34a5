"""The whole engine over every kind of ledger, and several processes that share one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.adapters.ledgers import KINDS, Place, place_of
from tests.sync.helpers import Crash, World

from interlock.errors import LeaseLost, LedgerError
from interlock.model.history import Decision, EntryKind
from interlock.model.ledger import Ledger
from interlock.sync import Integration

COUNT = 12


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with closing(place_of(request, tmp_path)) as one:
        yield one


def filled(folder: Path, **settings: str) -> World:
    """Clients with an invoice each, all in the left system."""
    world = World(folder / "unused", settings)
    for n in range(COUNT):
        client = world.left.add("contacts", email=f"{n}@x.example", phone=str(n), name=f"Ann {n}")
        world.left.add("invoices", number=f"N{n}", client_id=client, total=n, state="open")
    return world


def arrived(world: World) -> tuple[list[str], list[tuple[str, str]]]:
    """The clients in the right system, and its invoices with whom they are for."""
    mails = {str(body["id"]): str(body["mail"]) for body in world.right.bodies_of("partners")}
    bills = [(str(body["ref"]), mails[str(body["partner_id"])]) for body in world.right.bodies_of("bills")]
    return sorted(mails.values()), sorted(bills)


def all_of_it() -> tuple[list[str], list[tuple[str, str]]]:
    return sorted(f"{n}@x.example" for n in range(COUNT)), sorted((f"N{n}", f"{n}@x.example") for n in range(COUNT))


async def rounds(world: World, *processes: Integration, times: int = 7) -> None:
    for _ in range(times):
        await asyncio.gather(*(process.cycle() for process in processes))
        world.clock.passes(minutes=2)


def demand_whole(*ledgers: Ledger) -> None:
    for ledger in ledgers:
        assert list(ledger.flaws()) == []


async def test_a_first_run_and_what_changes_after_it(place: Place, tmp_path: Path) -> None:
    world = filled(tmp_path, client_conflict="hold")
    ledger = place.open()
    process = world.start(ledger)
    await process.cycle()
    assert arrived(world) == all_of_it()
    world.clock.passes(minutes=15)
    partners = {body["mail"]: str(body["id"]) for body in world.right.bodies_of("partners")}
    world.left.edit("contacts", "a1", phone="left")
    world.right.edit("partners", partners["0@x.example"], tel="right")
    world.left.edit("contacts", "a3", phone="changed")
    world.left.remove("invoices", "a24")
    await process.cycle()
    assert [entry.kind for entry in ledger.history(item_id="a3")][-1] is EntryKind.UPDATED
    (held,) = ledger.held()
    ledger.decide(held.id, Decision.RIGHT, by="Ida", at=world.clock.now())
    await rounds(world, process, times=3)
    assert world.left.items["contacts"]["a1"].body["phone"] == "right"
    assert len(world.right.bodies_of("bills")) == COUNT - 1
    before = len(world.left.log) + len(world.right.log)
    await process.plan()
    await rounds(world, process, times=2)
    assert len(world.left.log) + len(world.right.log) == before
    demand_whole(ledger)


async def test_two_processes_run_different_records_of_one_ledger(place: Place, tmp_path: Path) -> None:
    world = filled(tmp_path)
    clients, invoices = place.open(), place.open()
    processes = world.start(clients, ["Client"]), world.start(invoices, ["Invoice"])
    await rounds(world, *processes)
    assert arrived(world) == all_of_it()
    assert len(world.right.log) == 2 * COUNT
    world.left.edit("contacts", "a1", phone="new")
    world.left.edit("invoices", "a2", total=99)
    world.left.remove("invoices", "a4")
    await rounds(world, *processes)
    assert len(world.right.log) == 2 * COUNT + 3
    clients.acquire(world.clock.now(), 60, ["Client"])
    with pytest.raises(LedgerError, match="is being run by"):
        await world.start(place.open(), ["Invoice", "Client"]).cycle()
    demand_whole(clients, invoices)


@pytest.mark.parametrize("point", [3, 11, 20, 33])
async def test_whoever_gets_the_lease_goes_on_where_another_one_died(point: int, place: Place, tmp_path: Path) -> None:
    world = filled(tmp_path)
    first, second = place.open(), place.open()
    world.points.count, world.points.crash_at = 0, point
    dying = world.start(first)
    with suppress(Crash):
        await dying.cycle()
    assert world.points.dead
    world.points.dead, world.points.crash_at = False, None
    world.clock.passes(minutes=10)
    taking_over = world.start(second)
    await rounds(world, taking_over)
    assert arrived(world) == all_of_it()
    with suppress(LeaseLost, LedgerError):
        first.set_fact("late", "yes")
    assert len(world.right.items["partners"]) == COUNT
    assert len(world.right.items["bills"]) == COUNT
    demand_whole(second)
