"""Keeps what came of many creates at once: each of its texts is made once, each table is written by one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from interlock.adapters.ledger.chain import ABSENT_TEXT
from interlock.adapters.ledger.database import NotUnique
from interlock.adapters.ledger.history import HistoryTable
from interlock.adapters.ledger.observations import ObservationTables
from interlock.adapters.ledger.pairs import PairTables, rules_text
from interlock.adapters.ledger.rows import json_text, moment
from interlock.adapters.ledger.sheets import sheet_row
from interlock.adapters.ledger.writes import WriteTables
from interlock.errors import LedgerError
from interlock.model import canonical
from interlock.model.creates import Creates, Made
from interlock.model.history import EntryKind
from interlock.model.kept import LinkState
from interlock.model.value import Canonical, Side


class MadeTables(HistoryTable, ObservationTables, PairTables, WriteTables):
    """All tables in which a create leaves something."""

    def open_creates(self, creates: Creates) -> None:
        """Note creates before they are sent: when this returns, they are on disk."""
        texts = {one.id: canonical.texts(one.values) for one in creates.rows}
        self._change(
            "INSERT INTO sheet (env, id, record, side, at, content) VALUES (?, ?, ?, ?, ?, ?)",
            (self._env, *sheet_row(creates, texts)),
        )
        self._texts = texts

    def created(self, creates: Creates, made: Sequence[Made], at: datetime, *, over: bool) -> None:
        """Keep what came of some of them."""
        stamp = str(moment(at))
        try:
            with self.transaction():
                self._end(creates, [one.create.id for one in made], over=over)
                texts = [self._texts.get(one.create.id) or canonical.texts(one.create.values) for one in made]
                self._link(creates, made, texts, stamp)
                self._show(creates, made)
                self._tell(creates, made, texts, stamp)
        except NotUnique as error:
            raise LedgerError(f"an item of {creates.record} already belongs to another link") from error

    def _end(self, creates: Creates, ids: Sequence[str], *, over: bool) -> None:
        """Their notes are over: as long as they stand together, the links tell which of them are."""
        if self._one("SELECT 1 FROM sheet WHERE env = ? AND id = ?", (self._env, creates.id)) is None:
            self.finish_intents(ids)
        elif over:
            self._change("DELETE FROM sheet WHERE env = ? AND id = ?", (self._env, creates.id))

    def _link(self, creates: Creates, made: Sequence[Made], texts: Sequence[Mapping[str, str]], at: str) -> None:
        left = creates.side is Side.LEFT
        state = LinkState.ACTIVE.value
        rows = []
        told: Mapping[str, str] = {}
        words = ""
        for (create, seen, there, rules, _), written in zip(made, texts, strict=True):
            if rules is not told:  # most have the very same
                told, words = rules, rules_text(rules)
            ids = (seen.id, create.source_id) if left else (create.source_id, seen.id)
            if there is create.values:
                base = json_text({pair: [text] for pair, text in written.items()})
            else:
                base = _base(create.values, there, written, left=left)
            rows.append((self._env, create.link, creates.record, *ids, state, at, base, words))
        self._change_all(
            "INSERT INTO link (env, id, record, left_id, right_id, state, made_at, base, rules) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _show(self, creates: Creates, made: Sequence[Made]) -> None:
        self.add_seen([one.seen for one in made], [one.settled for one in made])
        source = creates.side.other
        self.settle(
            creates.record, ((source, one.create.source_id, one.create.source_digest) for one in made if one.settled)
        )

    def _tell(self, creates: Creates, made: Sequence[Made], texts: Sequence[Mapping[str, str]], at: str) -> None:
        kind, side = EntryKind.CREATED.value, creates.side.value
        record, reason, place = creates.record, creates.reason, creates.place
        self.note_rows(
            [
                (
                    at,
                    kind,
                    record,
                    create.link,
                    side,
                    seen.id,
                    "",
                    ABSENT_TEXT,
                    _joined(written) if create.after is create.values else canonical.dumps(create.after),
                    ABSENT_TEXT,
                    reason,
                    place,
                    int(create.sensitive),
                )
                for (create, seen, _, _, _), written in zip(made, texts, strict=True)
            ]
        )


def _base(
    values: Mapping[str, Canonical], there: Mapping[str, Canonical], texts: Mapping[str, str], *, left: bool
) -> str:
    """The text of the base, as `rows.base_text` has it."""
    both: dict[str, list[str]] = {}
    for pair, text in texts.items():
        shown = there[pair]
        if shown is values[pair] or (isinstance(shown, str) and shown == values[pair]):
            both[pair] = [text]
            continue
        other = canonical.dumps(shown)
        if other == text:
            both[pair] = [text]
        else:
            both[pair] = [other, text] if left else [text, other]
    return json_text(both)


def _joined(texts: Mapping[str, str]) -> str:
    """The text of a mapping of values, made of theirs."""
    return f"{{{','.join([f'{key}{texts[pair]}' for pair, key in _keys(tuple(texts))])}}}"


@lru_cache(maxsize=64)
def _keys(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs in the order in which a mapping is written, each with the text before its value."""
    return tuple((pair, f"{canonical.key(pair)}:") for pair in sorted(pairs))
