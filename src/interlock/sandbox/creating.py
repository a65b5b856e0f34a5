"""The verbs that make items: create, one or many, and upsert."""

from __future__ import annotations

from interlock.model.path import Path, get, put
from interlock.model.profile import Verb
from interlock.model.value import ABSENT, Body
from interlock.sandbox.answers import Outcome, Problem, Refusal
from interlock.sandbox.bodies import items_in
from interlock.sandbox.call import Call
from interlock.sandbox.changing import checked_revision
from interlock.sandbox.envelope import envelope
from interlock.sandbox.index import text_of
from interlock.sandbox.intake import Intake
from interlock.sandbox.item import StoredItem
from interlock.sandbox.partly import those_that_fit
from interlock.sandbox.validation import problems_of
from interlock.sandbox.written import (
    accepted,
    all_written,
    bounded,
    demand_different,
    location_of,
    refuse_problems,
    refuse_taken,
    without_fixed,
    written,
)


def create(call: Call) -> Outcome:
    """Make one item, or all of an array or none."""
    call.demand_parent()
    bodies = bounded(call, items_in(call.body, call.operation, call.shelf.shape))
    if call.behaviours.refuses_in_part and len(bodies) > 1:
        return Outcome(all_written(call, those_that_fit(bodies, lambda body: _made(call, body)), 201), applied=True)
    checked = [_checked_new(call, body) for body in bodies]
    demand_different(call, [body for body, _ in checked])
    _demand_ids(call, sum(own is None for _, own in checked))
    made = [call.store.make(call.shelf, body, item_id=own, scope=call.scope, complete=True) for body, own in checked]
    if len(made) == 1 and call.operation.verb is not Verb.BULK_CREATE:
        headers = location_of(call, made[0])
        return Outcome(written(call, made[0], 201, headers=headers), made[0].id, applied=True)
    return Outcome(all_written(call, made, 201), applied=bool(made))


def _made(call: Call, given: Body) -> StoredItem:
    body, own = _checked_new(call, given)
    _demand_ids(call, int(own is None))
    return call.store.make(call.shelf, body, item_id=own, scope=call.scope, complete=True)


def upsert(call: Call) -> Outcome:
    """Change the items that are meant, each by its id or a value that only it has, or make them."""
    bodies = bounded(call, items_in(call.body, call.operation, call.shelf.shape))
    several = call.operation.body_is_array or envelope(call.operation.body_path).array
    if several:
        items = [_put(call, given)[0] for given in bodies]
        return Outcome(all_written(call, items, 200), applied=bool(items))
    item, made, changed = _put(call, bodies[0])
    headers = location_of(call, item) if made else None
    return Outcome(written(call, item, 201 if made else 200, headers=headers), item.id, applied=changed)


def _put(call: Call, given: Body) -> tuple[StoredItem, bool, bool]:
    """The item as it is now, whether it is new, and whether anything changed."""
    item = _meant(call, given)
    if item is not None:
        after = call.store.revise(call.shelf, item, checked_revision(call, item, given))
        return after, False, after is not item
    wanted = call.wanted_id()
    key = call.shelf.record.external_id.value
    if wanted is not None and call.operation.id_in == "path" and key is not None and get(given, key) is ABSENT:
        given = put(given, key, wanted)
    body, own = _checked_new(call, given)
    _demand_ids(call, int(own is None))
    made = call.store.make(call.shelf, body, item_id=own, scope=call.scope, complete=True)
    return made, True, True


def _checked_new(call: Call, given: Body) -> tuple[Body, str | None]:
    """The body of a new item and the id that the caller chose for it, if any."""
    shelf, operation = call.shelf, call.operation
    intake = Intake(call.behaviours, shelf.managed, accepted(call))
    body = intake.take(shelf.shape, without_fixed(given, call), {})
    required = shelf.required | {str(path) for path in operation.fields_required} - shelf.managed
    problems = [*intake.problems, *problems_of(shelf.shape, body, required=required, whole=True)]
    problems += call.store.dangling(shelf, body, None)
    own = _chosen_id(call, body, problems)
    refuse_problems(call, problems)
    refuse_taken(call, call.store.conflicts(shelf, body, None))
    return body, own


def _demand_ids(call: Call, count: int) -> None:
    """Refuse what needs more new ids than there can be."""
    if not call.shelf.has_ids(count):
        raise Refusal(call.behaviours.duplicate_status, "every id that an item can have is taken")


def _chosen_id(call: Call, body: Body, problems: list[Problem]) -> str | None:
    shelf = call.shelf
    given = get(body, shelf.record.id_path)
    if given is ABSENT or given is None:
        wanted = call.wanted_id() if call.operation.verb is Verb.UPSERT and call.operation.id_in == "path" else None
        if wanted is None or shelf.record.external_id.value is not None:
            return None
        if shelf.ids.options and wanted not in shelf.ids.options:
            problems.append(Problem(str(shelf.record.id_path), "cannot be an id"))
        return wanted
    if not shelf.ids.fits(given):
        problems.append(Problem(str(shelf.record.id_path), "cannot be an id"))
        return None
    item_id = text_of(given)
    there = shelf.items.get(item_id or "")
    if there is not None and not (there.deleted and call.behaviours.ids_come_again):
        raise Refusal(call.behaviours.duplicate_status, f"there is an item with the id `{item_id}` already")
    return item_id


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
