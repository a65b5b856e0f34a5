"""Several writes in one request: whether a system takes them, how they are put together, what the answer shows.

Each write is rendered as a request of its own that holds one element, so that it can be noted, and sent alone, before
anything is put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import orjson

from interlock.errors import NotPossible
from interlock.model.http import Request
from interlock.model.peer import Item
from interlock.model.profile import BodyForm, Operation, RecordProfile, SystemProfile, Verb
from interlock.model.recovery import key_header
from interlock.model.value import JSON
from interlock.peers.envelope import dig, envelope, nest
from interlock.peers.items import all_shown

_UNTOLD = 20
"""So many items a request for many is trusted to take where the description names no number."""

_MOST = 200
"""More at once gain nothing, and a lost answer leaves all of them in doubt."""


def together_operation(system: SystemProfile, record: RecordProfile, verb: Verb) -> tuple[Operation, int] | None:
    """The request that takes several creates or updates, and how many; None where they are sent one by one.

    One by one is safer, so several go together only where nothing is lost by it: no idempotency key that would make
    each create certain, no version that would protect each update, and an answer that shows the items.
    """
    if verb is Verb.CREATE:
        if key_header(system, record):
            return None
        candidates: tuple[Operation | None, ...] = (record.operation(Verb.BULK_CREATE), record.operation(Verb.CREATE))
    elif verb is Verb.UPDATE:
        if record.version.value:
            return None
        candidates = (record.operation(Verb.BULK_UPDATE),)
    else:
        return None
    for operation in candidates:
        if operation is not None and _takes_several(operation):
            most = operation.at_once.value
            if most is None:
                most = _UNTOLD if operation.verb in (Verb.BULK_CREATE, Verb.BULK_UPDATE) else 1
            if most > 1:
                return operation, min(most, _MOST)
    return None


def _takes_several(operation: Operation) -> bool:
    # A PUT may put the whole item in place of what is there: what it does not name would be lost.
    replaces = operation.replaces or (operation.verb is Verb.BULK_UPDATE and operation.method == "PUT")
    answers_array = envelope(operation.records_path).array and operation.returns_item.value is True
    # Work that is only taken on is answered before anything is known of it.
    queued = bool(operation.success) and all(status == 202 for status in operation.success)
    json = operation.form in (BodyForm.JSON, BodyForm.MERGE_PATCH)
    return operation.body_is_array and answers_array and json and not replaces and not queued


def joined(operation: Operation, requests: Sequence[Request]) -> Request:
    """One request with the elements of all.

    Raises:
        NotPossible: they were not rendered for the same operation.
    """
    first = requests[0]
    if len(requests) == 1:
        return first
    where = envelope(operation.body_path)
    for request in requests:
        if (request.method, request.path, request.query) != (first.method, first.path, first.query):
            raise NotPossible("writes of different kinds cannot be sent in one request")
    if not where.before and all(_lists(request.body) for request in requests):
        return replace(first, body=b"[%b]" % b",".join([request.body[1:-1] for request in requests]))
    elements: list[JSON] = []
    whole: JSON = None
    for request in requests:
        whole = orjson.loads(request.body)
        found = dig(whole, where.before)
        if not isinstance(found, list):
            raise NotPossible("a write that holds no element cannot be sent with others")
        elements += found
    body = _with(whole, where.before, elements)
    return replace(first, body=orjson.dumps(body))


def _lists(body: bytes) -> bool:
    """Whether a body that was written here is a list with something in it."""
    return body[:1] == b"[" and body[-1:] == b"]" and len(body) > len(b"[]")


def _with(whole: JSON, keys: tuple[str, ...], elements: JSON) -> JSON:
    if not keys or not isinstance(whole, dict):
        return elements if not keys else nest(keys, elements)
    return {**whole, keys[0]: _with(whole.get(keys[0]), keys[1:], elements)}


def several(record: RecordProfile, data: JSON, records_path: str) -> tuple[Item, ...]:
    """The items that an answer shows, in its order; elements that are none, as errors in between, are left out."""
    where = envelope(records_path)
    found = dig(data, where.before)
    return tuple(all_shown(record, found, where.after)) if isinstance(found, list) else ()
