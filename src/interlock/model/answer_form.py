"""How the answers of an operation look, as its description says: what must stand in them, and their content type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from interlock.model.bounds import Bounds
from interlock.model.value import JSON, Body

_ID_ENDINGS = ("_id", "Id", "_code", "Code", "_key", "Key")
_IDS = ("id", "gid", "uuid", "_id", "key", "code")
_DEEPEST = 10
_MOST_MADE = 5_000
_MOST_WEIGHED = 60
_FREE = Bounds()

Later = Callable[[], "Form"]
"""A form that is read when it is first asked for: descriptions go round in circles."""


@dataclass(frozen=True)
class Form:
    """What stands in one place of an answer.

    `least` is a value that fits, for where one must stand and nothing better is known. `needed` are the names that must
    be in an object, `hidden` those that may not; `open` tells that it may hold names that are not listed. `element` is
    each value of a list, `values` each of a map. `kinds` are the JSON types that may stand there and `options` the
    values, any where these are empty. Where there are `choices` a value fits one of them, only one where `only_one`.
    """

    least: JSON = None
    nullable: bool = True
    open: bool = True
    members: Mapping[str, Form] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    each: Later | None = None
    other: Later | None = None
    kinds: frozenset[str] = frozenset()
    options: tuple[JSON, ...] = ()
    bounds: Bounds = _FREE
    ways: tuple[Later, ...] = ()
    only_one: bool = False

    @cached_property
    def element(self) -> Form | None:
        """How each value of a list looks; None where it is not told."""
        return self.each() if self.each is not None else None

    @cached_property
    def values(self) -> Form | None:
        """How each value looks whose name is not listed; None where it is not told."""
        return self.other() if self.other is not None else None

    @cached_property
    def choices(self) -> tuple[Form, ...]:
        """The alternatives, what binds them all included; empty where there is but one way."""
        return tuple(way() for way in self.ways)

    def filled(self, value: JSON) -> JSON:
        """The value with what must stand in it and does not; what cannot stand there gives way."""
        if value is None:
            return None if self.nullable else self.made()
        if self.ways:
            return self._chosen(value)
        if not self.takes(value):
            return self._instead_of(value)
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return self._list(value)
        if self.options:
            return value if value in self.options else self.least
        return value if self.bounds.hold(value) else self.bounds.bent(value, self.least)

    def fits(self, value: JSON, depth: int = 0) -> bool:
        """Whether the value can stand there as it is."""
        if value is None:
            return self.nullable
        if depth > _DEEPEST * 2:
            return True
        if self.ways:
            fitting = sum(choice.fits(value, depth + 1) for choice in self.choices)
            return fitting == 1 if self.only_one else fitting > 0
        if not self.takes(value) or not self.bounds.hold(value):
            return False
        if isinstance(value, dict):
            if not self.needed <= value.keys() or not self.hidden.isdisjoint(value):
                return False
            if not self.open and self.values is None and any(name not in self.members for name in value):
                return False
            named = ((self.members.get(name, self.values), inner) for name, inner in value.items())
            return all(form is None or form.fits(inner, depth + 1) for form, inner in named)
        if isinstance(value, list):
            return self.element is None or all(self.element.fits(inner, depth + 1) for inner in value)
        return not self.options or value in self.options

    def takes(self, value: JSON) -> bool:
        """Whether a value of that type may stand there."""
        if not self.kinds:
            return True
        if isinstance(value, bool):
            return "boolean" in self.kinds
        if isinstance(value, int):
            return bool(self.kinds & {"integer", "number"})
        if isinstance(value, float):
            return "number" in self.kinds or (value.is_integer() and "integer" in self.kinds)
        return ("string" if isinstance(value, str) else "array" if isinstance(value, list) else "object") in self.kinds

    def made(self) -> JSON:
        """The least that fits."""
        return _Maker().of(self)

    def _object(self, value: Body) -> JSON:
        if not (self.members or self.values is not None or self.needed or self.bounds.fewest or not self.open):
            return value
        whole: Body = {}
        for name, inner in value.items():
            form = self.members.get(name, self.values)
            if name in self.hidden or (form is None and not self.open):
                continue
            if form is not None and inner == [] and form.bounds.fewest and name not in self.needed:
                continue  # a list that may not be empty, and may be left out
            whole[name] = inner if form is None else form.filled(inner)
        for name in sorted(self.needed - whole.keys() - self.hidden):
            form = self.members.get(name)
            whole[name] = "" if form is None else form.made()
        return _Maker().enough(self, whole)

    def _list(self, value: list[JSON]) -> JSON:
        filled = [self.element.filled(inner) for inner in value] if self.element is not None else value
        return filled if self.bounds.hold(filled) else self.bounds.bent(filled, filled)

    def _chosen(self, value: JSON) -> JSON:
        """The value as the alternative has it that it is most like."""
        nearest = sorted(self.choices[:_MOST_WEIGHED], key=lambda choice: choice.distance(value))
        for choice in nearest[:8] if self.only_one else ():
            found = self._told_apart(choice, choice.filled(value))
            if self.fits(found):
                return found
        return nearest[0].filled(value)

    def _told_apart(self, choice: Form, found: JSON) -> JSON:
        """The value without what only other alternatives demand: with it, it would fit these as well."""
        if not isinstance(found, dict):
            return found
        shown = found
        for other in self.choices:
            strange = sorted(other.needed - choice.needed - choice.members.keys())
            if other is not choice and strange and other.fits(shown):
                shown = {name: inner for name, inner in shown.items() if name != strange[0]}
        return shown

    def distance(self, value: JSON, depth: int = 0) -> float:
        """How much of a value would have to change for it to fit; 0 where nothing would."""
        if value is None:
            return 0.0 if self.nullable else 3.0
        if depth > _DEEPEST:
            return 0.0
        if self.ways:
            return min(choice.distance(value, depth + 1) for choice in self.choices[:_MOST_WEIGHED])
        if not self.takes(value):
            return 10.0
        if isinstance(value, dict):
            known = [name for name in value if name in self.members][:_MOST_WEIGHED]
            unknown = (len(value) - len(known)) * (0.01 if self.open else 1.0)
            missing = 2.0 * len(self.needed - value.keys())
            return unknown + missing + sum(self.members[name].distance(value[name], depth + 1) for name in known)
        if isinstance(value, list):
            return sum(self.element.distance(one, depth + 1) for one in value[:3]) if self.element is not None else 0.0
        if self.options and value not in self.options:
            return 5.0
        return 0.0 if self.bounds.hold(value) else 3.0

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


class _Maker:
    """Makes the least that fits, bounded in depth and size."""

    def __init__(self) -> None:
        self._left = _MOST_MADE

    def of(self, form: Form, depth: int = 0) -> JSON:
        """What fits the form."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return form.least
        if form.ways:
            return self._alternative(form, depth)
        if form.needed:
            body = {name: self._named(form, name, depth) for name in sorted(form.needed - form.hidden)}
            return self.enough(form, body, depth)
        if form.element is not None and form.bounds.fewest and form.least == []:
            return [self.of(form.element, depth + 1) for _ in range(min(form.bounds.fewest, 50))]
        return self.enough(form, {}, depth) if form.least == {} else form.least

    def enough(self, form: Form, body: Body, depth: int = 0) -> Body:
        """The object with so many names as it must have at least."""
        missing = min(form.bounds.fewest, 50) - len(body)
        if missing <= 0:
            return body
        free = [name for name in form.members if name not in body and name not in form.hidden]
        free += [f"name{at}" for at in range(1, missing + 1)] if form.open or form.values is not None else []
        return {**body, **{name: self._named(form, name, depth) for name in free[:missing]}}

    def _named(self, form: Form, name: str, depth: int) -> JSON:
        inner = form.members.get(name, form.values)
        return "" if inner is None else self.of(inner, depth + 1)

    def _alternative(self, form: Form, depth: int) -> JSON:
        """The first alternative; where only one may fit, the first that no other takes as well."""
        first = self.of(form.choices[0], depth + 1)
        if not form.only_one or depth > 2 or form.fits(first):
            return first
        others = (self.of(choice, depth + 1) for choice in form.choices[1:8])
        return next((one for one in others if form.fits(one)), first)


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
