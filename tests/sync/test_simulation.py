"""Random histories on both sides, with faults at every call and a process that dies anywhere: the laws hold."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from tests.sync.helpers import Ability, World

from interlock.errors import Refused, Unreachable
from interlock.model.http import Request
from interlock.model.kept import LinkState
from interlock.model.value import Side

SEEDS = 30
_STEPS = 25


class Weather:
    """Faults at random, until it clears up."""

    def __init__(self, rng: random.Random, share: float) -> None:
        self.rng = rng
        self.share = share

    def __call__(self, _request: Request) -> None:
        if self.rng.random() < self.share:
            raise self.rng.choice(
                [
                    Unreachable("timed out", sent=True),
                    Refused("bad gateway", status=502),
                    Refused("slow down", status=429, wait_s=20),
                ]
            )

    def after(self, _request: Request) -> None:
        if self.rng.random() < self.share:
            raise self.rng.choice([Unreachable("reset", sent=True), Refused("bad gateway", status=502)])


class History:
    """People at work on both sides. Every value is a new one, so that each can be found again."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world = world
        self.rng = rng
        self.count = 0
        self.written: set[str] = set()
        self.last: dict[tuple[Side, str], str] = {}

    def step(self) -> None:
        side = self.rng.choice([Side.LEFT, Side.RIGHT])
        peer = self.world.left if side is Side.LEFT else self.world.right
        resource = "contacts" if side is Side.LEFT else "partners"
        live = peer.live(resource)
        kind = self.rng.choice(["create", "edit", "edit", "edit", "both", "delete", "invoice", "invoice"])
        if kind == "invoice":
            self._invoice()
        elif kind == "create" or not live:
            self._create(side)
        elif kind == "delete" and len(live) > 3 and self.rng.random() < 0.5:
            peer.remove(resource, self.rng.choice(live).id)
        elif kind == "both":
            link = self.world.ledger.link_at("Client", side, self.rng.choice(live).id)
            if link is not None:
                for one in (Side.LEFT, Side.RIGHT):
                    self._edit(one, link.id_on(one))
        else:
            self._edit(side, self.rng.choice(live).id)

    def _invoice(self) -> None:
        """An invoice comes, moves to another client, or goes."""
        clients, invoices = self.world.left.live("contacts"), self.world.left.live("invoices")
        if not clients:
            return
        client = self.rng.choice(clients).id
        if not invoices or self.rng.random() < 0.6:
            self.world.left.add("invoices", number=self._new(), client_id=client, total=self._new())
        elif self.rng.random() < 0.7:
            self.world.left.edit("invoices", self.rng.choice(invoices).id, client_id=client, total=self._new())
        else:
            self.world.left.remove("invoices", self.rng.choice(invoices).id)

    def _new(self) -> str:
        self.count += 1
        value = f"v{self.count}"
        self.written.add(value)
        return value

    def _create(self, side: Side) -> None:
        value = self._new()
        if side is Side.LEFT:
            item = self.world.left.add("contacts", email=f"{value}@x.example", phone=value, name=value)
        else:
            item = self.world.right.add("partners", mail=f"{value}@x.example", tel=value, title=value)
        self.last[side, item] = value

    def _edit(self, side: Side, item_id: str) -> None:
        peer, resource = (self.world.left, "contacts") if side is Side.LEFT else (self.world.right, "partners")
        item = peer.items[resource].get(item_id)
        if item is None or item.deleted:
            return
        value = self._new()
        fields: dict[str, Any] = {"phone" if side is Side.LEFT else "tel": value}
        peer.edit(resource, item_id, **fields)
        self.last[side, item_id] = value


def abilities(rng: random.Random) -> Ability:
    return Ability(
        keys=rng.random() < 0.3,
        finds=rng.random() < 0.3,
        since=rng.random() < 0.7,
        tombstones=rng.random() < 0.5,
        answers_item=rng.random() < 0.7,
        version=rng.random() < 0.5,
    )


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_the_laws_hold(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    conflict = rng.choice(["source of truth wins", "newest wins, else source of truth", "hold"])
    delete = rng.choice(["delete", "keep"])
    world = World(
        tmp_path / "ledger",
        {"client_conflict": conflict, "client_delete": delete},
        left_can=abilities(rng),
        right_can=abilities(rng),
    )
    history = History(world, rng)
    weather = Weather(rng, rng.choice([0.0, 0.1, 0.3]))
    for peer in (world.left, world.right):
        peer.before_write, peer.after_write = weather, weather.after
    crashes = rng.random() < 0.5
    for _ in range(_STEPS):
        for _ in range(rng.randrange(3)):
            history.step()
            world.clock.passes(seconds=rng.randrange(60))
        world.clock.passes(seconds=rng.randrange(200))
        if crashes and rng.random() < 0.3:
            await world.crash_at(rng.randrange(1, 60))
        else:
            await world.integration.cycle()
    weather.share = 0.0
    for _ in range(20):
        world.clock.passes(minutes=11)
        await world.integration.cycle()
    writes = world.writes()
    for _ in range(3):
        world.clock.passes(minutes=11)
        await world.integration.cycle()
    assert world.writes() == writes, "it comes to rest"
    _check(world, history)


def _check(world: World, history: History) -> None:
    left = {item.id: item.body for item in world.left.live("contacts")}
    right = {item.id: item.body for item in world.right.live("partners")}
    held = {(one.side, one.item_id) for one in world.ledger.held()}
    for bodies, key in ((left, "email"), (right, "mail")):
        keys = [body[key] for body in bodies.values()]
        assert len(keys) == len(set(map(str, keys))), "no item is there twice"
    linked: dict[Side, set[str]] = {Side.LEFT: set(), Side.RIGHT: set()}
    for link in world.ledger.links("Client"):
        for side in (Side.LEFT, Side.RIGHT):
            linked[side].add(link.id_on(side))
        if link.state is not LinkState.ACTIVE or (Side.LEFT, link.left_id) in held:
            continue
        one, other = left.get(link.left_id), right.get(link.right_id)
        assert one is not None, "no link to an item that is gone"
        assert other is not None, "no link to an item that is gone"
        assert (one["email"], one["phone"]) == (other["mail"], other["tel"]), "both agree"
    assert set(left) <= linked[Side.LEFT] | {item for _, item in held}, "every item has its counterpart"
    assert set(right) <= linked[Side.RIGHT] | {item for _, item in held}, "every item has its counterpart"
    _check_invoices(world)
    _nothing_lost(world, history, left, right)


def _check_invoices(world: World) -> None:
    bills = {str(bill.body["ref"]): bill.body for bill in world.right.live("bills")}
    assert len(bills) == len(world.right.live("bills")), "no invoice is there twice"
    held = {one.item_id for one in world.ledger.held(record="Invoice")}
    for invoice in world.left.live("invoices"):
        if invoice.id in held:
            continue
        bill = bills.pop(str(invoice.body["number"]))
        link = world.ledger.link_at("Client", Side.LEFT, str(invoice.body["client_id"]))
        assert link is not None
        assert (bill["amount"], bill["partner_id"]) == (invoice.body["total"], link.right_id)
    assert not [ref for ref in bills if world.ledger.held(record="Invoice") == ()], "no invoice outlives its own"


def _nothing_lost(world: World, history: History, left: dict[str, Any], right: dict[str, Any]) -> None:
    """The last word of everybody stands where it was said, or in the history of what was written over it."""
    told = {str(value) for entry in world.ledger.history() for value in (entry.lost, entry.before)}
    for (side, item_id), value in history.last.items():
        body = (left if side is Side.LEFT else right).get(item_id)
        if body is not None:
            now = str(body["phone" if side is Side.LEFT else "tel"])
            assert now == value or value in told, "no edit is lost"
            assert now in history.written, "nothing is invented"
