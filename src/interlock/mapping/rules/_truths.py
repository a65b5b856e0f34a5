"""Truths and the words for them."""

from __future__ import annotations

from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Codec, Written
from interlock.mapping.values import literal, spelled
from interlock.model.profile import FieldProfile
from interlock.model.value import Canonical

_YES = frozenset({"1", "active", "enabled", "on", "t", "true", "x", "y", "yes"})
_NO = frozenset({"0", "disabled", "f", "false", "inactive", "n", "no", "off"})


def truth_of(value: Canonical) -> Canonical:
    """True or false of a truth or one of the usual words for it, whatever their case; empty text is nothing.

    Raises:
        Misfit: it is none of them.
    """
    if isinstance(value, bool):
        return value
    text = spelled(value).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    if not text:
        return None
    raise Misfit("is no word for yes or no")


def worded(call: Call, field: FieldProfile | None) -> Codec:
    """Truths as two words of the cell, which are read besides the usual ones.

    Raises:
        Problem: both words are the same.
    """
    yes, no = (_value(call.args[name], field) for name in ("yes", "no"))
    told = {spelled(yes).strip().lower(): True, spelled(no).strip().lower(): False}
    if len(told) < 2:
        raise Problem("both words are the same")

    def read(value: Canonical) -> Canonical:
        found = told.get(spelled(value).strip().lower())
        return truth_of(value) if found is None else found

    def write(value: Canonical) -> Canonical:
        return yes if value is True else no if value is False else value

    knows: dict[str, Canonical] = {word: truth for word, truth in ((yes, True), (no, False)) if isinstance(word, str)}
    return Codec(read, write, knows=knows)


def _value(written: object, field: FieldProfile | None) -> Canonical:
    return literal(written, field) if isinstance(written, Written) else None
