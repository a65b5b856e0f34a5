"""What is done about a linked item, by what both sides show: law as data.

Read a row as: where one side shows this and the other that, the column `do` says what follows. The rows go for both
orders of the sides; `same` and `changed` in a row are those of the base. A test holds that every combination has
exactly one row.
"""

from __future__ import annotations

from enum import Enum

from interlock.sync.situation import Showing


class Do(Enum):
    """What is done about a linked item."""

    NOTHING = "both agree with the base"
    MERGE = "three-way merge of every field pair"
    END = "both are gone: the link ends"
    DELETE = "the delete rule, once"
    DELETE_OR_KEEP = (
        "somebody deleted what somebody else edited: the conflict rule says whether the delete rule goes on"
    )
    LEFT = "the rule for items that leave the condition"
    REST = "both are out of use: nothing flows"


_S, _C, _L, _A, _G = Showing.SAME, Showing.CHANGED, Showing.LEFT, Showing.ARCHIVED, Showing.GONE

TABLE: dict[frozenset[Showing], Do] = {
    # one side        the other
    frozenset({_S}): Do.NOTHING,
    frozenset({_S, _C}): Do.MERGE,
    frozenset({_C}): Do.MERGE,
    frozenset({_A, _S}): Do.MERGE,
    frozenset({_A, _C}): Do.MERGE,
    frozenset({_A}): Do.REST,
    frozenset({_L}): Do.LEFT,
    frozenset({_L, _S}): Do.LEFT,
    frozenset({_L, _C}): Do.LEFT,
    frozenset({_L, _A}): Do.REST,
    frozenset({_G}): Do.END,
    frozenset({_G, _S}): Do.DELETE,
    frozenset({_G, _A}): Do.DELETE,
    frozenset({_G, _L}): Do.DELETE,
    frozenset({_G, _C}): Do.DELETE_OR_KEEP,
}


def what_to_do(one: Showing, other: Showing) -> Do:
    """The row for what both sides show."""
    return TABLE[frozenset({one, other})]
