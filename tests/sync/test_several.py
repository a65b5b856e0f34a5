"""Where a system takes several writes in one request, they go together, and none is lost or made twice by it."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.sync.helpers import Alerts
from tests.systems.helpers import answer, description, listing, objects, query, writing

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.document import read
from interlock.mapping import RecordMapping, compile_record
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.peer import Item
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Behaviours, Sandbox
from interlock.sync import Integration
from interlock.systems import learn

DOCUMENT = """\
---
interlock: 1
version: 1
---

# Things

## Systems

| System | API description |
| ------ | --------------- |
| Here   | here.json       |
| There  | there.json      |

## Data map

| Record | Here   | There  | Source of truth | Direction | On conflict          | On delete |
| ------ | ------ | ------ | --------------- | --------- | -------------------- | --------- |
| Thing  | things | things | Here            | ↔         | source of truth wins | delete    |

| Record | Matched by      | Create missing | Starting |
| ------ | --------------- | -------------- | -------- |
| Thing  | `code` = `code` | in both        | all      |

## Field mapping

### Thing

| Here   | Direction | There  | Rule |
| ------ | --------- | ------ | ---- |
| `code` | ↔         | `code` |      |
| `name` | ↔         | `name` |      |
"""

ITEM: dict[str, Any] = {
    "id": {"type": "string", "readOnly": True},
    "code": {"type": "string"},
    "name": {"type": "string", "maxLength": 20},
    "created_at": {"type": "string", "format": "date-time", "readOnly": True},
    "updated_at": {"type": "string", "format": "date-time", "readOnly": True},
}


def _system(*, several: bool, says: str = "") -> dict[str, Any]:
    page = [query("page", "integer"), query("per_page", "integer", maximum=100), query("updated_since")]
    body = {"inputs": {"type": "array", "maxItems": 10, "items": objects(ITEM)}}
    many = objects({"results": {"type": "array", "items": objects(ITEM)}})

    def of(what: str) -> dict[str, Any]:
        content = {"content": {"application/json": {"schema": objects(body, required=["inputs"])}}}
        return {
            "post": {
                "summary": what,
                "description": says,
                "requestBody": content,
                "responses": answer(many, status="200"),
            }
        }

    one = {"responses": answer(objects(ITEM))}
    gone = {"responses": {"204": {"description": ""}}}
    name = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    paths: dict[str, Any] = {
        "/things": {"get": listing(ITEM, *page), "post": writing(ITEM, status="201")},
        "/things/{id}": {"parameters": [name], "get": one, "patch": writing(ITEM), "delete": gone},
    }
    if several:
        paths["/things/batch/create"] = of("Create a batch of things")
        paths["/things/batch/update"] = of("Update a batch of things")
    return description(paths)


@cache
def _prepared(says: str = "") -> tuple[Document, dict[Side, SystemProfile], RecordMapping]:
    reading = read(DOCUMENT, "things.interlock.md")
    assert not [one for one in reading.findings if one.severity.value == "error"], reading.findings
    profiles = {
        side: learn(name, orjson.dumps(_system(several=side is Side.RIGHT, says=says)), file=f"{name}.json").profile
        for side, name in ((Side.LEFT, "Here"), (Side.RIGHT, "There"))
    }
    left, right = profiles[Side.LEFT].record("things"), profiles[Side.RIGHT].record("things")
    assert left is not None
    assert right is not None
    row = reading.document.records[0]
    # What is too long is known to the systems only, so that they are asked and refuse it.
    here, there = (replace(one, fields=tuple(replace(f, max_length=None) for f in one.fields)) for one in (left, right))
    return reading.document, profiles, compile_record(row, here, there, (), "things.interlock.md").mapping


BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class World:
    """Both systems, and the sync between them."""

    clock: VirtualClock
    here: Sandbox
    there: Sandbox
    ledger: SqliteLedger
    integration: Integration

    def things(self, count: int) -> None:
        """Items in the system that the other one is to have."""
        for number in range(count):
            self.here.store.insert("things", {"code": f"C{number}", "name": f"N{number}"}, validate=False)

    def asked(self, path: str) -> list[int]:
        """The statuses of the writes to that path."""
        return [one.response.status for one in self.there.log if one.request.path == path and one.response]

    def codes(self) -> list[str]:
        """What the other system has, in order."""
        return sorted(str(item.body["code"]) for item in self.there.store.items("things") if not item.deleted)


def told(story: Callable[[World], Awaitable[None]], behaviours: Behaviours | None = None, *, says: str = "") -> None:
    """Run a story in virtual time; `behaviours` and what its description `says` are those of the other system."""
    document, profiles, mapping = _prepared(says)

    async def main(clock: VirtualClock) -> None:
        boxes = {
            side: Sandbox(profile, clock, behaviours=behaviours if side is Side.RIGHT else None)
            for side, profile in profiles.items()
        }
        with tempfile.TemporaryDirectory() as folder:
            ledger = SqliteLedger(Path(folder) / "ledger", "test")
            peers = {
                side: HttpPeer(profiles[side], InProcessTransport(box, clock), clock, box.credential)
                for side, box in boxes.items()
            }
            work = Integration(
                document, {"Thing": mapping}, peers, ledger, clock, Alerts(), Environment("test", "sandbox", "", {})
            )
            await story(World(clock, boxes[Side.LEFT], boxes[Side.RIGHT], ledger, work))
            ledger.close()

    run_virtual(main, start=BEGAN)


def test_creates_and_updates_go_together() -> None:
    async def story(world: World) -> None:
        world.things(35)
        await world.integration.cycle()
        assert world.codes() == sorted(f"C{number}" for number in range(35))
        assert world.asked("/things") == [200]
        assert 4 <= len(world.asked("/things/batch/create")) <= 8
        for item in list(world.here.store.items("things")):
            world.here.store.change("things", item.id, {"name": f"new {item.body['code']}"})
        await world.clock.sleep(120)
        await world.integration.cycle()
        assert {item.body["name"] for item in world.there.store.items("things")} == {f"new C{n}" for n in range(35)}
        assert 4 <= len(world.asked("/things/batch/update")) <= 8
        before = len(world.there.log)
        report = await world.integration.cycle()
        assert report.writes == 0
        assert all(one.request.method == "GET" for one in world.there.log[before:])

    told(story)


@pytest.mark.parametrize(("says", "in_part"), [("", True), ("", False), ("Up to 10 things, all or nothing.", False)])
def test_one_that_is_refused_does_not_keep_the_others_back(says: str, *, in_part: bool) -> None:
    async def story(world: World) -> None:
        world.things(20)
        world.here.store.insert("things", {"code": "bad", "name": "n" * 50}, validate=False)
        await world.integration.cycle()
        assert world.codes() == sorted(f"C{number}" for number in range(20))
        assert 400 in {status - status % 100 for status in world.asked("/things/batch/create")}
        # What says that it does all or none is believed at once; else each is looked for, and that takes its time.
        assert world.clock.now() - BEGAN <= timedelta(seconds=5 if says else 180)

    told(story, Behaviours(refuses_in_part=in_part), says=says)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 412, 422])
def test_what_was_done_of_a_refused_request_is_not_done_again(status: int) -> None:
    async def story(world: World) -> None:
        world.things(25)
        world.there.faults.answer(status, containing='"C7"', times=1)
        world.there.faults.answer(status, containing='"C21"', times=1)
        for _ in range(4):
            await world.integration.cycle()
            await world.clock.sleep(timedelta(minutes=3).total_seconds())
        assert world.codes() == sorted(f"C{number}" for number in range(25))
        assert (await world.integration.cycle()).writes == 0

    told(story, Behaviours(refuses_in_part=True))


def test_what_a_refused_request_overwrote_is_in_the_history() -> None:
    async def story(world: World) -> None:
        world.things(6)
        await world.integration.cycle()
        for item in list(world.here.store.items("things")):
            world.here.store.change("things", item.id, {"name": f"new {item.body['code']}"})
        for item in list(world.there.store.items("things")):
            world.there.store.change("things", item.id, {"name": f"lost {item.body['code']}"})
        world.there.faults.answer(422, containing="new C3", times=1)
        for _ in range(3):
            await world.clock.sleep(180)
            await world.integration.cycle()
        assert {item.body["name"] for item in world.there.store.items("things")} == {f"new C{n}" for n in range(6)}
        lost = sorted(str(entry.lost) for entry in world.ledger.history() if entry.pair.startswith("name"))
        assert [one for one in lost if one.startswith("lost")] == [f"lost C{n}" for n in range(6)]

    told(story, Behaviours(refuses_in_part=True))


def test_a_request_that_is_too_large_goes_in_halves_at_once() -> None:
    async def story(world: World) -> None:
        world.things(10)
        world.there.faults.answer(413, containing='"C3"', times=2)
        await world.integration.cycle()
        assert world.codes() == sorted(f"C{number}" for number in range(10))
        assert world.clock.now() - BEGAN <= timedelta(seconds=5)

    told(story)


@pytest.mark.parametrize("lost", [1, 2])
def test_a_lost_answer_makes_nothing_twice(lost: int) -> None:
    async def story(world: World) -> None:
        world.things(25)
        world.there.faults.lose_answers(times=lost)
        for _ in range(4):
            await world.integration.cycle()
            await world.clock.sleep(timedelta(minutes=3).total_seconds())
        assert world.codes() == sorted(f"C{number}" for number in range(25))
        assert (await world.integration.cycle()).writes == 0

    told(story)


def test_an_answer_in_another_order_links_each_to_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    write_together = HttpPeer.write_together

    async def shuffled(self: HttpPeer, resource: str, requests: Any) -> tuple[Item, ...]:
        return tuple(reversed((await write_together(self, resource, requests))[1:]))

    monkeypatch.setattr(HttpPeer, "write_together", shuffled)

    async def story(world: World) -> None:
        world.things(30)
        for _ in range(3):
            await world.integration.cycle()
            await world.clock.sleep(timedelta(minutes=3).total_seconds())
        assert world.codes() == sorted(f"C{number}" for number in range(30))
        here = {item.id: str(item.body["code"]) for item in world.here.store.items("things")}
        there = {item.id: str(item.body["code"]) for item in world.there.store.items("things")}
        links = list(world.ledger.links("Thing"))
        assert len(links) == 30
        assert all(here[link.left_id] == there[link.right_id] for link in links)

    told(story)
