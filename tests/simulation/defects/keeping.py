"""What could be wrong about the ledger and about several processes on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects
from tests.simulation.script import Climate

from interlock.adapters.ledger import SqliteLedger
from interlock.sync import detect

DEFECTS, defect = defects()

_TWO = Climate(
    kinds={**climates.NOTHING, "second": 12, "stall": 6, "cycle": 4},
    acts={"create": 20, "edit": 12},
    words=climates.PLAIN,
    traits={"keys": False},
    manner={"latency_s": 0.2},
)


@defect(replace(climates.CHILDREN, words={**climates.CHILDREN.words, "client_create": "in both"}))
def nobody_wakes_up(patch: pytest.MonkeyPatch) -> None:
    """what waited for another item waits on when that one is there."""
    patch.setattr(SqliteLedger, "waiting_for", lambda *_: ())
    patch.setattr(SqliteLedger, "waited_for", lambda *_: frozenset())


@defect(replace(climates.DOUBT, kinds={**climates.DOUBT.kinds, "crash": 20}))
def half_is_kept(patch: pytest.MonkeyPatch) -> None:
    """what belongs together is kept in two transactions."""

    def apart(finish: Any) -> Any:
        def finished(self: Any, *args: Any, **more: Any) -> None:
            finish(self, *args, **more)
            if self._depth:
                self._run("COMMIT")
                self._db.begin(self._env)

        return finished

    for name in ("finish_intents", "_end"):
        patch.setattr(SqliteLedger, name, apart(getattr(SqliteLedger, name)))


@defect(replace(climates.BUSY, words=climates.PLAIN))
def links_are_kept_twice(patch: pytest.MonkeyPatch) -> None:
    """the match key decides anew what is linked with what."""
    link_at = SqliteLedger.link_at

    def by_key(self: Any, record: str, side: Any, item_id: str) -> Any:
        link = link_at(self, record, side, item_id)
        if link is None:
            return None
        seen = {one: self.seen(record, one, link.id_on(one)) for one in (side, side.other)}
        keys = {one.key for one in seen.values() if one is not None}
        return link if len(keys) == 1 else None

    patch.setattr(SqliteLedger, "link_at", by_key)


@defect(replace(climates.BREAKS, kinds={**climates.NOTHING, "crash": 12, "cycle": 9}))
def cursor_first(patch: pytest.MonkeyPatch) -> None:
    """how far a side was read is kept before what was read."""
    changes = detect.Detector._changes  # noqa: SLF001

    async def early(self: Any, record: Any, side: Any, cursor: Any, now: Any) -> None:
        offset = cursor.offset_s or 0.0
        self._ledger.put_cursor(
            record.name, side, replace(cursor, since=now + timedelta(seconds=offset), polled_at=now)
        )
        await changes(self, record, side, cursor, now)

    patch.setattr(detect, "SETTLING", timedelta.max)
    patch.setattr(detect.Detector, "_changes", early)
