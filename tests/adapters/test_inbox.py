"""Hints and notices, in every kind of ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.adapters.inboxes import INBOX, hint, waiting
from tests.adapters.ledgers import KINDS, Place, place_of

from interlock.model.ledger import Ledger


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with closing(place_of(request, tmp_path)) as one:
        yield one


@pytest.mark.parametrize("case", INBOX, ids=lambda case: case.__name__)
def test_every_ledger(case: Callable[[Ledger], None], place: Place) -> None:
    case(place.open())


def test_environments_do_not_see_each_other(place: Place) -> None:
    one, two = place.open("one"), place.open("two")
    one.take_hints([hint("1", "e1")])
    assert waiting(two) == []
    assert two.take_hints([hint("1", "e1")]) == 1
