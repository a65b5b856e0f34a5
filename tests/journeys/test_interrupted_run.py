"""Ctrl-C in a run ends it soon, loses nothing, and the next run goes on from there."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.journeys.helpers import HurriedClock, copied, served

from interlock.journeys.running import ran
from interlock.model.value import Side

PROGRAM = Path(sys.executable).parent / "interlock"
MANY = 60


@pytest.mark.slow
async def test_a_run_that_is_interrupted_says_so_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied("orders", tmp_path / "project")
    document = folder / "orders.interlock.md"
    document.write_text(document.read_text().replace("| link only    |", "| all          |"))
    clock = HurriedClock()
    async with served(folder, clock, monkeypatch) as (project, sandboxes):
        record = project.document.records[0]
        left, right = (sandboxes[side] for side in (Side.LEFT, Side.RIGHT))
        left.populate(record.resource(Side.LEFT), MANY)
        there = record.resource(Side.RIGHT)

        process = await asyncio.create_subprocess_exec(
            PROGRAM, "run", str(folder), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(30):
            while len(list(right.store.items(there))) < 3:  # noqa: ASYNC110 - another process writes there
                await asyncio.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, err = await process.communicate()
        done = len(list(right.store.items(there)))
        assert process.returncode == 130, err.decode()
        # What takes longer than a person wants to wait is cut off, and then in doubt until the next run looks.
        assert "stopped before everything was done" in err.decode() or "nothing is lost" in err.decode()
        assert "Traceback" not in (out + err).decode()
        assert 3 <= done < MANY

        clock.pass_on(timedelta(minutes=10))
        report = await ran(project, clock=clock)
        assert not report.stopped
        assert report.total.waiting == report.total.held == 0
        assert len(list(right.store.items(there))) == MANY
