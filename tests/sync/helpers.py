"""A small world for the sync: two systems in memory, a document, a clock that only moves when told."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path as File
from typing import Any

from interlock.adapters.ledger import SqliteLedger
from interlock.document import read
from interlock.errors import NotPossible, Refused, Unreachable
from interlock.mapping import RecordMapping, compile_record
from interlock.model.alert import Alert
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.fact import sure
from interlock.model.http import Request
from interlock.model.ledger import Ledger
from interlock.model.path import Path, get
from interlock.model.peer import Found, Item, MergedInto, Missing, Page, Quota, Written
from interlock.model.profile import (
    DeletesSeen,
    DeleteVisibility,
    FieldProfile,
    FieldType,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
)
from interlock.model.value import Body, Side
from interlock.sync import Integration

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

DOCUMENT = """---
interlock: 1
version: 1.0.0
---

# Clients and invoices

## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Shop   | North   | shop       | [a](a.json)     |
| Books  | South   | books      | [b](b.json)     |

## Owner

Ida Noddack <ida@north.example>, North. She decides.

## Data map

| Record  | Shop       | Books      | Source of truth | Direction | On conflict   | On delete   |
| ------- | ---------- | ---------- | --------------- | --------- | ------------- | ----------- |
| Client  | `contacts` | `partners` | Shop            | {client_direction} | {client_conflict} | {client_delete} |
| Invoice | `invoices` | `bills`    | Shop            | →         | {invoice_conflict} | {invoice_delete} |

| Record  | Matched by          | Only when     | When it leaves | Create missing | Starting      |
| ------- | ------------------- | ------------- | -------------- | -------------- | ------------- |
| Client  | {client_match} | {client_when} | {client_leaves} | {client_create} | {client_start} |
| Invoice | `number` = `ref`    | {invoice_when} | {invoice_leaves} | in Books      | {invoice_start} |

## Field mapping

### Client

| Shop    | Direction | Books   | Rule |
| ------- | --------- | ------- | ---- |
| `email` | ↔         | `mail`  |      |
| `phone` | ↔         | `tel`   |      |
| `name`  | →         | `title` |      |
| `score` | ←         | `rating` |      |

### Invoice

| Shop        | Direction | Books        | Rule              |
| ----------- | --------- | ------------ | ----------------- |
| `number`    | →         | `ref`        |                   |
| `client_id` | →         | `partner_id` | the linked Client |
| `total`     | →         | `amount`     |                   |
| `state`     | →         | `status`     |                   |

## When something goes wrong

| When | Then |
| ---- | ---- |
| {when} | {then} |
"""

DEFAULTS = {
    "client_direction": "↔",
    "client_conflict": "source of truth wins",
    "client_delete": "delete",
    "client_match": "`email` = `mail`",
    "client_when": "",
    "client_leaves": "",
    "client_create": "in both",
    "client_start": "all",
    "invoice_conflict": "source of truth wins",
    "invoice_delete": "delete",
    "invoice_when": "",
    "invoice_leaves": "",
    "invoice_start": "all",
    "when": "a 422 answer",
    "then": "retry 3 times with backoff, then hold the item and alert",
}

FIELDS = {
    "contacts": ("id", "email", "phone", "name", "score", "kind", "note"),
    "partners": ("id", "mail", "tel", "title", "rating", "kind", "note"),
    "invoices": ("id", "number", "client_id", "total", "state", "note"),
    "bills": ("id", "ref", "partner_id", "amount", "status", "note"),
}


class Crash(BaseException):
    """The process died here."""


class Points:
    """Counts the boundaries with the outside and dies at one of them; what is dead can do nothing more."""

    def __init__(self) -> None:
        self.count = 0
        self.crash_at: int | None = None
        self.dead = False

    def __call__(self) -> None:
        if self.dead:
            raise Crash
        self.count += 1
        if self.count == self.crash_at:
            self.dead = True
            raise Crash


class PointedLedger(SqliteLedger):
    """A ledger that is a boundary before and after each transaction."""

    def __init__(self, path: File, environment: str, point: Points) -> None:
        # A process that dies keeps what it has written; only a power cut would not, and that is not tried here.
        super().__init__(path, environment, durable=False)
        self.point = point

    @contextmanager
    def transaction(self) -> Iterator[None]:
        outermost = self._depth == 0
        if outermost:
            self.point()
        with super().transaction():
            yield
        if outermost:
            self.point()


class FakeClock:
    """Time that passes only when told, or when somebody sleeps."""

    def __init__(self, now: datetime = START) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def passes(self, **how: float) -> None:
        self.time += timedelta(**how)


class Alerts:
    """Keeps what people are told, and apart from that what they are told to be over."""

    def __init__(self) -> None:
        self.sent: list[Alert] = []
        self.over: list[Alert] = []

    def send(self, alert: Alert) -> None:
        (self.over if alert.over else self.sent).append(alert)

    def kinds(self) -> list[str]:
        return [alert.kind for alert in self.sent]


@dataclass
class Ability:
    """What a system can do: `keys` repeats creates safely, `finds` filters by a field, `since` shows what changed.

    With `bin` a look shows items that are deleted, and they can still be written.
    """

    keys: bool = False
    finds: bool = False
    since: bool = True
    tombstones: bool = False
    answers_item: bool = True
    version: bool = False
    merged_ids: bool = False
    bin: bool = False
    restores: bool = False


class FakePeer:
    """A system in memory. Remembers every write in `log`; `on_write` may raise before or after a write is applied.

    `point` is called at every boundary with the outside, and may raise `Crash`.
    """

    def __init__(self, side: Side, clock: FakeClock, ability: Ability, prefix: str) -> None:
        self.side = side
        self.clock = clock
        self.ability = ability
        self.prefix = prefix
        self.items: dict[str, dict[str, Item]] = {}
        self.log: list[tuple[str, str, str]] = []
        self.bodies: list[dict[str, Any]] = []
        self.reads = 0
        self.keys: dict[str, Written] = {}
        self.numbers = itertools.count(1)
        self.before_write: Callable[[Request], None] = lambda _request: None
        self.after_write: Callable[[Request], None] = lambda _request: None
        self.point: Callable[[], None] = lambda: None
        self.rewrite: Callable[[dict[str, Any]], dict[str, Any]] = lambda body: body
        self.down = False
        self.hidden: set[str] = set()
        self.merged: dict[str, str] = {}
        self.list_breaks_after: int | None = None

    # What users do

    def add(self, resource: str, **fields: Any) -> str:
        item_id = f"{self.prefix}{next(self.numbers)}"
        now = self.clock.now()
        body: Body = {**fields, "id": item_id}
        self.items.setdefault(resource, {})[item_id] = Item(resource, item_id, body, "1", now, now)
        return item_id

    def edit(self, resource: str, item_id: str, **fields: Any) -> None:
        item = self.items[resource][item_id]
        version = str(int(item.version or "0") + 1)
        self.items[resource][item_id] = item._replace(
            body={**item.body, **fields}, updated_at=self.clock.now(), version=version
        )

    def remove(self, resource: str, item_id: str) -> None:
        item = self.items[resource][item_id]
        self.items[resource][item_id] = item._replace(deleted=True, updated_at=self.clock.now())

    def merge(self, resource: str, loser: str, winner: str, *, tells: bool = True, **fields: Any) -> None:
        """A user merges two items; `tells` says whether a look at the loser leads to the winner."""
        self.remove(resource, loser)
        self.edit(resource, winner, **fields)
        if tells:
            self.merged[loser] = winner

    def restore(self, resource: str, item_id: str, **fields: Any) -> None:
        """A user takes an item out of the bin."""
        self.items[resource][item_id] = self.items[resource][item_id]._replace(deleted=False, archived=False)
        self.edit(resource, item_id, **fields)

    def bodies_of(self, resource: str) -> list[dict[str, Any]]:
        return [dict(item.body) for item in self.items.get(resource, {}).values() if not item.deleted]

    def live(self, resource: str) -> list[Item]:
        return [item for item in self.items.get(resource, {}).values() if not item.deleted]

    # The port

    @property
    def profile(self) -> SystemProfile:
        return profile_of(self.side, self.ability)

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        self._reach()
        shown = sorted(self.items.get(resource, {}).values(), key=lambda item: (item.updated_at or START, item.id))
        if self.ability.since and since is not None:
            shown = [item for item in shown if item.updated_at is not None and item.updated_at >= since]
        shown = [item for item in shown if item.id not in self.hidden]
        if not self.ability.tombstones or since is None:
            shown = [item for item in shown if not item.deleted]
        pieces = [shown[i : i + 100] for i in range(0, len(shown), 100)] or [[]]
        for n, piece in enumerate(pieces):
            if self.list_breaks_after is not None and n >= self.list_breaks_after:
                raise Unreachable("reset", sent=False)
            yield Page(tuple(piece), self.clock.now().replace(microsecond=0), n == len(pieces) - 1)

    async def get(self, resource: str, item_id: str) -> Found:
        self._reach()
        item = self.items.get(resource, {}).get(item_id)
        if item_id in self.hidden:
            return Missing.FORBIDDEN
        if item_id in self.merged:
            return MergedInto(self.merged[item_id])
        return Missing.GONE if item is None or (item.deleted and not self.ability.bin) else item

    async def find(self, resource: str, field: Path, value: str) -> tuple[Item, ...]:
        if not self.ability.finds:
            raise NotPossible("no such filter")
        self._reach()
        return tuple(item for item in self.live(resource) if str(get(item.body, field)) == value)

    @property
    def quota(self) -> Quota | None:
        return None

    def at_once(self, resource: str, verb: Verb) -> int:
        del resource, verb
        return 1

    def all_or_none(self, resource: str, verb: Verb) -> bool:
        del resource, verb
        return True

    async def write_together(self, resource: str, requests: Sequence[Request]) -> tuple[Item, ...]:
        raise NotPossible(f"{len(requests)} writes of {resource} at once")

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        assert not together
        headers = {"idempotency-key": key} if key else {}
        return Request("POST", f"/{resource}", headers=headers, body=json.dumps(body, sort_keys=True).encode())

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        assert not together
        changed = {name: value for name, value in body.items() if before.body.get(name, "?") != value}
        headers = {"if-match": before.version} if self.ability.version and before.version else {}
        return Request("PATCH", f"/{resource}/{before.id}", headers=headers, body=json.dumps(changed).encode())

    def delete_request(self, resource: str, before: Item) -> Request:
        return Request("DELETE", f"/{resource}/{before.id}")

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:
        body = {str(field): value} if field else {}
        return Request("POST", f"/{resource}/{before.id}/archive", body=json.dumps(body).encode())

    def restore_request(self, resource: str, before: Item) -> Request:
        if not self.ability.restores:
            raise NotPossible("no such request")
        return Request("POST", f"/{resource}/{before.id}/restore")

    async def write(self, resource: str, request: Request) -> Written:
        self.point()
        self._reach(sent=False)
        self.before_write(request)
        self.log.append((request.method, resource, request.path))
        written = self.apply(resource, request)
        self.point()
        self.after_write(request)
        return written

    async def reachable(self) -> bool:
        return not self.down

    async def aclose(self) -> None:
        """Nothing to let go of."""

    def _reach(self, *, sent: bool = False) -> None:
        self.reads += 1
        if self.down:
            raise Unreachable("connection refused", sent=sent)

    def apply(self, resource: str, request: Request) -> Written:
        key = request.headers.get("idempotency-key")
        if key and key in self.keys:
            return self.keys[key]
        parts = request.path.strip("/").split("/")
        body = json.loads(request.body or b"{}")
        self.bodies.append(body)
        body = self.rewrite(body)
        if request.method == "POST" and len(parts) == 1:
            item_id = self.add(resource, **body)
            written = Written(201, item_id, self.items[resource][item_id] if self.ability.answers_item else None)
            if key:
                self.keys[key] = written
            return written
        item = self.items.get(resource, {}).get(parts[1])
        if item is None or (item.deleted and not self.ability.bin):
            raise Refused("not found", status=404)
        if parts[-1] == "restore":
            self.restore(resource, parts[1])
            return Written(200, parts[1], self.items[resource][parts[1]])
        if "if-match" in request.headers and request.headers["if-match"] != item.version:
            raise Refused("precondition failed", status=412)
        if request.method == "DELETE":
            self.remove(resource, parts[1])
            return Written(204, parts[1], None)
        if parts[-1] == "archive":
            self.edit(resource, parts[1], **body)
            self.items[resource][parts[1]] = self.items[resource][parts[1]]._replace(archived=True)
        else:
            self.edit(resource, parts[1], **body)
        return Written(200, parts[1], self.items[resource][parts[1]] if self.ability.answers_item else None)


def profile_of(side: Side, ability: Ability) -> SystemProfile:
    """What is known of a fake system."""
    names = ("contacts", "invoices") if side is Side.LEFT else ("partners", "bills")
    deletes = sure(DeleteVisibility(DeletesSeen.TOMBSTONE if ability.tombstones else DeletesSeen.NONE))
    records = tuple(
        RecordProfile(
            name=name,
            fields=tuple(
                FieldProfile(Path.of(one), FieldType.STRING, nullable=True, read_only=one == "id")
                for one in FIELDS[name]
            ),
            since=sure(SinceFilter("since")) if ability.since else RecordProfile(name).since,
            deletes=deletes,
            stamp_resolution_s=sure(0.001),
            idempotency_header=sure("idempotency-key") if ability.keys else RecordProfile(name).idempotency_header,
            merged_ids=sure(Path.of("note")) if ability.merged_ids else RecordProfile(name).merged_ids,
            version=sure("etag") if ability.version else RecordProfile(name).version,
        )
        for name in names
    )
    return SystemProfile(name=side.value, records=records)


@cache
def compiled(text: str) -> tuple[Document, dict[str, RecordMapping]]:
    """The document and its mappings."""
    document = read(text, "test.interlock.md").document
    left, right = (profile_of(side, Ability()) for side in (Side.LEFT, Side.RIGHT))
    mappings = {}
    for row in document.records:
        one, other = left.record(row.resource(Side.LEFT)), right.record(row.resource(Side.RIGHT))
        assert one is not None
        assert other is not None
        mappings[row.name] = compile_record(row, one, other, document.tables, document.path).mapping
    return document, mappings


@dataclass
class World:
    """Two systems, what is between them, and what people are told."""

    file: File
    settings: dict[str, str] = field(default_factory=dict)
    left_can: Ability = field(default_factory=Ability)
    right_can: Ability = field(default_factory=Ability)
    go_live: datetime | None = None

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.alerts = Alerts()
        self.left = FakePeer(Side.LEFT, self.clock, self.left_can, "a")
        self.right = FakePeer(Side.RIGHT, self.clock, self.right_can, "b")
        self.points = Points()
        self.left.point = self.right.point = self.points
        self.ledger = PointedLedger(self.file, "test", self.points)
        self.integration = self.start()

    def start(self, ledger: Ledger | None = None, records: Sequence[str] | None = None) -> Integration:
        """A new process on the same ledger, or on another one; it runs all records or those."""
        document, mappings = compiled(DOCUMENT.format(**{**DEFAULTS, **self.settings}))
        environment = Environment("test", "sandbox", str(self.file), {}, self.go_live)
        peers = {Side.LEFT: self.left, Side.RIGHT: self.right}
        kept = self.ledger if ledger is None else ledger
        return Integration(document, mappings, peers, kept, self.clock, self.alerts, environment, records=records)

    def restart(self, *, later_s: float = 200) -> None:
        """The process died; a new one begins on what is on disk."""
        self.ledger.close()
        self.clock.passes(seconds=later_s)
        self.points = Points()
        self.left.point = self.right.point = self.points
        self.ledger = PointedLedger(self.file, "test", self.points)
        self.integration = self.start()

    async def settle(self, cycles: int = 4) -> None:
        """Let time pass and cycles run until nothing waits any more."""
        for _ in range(cycles):
            self.clock.passes(minutes=11)
            await self.integration.cycle()

    async def crash_at(self, point: int) -> bool:
        """One cycle that dies at that boundary, and a new process; whether it came that far."""
        self.points.crash_at = self.points.count + point
        with suppress(Crash):
            await self.integration.cycle()
        came = self.points.dead
        self.restart()
        return came

    def writes(self) -> int:
        return len(self.left.log) + len(self.right.log)
