"""What `check` asks about signatures, and what it leaves alone."""

from __future__ import annotations

import pytest
from tests.rules.helpers import BASE, SIGNED, raised

from interlock.model.agreement import Trouble
from interlock.model.finding import Finding
from interlock.rules import guides

HEAD = "| Layer | Company | Name | Grade | State | Version |\n|-|-|-|-|-|-|\n"
ABOUT = {code for code in guides() if "sign" in code}
CODES = {
    Trouble.DAMAGED: "signature-not-readable",
    Trouble.FORGED: "signature-not-genuine",
    Trouble.UNKNOWN_KEY: "signature-by-unknown-key",
    Trouble.CHANGED_KEY: "signature-by-changed-key",
    Trouble.SHARED_KEY: "signature-by-shared-key",
    Trouble.OTHER_DOCUMENT: "signature-of-another-document",
    Trouble.STRANGER: "signature-by-a-stranger",
    Trouble.NO_AUTHORITY: "signature-without-authority",
    Trouble.NOT_CHECKED: "signature-not-checked",
}
IDA, BETTY = ("scope | Acorn | Ida Rhodes | SSH key | {}", "scope | Birch | Betty Holbert | SSH key | {}")
DELETE = "changed: Data map, Invoice, On delete: keep → archive"


def asked(*rows: str, document: str = "") -> list[Finding]:
    table = HEAD + "".join(f"| {row} |\n" for row in rows)
    return [one for one in raised(f"{document}\n{SIGNED}\n{table}") if one.code in ABOUT]


def codes(*rows: str, document: str = "") -> list[str]:
    return sorted(one.code for one in asked(*rows, document=document))


@pytest.mark.parametrize("trouble", Trouble)
def test_each_trouble_is_asked_once_and_does_not_count(trouble: Trouble) -> None:
    found = asked(IDA.format(f"{trouble.value}: because of that"), BETTY.format("holds"))
    assert sorted(one.code for one in found) == sorted([CODES[trouble], "party-has-not-signed"])
    one = next(one for one in found if one.code == CODES[trouble])
    assert one.message.startswith("`signatures/scope.Ida Rhodes.json` counts for nothing: because of that; ")
    assert one.place.file == "signatures/scope.Ida Rhodes.json"
    assert one.asks == "Ida Rhodes"


def test_nothing_is_asked_of_a_document_that_nobody_signed() -> None:
    assert not ABOUT & {one.code for one in raised()}


@pytest.mark.parametrize("grade", ["SSH key", "reply file", "scanned paper"])
def test_every_grade_counts(grade: str) -> None:
    assert codes(IDA.format("holds"), BETTY.format("holds").replace("SSH key", grade)) == []


@pytest.mark.parametrize("layer", ["scope", "spec"])
def test_layers_are_signed_each_for_itself(layer: str) -> None:
    rows = [row.format("holds").replace("scope", layer) for row in (IDA, BETTY)]
    assert codes(*rows) == []
    assert codes(rows[0]) == ["party-has-not-signed"]


def test_a_change_is_told_with_its_words_and_who_signs_again() -> None:
    more = f"{DELETE}; Dates, Target, When: 2027-01-01 → 2027-02-01; Dates, Review, When: 2027-01-02 → "
    ida, betty = asked(IDA.format(more), BETTY.format(DELETE), document="---\nversion: 2\n---")
    assert (ida.code, betty.code) == ("changed-since-signed", "changed-since-signed")
    assert ida.message == (
        "who signs the scope again for Acorn? since Ida Rhodes (Acorn) signed it, "
        "`Data map, Invoice, On delete` was `keep`, is now `archive`; `Dates, Target, When` was `2027-01-01`, is now "
        "`2027-02-01`; `Dates, Review, When` is gone, was `2027-01-02`"
    )
    assert (ida.asks, betty.asks) == ("Ida Rhodes", "Betty Holbert")


def test_many_changes_are_counted() -> None:
    many = "changed: " + "; ".join(f"Dates, Day {number}, When: 1 → 2" for number in range(9))
    (one,) = asked(f"{IDA.format(many)} | 1.0.0", BETTY.format("holds"))
    assert one.message.endswith("; and 3 more")


def test_who_of_a_company_signed_what_stands_makes_up_for_a_colleague() -> None:
    ida = IDA.format(DELETE).replace("scope", "spec") + " | 1.0.0"
    kay = "spec | Acorn | Kay McNulty | SSH key | holds | 1.1.0"
    assert codes(ida, kay, BETTY.format("holds").replace("scope", "spec")) == []
    assert codes(ida, BETTY.format("holds").replace("scope", "spec")) == ["changed-since-signed"]


def test_a_raised_version_is_what_is_wanted() -> None:
    both = (IDA.format(DELETE) + " | 1.0.0", BETTY.format(DELETE) + " | 1.0.0")
    assert codes(*both) == ["changed-since-signed", "changed-since-signed"]
    assert codes(both[0].replace("1.0.0", "1.1.0"), both[1]) == [
        "changed-since-signed",
        "changed-since-signed",
        "version-not-raised-since-signed",
    ]


def test_a_signature_that_holds_keeps_its_version() -> None:
    assert codes(IDA.format("holds") + " | 1.1.0", BETTY.format("holds") + " | 1.0.0") == []


def test_what_a_file_says_cannot_steer_the_terminal() -> None:
    found = asked(IDA.format("forged: \x1b[2Jgone"), BETTY.format("holds"))
    assert "\x1b" not in "".join(one.message for one in found)


def test_the_base_names_who_is_used_here() -> None:
    assert "Ida Rhodes" in BASE
    assert "Betty Holbert" in BASE
