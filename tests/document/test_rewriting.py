"""Sentences of many authors: read as they stand, or said in the controlled language; what is open is asked about.

`published.txt`, `many.txt` and every second sentence of `others.txt` were looked at while the language was made. The
rest of `others.txt` and the sentences of `unseen.txt` were measured before anybody looked at what became of them, and
`benchmarks/language.py` prints the figures. Below each sentence stand its meanings in the controlled language: one of
them must be what is read or offered.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from interlock.document import read
from interlock.model.document import Criterion, Phrase
from interlock.model.finding import Finding

FOLDER = Path(__file__).parent / "sentences"
LEFT_OUT_UNDERSTOOD = 25
MANY_UNDERSTOOD = 0.87
UNSEEN_UNDERSTOOD = 19


@cache
def _document(name: str) -> str:
    return (FOLDER / f"{name}.interlock.md").read_text() + "\n## Acceptance criteria\n\n- **c**: "


def understood(document: str, sentence: str) -> tuple[Criterion, Finding | None]:
    """The criterion that a document reads, and the finding about its words, if any."""
    found = read(_document(document) + sentence + "\n", "d.md")
    return found.document.criteria[0], next((f for f in found.findings if f.code == "criterion-not-understood"), None)


def cases(file: str) -> list[tuple[str, str, list[str]]]:
    """Document, sentence and meanings of each case of a file."""
    found: list[tuple[str, str, list[str]]] = []
    for line in (FOLDER / file).read_text().splitlines():
        start = re.match(r"\[(\w+)\] (.+)", line)
        if start:
            found.append((start[1], start[2], []))
        elif line.startswith("= "):
            found[-1][2].append(line[2:])
    return found


def meaning(criterion: Criterion) -> object:
    """What a criterion says, without its words."""
    if not criterion.understood:
        return None
    return (
        _plain(criterion.trigger),
        sorted(str(_plain(one)) for one in criterion.withs),
        _plain(criterion.circumstance),
        sorted(str((_plain(one.phrase), _plain(one.deadline))) for one in criterion.outcomes),
    )


# Sentences near to others that mean something else: none may be read as the other one.
TREACHEROUS = [
    ("crm", "Only closed deals are sent to CRM."),
    ("crm", "If a deal is deleted in CRM, it is recreated in CRM within 1 hour."),
    ("crm", "When a deal is won or lost in App, CRM has the new stage within 5 minutes."),
    ("crm", "Contacts created in App before 1 January are ignored."),
    ("shop", "An unpaid order is not sent to ERP."),
    ("shop", "A new customer is in ERP before its first order."),
    ("shop", "Orders are sent to ERP every 15 minutes."),
    ("shop", "Every order is in ERP within 15 minutes, 99 % of them within 5."),
    ("shop", "An order with 20 lines is complete in ERP within 5 minutes."),
    ("shop", "Customers are archived in ERP unless they have open orders."),
    ("shop", "When an order is held, the owner is alerted within 5 minutes."),
    ("shop", "An express order is in ERP within 5 minutes."),
    ("shop", "An order arrives in ERP within 5 minutes on weekdays."),
    ("shop", "An order arrives in ERP 5 minutes before it is invoiced."),
    ("desk", "When a ticket is closed in Helpdesk, the issue in Tracker is done within 5 minutes."),
]


@pytest.mark.parametrize(("document", "sentence"), TREACHEROUS, ids=[one[1][:50] for one in TREACHEROUS])
def test_what_is_not_understood_in_whole_is_asked(document: str, sentence: str) -> None:
    criterion, finding = understood(document, sentence)
    assert not criterion.understood
    assert finding is not None
    assert finding.replacement is None, finding.replacement


@pytest.mark.parametrize(
    ("document", "sentence", "open_parts"),
    [
        ("crm", "Contacts sync quickly.", ["what must then be true", "by when", "“quickly”"]),
        ("crm", "Deletes work correctly.", ["what must then be true", "by when", "“correctly”"]),
        ("shop", "Orders appear in ERP in near real time.", ["by when", "near real time"]),
        ("crm", "The integration is reliable.", ["what happens", "what must then be true", "by when"]),
        ("shop", "If ERP is down, the integration copes gracefully.", ["what must then be true", "by when"]),
    ],
)
def test_the_finding_says_which_part_is_open(document: str, sentence: str, open_parts: list[str]) -> None:
    _, finding = understood(document, sentence)
    assert finding is not None
    assert [part for part in open_parts if part not in finding.message] == []


def _plain(phrase: Phrase | None) -> object:
    return None if phrase is None else (phrase.shape, sorted((k, str(v)) for k, v in phrase.args.items()))


def outcome(document: str, sentence: str, meanings: list[str]) -> str:
    """`matched`, `rewritten`, `asked`, or `wrong` where another meaning was read or offered."""
    wanted = [meaning(understood(document, one)[0]) for one in meanings]
    assert None not in wanted, "a meaning is not in the controlled language"
    criterion, finding = understood(document, sentence)
    if criterion.understood:
        return "matched" if meaning(criterion) in wanted else "wrong"
    assert finding is not None
    if finding.replacement is None:
        return "asked"
    offered, again = understood(document, finding.replacement.text)
    assert again is None, "what is offered must read without a finding"
    return "rewritten" if meaning(offered) in wanted else "wrong"


MANY, UNSEEN = cases("many.txt"), cases("unseen.txt")
PUBLISHED, OTHERS, UNTESTABLE = cases("published.txt"), cases("others.txt"), cases("untestable.txt")


@pytest.mark.parametrize(("document", "sentence", "meanings"), PUBLISHED, ids=[one[1][:50] for one in PUBLISHED])
def test_each_published_sentence_is_understood(document: str, sentence: str, meanings: list[str]) -> None:
    assert outcome(document, sentence, meanings) in {"matched", "rewritten"}


@pytest.mark.parametrize(("document", "sentence", "meanings"), OTHERS, ids=[one[1][:50] for one in OTHERS])
def test_no_sentence_is_given_another_meaning(document: str, sentence: str, meanings: list[str]) -> None:
    assert outcome(document, sentence, meanings) != "wrong"


def test_every_fitted_sentence_is_understood_and_most_of_the_others() -> None:
    """The share of sentences that nobody looked at only grows."""
    results = [outcome(*case) for case in OTHERS]
    assert all(result != "asked" for result in results[::2])
    assert sum(result != "asked" for result in results[1::2]) >= LEFT_OUT_UNDERSTOOD


def test_sentences_in_many_voices_are_understood_and_none_is_given_another_meaning() -> None:
    """Every subject of the published advice, in sentences as different as their authors."""
    results = {sentence: outcome(document, sentence, meanings) for document, sentence, meanings in MANY}
    assert [sentence for sentence, result in results.items() if result == "wrong"] == []
    assert sum(result != "asked" for result in results.values()) >= MANY_UNDERSTOOD * len(results)


def test_a_voice_that_nobody_had_heard_is_mostly_understood_and_never_as_something_else() -> None:
    results = {sentence: outcome(document, sentence, meanings) for document, sentence, meanings in UNSEEN}
    assert [sentence for sentence, result in results.items() if result == "wrong"] == []
    assert sum(result != "asked" for result in results.values()) >= UNSEEN_UNDERSTOOD


@pytest.mark.parametrize(("document", "sentence", "_meanings"), UNTESTABLE, ids=[one[1][:50] for one in UNTESTABLE])
def test_what_cannot_be_tested_is_asked_about(document: str, sentence: str, _meanings: list[str]) -> None:
    criterion, finding = understood(document, sentence)
    assert not criterion.understood
    assert finding is not None
    assert finding.replacement is None


# Before a document has its field mapping, fields are called as they usually are, and the finding says so.
UNMAPPED = [
    (
        "crm",
        "Editing a phone number in CRM changes it in App on the next sync.",
        "When a Contact's `phone` changes in CRM, its `phone` is equal in App within 5 minutes.",
        "called `phone`: no field mapping says so yet",
    ),
    (
        "shop",
        "An order with two discounts, tax and shipping has the same total in ERP to the cent.",
        "When an Order is created in Shop with 2 `discounts`, a `tax` and a `shipping`, its `total` is equal in ERP.",
        "called `total`: no field mapping says so yet",
    ),
    (
        "crm",
        "Within 60 seconds of a deal being won, its company exists in CRM.",
        "When a Deal's `stage` changes to `won` in App, a matching Company exists in CRM within 1 minute.",
        "`won` is read as `stage` `won`",
    ),
]


@pytest.mark.parametrize(("name", "sentence", "offered", "assumed"), UNMAPPED, ids=[one[1][:40] for one in UNMAPPED])
def test_a_document_without_a_field_mapping_is_served_too(name: str, sentence: str, offered: str, assumed: str) -> None:
    scope = (FOLDER / f"{name}.interlock.md").read_text().partition("## Field mapping")[0]
    found = read(f"{scope}## Acceptance criteria\n\n- **c**: {sentence}\n", "d.md")
    (finding,) = [f for f in found.findings if f.code == "criterion-not-understood"]
    assert finding.replacement is not None
    assert finding.replacement.text == offered
    assert any(assumed in each for each in finding.replacement.assumes)


@pytest.mark.parametrize(
    ("sentence", "offered"),
    [
        (
            "When the label of phone of Customer is renamed in ERP, a change of phone in Shop arrives in ERP.",
            "When the label of `phone` of Customer is renamed in ERP, a change of `phone` in Shop arrives in ERP.",
        ),
        (
            "When an Order's payment_status changes to paid in Shop, its payment_state is settled in ERP.",
            "When an Order's `payment_status` changes to `paid` in Shop, its `payment_state` is `settled` in ERP.",
        ),
        (
            "When an Order is created in Shop, a matching Order exists in ERP after 15 minutes.",
            "When an Order is created in Shop, a matching Order exists in ERP within 15 minutes.",
        ),
    ],
)
def test_what_only_lacks_backticks_or_a_deadlines_word_is_offered_with_it(sentence: str, offered: str) -> None:
    _, finding = understood("shop", sentence)
    assert finding is not None
    assert finding.replacement is not None
    assert finding.replacement.text == offered


def test_examples_speak_of_the_record_of_the_sentence() -> None:
    """An outcome that names no record is shown with fields of the one that the trigger names."""
    _, finding = understood("shop", "When an Order is created in Shop, its total looks nice in ERP within 15 minutes.")
    assert finding is not None
    assert "Customer" not in finding.hint
    assert "`total`" in finding.hint
