"""A deleted item is gone, and only a list of everything that was done has it: `GET /activity`."""

from dataclasses import replace

from interlock.model.path import Path
from interlock.model.profile import (
    DeletesSeen,
    DeleteVisibility,
    FieldProfile,
    FieldType,
    Operation,
    Paging,
    PagingStyle,
    RecordProfile,
    Verb,
    sure,
)
from interlock.sandbox.behaviours._behaviour import Acting, Behaviour
from interlock.sandbox.behaviours._twist import Twist
from interlock.sandbox.item import StoredItem
from interlock.sandbox.store import Store

_NAME = "activity"
_LOG = RecordProfile(
    _NAME,
    operations=(Operation(Verb.LIST, "GET", f"/{_NAME}", records_path="data"),),
    fields=(
        FieldProfile(Path.of("id"), FieldType.INTEGER, read_only=True),
        *(FieldProfile(Path.of(name), FieldType.STRING) for name in ("action", "resource", "item")),
        FieldProfile(Path.of("timestamp"), FieldType.STRING, format="date-time", read_only=True),
    ),
    paging=sure(Paging(PagingStyle.OFFSET, "offset", "limit", first=0)),
    created_at=sure(Path.of("timestamp")),
)


def _changed(store: Store, item: StoredItem) -> None:
    if item.resource != _NAME:
        action = "delete" if item.deleted else "create" if item.version == 1 else "update"
        store.insert(_NAME, {"action": action, "resource": item.resource, "item": item.id})


def _act(acting: Acting, _amount: float) -> Acting:
    gone = sure(DeleteVisibility(DeletesSeen.NONE))
    records = tuple(replace(one, deletes=gone) for one in acting.profile.records if one.name != _NAME)
    settings = replace(acting.settings, twists=(*acting.settings.twists, Twist(changed=_changed)))
    return Acting(replace(acting.profile, records=(*records, _LOG)), settings)


BEHAVIOUR = Behaviour(_act, example='`{"action": "delete", "resource": "things", "item": "7"}` in `GET /activity`')
