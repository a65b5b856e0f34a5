"""What all writes share: what they take, what they refuse, what they answer."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from interlock.model.http import Response
from interlock.model.path import get
from interlock.model.profile import Operation, Verb
from interlock.model.value import Body
from interlock.sandbox.answers import Problem, Refusal, answer, empty
from interlock.sandbox.call import Call
from interlock.sandbox.envelope import envelope
from interlock.sandbox.index import text_of
from interlock.sandbox.item import StoredItem
from interlock.sandbox.reading import item_answer

NOTHING: frozenset[str] = frozenset()
MOST_AT_ONCE = 1_000


def bounded(call: Call, bodies: list[Body]) -> list[Body]:
    """The bodies, if they are not too many at once for the operation.

    Raises:
        Refusal: 413, they are.
    """
    most = min(call.operation.at_once.value or MOST_AT_ONCE, MOST_AT_ONCE)
    if len(bodies) > most:
        raise Refusal(413, f"more than {most} items at once")
    return bodies


def accepted(call: Call) -> frozenset[str]:
    """The paths that the operation takes; empty where it takes all."""
    return call.shelf.accepted(call.operation) if call.operation.fields_accepted else NOTHING


def without_fixed(given: Body, call: Call) -> Body:
    """The body without the constants that every such request carries and no field holds."""
    fixed = call.operation.body_fixed
    known = call.shelf.shape.children
    if not fixed:
        return given
    return {key: value for key, value in given.items() if key not in fixed or key in known}


def check_version(call: Call, item: StoredItem, given: Body) -> None:
    """Refuse a write that is meant for another version than the one that stands: 412, or 409 by a field."""
    if not call.checks_versions:
        return
    path = call.shelf.version_path
    if path is None:
        wanted = call.request.headers.get("if-match")
        if wanted is not None and wanted != "*" and item.etag not in {tag.strip() for tag in wanted.split(",")}:
            raise Refusal(412, "the item has changed", headers={"etag": item.etag})
    else:
        wanted = text_of(get(given, path)) or call.query.get(path.parts[-1])
        if wanted is not None and wanted != str(item.version):
            raise Refusal(409, f"the item has version {item.version}")
    if wanted is None and call.behaviours.demands_version:
        raise Refusal(428, "say which version is to be changed")


def demand_different(call: Call, bodies: list[Body]) -> None:
    """Look for unique values that several items of one request share.

    Raises:
        Refusal: there are some.
    """
    for path in (*call.shelf.unique, call.shelf.record.id_path) if len(bodies) > 1 else ():
        given = [value for value in (text_of(get(body, path)) for body in bodies) if value]
        if len(set(given)) < len(given):
            refuse_taken(call, [Problem(str(path), "stands in this request twice")])


def refuse_problems(call: Call, problems: list[Problem]) -> None:
    """Refuse the request where there are problems."""
    if problems:
        raise Refusal(
            call.behaviours.invalid_status, "a field has a value that it cannot take", problems=tuple(problems)
        )


def refuse_taken(call: Call, problems: list[Problem]) -> None:
    """Refuse the request where a unique value is taken."""
    if problems:
        raise Refusal(call.behaviours.duplicate_status, "another item has this value", problems=tuple(problems))


def written(call: Call, item: StoredItem, default: int, *, headers: dict[str, str] | None = None) -> Response:
    """The answer of a write: the item, unless the operation gives none."""
    status = status_of(call, default)
    returns = call.operation.returns_item.value
    if status == 204 or returns is False:
        etag = {"etag": item.etag} if call.shelf.record.version.value == "etag" and not item.deleted else {}
        return empty(status, headers={**etag, **(headers or {})})
    return item_answer(call, item, status, headers=headers)


def all_written(call: Call, items: list[StoredItem], default: int) -> Response:
    """The answer of a write of several items."""
    status = status_of(call, default)
    if status == 204 or call.operation.returns_item.value is False:
        return empty(status)
    shown = [orjson.Fragment(call.shown(item)) for item in items]
    return answer(status, envelope(call.operation.records_path).around_all(shown))


def status_of(call: Call, default: int) -> int:
    """The status of a success: what the operation says, else the usual one."""
    return next((status for status in call.operation.success if 200 <= status < 300), default)


def location_of(call: Call, item: StoredItem) -> dict[str, str]:
    """Where a new item is found, as the Location header says it; empty where items are not shown one by one."""
    template = _item_path(call.shelf.record.operations)
    if template is None:
        return {}
    path = template
    for name, value in call.scope.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    before, _, rest = path.rpartition("{")
    return {"location": f"{call.address}{before}{quote(item.id, safe='')}{rest.partition('}')[2]}"}


def _item_path(operations: tuple[Operation, ...]) -> str | None:
    return next((op.path for op in operations if op.verb is Verb.GET and op.id_in == "path"), None)
