"""The text, and no more of it than so many characters; what is longer is cut off.

Example: `cut to 50 characters`; `cut to 3 characters` makes `abc` of `abcd`.
Loses: all characters after that many.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    most = int(str(call.args["count"]))

    def read(value: Canonical) -> Canonical:
        return str(as_text(value))[:most]

    return one_way(read, as_text)


RULE = Rule(
    shapes=("cut to {count} character(s)", "truncated to {count} character(s)"),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("cut to 3 characters", "abcd", "abc"),),
    coarse=True,
    samples=(
        Sample("cut to 3 characters", "", ""),
        Sample("cut to 3 characters", "abc", "abc"),
        Sample("cut to 3 characters", "abcd", "abc"),
        Sample("cut to 1 character", "é", "é"),
        Sample("cut to 2 characters", 1250, "12"),
    ),
)
