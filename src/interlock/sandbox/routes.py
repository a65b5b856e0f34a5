"""Which operation a method and path mean: a tree of path segments, walked once per request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from interlock.model.profile import Operation, SystemProfile, Verb

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_LONGEST_PATH = 4_096
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of one resource, with the names of the parameters in its path."""

    resource: str
    operation: Operation
    parameters: tuple[str, ...]

    @property
    def own_parameter(self) -> str | None:
        """The path parameter that holds the item's id, or None where the path has none."""
        op = self.operation
        if op.id_in != "path" or op.verb in _WITHOUT_ID or not self.parameters:
            return None
        return op.id_param if op.id_param in self.parameters else self.parameters[-1]


_WITHOUT_ID = {Verb.LIST, Verb.CREATE, Verb.SEARCH, Verb.BULK_CREATE, Verb.BULK_UPDATE, Verb.BULK_DELETE}


@dataclass(frozen=True, slots=True)
class Match:
    """Where a request goes: the routes of its method, the values of the path's parameters."""

    routes: tuple[Route, ...]
    values: Mapping[str, str]
    methods: tuple[str, ...]
    """All methods that the path knows; `routes` is empty where the request's is not among them."""


@dataclass(slots=True)
class _Segment:
    named: dict[str, _Segment] = field(default_factory=dict)
    plain: _Segment | None = None
    mixed: list[tuple[re.Pattern[str], _Segment]] = field(default_factory=list)
    routes: dict[str, list[Route]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Router:
    """Finds the routes of a request among all operations of a profile."""

    def __init__(self, profile: SystemProfile) -> None:
        self._root = _Segment()
        self._bases = tuple(sorted({_base(server) for server in profile.servers} - {""}, key=len, reverse=True))
        for record in profile.records:
            for operation in record.operations:
                self._add(record.name, operation)

    def find(self, method: str, path: str) -> Match | None:
        """Where the request goes, or None where the path is not known."""
        if len(path) > _LONGEST_PATH:
            return None
        found = self._walk(_segments(path))
        if found is None:
            base = next((base for base in self._bases if path.startswith(base + "/")), None)
            found = self._walk(_segments(path[len(base) :])) if base is not None else None
        if found is None:
            return None
        segment, values = found
        # What can be got can be looked at without its content (RFC 9110, 9.3.2).
        asked = "GET" if method == "HEAD" and method not in segment.routes else method
        routes = tuple(segment.routes.get(asked, ()))
        names = routes[0].parameters if routes else ()
        return Match(routes, dict(zip(names, values, strict=True)) if names else {}, tuple(sorted(segment.routes)))

    def near(self, method: str, path: str) -> Operation | None:
        """The operation whose path has the most in common with one that may reach none, of the same method if any."""
        here, routes = self._root, None
        for part in ["", *_segments(path[:_LONGEST_PATH])]:
            if part:
                here = here.named.get(unquote(part)) or here.plain or _Segment()
            routes = _below(here) or routes
        found = (routes or {}).get(method) or next(iter((routes or {}).values()), None)
        return found[0].operation if found else None

    def _add(self, resource: str, operation: Operation) -> None:
        here = self._root
        names: list[str] = []
        for part in _segments(operation.path):
            found = _PARAMETER.findall(part)
            names += found
            if not found:
                here = here.named.setdefault(unquote(part), _Segment())
            elif part == f"{{{found[0]}}}":
                here.plain = here.plain or _Segment()
                here = here.plain
            else:
                here = _mixed(here, part)
        here.routes.setdefault(operation.method.upper(), []).append(Route(resource, operation, tuple(names)))

    def _walk(self, parts: list[str]) -> tuple[_Segment, tuple[str, ...]] | None:
        return _descend(self._root, parts, 0, ())


def _descend(
    here: _Segment, parts: list[str], at: int, values: tuple[str, ...]
) -> tuple[_Segment, tuple[str, ...]] | None:
    """The deepest fitting segment; named segments go before parameters (`/things/search` before `/things/{id}`)."""
    if at == len(parts):
        return (here, values) if here.routes else None
    part = unquote(parts[at])
    named = here.named.get(part)
    if named is not None:
        found = _descend(named, parts, at + 1, values)
        if found is not None:
            return found
    for pattern, below in here.mixed:
        fitting = pattern.fullmatch(part)
        if fitting is not None:
            found = _descend(below, parts, at + 1, (*values, *fitting.groups()))
            if found is not None:
                return found
    if here.plain is not None and part:
        return _descend(here.plain, parts, at + 1, (*values, part))
    return None


def _below(here: _Segment) -> dict[str, list[Route]]:
    """The routes of a segment, or of the first below it that has some."""
    for _ in range(_DEEPEST):
        if here.routes:
            return here.routes
        below = next(iter((*here.named.values(), *([here.plain] if here.plain else []))), None)
        if below is None:
            break
        here = below
    return {}


def _mixed(here: _Segment, part: str) -> _Segment:
    pieces = _PARAMETER.split(part)
    text = "".join("([^/]+?)" if i % 2 else re.escape(piece) for i, piece in enumerate(pieces))
    for known, below in here.mixed:
        if known.pattern == text:
            return below
    below = _Segment()
    here.mixed.append((re.compile(text), below))
    return below


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _base(server: str) -> str:
    return urlsplit(server).path.rstrip("/") if "{" not in server else ""


def allowed(methods: Iterable[str]) -> str:
    """The Allow header of a 405 answer."""
    return ", ".join(methods)
