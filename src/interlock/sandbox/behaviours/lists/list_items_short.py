"""Lists show the fields that every item must have, and leave out those that only some have."""

from interlock.model.path import Path
from interlock.model.value import Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    record = turn.record
    if not turn.lists or record is None:
        return body
    always: list[Path | None] = [record.id_path, record.created_at.value, record.updated_at.value]
    always += [record.external_id.value, *(record.match_keys.value or ())]
    always += [record.deletes.value.field] if record.deletes.value is not None else []
    kept = {path.root for path in always if path is not None}
    kept |= {field.path.root for field in record.fields if field.required or not field.nullable}
    return {name: value for name, value in body.items() if name in kept}


BEHAVIOUR = Behaviour(twist(shown=_shown), example="`notes` stands in the item and not in the list")
