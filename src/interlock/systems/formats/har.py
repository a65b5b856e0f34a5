"""A HAR file: requests and answers as a browser, a proxy or a test tool recorded them.

Taken: paths and their ids, methods, parameters of the query, bodies and answers with the fields that stood in them
(types, null, formats), the headers that carry a secret (their names alone), ETag, paging as it was asked for. Requests
of other hosts than the one with most of the JSON are left out.
Never: a value. No id, name, address, token or cookie of the recording is kept.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

import orjson

from interlock.model.fact import Confidence
from interlock.model.finding import Finding, Severity
from interlock.model.value import JSON
from interlock.systems.formats._exchange import Exchange, Parameter, form_of, nested_form
from interlock.systems.formats._format import Drawing, Format, Source, broken, finding
from interlock.systems.formats._recorded import drawn, lists_followed

_MOST_ENTRIES = 20_000
_LABEL = "HAR file"


def _recognises(source: Source) -> bool:
    log = source.key("log")
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def _draw(sources: Sequence[Source]) -> Drawing:
    exchanges: list[tuple[str, Exchange]] = []
    findings: list[Finding] = []
    for source in sources:
        log = source.key("log")
        entries = log.get("entries") if isinstance(log, dict) else None
        if not isinstance(entries, list):
            return broken(source, _LABEL, "it has no list of `entries`")
        found = [(e, host) for e, host in _exchanges(entries)]
        exchanges += [(host, exchange) for exchange, host in found]
        if not found:
            findings.append(
                finding(
                    source.name,
                    "nothing-recorded",
                    Severity.ERROR,
                    f"`{source.name}` holds no request that was answered with JSON",
                    why="nothing can be learned of a recording without the API's own requests",
                    hint="record again, with `Preserve log` on, and save it with content",
                )
            )
    told = Counter(host for host, e in exchanges if e.has_answer)
    host = told.most_common(1)[0][0] if told else ""
    others = sorted({h for h, _ in exchanges if h != host})
    if others:
        names = ", ".join(f"`{o}`" for o in others[:5])
        findings.append(
            finding(
                sources[0].name,
                "other-hosts",
                Severity.NOTE,
                f"{len(others)} other hosts in the recording were left out: {names}",
                why="a recording of a browser holds what other companies' scripts send, too",
                hint=f"only requests to `{host}` were taken; record the API alone if that is the wrong one",
            )
        )
    own = [exchange for h, exchange in exchanges if h == host]
    if any(_is_graphql(e) for e in own):
        findings.append(_graphql_finding(sources[0]))
        own = [e for e in own if not _is_graphql(e)]
    root = drawn(own, title=urlsplit(host).hostname or "", servers=[host] if host else [])
    return Drawing(root, _LABEL, tuple(findings), most=Confidence.LIKELY, followed=lists_followed(own))


def recorded_in(source: Source) -> list[Exchange]:
    """The requests of a file with their answers, of whatever host; GraphQL among them is left out."""
    log = source.key("log")
    entries = log.get("entries") if isinstance(log, dict) else None
    found = [exchange for exchange, _ in _exchanges(entries if isinstance(entries, list) else [])]
    return [exchange for exchange in found if not _is_graphql(exchange)]


def _is_graphql(exchange: Exchange) -> bool:
    body = exchange.body
    text = body.get("query") if isinstance(body, dict) else None
    return isinstance(text, str) and "{" in text and exchange.method == "POST"


def _graphql_finding(source: Source) -> Finding:
    return finding(
        source.name,
        "graphql-recorded",
        Severity.WARNING,
        f"`{source.name}` holds GraphQL requests, of which only the schema tells enough",
        why="a recorded GraphQL answer shows what one page asked for, not what there is",
        hint="give the schema as well: the SDL file, or the answer to an introspection query",
    )


def _exchanges(entries: list[JSON]) -> Iterator[tuple[Exchange, str]]:
    for place, entry in enumerate(entries[:_MOST_ENTRIES]):
        request = entry.get("request") if isinstance(entry, dict) else None
        response = entry.get("response") if isinstance(entry, dict) else None
        if not isinstance(request, dict) or not isinstance(response, dict):
            continue
        made = _exchange(request, response, f"#/log/entries/{place}")
        if made is not None:
            yield made


def _exchange(request: dict[str, JSON], response: dict[str, JSON], read_at: str) -> tuple[Exchange, str] | None:
    address = request.get("url")
    method = str(request.get("method") or "GET").upper()
    status = response.get("status")
    if not isinstance(address, str) or not isinstance(status, int) or method not in _METHODS:
        return None
    parts = _split(address)
    if parts is None:
        return None
    host, path, query = parts
    answer, has_answer, is_json = _content(response.get("content"))
    wrote = method != "GET" and status < 300
    if not is_json and not (wrote and not has_answer):
        return None
    body, form, has_body = _body(request.get("postData"))
    exchange = Exchange(
        method=method,
        path=path,
        query=tuple(Parameter(n, v, read_at=f"{read_at}/request/queryString") for n, v in query),
        headers=tuple(_headers(request.get("headers"), f"{read_at}/request/headers")),
        body=body,
        form=form,
        has_body=has_body,
        status=status,
        answer=answer,
        has_answer=has_answer and is_json,
        answer_headers={p.name: p.value for p in _headers(response.get("headers"), "")},
        read_at=read_at,
    )
    return exchange, host


_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def _split(address: str) -> tuple[str, str, list[tuple[str, str]]] | None:
    """Scheme and host, path, query of an address; None where it is none."""
    try:
        found = urlsplit(address[:8000])
        host = f"{found.scheme}://{found.hostname}" + (f":{found.port}" if found.port else "")
    except ValueError:
        return None
    if found.scheme not in ("http", "https") or not found.hostname:
        return None
    return host, found.path or "/", parse_qsl(found.query, keep_blank_values=True, max_num_fields=None)[:200]


def _headers(given: JSON, read_at: str) -> Iterator[Parameter]:
    for header in given[:200] if isinstance(given, list) else []:
        if isinstance(header, dict) and isinstance(header.get("name"), str):
            yield Parameter(str(header["name"]), str(header.get("value") or ""), read_at=read_at)


def _body(given: JSON) -> tuple[JSON, str, bool]:
    if not isinstance(given, dict):
        return None, "application/json", False
    form = form_of(str(given.get("mimeType") or ""))
    params = given.get("params")
    if "form-urlencoded" in form and isinstance(params, list) and params:
        pairs = [(str(p.get("name")), str(p.get("value") or "")) for p in params if isinstance(p, dict)]
        return dict(nested_form(pairs)), form, True
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        return None, form, False
    if "form-urlencoded" in form:
        return dict(nested_form(parse_qsl(text[:1_000_000], keep_blank_values=True))), form, True
    try:
        return orjson.loads(text), form, True
    except orjson.JSONDecodeError:
        return None, form, False


def _content(given: JSON) -> tuple[JSON, bool, bool]:
    """The answer's data, whether it has any, and whether that is JSON."""
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(text, str) or not text.strip():
        return None, False, False
    data: bytes | str = text
    if given.get("encoding") == "base64":
        try:
            data = base64.b64decode(text, validate=False)
        except (binascii.Error, ValueError):
            return None, True, False
    if "json" not in str(given.get("mimeType") or "json").casefold():
        return None, True, False
    try:
        value: JSON = orjson.loads(data)
    except (orjson.JSONDecodeError, RecursionError):
        return None, True, False
    return value, isinstance(value, dict | list), isinstance(value, dict | list)


_EXAMPLE = (
    "shop.har",
    r"""{"log": {"entries": [
  {"request": {"method": "GET", "url": "https://api.shop.example/tickets?after=t1",
     "headers": [{"name": "Authorization", "value": "Bearer (never kept)"}]},
   "response": {"status": 200, "content": {"mimeType": "application/json",
     "text": "{\"tickets\": [{\"id\": \"t2\", \"title\": \"Help\"}], \"next_after\": \"t2\"}"}}}]}}
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=30, example=_EXAMPLE)
