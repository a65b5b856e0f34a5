"""Values to columns and back."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from interlock.model import canonical
from interlock.model.history import Entry, EntryKind
from interlock.model.http import Request
from interlock.model.value import JSON, Body, Canonical, Side

_TEXT = json.encoder.encode_basestring_ascii
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * 19
_EVERY = 4
_FEW = b"0" * (len(_LONG) // _EVERY)
"""Of so many figures in a row, every fourth sign shows so many."""


def moment(at: datetime | None) -> str | None:
    """A moment as sortable text in UTC."""
    if at is None:
        return None
    return at.isoformat() if at.tzinfo is UTC else at.astimezone(UTC).isoformat()


def moment_of(text: str | None) -> datetime | None:
    """The moment that `moment` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def at_of(text: str) -> datetime:
    """The moment that `moment` wrote, where there must be one."""
    return datetime.fromisoformat(text)


def blob(value: JSON) -> bytes:
    """JSON as bytes; whole numbers of any size are kept."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode()


def of_blob(data: bytes) -> Any:
    """The JSON that `blob` wrote."""
    # The standard reader keeps whole numbers beyond 64 bits, which orjson would round.
    long = _FEW in data[::_EVERY].translate(_DIGITS) and _LONG in data.translate(_DIGITS)
    return json.loads(data) if long else orjson.loads(data)


def key_text(key: tuple[str, ...] | None) -> str | None:
    """A match key as text."""
    return None if key is None else f"[{', '.join(map(_TEXT, key))}]"


def key_of(text: str | None) -> tuple[str, ...] | None:
    """The match key that `key_text` wrote."""
    return None if text is None else tuple(_read(text))


def _read(text: str) -> Any:
    """The JSON of a text; half a character, which orjson refuses, is kept."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def side_of(text: str) -> Side:
    """The side of that name."""
    return Side(text)


def request_json(request: Request) -> JSON:
    """A request as JSON; its body as text where it is text."""
    body: dict[str, JSON]
    try:
        body = {"body": request.body.decode()}
    except UnicodeDecodeError:
        body = {"body64": base64.b64encode(request.body).decode()}
    return {
        "method": request.method,
        "path": request.path,
        "query": [list(pair) for pair in request.query],
        "headers": dict(request.headers),
        **body,
    }


def request_of(data: Mapping[str, Any]) -> Request:
    """The request that `request_json` wrote."""
    body = base64.b64decode(data["body64"]) if "body64" in data else data["body"].encode()
    query = tuple((name, value) for name, value in data["query"])
    return Request(data["method"], data["path"], query, data["headers"], body)


def canonicals(values: Mapping[str, Canonical]) -> dict[str, JSON]:
    """Canonical values by name, each as its text."""
    return {**canonical.texts(values)}


def canonicals_of(data: Mapping[str, str]) -> dict[str, Canonical]:
    """The values that `canonicals` wrote."""
    return {name: canonical.loads(text) for name, text in data.items()}


def base_text(base: Mapping[str, tuple[Canonical, Canonical]]) -> str:
    """A link's base as text; values that are equal stand there once."""
    return json_text({pair: _both(*both) for pair, both in base.items()})


def _both(left: Canonical, right: Canonical) -> list[str]:
    if isinstance(left, str) and isinstance(right, str) and left == right:
        return [canonical.dumps(left)]
    return list(dict.fromkeys((canonical.dumps(left), canonical.dumps(right))))


def base_of(text: str) -> dict[str, tuple[Canonical, Canonical]]:
    """The base that `base_text` wrote."""
    return {pair: (canonical.loads(both[0]), canonical.loads(both[-1])) for pair, both in _read(text).items()}


def json_text(value: Any) -> str:
    """JSON as text."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # half a character, which orjson refuses
        return json.dumps(value)


def entry_row(entry: Entry) -> tuple[Any, ...]:
    """A history entry as columns."""
    return (
        moment(entry.at),
        entry.kind.value,
        entry.record,
        entry.link,
        None if entry.side is None else entry.side.value,
        entry.item_id,
        entry.pair,
        canonical.dumps(entry.before),
        canonical.dumps(entry.after),
        canonical.dumps(entry.lost),
        entry.reason,
        entry.place,
        int(entry.sensitive),
    )


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry that `entry_row` wrote."""
    at, kind, record, link, side, item_id, pair, before, after, lost, reason, place, sensitive = row
    return Entry(
        at=at_of(at),
        kind=EntryKind(kind),
        record=record,
        link=link,
        side=None if side is None else Side(side),
        item_id=item_id,
        pair=pair,
        before=canonical.loads(before),
        after=canonical.loads(after),
        lost=canonical.loads(lost),
        reason=reason,
        place=place,
        sensitive=bool(sensitive),
    )


def body_of(data: bytes) -> Body:
    """The body that `blob` wrote."""
    body: Body = of_blob(data)
    return body
