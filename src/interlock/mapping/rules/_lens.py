"""What most rules are made of: codecs of plain functions."""

from __future__ import annotations

from collections.abc import Callable

from interlock.mapping.rule import Call, Codec, Conversion, Read, itself
from interlock.mapping.values import as_number, as_text, as_truth
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import Canonical


def fitting(field: FieldProfile | None) -> Read:
    """What reads a single value as a field shows it: numbers of a text field as texts, texts of a number as numbers."""
    kind = field.type if field is not None else FieldType.ANY
    if kind is FieldType.STRING:
        return as_text
    if kind in {FieldType.INTEGER, FieldType.NUMBER}:
        return as_number
    return as_truth if kind is FieldType.BOOLEAN else itself


def one_way(read: Read, shown: Read = itself) -> Conversion:
    """A conversion without a way back: what the source makes, and how the other side's value is read beside it."""
    return Conversion(Codec(read, None), Codec(shown, itself))


def text_changed(change: Callable[[str], str]) -> Callable[[Call], Conversion]:
    """What makes the conversion of a rule that changes a text and has no way back."""

    def read(value: Canonical) -> Canonical:
        return change(str(as_text(value)))

    def build(_call: Call) -> Conversion:
        return one_way(read, as_text)

    return build


def two_way(read: Read, back: Read, shown: Read = as_number) -> Conversion:
    """A conversion whose canonical value is what the other side shows."""
    return Conversion(Codec(read, back), Codec(shown, itself))
