"""Smoke tests of records that hold lists of references: their marked items refer to what is linked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.sync.scenarios.test_linked_lists import AS_A_SET, BELOW, IN_ORDER, LEFT, RIGHT
from tests.sync.scenarios.words import COMPANIES
from tests.sync.scenarios.world import World

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.journeys.connect import Opened
from interlock.journeys.golive_waves import Desk
from interlock.journeys.smoke_bodies import SmokeBodies
from interlock.journeys.smoking import MARK, Smoking
from interlock.model.environment import Environment
from interlock.model.value import Body, Side
from interlock.peers import HttpPeer
from interlock.sync.record import Record

Make = Callable[..., World]


async def lists(make: Make, fields: tuple[str, ...], companies: int) -> tuple[World, list[str]]:
    """A world with some companies that are linked, and their ids on the left."""
    world = make(left=LEFT, right=RIGHT, fields=fields, companies=COMPANIES)
    ids = [world.left.add("companies", code=f"c{n}", name=f"C{n}") for n in range(companies)]
    await world.rounds(1)
    return world, ids


def peer_of(world: World, side: Side) -> HttpPeer:
    """A way of its own to a system."""
    system = world.left if side is Side.LEFT else world.right
    transport = InProcessTransport(system, world.clock)
    return HttpPeer(world.learned(side), transport, world.clock, system.box.credential)


@pytest.mark.parametrize("fields", [IN_ORDER, AS_A_SET], ids=["in order", "as a set"])
async def test_a_list_of_references_is_tried_with_what_is_linked(
    make: Make, tmp_path: Path, fields: tuple[str, ...]
) -> None:
    world, ids = await lists(make, fields, 1)
    peers = {side: peer_of(world, side) for side in Side}
    said: list[str] = []
    desk = Desk(
        Opened(world.integration, world.ledger, peers), cast("Any", SimpleNamespace(until=None)), world.clock,
        asyncio.Event(), cast("Any", None), said.append, {},
    )  # fmt: skip
    project = cast("Any", SimpleNamespace(folder=tmp_path))
    tried = await Smoking(project, Environment("test", "sandbox", "l", {}), desk).tried(["Contact"])
    assert [one.met for one in tried if "created in Shop" in one.what] == [True], said
    assert not [one for one in tried if one.met is False], said
    made = [json.loads(one.request.body) for one in world.left.applied if MARK.encode() in one.request.body]
    assert made[0]["company_ids"] == ids
    arrived = [json.loads(one.request.body) for one in world.right.applied if MARK.encode() in one.request.body]
    assert [post["id"] for post in arrived[0]["posts"]] == world.right.ids("accounts")
    assert not any(MARK in str(body) for body in (*world.left.all("email"), *world.right.all("mail")))


def asked_for(world: World, field: str) -> Record:
    """The record with a field that must be there on the left."""
    record = world.integration.records["Contact"]
    profile = record.profiles[Side.LEFT]
    fields = tuple(replace(one, required=one.required or str(one.path) == field) for one in profile.fields)
    return replace(record, profiles={**record.profiles, Side.LEFT: replace(profile, fields=fields)})


@pytest.mark.parametrize(
    ("fields", "required", "companies", "shows"),
    [
        (IN_ORDER, "company_ids[]", 2, lambda body, ids: set(body["company_ids"]) <= set(ids) and body["company_ids"]),
        (IN_ORDER, "company_ids[]", 0, lambda body, _: body["company_ids"] == []),
        (BELOW, "jobs[]", 2, lambda body, ids: body["jobs"] and all(one["company_id"] in ids for one in body["jobs"])),
    ],
    ids=["linked", "none is linked", "in the rows of a list"],
)
async def test_a_list_that_must_be_there_refers_to_what_is_linked_or_to_nothing(
    make: Make, fields: tuple[str, ...], required: str, companies: int, shows: Callable[[Body, list[str]], bool]
) -> None:
    world, ids = await lists(make, fields, companies)
    record, peer = asked_for(world, required), peer_of(world, Side.LEFT)
    bodies = [body for _, body in SmokeBodies(world.ledger, world.clock, MARK).of(record, Side.LEFT, peer)]
    assert bodies
    assert all(shows(body, ids) for body in bodies), bodies
