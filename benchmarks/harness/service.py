"""Both systems as one process: as little between the wire and the answer as Python allows.

    python -m benchmarks.harness.service --records 100000

Prints the port it listens on, and serves until its standard input is closed. Lists are pages of ready-made bytes. Under
`/_` stand what the benchmark needs and no system has: moving the clock, changing records, starting anew.
"""

from __future__ import annotations

import argparse
import asyncio
import bisect
import sys
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import cast
from urllib.parse import parse_qsl

import orjson
from benchmarks.harness.systems import PAGE, client

_READY_MADE = 2000
"""So many pages are kept ready; of longer lists a page is made when it is asked for, which takes some 50 µs."""


class Clock:
    """The service's time, which can be moved."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)
        self._made = datetime.min.replace(tzinfo=UTC)
        self.stamp = b""
        self.header = b""
        self.tick()

    def tick(self) -> None:
        """Look at the time; stamps are made anew each 10 ms, which is fine enough for whoever reads them."""
        now = datetime.now(UTC) + self.ahead
        if now - self._made < timedelta(milliseconds=10) and now >= self._made:
            return
        self._made = now
        self.stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z").encode()
        self.header = format_datetime(now, usegmt=True).encode()


class Clients:
    """The left system: so many records, some of them changed since."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.changed: dict[int, bytes] = {}
        self.log: list[tuple[bytes, int]] = []
        parts = client("%d").split(b"%d")
        self._each = len(parts) - 1
        self._page = b",".join([client("%d")] * PAGE)
        self._pages: dict[int, bytes] = {}

    def page(self, start: int) -> bytes:
        """The records from `start` on, as a list's answer."""
        ready = self._pages.get(start)
        if ready is not None:
            return ready
        end = min(start + PAGE, self.count)
        if end - start == PAGE and not any(number in self.changed for number in range(start, end)):
            numbers = [number for number in range(start, end) for _ in range(self._each)]
            inner = self._page % tuple(numbers)
        else:
            inner = b",".join(self.one(number) for number in range(start, end))
        made = b'{"data":[' + inner + b'],"next_cursor":' + (b'"%d"' % end if end < self.count else b"null") + b"}"
        if len(self._pages) < _READY_MADE:
            self._pages[start] = made
        return made

    def one(self, number: int) -> bytes:
        """One record."""
        return self.changed.get(number) or client(number)

    def since(self, stamp: bytes, start: int) -> bytes:
        """The records changed from that moment on."""
        first = bisect.bisect_left(self.log, (stamp, 0))
        numbers = list(dict.fromkeys(number for _, number in self.log[first:]))
        some = numbers[start : start + PAGE]
        more = start + PAGE < len(numbers)
        inner = b",".join(self.changed[number] for number in some)
        return b'{"data":[' + inner + b'],"next_cursor":' + (b'"%d"' % (start + PAGE) if more else b"null") + b"}"

    def change(self, every: int, stamp: bytes) -> int:
        """Change each so-manieth record; how many that were."""
        version = len(self.log)
        numbers = range(0, self.count, every)
        for number in numbers:
            self.changed[number] = client(number, note=f"changed {version}", stamp=stamp.decode())
            self.log.append((stamp, number))
            self._pages.pop(number - number % PAGE, None)
        return len(numbers)


class Accounts:
    """The right system: what was created there, in the order of it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.log: list[tuple[bytes, int]] = []

    def create(self, body: bytes, stamp: bytes) -> bytes:
        """The new record as it is answered; what was sent is not looked into."""
        number = len(self.bodies)
        made = b'{"id":"A%d","updated_at":"%s","created_at":"%s",%s' % (number, stamp, stamp, body.lstrip()[1:])
        self.bodies.append(made)
        self.log.append((stamp, number))
        return made

    def change(self, number: int, body: bytes, stamp: bytes) -> bytes:
        """The record with what was sent put over it."""
        found = orjson.loads(self.bodies[number])
        found.update(orjson.loads(body))
        found["updated_at"] = stamp.decode()
        self.bodies[number] = orjson.dumps(found)
        self.log.append((stamp, number))
        return self.bodies[number]

    def page(self, start: int) -> bytes:
        """The records from `start` on."""
        end = min(start + PAGE, len(self.bodies))
        inner = b",".join(self.bodies[start:end])
        following = b'"%d"' % end if end < len(self.bodies) else b"null"
        return b'{"data":[' + inner + b'],"next_cursor":' + following + b"}"

    def since(self, stamp: bytes, start: int) -> bytes:
        """The records changed from that moment on."""
        first = bisect.bisect_left(self.log, (stamp, 0))
        numbers = list(dict.fromkeys(number for _, number in self.log[first:]))
        some = numbers[start : start + PAGE]
        more = start + PAGE < len(numbers)
        inner = b",".join(self.bodies[number] for number in some)
        return b'{"data":[' + inner + b'],"next_cursor":' + (b'"%d"' % (start + PAGE) if more else b"null") + b"}"


class Service:
    """Both systems and the time."""

    def __init__(self, count: int) -> None:
        self.clock = Clock()
        self.clients = Clients(count)
        self.accounts = Accounts()

    def answer(self, method: bytes, target: bytes, body: bytes) -> tuple[bytes, bytes]:
        """Status and body."""
        self.clock.tick()
        path, _, query = target.partition(b"?")
        if method == b"POST" and path == b"/accounts":
            return b"201 Created", self.accounts.create(body, self.clock.stamp)
        asked = dict(parse_qsl(query.decode())) if query else {}
        if method == b"GET" and path in {b"/clients", b"/accounts"}:
            of = self.clients if path == b"/clients" else self.accounts
            start = int(asked.get("cursor", 0))
            since = asked.get("updated_since")
            return b"200 OK", of.page(start) if since is None else of.since(_sortable(since), start)
        if method == b"POST" and path == b"/accounts/batch":
            made = [self.accounts.create(orjson.dumps(one), self.clock.stamp) for one in orjson.loads(body)]
            return b"201 Created", b"[" + b",".join(made) + b"]"
        if path.startswith(b"/_"):
            return b"200 OK", self._told(path, asked)
        return self._one(method, path, body)

    def _one(self, method: bytes, path: bytes, body: bytes) -> tuple[bytes, bytes]:
        _, record, item = path.split(b"/", 2)
        if record == b"clients" and method == b"GET":
            return b"200 OK", self.clients.one(int(item))
        number = int(item[1:])
        if method == b"PATCH":
            return b"200 OK", self.accounts.change(number, body, self.clock.stamp)
        return b"200 OK", self.accounts.bodies[number]

    def _told(self, path: bytes, asked: dict[str, str]) -> bytes:
        if path == b"/_clock":
            self.clock.ahead += timedelta(seconds=float(asked["ahead_s"]))
            self.clock.tick()
        elif path == b"/_change":
            return b"%d" % self.clients.change(int(asked["every"]), self.clock.stamp)
        elif path == b"/_anew":
            self.clients = Clients(int(asked["records"]))
            self.accounts = Accounts()
        return b"%d" % len(self.accounts.bodies)


def _sortable(since: str) -> bytes:
    """The moment as the stamps are written."""
    at = datetime.fromisoformat(since).astimezone(UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z").encode()


class Wire(asyncio.Protocol):
    """One connection."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by its class

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        data = self._rest + data if self._rest else data
        while data:
            head = data.find(b"\r\n\r\n")
            if head < 0:
                break
            end = head + 4 + _length(data, head)
            if len(data) < end:
                break
            method, target, _ = data[: data.find(b"\r\n")].split(b" ", 2)
            status, body = self._service.answer(method, target, data[head + 4 : end])
            self._transport.write(
                b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nDate: %s\r\nContent-Length: %d\r\n\r\n%s"
                % (status, self._service.clock.header, len(body), body)
            )
            data = data[end:]
        self._rest = data


def _length(data: bytes, head: int) -> int:
    """The length of the body that the head tells."""
    at = data.find(b"ontent-", 0, head)
    while at >= 0:
        if data[at + 7 : at + 14].lower() == b"length:":
            return int(data[at + 14 : data.find(b"\r\n", at)])
        at = data.find(b"ontent-", at + 7, head)
    return 0


async def serve(count: int) -> None:
    """Serve until standard input is closed."""
    service = Service(count)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(service), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    stopped = asyncio.Event()

    def until_closed() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(stopped.set)

    threading.Thread(target=until_closed, daemon=True).start()
    await stopped.wait()
    server.close()


def main() -> int:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    import uvloop  # noqa: PLC0415 - only the benchmark has it

    uvloop.run(serve(parser.parse_args().records))
    return 0


if __name__ == "__main__":
    sys.exit(main())
