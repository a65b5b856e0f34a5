"""What the tests of signing in share: an authorisation server that is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from interlock.adapters import loops

if TYPE_CHECKING:
    from tests.journeys.authorisation import Vendor

# It takes long to load, and few of the tests that stand beside this file ask for it.


@pytest.fixture
def to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loops end only when all connections are closed."""
    from tests.journeys.authorisation import run  # noqa: PLC0415

    monkeypatch.setattr(loops, "run", run)


@pytest.fixture(scope="module")
def authorising() -> Iterator[Vendor]:
    """The server, for all tests of a module."""
    from tests.journeys.authorisation import vendor  # noqa: PLC0415

    with vendor() as running:
        yield running


@pytest.fixture
def shop(authorising: Vendor) -> Vendor:
    """The server as it is at first."""
    authorising.begin_anew()
    return authorising
