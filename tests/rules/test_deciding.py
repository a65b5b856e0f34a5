"""Who may decide: the owner, and delegates for all or for some records; what others say is a proposal."""

from __future__ import annotations

import pytest
from tests.rules.helpers import BASE, PATH, codes, raised

from interlock.document import read, refer
from interlock.model.people import ever_decides, may_decide

CHANGES = (
    "## Changes\n\n| Version | Date | Decided by | What and why |\n|-|-|-|-|\n| 1.1.0 | 2026-11-21 | {} | phones |\n"
)
QUESTIONS = (
    "## Questions\n\n| Question | Asked by | For | About | Answer | Answered by |\n|-|-|-|-|-|-|\n"
    "| Twice? | Jean Bartik | Ida Rhodes | {} | {} | {} |\n"
)
DELEGATE = BASE.replace("| Engineer        | Jean Bartik ", "| {} | Jean Bartik ")


@pytest.mark.parametrize(
    "decided_by",
    ["Ida Rhodes", "ida rhodes", "Ida Rhodes, Jean Bartik", "Jean Bartik and Ida Rhodes", "ida@acorn.example",
     "Ida Rhodes (Acorn)", "Jean Bartik for Ida Rhodes"],
)  # fmt: skip
def test_the_owner_may_decide_a_change(decided_by: str) -> None:
    assert "change-decided-by-another" not in codes(CHANGES.format(decided_by))


@pytest.mark.parametrize("decided_by", ["Jean Bartik", "Nobody", "Ida", "both companies"])
def test_nobody_else_may(decided_by: str) -> None:
    assert "change-decided-by-another" in codes(CHANGES.format(decided_by))


def test_a_change_without_decider_is_one_question() -> None:
    assert codes(CHANGES.format("")) == {"change-without-decider"}


@pytest.mark.parametrize(
    ("role", "about", "may"),
    [
        ("Delegate", "", True),
        ("Deputy of the owner", "Invoice", True),
        ("Delegate for Invoice", "Invoice/on-delete", True),
        ("Delegate for Client and `Invoice`", "invoice", True),
        ("Delegate for Client", "Invoice", False),
        ("Delegate for Client", "", False),
        ("Engineer", "Invoice", False),
    ],
)
def test_delegates(role: str, about: str, may: bool) -> None:
    document = read(DELEGATE.replace("{}", role), PATH).document
    assert may_decide(document, "Jean Bartik", about) is may
    assert ever_decides(document, "jean@birch.example") is (role != "Engineer")


def test_somebody_who_was_owner_may_have_decided() -> None:
    document = read(DELEGATE.replace("{}", "Former owner"), PATH).document
    assert ever_decides(document, "Jean Bartik")
    assert not may_decide(document, "Jean Bartik")


@pytest.mark.parametrize(
    ("answer", "by", "is_open"),
    [("", "", True), ("no", "", False), ("no", "Ida Rhodes", False), ("no", "Jean Bartik", True)],
)
def test_a_question_is_open_until_the_owner_answers(answer: str, by: str, is_open: bool) -> None:
    assert ("question-unanswered" in codes(QUESTIONS.format("Invoice", answer, by))) is is_open


def test_a_proposal_is_shown_with_who_made_it() -> None:
    (found,) = raised(QUESTIONS.format("Invoice/on-delete", "no", "Jean Bartik"))
    assert found.message == "Jean Bartik asks: Twice? (Jean Bartik proposes `no`)"
    assert found.asks == "Ida Rhodes"


def test_a_question_is_shown_at_what_it_is_about() -> None:
    (found,) = raised(QUESTIONS.format("closed-month", "", ""))
    (other,) = raised(QUESTIONS.format("", "", ""))
    assert found.place.line < other.place.line
    assert (found.subject, other.subject) == ("Questions/closed-month: Twice?", "Questions/Twice?")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("invoice", "Invoice"),
        ("Invoice / On delete", "Invoice/on-delete"),
        ("`closed-month`", "closed-month"),
        ("client/phone", "Client/phone"),
        ("people/ida rhodes", "People/Ida Rhodes"),
        ("out of scope", "Out of scope"),
        ("Systems/books", "Systems/Books"),
    ],
)
def test_what_a_question_can_be_about(words: str, name: str) -> None:
    found = refer(read(BASE, PATH).document, words)
    assert found is not None
    assert found.name == name


def test_nothing_is_referred_to() -> None:
    assert refer(read(BASE, PATH).document, "Invoice/colour-of-the-sky") is None
