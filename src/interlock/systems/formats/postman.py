"""A Postman collection (v2.0, v2.1): requests in folders, with saved answers.

Taken: paths with their variables, methods, parameters of the query with what is written about them, bodies, the fields
of saved answers, ways to sign in (of the collection, a folder or a request), the collection's own variables that make
up the address, descriptions.
Never: values of bodies, answers and variables other than those in the address; scripts are not run. A request without a
saved answer tells what is sent, not what comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import orjson

from interlock.model.fact import Confidence
from interlock.model.finding import Finding, Severity
from interlock.model.value import JSON
from interlock.systems.formats._exchange import Exchange, Parameter, form_of, nested_form
from interlock.systems.formats._format import READ_AT, Drawing, Format, Source, finding
from interlock.systems.formats._recorded import drawn

_LABEL = "Postman collection"
_DEEPEST = 20
_MOST_REQUESTS = 5_000
_VARIABLE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_JSON_VARIABLE = re.compile(r"([:\[,]\s*)\{\{[^{}]*\}\}(?=\s*[,\]}])")


def _recognises(source: Source) -> bool:
    info = source.key("info")
    is_item = isinstance(source.key("item"), list)
    return is_item and isinstance(info, dict) and ("schema" in info or "_postman_id" in info)


def _draw(sources: Sequence[Source]) -> Drawing:
    exchanges: list[Exchange] = []
    servers: dict[str, None] = {}
    schemes: dict[str, JSON] = {}
    findings: list[Finding] = []
    titles: list[str] = []
    texts: list[str] = []
    for source in sources:
        collection = source.value if isinstance(source.value, dict) else {}
        values = _variables(collection)
        info = collection.get("info")
        titles.append(str(info.get("name") or "") if isinstance(info, dict) else "")
        texts.append(_text(info.get("description")) if isinstance(info, dict) else "")
        own = _scheme(collection.get("auth"), "#/auth")
        schemes |= own
        requests = list(_requests(collection.get("item"), "#/item", depth=0))[:_MOST_REQUESTS]
        for request, saved, name, read_at in requests:
            schemes |= _scheme(request.get("auth"), f"{read_at}/auth")
            for exchange, server in _exchanges(request, saved, name, read_at, values):
                exchanges.append(exchange)
                if server:
                    servers[server] = None
        if requests and not any(saved for _, saved, _, _ in requests):
            findings.append(_no_answers(source))
    root = drawn(
        exchanges,
        title=next((t for t in titles if t), ""),
        servers=list(servers)[:5],
        text="\n\n".join(t for t in texts if t),
        schemes=schemes,
    )
    return Drawing(root, _LABEL, tuple(findings), most=Confidence.LIKELY)


def _no_answers(source: Source) -> Finding:
    return finding(
        source.name,
        "no-answers",
        Severity.WARNING,
        f"`{source.name}` has requests and no saved answers",
        why="what a system shows of its items, and how its lists go on, stands in the answers alone",
        hint="run the requests in Postman and save an example of each answer, or give recorded answers as well",
    )


def _variables(collection: dict[str, JSON]) -> dict[str, str]:
    given = collection.get("variable")
    found: dict[str, str] = {}
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict):
            name = one.get("key") or one.get("id")
            if isinstance(name, str) and isinstance(one.get("value"), str):
                found[name] = str(one["value"])
    return found


def _requests(items: JSON, read_at: str, *, depth: int) -> Iterator[tuple[dict[str, JSON], list[JSON], str, str]]:
    for place, item in enumerate(items if isinstance(items, list) else []):
        if not isinstance(item, dict) or depth > _DEEPEST:
            continue
        here = f"{read_at}/{place}"
        request = item.get("request")
        if isinstance(request, str):
            request = {"method": "GET", "url": request}
        if isinstance(request, dict):
            saved = item.get("response")
            name = str(item.get("name") or "")
            yield request, saved if isinstance(saved, list) else [], name, f"{here}/request"
        yield from _requests(item.get("item"), f"{here}/item", depth=depth + 1)


def _exchanges(
    request: dict[str, JSON], saved: list[JSON], name: str, read_at: str, values: dict[str, str]
) -> Iterator[tuple[Exchange, str]]:
    sent = _sent(request, name, read_at, values)
    if sent is None:
        return
    exchange, server = sent
    yield exchange, server
    for place, one in enumerate(saved[:50]):
        if not isinstance(one, dict):
            continue
        where = f"{read_at.removesuffix('/request')}/response/{place}"
        original = one.get("originalRequest")
        own = _sent(original, name, f"{where}/originalRequest", values) if isinstance(original, dict) else None
        base = own[0] if own is not None and _alike(own[0].path, exchange.path) else exchange
        answer, has_answer = _json(one.get("body"))
        code = one.get("code")
        headers = one.get("header")
        answer_headers = {
            str(h.get("key")): str(h.get("value"))
            for h in (headers if isinstance(headers, list) else [])
            if isinstance(h, dict)
        }
        status = code if isinstance(code, int) else 200
        if has_answer or base.method != "GET":
            yield (
                replace(
                    base,
                    path=exchange.path,
                    status=status,
                    answer=answer,
                    has_answer=has_answer,
                    answer_headers=answer_headers,
                    read_at=where,
                ),
                server,
            )


def _alike(one: str, other: str) -> bool:
    return one.count("/") == other.count("/")


def _sent(request: dict[str, JSON], name: str, read_at: str, values: dict[str, str]) -> tuple[Exchange, str] | None:
    method = str(request.get("method") or "GET").upper()
    address = _address(request.get("url"), values)
    if address is None or method not in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        return None
    server, path, query = address
    body, form, has_body = _body(request.get("body"))
    exchange = Exchange(
        method=method,
        path=path,
        template="{" in path,
        query=tuple(replace(p, read_at=f"{read_at}/url/query") for p in query),
        headers=tuple(_headers(request.get("header"), f"{read_at}/header")),
        body=body,
        form=form,
        has_body=has_body,
        summary=name,
        text=_text(request.get("description"))[:5000],
        read_at=read_at,
    )
    return exchange, server


def _address(url: JSON, values: dict[str, str]) -> tuple[str, str, list[Parameter]] | None:
    """Server, path with its parameters in braces, and query of a request's address."""
    raw = url if isinstance(url, str) else str(url.get("raw") or "") if isinstance(url, dict) else ""
    query: list[Parameter] = []
    if isinstance(url, dict):
        given = url.get("query")
        for one in given if isinstance(given, list) else []:
            if isinstance(one, dict) and isinstance(one.get("key"), str):
                value = _VARIABLE.sub("", str(one.get("value") or ""))
                query.append(Parameter(str(one["key"]), value, _text(one.get("description"))))
        if not raw:
            raw = _joined(url)
    else:
        for pair in raw.partition("?")[2].split("&"):
            key, _, value = pair.partition("=")
            if key:
                query.append(Parameter(key, _VARIABLE.sub("", value)))
    if not raw:
        return None
    for _ in range(3):  # a variable may be made of others
        raw = _VARIABLE.sub(lambda m: values.get(m[1]) or m[0], raw, count=50)
    plain = raw.partition("?")[0].partition("#")[0]
    found = re.match(r"(?P<server>https?://[^/{}]+|\{\{[^{}]+\}\})?(?P<path>.*)", plain, re.DOTALL)
    server, path = (found["server"] or "", found["path"]) if found else ("", plain)
    if not path.startswith("/"):
        path = "/" + path.partition("/")[2] if not server else "/" + path
    path = re.sub(r"/:([\w-]+)", r"/{\1}", _VARIABLE.sub(lambda m: "{" + _plain(m[1]) + "}", path))
    server = re.sub(r"//[^/@]*@", "//", server)  # a name and a password may stand before the host
    return "" if server.startswith("{{") else server, path.rstrip("/") or "/", query


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name).strip("_") or "value"


def _joined(url: dict[str, JSON]) -> str:
    def parts(key: str, mark: str) -> str:
        given = url.get(key)
        return mark.join(str(p) for p in given) if isinstance(given, list) else str(given or "")

    host = parts("host", ".")
    return f"{url.get('protocol') or 'https'}://{host}/{parts('path', '/')}" if host else ""


def _headers(given: JSON, read_at: str) -> Iterator[Parameter]:
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and isinstance(one.get("key"), str) and not one.get("disabled"):
            yield Parameter(str(one["key"]), str(one.get("value") or ""), _text(one.get("description")), read_at)


def _body(given: JSON) -> tuple[JSON, str, bool]:
    mode = given.get("mode") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(mode, str):
        return None, "application/json", False
    if mode == "urlencoded":
        rows = given.get("urlencoded")
        pairs = (
            [(str(r.get("key") or ""), str(r.get("value") or "")) for r in rows if isinstance(r, dict)]
            if (isinstance(rows, list))
            else []
        )
        return dict(nested_form(pairs)), form_of("application/x-www-form-urlencoded"), bool(pairs)
    if mode == "raw":
        value, is_json = _json(given.get("raw"))
        return value, "application/json", is_json
    return None, "application/json", False


def _json(text: JSON) -> tuple[JSON, bool]:
    """The data of a body or an answer; variables that stand for values are taken as unknown."""
    if not isinstance(text, str) or not text.strip():
        return None, False
    for attempt in (text, _JSON_VARIABLE.sub(r"\1null", text)):
        try:
            value: JSON = orjson.loads(attempt)
        except (orjson.JSONDecodeError, RecursionError):
            continue
        return value, isinstance(value, dict | list)
    return None, False


def _text(given: JSON) -> str:
    if isinstance(given, dict):
        given = given.get("content")
    return given if isinstance(given, str) else ""


def _scheme(auth: JSON, read_at: str) -> dict[str, JSON]:
    """A way to sign in as OpenAPI writes it; its secrets are not looked at."""
    kind = auth.get("type") if isinstance(auth, dict) else None
    if not isinstance(auth, dict) or not isinstance(kind, str):
        return {}
    said = _settings(auth.get(kind))
    if kind in ("basic", "bearer"):
        return {kind: {"type": "http", "scheme": kind, READ_AT: read_at}}
    if kind == "apikey":
        where = "query" if said.get("in") == "query" else "header"
        name = said.get("key") or "X-API-Key"
        return {"apikey": {"type": "apiKey", "in": where, "name": name, READ_AT: read_at}}
    if kind == "oauth2":
        flow: dict[str, JSON] = {"scopes": dict.fromkeys(said.get("scope", "").split(), "")}
        for ours, theirs in (("tokenUrl", "accessTokenUrl"), ("authorizationUrl", "authUrl")):
            if said.get(theirs, "").startswith("http"):
                flow[ours] = said[theirs]
        name = {"client_credentials": "clientCredentials", "password_credentials": "password"}.get(
            said.get("grant_type", ""), "authorizationCode"
        )
        return {"oauth2": {"type": "oauth2", "flows": {name: flow}, READ_AT: read_at}}
    return {}


def _settings(given: JSON) -> dict[str, str]:
    if isinstance(given, dict):
        return {str(k): v for k, v in given.items() if isinstance(v, str)}
    found: dict[str, str] = {}
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and isinstance(one.get("key"), str) and isinstance(one.get("value"), str):
            found[str(one["key"])] = str(one["value"])
    return found


_EXAMPLE = (
    "shop.postman_collection.json",
    r"""{"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "auth": {"type": "bearer"},
 "item": [{"name": "List tickets",
   "request": {"method": "GET", "url": {"raw": "https://api.shop.example/tickets?page=1",
     "query": [{"key": "page", "value": "1", "description": "Which page"}]}},
   "response": [{"code": 200, "body": "{\"tickets\": [{\"id\": 7, \"title\": \"Help\"}]}"}]}]}
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=50, example=_EXAMPLE)
