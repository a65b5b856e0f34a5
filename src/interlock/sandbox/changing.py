"""The verbs that change items: update, delete, archive, restore, one or many."""

from __future__ import annotations

from collections.abc import Collection

from interlock.model.path import put
from interlock.model.profile import BodyForm, FieldType, Verb
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Outcome, Refusal, empty
from interlock.sandbox.bodies import items_in
from interlock.sandbox.call import Call
from interlock.sandbox.envelope import dig, envelope
from interlock.sandbox.index import text_of
from interlock.sandbox.intake import Intake, completed, merged
from interlock.sandbox.item import StoredItem
from interlock.sandbox.partly import those_that_fit
from interlock.sandbox.validation import problems_of
from interlock.sandbox.written import (
    MOST_AT_ONCE,
    NOTHING,
    accepted,
    all_written,
    bounded,
    check_version,
    demand_different,
    refuse_problems,
    refuse_taken,
    status_of,
    without_fixed,
    written,
)


def update(call: Call) -> Outcome:
    """Change an item: in part, or as a whole where the operation replaces."""
    if call.operation.body_is_array or call.operation.verb is Verb.BULK_UPDATE:
        return _update_many(call)
    item = call.existing()
    given = items_in(call.body, call.operation, call.shelf.shape)[0]
    after = call.store.revise(call.shelf, item, checked_revision(call, item, given))
    return Outcome(written(call, after, 200), item.id, applied=after is not item)


def delete(call: Call) -> Outcome:
    """Delete an item."""
    item = call.existing()
    check_version(call, item, {})
    gone = call.store.erase(call.shelf, item)
    return Outcome(written(call, gone, 204), item.id, applied=True)


def archive(call: Call) -> Outcome:
    """Take an item out of use; a second time does no harm."""
    return _set_archived(call, archived=True)


def restore(call: Call) -> Outcome:
    """Take an archived item into use again."""
    return _set_archived(call, archived=False)


def delete_many(call: Call) -> Outcome:
    """Delete all that are named, by ids or by items that hold their ids, or none."""
    found = envelope(call.operation.body_path).within(call.body)
    named = found if isinstance(found, list) else [part for part in (call.wanted_id() or "").split(",") if part]
    if len(named) > MOST_AT_ONCE:
        raise Refusal(413, f"more than {MOST_AT_ONCE} items at once")
    items = [_named(call, element) for element in named]
    for item in items:
        call.store.erase(call.shelf, item)
    return Outcome(empty(status_of(call, 204)), applied=bool(items))


def checked_revision(call: Call, item: StoredItem, given: Body) -> Body:
    """The new body of an item, if it may be.

    Raises:
        Refusal: the item has another version, or the body does not fit.
    """
    shelf, operation = call.shelf, call.operation
    check_version(call, item, given)
    intake = Intake(call.behaviours, shelf.managed | {str(shelf.record.id_path)}, accepted(call))
    part = intake.take(shelf.shape, without_fixed(given, call), item.body)
    required = shelf.required if _takes_whole(call) or operation.verb is Verb.UPSERT else NOTHING
    required |= {str(path) for path in operation.fields_required} - shelf.managed
    if operation.replaces:
        body = {**_kept_on_replace(call, item, part), **part}
    else:
        body = merged(item.body, part, null_removes=operation.form is BodyForm.MERGE_PATCH)
    whole = part if operation.verb is not Verb.UPSERT else body
    problems = [*intake.problems, *problems_of(shelf.shape, whole, required=_needed(call, required), whole=True)]
    problems += call.store.dangling(shelf, body, item)
    refuse_problems(call, problems)
    refuse_taken(call, call.store.conflicts(shelf, body, item))
    touched = None if operation.replaces else given.keys()
    return completed(shelf.shape, body, element_id=shelf.element_id, only=touched)


def _takes_whole(call: Call) -> bool:
    """Whether a replacing body must have all that an item must have.

    It need not where the description tells what making one requires, and this operation requires less: what must be
    there and is not sent stays then.
    """
    create = call.shelf.record.operation(Verb.CREATE)
    told = create is not None and bool(create.fields_required)
    return call.operation.replaces and not (told and not call.operation.fields_required)


def _needed(call: Call, required: Collection[str]) -> Collection[str]:
    """What a write in part must have: what the operation names, and in elements of arrays what each must have.

    A field that may not be missing may not be emptied either, so all required ones count where they are sent.
    """
    if _takes_whole(call):
        return required
    inside = {path for path in call.shelf.required if "[]." in path}
    return set(required) | inside


def _kept_on_replace(call: Call, item: StoredItem, part: Body) -> Body:
    """What a whole new body does not take away: what the system itself writes, and what the operation does not take."""
    taken, whole = accepted(call), _takes_whole(call)
    kept: Body = {}
    for key, value in item.body.items():
        node = call.shelf.shape.children.get(key)
        writable = node is not None and not node.read_only and node.text not in call.shelf.managed
        stays = not whole and node is not None and node.text in call.shelf.required
        if key not in part and (stays or not (writable and (not taken or node is None or node.text in taken))):
            kept[key] = value
    id_key = call.shelf.record.id_path.root
    return {**kept, id_key: item.body.get(id_key)}


def _update_many(call: Call) -> Outcome:
    """Change every item that an array names by id, or none where one cannot be."""
    bodies = bounded(call, items_in(call.body, call.operation, call.shelf.shape))
    if call.behaviours.refuses_in_part and len(bodies) > 1:
        return Outcome(all_written(call, those_that_fit(bodies, lambda body: _changed(call, body)), 200), applied=True)
    chosen = [(_named(call, body), body) for body in bodies]
    if len({item.id for item, _ in chosen}) < len(chosen):
        raise Refusal(call.behaviours.invalid_status, "an item stands in this request twice")
    checked = [(item, checked_revision(call, item, body)) for item, body in chosen]
    demand_different(call, [body for _, body in checked])
    after = [call.store.revise(call.shelf, item, body) for item, body in checked]
    if len(after) == 1 and call.operation.verb is Verb.UPDATE:
        return Outcome(written(call, after[0], 200), after[0].id, applied=True)
    return Outcome(all_written(call, after, 200), applied=bool(after))


def _changed(call: Call, given: Body) -> StoredItem:
    item = _named(call, given)
    return call.store.revise(call.shelf, item, checked_revision(call, item, given))


def _named(call: Call, element: JSON) -> StoredItem:
    path = call.shelf.record.id_path
    item_id = text_of(dig(element, path.parts) if isinstance(element, dict) else element) or call.wanted_id()
    item = call.shelf.items.get(item_id or "")
    if item is None or item.deleted:
        raise Refusal(404, f"there is no item `{(item_id or '')[:100]}`")
    return item


def _set_archived(call: Call, *, archived: bool) -> Outcome:
    item = call.existing()
    check_version(call, item, {})
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
    return Outcome(written(call, after, 200), item.id, applied=after is not item)
