"""Ctrl-C in a run ends it soon, loses nothing, and the next run goes on from there."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.journeys.helpers import HurriedClock, copied, served

from interlock.journeys.running import finished, ran
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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_when_the_run_is_over_meets_what_was_set_before_it(number: signal.Signals) -> None:
    met: list[int] = []
    before = signal.signal(number, lambda which, _: met.append(which))
    try:

        async def work(_stop: asyncio.Event) -> None:
            """It is over at once."""

        finished(work)
        signal.raise_signal(number)
    finally:
        signal.signal(number, before)
    assert met == [number]


def test_a_run_that_is_told_to_stop_at_its_very_end_ends_as_it_went() -> None:
    late = "import atexit, os, signal; atexit.register(os.kill, os.getpid(), signal.SIGTERM)"
    code = f"{late}; from interlock.cli.main import main; import sys; sys.argv = ['interlock', '--version']; main()"
    # What is registered later runs earlier: the signal comes after all that the program registers.
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b""), ended
