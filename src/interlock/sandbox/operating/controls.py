"""The interface, and the page, with which a running sandbox is looked at and changed.

Any page that a browser shows may send requests to this machine, and a name that an attacker owns may lead here. So the
host must be this machine by its own name, and what changes something must be JSON and must not come from elsewhere:
no browser sends that from another page without asking first, and nobody here says yes.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import orjson

from interlock.errors import InterlockError, UsageError
from interlock.model.http import Request, Response
from interlock.model.value import Body
from interlock.sandbox.answers import answer, problem
from interlock.sandbox.log import Exchange
from interlock.sandbox.operating.page import page
from interlock.sandbox.operating.said import KINDS, read_trouble
from interlock.sandbox.operating.switches import catalogue, with_one, without
from interlock.sandbox.operating.troubles import Standing, Troubles
from interlock.sandbox.sandbox import Sandbox

PLACE = "/__interlock__"
_HERE = {"127.0.0.1", "localhost", "[::1]"}
_MOST_SHOWN = 500
_LARGEST = 200_000
_LONGEST_SHOWN = 4_000
_SAFE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class Controls:
    """Answers whoever runs a sandbox; `forgotten` counts the requests that its log has no more."""

    def __init__(self, sandbox: Sandbox, troubles: Troubles) -> None:
        self._sandbox = sandbox
        self._troubles = troubles
        self.forgotten = 0

    def answer(self, request: Request) -> Response:
        """The answer; never raises."""
        refused = _refused(request)
        if refused is not None:
            return refused
        parts = [unquote(part) for part in request.path.removeprefix(PLACE).strip("/").split("/")]
        if parts == [""] and request.method == "GET":
            shown, headers = page()
            return Response(200, {**headers, **_SAFE}, shown)
        known: dict[tuple[str, str, int], Callable[[Request, list[str]], Response]] = {
            ("GET", "state", 1): self._state,
            ("GET", "requests", 1): self._requests,
            ("GET", "items", 2): self._items,
            ("POST", "items", 2): self._insert,
            ("PATCH", "items", 3): self._change,
            ("DELETE", "items", 3): self._remove,
            ("POST", "faults", 1): self._add,
            ("DELETE", "faults", 1): self._lift_all,
            ("DELETE", "faults", 2): self._lift,
            ("POST", "webhooks", 1): self._listen,
            ("GET", "behaviours", 1): self._behaviours,
            ("POST", "behaviours", 1): self._behave,
            ("DELETE", "behaviours", 1): self._behave_as_described,
            ("DELETE", "behaviours", 2): self._behave_no_longer,
        }
        found = known.get((request.method, parts[0], len(parts)))
        if found is None:
            return problem(404, "there is nothing here", headers=_SAFE)
        try:
            return found(request, parts)
        except InterlockError as wrong:
            return problem(422, f"{wrong}" + (f": {wrong.hint}" if wrong.hint else ""), headers=_SAFE)

    # Looking

    def _state(self, _request: Request, _parts: list[str]) -> Response:
        box = self._sandbox
        counts = {shelf.record.name: len(shelf.live.by_making) for shelf in box.store.shelves()}
        subscribers = [{"address": one.address, "events": sorted(one.events)} for one in box.webhooks.subscribers()]
        told = {
            "system": box.profile.name,
            "now": box.clock.now().isoformat(timespec="seconds"),
            "own_time": box.store.now().isoformat(timespec="seconds"),
            "requests": self.forgotten + len(box.log),
            "resources": [{"name": name, "items": count} for name, count in counts.items()],
            "faults": [_standing(one) for one in reversed(self._troubles.all())],
            "kinds": [example for example, _, _ in KINDS],
            "behaviours": list(box.behaves),
            "webhooks": {"subscribers": subscribers, "waiting": box.webhooks.waiting},
        }
        return answer(200, told, headers=_SAFE)

    def _requests(self, request: Request, _parts: list[str]) -> Response:
        after = _number(request, "after", 0) - self.forgotten
        log = self._sandbox.log
        first = max(0, after, len(log) - _MOST_SHOWN)
        shown = [_exchange(self.forgotten + i + 1, log[i]) for i in range(first, len(log))]
        return answer(200, {"requests": shown, "last": self.forgotten + len(log)}, headers=_SAFE)

    def _items(self, request: Request, parts: list[str]) -> Response:
        shelf = self._sandbox.store.shelf(parts[1])
        first = _number(request, "from", 0)
        keys = shelf.everything.by_making[first : first + 100]
        items = [shelf.items[key[-1]] for key in keys]
        shown = [
            {"id": one.id, "deleted": one.deleted, "version": one.version, "body": orjson.Fragment(one.shown)}
            for one in items
        ]
        return answer(200, {"items": shown, "total": len(shelf.everything.by_making)}, headers=_SAFE)

    def _behaviours(self, _request: Request, _parts: list[str]) -> Response:
        return answer(200, {"behaviours": catalogue(self._sandbox.behaves)}, headers=_SAFE)

    # Changing

    def _insert(self, request: Request, parts: list[str]) -> Response:
        made = self._sandbox.store.insert(parts[1], _body(request))
        return answer(201, {"id": made}, headers=_SAFE)

    def _change(self, request: Request, parts: list[str]) -> Response:
        item = self._sandbox.store.change(parts[1], parts[2], _body(request))
        return answer(200, {"id": item.id, "version": item.version}, headers=_SAFE)

    def _remove(self, _request: Request, parts: list[str]) -> Response:
        self._sandbox.store.remove(parts[1], parts[2])
        return Response(204, _SAFE)

    def _add(self, request: Request, _parts: list[str]) -> Response:
        said = _body(request).get("fault")
        if not isinstance(said, str):
            raise UsageError('send `{"fault": "down for 30 s"}`')
        return answer(201, _standing(self._troubles.add(read_trouble(said))), headers=_SAFE)

    def _lift(self, _request: Request, parts: list[str]) -> Response:
        if not self._troubles.lift(parts[1]):
            raise UsageError(f"there is no fault `{parts[1]}` that is not over")
        return Response(204, _SAFE)

    def _lift_all(self, _request: Request, _parts: list[str]) -> Response:
        return answer(200, {"lifted": self._troubles.lift_all()}, headers=_SAFE)

    def _behave(self, request: Request, _parts: list[str]) -> Response:
        said = _body(request).get("behaviour")
        if not isinstance(said, str):
            raise UsageError('send `{"behaviour": "index_lag=5"}`')
        self._sandbox.behave(with_one(self._sandbox.behaves, said))
        return answer(200, {"behaviours": list(self._sandbox.behaves)}, headers=_SAFE)

    def _behave_no_longer(self, _request: Request, parts: list[str]) -> Response:
        self._sandbox.behave(without(self._sandbox.behaves, parts[1]))
        return answer(200, {"behaviours": list(self._sandbox.behaves)}, headers=_SAFE)

    def _behave_as_described(self, _request: Request, _parts: list[str]) -> Response:
        self._sandbox.behave(())
        return answer(200, {"behaviours": []}, headers=_SAFE)

    def _listen(self, request: Request, _parts: list[str]) -> Response:
        address = _body(request).get("address")
        if not isinstance(address, str) or not address.startswith("http://"):
            raise UsageError('send `{"address": "http://127.0.0.1:8480/..."}`')
        self._sandbox.webhooks.listen(address)
        return answer(201, {"address": address}, headers=_SAFE)


def _refused(request: Request) -> Response | None:
    host = request.headers.get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name not in _HERE:
        return problem(403, "ask for this by the address of this machine", headers=_SAFE)
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
    if (origin is not None and origin != f"http://{host}") or site not in {"none", "same-origin"}:
        return problem(403, "another page may not ask for this", headers=_SAFE)
    kind = request.headers.get("content-type", "").split(";")[0].strip().casefold()
    if request.method in {"POST", "PATCH"} and kind != "application/json":
        return problem(415, "send application/json", headers=_SAFE)
    return None


def _body(request: Request) -> Body:
    try:
        body = orjson.loads(request.body[:_LARGEST])
    except orjson.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise UsageError("the body is no JSON object")
    return body


def _number(request: Request, name: str, default: int) -> int:
    given = next((value for key, value in request.query if key == name), "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else default


def _standing(one: Standing) -> dict[str, object]:
    state = "over" if one.over else "there" if one.begun else "to come"
    until = one.until.isoformat(timespec="seconds") if one.until is not None else None
    since = one.since.isoformat(timespec="seconds")
    return {"id": one.id, "fault": one.trouble.said, "state": state, "since": since, "until": until}


def _exchange(number: int, one: Exchange) -> dict[str, object]:
    query = "&".join(f"{name}={value}" for name, value in one.request.query)
    answered = one.response.body[:_LONGEST_SHOWN].decode(errors="replace") if one.response is not None else ""
    return {
        "number": number,
        "at": one.at.isoformat(timespec="milliseconds"),
        "method": one.request.method,
        "path": one.request.path + (f"?{query}" if query else ""),
        "status": one.status,
        "item": one.item_id,
        "changed": one.applied,
        "fault": one.fault.value if one.fault is not None else None,
        "sent": one.request.body[:_LONGEST_SHOWN].decode(errors="replace"),
        "answered": answered,
    }
