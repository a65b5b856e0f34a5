"""One call as an operation of a record: where the item stands in body and answer, and which fields it takes."""

from __future__ import annotations

from interlock.model.path import Path
from interlock.model.profile import Confidence, Evidence, Fact, Operation, Verb
from interlock.model.value import JSON
from interlock.systems.abundance import all_or_none, most_at_once
from interlock.systems.answers import Found, find_item, find_list
from interlock.systems.calls import Call
from interlock.systems.fields import Rows, accepted, rows_of
from interlock.systems.replacing import replaces
from interlock.systems.resources import Resource, thing
from interlock.systems.shapes import NOTHING, Shape, Shapes

_LISTS = (Verb.LIST, Verb.SEARCH)


def operation_of(
    verb: Verb, call: Call, resource: Resource, shapes: Shapes, *, item: Shape, writable: frozenset[Path]
) -> Operation:
    """The call as an operation; `writable` are the record's fields that are not read-only."""
    body = body_item(call, resource, shapes, item=item) if verb not in _LISTS else None
    rows = rows_of(shapes, body.item) if body else {}
    takes = accepted(rows)
    id_in, id_param = _id_place(verb, call)
    path, is_array = _body_path(body)
    return Operation(
        verb=verb,
        method=call.method,
        path=call.path,
        parameters=tuple(i.parameter for i in call.inputs),
        form=call.form,
        body_path=path,
        body_is_array=is_array,
        body_fixed=_fixed(shapes, body.item) if body else {},
        records_path=_records_path(verb, call, resource, shapes, item),
        returns_item=_returns_item(call, resource, shapes, item) if verb not in _LISTS else Fact(),
        success=call.success,
        id_in=id_in,
        id_param=id_param,
        replaces=verb is Verb.UPDATE and replaces(call, shapes),
        at_once=most_at_once(call, shapes, path) if is_array else Fact(),
        whole=all_or_none(call) if is_array else Fact(),
        fields_accepted=() if not takes or writable <= set(takes) else takes,
        fields_required=_required(rows),
        asks=call.asks,
        pointer=call.pointer,
    )


def body_item(call: Call, resource: Resource, shapes: Shapes, *, item: Shape) -> Found | None:
    """The item in the body of a write, or None where there is no body."""
    if call.body is None:
        return None
    body = shapes.of(call.body)
    found = find_item(shapes, body, name=thing(resource), like=item)
    return found if found is None or _is_wrapped(shapes, body, found.path) else Found("", body, 0)


def _is_wrapped(shapes: Shapes, body: Shape, path: str) -> bool:
    """Whether what stands there can be what is sent: not where it may be left out of an object that needs other things.

    What an item belongs to may have much in common with the item itself.
    """
    here = body
    for part in path.split(".") if path else ():
        key = part.removesuffix("[0]")
        if here.required and key not in here.required:
            return False
        here = shapes.property(here, key)
        here = shapes.element(here) if here.is_array else here
    return True


def _body_path(body: Found | None) -> tuple[str, bool]:
    if body is None:
        return "", False
    is_array = body.path.endswith("[0]")
    return body.path.removesuffix("[0]"), is_array


def _fixed(shapes: Shapes, item: Shape) -> dict[str, JSON]:
    """The fields of the body that must be there and can have one value only."""
    fixed: dict[str, JSON] = {}
    for name in item.properties:
        if name in item.required:
            values = shapes.property(item, name).keywords.get("enum")
            if isinstance(values, list) and len(values) == 1 and isinstance(values[0], str | int | bool):
                fixed[name] = values[0]
    return fixed


def _records_path(verb: Verb, call: Call, resource: Resource, shapes: Shapes, item: Shape) -> str:
    if verb is Verb.LIST and resource.found is not None:
        return resource.found.path
    if call.answer is None:
        return ""
    answer = shapes.of(call.answer)
    if verb is Verb.SEARCH:
        from_search = search_found(call, resource, shapes)
        return from_search.path if from_search else ""
    found = find_item(shapes, answer, name=thing(resource), like=item)
    return found.path if found else ""


def search_found(call: Call, resource: Resource, shapes: Shapes) -> Found | None:
    """The array of items in the answer of a search."""
    answer = shapes.of(call.answer) if call.answer is not None else NOTHING
    return find_list(shapes, answer, name=thing(resource))


def _returns_item(call: Call, resource: Resource, shapes: Shapes, item: Shape) -> Fact[bool]:
    """Whether the answer shows the item; a 204, or a body that is something else, does not."""
    if call.answer is None:
        if call.success:
            return Fact(False, Confidence.SURE, (Evidence(f"{call.pointer}/responses"),))
        return Fact()
    answer = shapes.of(call.answer)
    found = find_item(shapes, answer, name=thing(resource), like=item)
    evidence = (Evidence(answer.pointer),)
    if found is None or not found.item.properties:
        return (
            Fact() if not answer.properties and answer.kinds <= {"object"} else Fact(False, Confidence.LIKELY, evidence)
        )
    both = set(found.item.properties) & set(item.properties)
    alike = bool(item.properties) and len(both) * 2 >= min(len(item.properties), len(found.item.properties))
    return Fact(alike, Confidence.SURE if alike else Confidence.LIKELY, evidence)


def _id_place(verb: Verb, call: Call) -> tuple[str, str]:
    """Where the id goes and what the parameter is called."""
    if verb in (Verb.LIST, Verb.SEARCH, Verb.CREATE, Verb.BULK_CREATE, Verb.BULK_UPDATE):
        return "path", ""
    params = [s for s in call.segments if s.startswith("{")]
    last = call.segments[-2:] if len(call.segments) > 1 else call.segments
    if params and any(s in last for s in params) and verb not in (Verb.BULK_DELETE, Verb.UPSERT):
        return "path", params[-1].strip("{}")
    for given in call.sent_in("query"):
        if given.name.split(":")[0].split("[")[0].lower() in ("id", "ids"):
            return "query", given.name
    return ("body", "id") if call.body is not None else ("path", params[-1].strip("{}") if params else "")


def _required(rows: Rows) -> tuple[Path, ...]:
    """The fields that the body must have: those at its top, and those in what is itself required."""
    required: set[Path] = set()
    for path, row in rows.items():
        if row.required and not row.is_read_only:
            above = path.parts[:-1]
            if not above or Path(above) in required:
                required.add(path)
    return tuple(p for p in rows if p in required)
