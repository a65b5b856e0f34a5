"""What is found across the documents of one folder, and what is left alone."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

import pytest

from interlock.document import read
from interlock.model.finding import Finding
from interlock.rules import Context, check, guides

ACROSS = {code for code, guidance in guides().items() if guidance.family == "across"}
FILES = {"A": "a", "B": "b", "C": "c", "D": "d"}


def document(name: str, left: str, right: str, *records: str) -> Context:
    """A document between two systems; each record is `NAME LEFT ARROW RIGHT [create SIDE] [when FIELD is VALUE] FIELDS`."""
    rows, fields = [], []
    for text in records:
        record, here, arrow, there, rest = text.split(" ", 4)
        options, pairs = rest.split(": ") if ": " in rest else ("", rest)
        create = options.partition("create ")[2].partition(" when")[0] or "never"
        when = options.partition("when ")[2]
        condition = f"{left}: {when}" if when else ""
        removes = "delete" if "delete" in options else "keep"
        rows.append(
            f"| {record} | `{here}` | `{there}` | {left} | {arrow} | {removes} | {'in ' + create if create != 'never' else 'never'} | {condition} |"
        )
        lines = [f"| `{one.split('=')[0]}` | {arrow} | `{one.split('=')[-1]}` | |" for one in pairs.split()]
        fields.append(f"### {record}\n\n| {left} | Direction | {right} | Rule |\n|-|-|-|-|\n" + "\n".join(lines))
    text = (
        f"---\ninterlock: 1\nversion: 1.0.0\n---\n\n# {name}\n\n## Systems\n\n| System | Company | What it is | API description |\n|-|-|-|-|\n"
        f"| {left} | L | x | [{left}.yaml]({left}.yaml) |\n| {right} | R | x | [{right}.yaml]({right}.yaml) |\n\n## Data map\n\n"
        f"| Record | {left} | {right} | Source of truth | Direction | On delete | Create missing | Only when |\n|-|-|-|-|-|-|-|-|\n"
        + "\n".join(rows)
        + "\n\n## Field mapping\n\n"
        + "\n\n".join(fields)
        + "\n"
    )
    return Context(read(text, f"{name}.interlock.md").document)


def asked(*contexts: Context) -> list[Finding]:
    """What is asked across, of each document with the others in view."""
    found = []
    for one in contexts:
        others = [other for other in contexts if other is not one]
        found += [f for f in check(one.document, (), one.profiles, others=others) if f.code in ACROSS]
    return found


def said(*contexts: Context) -> list[str]:
    return [f"{finding.place.file[0]} {finding.code}: {finding.message}" for finding in asked(*contexts)]


def test_a_chain_of_three_that_closes() -> None:
    assert said(
        document("a", "A", "B", "Order orders -> orders create B: x"),
        document("b", "B", "C", "Order orders -> orders create C: x"),
        document("c", "C", "A", "Order orders -> orders create A: x"),
    ) == [
        "a creates-go-round: in which system does a `Order` begin? it is created in a circle: `orders` of A → `orders` of B (line 19 here) → `orders` of C (`b.interlock.md`, line 19) → `orders` of A (`c.interlock.md`, line 19)",
        "a value-goes-round: where does `x` of `Order` belong? it goes round: `x` in `orders` of A → `x` in `orders` of B (line 27 here) → `x` in `orders` of C (`b.interlock.md`, line 27) → `x` in `orders` of A (`c.interlock.md`, line 27)",
        "b creates-go-round: in which system does a `Order` begin? it is created in a circle: `orders` of B → `orders` of C (line 19 here) → `orders` of A (`c.interlock.md`, line 19) → `orders` of B (`a.interlock.md`, line 19)",
        "b value-goes-round: where does `x` of `Order` belong? it goes round: `x` in `orders` of B → `x` in `orders` of C (line 27 here) → `x` in `orders` of A (`c.interlock.md`, line 27) → `x` in `orders` of B (`a.interlock.md`, line 27)",
        "c creates-go-round: in which system does a `Order` begin? it is created in a circle: `orders` of C → `orders` of A (line 19 here) → `orders` of B (`a.interlock.md`, line 19) → `orders` of C (`b.interlock.md`, line 19)",
        "c value-goes-round: where does `x` of `Order` belong? it goes round: `x` in `orders` of C → `x` in `orders` of A (line 27 here) → `x` in `orders` of B (`a.interlock.md`, line 27) → `x` in `orders` of C (`b.interlock.md`, line 27)",
    ]


LEAVE_ALONE = {
    "a hub with a two-way document on each side": (
        document("a", "A", "B", "Order orders <-> orders x"),
        document("b", "B", "C", "Order orders <-> orders x"),
    ),
    "a chain that ends": (
        document("a", "A", "B", "Order orders -> orders create B: x"),
        document("b", "B", "C", "Order orders -> orders create C: x"),
        document("c", "C", "D", "Order orders -> orders create D: x"),
    ),
    "two documents, two resources": (
        document("a", "A", "B", "Order orders -> orders create B: x"),
        document("b", "A", "B", "Client clients -> clients create B: x"),
    ),
    "one resource, fields of their own": (
        document("a", "A", "B", "Order orders -> orders x"),
        document("b", "C", "B", "Order orders -> orders y"),
    ),
    "one way there, another field back": (
        document("a", "A", "B", "Order orders -> orders x"),
        document("b", "B", "A", "Order orders -> orders state=status"),
    ),
    "items that no condition lets through both": (
        document("a", "A", "B", "Order orders -> orders create B when `kind` is `web`: x"),
        document("b", "A", "B", "Sale orders -> orders create B when `kind` is `shop`: x"),
    ),
    "systems that have nothing in common": (
        document("a", "A", "B", "Order orders -> orders create B: x"),
        document("b", "C", "D", "Order orders -> orders create D: x"),
    ),
    "removed by the one that creates": (
        document("a", "A", "B", "Order orders -> orders create B delete: x"),
        document("b", "B", "C", "Order orders -> orders y"),
    ),
}


@pytest.mark.parametrize("contexts", LEAVE_ALONE.values(), ids=LEAVE_ALONE)
def test_nothing_is_asked(contexts: tuple[Context, ...]) -> None:
    assert said(*contexts) == []


def test_two_writers_with_conditions_that_overlap() -> None:
    assert said(
        document("a", "A", "B", "Order orders -> orders when `kind` is one of `web`, `shop`: x"),
        document("b", "C", "B", "Sale sales -> orders y=x"),
    ) == [
        "a two-writers-of-one-field: which document may write `x` of `orders` in `B`? `b.interlock.md`, line 27 writes it, too, from `y` of `Sale`",
        "b two-writers-of-one-field: which document may write `x` of `orders` in `B`? `a.interlock.md`, line 27 writes it, too, from `x` of `Order`",
    ]


def test_very_many_rows_take_bounded_time() -> None:
    rows = [f"R{n} orders -> orders x{n} {' '.join(f'y{n}=x{m}' for m in range(0, 40, 7))}" for n in range(40)]
    back = [f"R{n} orders -> orders {' '.join(f'x{m}=y{n}' for m in range(0, 40, 3))}" for n in range(40)]
    assert asked(document("a", "A", "B", *rows), document("b", "B", "A", *back))
