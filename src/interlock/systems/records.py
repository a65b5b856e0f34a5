"""One resource as a record profile: every fact that the description gives of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from interlock.model.path import Path
from interlock.model.profile import Confidence, EventKind, Evidence, Fact, Paging, RecordProfile, SinceFilter, Verb
from interlock.systems.answers import find_item
from interlock.systems.calls import Call
from interlock.systems.changes import since_of, sort_of
from interlock.systems.deletes import archive_flag_of, deletes_of
from interlock.systems.fields import Rows, fields_of, rows_of, writable
from interlock.systems.headers import idempotency_of, version_of
from interlock.systems.keys import primary_key
from interlock.systems.lookups import (
    external_id_of,
    finds_of,
    match_keys_of,
    merged_ids_of,
    with_references,
    with_unique,
)
from interlock.systems.operations import body_item, operation_of
from interlock.systems.paging import paging_of
from interlock.systems.resources import Resource, thing
from interlock.systems.shapes import NOTHING, Shape, Shapes
from interlock.systems.stamps import Stamps, stamps_of
from interlock.systems.words import singular, stem


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record must know of the rest: names of resources by singular, events, prose, the common header."""

    names: Mapping[str, str]
    events: tuple[EventKind, ...]
    prose: str
    idempotency: Fact[str]


@dataclass(frozen=True, slots=True)
class _Others:
    """All names but the own one, without a copy for each of thousands of records."""

    names: Mapping[str, str]
    own: str

    def __contains__(self, name: object) -> bool:
        return name != self.own and name in self.names


def record_of(resource: Resource, shapes: Shapes, around: Surroundings) -> RecordProfile:
    """The profile of one resource."""
    item = shown_item(resource, shapes)
    create = _rows(resource, shapes, item, Verb.CREATE, Verb.BULK_CREATE, Verb.UPSERT)
    update = _rows(resource, shapes, item, Verb.UPDATE, Verb.BULK_UPDATE)
    fields = fields_of(shapes, read=rows_of(shapes, item), create=create, update=update)
    others = _Others(around.names, "".join(stem(thing(resource))))
    params = _path_params(resource)
    key = _key(resource, shapes, item, params, others)
    own = key.value[0] if key.value else None
    if own is not None:
        resource.prefer(own.parts[-1])
    fields = with_references(with_unique(resource, fields), own_key=own, names=around.names)
    stamps = stamps_of(shapes, item, thing=thing(resource), prose=around.prose)
    listed = _listed(resource, shapes, stamps)
    deleted = next((e for e in around.events if e.record == resource.name and e.change == "deleted"), None)
    takes = writable(fields)
    own_events = tuple(e for e in around.events if e.record == resource.name)
    return RecordProfile(
        name=resource.name,
        label=item.says("title")[:80],
        parent=_parent(resource),
        operations=tuple(
            operation_of(verb, call, resource, shapes, item=item, writable=takes) for verb, call in resource.calls
        ),
        fields=fields,
        primary_key=key,
        paging=listed.paging,
        search_paging=listed.search_paging,
        search_since=listed.search_since,
        created_at=stamps.created_at,
        updated_at=stamps.updated_at,
        since=listed.since,
        created_since=listed.created_since,
        stamp_resolution_s=stamps.resolution_s,
        sort=sort_of(resource.list_call, updated_at=stamps.updated_at.value) if resource.list_call else Fact(),
        deletes=deletes_of(
            resource,
            fields,
            deleted_event=deleted.name if deleted else "",
            event_pointer=deleted.pointer if deleted else "",
        ),
        archive_flag=archive_flag_of(resource, fields),
        match_keys=match_keys_of(fields, own_key=own),
        finds=finds_of(resource.list_call, fields, own_key=own) if resource.list_call else (),
        merged_ids=merged_ids_of(fields),
        external_id=external_id_of(resource, fields, own_key=own),
        idempotency_header=_idempotency(resource, around),
        version=version_of(resource, shapes),
        events=_events(own_events),
    )


def _key(
    resource: Resource, shapes: Shapes, item: Shape, params: tuple[str, ...], others: Container[str]
) -> Fact[tuple[Path, ...]]:
    """The key of an item; where its path does not say what it is, what its list is called says it."""
    by_path = primary_key(
        shapes, item, thing=thing(resource), path_params=params, others=others, together=resource.together
    )
    called = singular(resource.found.path.replace("[*]", "").rsplit(".", 1)[-1]) if resource.found else ""
    if by_path.confidence in (Confidence.SURE, Confidence.LIKELY) or not called or called == thing(resource):
        return by_path
    by_list = primary_key(shapes, item, thing=called, path_params=params, others=others, together=resource.together)
    return by_list if by_list.confidence in (Confidence.SURE, Confidence.LIKELY) else by_path


def shown_item(resource: Resource, shapes: Shapes) -> Shape:
    """The shape of one item as the system shows it: in its list, else where it is read, created or changed."""
    listed = resource.found.item if resource.found else NOTHING
    for verb in (Verb.GET, Verb.CREATE, Verb.UPDATE):
        call = resource.call(verb)
        if call is None or call.answer is None:
            continue
        found = find_item(shapes, shapes.of(call.answer), name=thing(resource), like=listed)
        if found is None or not found.item.properties:
            continue
        if not listed.properties:
            return found.item
        # A list may show less of each item than a look at one does.
        if (
            verb is Verb.GET
            and len(set(listed.properties) & set(found.item.properties)) * 3 > len(listed.properties) * 2
        ):
            both = {**found.item.properties, **listed.properties}
            return listed if len(both) == len(listed.properties) else _with(listed, found.item)
        return listed
    return listed


def _with(listed: Shape, whole: Shape) -> Shape:
    return Shape(
        pointer=listed.pointer,
        kinds=listed.kinds,
        nullable=listed.nullable,
        properties={**listed.properties, **{k: v for k, v in whole.properties.items() if k not in listed.properties}},
        required=listed.required,
        items=listed.items,
        keywords=listed.keywords,
        variants=listed.variants,
    )


def _rows(resource: Resource, shapes: Shapes, item: Shape, *verbs: Verb) -> Rows:
    """The fields that the first of these operations takes."""
    for verb in verbs:
        call = resource.call(verb)
        if call is not None and call.body is not None:
            found = body_item(call, resource, shapes, item=item)
            if found is not None and found.item.properties:
                return rows_of(shapes, found.item)
    return {}


def _path_params(resource: Resource) -> tuple[str, ...]:
    found: list[str] = []
    for verb in (Verb.GET, Verb.UPDATE, Verb.DELETE):
        call = resource.call(verb)
        if call is not None and call.ends_in_parameter:
            found.append(call.segments[-1].strip("{}"))
    return tuple(dict.fromkeys(found))


def _parent(resource: Resource) -> Fact[str]:
    if not resource.parent or resource.list_call is None:
        return Fact()
    return Fact(resource.parent, Confidence.LIKELY, (Evidence(resource.list_call.pointer),))


@dataclass(frozen=True, slots=True)
class _Listed:
    paging: Fact[Paging]
    since: Fact[SinceFilter]
    created_since: Fact[SinceFilter]
    search_paging: Fact[Paging]
    search_since: Fact[SinceFilter]


def _listed(resource: Resource, shapes: Shapes, stamps: Stamps) -> _Listed:
    """What is known of reading the list and the search."""
    paging, changed, created = _reading(resource.list_call, shapes, stamps)
    search_paging, search_changed, _ = _reading(resource.call(Verb.SEARCH), shapes, stamps)
    return _Listed(paging, changed, created, search_paging, search_changed)


def _reading(
    call: Call | None, shapes: Shapes, stamps: Stamps
) -> tuple[Fact[Paging], Fact[SinceFilter], Fact[SinceFilter]]:
    if call is None:
        return Fact(), Fact(), Fact()
    since = since_of(call, shapes, updated_at=stamps.updated_at.value, created_at=stamps.created_at.value)
    return paging_of(call, shapes), since.changed, since.created


def _idempotency(resource: Resource, around: Surroundings) -> Fact[str]:
    create = resource.call(Verb.CREATE)
    if create is None:
        return Fact()
    own = idempotency_of(create)
    return own if own.known else around.idempotency


def _events(own: tuple[EventKind, ...]) -> Fact[tuple[str, ...]]:
    if not own:
        return Fact()
    return Fact(tuple(e.name for e in own), Confidence.LIKELY, tuple(Evidence(e.pointer) for e in own[:3]))
