"""Rules in the words of other rules."""

from __future__ import annotations

from dataclasses import replace

from interlock.mapping import parse_rule
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected


def inside(ask: Ask, words: str) -> tuple[Expectation, Ask] | None:
    """What is expected of the rule that the words mean, and the same question in its words."""
    from interlock.verify.expect import expectations  # noqa: PLC0415 - the catalogue holds this rule, too

    use = parse_rule(words)
    return None if use is None else (expectations()[use.rule], replace(ask, args=use.args))


def after(ask: Ask, words: str) -> Expected:
    """What the other side shows of a value by the rule that the words mean."""
    found = inside(ask, words)
    return UNKNOWABLE if found is None else found[0].expected(found[1])
