"""Removing what is not to be kept any more, with the chain of the history still whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from interlock.adapters.ledger.chain import BLANK, COLUMNS, digest_of
from interlock.adapters.ledger.history import HistoryTable
from interlock.adapters.ledger.memory import MemoryTables
from interlock.adapters.ledger.rows import moment
from interlock.adapters.ledger.writes import WriteTables
from interlock.errors import LedgerError
from interlock.model.golive import BEFORE
from interlock.model.history import Entry, EntryKind
from interlock.model.upkeep import Removed

_SOME = 500
_UNSETTLED = "('open', 'held')"


class ForgettingTables(HistoryTable, MemoryTables, WriteTables):
    """All tables in which an item leaves something."""

    def forget(
        self, record: str, ids: Collection[tuple[str, str]], at: datetime, *, facts: Collection[str] = ()
    ) -> Removed:
        """Remove what items, by side and id, were and held, and what these facts tell; their link and its ids stay."""
        self._db.scrub()
        with self.transaction():
            self.break_up()
            links = sorted({link for side, item in ids for link in self._links(record, side, item)})
            counts = {
                "items as seen": sum(self._forget_seen(record, side, item) for side, item in ids),
                "values last agreed": sum(self._forget_base(link) for link in links),
                "writes": sum(self._forget_writes(record, side, item) for side, item in ids),
                "held": sum(self._forget_held(record, side, item) for side, item in ids),
                "messages": sum(self._forget_messages(record, side, item) for side, item in ids),
                "values in lines of the history": self._forget_lines(record, ids, links),
            }
            for name in facts:
                self.set_fact(name, None)
            removed = Removed(counts)
            reason = f"what was kept of it was removed: {removed}"
            self.note([Entry(at, EntryKind.FORGOTTEN, record, link, reason=reason) for link in links or [""]])
        self._db.scrub()
        return removed

    def unmake(self, links: Collection[str], items: Collection[tuple[str, str, str]]) -> None:
        """Take links and items (record, side, id) out, as if they had never been."""
        with self.transaction():
            self._change_all("DELETE FROM link WHERE env = ? AND id = ?", ((self._env, link) for link in links))
            for record, side, item in items:
                its = (self._env, record, side, item)
                self._forget_held(record, side, item)
                self._change("DELETE FROM seen WHERE env = ? AND record = ? AND side = ? AND id = ?", its)

    def prune(self, before: datetime, at: datetime) -> Removed:
        """Remove what nothing depends on any more of what happened before that moment."""
        limit = moment(before)
        with self.transaction():
            counts = {
                "items as seen": self._change(
                    "UPDATE seen SET body = ?, key = NULL WHERE env = ? AND gone = 1 AND seen_at < ? AND body != ?",
                    (b"{}", self._env, limit, b"{}"),
                ),
                "writes": self._change(
                    f"DELETE FROM intent WHERE env = ? AND state NOT IN {_UNSETTLED} AND at < ?", (self._env, limit)
                ),
                "messages": self._prune_told(str(limit)),
                "events": self._change("DELETE FROM heard WHERE env = ? AND at < ?", (self._env, limit)),
                "deletes": self._change("DELETE FROM deleted WHERE env = ? AND at < ?", (self._env, limit)),
                "values before a go-live": self._prune_before(before),
            }
        counts["values in lines of the history"] = self._prune_lines(str(limit))
        removed = Removed(counts)
        if removed.total:
            reason = f"what happened before {before:%Y-%m-%d} was removed: {removed}"
            self.note([Entry(at, EntryKind.PRUNED, reason=reason)])
        return removed

    # One item

    def _links(self, record: str, side: str, item: str) -> list[str]:
        rows = self._all(
            f"SELECT id FROM link WHERE env = ? AND record = ? AND {_side(side)}_id = ?", (self._env, record, item)
        )
        return [str(link) for (link,) in rows]

    def _forget_seen(self, record: str, side: str, item: str) -> int:
        # One that is gone stays known as that, and nothing more. One that is there must be looked at anew: an item
        # without values would be taken for one whose values were cleared.
        where = "env = ? AND record = ? AND side = ? AND id = ?"
        values = (self._env, record, side, item)
        gone = self._change(f"UPDATE seen SET body = ?, key = NULL WHERE {where} AND gone = 1", (b"{}", *values))
        return gone + self._change(f"DELETE FROM seen WHERE {where} AND gone = 0", values)

    def _forget_base(self, link: str) -> int:
        return self._change(
            "UPDATE link SET base = '{}', rules = '{}' WHERE env = ? AND id = ? AND base != '{}'", (self._env, link)
        )

    def _forget_writes(self, record: str, side: str, item: str) -> int:
        its = "env = ? AND record = ? AND ((side = ? AND target_id = ?) OR (side = ? AND source_id = ?))"
        values = (self._env, record, side, item, "right" if side == "left" else "left", item)
        if self._one(f"SELECT 1 FROM intent WHERE {its} AND state IN {_UNSETTLED}", values) is not None:
            raise LedgerError(
                f"what became of a write for {record} `{item}` is not known yet, so it cannot be forgotten",
                hint="let a run find out with `interlock run`, or decide about it with `interlock held`",
            )
        attempts = self._change(
            "DELETE FROM attempt WHERE env = ? AND record = ? AND (source_id = ? OR source_id = ?)",
            (self._env, record, item, f"{side} {item}"),
        )
        return attempts + self._change(f"DELETE FROM intent WHERE {its}", values)

    def _forget_held(self, record: str, side: str, item: str) -> int:
        return self._change(
            "DELETE FROM held WHERE env = ? AND record = ? AND side = ? AND item_id = ?",
            (self._env, record, side, item),
        )

    def _forget_messages(self, record: str, side: str, item: str) -> int:
        about = [(self._env, key) for key, of in self._told() if of == (record, side, item)]
        self._change_all("DELETE FROM told WHERE env = ? AND key = ?", about)
        notices = self._change("DELETE FROM notice WHERE env = ? AND subject = ?", (self._env, f"{record} {item}"))
        return len(about) + notices

    def _forget_lines(self, record: str, ids: Iterable[tuple[str, str]], links: Iterable[str]) -> int:
        columns = f"n, {COLUMNS}, salt"
        rows = [
            row
            for link in links
            for row in self._all(
                f"SELECT {columns} FROM history WHERE env = ? AND link = ? AND salt IS NOT NULL", (self._env, link)
            )
        ]
        rows += [
            row
            for side, item in ids
            for row in self._all(
                f"SELECT {columns} FROM history WHERE env = ? AND item_id = ? AND record = ? "
                "AND (side = ? OR side IS NULL) AND salt IS NOT NULL",
                (self._env, item, record, side),
            )
        ]
        return self._blank({row[0]: row for row in rows}.values())

    def _blank(self, rows: Iterable[tuple[Any, ...]]) -> int:
        """Leave only the digest of what these lines (number, `COLUMNS`, salt) told."""
        digests = [(digest_of(row[1:-1], bytes(row[-1])), self._env, row[0]) for row in rows]
        self._change_all(
            "UPDATE history SET item_id = ?, before = ?, after = ?, lost = ?, reason = ?, salt = NULL, digest = ? "
            "WHERE env = ? AND n = ?",
            [(*BLANK, *one) for one in digests],
        )
        return len(digests)

    # What is old

    def _prune_before(self, before: datetime) -> int:
        """Forget what stood in items that a go-live wrote over before that moment."""
        rows = self._all("SELECT name, value FROM fact WHERE env = ? AND name LIKE ?", (self._env, f"{BEFORE}%"))
        old = [name for name, value in rows if datetime.fromisoformat(json.loads(value)["at"]) < before]
        return sum(self._change("DELETE FROM fact WHERE env = ? AND name = ?", (self._env, name)) for name in old)

    def _prune_lines(self, limit: str) -> int:
        """Blank the lines before that moment, in several transactions: there may be many."""
        done = 0
        after = int(self.fact("pruned to") or 0)
        while True:
            with self.transaction():
                rows = self._all(
                    f"SELECT n, {COLUMNS}, salt FROM history WHERE env = ? AND n > ? ORDER BY n LIMIT ?",
                    (self._env, after, _SOME),
                )
                old = [row for row in rows if row[1] < limit]
                done += self._blank(row for row in old if row[-1] is not None)
                if old and len(old) == len(rows):
                    after = old[-1][0]
                    self.set_fact("pruned to", str(after))
            if not rows or len(old) < len(rows):
                return done

    def _prune_told(self, limit: str) -> int:
        """Forget what was told about items that are gone since before that moment."""
        old = []
        for key, of in self._told():
            row = of and self._one(
                "SELECT 1 FROM seen WHERE env = ? AND record = ? AND side = ? AND id = ? AND gone = 1 AND seen_at < ?",
                (self._env, *of, limit),
            )
            if row:
                old.append((self._env, key))
        self._change_all("DELETE FROM told WHERE env = ? AND key = ?", old)
        return len(old)

    def _told(self) -> list[tuple[str, tuple[str, str, str] | None]]:
        """The keys under which something was told, with the record, side and id that stand in them."""
        return [(key, _about(key)) for (key,) in self._all("SELECT key FROM told WHERE env = ?", (self._env,))]


def _about(key: str) -> tuple[str, str, str] | None:
    words = key.split(" ")
    for at, word in enumerate(words[2:-1], 2):
        if word in ("left", "right"):
            return " ".join(words[1:at]), word, words[at + 1]
    return None


def _side(side: str) -> str:
    """The side, where it is one: it becomes part of a statement."""
    if side not in ("left", "right"):
        raise ValueError(side)
    return side
