"""What a person writes after `--set`, as it is stated below `x-interlock`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, cast

from interlock.catalogue import did_you_mean
from interlock.errors import InputError, UsageError
from interlock.model.path import Path
from interlock.model.profile import Fact, FieldProfile, Operation, RecordProfile, SystemProfile
from interlock.model.value import JSON
from interlock.systems.addressing import Address
from interlock.systems.loading import BadSyntax, parse
from interlock.systems.plain_values import attributes, facts_of, plain_value
from interlock.systems.stating import Change
from interlock.systems.storage import to_data

_NONE = frozenset({"none", "null", "nothing"})
_UNKNOWN = frozenset({"unknown", "?"})


def statement(profile: SystemProfile, address: Address, text: str, *, said: str, quote: str) -> Change:
    """The change of the overlay that states this.

    Args:
        profile: what is known so far; a part of a value is changed in it.
        address: what is stated.
        text: its value: a word, an object such as `{style: page, size_max: 50}`, `none` (there is none) or `unknown`.
        said: who says so and when.
        quote: what was said, or why it is believed; may be empty.

    Raises:
        UsageError: the value is of another kind; it says what was expected.
    """
    kind, thing = _thing(profile, address)
    record = profile.record(address.record) if address.record else None
    if address.operation and not address.fact:
        return address.keys, None if _plain(text) in _NONE else _data(text)
    if not address.fact:
        raise UsageError(
            f"`{address}` is a {'field' if address.field else 'record'}, not something that has a value",
            hint=f"name what of it is meant: `{address}.{'max_length' if address.field else 'updated_at'}=...`",
        )
    evidence: list[JSON] = [{"pointer": said, **({"quote": quote} if quote else {})}]
    if address.fact not in facts_of(kind):
        value = _read(kind, address, text, thing, record)
        return address.keys, value if address.operation else {"value": value, "evidence": evidence}
    if not address.part and _plain(text) in _UNKNOWN:
        return address.keys, {"confidence": "unknown", "evidence": evidence}
    if not address.part and _plain(text) in _NONE:
        return address.keys, {"confidence": "sure", "evidence": evidence}
    return address.keys, {
        "value": _read(kind, address, text, thing, record),
        "confidence": "sure",
        "evidence": evidence,
    }


def _thing(profile: SystemProfile, address: Address) -> tuple[type, Any]:
    """The thing that the fact is one of, and its kind; None where it is stated for the first time."""
    if not address.record:
        return SystemProfile, profile
    record = profile.record(address.record)
    if record is None:
        raise UsageError(f"there is no record `{address.record}`")
    if address.field:
        return FieldProfile, record.field(address.field)
    if address.operation:
        known = (one for one in record.operations if one.verb.value == address.operation)
        return Operation, next(known, None)
    return RecordProfile, record


def _read(kind: type, address: Address, text: str, thing: object, record: RecordProfile | None) -> JSON:
    """The value, checked against its type, in the form in which a profile is kept."""
    hint = attributes(kind)[address.fact]
    before = getattr(thing, address.fact, None)
    own = before.value if isinstance(before, Fact) else before
    given = _data(text)
    if address.part:
        given = {address.part: given}
    try:
        value = plain_value(hint, given, own if isinstance(given, dict) else None)
    except InputError as problem:
        raise UsageError(f"`{address}`: {problem.message}", hint=problem.hint) from None
    if record is not None:
        _demand_fields(record, value, address)
    return cast("JSON", to_data(value))


def _demand_fields(record: RecordProfile, value: object, address: Address) -> None:
    """Refuse fields that the record does not have; of one without any, nothing can be said."""
    for path in _paths(value):
        if record.fields and record.field(path) is None:
            known = [str(field.path) for field in record.fields]
            raise UsageError(
                f"`{address}`: `{record.name}` has no field `{path}`",
                hint=f"{did_you_mean(str(path), known)}; one that the description leaves out is stated first: "
                f"`{record.name}.{path}.type=string`",
            )


def _paths(value: object) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _paths(inner)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from _paths(getattr(value, one.name))


def _data(text: str) -> JSON:
    """The data that a text writes: an object or list in YAML, else the text itself."""
    bare = text.strip()
    if bare[:1] not in ("{", "["):
        return bare
    try:
        whole = parse(f"value: {bare}".encode(), file="the value")
        return whole["value"] if isinstance(whole, dict) else bare
    except (BadSyntax, InputError) as problem:
        raise UsageError(
            f"`{bare[:80]}` cannot be read: {problem}",
            hint="write it as `{name: value}`, with quotes round what has brackets in it",
        ) from None


def _plain(text: str) -> str:
    return text.strip().casefold()
