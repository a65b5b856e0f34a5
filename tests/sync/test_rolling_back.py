"""What waves of a go-live wrote is put back as it was, in any order of things; what came after it is left."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sync.going import bodies, last, looked_at, put_back, wave
from tests.sync.helpers import World

from interlock.model.golive import Check
from interlock.model.plan import ChangeKind, Plan
from interlock.model.value import Side
from interlock.sync.waves import first_run

_TEXTS = st.sampled_from(["", "0301", "030 1", "0049 30 1", None])
_CONTACTS = st.lists(
    st.tuples(st.integers(0, 5), _TEXTS, st.sampled_from(["N", "M", None])), max_size=6, unique_by=lambda one: one[0]
)
_CHOICES = st.fixed_dictionaries(
    {
        "client_conflict": st.sampled_from(["source of truth wins", "newest wins, else source of truth", "hold"]),
        "client_create": st.sampled_from(["in both", "in Books", "never"]),
        "client_delete": st.sampled_from(["delete", "archive", "keep"]),
    }
)


def _fill(world: World, left: list[Any], right: list[Any], invoices: list[int]) -> None:
    made = {}
    for number, phone, name in left:
        fields = {"email": f"{number}@x.example", "phone": phone, "name": name}
        made[number] = world.left.add("contacts", **{key: value for key, value in fields.items() if value is not None})
    world.clock.passes(minutes=3)
    for number, phone, name in right:
        fields = {"mail": f"{number}@x.example", "tel": phone, "title": name, "rating": number}
        world.right.add("partners", **{key: value for key, value in fields.items() if value is not None})
    for number in invoices:
        if number in made:
            world.left.add("invoices", number=str(number), client_id=made[number], total=number, state="new")
    world.clock.passes(minutes=3)


@settings(max_examples=15, deadline=None)
@given(_CONTACTS, _CONTACTS, st.lists(st.integers(0, 5), unique=True), _CHOICES, st.sampled_from([1, 2, None]))
def test_a_rollback_leaves_both_systems_as_they_were(
    left: list[Any], right: list[Any], invoices: list[int], choices: dict[str, str], most: int | None
) -> None:
    asyncio.run(_there_and_back(left, right, invoices, choices, most))


async def _there_and_back(
    left: list[Any], right: list[Any], invoices: list[int], choices: dict[str, str], most: int | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "ledger", choices)
        _fill(world, left, right, invoices)
        before = bodies(world)
        first = await wave(world, most)
        for _ in range(3):
            world.clock.passes(minutes=1)
            await wave(world, None)
        entries = world.ledger.history()
        world.clock.passes(minutes=1)
        back = await put_back(world, entries)
        assert back.stays == ()
        assert bodies(world) == before
        assert [link for record in ("Client", "Invoice") for link in world.ledger.links(record)] == []
        assert list(world.ledger.flaws()) == []
        # Another go-live finds what the first one found.
        world.ledger.set_fact(first_run("Client"), None)
        world.ledger.unsettle_all()
        again = await world.integration.plan()
        if "newest" not in choices["client_conflict"]:  # what was put back was put back lately
            assert _changes(again) == _changes(first)
        world.ledger.close()


def _changes(plan: Plan) -> list[tuple[str, ...]]:
    kinds = (ChangeKind.LINK, ChangeKind.CREATE, ChangeKind.UPDATE)
    return sorted(
        (line.kind, line.record, line.side.value, line.source_id) for line in plan.lines if line.kind in kinds
    )


async def test_what_was_changed_since_stays_and_keeps_its_link(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(3):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")
    world.right.add("partners", mail="0@x.example", tel="2", title="T")
    await wave(world)
    entries = world.ledger.history()
    world.clock.passes(hours=1)
    partners = {item.body["mail"]: item.id for item in world.right.live("partners")}
    world.right.edit("partners", partners["1@x.example"], tel="edited")
    back = await put_back(world, entries)
    assert [(one.record, one.side, one.item_id) for one in back.stays] == [
        ("Client", Side.RIGHT, partners["1@x.example"])
    ]
    assert "has changed" in back.stays[0].why
    kept = {str(item.body["mail"]): item.body for item in world.right.live("partners")}
    assert sorted(kept) == ["0@x.example", "1@x.example"]
    assert (kept["0@x.example"]["tel"], kept["0@x.example"]["title"]) == ("2", "T")
    (link,) = world.ledger.links("Client")
    assert link.right_id == partners["1@x.example"]


async def test_what_an_earlier_go_live_wrote_over_does_not_come_back(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    contact = world.left.add("contacts", email="1@x.example", phone="1", name="N")
    world.right.add("partners", mail="1@x.example", tel="0", title="N")
    await wave(world, run=1)
    world.clock.passes(hours=1)
    world.left.edit("contacts", contact, phone="2")
    await world.integration.cycle()
    world.clock.passes(hours=1)
    world.left.edit("contacts", contact, phone="3")
    since = last(world)
    await wave(world, run=2)
    assert [item.body["tel"] for item in world.right.live("partners")] == ["3"]
    back = await put_back(world, world.ledger.history(after=since), run=2)
    assert (len(back.steps), back.stays) == (1, ())
    assert [item.body["tel"] for item in world.right.live("partners")] == ["2"]


async def test_more_than_goes_in_one_batch_is_put_back_once(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(150):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")
    await wave(world)
    writes = world.writes()
    back = await put_back(world, world.ledger.history())
    assert (len(back.steps), back.stays) == (150, ())
    assert world.writes() == writes + 150
    assert world.right.live("partners") == []


async def test_what_something_else_refers_to_stays(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    contact = world.left.add("contacts", email="1@x.example", phone="1", name="N")
    world.left.add("invoices", number="7", client_id=contact, total=7, state="new")
    await wave(world)
    entries = world.ledger.history()
    world.clock.passes(hours=1)
    (partner,) = world.right.live("partners")
    (bill,) = world.right.live("bills")
    world.right.edit("bills", bill.id, amount=8)
    back = await put_back(world, entries)
    assert {one.item_id: one.why for one in back.stays} == {
        bill.id: f"`total → amount` of Invoice `{bill.id}` has changed in Books since, so nothing was undone",
        partner.id: f"Invoice `{bill.id}` refers to it",
    }


async def test_a_wave_is_no_larger_than_said_and_goes_on_after_a_crash(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(30):
        contact = world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")
        world.left.add("invoices", number=str(number), client_id=contact, total=7, state="new")
    await wave(world, 4)
    assert (len(world.right.live("partners")), len(world.right.live("bills"))) == (4, 4)
    world.points.crash_at = world.points.count + 40
    try:
        await wave(world, 10)
    except BaseException as crash:
        assert type(crash).__name__ == "Crash"
    world.restart()
    done = len(world.right.live("partners"))
    assert 4 < done < 14
    await wave(world, 10, {"Client": done - 4})
    assert len(world.right.live("partners")) <= 14
    for _ in range(3):  # what was in doubt after the crash is known after a while
        world.clock.passes(minutes=2)
        await wave(world)
    mails = [body["mail"] for body in world.right.bodies_of("partners")]
    assert sorted(mails) == sorted(f"{number}@x.example" for number in range(30))
    assert len(world.right.live("bills")) == 30


async def _checks(world: World) -> dict[str, Check]:
    since = last(world)
    plan = await wave(world)
    world.clock.passes(minutes=1)
    return await looked_at(world, plan, since)


async def test_a_sound_wave_passes_every_check(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(12):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")
    found = await _checks(world)
    assert {code: one.passed for code, one in found.items()} == dict.fromkeys(
        ("read-back", "duplicates", "unplanned", "drift", "held", "errors"), True
    )
    assert found["read-back"].said == "all 12 items that were written were read back, and show what was written"


async def test_a_value_that_is_cut_afterwards_is_found(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(4):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="A name of some length")
    world.right.rewrite = lambda body: {**body, **({"title": body["title"][:9]} if "title" in body else {})}
    found = await _checks(world)
    assert not found["read-back"].passed
    assert "written `A name of some length`, shown `A name of`" in found["read-back"].evidence[0]


async def test_a_write_that_was_lost_is_found(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(4):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")

    def loses(_: object) -> None:
        del world.right.items["partners"][next(iter(world.right.items["partners"]))]

    world.right.after_write = loses
    found = await _checks(world)
    assert not found["read-back"].passed
    assert "was created and is not there" in found["read-back"].evidence[0]


async def test_an_item_that_is_there_twice_is_found(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for number in range(4):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")

    def twice(_: object) -> None:
        item = world.right.live("partners")[-1]
        world.right.add("partners", **{key: value for key, value in item.body.items() if key != "id"})

    world.right.after_write = twice
    found = await _checks(world)
    assert not found["duplicates"].passed
    assert "have the same match key" in found["duplicates"].evidence[0]


async def test_a_write_that_nobody_agreed_to_is_found(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="0@x.example", phone="1", name="N")
    plan = await world.integration.plan()
    since = last(world)
    world.left.add("contacts", email="1@x.example", phone="1", name="N")
    await world.integration.cycle()  # of somebody who did not mind the plan
    found = await looked_at(world, plan, since)
    assert not found["unplanned"].passed
    assert "which nobody agreed to" in found["unplanned"].evidence[0]
