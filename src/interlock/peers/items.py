"""Items out of answers: where they stand, their id, moments, marks and version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from interlock.errors import Untrusted
from interlock.model.corrections import SOME_CORRECTIONS
from interlock.model.listed import Listed
from interlock.model.path import Path, get
from interlock.model.peer import Item
from interlock.model.profile import DeletesSeen, RecordProfile
from interlock.model.value import ABSENT, JSON, Absent, Body
from interlock.peers.envelope import at, dig, envelope
from interlock.peers.moments import moment


def listed(record: RecordProfile, data: JSON, records_path: str, *, what: str) -> Listed:
    """The items of a list's answer.

    Raises:
        Untrusted: there is no list where the description says, or something in it is no item.
    """
    where = envelope(records_path)
    found = dig(data, where.before)
    if found is None or (data is None and not where.before):
        found = []
    if not isinstance(found, list):
        place = f"at `{'.'.join(where.before)}`" if where.before else "in the answer"
        raise Untrusted(
            f"{what} has no list {place}",
            hint=f"is the right place described? correct it in `{SOME_CORRECTIONS}`",
        )
    ids: list[str] = []
    bodies: list[Body] = []
    key = record.id_path.parts[0] if len(record.id_path.parts) == 1 else None
    for element in found:
        body = dig(element, where.after) if where.after else element
        if not isinstance(body, dict):
            raise _no_item(record, what)
        if "attributes" in body:
            body = _unwrapped(record, body)
        identity = body.get(key) if key is not None else None
        if type(identity) is not str or not identity:  # what most systems show is looked for first
            identity = _identity(record, body, element)
            if identity is None:
                raise _no_item(record, what)
        ids.append(identity)
        bodies.append(body)
    return Listed(ids, bodies, _Reading(record))


def _no_item(record: RecordProfile, what: str) -> Untrusted:
    return Untrusted(f"{what} holds an item without its id at `{record.id_path}`")


class _Reading:
    """Reads items of one record out of bodies that an answer showed; what is the same for all is looked up once."""

    __slots__ = ("_archives", "_created", "_name", "_record", "_updated", "_versioned", "tombstones")

    def __init__(self, record: RecordProfile) -> None:
        self._record = record
        self._name = record.name
        self._created = record.created_at.value
        self._updated = record.updated_at.value
        self._versioned = bool(record.version.value)
        self.tombstones = _marks_deleted(record)
        """whether there may be tombstones among items at all"""
        self._archives = record.archive_flag.value is not None

    def item(self, item_id: str, body: Body, etag: str | None = None) -> Item:
        """The item that the body shows."""
        record = self._record
        created = ABSENT if self._created is None else get(body, self._created)
        updated = ABSENT if self._updated is None else get(body, self._updated)
        created_at = _moment(record, self._created, created)
        # One that was never changed shows the same text twice, which names its own zone where it ends so.
        same = updated == created and isinstance(updated, str) and updated[-1:] == "Z"
        return Item(
            self._name,
            item_id,
            body,
            _version(record, body, etag) if self._versioned else None,
            created_at,
            created_at if same else _moment(record, self._updated, updated),
            self.tombstones and _deleted(record, body),
            self._archives and _archived(record, body),
        )

    def deleted(self, body: Body) -> bool:
        """Whether the body is that of a tombstone."""
        return _deleted(self._record, body)


def single(record: RecordProfile, data: JSON, records_path: str, *, etag: str | None = None) -> Item | None:
    """The one item of an answer; None where it shows none. A list of one counts, as bulk operations answer with it."""
    where = envelope(records_path)
    found = dig(data, where.before)
    around: JSON = data
    if isinstance(found, list) and found:
        around = found[0]
        found = dig(around, where.after)
    elif where.array and isinstance(found, dict):
        found = dig(found, where.after)
    if not isinstance(found, dict):
        found = data
    return shown(record, found, around=around, etag=etag) if isinstance(found, dict) else None


def shown(record: RecordProfile, body: Body, *, around: JSON = None, etag: str | None = None) -> Item | None:
    """The item that a body shows; None where it has no id.

    `around` is what the body is wrapped in, where ids sometimes stand.
    """
    return _shown(_Reading(record), record, body, around, etag)


def all_shown(record: RecordProfile, elements: Iterable[JSON], within: tuple[str, ...]) -> Iterator[Item]:
    """The items that elements of one answer show, each at these keys; those that show none are left out."""
    reading = _Reading(record)
    for element in elements:
        body = dig(element, within) if within else element
        item = _shown(reading, record, body, element, None) if isinstance(body, dict) else None
        if item is not None:
            yield item


def _shown(reading: _Reading, record: RecordProfile, body: Body, around: JSON, etag: str | None) -> Item | None:
    if "attributes" in body:
        body = _unwrapped(record, body)
    identity = _identity(record, body, around)
    return None if identity is None else reading.item(identity, body, etag)


def _unwrapped(record: RecordProfile, body: Body) -> Body:
    """The body of a JSON:API resource whose fields are described without the wrapper around them."""
    attributes = body.get("attributes")
    if isinstance(attributes, dict) and "data" not in body and not _knows(record, "attributes"):
        return {**{key: value for key, value in body.items() if key != "attributes"}, **attributes}
    return body


def _identity(record: RecordProfile, body: Body, around: JSON) -> str | None:
    identity = _id(get(body, record.id_path))
    if identity is None and isinstance(around, dict):
        identity = _id(at(around, str(record.id_path)))
    return identity


def _knows(record: RecordProfile, root: str) -> bool:
    return any(field.path.root == root for field in record.fields)


def _id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) or None


def _moment(record: RecordProfile, path: Path | None, value: JSON | Absent) -> datetime | None:
    if path is None or value is ABSENT:
        return None
    if isinstance(value, str) and value.endswith("Z"):  # it names its own zone
        return moment(value)
    field = record.field(path)
    return moment(value, zone=field.zone if field else "")


def _version(record: RecordProfile, body: Body, etag: str | None) -> str | None:
    how = record.version.value
    if not how:
        return None
    if how == "etag":
        return etag if etag is not None else _told_etag(body)
    value = get(body, Path.of(how))
    return None if value is ABSENT or value is None or isinstance(value, dict | list) else str(value)


def _told_etag(body: Body) -> str | None:
    """The ETag that an item of a list carries itself, as OData writes it; a header can tell that of one item only."""
    told = body.get("@odata.etag")
    if told is None and isinstance(about := body.get("__metadata"), dict):
        told = about.get("etag")
    return told if isinstance(told, str) else None


def _deleted(record: RecordProfile, body: Body) -> bool:
    seen = record.deletes.value
    if seen is None or seen.field is None or not _marks_deleted(record):
        return False
    return _marked(get(body, seen.field), seen.value)


def _marks_deleted(record: RecordProfile) -> bool:
    seen = record.deletes.value
    return seen is not None and seen.field is not None and seen.how in {DeletesSeen.TOMBSTONE, DeletesSeen.FLAG}


def _archived(record: RecordProfile, body: Body) -> bool:
    flag = record.archive_flag.value
    return flag is not None and _marked(get(body, flag.field), flag.value)


def _marked(value: object, mark: JSON) -> bool:
    """Whether a field has the value that marks; where any value does (a moment), whether it has one."""
    if value is ABSENT:
        return False
    if mark is None:
        return value not in (None, False, "", 0)
    return value == mark and isinstance(value, bool) == isinstance(mark, bool)
