"""Texts whose letters do not all count."""

from __future__ import annotations

from collections.abc import Callable

from interlock.verify.expect._base import Ask, Expectation, Expected, Raw, blank, same


def lettered(change: Callable[[str], str]) -> Expectation:
    """What is expected of a rule that changes letters; on a two-way row both sides are read as if changed."""

    def expected(ask: Ask) -> Expected:
        if blank(ask.value) or not ask.forwards:
            return ask.value
        return change(_text(ask.value))

    def agree(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if blank(wanted) or blank(actual) or not ask.two_way:
            return same(wanted, actual) or (not blank(actual) and wanted == _text(actual))
        return change(_text(wanted)) == change(_text(actual))

    return Expectation(expected, agree)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
