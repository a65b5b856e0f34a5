"""A folder with several documents: each answer goes into its own file, none where several could be meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from interlock.errors import UsageError
from interlock.journeys.answering import answer_all
from interlock.journeys.judging import Became
from interlock.journeys.questions import add_question
from interlock.journeys.reading import coldread_standing, coldreads
from interlock.journeys.sitting import Sitting

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "examples" / "orders" / "orders.interlock.md").read_text(encoding="utf-8")
OWNER = "Ada Lovelace"
ORDERS = EXAMPLE.replace("source of truth wins              | archive ", "source of truth wins              |         ")
WITHOUT_CRITERIA = EXAMPLE.partition("## Acceptance criteria")[0] + "## Dates" + EXAMPLE.partition("## Dates")[2]


class Noon:
    """Always the same moment."""

    def now(self) -> datetime:
        return datetime(2027, 1, 31, 12, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        del seconds
        raise AssertionError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "orders.interlock.md").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "again.interlock.md").write_text(
        EXAMPLE.replace("| from go-live | at once ", "|              | at once ")
    )
    return tmp_path


def sitting(folder: Path, *, only: str = "") -> Sitting:
    return Sitting(folder, by=OWNER, clock=Noon(), scope_only=True, only=only)


def _text(folder: Path, name: str) -> str:
    return (folder / f"{name}.interlock.md").read_text(encoding="utf-8")


def test_each_document_is_gone_through_and_each_answer_stands_in_its_own(folder: Path) -> None:
    said = {"Order/on-delete": "archive", "Order/starting": "from go-live"}
    together, order = sitting(folder), []
    while (turn := together.next()) is not None:
        session, step = turn
        words = said.get(step.finding.subject)
        if words is None:
            session.skip(step)
            continue
        order.append((session.path.name, step.finding.subject))
        assert session.say(step, words).became is Became.WRITTEN
    assert sorted(order) == [("again.interlock.md", "Order/starting"), ("orders.interlock.md", "Order/on-delete")]
    assert "| Order/on-delete: archive |" in _text(folder, "orders")
    assert "| Order/starting: from go-live |" in _text(folder, "again")
    assert "Order/starting: from" not in _text(folder, "orders")


def test_one_step_back_after_another_goes_through_all_documents(folder: Path) -> None:
    before = {name: _text(folder, name) for name in ("orders", "again")}
    together = sitting(folder)
    said = {"Order/on-delete": "archive", "Order/starting": "from go-live"}
    steps = 0
    while (turn := together.next()) is not None:
        session, step = turn
        words = said.get(step.finding.subject)
        if words is None:
            session.skip(step)
        else:
            session.say(step, words)
        steps += 1
    assert {name: _text(folder, name) for name in before} != before
    for _ in range(steps):
        assert together.back()
    assert not together.back()
    assert {name: _text(folder, name) for name in before} == before


def test_an_answer_goes_where_it_is_asked(folder: Path) -> None:
    done = answer_all(sitting(folder), (("Order/on-delete", "archive"), ("Order/starting", "from go-live")))
    assert [(one.became, one.document) for one in done.given] == [
        ("written", "orders.interlock.md"),
        ("written", "again.interlock.md"),
    ]
    assert "| Order/on-delete: archive |" in _text(folder, "orders")
    assert "| Order/starting: from go-live |" in _text(folder, "again")


def test_an_answer_to_what_several_ask_is_given_in_none_unless_it_names_one(folder: Path) -> None:
    (folder / "again.interlock.md").write_text(ORDERS, encoding="utf-8")
    (refused,) = answer_all(sitting(folder), (("Order/on-delete", "archive"),)).given
    assert (refused.became, refused.document) == ("refused", "")
    assert "`again.interlock.md/Order/on-delete` or `orders.interlock.md/Order/on-delete`" in refused.reason
    assert (_text(folder, "orders"), _text(folder, "again")) == (ORDERS, ORDERS)
    (written,) = answer_all(sitting(folder), (("Again.interlock.md/Order/on-delete", "archive"),)).given
    assert (written.became, written.document) == ("written", "again.interlock.md")
    assert _text(folder, "orders") == ORDERS
    # What only one of them asks now needs no name.
    (written,) = answer_all(sitting(folder), (("Order/on-delete", "archive"),)).given
    assert (written.became, written.document) == ("written", "orders.interlock.md")


def test_what_one_document_decides_is_known_where_the_next_is_asked(folder: Path) -> None:
    """A question that two documents raise together goes away in both, by an answer in one of them."""
    for name in ("orders", "again"):
        (folder / f"{name}.interlock.md").write_text(WITHOUT_CRITERIA, encoding="utf-8")
    together = sitting(folder, only="created-by-two-documents")
    assert (
        sorted(one.subject for one in together.open()) == ["Customer/creates/twice"] * 2 + ["Order/creates/twice"] * 2
    )
    for _ in ("Customer", "Order"):
        turn = together.next()
        assert turn is not None
        session, step = turn
        result = session.say(step, "never")
        assert result.became is Became.WRITTEN, result
    assert together.next() is None
    assert together.open() == ()
    assert sum("| never " in _text(folder, name) for name in ("orders", "again"))


def test_a_question_of_ones_own_goes_to_the_document_that_has_the_row(folder: Path) -> None:
    text = EXAMPLE.replace("Order", "Purchase")
    (folder / "again.interlock.md").write_text(text, encoding="utf-8")
    add_question(folder, "Why?", on="Purchase/on-delete", by="Jean")
    assert "| Why? " in _text(folder, "again")
    assert "| Why? " not in _text(folder, "orders")
    with pytest.raises(UsageError, match="have something that is called `Customer`") as problem:
        add_question(folder, "Why?", on="Customer", by="Jean")
    assert "name the one you mean" in problem.value.hint
    with pytest.raises(UsageError, match=r"no document .* has anything that is called `Custmer`") as problem:
        add_question(folder, "Why?", on="Custmer", by="Jean")
    assert "Customer" in problem.value.hint
    with pytest.raises(UsageError, match="several documents"):
        add_question(folder, "Why?", by="Jean")


def test_a_cold_read_of_a_folder_is_one_of_each_document_that_has_the_side(folder: Path) -> None:
    (folder / "again.interlock.md").write_text(EXAMPLE.replace("Order", "Purchase"), encoding="utf-8")
    asked = [("Purchase/on-delete", "Why archive?"), ("Order", "Which ones?")]
    written = coldreads(folder, reader="Jean Bartik", of="Lark", questions=asked, by="Ida", clock=Noon())
    assert [one.name for one in written] == [
        "again.coldread.storefront.jean-bartik.json",
        "orders.coldread.storefront.jean-bartik.json",
    ]
    assert "Why archive?" in _text(folder, "again")
    assert "Why archive?" not in _text(folder, "orders")
    assert "Which ones?" in _text(folder, "orders")
    assert [len(one.sides[0].readings) for one in map(coldread_standing, sorted(folder.glob("*.md")))] == [1, 1]


@pytest.mark.parametrize(
    ("reader", "of", "asked", "says"),
    [
        ("Jean", "Larch", (), "no side of any document"),
        ("Grace Hopper", "Lark", (), "belongs to the project"),
        ("Jean", "Lark", (("Customer", "Why?"),), "have something that is called"),
        ("Jean", "Lark", (("", "Why?"),), "about nothing"),
    ],
)
def test_a_cold_read_that_is_refused_for_one_document_is_recorded_for_none(
    folder: Path, reader: str, of: str, asked: tuple[tuple[str, str], ...], says: str
) -> None:
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with pytest.raises(UsageError, match=says):
        coldreads(folder, reader=reader, of=of, questions=asked, by="Ida", clock=Noon())
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
