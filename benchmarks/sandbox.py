"""How many requests a second a served sandbox answers, against a server that answers a constant.

python benchmarks/sandbox.py [--seconds 3] [--connections 8] [--records 1000]

Both are served by the same adapter in a process of their own, and asked over real HTTP by the same client in another.
Beside requests a second by the clock, which other work on the machine and the client itself slow down, stand those a
second of the server's time on the processor: what one core would answer. The ratio of these says what the sandbox
itself costs: signing in, routing, paging, validating, keeping, its log.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.adapters.loops import run
from interlock.adapters.sandbox_server import SandboxServer
from interlock.model.http import Answer, Request, Responder, Response
from interlock.model.profile import RateLimit
from interlock.sandbox import Sandbox
from interlock.sandbox.operating import Attended
from interlock.systems import learn

ROOT = Path(__file__).resolve().parents[1]
DESCRIPTION = ROOT / "examples" / "orders" / "systems" / "storefront.openapi.yaml"


class Constant:
    """Answers everything with the same few bytes."""

    def __init__(self, size: int) -> None:
        body = json.dumps({"data": "x" * size}).encode()
        self._answer = Answer(Response(200, {"content-type": "application/json"}, body))

    def answer(self, _request: Request) -> Answer:
        """The constant."""
        return self._answer


def _sandbox(records: int) -> tuple[Sandbox, dict[str, str]]:
    profile = learn("Storefront", DESCRIPTION.read_bytes(), file=DESCRIPTION.name).profile
    sandbox = Sandbox(profile, SystemClock(), rate_limit=RateLimit(1_000_000_000, 60.0))
    sandbox.populate("customers", records)
    scheme = (profile.auth.value or ())[0]
    return sandbox, {scheme.parameter: sandbox.credential.reveal("token") or ""}


def _serve(pipe: Connection, records: int, constant: int | None) -> None:
    async def served() -> None:
        responder: Responder
        if constant is not None:
            responder, told = Constant(constant), {"headers": {}, "ids": ["1"]}
        else:
            sandbox, headers = _sandbox(records)
            responder = Attended(sandbox)
            told = {"headers": headers, "ids": [item.id for item in sandbox.store.items("customers")]}
        async with SandboxServer(responder) as server:
            pipe.send({**told, "port": int(server.address.rsplit(":", 1)[1])})
            while await asyncio.get_running_loop().run_in_executor(None, pipe.recv) == "time":
                pipe.send(time.process_time())

    run(served())


Raw = Callable[[int], bytes]


async def _ask(port: int, raw: Raw, until: float, start: int) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done = 0
    while time.perf_counter() < until:
        writer.write(raw(start + done))
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        if status >= 400:
            raise SystemExit(f"it answered {status}: {head!r}")
        length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
        await reader.readexactly(int(length.split(b":")[1]))
        done += 1
    writer.close()
    return done


async def _measured(port: int, raw: Raw, seconds: float, connections: int) -> tuple[float, int]:
    """Requests a second, and how many there were."""
    began = time.perf_counter()
    counts = await asyncio.gather(
        *(_ask(port, raw, began + seconds, number * 1_000_003) for number in range(connections))
    )
    return sum(counts) / (time.perf_counter() - began), sum(counts)


def _raw(method: str, path: Callable[[int], str], headers: dict[str, str], body: Callable[[int], bytes] | None) -> Raw:
    shown = "".join(f"{name}: {value}\r\n" for name, value in headers.items())

    def made(number: int) -> bytes:
        data = body(number) if body is not None else b""
        kind = f"content-type: application/json\r\ncontent-length: {len(data)}\r\n" if data else ""
        return f"{method} {path(number)} HTTP/1.1\r\nhost: 127.0.0.1\r\n{shown}{kind}\r\n".encode() + data

    return made


def _cases(told: dict[str, object]) -> dict[str, Raw]:
    headers, ids = told["headers"], told["ids"]
    assert isinstance(headers, dict)
    assert isinstance(ids, list)

    def one(number: int) -> str:
        return f"/customers/{ids[number % len(ids)]}"

    def new(number: int) -> bytes:
        name = {"email": f"x{number}@example.com", "first_name": "Ann", "last_name": "Lee"}
        return json.dumps({"customer": name}).encode()

    return {
        "get one": _raw("GET", one, headers, None),
        "list 20": _raw("GET", lambda n: f"/customers?per_page=20&page={n % 40 + 1}", headers, None),
        "create": _raw("POST", lambda _n: "/customers", headers, new),
        "update": _raw("PATCH", one, headers, lambda n: json.dumps({"customer": {"note": f"note {n}"}}).encode()),
    }


def _in_a_process(records: int, constant: int | None) -> tuple[multiprocessing.Process, Connection, dict[str, object]]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(there, records, constant))
    process.start()
    return process, here, here.recv()


def _processor(pipe: Connection) -> float:
    """The seconds that the server has used of the processor."""
    pipe.send("time")
    return float(pipe.recv())


def main(arguments: list[str]) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--records", type=int, default=1_000)
    given = parser.parse_args(arguments)
    rates: dict[str, tuple[float, float]] = {}
    for constant in (300, None):
        process, pipe, told = _in_a_process(given.records, constant)
        cases = _cases(told) if constant is None else {"constant": _raw("GET", lambda _n: "/x", {}, None)}
        for name, raw in cases.items():
            port = told["port"]
            assert isinstance(port, int)
            before = _processor(pipe)
            rate, count = run(_measured(port, raw, given.seconds, given.connections))
            rates[name] = rate, count / (_processor(pipe) - before)
        pipe.send("end")
        process.join(10)
    for name, (rate, on_a_core) in rates.items():
        share = on_a_core / rates["constant"][1]
        sys.stdout.write(f"{name:10} {rate:7,.0f} a second, {on_a_core:7,.0f} on a core: {share:4.0%} of a constant\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
