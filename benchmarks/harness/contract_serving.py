"""A sandbox served over HTTP for Schemathesis, which also names ids of items that are there."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from interlock.adapters.sandbox_server import SandboxServer
from interlock.model.http import Answer, Request, Responder, Response
from interlock.model.profile import Operation
from interlock.sandbox import Sandbox
from interlock.sandbox.routes import Route

_PARAMETER = re.compile(r"\{([^{}]+)\}")


class There:
    """A sandbox that answers, besides, what stands for the parameters of a path now (`/-/there`)."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._asked = 0
        self._of: dict[tuple[str, str], tuple[str, Operation]] = {}
        self._single: dict[str, str] = {}
        for record in sandbox.profile.records:
            for one in record.operations:
                self._of.setdefault((one.method.upper(), one.path), (record.name, one))
                if one.path.endswith("}") and one.id_in == "path":
                    self._single.setdefault(one.path, record.name)

    def answer(self, request: Request) -> Answer:
        """The sandbox's answer, or the ids."""
        if request.path != "/-/there":
            return self._sandbox.answer(request)
        query = dict(request.query)
        known = orjson.dumps(self._named(query.get("method", "").upper(), query.get("path", "")))
        return Answer(Response(200, {"content-type": "application/json"}, known))

    def _named(self, method: str, path: str) -> dict[str, object]:
        """What stands for the parameters of a path, and the name and value of a version that must be sent."""
        known = self._there(method, path)
        found = self._of.get((method, path))
        version = self._sandbox.store.shelf(found[0]).version_path if found is not None else None
        item = None
        if found is not None and version is not None and found[1].id_in == "path":
            own = found[1].id_param or (_PARAMETER.findall(path) or [""])[-1]
            item = self._sandbox.store.item(found[0], known.get(own, ""))
        told = {str(version): item.version} if item is not None else {}
        return {"path": known, "version": told}

    def _there(self, method: str, path: str) -> dict[str, str]:
        found = self._of.get(("GET" if method == "HEAD" else method, path))
        if found is None or "{" not in path:
            return {}
        resource, operation = found
        names = _PARAMETER.findall(path)
        known: dict[str, str] = {}
        for name in names[:-1]:
            above = self._single.get(path[: path.index(f"{{{name}}}") + len(name) + 2])
            if above is not None:
                known.update(self._some(above, name))
        own = Route(resource, operation, tuple(names)).own_parameter
        if own is not None:
            known.update(self._some(resource, own))
        elif (above := self._single.get(path[: path.rindex("}") + 1])) is not None:
            known.update(self._some(above, names[-1]))
        return known

    def _some(self, resource: str, name: str) -> dict[str, str]:
        """One item's id after the other, with those of its parents."""
        items = self._sandbox.store.items(resource)
        if not items:
            return {}
        self._asked += 1
        item = items[self._asked % len(items)]
        return {**item.scope, name: item.id}


@contextmanager
def served(responder: Responder) -> Iterator[str]:
    """The address at which a responder is served from a thread of its own."""
    ready: list[str] = []
    told, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        async with SandboxServer(responder) as server:
            ready.append(server.address)
            told.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    told.wait(10)
    try:
        yield ready[0]
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join(10)
