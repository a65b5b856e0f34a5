"""The verbs that read: get one item, list or search many."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from interlock.model.http import Response
from interlock.model.path import Path
from interlock.sandbox.afterlife import end_of_mergers
from interlock.sandbox.answers import Outcome, Refusal, answer
from interlock.sandbox.behaviours import MergedAnswer
from interlock.sandbox.call import Call
from interlock.sandbox.envelope import envelope
from interlock.sandbox.filters import deleted_asked, since_asked
from interlock.sandbox.item import StoredItem
from interlock.sandbox.paging import numbers, paging_of, piece, resumed, tell
from interlock.sandbox.windows import order_asked, window


def get_item(call: Call) -> Outcome:
    """The item, in its envelope, with its ETag where versions are ETags."""
    merged = end_of_mergers(call.shelf, call.wanted_id())
    item = _merged(call, merged) if merged is not None else call.existing()
    return Outcome(item_answer(call, item, _status(call, 200)), item.id)


def _merged(call: Call, winner: str) -> StoredItem:
    """What a look at an item that was merged into another shows: that one, unless it tells only where it is."""
    asked, item = call.wanted_id() or "", call.shelf.items[winner]
    answer_as = call.behaviours.merged_answer
    if answer_as is MergedAnswer.GONE or item.deleted:
        return call.existing()
    if answer_as is MergedAnswer.MOVED and call.operation.id_in == "path":
        place = call.request.path.rpartition("/")[0] if call.request.path.endswith(f"/{quote(asked, safe='')}") else ""
        if place:
            raise Refusal(301, "it was merged", headers={"location": f"{call.address}{place}/{quote(winner, safe='')}"})
    return item


def list_items(call: Call) -> Outcome:
    """One piece of the items that are asked for."""
    call.demand_parent()
    paging = paging_of(call)
    resume = resumed(call, paging)
    since = since_asked(call)
    since = resume.since if since is None and resume is not None else since
    deleted = deleted_asked(call, since) or (resume is not None and resume.deleted)
    by: Path | None = None
    order, by, falling = order_asked(call, since)
    if resume is not None and resume.order != order and not falling and by is None:
        order = resume.order
    chosen = window(call, since=since, deleted=deleted, order=order, by=by, falling=falling)
    found = piece(call, paging, chosen, resume, since)
    items = call.shelf.items
    shown = [orjson.Fragment(call.shown(items[key[-1]])) for key in found.keys]
    body = envelope(call.operation.records_path).around_all(shown)
    headers: dict[str, str] = {}
    tell(call, paging, found, body, headers)
    return Outcome(answer(_status(call, 200), body, headers=headers), numbers=numbers(paging, found))


def item_answer(call: Call, item: StoredItem, status: int, *, headers: dict[str, str] | None = None) -> Response:
    """An answer that shows one item where the operation says that it stands."""
    shown = dict(headers or {})
    if call.shelf.record.version.value == "etag":
        shown["etag"] = item.etag
    fragment = orjson.Fragment(call.shown(item))
    place = envelope(call.operation.records_path)
    body = place.around_all([fragment]) if call.operation.body_is_array else place.around(fragment)
    return answer(status, body, headers=shown)


def _status(call: Call, default: int) -> int:
    return next((status for status in call.operation.success if 200 <= status < 300), default)
