"""Fixtures for every room."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
