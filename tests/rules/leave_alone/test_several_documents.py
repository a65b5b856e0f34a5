"""What comes close to a rule over several documents and is nothing to ask about: at least three cases for each."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

from collections import Counter

import pytest
from tests.rules.helpers import field, record
from tests.rules.test_across import ACROSS, asked, document

from interlock.document import read
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.rules import Context

ORDER = "Order orders -> orders create B: x"


def changed(context: Context, *changes: tuple[str, str]) -> Context:
    """The document with other words in it."""
    text = context.document.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Context(read(text, context.document.path).document)


def busy(name: str, left: str, right: str, often: str, *facts: str) -> Context:
    """A document that looks as often as that, and states these facts."""
    context = document(name, left, right, "Order orders -> orders x")
    head = "| Record | How often |\n|-|-|\n"
    more = f"{head}| Order | {often} |\n\n## Field mapping"
    listed = "\n".join(f"- {fact}" for fact in facts)
    text = context.document.text.replace("## Field mapping", more)
    text += f"\n## Assumptions and considerations\n\n{listed}\n"
    known = {side: SystemProfile(side.value, records=(record("orders", field("x")),)) for side in Side}
    return Context(read(text, context.document.path).document, known)


FIVE, MINUTE = "every 5 minutes", "every 1 minute"
LIMIT = "A allows 90 requests per hour."

ASKED = {
    "created-by-two-documents": (document("a", "A", "B", ORDER), document("b", "A", "B", ORDER)),
    "creates-go-round": (document("a", "A", "B", ORDER), document("b", "B", "A", "Order orders -> orders create A: x")),
    "deleted-here-created-there": (
        document("a", "A", "B", "Order orders -> orders delete: x"),
        document("b", "C", "B", ORDER),
    ),
    "limit-shared-by-documents": (
        busy("a", "A", "B", MINUTE, LIMIT),
        busy("b", "A", "C", MINUTE, LIMIT),
    ),
    "limit-stated-differently": (
        busy("a", "A", "B", FIVE, "A allows 100 requests per minute."),
        busy("b", "A", "C", FIVE, "A allows 90 requests per minute."),
    ),
    "one-name-two-systems": (
        document("a", "A", "B", ORDER),
        changed(document("b", "A", "C", "Sale sales -> sales x"), ("A.yaml", "a2.yaml")),
    ),
    "one-system-two-names": (
        document("a", "A", "B", ORDER),
        changed(document("b", "D", "C", "Sale sales -> sales x"), ("D.yaml", "A.yaml")),
    ),
    "two-writers-of-one-field": (
        document("a", "A", "B", "Order orders -> orders x"),
        document("b", "C", "B", "Order orders -> orders x"),
    ),
    "value-goes-round": (
        document("a", "A", "B", "Order orders -> orders x"),
        document("b", "B", "A", "Order orders -> orders x"),
    ),
}

CASES = (
    ("created-by-two-documents", "the same resource in two systems", (document("a", "A", "B", ORDER), document("b", "A", "C", "Order orders -> orders create C: x"))),
    ("created-by-two-documents", "each creates from a source of its own", (document("a", "A", "B", ORDER), document("b", "A", "B", "Sale sales -> orders create B: y"))),
    ("created-by-two-documents", "only one of them creates", (document("a", "A", "B", ORDER), document("b", "A", "B", "Order orders -> orders y"))),
    ("creates-go-round", "the way back creates nothing", (document("a", "A", "B", ORDER), document("b", "B", "A", "Order orders -> orders y"))),
    ("creates-go-round", "the way back is another resource", (document("a", "A", "B", ORDER), document("b", "B", "A", "Invoice invoices -> invoices create A: y"))),
    ("creates-go-round", "no item satisfies both conditions", (document("a", "A", "B", "Order orders -> orders create B when `kind` is `web`: x"), changed(document("b", "B", "A", "Order orders -> orders create A when `kind` is `shop`: y"), ("| B: `kind`", "| A: `kind`")))),
    ("deleted-here-created-there", "the other only updates", (document("a", "A", "B", "Order orders -> orders delete: x"), document("b", "C", "B", "Order orders -> orders y"))),
    ("deleted-here-created-there", "another resource is created", (document("a", "A", "B", "Order orders -> orders delete: x"), document("b", "C", "B", "Invoice invoices -> invoices create B: y"))),
    ("deleted-here-created-there", "each has items of its own", (document("a", "A", "B", "Order orders -> orders delete: x"), document("b", "C", "D", "Order orders -> orders create D: y"))),
    ("limit-shared-by-documents", "together they fit", (busy("a", "A", "B", FIVE, LIMIT), busy("b", "A", "C", FIVE, LIMIT))),
    ("limit-shared-by-documents", "each looks at other systems", (busy("a", "A", "B", MINUTE, LIMIT), busy("b", "D", "C", MINUTE))),
    ("limit-shared-by-documents", "no limit is known", (busy("a", "A", "B", MINUTE), busy("b", "A", "C", MINUTE))),
    ("limit-stated-differently", "the same rate in other words", (busy("a", "A", "B", FIVE, "A allows 120 requests per minute."), busy("b", "A", "C", FIVE, "A allows 2 requests per second."))),
    ("limit-stated-differently", "nobody states one", (busy("a", "A", "B", FIVE), busy("b", "A", "C", FIVE))),
    ("limit-stated-differently", "they are limits of two systems", (busy("a", "A", "B", FIVE, "A allows 100 requests per minute."), busy("b", "D", "C", FIVE, "D allows 90 requests per minute."))),
    ("one-name-two-systems", "the path is written in another way", (document("a", "A", "B", ORDER), changed(document("b", "A", "C", "Sale sales -> sales x"), ("(A.yaml)", "(./A.yaml)")))),
    ("one-name-two-systems", "one of them has no description yet", (document("a", "A", "B", ORDER), changed(document("b", "A", "C", "Sale sales -> sales x"), ("[A.yaml](A.yaml)", "")))),
    ("one-name-two-systems", "only what it is is said in other words", (document("a", "A", "B", ORDER), changed(document("b", "A", "C", "Sale sales -> sales x"), ("| A | L | x |", "| A | L | the shop |")))),
    ("one-system-two-names", "the name is in other letters", (document("a", "A", "B", ORDER), changed(document("b", "A", "C", "Sale sales -> sales x"), ("| A | L |", "| a | L |")))),
    ("one-system-two-names", "neither has a description", (changed(document("a", "A", "B", ORDER), ("[A.yaml](A.yaml)", "")), changed(document("b", "D", "C", "Sale sales -> sales x"), ("[D.yaml](D.yaml)", "")))),
    ("one-system-two-names", "one company has both systems", (document("a", "A", "B", ORDER), document("b", "D", "C", "Sale sales -> sales x"))),
    ("two-writers-of-one-field", "the field of another resource", (document("a", "A", "B", "Order orders -> orders x"), document("b", "C", "B", "Sale sales -> sales x"))),
    ("two-writers-of-one-field", "one of them only reads it", (document("a", "A", "B", "Order orders -> orders x"), document("b", "B", "C", "Order orders -> orders x"))),
    ("two-writers-of-one-field", "no item satisfies both conditions", (document("a", "A", "B", "Order orders -> orders when `kind` is `web`: x"), document("b", "A", "B", "Sale orders -> orders when `kind` is `shop`: x"))),
    ("value-goes-round", "it comes back into another field", (document("a", "A", "B", "Order orders -> orders x"), document("b", "B", "A", "Order orders -> orders x=y"))),
    ("value-goes-round", "it comes back into another resource", (document("a", "A", "B", "Order orders -> orders x"), document("b", "B", "A", "Copy orders -> copies x"))),
    ("value-goes-round", "one document writes it both ways", (document("a", "A", "B", "Order orders <-> orders x"), document("b", "B", "C", "Order orders -> orders x"))),
)  # fmt: skip


@pytest.mark.parametrize(("code", "contexts"), ASKED.items(), ids=ASKED)
def test_what_is_to_be_asked_is(code: str, contexts: tuple[Context, ...]) -> None:
    assert code in {finding.code for finding in asked(*contexts)}


@pytest.mark.parametrize(("code", "why", "contexts"), CASES, ids=[f"{code}: {why}" for code, why, _ in CASES])
def test_nothing_to_ask(code: str, why: str, contexts: tuple[Context, ...]) -> None:
    assert code not in {finding.code for finding in asked(*contexts)}, why


def test_each_rule_has_three_cases() -> None:
    counts = Counter(code for code, _, _ in CASES)
    assert {code: counts[code] for code in ACROSS if counts[code] < 3} == {}
    assert set(counts) == ACROSS == set(ASKED)
