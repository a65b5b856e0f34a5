"""One item as a sandbox keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from interlock.model.value import Body


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One item. `body` is shared and never changed in place; a change makes a new value.

    `number` counts the items of a resource in the order of their making, `version` the writes. `scope` holds the path
    parameters of its parents. `shown` is the body as answers carry it, `merged_into` the id of what it was merged into.
    """

    resource: str
    id: str
    body: Body
    created_at: datetime
    updated_at: datetime
    deleted: bool = False
    archived: bool = False
    number: int = 0
    version: int = 1
    scope: Mapping[str, str] = field(default_factory=dict)
    shown: bytes = b"{}"
    merged_into: str = ""

    @property
    def etag(self) -> str:
        """What a protected write names this version by."""
        return f'"{self.number}-{self.version}"'
