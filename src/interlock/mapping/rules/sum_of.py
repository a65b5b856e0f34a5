"""The numbers of a list added up; 0 of an empty one, and what has no number counts as none.

It is the sum of a field of the elements, `lines[].amount`, or, for the list itself, `lines[]`, of the field that is
written, and of the product of two.

Example: `sum` for `lines[].amount`; `sum of `amount`` or `sum of `price` times `quantity`` for `lines[]`.
Loses: the single numbers.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import NUMBER_LISTS
from interlock.mapping.rule import EVERY, NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._lists import entries, listed
from interlock.mapping.rules._numbers import EXACT, plainly, total
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    part, factor = call.args.get("part"), call.args.get("factor")

    def read(value: Canonical) -> Canonical:
        if part is None:
            return plainly(total(listed(value)))
        if factor is None:
            return plainly(total(element.get(str(part)) for element in entries(value)))
        products = (
            EXACT.multiply(total([element.get(str(part))]), total([element.get(str(factor))]))
            for element in entries(value)
        )
        return plainly(total(products))

    return one_way(read, as_number)


RULE = Rule(
    shapes=(
        "sum",
        "sum of {part}",
        "sum of {part} times {factor}",
    ),
    build=_build,
    inverse=False,
    source_types=EVERY,
    target_types=TEXT | NUMBER,
    domain=NUMBER_LISTS,
    loses=(Loss("sum", [1, 2], 3),),
    gathers=True,
    samples=(
        Sample("sum", [], 0),
        Sample("sum", 5, fits=False),
        Sample("sum", ["some"], fits=False),
        Sample("sum", [1, None, "2.5"], 3.5),
        Sample("sum", [0.1, 0.2], 0.3),
        Sample("sum of `n`", [{"n": 1}, {}, {"n": 2}], 3),
        Sample("sum of `price` times `quantity`", [{"price": 2.5, "quantity": 2}, {"price": 1}], 5),
        Sample("sum of `n`", [1], fits=False),
    ),
)
