"""Links and what they were based on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from interlock.adapters.ledger.database import NotUnique
from interlock.adapters.ledger.rows import at_of, base_of, base_text, json_text, moment
from interlock.adapters.ledger.store import Store, in_parts
from interlock.errors import LedgerError
from interlock.model.kept import Link, LinkState
from interlock.model.value import Side

_COLUMNS = "id, record, left_id, right_id, state, made_at, base, rules"
_MOST_AT_ONCE = 500
_PUT = (
    f"INSERT INTO link (env, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (env, id) DO UPDATE SET left_id = excluded.left_id, right_id = excluded.right_id, "
    "state = excluded.state, base = excluded.base, rules = excluded.rules"
)


class PairTables(Store):
    """The table `link`."""

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:
        """The link that the item belongs to, or None."""
        row = self._one(
            f"SELECT id FROM link WHERE env = ? AND record = ? AND {side.value}_id = ? AND state != ?",
            (self._env, record, item_id, LinkState.UNLINKED.value),
        )
        return None if row is None else str(row[0])

    def id_in(self, record: str, side: Side, link: str) -> str | None:
        """The id that the link has on a side, or None."""
        row = self._one(
            f"SELECT {side.value}_id FROM link WHERE env = ? AND id = ? AND record = ?", (self._env, link, record)
        )
        return None if row is None else str(row[0])

    def link(self, link: str) -> Link | None:
        """The link of that id."""
        row = self._one(f"SELECT {_COLUMNS} FROM link WHERE env = ? AND id = ?", (self._env, link))
        return None if row is None else _link_of(row)

    def link_at(self, record: str, side: Side, item_id: str) -> Link | None:
        """The link of an item."""
        row = self._one(
            f"SELECT {_COLUMNS} FROM link WHERE env = ? AND record = ? AND {side.value}_id = ?",
            (self._env, record, item_id),
        )
        return None if row is None else _link_of(row)

    def links_of(self, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Link]:
        """The links of those of the items that have one, by the items' ids."""
        found: dict[str, Link] = {}
        for some, marks in in_parts(ids):
            rows = self._all(
                f"SELECT {_COLUMNS} FROM link WHERE env = ? AND record = ? AND {side.value}_id IN ({marks})",
                (self._env, record, *some),
            )
            found.update((link.id_on(side), link) for link in map(_link_of, rows))
        return found

    def put_links(self, links: Sequence[Link]) -> None:
        """Keep links, new or changed.

        Raises:
            LedgerError: an item of one has another link.
        """
        try:
            self._change_all(_PUT, ((self._env, *_row(link)) for link in links))
        except NotUnique as error:
            named = links[0].record if links else ""
            raise LedgerError(f"an item of {named} already belongs to another link") from error

    def put_link(self, link: Link) -> None:
        """Keep a link, new or changed.

        Raises:
            LedgerError: one of its items has another link.
        """
        try:
            self._change(_PUT, (self._env, *_row(link)))
        except NotUnique as error:
            raise LedgerError(
                f"{link.record} `{link.left_id}` or `{link.right_id}` already belongs to another link"
            ) from error

    def links(self, record: str, *, state: LinkState | None = None) -> Iterator[Link]:
        """The links of a record."""
        wanted, values = ("", ()) if state is None else (" AND state = ?", (state.value,))
        after = ""
        while True:
            rows = self._all(
                f"SELECT {_COLUMNS} FROM link WHERE env = ? AND record = ? AND id > ?{wanted} ORDER BY id LIMIT ?",
                (self._env, record, after, *values, _MOST_AT_ONCE),
            )
            if not rows:
                return
            yield from map(_link_of, rows)
            after = rows[-1][0]

    def number_of_links(self, record: str, state: LinkState) -> int:
        """How many links of a record are in that state."""
        row = self._one(
            "SELECT count(*) FROM link WHERE env = ? AND record = ? AND state = ?", (self._env, record, state.value)
        )
        return int(row[0]) if row else 0


def _row(link: Link) -> tuple[Any, ...]:
    return (
        link.id,
        link.record,
        link.left_id,
        link.right_id,
        link.state.value,
        moment(link.made_at),
        base_text(link.base),
        rules_text(link.rules),
    )


def _link_of(row: tuple[Any, ...]) -> Link:
    link, record, left_id, right_id, state, made_at, base, rules = row
    return Link(
        id=link,
        record=record,
        left_id=left_id,
        right_id=right_id,
        made_at=at_of(made_at),
        state=LinkState(state),
        base=base_of(base),
        rules=_rules_of(rules),
    )


def rules_text(rules: Mapping[str, str]) -> str:
    """The words that a base is read with, as text."""
    return _rules_text(tuple(rules.items()))


# All links of a record have the same few, which are made and read once.
@lru_cache(maxsize=256)
def _rules_text(rules: tuple[tuple[str, str], ...]) -> str:
    return json_text(dict(rules))


@lru_cache(maxsize=256)
def _rules_of(text: str) -> Mapping[str, str]:
    return MappingProxyType(json.loads(text))
