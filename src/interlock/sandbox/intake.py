"""From what a caller sends to what is kept: fields sorted out, parts merged, the rest completed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from interlock.model.profile import FieldType
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Problem
from interlock.sandbox.behaviours import Behaviours
from interlock.sandbox.shape import Node


@dataclass(slots=True)
class Intake:
    """Sorts one body out.

    `managed` are the paths that the system writes itself whatever is sent (ids, times, versions); `accepted` the paths
    that the operation takes (empty: all). Problems are collected in `problems`.
    """

    behaviours: Behaviours
    managed: frozenset[str]
    accepted: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def take(self, node: Node, given: Body, before: JSON) -> Body:
        """The part of `given` that may be kept; `before` is what stands there now."""
        known = before if isinstance(before, dict) else {}
        if node.open:
            return given
        kept: Body = {}
        for key, value in given.items():
            child = node.children.get(key)
            if child is None:
                if self.behaviours.refuses_unknown_fields:
                    self.problems.append(Problem(f"{node.text}.{key}" if node.text else key, "is not known"))
            elif self._may_write(child, value, known.get(key)):
                kept[key] = self._value(child, value, known.get(key))
        return kept

    def _may_write(self, child: Node, value: JSON, before: JSON) -> bool:
        if child.text in self.managed:
            return False
        if not child.read_only and (not self.accepted or child.text in self.accepted):
            return True
        if self.behaviours.refuses_read_only and value is not None and value != before:
            self.problems.append(Problem(child.text, "cannot be written"))
        return False

    def _value(self, child: Node, value: JSON, before: JSON) -> JSON:
        if child.is_array:
            if not isinstance(value, list) or not child.children:
                return value
            return self._elements(child, value, before)
        if child.children and isinstance(value, dict):
            return self.take(child, value, before)
        return value

    def _elements(self, child: Node, value: list[JSON], before: JSON) -> list[JSON]:
        by_id = {
            str(element["id"]): element
            for element in (before if isinstance(before, list) else [])
            if isinstance(element, dict) and "id" in element
        }
        taken: list[JSON] = []
        for element in value:
            if not isinstance(element, dict):
                taken.append(element)
                continue
            known = by_id.get(str(element.get("id")), {})
            taken.append({**self._system_written(child, known), **self.take(child, element, known)})
        return taken

    @staticmethod
    def _system_written(child: Node, known: Body) -> Body:
        return {key: known[key] for key, below in child.children.items() if below.read_only and key in known}


def accepted_paths(paths: tuple[object, ...], shape: Node) -> frozenset[str]:
    """The paths an operation takes, with what leads there and what lies below; empty where it takes all."""
    wanted = {str(path) for path in paths}
    if not wanted:
        return frozenset()
    found: set[str] = set()

    def walk(node: Node, inside: bool) -> bool:
        here = inside or node.text in wanted
        below = [walk(child, here) for child in node.children.values()]
        if here or any(below):
            found.add(node.text)
            return True
        return False

    walk(shape, False)
    return frozenset(found)


def merged(before: Body, part: Body, *, null_removes: bool) -> Body:
    """`before` with `part` put over it, object by object; arrays are replaced whole."""
    result = dict(before)
    for key, value in part.items():
        old = result.get(key)
        if value is None and null_removes:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(old, dict):
            result[key] = merged(old, value, null_removes=null_removes)
        else:
            result[key] = value
    return result


def completed(
    shape: Node, body: Body, *, element_id: Callable[[Node], JSON], only: Collection[str] | None = None
) -> Body:
    """The body with what a system adds by itself: defaults, null for what may be empty, ids for array elements.

    `only` are the keys that a write in part touched.
    """
    full = dict(body)
    for key, child in shape.children.items():
        if only is not None and key not in only:
            continue
        profile = child.field
        value = full.get(key)
        if isinstance(value, list) and child.children:
            full[key] = [_element(child, element, element_id) for element in value]
        elif key not in full and profile is not None and not profile.write_only:
            if profile.default is not None:
                full[key] = profile.default
            elif profile.nullable:
                full[key] = None
            elif profile.type is FieldType.ARRAY:
                full[key] = []
    return full


def _element(node: Node, element: JSON, element_id: Callable[[Node], JSON]) -> JSON:
    if not isinstance(element, dict):
        return element
    own = node.children.get("id")
    if own is None or element.get("id") is not None:
        return element
    return {"id": element_id(own), **{key: value for key, value in element.items() if key != "id"}}


def without_write_only(node: Node, body: Body) -> Body:
    """The body as it may be shown."""
    shown: Body = {}
    for key, value in body.items():
        child = node.children.get(key)
        if child is not None and child.field is not None and child.field.write_only:
            continue
        if child is not None and child.children and isinstance(value, dict):
            shown[key] = without_write_only(child, value)
        else:
            shown[key] = value
    return shown
