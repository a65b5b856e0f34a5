"""The example's integration does what each of its criteria says."""

from __future__ import annotations

import pytest
from tests.verify.helpers import example

from interlock.model.verdict import Judgement

_NAMES = [criterion.name for criterion in example().document.criteria]
_LONG = {"busy-day"}


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n in _LONG else n for n in _NAMES])
def test_criterion_is_met(name: str) -> None:
    verdict = example().verdict(name)
    assert (verdict.judgement, verdict.failed_at) == (Judgement.MET, None), verdict.reason
    assert verdict.reason
    assert verdict.virtual_s > 3600


@pytest.mark.parametrize("name", ["arrives", "line-removed", "conflict", "mass-delete"])
def test_criterion_is_met_with_other_made_up_items(name: str) -> None:
    assert example().verdict(name, seed=77).judgement is Judgement.MET


def test_the_same_seed_gives_the_same_timeline() -> None:
    first, second = (example().verdict("rejected", seed=3) for _ in range(2))
    assert first == second
    assert [line.what for line in first.timeline if "422" in line.what]
