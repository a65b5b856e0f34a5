"""Going live, on sandboxes at real addresses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.journeys.going import place

from interlock.journeys.rolling_back import rolled_back
from interlock.model.golive import Standing


async def test_a_sound_first_run_goes_live_in_waves_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(tmp_path, monkeypatch) as here:
        here.left.populate("customers", 30)
        here.left.populate("orders", 30)
        before = here.bodies()
        import time

        t = time.time()
        came = await here.goes_live()
        sys.stderr.write(f"{time.time() - t}\n")
        assert came.run is not None
        assert came.record is not None
        sys.stderr.write(came.record.read_text())
        sys.stderr.write(f"{here.somebody.heard}\n")
        assert came.run.standing is Standing.LIVE
        t = time.time()
        back = await rolled_back(here.project, by="Ada Lovelace", apply=True, clock=here.clock)
        sys.stderr.write(f"{time.time() - t}\n")
        assert back.stays == ()
        assert here.bodies() == before
        assert 0
