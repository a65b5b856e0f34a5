"""A plan says what the next cycle does, and does nothing itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.sync.helpers import START, World

from interlock.adapters.ledger import SqliteLedger
from interlock.errors import LeaseLost, LedgerError
from interlock.model.plan import ChangeKind, Line


async def busy(tmp_path: Path) -> World:
    """A world in which everything happens at once."""
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    for number in range(5):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name=f"N{number}")
    await world.settle(2)
    world.clock.passes(minutes=20)
    world.left.edit("contacts", "a1", phone="new")
    world.left.edit("contacts", "a2", phone="left")
    world.right.edit("partners", "b2", tel="right")
    world.left.remove("contacts", "a3")
    world.left.add("contacts", email="n@x.example", phone="7", name="New")
    world.left.add("contacts", email="m@x.example", phone="7", name="Match")
    world.right.add("partners", mail="m@x.example", tel="7", title="Match")
    world.left.add("invoices", number="I1", client_id="a6", total="5")
    world.left.add("contacts", email="", name="Bad")
    return world


async def test_the_plan_is_what_the_next_cycle_does(tmp_path: Path) -> None:
    world = await busy(tmp_path)
    writes = world.writes()
    plan = await world.integration.plan()
    assert world.writes() == writes
    report = await world.integration.cycle()
    assert plan.tally == report.tally
    # Only the id of what is yet to be created cannot be told before.
    (bill,) = world.right.live("bills")
    told = {"the new Client for `a6`": bill.body["partner_id"]}
    assert [_after_all(line, told) for line in plan.lines] == list(report.lines)
    assert [line for line in plan.lines if _after_all(line, told) != line] != []
    assert {line.kind for line in plan.lines} == {
        ChangeKind.CREATE,
        ChangeKind.UPDATE,
        ChangeKind.DELETE,
        ChangeKind.LINK,
        ChangeKind.HOLD,
    }


def _after_all(line: Line, told: dict[str, Any]) -> Line:
    """The line with the ids that were not known when it was planned."""
    return replace(line, fields=tuple(replace(one, after=told.get(str(one.after), one.after)) for one in line.fields))


async def test_a_plan_after_a_plan_is_the_same_and_keeps_no_decision(tmp_path: Path) -> None:
    world = await busy(tmp_path)
    first = await world.integration.plan()
    second = await world.integration.plan()
    assert first.lines == second.lines
    assert world.ledger.held() == ()
    assert world.alerts.sent == []


async def test_a_plan_of_nothing_is_empty(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    assert (await world.integration.plan()).lines == ()


async def test_a_plan_before_the_first_run_does_not_fix_the_moment_of_going_live(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_start": "from go-live"})
    await world.integration.plan()
    assert world.ledger.fact("go_live") is None


async def test_a_second_process_is_refused_and_told_who_runs(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    other = SqliteLedger(tmp_path / "ledger", "test")
    other.acquire(START, 60, ["Client"])
    with pytest.raises(LedgerError, match="is being run by process"):
        await world.integration.cycle()
    other.release()
    await world.integration.cycle()
    other.close()


async def test_a_lease_that_ran_out_is_taken_over_and_the_old_process_can_write_no_more(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    other = SqliteLedger(tmp_path / "ledger", "test")
    other.acquire(START, 60, ["Client"])
    world.clock.passes(seconds=61)
    await world.integration.cycle()
    with pytest.raises(LeaseLost):
        other.set_fact("late", "yes")
    other.close()


async def test_environments_in_one_file_do_not_meet(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", name="Ann")
    await world.integration.cycle()
    other = SqliteLedger(tmp_path / "ledger", "production")
    assert other.counts() == {}
    assert other.history() == ()
    other.close()
