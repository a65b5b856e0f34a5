"""Requests that write, rendered before they are sent: what goes where, and nothing that may not be written."""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.errors import NotPossible
from interlock.model.http import Request
from interlock.model.path import Path, get, put
from interlock.model.peer import Item
from interlock.model.profile import BodyForm, FieldType, Operation, RecordProfile, SystemProfile, Verb
from interlock.model.recovery import key_header
from interlock.model.value import ABSENT, JSON, Body
from interlock.peers.envelope import envelope, merge, nest, put_at
from interlock.peers.forms import encoded
from interlock.peers.parts import Writable, changed, merge_patch, with_required, writable
from interlock.peers.reads import common_headers, filled
from interlock.peers.together import together_operation

_CREATES = (Verb.CREATE, Verb.UPSERT, Verb.BULK_CREATE)
_UPDATES = (Verb.UPDATE, Verb.UPSERT, Verb.BULK_UPDATE)
_FORMS = {form: form.value for form in BodyForm}
_TRUE = {"true", "yes", "1", "on"}
_FALSE = {"false", "no", "0", "off"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Renders the writes of one record of one system."""

    system: SystemProfile
    record: RecordProfile
    _may: dict[str, Writable] = field(default_factory=dict, compare=False, repr=False)
    _creates: dict[bool, tuple[Operation, Writable, str]] = field(default_factory=dict, compare=False, repr=False)
    _headers: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def create(self, body: Body, *, key: str | None, together: bool = False) -> Request:
        """The request that creates an item; `together` with others, where the system takes several.

        Raises:
            NotPossible: the system cannot create such items.
        """
        known = self._creates.get(together)
        if known is None:
            many = together_operation(self.system, self.record, Verb.CREATE) if together else None
            operation = many[0] if many else self._operation(_CREATES, "create")
            name = key_header(self.system, self.record)
            known = self._creates[together] = operation, self._writable(operation), name.lower() if name else ""
        operation, may, name = known
        headers = {} if key is None or not name else {name: key}
        return self._rendered(operation, may.of(body), None, headers)

    def update(self, before: Item, body: Body, *, together: bool = False) -> Request:
        """The request that turns `before` into `body`; `together` with others, where the system takes several.

        Raises:
            NotPossible: the system cannot change such items.
        """
        many = together_operation(self.system, self.record, Verb.UPDATE) if together else None
        operation = many[0] if many else self._operation(_UPDATES, "change")
        may = self._writable(operation)
        was, wanted = may.of(before.body), may.of(body)
        if operation.replaces:
            part = wanted
        elif operation.form is BodyForm.MERGE_PATCH:
            part = with_required(merge_patch(was, wanted), wanted, operation, whole=False)
        else:
            part = with_required(changed(was, wanted), wanted, operation, whole=True)
        headers, part = self._protected(before, part)
        return self._rendered(operation, part, before.id, headers)

    def delete(self, before: Item) -> Request:
        """The request that deletes an item.

        Raises:
            NotPossible: the system cannot delete such items.
        """
        operation = self._operation((Verb.DELETE,), "delete")
        headers, _ = self._protected(before, {})
        return self._rendered(operation, None, before.id, headers)

    def archive(self, before: Item, *, field: Path | None, value: str | None) -> Request:
        """The request that archives an item: by that field, else the archive operation, else the archive flag.

        Raises:
            NotPossible: the system has no way to archive such items, or not this one.
        """
        if field is not None:
            return self._flagged(before, field, self._typed(field, value))
        operation = self.record.operation(Verb.ARCHIVE)
        if operation is not None:
            return self._rendered(operation, None, before.id, {})
        flag = self.record.archive_flag.value
        if flag is None:
            raise NotPossible(
                f"`{self.system.name}` has no way to archive `{self.record.name}`: no request and no field for it",
                hint="write `archive by FIELD = VALUE` in the data map, or decide for `keep` or `delete`",
            )
        return self._flagged(before, flag.field, flag.value)

    def restore(self, before: Item) -> Request:
        """The request by which the system takes an item out of its archive or its bin.

        Raises:
            NotPossible: it has none.
        """
        return self._rendered(self._operation((Verb.RESTORE,), "restore"), None, before.id, {})

    def _flagged(self, before: Item, field: Path, value: JSON) -> Request:
        known = self.record.field(field)
        if known is not None and known.read_only:
            raise NotPossible(
                f"`{field}` of `{self.record.name}` in `{self.system.name}` cannot be written, so it cannot archive"
            )
        return self.update(before, put(before.body, field, value))

    def _typed(self, field: Path, value: str | None) -> JSON:
        """The value that a document writes as text, in the type of its field."""
        known = self.record.field(field)
        if known is None:
            raise NotPossible(f"`{self.record.name}` of `{self.system.name}` has no field `{field}` to archive by")
        kind = known.type
        if value is None:
            return True if kind is FieldType.BOOLEAN else None
        if kind is FieldType.BOOLEAN and value.casefold() in _TRUE | _FALSE:
            return value.casefold() in _TRUE
        try:
            if kind is FieldType.INTEGER:
                return int(value)
            if kind is FieldType.NUMBER:
                return float(value)
        except ValueError:
            pass
        if kind in {FieldType.STRING, FieldType.ANY}:
            return value
        raise NotPossible(
            f"`{field}` of `{self.record.name}` in `{self.system.name}` holds {kind} values; it cannot be `{value}`"
        )

    def _operation(self, verbs: tuple[Verb, ...], what: str) -> Operation:
        for verb in verbs:
            operation = self.record.operation(verb)
            if operation is not None:
                return operation
        raise NotPossible(
            f"`{self.system.name}` cannot {what} `{self.record.name}`: its description has no such request"
        )

    def _writable(self, operation: Operation) -> Writable:
        name = f"{operation.method} {operation.path} {operation.verb.value}"
        known = self._may.get(name)
        if known is None:
            known = self._may[name] = writable(self.record, operation)
        return known

    def _protected(self, before: Item, part: Body) -> tuple[dict[str, str], Body]:
        """What keeps a write from going over a newer one: a header, or the version field in the body."""
        how = self.record.version.value
        if not how or before.version is None:
            return {}, part
        if how == "etag":
            return {"if-match": before.version}, part
        path = Path.of(how)
        value = get(before.body, path)
        return {}, part if value is ABSENT else put(part, path, value)

    def _rendered(
        self, operation: Operation, part: Body | None, item_id: str | None, headers: dict[str, str]
    ) -> Request:
        query: tuple[tuple[str, str], ...] = ()
        if item_id is not None and operation.id_in == "query":
            query = ((operation.id_param or str(self.record.id_path), item_id),)
        in_path = item_id if operation.id_in == "path" else None
        path = filled(self.system, operation, in_path)
        if not self._headers:
            self._headers.update(common_headers(self.system))
        every = {**self._headers, **headers}
        data = self._around(operation, part, item_id)
        if data is None:
            return Request(operation.method, path, query, every)
        every["content-type"] = _FORMS[operation.form]
        return Request(operation.method, path, query, every, encoded(operation.form, data))

    def _around(self, operation: Operation, part: Body | None, item_id: str | None) -> JSON:
        """The whole body of the request; None where it has none."""
        if operation.id_in == "envelope" and item_id is not None:
            around = dict(operation.body_fixed)
            if part is not None:
                inside = nest(envelope(operation.body_path).before, part)
                around = merge(around, inside if isinstance(inside, dict) else {})
            return put_at(around, operation.id_param, self._counted(item_id))
        bulk = operation.verb is Verb.BULK_UPDATE and "{" not in operation.path.rpartition("/")[2]
        named = item_id is not None and (operation.id_in == "body" or bulk)
        if part is None and not named:
            return dict(operation.body_fixed) or None
        part = part or {}
        if operation.form is BodyForm.JSON_API:
            return merge(dict(operation.body_fixed), {"data": self._resource(part, item_id)})
        if item_id is not None and named:
            path = Path.of(operation.id_param) if operation.id_param else self.record.id_path
            part = put(part, path, self._counted(item_id))
        where = envelope(operation.body_path)
        inner = nest(where.after, part)
        whole = nest(where.before, [inner] if operation.body_is_array or where.array else inner)
        if not operation.body_fixed or not isinstance(whole, dict):
            return whole
        return merge(dict(operation.body_fixed), whole)

    def _resource(self, part: Body, item_id: str | None) -> Body:
        """A JSON:API resource object; its type stands in the fixed part of the body."""
        described_around = any(field.path.root == "attributes" for field in self.record.fields)
        resource: Body = dict(part) if described_around else {"attributes": part}
        return resource if item_id is None else {"id": item_id, **resource}

    def _counted(self, item_id: str) -> JSON:
        """The id in the type that the system gives its ids."""
        known = self.record.field(self.record.id_path)
        counts = known is not None and known.type is FieldType.INTEGER
        return int(item_id) if counts and item_id.lstrip("-").isdecimal() else item_id
