"""What changes for the values of one field, and how much that stands in the way of reading or writing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interlock.model.finding import Severity
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a field: what kind it is, what it says, and what to do."""

    code: str
    severity: Severity
    said: str
    hint: str = ""


def differences(was: FieldProfile, now: FieldProfile, *, reads: bool, writes: bool) -> Iterator[Change]:
    """The changes between two versions of a field.

    Args:
        was: the field so far.
        now: the field in the new version.
        reads: whether its values are carried away.
        writes: whether values are written to it.
    """
    if (was.type, was.items) != (now.type, now.items):
        said = f"it is {_type(now)}, not {_type(was)}"
        yield Change("type", Severity.ERROR, said, "look at its rule: values of this type have to fit through it")
    elif was.format != now.format:
        said = f"its format is {now.format or 'not said'}, it was {was.format or 'not said'}"
        yield Change("format", Severity.WARNING, said)
    yield from _enum(was, now, reads=reads, writes=writes)
    yield from _limits(was, now, writes=writes)
    if now.nullable and not was.nullable and reads:
        yield Change("nullable", Severity.WARNING, "it may be empty now", "say what the other side gets then")
    if was.nullable and not now.nullable and writes:
        yield Change("nullable", Severity.WARNING, "it may not be emptied any more")
    if now.read_only and not was.read_only and writes:
        yield Change(
            "read-only", Severity.ERROR, "it can no longer be written", "let it flow the other way, or leave it"
        )
    if now.write_only and not was.write_only and reads:
        yield Change("write-only", Severity.ERROR, "it is no longer shown")
    if was.required and not now.required and writes:
        yield Change("optional", Severity.NOTE, "it is no longer demanded when an item is created")
    if now.deprecated and not was.deprecated:
        yield Change(
            "deprecated", Severity.WARNING, "the vendor means to remove it", "ask the vendor what takes its place"
        )
    if was.unit != now.unit and was.unit:
        yield Change("unit", Severity.ERROR, f"it is in {now.unit or 'another unit'}, it was in {was.unit}")


def _type(field: FieldProfile) -> str:
    return f"{field.type.value} of {field.items.value}" if field.items is not None else field.type.value


def _enum(was: FieldProfile, now: FieldProfile, *, reads: bool, writes: bool) -> Iterator[Change]:
    if was.enum == now.enum:
        return
    if was.enum and not now.enum:
        yield Change("enum", Severity.NOTE, "it takes any value, and no longer only some")
        return
    gone = [value for value in was.enum if value not in now.enum]
    new = [value for value in now.enum if value not in was.enum]
    if not was.enum:
        yield Change("enum", Severity.WARNING if writes else Severity.NOTE, f"it takes only {_values(now.enum)} now")
    elif gone:
        severity = Severity.ERROR if writes else Severity.WARNING
        yield Change(
            "enum", severity, f"it no longer takes {_values(gone)}", "look at its rule: is one of these written?"
        )
    if was.enum and new:
        severity = Severity.WARNING if reads else Severity.NOTE
        hint = "say in its rule what the other side gets for it" if reads else ""
        yield Change("enum", severity, f"it can be {_values(new)} now, too", hint)


def _values(values: list[JSON] | tuple[JSON, ...]) -> str:
    shown = ", ".join(f"`{value}`" for value in values[:_SHOWN])
    return shown + (f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else "")


def _limits(was: FieldProfile, now: FieldProfile, *, writes: bool) -> Iterator[Change]:
    if now.type not in (FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.ARRAY, was.type):
        return
    bounds = (
        ("at most {} characters", was.max_length, now.max_length, True),
        ("at least {} characters", was.min_length, now.min_length, False),
        ("at most {}", was.maximum, now.maximum, True),
        ("at least {}", was.minimum, now.minimum, False),
    )
    for words, old, new, is_upper in bounds:
        if old == new:
            continue
        tighter = new is not None and (old is None or (new < old) is is_upper)
        severity = Severity.WARNING if tighter and writes else Severity.NOTE
        said = f"it takes {words.format(f'{new:,g}')}" if new is not None else "one of its limits is gone"
        before = f", it was {old:,g}" if old is not None and new is not None else ""
        yield Change("limits", severity, said + before)
    if was.pattern != now.pattern:
        severity = Severity.WARNING if now.pattern and writes else Severity.NOTE
        yield Change(
            "limits", severity, f"it must match `{now.pattern[:80]}`" if now.pattern else "any text matches it"
        )
    if was.multiple_of != now.multiple_of:
        severity = Severity.WARNING if now.multiple_of and writes else Severity.NOTE
        yield Change("limits", severity, f"its step is {now.multiple_of:g}" if now.multiple_of else "it has no step")
