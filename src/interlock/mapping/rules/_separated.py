"""Lists of single values, and texts that have them with a sign between."""

from __future__ import annotations

from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Call, Codec, itself
from interlock.mapping.rules._lists import listed, single
from interlock.mapping.rules._signs import joint_of, sign_of
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def separated(call: Call) -> tuple[Codec, Codec]:
    """How the list and the text are read and written; canonical is the tuple of the parts that are not empty."""
    sign = sign_of(call.args["value"])
    joint = joint_of(sign)

    def of_text(value: Canonical) -> Canonical:
        return tuple(part.strip() for part in str(as_text(value)).split(sign) if part.strip())

    def of_list(value: Canonical) -> Canonical:
        texts = [str(as_text(single(one))).strip() for one in listed(value) if one is not None]
        if any(sign in text for text in texts):
            raise Misfit(f"has a value with `{sign}` in it, at which the text is split")
        return tuple(text for text in texts if text)

    def text(value: Canonical) -> Canonical:
        return joint.join(str(one) for one in value) if isinstance(value, tuple) else value

    return Codec(of_list, itself), Codec(of_text, text)
