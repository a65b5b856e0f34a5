"""What the rules about time and capacity say, with the sums that they show."""

# ruff: noqa: E501 - one message stands in one line
from __future__ import annotations

import pytest
from tests.rules.helpers import raised

LIMITS = "- Desk allows 600 requests per minute.\n- Books allows {books}.\n"


def facts(*lines: str, books: str = "120 requests per minute") -> str:
    more = "".join(f"- {line}.\n" for line in lines)
    return f"## Assumptions and considerations\n\n{LIMITS.format(books=books)}{more}"


FEW = ("Desk keeps 200 Clients and 900 Invoices", "Books keeps 200 Clients and 900 Invoices")


CASES = {
    "every look reads everything, and that is more than is allowed": (
        "limit-too-low-for-polling",
        facts("Desk keeps 2,000 Clients and 9,000 Invoices", "Books keeps 25,000 Clients and 50,000 Invoices"),
        [
            "how can `Books` be asked 150 times a minute when it allows 120? looking takes 100 for Invoice (50,000 Invoices at 100 a page, 500 requests every 5 min) + 50 for Client (25,000 Clients at 100 a page, 250 requests every 5 min)"
        ],
    ),
    "a quota for a day": (
        "limit-too-low-for-polling",
        facts(*FEW, books="2,000 requests per day"),
        [
            "how can `Books` be asked 3,168 times a day when it allows 2,000? looking takes 2,592 for Invoice (900 Invoices at 100 a page, 9 requests every 5 min) + 576 for Client (200 Clients at 100 a page, 2 requests every 5 min)"
        ],
    ),
    "the lower of two limits counts": (
        "limit-too-low-for-polling",
        facts(*FEW, "Books allows 2,500 requests per day"),
        [
            "how can `Books` be asked 3,168 times a day when it allows 2,500? looking takes 2,592 for Invoice (900 Invoices at 100 a page, 9 requests every 5 min) + 576 for Client (200 Clients at 100 a page, 2 requests every 5 min)"
        ],
    ),
    "a quota for a day leaves too little for the busy hour": (
        "volume-beyond-limit",
        facts(*FEW, books="40,000 requests per day"),
        [
            "how can `busy-day` be met? 5,000 Invoices need at least 5,000 requests; `Books` allows 40,000 requests a day, 2,083 in 1 h 15 min, of which looking takes 165; with nothing else to do they take 3 h"
        ],
    ),
    "what looking takes is not there for writing": (
        "volume-beyond-limit",
        facts(
            "Desk keeps 2,000 Clients and 9,000 Invoices",
            "Books keeps 25,000 Clients and 30,000 Invoices",
            books="170 requests per minute",
        ),
        [
            "how can `busy-day` be met? 5,000 Invoices need at least 5,000 requests; `Books` allows 170 requests a minute, 12,750 in 1 h 15 min, of which looking takes 8,250; with nothing else to do they take 29 min 25 s"
        ],
    ),
    "after a return the time runs from when it is noticed": (
        "volume-beyond-limit",
        facts(*FEW, books="20 requests per minute"),
        [
            "how can `books-down` be met? 200 Invoices need at least 200 requests; `Books` allows 20 requests a minute, 180 in 9 min, of which looking takes 20; with nothing else to do they take 10 min",
            "how can `busy-day` be met? 5,000 Invoices need at least 5,000 requests; `Books` allows 20 requests a minute, 1,500 in 1 h 15 min, of which looking takes 165; with nothing else to do they take 4 h 10 min",
        ],
    ),
    "a long list makes a short promise impossible": (
        "deadline-before-next-look",
        facts("Desk keeps 2,000 Clients and 9,000 Invoices", "Books keeps 66,000 Clients and 900 Invoices"),
        [
            "how can `client-comes-back` be met within 15 minutes? `Client` in `Books`: it is looked for every 5 min, so it may take 16 min: 5 min 30 s until the look that just missed it has ended, 5 min until the next, 5 min 30 s until that has read everything (66,000 Clients at 100 a page are 660 requests; at 120 a minute a full look takes 5 min 30 s)",
            "how can `client-deleted-in-books` be met within 15 minutes? `Client` in `Books`: it is looked for every 5 min, so it may take 16 min: 5 min 30 s until the look that just missed it has ended, 5 min until the next, 5 min 30 s until that has read everything (66,000 Clients at 100 a page are 660 requests; at 120 a minute a full look takes 5 min 30 s)",
            "how can `phone-comes-back` be met within 15 minutes? `Client` in `Books`: it is looked for every 5 min, so it may take 16 min: 5 min 30 s until the look that just missed it has ended, 5 min until the next, 5 min 30 s until that has read everything (66,000 Clients at 100 a page are 660 requests; at 120 a minute a full look takes 5 min 30 s)",
        ],
    ),
    "a story promises what cannot be": (
        "story-sooner-than-seen",
        facts("Desk keeps 2,000 Clients and 9,000 Invoices", "Books keeps 66,000 Clients and 900 Invoices"),
        [
            "how can `one-address` be kept? `Client` in `Books`: it is looked for every 5 min, so it may take 16 min: 5 min 30 s until the look that just missed it has ended, 5 min until the next, 5 min 30 s until that has read everything (66,000 Clients at 100 a page are 660 requests; at 120 a minute a full look takes 5 min 30 s)"
        ],
    ),
    "how long the lists are matters and is not said": (
        "item-count-unknown",
        facts("Desk keeps 2,000 Clients"),
        [
            "how many `Clients`, `Invoices` does `Books` keep? each look reads them all",
            "how many `Invoices` does `Desk` keep? each look reads them all",
        ],
    ),
    "more comes every day than fits": (
        "changes-beyond-limit",
        facts(*FEW, "18,000 Clients are created in Desk per day", books="20,000 requests per day"),
        [
            "how can `Books` take all that is expected? 18,000 for 18,000 Clients created every 1 d + 3,168 for looking are 21,168 requests a day, and `Books` allows 20,000 requests a day"
        ],
    ),
}


@pytest.mark.parametrize(("code", "fragment", "messages"), CASES.values(), ids=CASES)
def test_the_sum_is_shown(code: str, fragment: str, messages: list[str]) -> None:
    assert [finding.message for finding in raised(fragment) if finding.code == code] == messages
