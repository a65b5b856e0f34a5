"""Items whose values are compared: from files, or from the first page of a list; they are neither kept nor shown."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import orjson

from interlock.adapters import files, loops
from interlock.adapters.clocks import SystemClock
from interlock.errors import InputError
from interlock.journeys.connect import peer_of
from interlock.journeys.project import Project
from interlock.model.value import JSON, Body, Side

_MOST_ITEMS, _LARGEST = 200, 50_000_000


def samples_in(path: Path) -> tuple[Body, ...]:
    """The items of a file: a JSON list of objects, an object that holds one, one object, or an object in each line.

    Raises:
        InputError: it is none of these.
        UsageError: it is not there.
    """
    data = files.read(path, what="file of samples", largest=_LARGEST)
    try:
        found = _items(orjson.loads(data))
    except ValueError:
        found = _lines(data)
    if not found:
        raise InputError(
            f"`{path}` holds no items", hint="a JSON list of objects is expected, or one JSON object in each line"
        )
    return tuple(found[:_MOST_ITEMS])


def _items(said: JSON) -> list[Body]:
    if isinstance(said, dict):
        lists = [
            value for value in said.values() if isinstance(value, list) and any(isinstance(one, dict) for one in value)
        ]
        return _items(max(lists, key=len)) if lists and len(said) <= 8 else [said]
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def _lines(data: bytes) -> list[Body]:
    found: list[Body] = []
    for line in data.splitlines():
        if line.strip():
            try:
                found += [one] if isinstance(one := orjson.loads(line), dict) else []
            except ValueError:
                return []
    return found


def samples_from(project: Project, env: str | None, side: Side, resource: str) -> tuple[Body, ...]:
    """The items of the first page that a system lists in an environment; nothing is written there.

    Raises:
        UsageError: there is no such environment.
        SettingsError: it does not say how to reach the system, or a secret is missing.
        SystemFault: the system does not list them.
    """
    return loops.run(_first_page(project, env, side, resource))


async def _first_page(project: Project, env: str | None, side: Side, resource: str) -> tuple[Body, ...]:
    peer = peer_of(project, project.environment(env), side, SystemClock(), None)
    try:
        pages = peer.pages(resource, since=None)
        first = await anext(pages, None)
        if isinstance(pages, AsyncGenerator):
            await pages.aclose()
        items = first.items if first is not None else ()
        return tuple(item.body for item in items[:_MOST_ITEMS] if not item.deleted)
    finally:
        await peer.aclose()
