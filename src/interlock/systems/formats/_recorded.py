"""Recorded exchanges drawn as an OpenAPI description: paths, parameters, bodies and answers, no values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interlock.model.fact import Fact
from interlock.model.profile import Paging
from interlock.model.value import JSON
from interlock.systems.formats._exchange import Exchange, Parameter, templated
from interlock.systems.formats._following import paging_seen
from interlock.systems.formats._format import READ_AT
from interlock.systems.formats._seen import Seen
from interlock.systems.words import tokens

_MOST_EXCHANGES = 20_000
_MOST_OPERATIONS = 2_000
# Headers that say nothing of the API: what browsers, proxies and libraries add.
_PLAIN_HEADERS = re.compile(
    r"accept.*|user-agent|host|connection|content-.*|origin|referer|sec-.*|cookie|cache-control|pragma|te|dnt|:.*"
    r"|upgrade.*|if-none-match|if-modified-since|x-requested-with|postman-token|priority|authorization|forwarded"
    r"|x-forwarded-.*|x-request-id|traceparent|tracestate|baggage|via|range|date",
    re.IGNORECASE,
)
_SECRET = re.compile(r"api-?_?key|auth|token|secret|signature|session|password|csrf|xsrf|jwt", re.IGNORECASE)
_KEY_IN_HEADER = re.compile(r"api-?key|auth-?token|access-?token|x-[\w-]*(token|key|secret)$")
_KEY_IN_QUERY = re.compile(r"(api_?key|apikey|access_?token|auth_?token|hapikey)", re.IGNORECASE)
_VERSION = re.compile(r"version", re.IGNORECASE)
_SAFE_VALUE = re.compile(r"v?\d{1,4}([.-]\d{1,4}){0,3}")
_SERVER_MADE = {"id", "_id", "uuid", "guid", "gid", "uid", "etag", "self", "href", "links", "_links"}
_MADE_WORDS = {"created", "updated", "modified", "creation", "modification"}


@dataclass(slots=True)
class _Operation:
    exchanges: list[Exchange] = field(default_factory=list)
    body: Seen | None = None
    forms: dict[str, None] = field(default_factory=dict)
    answers: dict[int, Seen] = field(default_factory=dict)
    empty: dict[int, None] = field(default_factory=dict)
    headers: dict[str, None] = field(default_factory=dict)


def drawn(
    exchanges: Iterable[Exchange],
    *,
    title: str,
    servers: Sequence[str] = (),
    text: str = "",
    schemes: dict[str, JSON] | None = None,
) -> dict[str, JSON]:
    """The drawing of exchanges; `schemes` are the ways to sign in that were said, else headers tell."""
    taken = templated(list(exchanges)[:_MOST_EXCHANGES])
    operations: dict[tuple[str, str], _Operation] = {}
    for exchange in taken:
        key = (_same_path(exchange.path, operations), exchange.method.lower())
        if key in operations or len(operations) < _MOST_OPERATIONS:
            _gather(operations.setdefault(key, _Operation()), exchange)
    shown = _shown(operations)
    _pool(operations)
    paths: dict[str, JSON] = {}
    for (path, method), operation in operations.items():
        item = paths.setdefault(path, {})
        if isinstance(item, dict):
            item[method] = _drawn_operation(path, operation, shown)
    root: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": title, "description": text},
        "servers": [{"url": s} for s in servers],
        "paths": paths,
    }
    schemes = schemes or _schemes(taken)
    if schemes:
        root["components"] = {"securitySchemes": schemes}
        root["security"] = [{name: []} for name in schemes]
    return root


def lists_followed(exchanges: Iterable[Exchange]) -> dict[str, Fact[Paging]]:
    """How lists were read on, by their paths, as far as two pieces of one were recorded after each other."""
    by_path: dict[str, list[Exchange]] = {}
    for exchange in templated(list(exchanges)[:_MOST_EXCHANGES]):
        if exchange.method == "GET" and exchange.has_answer and exchange.status is not None and exchange.status < 300:
            by_path.setdefault(exchange.path, []).append(exchange)
    found = {path: paging_seen(own) for path, own in by_path.items() if len(own) > 1}
    return {path: paging for path, paging in found.items() if paging.known}


def _same_path(path: str, known: dict[tuple[str, str], _Operation]) -> str:
    """The path as it is already known, whatever its parameters are called there."""
    bare = re.sub(r"\{[^{}]*\}", "{}", path)
    return next((p for p, _ in known if p != path and re.sub(r"\{[^{}]*\}", "{}", p) == bare), path)


def _gather(operation: _Operation, exchange: Exchange) -> None:
    operation.exchanges.append(exchange)
    if exchange.has_body:
        operation.body = operation.body or Seen()
        operation.body.add(exchange.body, f"{exchange.read_at}/request/body")
        operation.forms[exchange.form] = None
    status = exchange.status
    if status is None:
        return
    if 200 <= status < 300:
        operation.headers.update(dict.fromkeys(name.casefold() for name in exchange.answer_headers))
    if exchange.has_answer:
        operation.answers.setdefault(status, Seen()).add(exchange.answer, f"{exchange.read_at}/response/body")
    else:
        operation.empty[status] = None


def _shown(operations: dict[tuple[str, str], _Operation]) -> dict[str, Seen]:
    """What one item of a collection looks like where it is read by its id, by the collection's path."""
    found: dict[str, Seen] = {}
    for (path, method), operation in operations.items():
        good = next((s for status, s in operation.answers.items() if 200 <= status < 300), None)
        if good is not None and (method == "get" or path not in found):
            found[path] = good
    return found


def _pool(operations: dict[tuple[str, str], _Operation]) -> None:
    """Let all answers about one collection say together what its items are like."""
    by_collection: dict[str, list[Seen]] = {}
    for (path, _), operation in operations.items():
        collection = re.sub(r"(/\{[^{}]*\})(\.\w+)?$", "", path)
        for status, seen in operation.answers.items():
            if 200 <= status < 300:
                by_collection.setdefault(collection, []).extend(seen.objects())
    for objects in by_collection.values():
        items = [o for o in objects if any(tokens(n)[-1:] in (("id",), ("uuid",), ("key",)) for n in o.properties)]
        best = max(items, key=lambda o: len(o.properties), default=None)
        alike = [o for o in items if best is not None and _alike(o, best)]
        for one in alike:
            if best is not None and one is not best:
                best.absorb(one)
        for one in alike:
            if best is not None:
                one.properties = {name: best.properties.get(name, seen) for name, seen in one.properties.items()}


def _alike(one: Seen, other: Seen) -> bool:
    both = len(set(one.properties) & set(other.properties))
    return both * 2 > max(len(one.properties), 2)


def _drawn_operation(path: str, operation: _Operation, shown: dict[str, Seen]) -> JSON:
    first = operation.exchanges[0]
    drawing: dict[str, JSON] = {
        READ_AT: first.read_at,
        "summary": next((e.summary for e in operation.exchanges if e.summary), ""),
        "description": next((e.text for e in operation.exchanges if e.text), ""),
        "parameters": [*_path_parameters(path, first), *_parameters(operation)],
        "responses": _responses(operation),
    }
    if operation.body is not None:
        schema = operation.body.schema()
        _complete(schema, operation, shown.get(path))
        form = next(iter(operation.forms), "application/json")
        drawing["requestBody"] = {"content": {form: {"schema": schema}}}
    return drawing


def _complete(body: dict[str, JSON], operation: _Operation, shown: Seen | None) -> None:
    """Add to a body what its answer shows: recorded requests send few of the fields that they could send."""
    answer = next((s for status, s in operation.answers.items() if 200 <= status < 300), None) or shown
    if answer is None:
        return
    _add_missing(body, answer, top=True)


def _add_missing(body: dict[str, JSON], answer: Seen, *, top: bool = False) -> None:
    properties = body.get("properties")
    if not isinstance(properties, dict):
        return
    common = [name for name in properties if name in answer.properties]
    if not common:
        # The item may be wrapped on one side only, or on both by the same key.
        inner = [s for s in answer.properties.values() if set(s.properties) & set(properties)]
        if top and len(inner) == 1:
            _add_missing(body, inner[0])
        return
    if top and len(properties) == 1 and answer.properties[common[0]].properties:
        wrapped = properties[common[0]]
        if isinstance(wrapped, dict):
            _add_missing(wrapped, answer.properties[common[0]])
        return
    for name, seen in answer.properties.items():
        if name not in properties:
            schema = seen.schema()
            words = set(tokens(name))
            if name.casefold() in _SERVER_MADE or (words & _MADE_WORDS and not words & {"by"}):
                schema["readOnly"] = True
            properties[name] = schema


def _path_parameters(path: str, first: Exchange) -> list[JSON]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, READ_AT: first.read_at}
        for name in re.findall(r"\{([^{}]+)\}", path)
    ]


def _parameters(operation: _Operation) -> list[JSON]:
    given: dict[tuple[str, str], list[Parameter]] = {}
    for exchange in operation.exchanges:
        for parameter in exchange.query:
            if _KEY_IN_QUERY.fullmatch(parameter.name):
                continue
            given.setdefault(("query", parameter.name), []).append(parameter)
        for parameter in exchange.headers:
            # Browsers send it for their caches; where something is written about it, it is a filter.
            is_filter = parameter.name.casefold() == "if-modified-since" and bool(parameter.text)
            plain = _PLAIN_HEADERS.fullmatch(parameter.name) or _SECRET.search(parameter.name)
            if is_filter or not plain:
                given.setdefault(("header", parameter.name), []).append(parameter)
    return [_parameter(name, where, seen, operation) for (where, name), seen in given.items()]


def _parameter(name: str, where: str, seen: list[Parameter], operation: _Operation) -> JSON:
    values = [p.value for p in seen if p.value]
    schema: dict[str, JSON] = {"type": "string"}
    if values and all(re.fullmatch(r"-?\d{1,15}", v) for v in values):
        schema["type"] = "integer"
    elif values and all(v in ("true", "false") for v in values):
        schema["type"] = "boolean"
    drawing: dict[str, JSON] = {
        "name": name,
        "in": where,
        "schema": schema,
        "description": next((p.text for p in seen if p.text), ""),
        READ_AT: next((p.read_at for p in seen if p.read_at), operation.exchanges[0].read_at),
    }
    same = len(set(values)) == 1 and _SAFE_VALUE.fullmatch(values[0]) is not None
    if where == "header" and _VERSION.search(name) and same:
        schema["default"] = values[0]
        drawing["required"] = True
    return drawing


def _responses(operation: _Operation) -> dict[str, JSON]:
    drawing: dict[str, JSON] = {}
    headers: dict[str, JSON] = {name: {"schema": {"type": "string"}} for name in operation.headers if _tells(name)}
    for status, seen in sorted(operation.answers.items()):
        drawing[str(status)] = {
            "description": "",
            "content": {"application/json": {"schema": seen.schema()}},
            "headers": headers if 200 <= status < 300 else {},
        }
    for status in operation.empty:
        drawing.setdefault(str(status), {"description": "", "headers": headers if 200 <= status < 300 else {}})
    return drawing


def _tells(name: str) -> bool:
    return name in ("etag", "link", "location", "last-modified", "retry-after")


def _schemes(exchanges: Iterable[Exchange]) -> dict[str, JSON]:
    """The ways to sign in that headers and queries show, by the names of what carries the secret."""
    found: dict[str, JSON] = {}
    for exchange in exchanges:
        for given in exchange.headers:
            low = given.name.casefold()
            if low == "authorization":
                word = given.value.split(" ")[0].casefold() if " " in given.value.strip() else ""
                scheme: dict[str, JSON] = {"type": "http", "scheme": word, READ_AT: given.read_at}
                if word not in ("basic", "bearer"):
                    scheme = {"type": "apiKey", "in": "header", "name": given.name, READ_AT: given.read_at}
                    if re.fullmatch(r"[a-z][a-z-]{1,20}", word):
                        scheme["description"] = f"Authorization: {given.value.split(' ')[0]} KEY"
                found.setdefault(word or "authorization", scheme)
            elif _KEY_IN_HEADER.search(low) and not re.search(r"csrf|xsrf|idempoten", low):
                key: dict[str, JSON] = {"type": "apiKey", "in": "header", "name": given.name}
                found.setdefault(low, {**key, READ_AT: given.read_at})
        for given in exchange.query:
            if _KEY_IN_QUERY.fullmatch(given.name):
                key = {"type": "apiKey", "in": "query", "name": given.name}
                found.setdefault(given.name.casefold(), {**key, READ_AT: given.read_at})
    return found
