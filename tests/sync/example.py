"""The example document between two sandboxes, over the peers and the time that production and verification use."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.sync.helpers import Alerts

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.document import read
from interlock.mapping import RecordMapping, compile_record
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.sync import Integration
from interlock.systems import learn

FOLDER = Path(__file__).parents[2] / "examples" / "orders"
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@cache
def prepared() -> tuple[Document, dict[Side, SystemProfile], dict[str, RecordMapping]]:
    """The document, both profiles, the compiled mappings."""
    document = read((FOLDER / "orders.interlock.md").read_text(), "orders.interlock.md").document
    profiles = {
        row.side: learn(row.name, (FOLDER / row.description).read_bytes(), file=row.description).profile
        for row in document.systems
    }
    mappings = {}
    for row in document.records:
        left, right = (profiles[side].record(row.resource(side)) for side in (Side.LEFT, Side.RIGHT))
        assert left is not None
        assert right is not None
        mappings[row.name] = compile_record(row, left, right, document.tables, document.path).mapping
    return document, profiles, mappings


@dataclass
class Pair:
    """Two sandboxes with the sync between them, being watched in virtual time."""

    clock: VirtualClock
    left: Sandbox
    right: Sandbox
    ledger: SqliteLedger
    alerts: Alerts
    integration: Integration

    async def minutes(self, count: float) -> None:
        """Let the time pass."""
        await self.clock.sleep(count * 60)

    def customer(self, number: int = 1) -> str:
        """A customer in the left system."""
        return self.left.store.insert(
            "customers",
            {
                "email": f"c{number}@x.example",
                "first_name": "Ann",
                "last_name": f"Bee{number}",
                "phone": "+493012345678",
                "country": "Germany",
                "marketing_consent": "yes",
            },
            validate=False,
        )

    def order(self, customer: str, number: str | None, **fields: Any) -> str:
        """An order of that customer in the left system."""
        body = {
            "number": number,
            "customer_id": int(customer),
            "payment_status": "paid",
            "total_cents": 1234,
            "discount_cents": 0,
            "tax_cents": 10,
            "shipping_cents": 5,
            "currency": "EUR",
            "placed_at": "2026-03-02T08:00:00Z",
            "line_items": [{"sku": "a1", "quantity": 2, "unit_price_cents": 617}],
            **fields,
        }
        return self.left.store.insert(
            "orders", {name: value for name, value in body.items() if value is not None}, validate=False
        )

    def references(self) -> list[Any]:
        """The references of the orders in the right system."""
        return sorted(item.body["external_reference"] for item in self.right.store.items("sales-orders"))


def watched(file: Path, story: Callable[[Pair], Awaitable[None]]) -> None:
    """Tell a story to two sandboxes while the sync watches them; then it must come to rest, holding all laws."""
    document, profiles, mappings = prepared()

    async def run(clock: VirtualClock) -> None:
        boxes = {side: Sandbox(profiles[side], clock, seed=3) for side in profiles}
        peers = {
            side: HttpPeer(profiles[side], InProcessTransport(box, clock), clock, box.credential)
            for side, box in boxes.items()
        }
        alerts = Alerts()
        ledger = SqliteLedger(file, "test")
        environment = Environment("test", "sandbox", str(file), {})
        integration = Integration(document, mappings, peers, ledger, clock, alerts, environment)
        pair = Pair(clock, boxes[Side.LEFT], boxes[Side.RIGHT], ledger, alerts, integration)
        stop = asyncio.Event()
        watching = asyncio.ensure_future(integration.watch(stop))
        try:
            await story(pair)
            await _comes_to_rest(pair)
        finally:
            stop.set()
            await watching
            ledger.close()

    run_virtual(run, start=START)


async def _comes_to_rest(pair: Pair) -> None:
    """After quiet nothing is written any more."""
    await pair.minutes(30)
    before = _writes(pair)
    await pair.minutes(60)
    assert _writes(pair) == before


def _writes(pair: Pair) -> int:
    return sum(
        exchange.request.writes and exchange.resource is not None
        for box in (pair.left, pair.right)
        for exchange in box.log
    )
