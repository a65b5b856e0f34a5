"""Bodies at the edges of what a description allows: longest, empty, in other scripts, on unusual days, very large."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interlock.model.path import get, put
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import ABSENT, JSON, Body

_LONG = 200
"""How long a text is made where nothing says how long it may be."""
_LARGE = 2**31 - 1
_SCRIPTS = "Zoë Łukasz Ñandú 李明 नमस्ते שלום 👩‍🚀 e\u0301"
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)

Change = Callable[[FieldProfile], JSON]
"""The value of a field at that edge; None where the field has none."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge: what it is called, and what becomes of a plain field there."""

    name: str
    change: Change


def edged(body: Body, edge: Edge, fields: Sequence[FieldProfile], tag: str) -> Body | None:
    """The body at that edge, still with its mark; None where no field of it has such a value."""
    changed = body
    for field in _plain(fields):
        value = edge.change(field)
        if value is None or (get(body, field.path) is ABSENT and not _is_wanted(field)):
            continue
        before = get(body, field.path)
        if isinstance(before, str) and tag in before:
            kept = _beside(tag, value, field)
            if kept is None:
                continue
            value = kept
        changed = put(changed, field.path, value)
    return None if changed == body else changed


def _plain(fields: Sequence[FieldProfile]) -> Iterator[FieldProfile]:
    for field in fields:
        held = field.enum or field.pattern or field.read_only or field.deprecated or field.refers_to.value
        if not held and not field.unique.value and field.path.array is None:
            yield field


def _is_wanted(field: FieldProfile) -> bool:
    """Whether a field that the body does not have is added for the sake of the edge."""
    return not field.path.parts[-1].endswith(("_id", "Id")) and len(field.path.parts) == 1


def _beside(tag: str, value: JSON, field: FieldProfile) -> str | None:
    """A text that has the mark and the edge both; None where there is no room for it."""
    if not isinstance(value, str) or not value:
        return None
    room = field.max_length or _LONG
    text = f"{tag} {value}"
    return text[:room] if room > len(tag) + 1 else None


def _text(field: FieldProfile) -> bool:
    return field.type is FieldType.STRING and not field.format


def _longest(field: FieldProfile) -> JSON:
    most = min(field.max_length or _LONG, 5_000)
    return ("Xylophone" * (most // 9 + 1))[:most] if _text(field) else None


def _scripts(field: FieldProfile) -> JSON:
    return _SCRIPTS[: field.max_length] if _text(field) and not field.min_length else None


def _empty(field: FieldProfile) -> JSON:
    return "" if _text(field) and not field.required and not field.min_length else None


def _spaces(field: FieldProfile) -> JSON:
    fits = _text(field) and (field.max_length is None or field.max_length >= 20)
    return "  two  spaces, \"quotes\" & <tags>; 'end' "[: field.max_length] if fits else None


def _leap(field: FieldProfile) -> JSON:
    return {"date": "2028-02-29", "date-time": "2028-02-29T23:59:59Z"}.get(field.format)


def _old(field: FieldProfile) -> JSON:
    return {"date": "1900-01-01", "date-time": "1969-12-31T23:59:59Z"}.get(field.format)


def _smallest(field: FieldProfile) -> JSON:
    if field.type not in _NUMBERS or field.multiple_of:
        return None
    return _number(field, field.minimum if field.minimum is not None else -1)


def _zero(field: FieldProfile) -> JSON:
    fits = field.type in _NUMBERS and (field.minimum or 0) <= 0 <= (field.maximum if field.maximum is not None else 0)
    return 0 if fits else None


def _largest(field: FieldProfile) -> JSON:
    if field.type not in _NUMBERS or field.multiple_of:
        return None
    return _number(field, min(field.maximum if field.maximum is not None else _LARGE, float(_LARGE)))


def _number(field: FieldProfile, value: float) -> JSON:
    return int(value) if field.type is FieldType.INTEGER else float(value)


EDGES = (
    Edge("longest texts", _longest),
    Edge("many scripts", _scripts),
    Edge("empty texts", _empty),
    Edge("spaces and signs", _spaces),
    Edge("a leap day", _leap),
    Edge("before 1970", _old),
    Edge("smallest numbers", _smallest),
    Edge("zero", _zero),
    Edge("largest numbers", _largest),
)
"""The edges, in the order in which they are tried."""
