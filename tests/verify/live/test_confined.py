"""What the integration sees and may touch in a real system, and what is taken away: what the test made, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sync.scenarios.systems import Can, profile

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import NotPossible, Refused, Unreachable, Untrusted
from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.peer import Item, Missing, Page, Written
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Exchange, Fault, FaultKind, Faults, Sandbox
from interlock.verify.live import mine
from interlock.verify.live.clearing import clear
from interlock.verify.live.confined import ConfinedPeer
from interlock.verify.live.faulty import FaultyTransport
from interlock.verify.live.mine import Mine
from interlock.verify.steps._base import CannotTell
from interlock.verify.trace import mark

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SIDE = Side.LEFT


@dataclass
class Notes:
    """A journal in memory."""

    noted: dict[tuple[str, ...], None] = field(default_factory=dict)

    def note(self, what: tuple[str, ...]) -> None:
        self.noted[what] = None

    def forget(self, what: tuple[str, ...]) -> None:
        self.noted.pop(what, None)

    def left(self) -> list[tuple[str, ...]]:
        return list(self.noted)


class System:
    """A system with three people of others, a client of it, and the same confined to the test's own items."""

    def __init__(self, clock: VirtualClock, *, seed: int = 7, first: int = 0, can: Can | None = None) -> None:
        self.sandbox = Sandbox(profile(SIDE, can or Can(unique=True, bulk=True)), clock, seed=1)
        self.others = [self.sandbox.store.insert("contacts", {"email": f"p{n}@x.test"}) for n in range(3)]
        self.faults = Faults()
        self.log: list[Exchange] = []
        wire = FaultyTransport(
            InProcessTransport(self.sandbox, clock), self.sandbox.profile, clock, self.faults, self.log, lambda: None
        )
        self.peer = HttpPeer(self.sandbox.profile, wire, clock, self.sandbox.credential)
        self.notes = Notes()
        self.mine = Mine(self.notes, seed, clock, first=first)
        self.confined = ConfinedPeer(self.peer, SIDE, self.mine)

    async def create(self, email: str) -> str | None:
        request = self.confined.create_request("contacts", {"email": email}, key=None)
        return (await self.confined.write("contacts", request)).id

    async def listed(self) -> set[str]:
        return {i.id async for p in _each(self.confined.pages("contacts", since=None)) for i in p.items}

    def due(self) -> list[tuple[str, ...]]:
        """What is noted of items that are to be taken away."""
        return [one for one in self.notes.left() if one[0] != "there"]

    def untouched(self) -> bool:
        kept = [self.sandbox.store.item("contacts", one) for one in self.others]
        return all(one is not None and not one.deleted and one.updated_at == one.created_at for one in kept)


async def _each(pages: AsyncIterator[Page]) -> AsyncIterator[Page]:
    async for page in pages:
        yield page


def played(work: Callable[[System], Awaitable[None]], **more: object) -> None:
    async def play(clock: VirtualClock) -> None:
        await work(System(clock, **more))  # type: ignore[arg-type]

    run_virtual(play, start=START)


def test_it_sees_what_it_made_and_what_shows_a_mark_of_the_criterion() -> None:
    async def work(system: System) -> None:
        own = await system.create("nobody@x.test")
        shown = system.sandbox.store.insert("contacts", {"email": f"{mark(7, 3)}@x.test"})
        assert await system.listed() == {own, shown}
        assert isinstance(await system.confined.get("contacts", shown), Item)
        assert await system.confined.get("contacts", system.others[0]) is Missing.GONE
        assert await system.confined.find("contacts", Path.of("email"), "p1@x.test") == ()
        assert len(await system.confined.find("contacts", Path.of("email"), "nobody@x.test")) == 1

    played(work)


@pytest.mark.parametrize("n", [5, 99_999, 100_000, 359_999])
def test_every_mark_of_the_criterion_is_its_own(n: int) -> None:
    async def work(system: System) -> None:
        shown = system.sandbox.store.insert("contacts", {"email": f"{mark(7, n)}@x.test"})
        assert await system.listed() == {shown}

    played(work, first=4)


@pytest.mark.parametrize("n", [1, 4])
def test_marks_of_earlier_criteria_and_other_runs_are_those_of_others(n: int) -> None:
    async def work(system: System) -> None:
        system.sandbox.store.insert("contacts", {"email": f"{mark(7, n)}@x.test"})
        system.sandbox.store.insert("contacts", {"email": f"{mark(8, 99)}@x.test"})
        assert await system.listed() == set()

    played(work, first=4)


def test_items_of_others_cannot_be_changed_deleted_or_archived() -> None:
    async def work(system: System) -> None:
        other = await system.peer.get("contacts", system.others[0])
        assert isinstance(other, Item)
        ways: tuple[Callable[[], Request], ...] = (
            lambda: system.confined.update_request("contacts", other, {**other.body, "phone": "1"}),
            lambda: system.confined.delete_request("contacts", other),
            lambda: system.confined.archive_request("contacts", other, field=None, value=None),
            lambda: system.confined.restore_request("contacts", other),
        )
        for render in ways:
            with pytest.raises(NotPossible, match="was not made by the test"):
                render()
        # Nor by a request that was made elsewhere, such as one that a memory kept.
        for request in (system.peer.delete_request("contacts", other), Request("POST", "/contacts", body=b"{}")):
            with pytest.raises(NotPossible, match="no write of an item that the test made"):
                await system.confined.write("contacts", request)
            with pytest.raises(NotPossible, match="no write of an item that the test made"):
                await system.confined.write_together("contacts", [request])
        assert system.untouched()
        assert not any(one.request.writes for one in system.log), "nothing of it was sent"

    played(work)


def test_what_it_makes_may_be_changed_and_deleted() -> None:
    async def work(system: System) -> None:
        first = await system.create("nobody@x.test")
        together = [
            system.confined.create_request("contacts", {"email": f"n{n}@x.test"}, key=None, together=True)
            for n in range(2)
        ]
        made = await system.confined.write_together("contacts", together)
        assert await system.listed() == {first, *(one.id for one in made)}
        item = await system.confined.get("contacts", str(first))
        assert isinstance(item, Item)
        await system.confined.write(
            "contacts", system.confined.update_request("contacts", item, {**item.body, "phone": "1"})
        )
        await system.confined.write("contacts", system.confined.delete_request("contacts", made[0]))
        assert await system.listed() == {first, made[1].id}
        assert len([one for one in system.notes.left() if one[0] == "item"]) == 3
        assert await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")]) == ()
        assert (system.due(), await system.listed(), system.untouched()) == ([], set(), True)

    played(work)


def test_an_item_that_a_create_was_answered_with_and_that_was_there_before_stays_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some systems merge a create into what they have, and tell its id."""

    async def work(system: System) -> None:
        theirs = system.others[0]

        async def merges(_self: HttpPeer, resource: str, _request: Request) -> Written:
            system.sandbox.store.change(resource, theirs, {"email": f"{mark(7, 1)}@x.test"})
            return Written(200, theirs, None)

        assert await system.listed() == set()
        with monkeypatch.context() as merging:
            merging.setattr(HttpPeer, "write", merges)
            assert await system.create(f"{mark(7, 1)}@x.test") == theirs
        assert await system.listed() == set()
        other = await system.peer.get("contacts", theirs)
        assert isinstance(other, Item)
        with pytest.raises(NotPossible, match="was not made by the test"):
            system.confined.delete_request("contacts", other)
        assert await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")]) == ()
        assert {item.id for item in system.sandbox.store.items("contacts")} == set(system.others)

    played(work)


@pytest.mark.parametrize("crowd", [False, True])
def test_an_item_into_which_a_create_was_merged_whose_answer_was_lost_stays_theirs(
    crowd: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows the mark of the test then; a program that was killed knows of it by its journal only."""

    async def work(system: System) -> None:
        theirs = system.others[0]

        async def merges(_self: HttpPeer, resource: str, _request: Request) -> Written:
            system.sandbox.store.change(resource, theirs, {"email": f"{mark(7, 1)}@x.test"})
            raise Unreachable("no answer", sent=True)

        if crowd:
            monkeypatch.setattr(mine, "_MOST_THERE", 2)
        with monkeypatch.context() as merging:
            merging.setattr(HttpPeer, "write", merges)
            with pytest.raises(Unreachable):
                await system.create(f"{mark(7, 1)}@x.test")
        (left,) = await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")])
        assert left.item_id == theirs
        assert ("is not noted" if crowd else "it was there before") in left.why
        assert {item.id for item in system.sandbox.store.items("contacts")} == set(system.others)
        # Once somebody has put its own value back, nothing is left to see to.
        system.sandbox.store.change("contacts", theirs, {"email": "p0@x.test"})
        assert await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")]) == ()
        assert [one for one in system.due() if one[0] != "crowd"] == []

    played(work)


def test_what_was_made_without_an_answer_and_is_told_of_later_is_the_tests_own() -> None:
    async def work(system: System) -> None:
        system.faults.lose_answers(resource="contacts", times=1)
        with pytest.raises(Unreachable):
            await system.create("nobody@x.test")
        assert await system.listed() == set()
        (made,) = {one.id for one in system.sandbox.store.items("contacts")} - set(system.others)
        assert not system.mine.was_there(SIDE, "contacts", made)

    played(work)


def test_what_was_made_and_not_told_of_is_found_by_its_mark_and_taken_away() -> None:
    async def work(system: System) -> None:
        system.faults.lose_answers(resource="contacts", times=1)
        with pytest.raises(Unreachable):
            await system.create(f"{mark(7, 1)}@x.test")
        assert [one[0] for one in system.due()] == ["making"]
        stranger = system.sandbox.store.insert("contacts", {"email": f"{mark(8, 1)}@x.test"})
        assert await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")]) == ()
        alive = {item.id for item in system.sandbox.store.items("contacts")}
        assert alive == {stranger, *system.others}
        assert system.due() == []

    played(work)


def test_what_was_surely_not_made_is_not_remembered() -> None:
    async def work(system: System) -> None:
        assert await system.listed() == set()
        system.faults.down(until=START + timedelta(seconds=1))
        with pytest.raises(Unreachable):
            await system.create("nobody@x.test")
        assert system.due() == []

    played(work)


def test_what_cannot_be_deleted_stays_noted() -> None:
    async def work(system: System) -> None:
        own = await system.create("nobody@x.test")
        system.faults.answer(403, resource="contacts")
        (left,) = await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")])
        assert (left.side, left.resource, left.item_id) == (SIDE, "contacts", own)
        assert "403" in left.why
        assert system.due() == [("item", "left", "contacts", own)]

    played(work)


FAULTS = st.builds(
    Fault,
    kind=st.sampled_from([FaultKind.DOWN, FaultKind.ANSWER_LOST, FaultKind.DROPPED, FaultKind.STATUS, FaultKind.CUT]),
    times=st.integers(1, 3),
    writes=st.sampled_from([True, False, None]),
    status=st.sampled_from([403, 409, 422, 500, 503]),
    applies=st.booleans(),
)


@given(faults=st.lists(FAULTS, max_size=4), creates=st.integers(1, 4))
def test_whatever_goes_wrong_nothing_of_the_test_stays_and_nothing_else_goes(faults: list[Fault], creates: int) -> None:
    async def work(system: System) -> None:
        for fault in faults:
            system.faults.add(fault)
        for n in range(creates):
            try:
                await system.create(f"{mark(7, n + 1)}@x.test")
            except (Unreachable, Refused, Untrusted):
                continue
        system.faults.clear()
        assert await clear(system.notes, {SIDE: system.peer}, [(SIDE, "contacts")]) == ()
        assert {item.id for item in system.sandbox.store.items("contacts")} == set(system.others)
        assert system.due() == []
        assert system.untouched()

    played(work)


def test_a_fault_that_cannot_be_brought_about_on_the_way_is_said() -> None:
    async def work(system: System) -> None:
        system.faults.late(5)
        with pytest.raises(CannotTell, match="`late` cannot be brought about"):
            await system.create("nobody@x.test")

    played(work)
