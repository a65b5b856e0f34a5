"""Rules that change the letters of a text."""

from __future__ import annotations

from collections.abc import Callable

from interlock.mapping.rule import Call, Codec, Conversion, itself
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def lettering(change: Callable[[str], str]) -> Callable[[Call], Conversion]:
    """What makes the conversion of a rule that changes the letters.

    On a one-way row the target must show the changed text to the letter; on a two-way row what changes into the same
    text is the same, or a change there and back would never end. Keys are always compared changed.
    """

    def changed(value: Canonical) -> Canonical:
        if type(value) is str:
            return change(value)
        text = as_text(value)
        return change(text) if isinstance(text, str) else text

    def build(call: Call) -> Conversion:
        source = Codec(changed, itself, text=change)
        return Conversion(source, source if call.two_way else Codec(as_text, itself, changed))

    return build
