"""What holds for tests that run pytest within pytest."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def without_options_of_the_outer_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Options that the environment gives to the run around it would change what the inner one prints."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
