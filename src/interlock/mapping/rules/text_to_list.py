"""A text with a sign between its parts becomes a list.

Spaces around the parts and empty parts do not count.

Example: `list split at a comma`; `a, b` becomes `["a", "b"]`.
Loses: empty parts, spaces around the parts.
Inverse: the values are joined again; a value that contains the sign cannot be brought over.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import LISTS, SCALAR, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._separated import separated


def _build(call: Call) -> Conversion:
    of_list, of_text = separated(call)
    return Conversion(of_text, of_list)


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
