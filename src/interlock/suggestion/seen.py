"""A learned field as the search for its partner sees it."""

from __future__ import annotations

from interlock.model.profile import FieldProfile
from interlock.model.suggestion import SeenField
from interlock.model.value import JSON


def seen(field: FieldProfile, samples: tuple[JSON, ...] = ()) -> SeenField:
    """What a profile knows of a field, with values that items showed; an example counts as one."""
    shown = samples or (() if field.example is None else (field.example,))
    return SeenField(
        path=str(field.path),
        type=str(field.type),
        items="" if field.items is None else str(field.items),
        format=field.format,
        enum=field.enum,
        unit=field.unit,
        required=field.required,
        unique=bool(field.unique.value),
        read_only=field.read_only,
        write_only=field.write_only,
        refers_to=field.refers_to.value or "",
        label=field.label,
        description=field.description,
        longest=field.max_length,
        samples=shown,
    )
