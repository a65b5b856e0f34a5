"""Everything that is known of one thing in a system, and what is asked of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from interlock.model.explained import Explained, Known
from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, Operation, RecordProfile, SystemProfile
from interlock.model.readiness import Capability
from interlock.model.titles import RECORD_TITLES, SYSTEM_TITLES
from interlock.readiness.assessing import assess_record, assess_system
from interlock.systems import Address

_MOST = 400


def explain(profile: SystemProfile, address: Address) -> Explained:
    """What is known at an address, fact by fact, and the questions that are open there."""
    record = profile.record(address.record)
    if record is None:
        asked = _open(assess_system(profile))
        return Explained(str(address), tuple(_facts(profile, SYSTEM_TITLES, address.fact)), _about(asked, address))
    asked = _open(assess_record(profile, record))
    if address.field:
        known = tuple(_of_field(record, address.field, address.fact))
    elif address.operation:
        operation = next((one for one in record.operations if one.verb.value == address.operation), None)
        known = tuple(_of_operation(operation, address.fact)) if operation is not None else ()
    else:
        known = tuple(_facts(record, RECORD_TITLES, address.fact))
        known += () if address.fact else (*_operations(record), *_observed(record))
    return Explained(str(address), known, _about(asked, address))


def open_questions(
    profile: SystemProfile, records: tuple[str, ...] = ()
) -> tuple[tuple[Capability, tuple[str, ...]], ...]:
    """What is not known, each kind of question once, with the records that it is open for (none: the system).

    Args:
        profile: what is known.
        records: only these; all unless given.
    """
    found: dict[str, tuple[Capability, list[str]]] = {one.code: (one, []) for one in _open(assess_system(profile))}
    for record in profile.records:
        if not records or record.name in records:
            for one in _open(assess_record(profile, record)):
                found.setdefault(one.code, (one, []))[1].append(record.name)
    ordered = sorted(found.values(), key=lambda entry: -entry[0].weight)
    return tuple((one, tuple(names)) for one, names in ordered)


def _open(capabilities: tuple[Capability, ...]) -> tuple[Capability, ...]:
    return tuple(one for one in capabilities if not one.settled)


def _about(asked: tuple[Capability, ...], address: Address) -> tuple[Capability, ...]:
    """The questions whose answer would be written at that address, or below it."""
    return tuple(one for one in asked if _meant(one.states, address))


def _meant(states: str, address: Address) -> bool:
    said = states.split("=", 1)[0].removeprefix(f"{address.record}.") if address.record else states.split("=", 1)[0]
    if address.field:
        return said.startswith(f"{address.field}.")
    if address.operation:
        return said.split(".")[0] == address.operation
    titles = {address.fact, RECORD_TITLES.get(address.fact, ""), SYSTEM_TITLES.get(address.fact, "")}
    return not address.fact or said in titles


def _facts(thing: SystemProfile | RecordProfile, titles: Mapping[str, str], only: str) -> Iterator[Known]:
    for name, title in titles.items():
        fact = getattr(thing, name)
        if only in ("", name):
            yield _known(title, fact)
    if only and only not in titles:
        value = getattr(thing, only)
        if isinstance(value, Fact):
            yield _known(only.replace("_", " "), value)
        else:
            yield Known(only.replace("_", " "), in_words(value), Confidence.SURE if value else Confidence.UNKNOWN)


def _known(title: str, fact: Fact[Any]) -> Known:
    value = "not known" if not fact.known else "none" if fact.value is None else in_words(fact.value)
    return Known(title, value, fact.confidence, fact.evidence)


def _operations(record: RecordProfile) -> Iterator[Known]:
    for one in record.operations:
        yield Known(one.verb.value, f"{one.method.upper()} {one.path}", Confidence.SURE, (Evidence(one.pointer),))


def _observed(record: RecordProfile) -> Iterator[Known]:
    """What the live system was seen to do."""
    for one in record.observed:
        against = f"; the description says otherwise: {one.contradicts}" if one.contradicts else ""
        where = (Evidence(one.where),) if one.where else ()
        yield Known(one.question, f"{one.answer}{against}", one.confidence, (*where, *one.evidence))


def _of_operation(operation: Operation, only: str) -> Iterator[Known]:
    for one in dataclasses.fields(operation):
        value = getattr(operation, one.name)
        said = value not in ("", (), {}, None, False) and not (isinstance(value, Fact) and not value.known)
        if one.name in ("verb", "pointer") or only not in ("", one.name) or (not only and not said):
            continue
        yield _attribute(one.name, value, operation.pointer)


def _of_field(record: RecordProfile, path: str, only: str) -> Iterator[Known]:
    field = record.field(path)
    if field is None:
        return
    for one in dataclasses.fields(FieldProfile):
        value = getattr(field, one.name)
        said = value is not None and value is not False and value not in ("", (), {})
        said = said and not (isinstance(value, Fact) and not value.known)
        if one.name in ("path", "pointer") or only not in ("", one.name) or (not only and not said):
            continue
        yield _attribute(one.name, value, field.pointer)


def _attribute(name: str, value: object, pointer: str) -> Known:
    title = name.replace("_", " ")
    if isinstance(value, Fact):
        return _known(title, value)
    return Known(title, in_words(value), Confidence.SURE, (Evidence(pointer),) if pointer else ())


def in_words(value: object) -> str:
    """A value of a profile as a person reads it, at most four hundred characters."""
    text = _words(value)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _words(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Path | str):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, tuple | list):
        return ", ".join(_words(one) for one in value[:50]) or "none"
    if isinstance(value, Fact):
        return _known("", value).value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = ((one, getattr(value, one.name)) for one in dataclasses.fields(value))
        return "; ".join(
            f"{one.name} {_words(own)}" for one, own in parts if own not in ("", (), {}, None, one.default)
        )
    return str(value)
