"""The text with each occurrence of some signs replaced by others.

Example: `replace `-` with ` ``, `replace `.` with nothing`; in backticks the signs are meant as they are.
Loses: where the signs stood.
Inverse: none.
"""

from __future__ import annotations

from typing import cast

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Call, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._signs import sign_of
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    old, given = sign_of(call.args["value"]), cast("Written", call.args["instead"])
    new = "" if given.text == "nothing" and not given.quoted else given.text if given.quoted else sign_of(given)

    def read(value: Canonical) -> Canonical:
        return str(as_text(value)).replace(old, new)

    return one_way(read, as_text)


RULE = Rule(
    shapes=("replace {value} with/by {instead}",),
    build=_build,
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("replace `-` with nothing", "a-b", "ab"),),
    samples=(
        Sample("replace `-` with nothing", "", ""),
        Sample("replace `-` with nothing", "a-b-c", "abc"),
        Sample("replace `a` with `aa`", "banana", "baanaanaa"),
        Sample("replace `-` with `/`", 5, "5"),
        Sample("replace comma with `.`", "1,5", "1.5"),
    ),
)
