"""What each side showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from interlock.adapters.ledger.rows import at_of, blob, body_of, key_of, key_text, moment, moment_of
from interlock.adapters.ledger.store import Store, in_parts
from interlock.model.kept import Due, Glimpse, Known, Seen
from interlock.model.numbers import Numbers
from interlock.model.value import Side

_OWN = "id, body, digest, seen_at, version, created_at, updated_at, archived, gone, key, in_scope, first_scan, wanted"
_COLUMNS = f"record, side, {_OWN}"
_DIGEST = 4
"""Where it stands among the columns."""
_ITEM = "env = ? AND record = ? AND side = ? AND id = ?"
_MOST_AT_ONCE = 500
_SIDES = {side.value: side for side in Side}
_WORDS = {side: side.value for side in Side}
_MOST_NUMBERS = 5000
_CLOSELY = 4
"""Between the items of one record and side lie those of others: so many for each are read over."""

_GLIMPSE = "id, digest, archived, in_scope, n"
_ID = itemgetter(0)


class ObservationTables(Store):
    """The table `seen`."""

    def seen(self, record: str, side: Side, item_id: str) -> Seen | None:
        """The item as last seen, gone ones included."""
        row = self._one(f"SELECT {_COLUMNS} FROM seen WHERE {_ITEM}", (self._env, record, side.value, item_id))
        return None if row is None else _seen_of(row)

    def seen_of(self, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Seen]:
        """Those of the items that were ever seen, by id."""
        found: dict[str, Seen] = {}
        for some, marks in in_parts(ids):
            rows = self._all(
                f"SELECT {_OWN} FROM seen WHERE env = ? AND record = ? AND side = ? AND id IN ({marks})",
                (self._env, record, side.value, *some),
            )
            for row in rows:
                found[row[0]] = _seen_as(record, side, *row)
        return found

    def glimpses_of(self, record: str, side: Side, ids: Sequence[str]) -> dict[str, Glimpse]:
        """The least that tells whether any of the items changed, by id."""
        found: dict[str, Glimpse] = {}
        for some, marks in in_parts(ids):
            rows = self._all(
                f"SELECT {_GLIMPSE} FROM seen WHERE env = ? AND record = ? AND side = ? AND id IN ({marks})",
                (self._env, record, side.value, *some),
            )
            found.update(zip(map(_ID, rows), map(Glimpse._make, rows), strict=True))
        return found

    def glimpses_after(self, record: str, side: Side, number: int, *, most: int) -> dict[str, Glimpse]:
        """The same of up to `most` items of a side whose numbers follow that one closely, by id."""
        rows = self._all(
            f"SELECT {_GLIMPSE} FROM seen WHERE n > ? AND n <= ? AND env = ? AND record = ? AND side = ? "
            "ORDER BY n LIMIT ?",
            (number, number + _CLOSELY * most, self._env, record, side.value, most),
        )
        return dict(zip(map(_ID, rows), map(Glimpse._make, rows), strict=True))

    def known_of(self, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Known]:
        """What tells whether any of the items changed, by id; without their bodies."""
        found: dict[str, Known] = {}
        for some, marks in in_parts(ids):
            rows = self._all(
                "SELECT id, digest, version, updated_at, key, in_scope, archived, gone FROM seen "
                f"WHERE env = ? AND record = ? AND side = ? AND id IN ({marks})",
                (self._env, record, side.value, *some),
            )
            for item_id, digest, version, updated_at, key, *flags in rows:
                at, text = moment_of(updated_at), key_of(key)
                found[item_id] = Known(item_id, digest, version, at, text, *map(bool, flags))
        return found

    def observe(self, items: Iterable[Seen], *, generation: int | None = None, settled: bool = False) -> None:
        """Keep what was seen, in place of what was."""
        self._change_all(
            f"INSERT INTO seen (env, {_COLUMNS}, generation, settled) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (env, record, side, id) DO UPDATE SET body = excluded.body, digest = excluded.digest, "
            "seen_at = excluded.seen_at, version = excluded.version, created_at = excluded.created_at, "
            "updated_at = excluded.updated_at, archived = excluded.archived, gone = excluded.gone, "
            f"key = excluded.key, in_scope = excluded.in_scope, first_scan = {_most('first_scan')}, "
            f"wanted = {_most('wanted')}, generation = {_most('generation')}, "
            "settled = coalesce(excluded.settled, seen.settled)",
            ((self._env, *row, generation or 0, row[_DIGEST] if settled else None) for row in _rows(items)),
        )

    def add_seen(self, items: Iterable[Seen], settled: Iterable[bool]) -> None:
        """Keep items that were never seen; of each, whether the decision on it is taken already.

        Raises:
            NotUnique: one of them was.
        """
        self._change_all(
            f"INSERT INTO seen (env, {_COLUMNS}, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (self._env, *row, row[_DIGEST] if done else None)
                for row, done in zip(_rows(items), settled, strict=True)
            ),
        )

    def unmet(self, record: str, side: Side, generation: int, met: Numbers, *, most: int) -> tuple[Seen, ...]:
        """Up to `most` items that are not gone and that a complete list did not show, those first seen first."""
        row = self._one(
            "SELECT count(*) FROM seen WHERE env = ? AND record = ? AND side = ?", (self._env, record, side.value)
        )
        if row is not None and row[0] == len(met):
            return ()
        found: list[tuple[Any, ...]] = []
        for numbers in self._not_in(record, side, met):
            for some, marks in in_parts(numbers):
                rows = self._all(
                    f"SELECT n, {_COLUMNS} FROM seen WHERE gone = 0 AND generation < ? AND n IN ({marks})",
                    (generation, *some),
                )
                found = sorted([*found, *rows], key=itemgetter(0))[:most]
        return tuple(_seen_of(row[1:]) for row in found)

    def _not_in(self, record: str, side: Side, met: Numbers) -> Iterator[list[int]]:
        """The numbers of a side's items that are not there, piece by piece; read from the index of ids alone."""
        after = ""
        while True:
            rows = self._all(
                "SELECT id, n FROM seen WHERE env = ? AND record = ? AND side = ? AND id > ? ORDER BY id LIMIT ?",
                (self._env, record, side.value, after, _MOST_NUMBERS),
            )
            if not rows:
                return
            yield met.missing(number for _, number in rows)
            after = rows[-1][0]

    def due(self, record: str, *, after: int = 0, most: int = 1) -> tuple[Due, ...]:
        """Up to `most` items on which a decision is due, in the order in which they were first seen."""
        rows = self._all(
            "SELECT side, id, n FROM seen WHERE env = ? AND record = ? AND n > ? "
            "AND (settled IS NULL OR settled != digest) ORDER BY n LIMIT ?",
            (self._env, record, after, most),
        )
        return tuple(Due(_SIDES[side], item_id, number) for side, item_id, number in rows)

    def settle(self, record: str, items: Iterable[tuple[Side, str, str]]) -> None:
        """Note that decisions were taken on those digests of items."""
        self._change_all(
            f"UPDATE seen SET settled = ? WHERE {_ITEM}",
            ((digest, self._env, record, side.value, item_id) for side, item_id, digest in items),
        )

    def unsettle(self, record: str, side: Side, item_id: str) -> None:
        """Ask for a new decision."""
        self._change(f"UPDATE seen SET settled = NULL WHERE {_ITEM}", (self._env, record, side.value, item_id))

    def unsettle_all(self) -> None:
        """Ask for new decisions on everything, because the document changed."""
        self._change("UPDATE seen SET settled = NULL WHERE env = ?", (self._env,))

    def want(self, record: str, side: Side, item_id: str) -> None:
        """Note that an item that flows refers to this one, and ask for a new decision on it."""
        self._change(
            f"UPDATE seen SET wanted = 1, settled = NULL WHERE {_ITEM} AND wanted = 0",
            (self._env, record, side.value, item_id),
        )

    def gone_of_key(self, record: str, side: Side, key: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the items that are gone and had that match key."""
        rows = self._all(
            "SELECT id FROM seen WHERE env = ? AND record = ? AND side = ? AND key = ? AND gone = 1 ORDER BY n",
            (self._env, record, side.value, key_text(key)),
        )
        return tuple(row[0] for row in rows)

    def of_key(self, record: str, side: Side, key: tuple[str, ...]) -> tuple[Seen, ...]:
        """The items in scope, neither gone nor archived, with that match key."""
        rows = self._all(
            f"SELECT {_COLUMNS} FROM seen WHERE env = ? AND record = ? AND side = ? AND key = ? "
            "AND in_scope = 1 AND gone = 0 AND archived = 0 ORDER BY n",
            (self._env, record, side.value, key_text(key)),
        )
        return tuple(map(_seen_of, rows))

    def of_keys(
        self, record: str, side: Side, keys: Sequence[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The ids of the items that are not gone, by those of the match keys that any has."""
        by_text = {str(key_text(key)): key for key in keys}
        found: dict[tuple[str, ...], list[str]] = {}
        for some, marks in in_parts(list(by_text)):
            rows = self._all(
                f"SELECT key, id FROM seen WHERE env = ? AND record = ? AND side = ? AND key IN ({marks}) "
                "AND gone = 0 ORDER BY n",
                (self._env, record, side.value, *some),
            )
            for text, item_id in rows:
                found.setdefault(by_text[text], []).append(item_id)
        return {key: tuple(ids) for key, ids in found.items()}

    def every(self, record: str, side: Side) -> Iterator[Seen]:
        """All items that are not gone."""
        after = 0
        while True:
            rows = self._all(
                f"SELECT {_COLUMNS}, n FROM seen WHERE env = ? AND record = ? AND side = ? AND gone = 0 AND n > ? "
                "ORDER BY n LIMIT ?",
                (self._env, record, side.value, after, _MOST_AT_ONCE),
            )
            if not rows:
                return
            yield from (_seen_of(row[:-1]) for row in rows)
            after = rows[-1][-1]

    def number_of(self, record: str, side: Side) -> int:
        """How many items are not gone."""
        row = self._one(
            "SELECT count(*) FROM seen WHERE env = ? AND record = ? AND side = ? AND gone = 0",
            (self._env, record, side.value),
        )
        return int(row[0]) if row else 0


def _most(column: str) -> str:
    """The larger of what is there and what comes."""
    return f"CASE WHEN excluded.{column} > seen.{column} THEN excluded.{column} ELSE seen.{column} END"


def _rows(items: Iterable[Seen]) -> Iterator[tuple[Any, ...]]:
    """Their columns; the moment at which they were seen is mostly the same."""
    seen_at, text = None, None
    for item in items:
        if item.seen_at is not seen_at:
            seen_at, text = item.seen_at, moment(item.seen_at)
        created = moment(item.created_at)
        yield (
            item.record,
            _WORDS[item.side],
            item.id,
            bytearray(blob(item.body)),  # as it is; for bytes SQLite's module first looks for who adapts them
            item.digest,
            text,
            item.version,
            created,
            created if item.updated_at is item.created_at else moment(item.updated_at),
            int(item.archived),
            int(item.gone),
            key_text(item.key),
            int(item.in_scope),
            int(item.first_scan),
            int(item.wanted),
        )


def _seen_of(row: tuple[Any, ...]) -> Seen:
    return _seen_as(row[0], _SIDES[row[1]], *row[2:])


def _seen_as(  # noqa: PLR0917 - the columns `_OWN`
    record: str,
    side: Side,
    item_id: str,
    body: bytes,
    digest: str,
    at: str,
    version: str | None,
    created: str | None,
    updated: str | None,
    archived: int,
    gone: int,
    key: str | None,
    in_scope: int,
    first: int,
    wanted: int,
) -> Seen:
    created_at = moment_of(created)
    return Seen(
        record,
        side,
        item_id,
        body_of(body),
        digest,
        at_of(at),
        version,
        created_at,
        created_at if updated == created else moment_of(updated),
        archived != 0,
        gone != 0,
        key_of(key),
        in_scope != 0,
        first != 0,
        wanted != 0,
    )
