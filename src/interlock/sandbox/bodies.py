"""Request bodies read: by their form, bounded, and coerced to the types of the fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

import orjson

from interlock.model.http import Request
from interlock.model.profile import BodyForm, FieldProfile, FieldType, Operation
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Refusal
from interlock.sandbox.envelope import envelope
from interlock.sandbox.multipart import parts_of
from interlock.sandbox.shape import Node

LARGEST_BODY = 5_000_000
_DEEPEST = 60
_MOST_FORM_FIELDS = 5_000
_MOST_ELEMENTS = 1_000
_KEY_PART = re.compile(r"\[([^\[\]]*)\]")
_FORMS = {BodyForm.FORM, BodyForm.MULTIPART}
_SINGLE = {FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN}
_JSON_TYPES = {"application/json", "application/merge-patch+json", "application/vnd.api+json", "text/json"}


def read_body(request: Request, form: BodyForm) -> JSON:
    """The body as JSON values; an empty one is an empty object, and so is a file. Texts of forms are not coerced yet.

    Raises:
        Refusal: 400 malformed, 413 too large, 415 of another form than the operation takes.
    """
    if len(request.body) > LARGEST_BODY:
        raise Refusal(413, f"the body has more than {LARGEST_BODY} bytes")
    if not request.body.strip():
        return {}
    content_type = request.headers.get("content-type", "").split(";")[0].strip().casefold()
    if form is BodyForm.XML:
        raise Refusal(415, f"the sandbox does not read {form.value}")
    if form is BodyForm.BYTES:
        return {}
    if form in _FORMS:
        if content_type != form.value and (content_type or form is BodyForm.MULTIPART):
            raise Refusal(415, f"send {form.value}, not `{content_type[:100]}`")
        return _read_form(request, form)
    if content_type and content_type not in _JSON_TYPES and not content_type.endswith("+json"):
        raise Refusal(415, f"send {form.value}, not `{content_type[:100]}`")
    return _read_json(request.body)


def _read_json(data: bytes) -> JSON:
    try:
        value: JSON = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, f"the body is not JSON: {error}") from None
    if _too_deep(value):
        raise Refusal(400, f"the body is nested deeper than {_DEEPEST}")
    return value


def _too_deep(value: JSON) -> bool:
    level: list[JSON] = [value]
    for _ in range(_DEEPEST):
        level = [
            below
            for inner in level
            if isinstance(inner, dict | list)
            for below in (inner.values() if isinstance(inner, dict) else inner)
            if isinstance(below, dict | list)
        ]
        if not level:
            return False
    return True


def _read_form(request: Request, form: BodyForm) -> Body:
    try:
        pairs = list(_pairs(request, form))
    except ValueError:
        raise Refusal(400, "the body is not a form") from None
    body: Body = {}
    for name, value in pairs:
        root = name.split("[", 1)[0]
        keys = [root, *_KEY_PART.findall(name[len(root) :])]
        if len(keys) > _DEEPEST or _too_deep(value):
            raise Refusal(400, f"the body is nested deeper than {_DEEPEST}")
        _place(body, keys, value)
    return body


def _pairs(request: Request, form: BodyForm) -> Iterable[tuple[str, JSON]]:
    if form is BodyForm.MULTIPART:
        return parts_of(request.headers.get("content-type", ""), request.body)
    text = request.body.decode()
    return parse_qsl(text, keep_blank_values=True, strict_parsing=False, max_num_fields=_MOST_FORM_FIELDS)


def _place(body: Body, keys: list[str], value: JSON) -> None:
    """Put a form's value where its key says: `a[b]`, `a[0][b]` or `a[][b]`; arrays are objects by position first.

    A key that comes again has all its values, as a list.
    """
    here: Body = body
    for at, key in enumerate(keys[:-1]):
        name = key or _position(here, keys[at + 1])
        inner = here.get(name)
        if not isinstance(inner, dict):
            inner = {}
            here[name] = inner
        here = inner
    last = keys[-1] or str(len(here))
    before = here.get(last)
    if isinstance(before, list):
        before.append(value)
    else:
        here[last] = value if before is None else [before, value]


def _position(array: Body, following: str) -> str:
    """Where `[]` points: at the last element while it lacks the following key, else at a new one."""
    last = array.get(str(len(array) - 1))
    return str(len(array) - 1 if isinstance(last, dict) and following not in last else len(array))


def coerced(node: Node, value: JSON) -> JSON:
    """A form's texts as the types that the fields have; what cannot be one is left for validation to name."""
    if node.is_array:
        elements = _elements(value)
        if node.children:
            return [_coerced_object(node, element) for element in elements]
        kind = node.field.items if node.field is not None else None
        return [_coerced_text(node.field, kind, element) for element in elements]
    if isinstance(value, dict):
        return _coerced_object(node, value)
    return _coerced_text(node.field, node.field.type if node.field is not None else None, value)


def _coerced_object(node: Node, value: JSON) -> JSON:
    if not isinstance(value, dict):
        return value
    return {key: coerced(node.children[key], inner) if key in node.children else inner for key, inner in value.items()}


def _elements(value: JSON) -> list[JSON]:
    if isinstance(value, dict):
        positions = [key for key in value if key.isdigit() and len(key) < 6 and int(key) < _MOST_ELEMENTS]
        return [value[key] for key in sorted(positions, key=int)]
    if isinstance(value, list):
        return value
    return [] if value in {None, ""} else [value]


def _coerced_text(field: FieldProfile | None, kind: FieldType | None, value: JSON) -> JSON:
    if isinstance(value, list) and value and kind in _SINGLE:
        value = value[-1]  # of a field that takes one value the last one that was sent counts
    if not isinstance(value, str) or field is None:
        return value
    if value == "" and field.nullable:
        return None
    if kind is FieldType.BOOLEAN and value in {"true", "false"}:
        return value == "true"
    if kind is FieldType.INTEGER and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    if kind is FieldType.NUMBER and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", value):
        return float(value) if "." in value else int(value)
    return value


def items_in(body: JSON, operation: Operation, shape: Node) -> list[Body]:
    """The items that a request body carries, one or, where the operation says so, several.

    Raises:
        Refusal: 400, no item stands where it must.
    """
    if operation.form is BodyForm.JSON_API:
        found = _json_api(body, shape)
    else:
        found = envelope(operation.body_path).within(body)
    several = operation.body_is_array or envelope(operation.body_path).array
    items = found if several and isinstance(found, list) else [found]
    where = f"at `{operation.body_path}`" if operation.body_path else "in the body"
    if found is None and not body:
        return [{}]
    for item in items:
        if not isinstance(item, dict):
            raise Refusal(400, f"there is no object {where}")
    taken = [item for item in items if isinstance(item, dict)]
    if operation.form in _FORMS:
        return [item for item in (_coerced_object(shape, item) for item in taken) if isinstance(item, dict)]
    return taken


def _json_api(body: JSON, shape: Node) -> object:
    """The resource object of a JSON:API body, with its attributes where the profile's fields stand."""
    data = body.get("data") if isinstance(body, dict) else None
    if isinstance(data, list):
        return [_flattened(element, shape) for element in data]
    return _flattened(data, shape)


def _flattened(data: JSON, shape: Node) -> JSON:
    if not isinstance(data, dict) or "attributes" in shape.children:
        return data
    attributes = data.get("attributes")
    flat: Body = dict(attributes) if isinstance(attributes, dict) else {}
    if "id" in data:
        flat["id"] = data["id"]
    return flat
