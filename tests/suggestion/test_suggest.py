"""Proposals of field pairs through `suggest`, on fields of no real system."""

from interlock.model.suggestion import Remembered, SeenField
from interlock.suggestion import suggest


def test_the_same_name_written_otherwise_is_the_best_partner() -> None:
    found = suggest([SeenField("firstName"), SeenField("city")], [SeenField("last_name"), SeenField("first_name")])

    assert found.for_left["firstName"][0].right == ("first_name",)
    assert found.selected[0].left == ("firstName",)


def test_what_was_refused_is_not_proposed_again_and_what_was_taken_comes_first() -> None:
    left, right = [SeenField("code")], [SeenField("code"), SeenField("warehouse")]
    past = [Remembered(("code",), ("code",), taken=False), Remembered(("code",), ("warehouse",))]

    found = suggest(left, right, remembered=past)

    assert [(one.left, one.right) for one in found.selected] == [(("code",), ("warehouse",))]


def test_required_fields_that_nothing_feeds_are_named() -> None:
    found = suggest([SeenField("name")], [SeenField("name", required=True), SeenField("vat_rate", required=True)])

    assert found.unfed_right == ("vat_rate",)
