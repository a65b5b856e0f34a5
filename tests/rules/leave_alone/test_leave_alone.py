"""What comes close to a rule and is nothing to ask about: at least three cases for each."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.rules.helpers import BASE, codes
from tests.rules.leave_alone import before_the_map, of_contradictions, of_criteria, of_fields, of_the_map
from tests.rules.splice import splice

from interlock.rules import guides

CASES = (*before_the_map.CASES, *of_the_map.CASES, *of_fields.CASES, *of_criteria.CASES, *of_contradictions.CASES)
_ELSEWHERE = {code for code, guidance in guides().items() if guidance.family == "across" or "sign" in code}
"""Rules over several documents and over signatures; what they leave alone stands with their tests."""


@pytest.mark.parametrize(("code", "why", "fragment"), CASES, ids=[f"{code}: {why}" for code, why, _ in CASES])
def test_nothing_to_ask(code: str, why: str, fragment: str) -> None:
    assert splice(BASE, fragment) != BASE
    assert code not in codes(fragment), why


def test_each_rule_has_three_cases() -> None:
    counts = Counter(code for code, _, _ in CASES)
    assert {code: counts[code] for code in guides() if counts[code] < 3 and code not in _ELSEWHERE} == {}
    assert set(counts) <= set(guides())
    assert len({(code, fragment) for code, _, fragment in CASES}) == len(CASES)
