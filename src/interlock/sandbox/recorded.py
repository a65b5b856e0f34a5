"""A sandbox that begins with what a real system answered, and makes further items like those."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from interlock.model.path import Path, get
from interlock.model.profile import RecordProfile, SystemProfile, Verb
from interlock.model.value import ABSENT, JSON, Body
from interlock.sandbox.believable.likeness import likeness_of
from interlock.sandbox.envelope import envelope
from interlock.sandbox.ids import like
from interlock.sandbox.index import text_of
from interlock.sandbox.routes import Route, Router
from interlock.sandbox.sandbox import Sandbox
from interlock.sandbox.stamps import moment
from interlock.systems.recorded import Recorded

_SHOWS_ITEMS = {Verb.LIST, Verb.SEARCH, Verb.GET, Verb.CREATE, Verb.UPDATE, Verb.UPSERT, Verb.BULK_CREATE}
_MOST_ITEMS = 100_000


@dataclass(slots=True)
class Seeded:
    """What became of a recording: the items by resource, and how many answers showed none that is known."""

    items: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    unknown: int = 0


@dataclass(slots=True)
class _Found:
    body: Body
    scope: dict[str, str]


def seed(sandbox: Sandbox, answers: Iterable[Recorded]) -> Seeded:
    """Put the items of recorded answers into a sandbox; of an item that was shown several times, what was shown last.

    Items that are made later have ids of that shape, and their optional fields as often as those had them.
    """
    seeded = Seeded()
    finder = _Finder(sandbox.profile)
    found: dict[str, dict[str, _Found]] = {}
    for answer in answers:
        seeded.answers += 1
        shown = finder.items(answer)
        seeded.unknown += not shown
        for record, item_id, one in shown:
            known = found.setdefault(record, {})
            if item_id in known:
                one = _Found({**known[item_id].body, **one.body}, {**known[item_id].scope, **one.scope})  # noqa: PLW2901
            if item_id in known or len(known) < _MOST_ITEMS:
                known[item_id] = one
    for name, items in found.items():
        _keep(sandbox, name, items)
        seeded.items[name] = len(items)
    return seeded


def _keep(sandbox: Sandbox, name: str, items: dict[str, _Found]) -> None:
    shelf = sandbox.store.shelf(name)
    record = shelf.record
    for item_id, one in sorted(items.items(), key=lambda pair: _made_at(sandbox, record, pair[1].body)):
        if item_id in shelf.items:
            continue
        at = _made_at(sandbox, record, one.body)
        sandbox.store.insert(name, one.body, validate=False, at=at, scope=one.scope)
        changed = _moment(record.updated_at.value, one.body)
        if changed is not None and changed > at:
            sandbox.store.change(name, item_id, {}, at=changed)
    shelf.ids = like(shelf.ids, list(items))
    sandbox.store.resemble(name, likeness_of([one.body for one in items.values()], record))


def _made_at(sandbox: Sandbox, record: RecordProfile, body: Body) -> datetime:
    for path in (record.created_at.value, record.updated_at.value):
        at = _moment(path, body)
        if at is not None:
            return at
    return sandbox.store.now()


def _moment(path: Path | None, body: Body) -> datetime | None:
    found = get(body, path) if path is not None else None
    return None if found is ABSENT else moment(found)


class _Finder:
    """Finds the items in answers, by the operation that was asked, or one whose path ends like it."""

    def __init__(self, profile: SystemProfile) -> None:
        self._router = Router(profile)
        self._records = {record.name: record for record in profile.records}
        operations = [(record.name, one) for record in profile.records for one in record.operations]
        self._routes = [Route(name, one, ()) for name, one in operations if one.verb in _SHOWS_ITEMS]

    def items(self, answer: Recorded) -> list[tuple[str, str, _Found]]:
        """Resource, id and body of each item that an answer shows."""
        route, scope = self._asked(answer)
        if route is None or not isinstance(answer.answer, dict | list):
            return []
        record = self._records[route.resource]
        within = envelope(route.operation.records_path).within(answer.answer)
        shown = within if isinstance(within, list) else [within]
        found: list[tuple[str, str, _Found]] = []
        for body in shown:
            item_id = text_of(get(body, record.id_path)) if isinstance(body, dict) else None
            if isinstance(body, dict) and item_id:
                found.append((route.resource, item_id, _Found(_plain(body), scope)))
        return found

    def _asked(self, answer: Recorded) -> tuple[Route | None, dict[str, str]]:
        match = self._router.find(answer.method, answer.path) if not answer.template else None
        route = next((one for one in match.routes if one.operation.verb in _SHOWS_ITEMS), None) if match else None
        if match is not None and route is not None:
            own = route.own_parameter
            return route, {name: value for name, value in match.values.items() if name != own}
        wanted = _shape(answer.path)
        fitting = (one for one in self._routes if one.operation.method == answer.method)
        return next((one for one in fitting if _shape(one.operation.path)[-len(wanted) :] == wanted), None), {}


def _shape(path: str) -> tuple[str, ...]:
    """The segments of a path, with one sign for every parameter."""
    return tuple("*" if "{" in part else part.casefold() for part in path.strip("/").split("/"))


def _plain(body: Body) -> Body:
    """The body as a value of its own."""
    made: JSON = orjson.loads(orjson.dumps(body))
    return made if isinstance(made, dict) else {}
