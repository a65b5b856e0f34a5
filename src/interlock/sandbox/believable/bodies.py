"""Whole believable bodies for one resource."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from interlock.model.path import Path, get, put
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON, Body
from interlock.sandbox.believable.edges import Edges
from interlock.sandbox.believable.naming import resource_named, words_of_path
from interlock.sandbox.believable.scene import Scene, scene
from interlock.sandbox.believable.values import ValueMaker, value_maker
from interlock.sandbox.believable.words import LOCALES, Locale
from interlock.sandbox.chance import Chance
from interlock.sandbox.ids import id_maker
from interlock.sandbox.shape import Node
from interlock.sandbox.shelf import Shelf


class BodyMaker:
    """Makes bodies for one resource that its system would accept; the same number gives the same body.

    `resources` are the names of all resources, by which fields that hold their ids are recognised.
    """

    def __init__(self, shelf: Shelf, *, system: str, seed: int, resources: Sequence[str]) -> None:
        self._shelf = shelf
        self._key = (system, shelf.record.name, seed)
        self._resources = tuple(resources)
        self._distinct = self._distinct_paths()
        self._left_out = self._left_out_paths()
        self._locales = self._known_locales()
        self.references: dict[str, str] = {}
        self._makers: dict[str, ValueMaker] = {}
        self._prepare(shelf.shape)

    def body(self, number: int, now: datetime, ids: Callable[[str], Sequence[str]]) -> Body:
        """The body of the item of that number; `ids` gives the ids that references may point at."""
        made = scene(number, now, *self._key, locales=self._locales, ids=ids)
        body = self._object(self._shelf.shape, made)
        flag = self._shelf.record.archive_flag.value
        if flag is not None and get(body, flag.field) == flag.value and flag.active is not None:
            body = put(body, flag.field, flag.active)
        return body

    def edge(self, name: str, number: int, now: datetime, ids: Callable[[str], Sequence[str]]) -> Body:
        """The body of the item of that number with something unusual about it; see `EDGES`."""
        kept = {*self._distinct, *self.references, *self._left_out, str(self._shelf.record.id_path)}
        return Edges(self._shelf.shape, kept).of(name, self.body(number, now, ids))

    def system_values(self, number: int, now: datetime) -> Body:
        """The read-only texts that a system gives to a new item by itself, such as its number."""
        made = scene(number, now, *self._key, "own", locales=self._locales)
        values: Body = {}
        for key, node in self._shelf.shape.children.items():
            field = node.field
            left_out = node.text in self._left_out or node.text not in self._makers
            if field is None or not field.read_only or field.nullable or left_out:
                continue
            if field.enum or (field.type is FieldType.STRING and field.format not in {"date", "date-time"}):
                values[key] = field.default if field.default is not None else self._makers[node.text](made)
            elif field.type is FieldType.BOOLEAN:
                values[key] = False
            elif field.type in {FieldType.INTEGER, FieldType.NUMBER} and not (field.minimum or 0) > 0:
                values[key] = 0
        return values

    # What is known of the fields

    def _distinct_paths(self) -> Collection[str]:
        record = self._shelf.record
        paths = [*self._shelf.unique, *(record.match_keys.value or ()), *(found.field for found in record.finds)]
        return {str(path) for path in paths}

    def _left_out_paths(self) -> Collection[str]:
        record, shelf = self._shelf.record, self._shelf
        paths: list[Path | None] = [record.created_at.value, record.updated_at.value, shelf.version_path]
        paths.append(shelf.deletes.field)
        flag = record.archive_flag.value
        if flag is not None and flag.active is None:
            paths.append(flag.field)
        id_field = record.field(record.id_path)
        chosen = id_field is not None and bool(id_field.enum)  # no id can be counted up where all are listed
        if not chosen and (id_field is None or id_field.read_only or not id_field.required):
            paths.append(record.id_path)
        return {str(path) for path in paths if path is not None}

    def _known_locales(self) -> Sequence[Locale]:
        """The places that all enums of countries and currencies of the record know; all where none fits."""
        fitting = list(LOCALES)
        for field in self._shelf.record.fields:
            if not field.enum or not {"country", "currency"} & set(words_of_path(field.path)):
                continue
            known = {str(option).casefold() for option in field.enum}
            some = [p for p in fitting if known & {x.casefold() for x in (p.country, p.alpha2, p.alpha3, p.currency)}]
            fitting = some or fitting
        return fitting

    def _prepare(self, node: Node) -> None:
        for child in node.children.values():
            self._prepare(child)
            field = child.field
            if field is None or _is_made_of_parts(child):
                continue
            target = field.refers_to.value or resource_named(words_of_path(field.path), self._resources)
            if target in self._resources and not field.enum:
                self.references[child.text] = str(target)
            kind = field.items if child.is_array and field.items is not None else field.type
            distinct = child.text in self._distinct or field.path == self._shelf.record.id_path
            self._makers[child.text] = value_maker(field, kind, distinct=distinct)

    # Making

    def _object(self, node: Node, made: Scene) -> Body:
        body: Body = {}
        for key, child in node.children.items():
            field = child.field
            if child.text in self._left_out or (field is not None and field.deprecated and not field.required):
                continue
            if child.is_array:
                body[key] = self._array(child, made)
            elif _is_made_of_parts(child):
                body[key] = self._object(child, made)
            elif child.text in self.references and field is not None:
                self._refer(body, key, child, field, made)
            elif field is not None:
                body[key] = self._makers[child.text](made)
        return body

    def _array(self, node: Node, made: Scene) -> JSON:
        field = node.field
        if node.children:
            return [self._element(node, made, i) for i in range(1 + made.chance.below(3))]
        if field is None or field.items in {None, FieldType.OBJECT, FieldType.MAP, FieldType.ANY, FieldType.ARRAY}:
            return []
        if node.text in self.references:
            chosen = self._chosen(node, field.items, made)
            return [] if chosen is None else [chosen]
        return list(dict.fromkeys(_hashable(self._makers[node.text](made)) for _ in range(made.chance.below(3))))

    def _element(self, node: Node, made: Scene, position: int) -> Body:
        # Elements have numbers of their own, so that the lines of one item differ from each other.
        inner = replace(made, number=(made.number * 7 + position * 13) % 997 + 1)
        element = self._object(node, inner)
        own = node.children.get("id")
        if own is not None and own.field is not None and not own.field.required and own.text not in self.references:
            element.pop("id", None)
        return element

    def _chosen(self, node: Node, kind: FieldType, made: Scene) -> JSON:
        """The id of an existing item, as the field writes it; None where there is none that it can hold."""
        ids = made.ids(self.references[node.text])
        if not ids:
            return None
        chosen = ids[made.chance.below(len(ids))]
        if kind in {FieldType.INTEGER, FieldType.NUMBER}:
            return int(chosen) if chosen.isdigit() else None
        return chosen

    def _refer(self, body: Body, key: str, node: Node, field: FieldProfile, made: Scene) -> None:
        chosen = self._chosen(node, field.type, made)
        if chosen is not None:
            body[key] = chosen
        elif field.nullable:
            body[key] = None
        elif field.required and not field.refers_to.known:
            body[key] = id_maker(field, *self._key).shown(str(Chance(*self._key, key, made.number).below(10**6)))


def _is_made_of_parts(node: Node) -> bool:
    """Whether an object or array of them stands there; a scalar that may also be shown whole is a scalar."""
    if not node.children or node.field is None:
        return bool(node.children)
    return node.is_array or node.field.type in {FieldType.OBJECT, FieldType.MAP, FieldType.ANY, FieldType.ARRAY}


def _hashable(value: JSON) -> JSON:
    return value if not isinstance(value, list | dict) else str(value)
