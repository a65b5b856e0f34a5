"""Only what has an effect can be decided about something held; the rest is refused, with what is possible."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import START, World

from interlock.errors import UsageError
from interlock.model.history import Decision, Held, HeldKind
from interlock.model.value import Side

EITHER = {Decision.APPROVE, Decision.REJECT, Decision.LEFT, Decision.RIGHT}
POSSIBLE = [
    (HeldKind.CONFLICT, "phone", "", {Decision.LEFT, Decision.RIGHT, Decision.LEAVE}),
    (HeldKind.CONFLICT, "", "gone left", EITHER),
    (HeldKind.CONFLICT, "", "left right", {Decision.APPROVE}),
    (HeldKind.GUARD, "", "gone left", EITHER),
    (HeldKind.REJECTED, "", "wish 1", {Decision.RETRY, Decision.APPROVE}),
    (HeldKind.IN_DOUBT, "", "doubt W1", {Decision.RETRY, Decision.APPROVE}),
    (HeldKind.AMBIGUOUS, "", "a b", {Decision.RETRY}),
    (HeldKind.WAITING, "", "a1", {Decision.RETRY}),
]


@pytest.mark.parametrize(("kind", "pair", "about", "possible"), POSSIBLE)
def test_what_can_be_decided(tmp_path: Path, kind: HeldKind, pair: str, about: str, possible: set[Decision]) -> None:
    ledger = World(tmp_path / "ledger").ledger
    held = ledger.hold(Held(0, kind, "Client", Side.LEFT, "a1", "why", START, pair=pair, about=about))
    for decision in Decision:
        if decision in possible:
            assert ledger.decide(held.id, decision, by="Ida", at=START).decision is decision
            continue
        with pytest.raises(UsageError, match=f"cannot be decided by `{decision.value}`: why") as refused:
            ledger.decide(held.id, decision, by="Ida", at=START)
        assert all(f"`{one.value}`" in refused.value.hint for one in possible)
