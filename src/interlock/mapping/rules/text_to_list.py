"""A text with a sign between its parts becomes a list.

Spaces around the parts and empty parts do not count.

Example: `list split at a comma`; `a, b` becomes `["a", "b"]`.
Loses: empty parts, spaces around the parts.
Inverse: the values are joined again; a value that contains the sign cannot be brought over.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import LISTS, SCALAR, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._lists import listed, single
from interlock.mapping.rules._signs import joint_of, sign_of
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
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

    return Conversion(Codec(of_text, text), Codec(of_list, itself))


RULE = Rule(
    shapes=(
        "list split at (a ){value}",
        "split at (a ){value} to a list",
    ),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=LISTS,
    domain=TEXTS,
    loses=(Loss("list split at a comma", "a,,b", ["a", "b"]),),
    samples=(
        Sample("list split at a comma", "", []),
        Sample("list split at a comma", " , ,", []),
        Sample("list split at a comma", 5, ["5"]),
        Sample("list split at `/`", "a/b", ["a", "b"]),
        Sample("list split at a comma", "a,b , c", ["a", "b", "c"]),
    ),
)
