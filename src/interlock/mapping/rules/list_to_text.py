"""A list of single values becomes one text with a sign between them.

Spaces around the parts and empty parts do not count. On a one-way row also a field of the elements, `lines[].sku`.

Example: `list joined with a comma`; `["a", "b"]` becomes `a, b`.
Loses: empty parts, spaces around the parts, and what kind of value each one was.
Inverse: the text is split again; a value that contains the sign cannot be brought over.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXT_LISTS
from interlock.mapping.rule import EVERY, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._separated import separated


def _build(call: Call) -> Conversion:
    of_list, of_text = separated(call)
    return Conversion(of_list, of_text)


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
