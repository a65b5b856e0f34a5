"""The value, by a rule where one is written, in items in which another field has this value; in others nothing flows.

What the other side has stays as it is where nothing flows.

Example: `when `kind` is `company``; `when `kind` is `company`: upper case`.
Loses: the values of all other items.
Inverse: none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from interlock.mapping.domains import SCALARS
from interlock.mapping.rule import EVERY, Call, Codec, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules._empty import equally
from interlock.mapping.rules._inner import inner, names
from interlock.mapping.rules._lists import is_written
from interlock.model.value import ABSENT, Canonical


def _build(call: Call) -> Conversion:
    wanted = cast("Written", call.args["is"])
    words = call.args.get("rule")
    made = (
        equally(call)
        if words is None
        else inner(str(words), call, composed=frozenset({"each", "in_turn"}), fields=True)
    )

    def read(value: Canonical, told: Canonical = None, *more: Canonical) -> Canonical:
        return made.source.read(value, *more) if is_written(told, wanted) else ABSENT

    return Conversion(Codec(read, None), made.target)


def _names(args: Mapping[str, object]) -> tuple[str, ...]:
    return (str(args["field"]), *names(str(args.get("rule", ""))))


RULE = Rule(
    shapes=(
        "when/if {field} is {is}",
        "when/if {field} is {is}: {rule}",
    ),
    build=_build,
    inverse=False,
    source_types=EVERY,
    target_types=EVERY,
    domain=SCALARS,
    loses=(Loss("when `kind` is `b`", "a", None, {"kind": "c"}),),
    names=_names,
    samples=(
        Sample("when `kind` is `b`", "a", None, needs={"kind": "c"}),
        Sample("when `kind` is `b`", "a", None, needs={"kind": None}),
        Sample("when `kind` is null", "a", "a", needs={"kind": None}),
        Sample("when `kind` is `b`", "", "", needs={"kind": "b"}),
        Sample("when `kind` is `b`: text to number", "a", needs={"kind": "b"}, fits=False),
        Sample("when `kind` is `b`: trim, then upper case", " a", "A", needs={"kind": "b"}),
        Sample("when `kind` is `b`", "a", "a", needs={"kind": "b"}),
    ),
)
