"""What is done about a linked item, by what both sides show: law as data.

Read a row as: where one side shows this and the other that, the value says what follows. The rows go for both orders
of the sides; `same` and `changed` in a row are those of the base. A test holds that every combination has exactly one
row, and `docs/decisions.md` is made from them.
"""

from __future__ import annotations

from enum import Enum, StrEnum

from interlock.model.kept import LinkState
from interlock.sync.situation import Showing


class Do(Enum):
    """What is done about a linked item; the value says it in a sentence."""

    NOTHING = "Both are as they were when they last agreed: nothing is done."
    MERGE = "The fields are compared one by one with what they last agreed on, by the table of fields below."
    END = "Neither is there any more: they are no longer linked, and nothing is written."
    DELETE = "The rule for deletes is carried out, once."
    DELETE_OR_KEEP = (
        "One was deleted while the other was edited: the conflict rule says whether the rule for deletes is carried "
        "out, and where it names no winner a person is asked."
    )
    LEFT = "The rule for items that leave their condition is carried out; leaving is never taken for a delete."
    REST = "Both are out of use: nothing flows."
    MERGED = (
        "It is no delete: nothing flows to the other one any more, which stays as it is until a person decides; the "
        "item that it was merged into goes on by its own link."
    )


_S, _C, _L, _A, _G, _M = (
    Showing.SAME,
    Showing.CHANGED,
    Showing.LEFT,
    Showing.ARCHIVED,
    Showing.GONE,
    Showing.MERGED,
)

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
    frozenset({_M}): Do.END,
    frozenset({_M, _G}): Do.END,
    frozenset({_M, _A}): Do.END,
    frozenset({_M, _S}): Do.MERGED,
    frozenset({_M, _C}): Do.MERGED,
    frozenset({_M, _L}): Do.MERGED,
}


def what_to_do(one: Showing, other: Showing) -> Do:
    """The row for what both sides show."""
    return TABLE[frozenset({one, other})]


class Presence(StrEnum):
    """How far an item is there, which is all that matters where a link rests."""

    THERE = "there"
    ARCHIVED = "archived"
    GONE = "gone"
    """deleted, or merged into another"""


class Rest(Enum):
    """What is done about a link that rests; the value says it in a sentence."""

    REMAIN = "Nothing is done: the two stay as they are."
    REVIVE = (
        "The same link comes to life again: the fields are compared with what they last agreed on, and nothing is "
        "created."
    )
    BACK = "It is told that one came back whose counterpart was taken out of use because of it; nothing is created."
    PROPOSE = "The one whose counterpart was merged away stays as it is, and a person is asked what becomes of it."
    END = "Neither is in use any more: they are no longer linked."


_THERE, _ARCHIVED, _GONE = Presence.THERE, Presence.ARCHIVED, Presence.GONE

RESTING: dict[LinkState, dict[frozenset[Presence], Rest]] = {
    LinkState.PARTED: {
        frozenset({_THERE}): Rest.REVIVE,
        frozenset({_THERE, _ARCHIVED}): Rest.REMAIN,
        frozenset({_THERE, _GONE}): Rest.REMAIN,
        frozenset({_ARCHIVED}): Rest.REMAIN,
        frozenset({_ARCHIVED, _GONE}): Rest.REMAIN,
        frozenset({_GONE}): Rest.END,
    },
    LinkState.ENDED: {
        frozenset({_THERE}): Rest.REVIVE,
        frozenset({_THERE, _ARCHIVED}): Rest.BACK,
        frozenset({_THERE, _GONE}): Rest.BACK,
        frozenset({_ARCHIVED}): Rest.REMAIN,
        frozenset({_ARCHIVED, _GONE}): Rest.REMAIN,
        frozenset({_GONE}): Rest.REMAIN,
    },
    LinkState.MERGED: {
        frozenset({_THERE}): Rest.REVIVE,
        frozenset({_THERE, _ARCHIVED}): Rest.BACK,
        frozenset({_THERE, _GONE}): Rest.PROPOSE,
        frozenset({_ARCHIVED}): Rest.REMAIN,
        frozenset({_ARCHIVED, _GONE}): Rest.END,
        frozenset({_GONE}): Rest.END,
    },
    LinkState.UNLINKED: dict.fromkeys(
        (
            frozenset({_THERE}),
            frozenset({_THERE, _ARCHIVED}),
            frozenset({_THERE, _GONE}),
            frozenset({_ARCHIVED}),
            frozenset({_ARCHIVED, _GONE}),
            frozenset({_GONE}),
        ),
        Rest.REMAIN,
    ),
}


def what_of_resting(state: LinkState, one: Presence, other: Presence) -> Rest:
    """The row for a link that is not active."""
    return RESTING[state][frozenset({one, other})]
