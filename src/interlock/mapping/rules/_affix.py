"""A fixed text in front of a text, or behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Call, Codec, Conversion, Written, itself
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def affixing(*, front: bool) -> Callable[[Call], Conversion]:
    """What makes the conversion of a rule that puts a text in front of the value, or behind it."""

    def build(call: Call) -> Conversion:
        given = cast("Written", call.args["value"]).text

        def read(value: Canonical) -> Canonical:
            text = str(as_text(value))
            if not text:
                return ""
            return f"{given}{text}" if front else f"{text}{given}"

        def bare(value: Canonical) -> Canonical:
            text = str(value)
            there = text.startswith(given) if front else text.endswith(given)
            if text and (not there or len(text) == len(given)):
                raise Misfit(f"does not {'begin' if front else 'end'} with `{given}`")
            return text.removeprefix(given) if front else text.removesuffix(given)

        def shown(value: Canonical) -> Canonical:
            text = str(as_text(value))
            bare(text)
            return text

        return Conversion(Codec(read, bare), Codec(shown if call.two_way else as_text, itself))

    return build
