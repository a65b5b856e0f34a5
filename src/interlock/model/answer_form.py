"""How the answers of an operation look, as its description says: what must stand in them, and their content type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from interlock.model.value import JSON, Body

_SHAPES = {
    "uri": re.compile(r"[A-Za-z][\w+.-]*:.*", re.DOTALL),
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
_ID_ENDINGS = ("_id", "Id", "_code", "Code", "_key", "Key")
_IDS = ("id", "gid", "uuid", "_id", "key", "code")


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in one place of an answer.

    `least` is a value that fits, for where one must stand and nothing better is known. `open` tells that an object may
    hold names that it does not list. `element` is each value of a list, `values`
    each of a map. `kinds` are the JSON types that may stand there and `options` the values, any where these are
    empty.
    """

    least: JSON = None
    nullable: bool = True
    required: bool = False
    open: bool = True
    members: Mapping[str, Form] = field(default_factory=dict)
    element: Form | None = None
    values: Form | None = None
    kinds: frozenset[str] = frozenset()
    options: tuple[JSON, ...] = ()
    format: str = ""

    def filled(self, value: JSON) -> JSON:
        """The value with what must stand in it and does not."""
        if value is None:
            return None if self.nullable else self.made()
        if not self.takes(value):
            return self._instead_of(value)
        if (self.options and value not in self.options) or not has_shape(value, self.format):
            return self.least
        if isinstance(value, dict) and (self.members or self.values is not None):
            whole: Body = {}
            for name, inner in value.items():
                form = self.members.get(name, self.values)
                if form is not None and inner == [] and form.least and not form.required:
                    continue  # a list that may not be empty, and may be left out
                whole[name] = inner if form is None else form.filled(inner)
            for name, form in self.members.items():
                if form.required and name not in whole:
                    whole[name] = form.made()
            return whole
        if isinstance(value, list) and self.element is not None:
            return [self.element.filled(inner) for inner in value]
        return value

    def takes(self, value: JSON) -> bool:
        """Whether a value of that type may stand there."""
        if not self.kinds:
            return True
        if isinstance(value, bool):
            return "boolean" in self.kinds
        if isinstance(value, int):
            return bool(self.kinds & {"integer", "number"})
        named = {float: "number", str: "string", list: "array", dict: "object"}
        return named.get(type(value), "") in self.kinds

    def _instead_of(self, value: JSON) -> JSON:
        """What stands for a value of another type: of an id the item that it is of, as far as it is known."""
        names = [
            *(name for name in _IDS if name in self.members),
            *(n for n in self.members if n.endswith(_ID_ENDINGS)),
        ]
        own = next((name for name in names if self.members[name].takes(value)), None)
        if own is None or not isinstance(value, str | int) or value in {"", False}:
            return None if self.nullable else self.made()
        made = self.made()
        return {**made, own: value} if isinstance(made, dict) else made

    def made(self) -> JSON:
        """The least that fits."""
        if self.members:
            return {name: form.made() for name, form in self.members.items() if form.required}
        return self.least


def has_shape(value: JSON, name: str) -> bool:
    """Whether a text is written as its format asks; true of other values and formats."""
    shape = _SHAPES.get(name)
    return shape is None or not isinstance(value, str) or shape.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The answer of one status: its content type (empty: not told), and what its body holds (None: not told)."""

    content_type: str = ""
    body: Form | None = None


class AnswerForms(Protocol):
    """What a description says of answers."""

    def of(self, method: str, path: str, status: int) -> AnswerForm | None:
        """How that answer looks; None where the description does not list the status."""
        ...

    def lists(self, method: str, path: str) -> frozenset[int]:
        """The statuses that the description lists for an operation."""
        ...
