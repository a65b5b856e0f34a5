"""Creates that were noted together, as one row: what they have in common once, and of each what is its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interlock.adapters.ledger.rows import at_of, blob, canonicals_of, moment, of_blob, request_json, request_of
from interlock.model import canonical
from interlock.model.creates import Create, Creates
from interlock.model.http import Request
from interlock.model.value import Canonical, Side

Texts = Mapping[str, str]
"""The stored texts of values by field pair."""

COLUMNS = "id, record, side, at, content"


def sheet_row(creates: Creates, texts: Mapping[str, Texts]) -> tuple[Any, ...]:
    """The row of that `COLUMNS`; `texts` are those of the creates' values, by create."""
    common = creates.rows[0].request
    content = {
        "resource": creates.resource,
        "reason": creates.reason,
        "place": creates.place,
        "request": request_json(Request(common.method, common.path, common.query, common.headers)),
        "rows": [_own(one, common, texts[one.id]) for one in creates.rows],
    }
    return (creates.id, creates.record, creates.side.value, moment(creates.at), blob(content))  # type: ignore[arg-type]


def _own(one: Create, common: Request, texts: Texts) -> list[Any]:
    request = one.request
    body: Any = None
    headers = None if request.headers == common.headers else dict(request.headers)
    if (request.method, request.path, request.query) == (common.method, common.path, common.query):
        try:
            body = request.body.decode()
        except UnicodeDecodeError:
            body = None
    return [
        one.id,
        one.link,
        one.source_id,
        one.source_digest,
        one.key,
        one.match,
        request_json(request) if body is None else body,
        headers,
        texts,
        None if one.after is one.values else canonical.dumps(one.after),
        one.sensitive,
    ]


def creates_of(row: tuple[Any, ...]) -> Creates:
    """The creates that `sheet_row` wrote."""
    first, record, side, at, data = row
    content = of_blob(bytes(data))
    common = request_of(content["request"])
    rows = tuple(_create(own, common) for own in content["rows"])
    place, reason, resource = content["place"], content["reason"], content["resource"]
    return Creates(first, record, Side(side), resource, at_of(at), reason, place, rows)


def _create(own: list[Any], common: Request) -> Create:
    number, link, source_id, digest, key, match, request, headers, texts, after, sensitive = own
    if isinstance(request, str):
        sent = Request(common.method, common.path, common.query, headers or common.headers, request.encode())
    else:
        sent = request_of(request)
    values: Mapping[str, Canonical] = canonicals_of(texts)
    told = values if after is None else canonical.loads(after)
    known = None if match is None else tuple(match)
    return Create(number, link, source_id, digest, key, known, sent, values, told, sensitive)
