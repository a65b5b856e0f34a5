"""The verbs that write: create, update, delete, archive, restore, upsert, one item or many."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

import orjson

from interlock.model.http import Response
from interlock.model.path import Path, get, put
from interlock.model.profile import BodyForm, FieldType, Operation, Verb
from interlock.model.value import ABSENT, JSON, Body
from interlock.sandbox.answers import Outcome, Problem, Refusal, answer, empty
from interlock.sandbox.bodies import items_in
from interlock.sandbox.call import Call
from interlock.sandbox.envelope import dig, envelope
from interlock.sandbox.index import text_of
from interlock.sandbox.intake import Intake, accepted_paths, completed, merged
from interlock.sandbox.item import StoredItem
from interlock.sandbox.reading import item_answer
from interlock.sandbox.validation import problems_of

_NOTHING: frozenset[str] = frozenset()
_MOST_AT_ONCE = 1_000


def create(call: Call) -> Outcome:
    """Make one item, or all of an array or none."""
    call.demand_parent()
    bodies = _bounded(items_in(call.body, call.operation, call.shelf.shape))
    checked = [_checked_new(call, body) for body in bodies]
    _demand_different(call, checked)
    made = [call.store.make(call.shelf, body, item_id=own, scope=call.scope, complete=True) for body, own in checked]
    if len(made) == 1 and call.operation.verb is not Verb.BULK_CREATE:
        headers = _location(call, made[0])
        return Outcome(_written(call, made[0], 201, headers=headers), made[0].id, applied=True)
    return Outcome(_all_written(call, made, 201), applied=bool(made))


def update(call: Call) -> Outcome:
    """Change an item: in part, or as a whole where the operation replaces."""
    if call.operation.body_is_array or call.operation.verb is Verb.BULK_UPDATE:
        return _update_many(call)
    item = call.existing()
    given = items_in(call.body, call.operation, call.shelf.shape)[0]
    after = _revised(call, item, given)
    return Outcome(_written(call, after, 200), item.id, applied=after is not item)


def delete(call: Call) -> Outcome:
    """Delete an item."""
    item = call.existing()
    _check_version(call, item, {})
    gone = call.store.erase(call.shelf, item)
    return Outcome(_written(call, gone, 204), item.id, applied=True)


def archive(call: Call) -> Outcome:
    """Take an item out of use; a second time does no harm."""
    return _set_archived(call, archived=True)


def restore(call: Call) -> Outcome:
    """Take an archived item into use again."""
    return _set_archived(call, archived=False)


def upsert(call: Call) -> Outcome:
    """Change the item that is meant, by its id or a value that only it has, or make it."""
    given = items_in(call.body, call.operation, call.shelf.shape)[0]
    item = _meant(call, given)
    if item is not None:
        after = _revised(call, item, given)
        return Outcome(_written(call, after, 200), item.id, applied=after is not item)
    wanted = call.wanted_id()
    key = call.shelf.record.external_id.value
    if wanted is not None and call.operation.id_in == "path" and key is not None and get(given, key) is ABSENT:
        given = put(given, key, wanted)
    body, own = _checked_new(call, given)
    made = call.store.make(call.shelf, body, item_id=own, scope=call.scope, complete=True)
    return Outcome(_written(call, made, 201, headers=_location(call, made)), made.id, applied=True)


def delete_many(call: Call) -> Outcome:
    """Delete all that are named, by ids or by items that hold their ids, or none."""
    found = envelope(call.operation.body_path).within(call.body)
    named = found if isinstance(found, list) else [part for part in (call.wanted_id() or "").split(",") if part]
    if len(named) > _MOST_AT_ONCE:
        raise Refusal(413, f"more than {_MOST_AT_ONCE} items at once")
    items = [_named(call, element) for element in named]
    for item in items:
        call.store.erase(call.shelf, item)
    return Outcome(empty(_status(call, 204)), applied=bool(items))


# New items


def _checked_new(call: Call, given: Body) -> tuple[Body, str | None]:
    """The body of a new item and the id that the caller chose for it, if any."""
    shelf, operation = call.shelf, call.operation
    intake = Intake(call.behaviours, shelf.managed, _accepted(operation, call))
    body = intake.take(shelf.shape, _without_fixed(given, call), {})
    required = shelf.required | {str(path) for path in operation.fields_required} - shelf.managed
    problems = [*intake.problems, *problems_of(shelf.shape, body, required=required, whole=True)]
    problems += call.store.dangling(shelf, body, None)
    own = _chosen_id(call, body, problems)
    _refuse(call, problems)
    _refuse_taken(call, call.store.conflicts(shelf, body, None))
    return body, own


def _chosen_id(call: Call, body: Body, problems: list[Problem]) -> str | None:
    shelf = call.shelf
    given = get(body, shelf.record.id_path)
    if given is ABSENT or given is None:
        wanted = call.wanted_id() if call.operation.verb is Verb.UPSERT and call.operation.id_in == "path" else None
        return None if wanted is None or shelf.record.external_id.value is not None else wanted
    if not shelf.ids.fits(given):
        problems.append(Problem(str(shelf.record.id_path), "cannot be an id"))
        return None
    item_id = text_of(given)
    if item_id in shelf.items:
        raise Refusal(call.behaviours.duplicate_status, f"there is an item with the id `{item_id}` already")
    return item_id


def _demand_different(call: Call, checked: list[tuple[Body, str | None]]) -> None:
    if len(checked) < 2:
        return
    for path in (*call.shelf.unique, call.shelf.record.id_path):
        values = [text_of(get(body, path)) for body, _ in checked]
        given = [value for value in values if value]
        if len(set(given)) < len(given):
            _refuse_taken(call, [Problem(str(path), "stands in this request twice")])


# Items that exist


def _revised(call: Call, item: StoredItem, given: Body) -> StoredItem:
    shelf, operation = call.shelf, call.operation
    _check_version(call, item, given)
    intake = Intake(call.behaviours, shelf.managed | {str(shelf.record.id_path)}, _accepted(operation, call))
    part = intake.take(shelf.shape, _without_fixed(given, call), item.body)
    required = shelf.required if operation.replaces or operation.verb is Verb.UPSERT else _NOTHING
    required |= {str(path) for path in operation.fields_required} - shelf.managed
    if operation.replaces:
        body = {**_kept_on_replace(call, item, part), **part}
    else:
        body = merged(item.body, part, null_removes=operation.form is BodyForm.MERGE_PATCH)
    checked = part if operation.verb is not Verb.UPSERT else body
    problems = [*intake.problems, *problems_of(shelf.shape, checked, required=_needed(call, required), whole=True)]
    problems += call.store.dangling(shelf, body, item)
    _refuse(call, problems)
    _refuse_taken(call, call.store.conflicts(shelf, body, item))
    touched = None if operation.replaces else given.keys()
    return call.store.revise(shelf, item, completed(shelf.shape, body, element_id=shelf.element_id, only=touched))


def _needed(call: Call, required: Collection[str]) -> Collection[str]:
    """What a write in part must have: what the operation names, and in elements of arrays what each must have.

    A field that may not be missing may not be emptied either, so all required ones count where they are sent.
    """
    if call.operation.replaces:
        return required
    inside = {path for path in call.shelf.required if "[]." in path}
    return set(required) | inside


def _kept_on_replace(call: Call, item: StoredItem, part: Body) -> Body:
    """What a whole new body does not take away: what the system itself writes, and what the operation does not take."""
    accepted = _accepted(call.operation, call)
    kept: Body = {}
    for key, value in item.body.items():
        node = call.shelf.shape.children.get(key)
        writable = node is not None and not node.read_only and node.text not in call.shelf.managed
        if key not in part and not (writable and (not accepted or node is None or node.text in accepted)):
            kept[key] = value
    id_key = call.shelf.record.id_path.root
    return {**kept, id_key: item.body.get(id_key)}


def _update_many(call: Call) -> Outcome:
    """Change every item that an array names by id, or none where one cannot be."""
    bodies = _bounded(items_in(call.body, call.operation, call.shelf.shape))
    chosen = [(_named(call, body), body) for body in bodies]
    before = {item.id: item for item, _ in chosen}
    if len(before) < len(chosen):
        raise Refusal(call.behaviours.invalid_status, "an item stands in this request twice")
    after: list[StoredItem] = []
    try:
        for item, body in chosen:
            after.append(_revised(call, item, body))
    except Refusal:
        for done in after:
            call.store.revise(call.shelf, done, before[done.id].body)
        raise
    if len(after) == 1 and call.operation.verb is Verb.UPDATE:
        return Outcome(_written(call, after[0], 200), after[0].id, applied=True)
    return Outcome(_all_written(call, after, 200), applied=bool(after))


def _named(call: Call, element: JSON) -> StoredItem:
    path = call.shelf.record.id_path
    item_id = text_of(dig(element, path.parts) if isinstance(element, dict) else element) or call.wanted_id()
    item = call.shelf.items.get(item_id or "")
    if item is None or item.deleted:
        raise Refusal(404, f"there is no item `{(item_id or '')[:100]}`")
    return item


def _meant(call: Call, given: Body) -> StoredItem | None:
    shelf = call.shelf
    wanted = call.wanted_id() or text_of(get(given, shelf.record.id_path))
    item = shelf.items.get(wanted or "")
    if item is not None and not item.deleted:
        return item
    keys = [shelf.record.external_id.value, *shelf.unique, *(shelf.record.match_keys.value or ())]
    if wanted is not None and call.operation.id_in == "path" and keys[0] is not None:
        return _live_by(call, keys[0], wanted)
    for path in keys:
        text = text_of(get(given, path)) if path is not None else None
        found = _live_by(call, path, text) if path is not None and text else None
        if found is not None:
            return found
    return None


def _live_by(call: Call, path: Path, text: str) -> StoredItem | None:
    items = (call.shelf.items[item_id] for item_id in call.shelf.by_value(path, text))
    return next((item for item in items if not item.deleted), None)


def _set_archived(call: Call, *, archived: bool) -> Outcome:
    item = call.existing()
    _check_version(call, item, {})
    body, flag = item.body, call.shelf.record.archive_flag.value
    fixed = envelope(call.operation.body_path).within(call.operation.body_fixed)
    if isinstance(fixed, dict):
        body = merged(body, fixed, null_removes=False)
    if flag is not None:
        field = call.shelf.record.field(flag.field)
        stamped = field is not None and flag.value is None and field.type is not FieldType.BOOLEAN
        mark = call.shelf.updated.show(call.store.now()) if stamped else flag.value if flag.value is not None else True
        off: JSON = False if flag.active is None and flag.value is True else flag.active
        body = put(body, flag.field, mark if archived else off)
    after = item if body == item.body and item.archived is archived else None
    after = after or call.store.revise(call.shelf, item, body, archived=archived)
    return Outcome(_written(call, after, 200), item.id, applied=after is not item)


# Shared


def _check_version(call: Call, item: StoredItem, given: Body) -> None:
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


def _accepted(operation: Operation, call: Call) -> frozenset[str]:
    if not operation.fields_accepted:
        return _NOTHING
    return accepted_paths(operation.fields_accepted, call.shelf.shape)


def _without_fixed(given: Body, call: Call) -> Body:
    """The body without the constants that every such request carries and no field holds."""
    fixed = call.operation.body_fixed
    known = call.shelf.shape.children
    if not fixed:
        return given
    return {key: value for key, value in given.items() if key not in fixed or key in known}


def _bounded(bodies: list[Body]) -> list[Body]:
    if len(bodies) > _MOST_AT_ONCE:
        raise Refusal(413, f"more than {_MOST_AT_ONCE} items at once")
    return bodies


def _refuse(call: Call, problems: list[Problem]) -> None:
    if problems:
        raise Refusal(
            call.behaviours.invalid_status, "a field has a value that it cannot take", problems=tuple(problems)
        )


def _refuse_taken(call: Call, problems: list[Problem]) -> None:
    if problems:
        raise Refusal(call.behaviours.duplicate_status, "another item has this value", problems=tuple(problems))


def _status(call: Call, default: int) -> int:
    return next((status for status in call.operation.success if 200 <= status < 300), default)


def _written(call: Call, item: StoredItem, default: int, *, headers: dict[str, str] | None = None) -> Response:
    """The answer of a write: the item, unless the operation gives none."""
    status = _status(call, default)
    returns = call.operation.returns_item.value
    if status == 204 or returns is False:
        etag = {"etag": item.etag} if call.shelf.record.version.value == "etag" and not item.deleted else {}
        return empty(status, headers={**etag, **(headers or {})})
    return item_answer(call, item, status, headers=headers)


def _all_written(call: Call, items: list[StoredItem], default: int) -> Response:
    status = _status(call, default)
    if status == 204 or call.operation.returns_item.value is False:
        return empty(status)
    shown = [orjson.Fragment(call.shown(item)) for item in items]
    return answer(status, envelope(call.operation.records_path).around_all(shown))


def _location(call: Call, item: StoredItem) -> dict[str, str]:
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
