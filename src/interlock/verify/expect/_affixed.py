"""A fixed text in front of or behind another."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want, blank
from interlock.verify.expect._one_way import text_of


def affixed(*, front: bool) -> Expectation:
    """What is expected of a fixed text at that end."""

    def _fixed(ask: Ask) -> str:
        written = ask.args["value"]
        return written.text if isinstance(written, Written) else ""

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        text, fixed = text_of(ask.value), _fixed(ask)
        if ask.forwards:
            return fixed + text if front else text + fixed
        at = text[: len(fixed)] if front else text[len(text) - len(fixed) :]
        rest = text[len(fixed) :] if front else text[: len(text) - len(fixed)]
        return rest if at == fixed and rest else UNKNOWABLE

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        if ask.forwards:
            return None
        own = f"{want.mark}{want.variant or ''}"
        return (_fixed(ask) + own if front else own + _fixed(ask),)

    return Expectation(expected, sample=sample)
