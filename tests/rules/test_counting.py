"""What a criterion counts is there to be counted."""

from __future__ import annotations

from tests.rules.helpers import codes, raised

CRITERION = "## Acceptance criteria\n\n- **a**: When {}, the owner is asked within 1 hour.\n"


def test_the_elements_of_a_field_that_is_no_list_are_not_counted() -> None:
    found = raised(CRITERION.format("an Invoice with 3 `currency` is created in Desk"))
    assert [finding.message for finding in found if finding.code == "criterion-count-impossible"] == [
        "`a` counts the elements of `currency`, which is no list: which field is meant?"
    ]


def test_more_elements_than_there_are_cannot_be_removed() -> None:
    assert "criterion-count-impossible" in codes(
        CRITERION.format("4 of 3 `entries` are removed from an Invoice in Desk")
    )
