"""Going live, on sandboxes at real addresses."""

from __future__ import annotations

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
        came = await here.goes_live()
        assert came.run is not None
        assert came.run.standing is Standing.LIVE
        assert [wave.most for wave in came.run.waves] == [10, 100]
        back = await rolled_back(here.project, by="Ada Lovelace", apply=True, clock=here.clock)
        assert back.stays == ()
        assert here.bodies() == before
