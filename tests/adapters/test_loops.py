"""The event loop that commands run on."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

import pytest

from interlock.adapters import loops


async def _running() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


def test_without_the_faster_loop_the_standard_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert isinstance(loops.run(_running()), asyncio.SelectorEventLoop)


def test_the_faster_loop_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fast(asyncio.SelectorEventLoop):
        pass

    monkeypatch.setitem(sys.modules, "uvloop", SimpleNamespace(new_event_loop=Fast))
    loop = loops.run(_running())
    assert isinstance(loop, Fast)
    assert loop.is_closed()
