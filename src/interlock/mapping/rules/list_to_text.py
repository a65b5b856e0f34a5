"""A list of single values becomes one text with a sign between them.

Spaces around the parts and empty parts do not count. On a one-way row also a field of the elements, `lines[].sku`.

Example: `list joined with a comma`; `["a", "b"]` becomes `a, b`.
Loses: empty parts, spaces around the parts, and what kind of value each one was.
Inverse: the text is split again; a value that contains the sign cannot be brought over.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXT_LISTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import EVERY, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
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

    return Conversion(Codec(of_list, itself), Codec(of_text, text))


RULE = Rule(
    shapes=("list joined with (a ){value}",),
    build=_build,
    inverse=True,
    source_types=EVERY,
    target_types=TEXT,
    domain=TEXT_LISTS,
    loses=(Loss("list joined with a comma", ["a", ""], "a"),),
    gathers=True,
    samples=(
        Sample("list joined with a comma", [], ""),
        Sample("list joined with a comma", ["a, b"], fits=False),
        Sample("list joined with a comma", [["a"]], fits=False),
        Sample("list joined with a comma", "a", fits=False),
        Sample("list joined with a comma", ["a", None, "", 1], "a, 1"),
        Sample("list joined with `/`", ["a", "b"], "a/b"),
        Sample("list joined with a comma", ["a", "b"], "a, b"),
    ),
)
