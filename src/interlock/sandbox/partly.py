"""Requests for several items that are refused although some of them are done, as some systems do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import orjson

from interlock.model.http import Request
from interlock.model.profile import Operation
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Refusal
from interlock.sandbox.envelope import dig, envelope
from interlock.sandbox.item import StoredItem


def those_that_fit(bodies: Iterable[Body], do: Callable[[Body], StoredItem]) -> list[StoredItem]:
    """All items that came of the bodies.

    Raises:
        Refusal: one of them does not fit; all that do are done by then.
    """
    done: list[StoredItem] = []
    refused: list[Refusal] = []
    for body in bodies:
        try:
            done.append(do(body))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise refused[0]
    return done


def without(request: Request, operation: Operation, text: str) -> Request | None:
    """The request with only those of its items in which the text does not stand; None where it is not for several."""
    try:
        whole: JSON = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return None
    keys = envelope(operation.body_path).before
    items = dig(whole, keys)
    if not isinstance(items, list) or len(items) < 2:
        return None
    kept: list[JSON] = [one for one in items if text.encode() not in orjson.dumps(one)]
    if not kept or len(kept) == len(items):
        return None
    return replace(request, body=orjson.dumps(_with(whole, keys, kept)))


def _with(whole: JSON, keys: tuple[str, ...], items: list[JSON]) -> JSON:
    if not keys or not isinstance(whole, dict):
        return items
    return {**whole, keys[0]: _with(whole.get(keys[0]), keys[1:], items)}
