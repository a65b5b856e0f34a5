"""Hints and notices in the ledger that is the default."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.adapters.inboxes import INBOX, hint, waiting

from interlock.adapters.ledger import SqliteLedger
from interlock.model.ledger import Ledger


@pytest.mark.parametrize("case", INBOX, ids=lambda case: case.__name__)
def test_every_ledger(case: Callable[[Ledger], None], tmp_path: Path) -> None:
    with closing(SqliteLedger(tmp_path / "ledger", "test")) as ledger:
        case(ledger)


def test_environments_do_not_see_each_other(tmp_path: Path) -> None:
    with closing(SqliteLedger(tmp_path / "l", "one")) as one, closing(SqliteLedger(tmp_path / "l", "two")) as two:
        one.take_hints([hint("1", "e1")])
        assert waiting(two) == []
        assert two.take_hints([hint("1", "e1")]) == 1
