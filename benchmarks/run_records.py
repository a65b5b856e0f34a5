"""How fast a first run is: records a second, against the same client reading and writing without an engine.

    python benchmarks/run_records.py [--records 10000] [--transport in-process|http|both]

Each figure is a ratio to the raw client of the same run: pages read and items written one by one through the same
`HttpPeer`, to the same sandbox, without mapping, ledger or decisions. The ledger is a file with the settings of
production (WAL, synchronous FULL).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.adapters.sqlite_ledger import SqliteLedger
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.transports.socket import SocketTransport
from interlock.document import read
from interlock.journeys.running import Silent
from interlock.mapping import compile_record
from interlock.model.environment import Environment
from interlock.model.fact import Fact
from interlock.model.http import Transport
from interlock.model.peer import Peer
from interlock.model.profile import SystemProfile
from interlock.model.value import Body, Side
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.sync import Integration
from interlock.systems import learn

AT_ONCE = 8

DOCUMENT = """---
interlock: 1
version: 1.0.0
---

# Clients reach the books

## Systems

| System | Company | What it is | API description |
| --- | --- | --- | --- |
| Desk | A | crm | [desk](desk.yaml) |
| Books | B | accounting | [books](books.yaml) |

## Data map

| Record | Desk | Books | Source of truth | Direction | On conflict | On delete | Matched by | Create missing | Starting | How often |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Client | `clients` | `accounts` | Desk | → | source of truth wins | keep | `mail` = `email` | in Books | all | every 5 minutes |

## Field mapping

### Client

| Desk | Direction | Books | Rule | Notes |
| --- | --- | --- | --- | --- |
| `mail` | → | `email` | e-mail address | |
| `first`, `last` | → | `name` | join with a space | |
| `limit_cents` | → | `limit` | cents to amount in `currency` | |
| `currency` | → | `currency` | | |
| `since` | → | `since` | date in Europe/Berlin | |
| `note` | → | `remark` | | |
| `level` | → | `level` | `a` = `gold`, `b` = `silver` | |
| `city` | → | `city` | upper case | |
"""


def api(record: str, fields: str, list_of: str) -> bytes:
    """An API description with one record."""
    return f"""openapi: 3.1.0
info: {{title: Benchmark, version: "1"}}
servers: [{{url: "https://api.example.com"}}]
components:
  securitySchemes: {{key: {{type: http, scheme: bearer}}}}
  schemas:
    Item:
      type: object
      properties:
        id: {{type: string, readOnly: true}}
        updated_at: {{type: string, format: date-time, readOnly: true, example: "2026-01-01T00:00:00.000Z"}}
        created_at: {{type: string, format: date-time, readOnly: true}}
{fields}
security: [{{key: []}}]
paths:
  /{record}:
    get:
      parameters:
        - {{name: cursor, in: query, schema: {{type: string}}}}
        - {{name: limit, in: query, schema: {{type: integer, maximum: 100, default: 100}}}}
        - {{name: updated_since, in: query, description: changed at or after, schema: {{type: string, format: date-time}}}}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  {list_of}: {{type: array, items: {{$ref: "#/components/schemas/Item"}}}}
                  next_cursor: {{type: [string, "null"]}}
    post:
      parameters: [{{name: Idempotency-Key, in: header, schema: {{type: string}}}}]
      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}
      responses: {{"201": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
  /{record}/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get:
      responses: {{"200": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
    patch:
      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}
      responses: {{"200": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
""".encode()


DESK = api(
    "clients",
    "\n".join(
        f"        {name}: {{type: {kind}}}"
        for name, kind in {
            "mail": "string", "first": "string", "last": "string", "limit_cents": "integer", "currency": "string",
            "since": "string, format: date-time", "note": "string", "level": "string", "city": "string",
            "history": "string",
        }.items()
    ),
    "clients",
)  # fmt: skip
BOOKS = api(
    "accounts",
    "\n".join(
        f"        {name}: {{type: {kind}}}"
        for name, kind in {
            "email": "string", "name": "string", "limit": "number", "currency": "string",
            "since": "string, format: date", "remark": "string", "level": "string", "city": "string",
        }.items()
    ),
    "data",
)  # fmt: skip


def profile(name: str, description: bytes) -> SystemProfile:
    """What is learned, without a limit of requests."""
    learned = learn(name, description, file=f"{name}.yaml")
    assert not learned.findings, learned.findings
    return replace(learned.profile, rate_limit=Fact())


@asynccontextmanager
async def joined(transport: str, sandboxes: Mapping[Side, Sandbox]) -> AsyncIterator[dict[Side, Peer]]:
    """A peer for each sandbox, over the wanted transport."""
    servers: list[SandboxServer] = []
    peers: dict[Side, Peer] = {}
    for side, sandbox in sandboxes.items():
        carrier: Transport = InProcessTransport(sandbox)
        if transport == "http":
            server = SandboxServer(sandbox)
            carrier = SocketTransport(await server.start())
            servers.append(server)
        peers[side] = HttpPeer(sandbox.profile, carrier, SystemClock(), sandbox.credential)
    try:
        yield peers
    finally:
        for peer in peers.values():
            await peer.aclose()
        for server in servers:
            await server.stop()


def furnished(count: int) -> dict[Side, Sandbox]:
    """Two sandboxes, the left one with so many items of about 1 KB."""
    left = Sandbox(profile("Desk", DESK), SystemClock())
    right = Sandbox(profile("Books", BOOKS), SystemClock())
    filler = "x" * 600
    for number in range(count):
        left.store.insert(
            "clients",
            {
                "mail": f"client{number}@example.com", "first": "Given", "last": f"Family {number}",
                "limit_cents": number * 7, "currency": "EUR", "since": "2026-03-01T10:00:00Z",
                "note": f"note {number}", "level": "ab"[number % 2], "city": "Berlin", "history": filler,
            },
            validate=False,
        )  # fmt: skip
    return {Side.LEFT: left, Side.RIGHT: right}


async def raw(transport: str, count: int) -> float:
    """Seconds to read all pages and write every item, by the same client without an engine."""
    sandboxes = furnished(count)
    async with joined(transport, sandboxes) as peers:
        gate = asyncio.Semaphore(AT_ONCE)

        async def write(number: int) -> None:
            async with gate:
                body: Body = {
                    "email": f"client{number}@example.com",
                    "name": "Given",
                    "remark": "note",
                    "level": "gold",
                }
                request = peers[Side.RIGHT].create_request("accounts", body, key=str(number))
                await peers[Side.RIGHT].write("accounts", request)

        began = time.perf_counter()
        number = 0
        async for page in peers[Side.LEFT].pages("clients", since=None):
            await asyncio.gather(*(write(number + offset) for offset in range(len(page.items))))
            number += len(page.items)
        return time.perf_counter() - began


async def engine(transport: str, count: int) -> tuple[float, float]:
    """Seconds of a first run, and of a quiet one after it."""
    sandboxes = furnished(count)
    reading = read(DOCUMENT, "clients.interlock.md")
    row = reading.document.records[0]
    records = [sandboxes[side].profile.record(row.resource(side)) for side in Side]
    assert records[0] is not None
    assert records[1] is not None
    compiled = compile_record(row, records[0], records[1], (), "clients.interlock.md")
    assert not compiled.findings, compiled.findings
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqliteLedger(str(Path(folder) / "ledger.db"), "bench")
        environment = Environment("bench", "sandbox", "ledger.db", {})
        async with joined(transport, sandboxes) as peers:
            integration = Integration(
                reading.document, {row.name: compiled.mapping}, peers, ledger, SystemClock(), Silent(), environment
            )
            began = time.perf_counter()
            report = await integration.cycle()
            first = time.perf_counter() - began
            assert report.writes == count, (report.writes, report.tally)
            began = time.perf_counter()
            quiet = await integration.cycle()
            assert quiet.writes == 0, quiet.tally
            return first, time.perf_counter() - began


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--transport", choices=["in-process", "http", "both"], default="both")
    arguments = parser.parse_args()
    transports = ["in-process", "http"] if arguments.transport == "both" else [arguments.transport]
    print(f"{arguments.records:,} records, one way, single writes, {AT_ONCE} at once")
    print(f"{'transport':<12}{'raw rec/s':>12}{'first run':>12}{'ratio':>8}{'quiet run rec/s':>18}")
    for transport in transports:
        base = asyncio.run(raw(transport, arguments.records))
        gc.collect()
        first, quiet = asyncio.run(engine(transport, arguments.records))
        count = arguments.records
        print(
            f"{transport:<12}{count / base:>12,.0f}{count / first:>12,.0f}{base / first:>8.2f}{count / quiet:>18,.0f}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB, both sandboxes included")
    return 0


if __name__ == "__main__":
    sys.exit(main())
