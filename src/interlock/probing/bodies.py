"""Items for probes to make: believable, marked so that they are found again, as plain as the system lets them be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import orjson

from interlock.model.clock import Clock
from interlock.model.path import get, put
from interlock.model.profile import FieldProfile, FieldType, RecordProfile, SystemProfile, Verb
from interlock.model.value import ABSENT, JSON, Body
from interlock.peers.parts import writable
from interlock.sandbox import Behaviours, Store

_ROOM_FOR_MARK = 18
_MAIL = {"email", "idn-email"}
_MAIL_NAMES = ("email", "mail", "e_mail")


class Kind(Enum):
    """How much of an item is made up; the next is tried where the system refuses the one before."""

    PLAIN = "what must be there, and plain fields"
    BARE = "what must be there"
    COPY = "what an item that is there has"


@dataclass(frozen=True, slots=True)
class Bodies:
    """Makes bodies for one record; `samples` are items that are there, for what must refer to others."""

    system: SystemProfile
    record: RecordProfile
    samples: Sequence[Body]
    clock: Clock

    def make(self, tag: str, kind: Kind, number: int) -> Body | None:
        """A body that carries the mark; None where there is none of that kind."""
        if kind is Kind.COPY:
            body = self._copied(number)
        else:
            store = Store(self.system, self.clock, Behaviours(), seed=number)
            body = self._reduced(store.believable(self.record.name), bare=kind is Kind.BARE)
        return None if body is None else self.marked(body, tag)

    def marked(self, body: Body, tag: str) -> Body:
        """The body with the mark in every text that can carry it."""
        chosen = [field for field in self.markable if field.required or get(body, field.path) is not ABSENT]
        for field in chosen or self.markable[:1]:
            body = put(body, field.path, _mark(field, tag))
        return body

    @property
    def markable(self) -> tuple[FieldProfile, ...]:
        """The fields whose text can carry a mark, plain texts first."""
        found = [field for field in self.fields if takes_mark(field) and not field.refers_to.value]
        return tuple(sorted(found, key=lambda field: (is_mail(field), len(field.path.parts))))

    @property
    def fields(self) -> tuple[FieldProfile, ...]:
        """The fields outside of arrays that a create takes."""
        operation = self.record.operation(Verb.CREATE)
        if operation is None:
            return ()
        may = writable(self.record, operation)
        return tuple(f for f in self.record.fields if f.path.array is None and may.allows(str(f.path)))

    def _reduced(self, body: Body, *, bare: bool) -> Body:
        """What must be there, with references that lead somewhere; and other plain values, where not `bare`."""
        kept: Body = {}
        for field in self._own(self.record.fields):
            value = get(body, field.path)
            needed = field.required or (field.path.parts[-1].endswith("[]") and field.required)
            if value is ABSENT or not (needed or (not bare and self._is_plain(field))):
                continue
            kept = put(kept, field.path, self._leading_somewhere(field, value))
        return kept

    @staticmethod
    def _own(fields: Sequence[FieldProfile]) -> Iterator[FieldProfile]:
        """Fields that are not inside of an array: whole arrays are taken as they are."""
        for field in fields:
            array = field.path.array
            if not field.read_only and (array is None or array == field.path):
                yield field

    @staticmethod
    def _is_plain(field: FieldProfile) -> bool:
        refers = bool(field.refers_to.value) or field.path.parts[-1].endswith("_id")
        plain = field.type in {FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN}
        return plain and not refers and not field.deprecated

    def _leading_somewhere(self, field: FieldProfile, value: JSON) -> JSON:
        refers = bool(field.refers_to.value) or field.path.parts[-1].endswith(("_id", "Id"))
        if not refers:
            return value
        there = (get(body, field.path) for body in self.samples)
        return next((one for one in there if one is not ABSENT and one is not None), value)

    def _copied(self, number: int) -> Body | None:
        operation = self.record.operation(Verb.CREATE)
        if not self.samples or operation is None:
            return None
        body = writable(self.record, operation).of(self.samples[0])
        for field in self.fields:
            if field.unique.value and not takes_mark(field) and get(body, field.path) is not ABSENT:
                body = put(body, field.path, _another(get(body, field.path), number))
        return body


def takes_mark(field: FieldProfile) -> bool:
    """Whether any text of some length may stand in the field."""
    return (
        field.type is FieldType.STRING
        and not (field.enum or field.pattern or field.read_only or field.deprecated)
        and field.path.array is None
        and (field.format == "" or field.format in _MAIL)
        and (field.max_length is None or field.max_length >= _ROOM_FOR_MARK)
    )


def is_mail(field: FieldProfile) -> bool:
    """Whether it holds a mail address."""
    return field.format in _MAIL or field.path.parts[-1].casefold() in _MAIL_NAMES


def _mark(field: FieldProfile, tag: str) -> str:
    return f"{tag}@example.com" if is_mail(field) else tag


def _another(value: object, number: int) -> JSON:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{value}-{number}"
    return value + 1_000_000 + number


def carries(body: Body, tag: str) -> bool:
    """Whether an item carries the mark, whatever the system did to its spelling."""
    return tag.casefold() in orjson.dumps(body).decode().casefold()
