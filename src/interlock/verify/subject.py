"""One item that the bench made, as it stands in both systems."""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.value import JSON, Body, Side


@dataclass(slots=True)
class Subject:
    """An item with its mark.

    `ids` are those that the bench itself made; `wrote` has the bodies that the test wrote last. `made_on` is where the
    sentence's action happens. `refers_to` are the items that its references name, by record and,
    for those of a list, their place in it. `variant` counts edits. `touched` tells that the trigger edited it, `edits`
    which field it gave which value last.
    """

    record: RecordRow
    mark: str
    n: int
    made_on: Side
    ids: dict[Side, str] = field(default_factory=dict)
    wrote: dict[Side, Body] = field(default_factory=dict)
    refers_to: dict[str, Subject] = field(default_factory=dict)
    variant: int = 0
    touched: bool = False
    edits: dict[Side, tuple[Path, JSON]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.record.name} {self.mark}"
