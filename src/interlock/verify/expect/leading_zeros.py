"""A number with zeros in front."""

from __future__ import annotations

import re

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._one_way import text_of


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    bare = re.sub(r"^0+(?=.)", "", text_of(ask.value).strip())
    size = int(str(ask.args["count"]))
    if len(bare) > size:
        return UNKNOWABLE
    return "0" * (size - len(bare)) + bare if ask.forwards else bare


def _same(_ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if blank(wanted) or blank(actual):
        return same(wanted, actual)
    return text_of(wanted).lstrip("0") == text_of(actual).strip().lstrip("0")


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    size = min(int(str(ask.args["count"])), 9)
    number = str((want.n * 37 + want.variant * 1009 + want.salt * 13 + 1) % 10**size)
    return (number if ask.forwards else number.rjust(int(str(ask.args["count"])), "0"),)


expectation = Expectation(_expected, _same, _sample)
