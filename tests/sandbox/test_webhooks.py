"""Webhooks of a sandbox: who gets which, what they carry, and what happens to them on their way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from tests.sync.helpers import FakeClock

from interlock.model.fact import sure
from interlock.model.http import Response
from interlock.model.path import Path
from interlock.model.profile import EventKind, FieldProfile, FieldType, RecordProfile, SystemProfile
from interlock.model.webhooks import Deliveries
from interlock.sandbox import Sandbox
from interlock.sandbox.behaviours import Behaviours, OnTheWay
from interlock.sandbox.webhooks import Outgoing
from interlock.systems.signatures import key_of, schemes

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIELDS = (
    FieldProfile(Path.of("id"), FieldType.INTEGER, read_only=True),
    FieldProfile(Path.of("name"), FieldType.STRING),
)
EVENTS = tuple(
    EventKind(f"order.{change}", "orders", change, payload_path="data", id_path="data.id")
    for change in ("created", "updated", "deleted")
)
SHOP = SystemProfile(
    "Shop",
    records=(RecordProfile("orders", fields=FIELDS), RecordProfile("notes", fields=FIELDS)),
    events=EVENTS,
    signature_header=sure("X-Sign"),
    deliveries=Deliveries(scheme=sure("timed"), name_at=sure("header:X-Topic"), id_at=sure("id")),
)


def _sandbox(how: OnTheWay | None = None, *, seed: int = 0, **events: Any) -> Sandbox:
    sandbox = Sandbox(SHOP, FakeClock(NOW), seed=seed, behaviours=Behaviours(webhooks=how or OnTheWay()))
    sandbox.webhooks.listen("http://127.0.0.1:1/hook", **events)
    return sandbox


def _due(sandbox: Sandbox, *, minutes: int = 60) -> tuple[Outgoing, ...]:
    return sandbox.webhooks.due(NOW + timedelta(minutes=minutes))


def test_each_change_is_told_of_with_its_item_signed() -> None:
    sandbox = _sandbox()
    one = sandbox.store.insert("orders", {"name": "a"})
    sandbox.store.change("orders", one, {"name": "b"})
    sandbox.store.remove("orders", one)
    sandbox.store.insert("notes", {"name": "n"})
    due = _due(sandbox)
    assert [out.event for out in due] == ["order.created", "order.updated", "order.deleted"]
    request = due[1].request
    body = orjson.loads(request.body)
    assert (request.headers["x-topic"], body["data"]["name"], str(body["data"]["id"])) == ("order.updated", "b", one)
    assert body["id"].startswith("evt_")
    key = key_of(schemes()["timed"], header="X-Sign", secrets=[sandbox.webhooks.secret])
    assert schemes()["timed"].check(key, request.headers, request.body, NOW) == ""
    assert _due(sandbox) == (), "they went out"


def test_a_subscriber_gets_what_it_asked_for() -> None:
    sandbox = _sandbox(events=frozenset({"order.deleted"}))
    one = sandbox.store.insert("orders", {"name": "a"})
    sandbox.store.remove("orders", one)
    assert [out.event for out in _due(sandbox)] == ["order.deleted"]
    sandbox.webhooks.forget_all()
    sandbox.store.insert("orders", {"name": "b"})
    assert _due(sandbox) == ()


def test_on_the_way_they_are_lost_doubled_late_and_unsigned_the_same_each_time() -> None:
    how = OnTheWay(lost=0.3, doubled=0.3, unsigned=0.3, after_s=60, late_s=600)

    def told(seed: int) -> list[tuple[str, datetime, bool]]:
        sandbox = _sandbox(how, seed=seed)
        for n in range(100):
            sandbox.store.insert("orders", {"name": str(n)})
        return [(out.item_id, out.due, "x-sign" in out.request.headers) for out in _due(sandbox)]

    first = told(1)
    assert told(1) == first
    assert told(2) != first
    ids = [one for one, _, _ in first]
    assert 50 < len(set(ids)) < 90, "some are lost"
    assert len(ids) > len(set(ids)), "some come twice"
    assert ids != sorted(ids, key=int), "in another order"
    assert {signed for _, _, signed in first} == {True, False}
    assert min(due for _, due, _ in first) >= NOW + timedelta(seconds=60)
    assert max(due for _, due, _ in first) <= NOW + timedelta(seconds=660)


@pytest.mark.parametrize("answer", [None, Response(500), Response(302)])
def test_what_is_not_taken_is_sent_again_eight_times_in_all(answer: Response | None) -> None:
    sandbox = _sandbox()
    sandbox.store.insert("orders", {"name": "a"})
    now, tries = NOW, 0
    while (at := sandbox.webhooks.next_at()) is not None:
        now = max(now, at)
        for out in sandbox.webhooks.due(now):
            tries += 1
            sandbox.webhooks.answered(out, answer, now)
    assert tries == 8
    assert timedelta(minutes=10) < now - NOW < timedelta(hours=24)


def test_what_is_taken_is_not_sent_again() -> None:
    sandbox = _sandbox()
    sandbox.store.insert("orders", {"name": "a"})
    for out in _due(sandbox):
        sandbox.webhooks.answered(out, Response(204), NOW)
    assert sandbox.webhooks.next_at() is None
