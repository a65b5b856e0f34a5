"""What a kind of change is, and which one an edit is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.model.differences import Edit, Effect, Way

_PACKAGE = "interlock.agreement.kinds"
ANY_COLUMN = frozenset[str]()
EVERY_WAY = frozenset(Way)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change: where it happens, and what it means.

    `columns` is empty where any column counts; a row that comes or goes has none. The docstring of its file says in its
    first line what changed, and below why it matters.
    """

    effect: Effect
    sections: frozenset[str]
    columns: frozenset[str] = ANY_COLUMN
    ways: frozenset[Way] = EVERY_WAY

    def applies(self, edit: Edit) -> bool:
        """Whether an edit is of this kind."""
        if edit.section not in self.sections or edit.way not in self.ways:
            return False
        return not self.columns or edit.column in self.columns


@cache
def kinds() -> Catalogue[Kind]:
    """The kinds of change by the names of their files."""
    return discover(_PACKAGE, "KIND", Kind)


def kind_of(edit: Edit) -> tuple[str, Kind]:
    """The kind of an edit with its name; of several that fit the one that names the column, then the gravest."""
    grave = list(Effect)
    if edit.layer is not None:
        fitting = [(name, kind) for name, kind in kinds().items.items() if kind.applies(edit)]
        if fitting:
            return min(fitting, key=lambda one: (not one[1].columns, grave.index(one[1].effect), one[0]))
    return "not_signed", kinds()["not_signed"]


def why(name: str) -> str:
    """Why a kind of change matters, in one paragraph."""
    _, _, rest = kinds().docs[name].strip().partition("\n\n")
    return " ".join(rest.split())
