"""What compiling a mapping finds is told once, beside what the rules ask."""

from __future__ import annotations

from tests.rules.helpers import codes, raised

CLIENT = (
    "## Field mapping\n\n### Client\n\n| Desk | Direction | Books | Rule |\n| --- | --- | --- | --- |\n"
    "| `email` | ↔ | `mail` | |\n"
)


def test_a_rule_that_cannot_be_meant_is_passed_through() -> None:
    found = [one for one in raised(CLIENT + "| `name` | → | `title` | by table Sizes |\n") if one.code == "rule-words"]
    assert [(one.asks, one.place.line) for one in found] == [("Ida Rhodes", 70)]


def test_an_unknown_field_is_told_once() -> None:
    lines = [one.place.line for one in raised(CLIENT + "| `nmae` | → | `title` | |\n") if "field" in one.code]
    assert len(lines) == len(set(lines))


def test_an_unknown_rule_is_told_once_and_also_without_descriptions() -> None:
    fragment = CLIENT + "| `name` | → | `title` | make it pretty |\n"
    assert "rule-unknown" not in codes(fragment)
    assert "rule-not-understood" in codes(fragment)
    assert "rule-not-understood" in codes(fragment, profiles=False)
