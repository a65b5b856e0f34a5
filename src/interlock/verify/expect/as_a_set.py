"""Both lists hold the same single values, in whichever order and however often."""

from __future__ import annotations

import json

from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON
from interlock.verify.expect._base import Ask, Expectation, Expected, Raw, Want, same


def _same(ask: Ask, expected: Expected, actual: Raw) -> bool:
    del ask
    mine, theirs = _values(expected), _values(actual)
    return mine == theirs if mine is not None and theirs is not None else same(expected, actual)


def _values(value: object) -> set[str] | None:
    """The values of a list, each as JSON writes it (`1` and `"1"` differ); None where it is no list."""
    if not isinstance(value, list | tuple):
        return None
    return {json.dumps(one, default=str, sort_keys=True) for one in value}


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    texts = all(_of_texts(field) for field in (ask.from_field, ask.to_field))
    return ([f"{want.mark}-{want.variant}", "common"],) if texts else None


def _of_texts(field: FieldProfile | None) -> bool:
    return field is not None and field.items is FieldType.STRING and not field.enum


expectation = Expectation(lambda ask: ask.value, _same, _sample)
