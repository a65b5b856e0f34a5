"""Every rule's own examples: the bad one raises it, the good one does not, and the base raises nothing at all."""

from __future__ import annotations

import pytest
from tests.rules.helpers import raised

from interlock.model.finding import Finding
from interlock.model.guidance import Guidance
from interlock.rules import guides

GUIDES = list(guides().values())


def _of(code: str, fragment: str) -> list[Finding]:
    return [finding for finding in raised(fragment) if finding.code == code]


def test_nothing_is_asked_of_a_sound_document() -> None:
    assert raised() == ()


@pytest.mark.parametrize("guidance", GUIDES, ids=lambda guidance: guidance.code)
def test_the_bad_example_raises_the_rule(guidance: Guidance) -> None:
    found = _of(guidance.code, guidance.bad)
    assert found
    for finding in found:
        assert finding.severity is guidance.severity
        assert finding.why == guidance.matters
        assert finding.hint
        assert finding.subject
        assert finding.asks
        assert finding.message[0].islower() or finding.message[0] == "`" or finding.message.startswith("Jean Bartik")
        assert not finding.message.endswith(".")


@pytest.mark.parametrize("guidance", GUIDES, ids=lambda guidance: guidance.code)
def test_the_good_example_does_not(guidance: Guidance) -> None:
    assert _of(guidance.code, guidance.good) == []
