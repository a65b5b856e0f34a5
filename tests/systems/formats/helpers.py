"""Descriptions in other formats, and what the client of production does with a sandbox of what was learned of them."""

from __future__ import annotations

from typing import Any

import orjson
from tests.peers.helpers import START

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.fact import Fact
from interlock.model.path import get, put
from interlock.model.peer import Item, Missing
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.value import JSON
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.systems import Learned, Source, learn_all


def learned(**files: bytes | str | dict[str, Any]) -> Learned:
    """What is learned of files together; `__` in a name stands for the dot before its ending."""
    sources = [
        Source(name.replace("__", "."), content if isinstance(content, bytes) else _bytes(content))
        for name, content in files.items()
    ]
    return learn_all("System", sources)


def _bytes(content: str | dict[str, Any]) -> bytes:
    return content.encode() if isinstance(content, str) else orjson.dumps(content)


def record_of(found: Learned, name: str) -> RecordProfile:
    """The record of that name."""
    record = found.profile.record(name)
    assert record is not None, [r.name for r in found.profile.records]
    return record


def told(fact: Fact[Any]) -> str:
    """A fact as `value, how sure, where`."""
    where = fact.evidence[0].pointer if fact.evidence else ""
    return f"{fact.value}, {fact.confidence}, {where}"


def works(profile: SystemProfile, resource: str, *, field: str, value: JSON, many: int = 120) -> Sandbox:
    """List, create, get, change and delete items by the client, against a sandbox of the profile; the sandbox after."""
    made: list[Sandbox] = []

    async def run(clock: VirtualClock) -> None:
        sandbox = Sandbox(profile, clock, seed=7)
        made.append(sandbox)
        sandbox.populate(resource, many)
        peer = HttpPeer(profile, InProcessTransport(sandbox, clock), clock, sandbox.credential)
        shown = [item.id async for page in peer.pages(resource, since=None) for item in page.items]
        assert sorted(shown) == sorted(item.id for item in sandbox.store.items(resource))
        assert len(shown) == many
        body = sandbox.believable(resource)
        written = await peer.write(resource, peer.create_request(resource, body, key=None))
        assert written.id is not None
        found = await peer.get(resource, written.id)
        assert isinstance(found, Item)
        path = next(f.path for f in sandbox.store.shelf(resource).record.fields if str(f.path) == field)
        await peer.write(resource, peer.update_request(resource, found, put(found.body, path, value)))
        changed = await peer.get(resource, written.id)
        assert isinstance(changed, Item)
        assert get(changed.body, path) == value
        await peer.write(resource, peer.delete_request(resource, changed))
        assert await peer.get(resource, written.id) is Missing.GONE
        assert len(sandbox.store.items(resource)) == many
        await peer.aclose()

    run_virtual(run, start=START)
    return made[0]


def har(*entries: dict[str, Any]) -> dict[str, Any]:
    """A HAR file."""
    return {"log": {"version": "1.2", "creator": {"name": "test", "version": "1"}, "entries": list(entries)}}


def entry(
    method: str, url: str, answer: Any, *, status: int = 200, body: Any = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """One recorded request with its answer."""
    text = "" if answer is None else orjson.dumps(answer).decode()
    request: dict[str, Any] = {
        "method": method,
        "url": url,
        "headers": [{"name": k, "value": v} for k, v in (headers or {}).items()],
    }
    if body is not None:
        request["postData"] = {"mimeType": "application/json", "text": orjson.dumps(body).decode()}
    content = {"mimeType": "application/json" if text else "", "text": text}
    return {"request": request, "response": {"status": status, "headers": [], "content": content}}
