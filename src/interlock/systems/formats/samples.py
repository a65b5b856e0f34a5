"""Recorded answers: JSON files whose names say where they come from, alone or in a folder.

`GET customers.json`, `customers/42.json`, `post_orders.request.json` and `orders.json` are read as what they say; a
file that holds a request with its answer (WireMock, or `curl -i` with its headers) is read as such.

Taken: records, fields, types, null, formats, where the items of a list stand, what tells that more follow.
Never: a value. What was not recorded is not known: parameters that nobody sent, fields that no answer had, how to sign
in, limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

import orjson

from interlock.model.fact import Confidence
from interlock.model.finding import Severity
from interlock.model.value import JSON
from interlock.systems.formats._exchange import Exchange, Parameter
from interlock.systems.formats._format import Drawing, Format, Source, finding
from interlock.systems.formats._recorded import drawn, lists_followed
from interlock.systems.words import singular, tokens

_LABEL = "recorded answers"
_HTTP = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})[^\n]*\n")
_METHOD = re.compile(r"(?i)(get|post|put|patch|delete)[ _.-]+(.+)")
_ABOUT_ITSELF = re.compile(
    r"(?i)[._ -]*(response|answer|reply|result|sample|example|body|output|list|all|page[ _-]?\d+)$"
)
_REQUEST = re.compile(r"(?i)[._ -](request|payload|input|body)$")
_ENDINGS = {"json", "http", "txt"}


def _recognises(source: Source) -> bool:
    return isinstance(source.value, dict | list) or bool(_HTTP.match(source.head))


def recorded_in(sources: Sequence[Source]) -> list[Exchange]:
    """The answers that files hold, to what their names or they themselves say."""
    return _read(sources)[0]


def _draw(sources: Sequence[Source]) -> Drawing:
    exchanges, bodies = _read(sources)
    exchanges += [
        Exchange(key.split(" ")[0], key.split(" ", 1)[1], body=body, has_body=True, status=201, read_at=place)
        for key, (body, place) in bodies.items()
    ]
    why = finding(
        sources[0].name,
        "samples-only",
        Severity.NOTE,
        f"{len(sources)} recorded answers tell what the system showed, not all that it can do",
        why="which parameters its lists take, what it refuses, how often it may be asked and how one signs in are not "
        "in an answer",
        hint="ask for the API description; until then the missing facts stand as questions in the readiness report",
    )
    followed = lists_followed(exchanges)
    return Drawing(drawn(exchanges, title=""), _LABEL, (why,), most=Confidence.LIKELY, followed=followed)


def _read(sources: Sequence[Source]) -> tuple[list[Exchange], dict[str, tuple[JSON, str]]]:
    """What was answered, and the bodies of requests by method and path, each with its place."""
    exchanges: list[Exchange] = []
    bodies: dict[str, tuple[JSON, str]] = {}
    prefix = _shared_folder([s.name for s in sources])
    for source in sources:
        name = source.name[len(prefix) :]
        place = f"{name}#" if len(sources) > 1 else "#"
        told = list(_stated(source, place))
        if told:
            exchanges += told
            continue
        method, path, is_request = _named(name)
        if is_request:
            bodies[f"{method or 'POST'} {path}"] = (source.value, place)
        else:
            exchanges.append(_answered(source, method or "GET", path, place))
    return _plural(exchanges), bodies


def _shared_folder(names: list[str]) -> str:
    first = min(names).split("/")[:-1]
    last = max(names).split("/")[:-1]
    shared = [a for a, b in zip(first, last, strict=False) if a == b]
    count = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(shared))
    return "".join(f"{part}/" for part in first[:count])


def _named(name: str) -> tuple[str, str, bool]:
    """Method (or empty), path, and whether it is a request, as the name of a file says."""
    bare = name.rpartition(".")[0] if name.rpartition(".")[2].casefold() in _ENDINGS else name
    is_request = bool(_REQUEST.search(bare))
    bare = _REQUEST.sub("", bare)
    for _ in range(3):
        bare = _ABOUT_ITSELF.sub("", bare) or bare
    told = _METHOD.fullmatch(bare)
    method, path = (told[1].upper(), told[2]) if told else ("", bare)
    if told and "/" not in path:
        path = re.sub(r"__|[ ]", "/", path)
    path = re.sub(r"(?<=[A-Za-z])[_-](\d+)$", r"/\1", path)
    return method, "/" + "/".join(p for p in path.split("/") if p), is_request


def _answered(source: Source, method: str, path: str, place: str) -> Exchange:
    text = source.text
    status, headers = 200 if method != "POST" else 201, {}
    http = _HTTP.match(source.head)
    data = source.value
    if http:
        status = int(http[1])
        head, _, text = source.text.lstrip().replace("\r\n", "\n").partition("\n\n")
        headers = dict(line.split(":", 1) for line in head.split("\n")[1:] if ":" in line)
        try:
            data = orjson.loads(text)
        except orjson.JSONDecodeError:
            data = None
    return Exchange(
        method,
        path,
        status=status,
        answer=data,
        has_answer=isinstance(data, dict | list),
        answer_headers=headers,
        read_at=place,
    )


def _stated(source: Source, place: str) -> Iterator[Exchange]:
    """Exchanges that a file states whole: one, or a list of them."""
    value = source.value
    given = value if isinstance(value, list) else value.get("mappings", [value]) if isinstance(value, dict) else []
    for number, one in enumerate(given if isinstance(given, list) else []):
        request = one.get("request") if isinstance(one, dict) else None
        response = one.get("response") if isinstance(one, dict) else None
        if not isinstance(request, dict) or not isinstance(response, dict):
            continue
        address = next((request[k] for k in ("url", "urlPath", "uri", "path") if isinstance(request.get(k), str)), None)
        method = request.get("method")
        if not isinstance(address, str) or not isinstance(method, str):
            continue
        here = f"{place}/{number}" if isinstance(value, list) else place
        parts = urlsplit(address[:8000])
        answer = _data(response, ("jsonBody", "body", "content", "json"))
        body = _data(request, ("jsonBody", "body", "content", "json"))
        status = response.get("status") or response.get("statusCode")
        yield Exchange(
            method.upper(),
            parts.path or "/",
            query=tuple(Parameter(n, v, read_at=here) for n, v in parse_qsl(parts.query)[:200]),
            body=body,
            has_body=body is not None,
            status=status if isinstance(status, int) else 200,
            answer=answer,
            has_answer=answer is not None,
            read_at=here,
        )


def _data(holder: dict[str, JSON], keys: tuple[str, ...]) -> JSON:
    for key in keys:
        given = holder.get(key)
        if isinstance(given, dict) and isinstance(given.get("string"), str):
            given = given["string"]
        if isinstance(given, str):
            try:
                given = orjson.loads(given)
            except orjson.JSONDecodeError:
                continue
        if isinstance(given, dict | list):
            return given
    return None


def _plural(exchanges: list[Exchange]) -> list[Exchange]:
    """The exchanges; a file `customer.json` with one customer is what `/customers/{id}` answers."""
    made = []
    for one in exchanges:
        last = one.path.rsplit("/", 1)[-1]
        alone = isinstance(one.answer, dict) and not any(isinstance(v, list) for v in one.answer.values())
        own = [e for e in exchanges if e is not one and singular(e.path.rsplit("/", 1)[-1]) == singular(last)]
        is_one = alone and one.method == "GET" and "{" not in one.path and _has_id(one.answer)
        if is_one and not re.search(r"\d", last):
            plural = next((e.path for e in own if e.path != one.path), None) or (
                one.path if singular(last) != last.casefold() else f"{one.path}s"
            )
            one = Exchange(  # noqa: PLW2901 - the same exchange, its path made out
                one.method,
                f"{plural}/{{id}}",
                template=True,
                status=one.status,
                answer=one.answer,
                has_answer=True,
                answer_headers=one.answer_headers,
                read_at=one.read_at,
            )
        made.append(one)
    return made


def _has_id(answer: JSON) -> bool:
    if not isinstance(answer, dict):
        return False
    holders: list[JSON] = [answer, *answer.values()] if len(answer) < 4 else [answer]
    return any(isinstance(h, dict) and any(tokens(k)[-1:] in (("id",), ("uuid",)) for k in h) for h in holders)


_EXAMPLE = (
    "GET tickets.json",
    """{"tickets": [{"id": 7, "title": "Help", "closed_at": null, "updated_at": "2026-01-31T10:00:00Z"}]}
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=10, only_asked=True, example=_EXAMPLE)
