"""What a run keeps in memory does not grow with the number of items."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sync.helpers import Ability, World

from interlock.adapters.ledger import SqliteLedger
from interlock.model.history import EntryKind, HeldKind
from interlock.model.http import Request
from interlock.model.kept import Seen
from interlock.model.peer import Item, Written
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import Side
from interlock.sync.compact import Compact
from interlock.sync.observe import Observer
from interlock.sync.run import Pass
from interlock.sync.situation import Result

Change = tuple[str, int]


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 3)), max_size=2000))
def test_small_numbers_are_kept_as_in_a_dictionary(changes: list[Change]) -> None:
    compact, plain = Compact(), dict[str, int]()
    for key, value in changes:
        compact[key] = value
        plain[key] = value
    assert {key: compact[key] for key in plain} == plain
    assert [compact.count(one) for one in (1, 2, 3)] == [list(plain.values()).count(one) for one in (1, 2, 3)]
    assert "never" not in compact


def test_a_hundred_thousand_are_told_apart() -> None:
    compact = Compact()
    for number in range(100_000):
        compact[("Client", "left", str(number))] = 1 + number % 2
    assert (compact.count(1), compact.count(2)) == (50_000, 50_000)
    compact.clear()
    assert compact.count(1) == 0


def test_a_run_keeps_some_lines_of_each_kind_and_counts_the_others() -> None:
    now, made = Pass(), 0

    def line() -> Line:
        nonlocal made
        made += 1
        return Line(ChangeKind.CREATE, "Client", Side.RIGHT)

    for _ in range(5_000):
        now.lines.add(ChangeKind.CREATE, line)
    now.lines.append(Line(ChangeKind.HOLD, "Client", Side.LEFT))
    assert (len(tuple(now.lines)), made, now.lines.more) == (2_001, 2_000, {ChangeKind.CREATE: 3_000})


def test_a_plan_keeps_all() -> None:
    now = Pass(rehearsed=True)
    for _ in range(5_000):
        now.lines.append(Line(ChangeKind.CREATE, "Client", Side.RIGHT))
    assert len(tuple(now.lines)) == 5_000


def test_how_an_item_came_out_is_counted_once() -> None:
    now = Pass()
    now.result("Client", ("left", "1"), Result.WAITING)
    now.result("Client", ("left", "1"), Result.WRITTEN)
    now.result("Client", ("left", "1"), Result.EQUAL)
    now.result("Client", ("left", "2"), Result.EQUAL)
    now.forget("Client", ("left", "2"))
    now.forget("Order", ("left", "2"))
    tally = now.tally()["Client"]
    assert (tally.written, tally.equal, tally.waiting) == (1, 0, 0)


async def test_many_answers_that_cross_are_each_noted_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(keys=True))
    count = 900
    for number in range(count):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name=str(number))
    send, turn = world.right.write, iter(range(10_000))

    async def slow(resource: str, request: Request) -> Written:
        written = await send(resource, request)
        for _ in range(next(turn) % 7):
            await asyncio.sleep(0)
        return written

    monkeypatch.setattr(world.right, "write", slow)
    report = await world.integration.cycle()
    assert (report.writes, report.tally["Client"].written, report.next_at) == (count, count, None)
    assert sorted(str(body["title"]) for body in world.right.bodies_of("partners")) == sorted(map(str, range(count)))
    created = [entry for entry in world.ledger.history() if entry.kind is EntryKind.CREATED]
    assert len({entry.item_id for entry in created}) == len(created) == count
    assert (world.ledger.intents(), world.ledger.due("Client")) == ((), ())


def test_an_item_that_a_list_shows_twice_and_differently_is_looked_at(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    record, observer = world.integration.records["Client"], Observer(world.ledger)
    at = world.clock.now()

    def item(name: str, *, deleted: bool = False) -> Item:
        return Item("contacts", "1", {"id": "1", "email": "a@x.example", "name": name}, deleted=deleted)

    assert observer.take(record, Side.LEFT, [item("Ann"), item("Ann")], at).stale == ()
    taken = observer.take(record, Side.LEFT, [item("Anna"), item("Anne")], at)
    assert (taken.changed, taken.stale) == (1, ("1",))
    new = [item("Bob")._replace(id="2"), item("Bob", deleted=True)._replace(id="2")]
    assert observer.take(record, Side.LEFT, new, at).deleted == ("2",)


async def test_many_that_are_left_alone_with_one_match_key_are_not_all_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand that do not satisfy the condition share the match key of the one that is decided about."""
    world = World(tmp_path / "ledger", {"client_when": "Books: `kind` is `client`", "client_create": "in Books"})
    for _ in range(1000):
        world.right.add("partners", mail="none@x.example", kind="other", title="T")
    await world.settle(1)
    for number in range(5):
        world.left.add("contacts", email="none@x.example" if not number else f"{number}@x.example", name="N")
    looked: set[str] = set()
    several, single = SqliteLedger.seen_of, SqliteLedger.seen

    def seen_of(self: SqliteLedger, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Seen]:
        looked.update(ids)
        return several(self, record, side, ids)

    def seen(self: SqliteLedger, record: str, side: Side, item_id: str) -> Seen | None:
        looked.add(item_id)
        return single(self, record, side, item_id)

    monkeypatch.setattr(SqliteLedger, "seen_of", seen_of)
    monkeypatch.setattr(SqliteLedger, "seen", seen)
    await world.settle(2)
    assert len(looked) < 300
    assert [(held.kind, held.item_id) for held in world.ledger.held()] == [(HeldKind.AMBIGUOUS, "a1")]
    assert len(world.right.live("partners")) == 1004
