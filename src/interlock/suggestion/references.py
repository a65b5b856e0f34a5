"""Fields that refer to items of a record that flows: one by one, or as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from interlock.model.suggestion import SeenField
from interlock.systems.words import stem

_IDS = {"id", "_id", "uuid", "gid", "guid"}


def with_lists(fields: Sequence[SeenField], linked: Mapping[tuple[str, str], str], side: int) -> tuple[SeenField, ...]:
    """The fields; the id of the objects in a list that is called as a resource that flows refers to that resource."""
    resources = tuple(dict.fromkeys(pair[side] for pair in linked))
    return tuple(_with_list(one, resources) for one in fields)


def is_listed(field: SeenField) -> bool:
    """Whether a field holds the ids of a list: all of them, or that of each object in it."""
    return field.type == "array" or _named_list(field) != ""


def _with_list(field: SeenField, resources: Sequence[str]) -> SeenField:
    name = "" if field.refers_to else _named_list(field)
    if not name:
        return field
    words = stem(name)
    found = [one for one in resources if stem(one)[-len(words) :] == words]
    return replace(field, refers_to=found[0]) if len(found) == 1 else field


def _named_list(field: SeenField) -> str:
    """The name of the list of objects whose id the field is; empty where it is something else."""
    *above, last = field.path.split(".")
    if last.lower() not in _IDS or not above or not above[-1].endswith("[]"):
        return ""
    return above[-1].removesuffix("[]")
