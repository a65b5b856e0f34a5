"""The page of what is decided about an item, made from the very tables that decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlock.model.decisions import Direction
from interlock.sync.samples import RULES, sentences
from interlock.sync.table import RESTING, TABLE

_SHOWN = {
    "same": "is as last agreed",
    "changed": "was edited",
    "left": "left its condition",
    "archived": "is archived",
    "gone": "was deleted",
    "merged": "was merged into another",
    "there": "is there",
}

_RESTS = {
    "parted": "one was gone, and the other was kept",
    "ended": "both were gone, or gone and archived",
    "merged": "one was merged into another item of its system",
    "unlinked": "a person said that the two are not the same",
}

_INTRODUCTION = """# What is decided about an item

These tables are printed from the ones that the program decides by, so that they say what it does.

## Two items that are linked

What both systems show decides; it is the same whichever of them shows which. *As last agreed* means: as that system
showed it when both were last equal, in every field that the document maps.
"""

_ON_RESTING = """## Two items whose link rests

A link is never forgotten: what comes back finds its counterpart by it, and is not created again. *Gone* here means
deleted, or merged into another.
"""

_ON_FIELDS = """## One field

Where two linked items are compared, each row of the field mapping is decided for itself. *Left* and *right* are the
systems in the order of the document; in these tables the left one is the source of truth. The rule is that of the
column *On conflict*, or of *Wins* where a row has its own.

A value that gives way by a rule is kept in the history, and a field that is not shown any more is never taken for
one that was cleared.
"""


def decision_page() -> str:
    """The whole page as Markdown."""
    parts = [_INTRODUCTION, _table(("One", "The other", "What follows"), _pairs()), _ON_RESTING]
    parts += [_table(("Because", "One", "The other", "What follows"), _resting()), _ON_FIELDS]
    for direction, title in ((Direction.BOTH, "both ways (`↔`)"), (Direction.RIGHT, "from left to right (`→`)")):
        heading = ("The field", "By the rule", "What follows")
        parts.append(f"### A field that flows {title}\n\n" + _table(heading, _fields(direction)))
    parts.append("A field that flows from right to left (`←`) is the mirror image.\n")
    return "\n".join(parts)


def _pairs() -> Iterable[Sequence[str]]:
    for shown, do in TABLE.items():
        names = [_SHOWN[one.value] for one in sorted(shown, key=lambda one: list(_SHOWN).index(one.value))]
        yield names[0], names[-1] if len(names) > 1 else "the same", do.value


def _resting() -> Iterable[Sequence[str]]:
    for state, rows in RESTING.items():
        if len(set(rows.values())) == 1:
            yield _RESTS[state.value], "anything", "anything", next(iter(rows.values())).value
            continue
        for presences, rest in rows.items():
            names = sorted((one.value for one in presences), key=["there", "archived", "gone"].index)
            shown = ["is gone" if name == "gone" else _SHOWN[name] for name in names]
            yield _RESTS[state.value], shown[0], shown[-1] if len(shown) > 1 else "the same", rest.value


def _fields(direction: Direction) -> Iterable[Sequence[str]]:
    for says, found in sentences(direction):
        by_outcome: dict[str, list[str]] = {}
        for rule, sentence in zip(RULES, found, strict=True):
            by_outcome.setdefault(sentence, []).append(rule.says)
        for sentence, rules in by_outcome.items():
            yield says, "; ".join(rules) if len(by_outcome) > 1 else "any", sentence


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"
