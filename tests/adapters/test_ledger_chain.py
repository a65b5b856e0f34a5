"""The chain of the history: whole after whatever was done to the ledger by its own means, broken by anything else."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.adapters.ledger import SqliteLedger
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.value import ABSENT, Side

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
values = st.one_of(texts, st.none(), st.integers(), st.just(ABSENT))
entries = st.builds(
    Entry,
    at=st.integers(0, 40).map(lambda days: NOW + timedelta(days=days)),
    kind=st.sampled_from(EntryKind),
    record=st.sampled_from(["Client", "Order"]),
    link=st.sampled_from(["", "L1"]),
    side=st.sampled_from([Side.LEFT, Side.RIGHT, None]),
    item_id=st.sampled_from(["", "1", "2"]),
    pair=texts,
    before=values,
    after=values,
    lost=values,
    reason=texts,
    place=texts,
    sensitive=st.booleans(),
)
actions: st.SearchStrategy[tuple[str, list[Entry]]] = st.one_of(
    st.tuples(st.just("note"), st.lists(entries, max_size=4)),
    st.tuples(st.just("undone"), st.lists(entries, max_size=3)),
    st.tuples(st.just("inner undone"), st.lists(entries, min_size=1, max_size=3)),
    st.tuples(st.just("forget"), st.just([])),
    st.tuples(st.just("prune"), st.just([])),
)
changes = {
    "at": "'x'", "kind": "'x'", "record": "'x'", "link": "'x'", "side": "'x'", "item_id": "item_id || 'x'",
    "pair": "pair || 'x'", "before": "'7'", "after": "'7.5'", "lost": "'\"x\"'", "reason": "reason || 'x'",
    "place": "place || 'x'", "sensitive": "1 - sensitive", "salt": "x'00'", "digest": "x'00'", "chain": "x'00'",
    "n": "n + 1000",
}  # fmt: skip


class Stop(Exception):
    """Something went wrong in the middle."""


def act(ledger: Ledger, what: str, lines: list[Entry]) -> None:
    if what == "note":
        ledger.note(lines)
    elif what == "undone":
        with suppress(Stop), ledger.transaction():
            ledger.note(lines)
            raise Stop
    elif what == "inner undone":
        with ledger.transaction():
            ledger.note(lines[:1])
            with suppress(Stop), ledger.transaction():
                ledger.note(lines)
                raise Stop
            ledger.note(lines[1:])
    elif what == "forget":
        ledger.forget("Client", [("left", "1")], NOW)
    else:
        ledger.prune(NOW + timedelta(days=20), NOW)


@settings(max_examples=40, deadline=None)
@given(done=st.lists(actions, min_size=1, max_size=6), column=st.sampled_from(sorted(changes)), which=st.integers(0))
def test_only_what_is_done_to_it_from_outside_breaks_it(
    done: list[tuple[str, list[Entry]]], column: str, which: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        with closing(SqliteLedger(path, "test", durable=False)) as ledger:
            for what, lines in done:
                act(ledger, what, lines)
                assert list(ledger.flaws()) == []
            count = len(ledger.history())
            if not count:
                return
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                at = which % count + 1
                db.execute(f"UPDATE history SET {column} = {changes[column]} WHERE n = ?", (at,))  # noqa: S608
            assert list(ledger.flaws()) != []
