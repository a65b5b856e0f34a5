"""Which items of both sides are the same, as far as mappings need to know. The port `Links`."""

from __future__ import annotations

from typing import Protocol

from interlock.model.value import Side


class Links(Protocol):
    """Looks links up; `record` is the document's name of the record."""

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:
        """The link that the item belongs to, or None; one that a person parted from its counterpart has none."""
        ...

    def id_in(self, record: str, side: Side, link: str) -> str | None:
        """The id that the link has on a side, or None while it has none there."""
        ...
