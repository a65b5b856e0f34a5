"""Answers about how much: a number or a few words become a line that is read as the fact that was asked for."""

from __future__ import annotations

import pytest
from tests.rules.helpers import BASE, PATH, PROFILES

from interlock.asking import Asked, NotAnAnswer, offer
from interlock.asking.offer import Offer
from interlock.document import read
from interlock.model.finding import Finding
from interlock.rules import check

ITEMS = "".join(line for line in BASE.splitlines(True) if not line.startswith("- Books keeps "))
CLIENTS = BASE.replace("- Books keeps 2,100 Clients and 9,000 Invoices.", "- Books keeps 9,000 Invoices.")
LIMIT = "".join(line for line in BASE.splitlines(True) if not line.startswith("- Books allows "))


def _found(text: str, code: str) -> Finding | None:
    reading = read(text, PATH)
    profiles = {row.side: PROFILES[row.description] for row in reading.document.systems}
    return next((one for one in check(reading.document, reading.findings, profiles) if one.code == code), None)


def _offered(text: str, code: str) -> Offer:
    finding = _found(text, code)
    assert finding is not None
    offered = offer(Asked(read(text, PATH).document, finding))
    assert offered is not None
    return offered


@pytest.mark.parametrize(
    ("text", "code", "answer", "line"),
    [
        (ITEMS, "item-count-unknown", "21 Clients and 9,000 Invoices", "- Books keeps 21 Clients and 9,000 Invoices."),
        (ITEMS, "item-count-unknown", "about 50 Clients and 10 Invoices.", "- Books keeps 50 Clients and 10 Invoices."),
        (ITEMS, "item-count-unknown", "Books has 9 Clients and 7 Invoices", "- Books has 9 Clients and 7 Invoices."),
        (LIMIT, "rate-limit-unknown", "120 per minute", "- Books allows 120 requests per minute."),
        (LIMIT, "rate-limit-unknown", "120/minute", "- Books allows 120 requests per minute."),
        (LIMIT, "rate-limit-unknown", "120 requests a minute", "- Books allows 120 requests a minute."),
    ],
)  # fmt: skip
def test_a_few_words_become_the_line(text: str, code: str, answer: str, line: str) -> None:
    after = _offered(text, code).write(answer)
    assert line in after.splitlines()
    assert _found(after, code) is None
    assert set(text.splitlines()) <= set(after.splitlines())


def test_a_number_alone_does_where_one_record_is_asked_about() -> None:
    offered = _offered(CLIENTS, "item-count-unknown")
    assert "- Books keeps 2,100 Clients." in offered.write("2,100").splitlines()
    with pytest.raises(NotAnAnswer, match="how many of each: Clients, Invoices"):
        _offered(ITEMS, "item-count-unknown").write("2,100")


def test_a_limit_needs_its_time() -> None:
    with pytest.raises(NotAnAnswer, match="in which time"):
        _offered(LIMIT, "rate-limit-unknown").write("600")
    with pytest.raises(NotAnAnswer, match="nothing is written"):
        _offered(LIMIT, "rate-limit-unknown").write("  ")
