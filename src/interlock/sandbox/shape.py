"""The fields of a record as a tree, made once, walked for every body."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from interlock.model.profile import FieldProfile, FieldType

_OPEN = {FieldType.ANY, FieldType.MAP, FieldType.OBJECT}


@dataclasses.dataclass(slots=True)
class Node:
    """One field with the fields below it; `text` is its path as the profile writes it (`lines[].sku`).

    The children of an array are the fields of its elements.
    """

    text: str = ""
    field: FieldProfile | None = None
    is_array: bool = False
    children: dict[str, Node] = dataclasses.field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether anything may stand below, because the profile names no fields there."""
        if self.children:
            return False
        if self.field is None:
            return True
        kind = self.field.items if self.is_array else self.field.type
        return kind is None or kind in _OPEN

    @property
    def read_only(self) -> bool:
        """Whether the profile says that only the system writes it."""
        return self.field is not None and self.field.read_only


def shape_of(fields: Iterable[FieldProfile]) -> Node:
    """The tree of a record's fields; objects that only their members mention are in it too."""
    root = Node()
    for profile in fields:
        here = root
        for depth, part in enumerate(profile.path.parts):
            key = part.removesuffix("[]")
            below = here.children.get(key)
            if below is None:
                text = ".".join((*profile.path.parts[:depth], part))
                below = Node(text=text, is_array=part.endswith("[]"))
                here.children[key] = below
            elif part.endswith("[]") and not below.is_array:
                below.is_array = True
                below.text = ".".join((*profile.path.parts[:depth], part))
            here = below
        here.field = profile
        if profile.type is FieldType.ARRAY:
            here.is_array = True
    return root
