"""Every scenario is told in virtual time: hours pass at once, and each moment is exact."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import pytest
from tests.sync.scenarios.world import START, World

from interlock.adapters.virtual_time import VirtualClock, VirtualTimeLoop


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, object] | None:
    """A loop whose time passes only by being waited for, for the scenarios alone."""
    del config, item
    return {"virtual": VirtualTimeLoop}


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Callable[..., World]]:
    """Makes worlds; in the end each ledger is without flaw, and let go of."""
    made: list[World] = []

    def one(*arguments: object, **settings: object) -> World:
        clock = VirtualClock(asyncio.get_running_loop(), START)
        made.append(World(tmp_path / f"ledger{len(made)}", clock, *arguments, **settings))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for world in made:
        flaws = list(world.ledger.flaws())
        world.close()
        assert flaws == []
