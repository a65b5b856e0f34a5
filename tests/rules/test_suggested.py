"""The criteria that an answer suggests are in the document's own names, and settle what was asked."""

from __future__ import annotations

import re

import pytest
from tests.rules.corpus.reading import SOUND, asked

CODES = (
    "bad-data-without-criterion",
    "conflict-without-criterion",
    "create-without-criterion",
    "delete-without-criterion",
    "downtime-without-criterion",
    "rename-without-criterion",
    "volume-without-criterion",
)


@pytest.mark.parametrize("name", ["shows-to-tickets", "stock-to-shop", "tickets-and-issues", "hires-to-payroll"])
def test_the_suggested_criterion_settles_the_question(name: str) -> None:
    head, rest = SOUND[name].split("## Acceptance criteria\n", 1)
    tail = rest[rest.index("\n## ") :]
    bare = f"{head}## Acceptance criteria\n{{}}{tail}"
    open_now = [one for one in asked(bare.format(""), name) if one.code in CODES]
    assert len({one.code for one in open_now}) >= 6
    sentences = [re.findall("“(.*?)”", one.hint)[0] for one in open_now]
    text = "\n" + "".join(f"- **c{i}**: {one}\n" for i, one in enumerate(sentences))
    left = asked(bare.format(text), name)
    deadlines = {"deadline-before-next-look", "volume-beyond-limit", "changes-beyond-limit"}
    deadlines |= {"story-without-criterion", "direction-without-story"}
    assert [one.message for one in left if one.code not in deadlines] == []
    assert not re.search(r"\b(Desk|Books|Invoices?|Clients?)\b", " ".join(one.hint for one in open_now))
