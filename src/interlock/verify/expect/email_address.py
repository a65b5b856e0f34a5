"""An e-mail address, in which case and surrounding spaces do not count."""

from __future__ import annotations

from interlock.model.value import JSON
from interlock.verify.expect._base import Ask, Expectation, Expected, Raw, Want, blank


def _same(_ask: Ask, expected: Expected, actual: Raw) -> bool:
    if blank(expected) or blank(actual):
        return blank(expected) and blank(actual)
    return str(expected).strip().lower() == str(actual).strip().lower()


def _sample(_ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    return (f"{want.mark}{f'.{want.variant}' if want.variant else ''}@example.com",)


expectation = Expectation(lambda ask: ask.value, _same, _sample)
