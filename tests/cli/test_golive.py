"""`golive` and `rollback` as somebody calls them: what is printed, and with which code it ends."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest
from tests.journeys.going import Place, place

PROGRAM = Path(sys.executable).parent / "interlock"


async def called(here: Place, *arguments: str) -> tuple[int, str, str]:
    """The exit code, output and messages of a call in the project's folder."""
    process = await asyncio.create_subprocess_exec(
        PROGRAM,
        *arguments,
        cwd=here.folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert b"Traceback" not in out + err, err.decode()
    return process.returncode or 0, out.decode(), err.decode()


async def test_live_and_back_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(tmp_path, monkeypatch) as here:
        here.left.populate("customers", 3)
        before = here.bodies()
        now = ("--now", "--reason", "a test", "--by", "Ada Lovelace")
        code, out, err = await called(here, "golive", *now, "--yes", "--no-smoke", "only a test", "--format", "json")
        assert code == 0, err
        told = json.loads(out)
        assert (told["standing"], told["agreed"]) == ("live", {"Customer": {"create": 3}})
        assert "a rehearsal, as this is no production" in err
        assert "wave 1: 3 written; all checks passed" in err
        assert "it is live; keep it running with `interlock run --env sandbox --watch`" in err
        page = (here.folder / "evidence" / "orders.go-live.sandbox.1.md").read_text()
        assert page.startswith("# Go-live 1: Paid orders reach the ERP\n")
        code, out, err = await called(here, "rollback", "--by", "Ada Lovelace", "--yes")
        assert code == 0, err
        assert "3 items to put back" in out
        assert "put back: 3 items" in out
        assert here.bodies() == before
