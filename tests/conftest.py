"""Fixtures for every room."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from tests.postgres import Server, server

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes says more of the machine than of the program.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave what is collected and imported out of every later search for garbage; it stays to the end anyway."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of facts from elsewhere, beside the repository; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def example_systems() -> Path:
    """The API descriptions of the example."""
    return ROOT / "examples" / "orders" / "systems"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; a test that needs it is skipped where there is none."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server())
        except LookupError as missing:
            pytest.skip(str(missing))
        yield running
