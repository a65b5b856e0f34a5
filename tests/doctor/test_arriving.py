"""A try of webhooks in virtual time: what is made for it by what the system tells of, and what is said of what came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import orjson
import pytest
from tests.doctor.test_checks import DOCUMENT
from tests.peers.helpers import LIST, START, credential, record, says, system

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.doctor.arriving import arriving
from interlock.doctor.check import Outcome, Patient, Proof
from interlock.doctor.intake import Asked, Intake
from interlock.doctor.scopes import smallest
from interlock.doctor.used import Used
from interlock.model.http import Request, Response
from interlock.model.profile import AuthKind, AuthScheme, EventKind, Operation, Verb, sure
from interlock.model.value import Side
from interlock.model.webhooks import Hooks
from interlock.peers.deliveries import Deliveries
from interlock.probing import Line
from interlock.probing.hand import Made

WRITES = (
    Operation(Verb.GET, "GET", "/things/{id}", id_param="id"),
    Operation(Verb.CREATE, "POST", "/things"),
    Operation(Verb.UPDATE, "PATCH", "/things/{id}", id_param="id"),
    Operation(Verb.DELETE, "DELETE", "/things/{id}", id_param="id"),
)
PING = Operation(Verb.CREATE, "POST", "/hooks/{id}/pings")


@dataclass
class Notes:
    """What was made, in the order in which it was noted."""

    known: list[Made] = field(default_factory=list)

    def note(self, made: Made) -> None:
        self.known.append(made)

    def forget(self, made: Made) -> None:
        self.known.remove(made)

    def left(self) -> tuple[Made, ...]:
        return tuple(self.known)


@dataclass
class Shop:
    """A system that tells of some changes, by a token that is right or wrong."""

    tells: str = "created"
    token: str = "right"
    keeps: bool = False
    stranger: bool = False
    refuses: bool = False
    flood: int = 0
    items: dict[str, dict[str, object]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    intake: Intake | None = None

    async def send(self, request: Request, *, timeout_s: float) -> Response:  # noqa: ARG002 - always in time
        await asyncio.sleep(0.1)
        name = request.path.rpartition("/")[2]
        self.asked.append(f"{request.method} {request.path}")
        if request.path.endswith("/pings"):
            return await self._told("ping", "", says({}, 202))
        if request.method == "POST":
            if self.refuses:
                return says({"error": "no room"}, 422)
            assert self.notes.known, "it is noted before it is sent"
            self.items["7"] = {"id": "7", **orjson.loads(request.body)}
            return await self._told("created", "7", says(self.items["7"], 201))
        if request.method == "PATCH":
            self.items[name] |= orjson.loads(request.body)
            return await self._told("updated", name, says(self.items[name]))
        if request.method == "DELETE":
            there = name in self.items
            if not self.keeps:
                self.items.pop(name, None)
            found = says({}, 204) if there else says({}, 404)
            return await self._told("deleted", name, found)
        if request.path == "/things":
            return says({"data": list(self.items.values())})
        return says(self.items[name]) if name in self.items else says({}, 404)

    async def aclose(self) -> None:
        """Nothing to close."""

    async def _told(self, change: str, item_id: str, answer: Response) -> Response:
        assert self.intake is not None
        for _ in range(self.flood):
            forged = Request("POST", "/webhooks/shop", headers={"x-token": "forged"}, body=b"{}")
            assert (await self.intake.answer(forged)).status == 401
        if change == self.tells or self.stranger:
            body = {"event": f"thing.{change}", "data": {"id": "88" if self.stranger else item_id}}
            request = Request("POST", "/webhooks/shop", headers={"x-token": self.token}, body=orjson.dumps(body))
            taken = await self.intake.answer(request)
            assert taken.status == (200 if self.token == "right" else 401)
        return answer


def tried(
    shop: Shop, *operations: Operation, changes: tuple[str, ...] = (), ping: bool = False, trouble: str = ""
) -> tuple[Proof, ...]:
    """What is found of a system that tells of these changes."""
    known = tuple(EventKind(f"thing.{one}", "things", one, "", "data.id") for one in changes or (shop.tells,))
    profile = replace(
        system(record(LIST, *operations)), auth=sure((AuthScheme(AuthKind.BEARER),)), events=known,
        ping=PING if ping else None,
    )  # fmt: skip
    used = tuple(Used("Thing", "things", one) for one in (LIST, *operations))

    async def run(clock: VirtualClock) -> tuple[Proof, ...]:
        @asynccontextmanager
        async def subscribed() -> AsyncIterator[Asked]:
            shop.asked.append("subscribed")
            yield Asked(("3",), trouble)
            shop.asked.append("taken back")

        hooks = Hooks(signature="token", header="X-Token", name_at="event")
        deliveries = Deliveries(Side.LEFT, profile, hooks, {"things"})
        shop.intake = Intake(deliveries, lambda: ("right",), clock, subscribed)
        line = Line(profile, shop, clock, credential(token="k"))
        patient = Patient(
            "Shop", Side.LEFT, DOCUMENT, profile, "sandbox", used, smallest(used, None), line, token="abc",
            journal=shop.notes, intake=shop.intake,
        )  # fmt: skip
        return tuple(await arriving(patient, shop.intake))

    found = run_virtual(run, start=START)
    assert (shop.asked[0], shop.asked[-1]) == ("subscribed", "taken back")
    return found


@pytest.mark.parametrize("tells", ["created", "updated", "deleted"])
def test_what_the_system_tells_of_is_done_to_an_item_that_is_gone_afterwards(tells: str) -> None:
    shop = Shop(tells)
    (proof,) = tried(shop, *WRITES)
    verb = "made" if tells == "created" else tells
    assert (proof.outcome, proof.said) == (
        Outcome.PROVEN, f"a webhook of the things item that was {verb} arrived within 1 s, rightly signed",
    )  # fmt: skip
    assert (shop.items, shop.notes.known) == ({}, [])


@pytest.mark.parametrize(
    ("shop", "outcome", "said"),
    [
        (Shop(token="wrong"), Outcome.MISSING,
         "a webhook of the things item that was made arrived with a wrong signature: its token is wrong"),
        (Shop("nothing"), Outcome.MISSING,
         "a webhook of the things item that was made did not arrive within 30 s; nobody subscribed"),
        (Shop(stranger=True), Outcome.WARNING,
         "a webhook of the things item that was made did not arrive within 30 s, though 1 of others did"),
        (Shop(stranger=True, token="wrong"), Outcome.MISSING,
         ("a webhook of the things item that was made did not arrive within 30 s; 1 came that cannot be believed: "
          "its token is wrong; nobody subscribed")),
    ],
    ids=["wrong signature", "lost", "others only", "others that are not believed"],
)  # fmt: skip
def test_what_did_not_arrive_is_told_for_what_it_is(shop: Shop, outcome: Outcome, said: str) -> None:
    (proof,) = tried(shop, *WRITES, changes=("created",), trouble="nobody subscribed")
    assert (proof.outcome, proof.said) == (outcome, said)
    assert proof.todo
    assert (shop.items, shop.notes.known) == ({}, [])


def test_a_flood_of_forged_ones_hides_none_that_comes_after() -> None:
    (proof,) = tried(Shop(flood=5_000), *WRITES)
    assert proof.outcome is Outcome.PROVEN, proof.said


def test_an_item_that_stays_is_named() -> None:
    shop = Shop(keeps=True)
    first, second = tried(shop, *WRITES)
    assert (first.outcome, second.outcome, second.said) == (
        Outcome.PROVEN, Outcome.MISSING, "things 7 is still there",
    )  # fmt: skip
    assert [one.id for one in shop.notes.known] == ["7"]


@pytest.mark.parametrize("refuses", [True, False], ids=["no item is taken", "no item could be taken away"])
def test_without_an_item_the_system_is_asked_for_a_test(refuses: bool) -> None:
    operations = WRITES if refuses else WRITES[:3]
    (proof,) = tried(Shop("ping", refuses=refuses), *operations, changes=("created",), ping=True)
    assert (proof.outcome, proof.said) == (
        Outcome.PROVEN, "the test that it sends when asked arrived within 1 s, rightly signed",
    )  # fmt: skip
    shop = Shop(refuses=refuses)
    (proof,) = tried(shop, *operations)
    assert proof.outcome is Outcome.NOT_TRIED
    assert proof.said.startswith(
        "cannot be tried here: things: it does not take an item that was made up" if refuses
        else "cannot be tried here: of no record that its events are about can an item be made and taken away again"
    )  # fmt: skip
    assert "POST /hooks/3/pings" not in shop.asked
