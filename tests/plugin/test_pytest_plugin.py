"""The pytest plugin: one item for each criterion, failures with their evidence, and a bench for tests of one's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.journeys.helpers import copied

pytest_plugins = ["pytester"]

_OWN = """
from datetime import timedelta

import pytest


def test_a_discount_is_carried(interlock_bench):
    async def story(bench):
        order = bench.create("Order", "Storefront", {"discount_cents": 250, "currency": "EUR"})
        await bench.wait(timedelta(minutes=15))
        assert bench.shown(order, "ERP")["discount"] == 2.5

    interlock_bench(story)


@pytest.mark.interlock_document("orders.interlock.md")
def test_it_goes_on_after_a_restart_in_an_outage(interlock_bench):
    async def story(bench):
        bench.down("ERP", timedelta(minutes=20))
        order = bench.create("Order", "Storefront")
        await bench.wait(timedelta(minutes=5))
        await bench.restart()
        assert bench.count(order, "ERP") == 0
        await bench.wait(timedelta(minutes=30))
        assert bench.count(order, "ERP") == 1
        bench.delete(order, "Storefront")
        await bench.wait(timedelta(minutes=15))
        assert bench.archived(order, "ERP") and not bench.broken and not bench.held

    interlock_bench(story)


def test_that_fails(interlock_bench):
    async def story(bench):
        customer = bench.pair("Customer")
        bench.change(customer, "Storefront", "phone", "+33123456789")
        await bench.wait(timedelta(minutes=15))
        assert bench.shown(customer, "ERP")["phone"] == "another"

    interlock_bench(story)
"""


@pytest.fixture
def folder(pytester: pytest.Pytester) -> Path:
    """The example with three criteria, one of which is not met."""
    path = copied("orders", pytester.path) / "orders.interlock.md"
    head, rest = path.read_text().split("## Acceptance criteria\n", 1)
    names = ("arrives", "sold-out", "customer-deleted")
    lines = [line for line in rest.splitlines() if line.startswith(tuple(f"- **{name}**" for name in names))]
    text = "\n".join(lines).replace("`stock_quantity` is 0", "`stock_quantity` is 1")
    path.write_text(f"{head}## Acceptance criteria\n\n{text}\n\n## " + rest.split("\n## ", 1)[1])
    return pytester.path


def _run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:asyncio", "--strict-markers", *arguments)


@pytest.mark.usefixtures("folder")
def test_each_criterion_is_an_item_that_fails_with_what_was_seen(pytester: pytest.Pytester) -> None:
    said = _run(pytester, "-v")
    said.assert_outcomes(passed=2, failed=1)
    said.stdout.fnmatch_lines(["orders.interlock.md::arrives PASSED*", "orders.interlock.md::sold-out FAILED*"])
    said.stdout.fnmatch_lines(
        [
            "✗ sold-out: not met (*",
            "*because `stock_quantity` of Stock * is `0` and should be `1` in Storefront",
            "*ERP: `available` of Stock * becomes `0`",
            "*PATCH /products/* → 200*",
            "*went wrong: the time is over and*",
        ]
    )
    assert "Traceback" not in said.stdout.str()


@pytest.mark.parametrize("name", ["skip", "xfail"])
def test_no_name_in_a_document_leaves_a_criterion_out(pytester: pytest.Pytester, folder: Path, name: str) -> None:
    path = folder / "orders.interlock.md"
    path.write_text(path.read_text().replace("- **sold-out**", f"- **{name}**"))
    _run(pytester, f"orders.interlock.md::{name}").assert_outcomes(failed=1)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (("-m", "no-retyping"), ["arrives"]),
        (("-m", "Customer or Stock"), ["customer-deleted", "sold-out"]),
        (("-m", "not interlock"), []),
        (("-k", "arrives"), ["arrives"]),
        (("orders.interlock.md::customer-deleted",), ["customer-deleted"]),
    ],
)
def test_stories_and_records_are_markers(
    pytester: pytest.Pytester, arguments: tuple[str, ...], chosen: list[str]
) -> None:
    said = _run(pytester, "--collect-only", "-q", *arguments)
    assert [line.split("::")[1] for line in said.outlines if "::" in line] == chosen


@pytest.mark.usefixtures("folder")
def test_a_test_of_ones_own_plays_on_the_bench(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_own=_OWN)
    said = _run(pytester, "test_own.py")
    said.assert_outcomes(passed=2, failed=1)
    said.stdout.fnmatch_lines(["*== 'another'*", "*what was seen*", "*Storefront: `phone` of Customer*becomes*"])


def test_a_document_that_cannot_be_verified_is_an_error_with_its_place(pytester: pytest.Pytester, folder: Path) -> None:
    path = folder / "orders.interlock.md"
    path.write_text(path.read_text().replace("- **arrives**", "- **gone**: When it rains, it pours.\n- **arrives**"))
    said = _run(pytester)
    said.assert_outcomes(errors=1)
    said.stdout.fnmatch_lines(["*orders.interlock.md*error*"])
    assert "Traceback" not in said.stdout.str()


def test_a_document_with_an_error_and_no_criteria_is_not_passed_over(pytester: pytest.Pytester, folder: Path) -> None:
    path = folder / "orders.interlock.md"
    path.write_text("# Orders\n\nNothing of it is written as a document.\n")
    said = _run(pytester)
    said.assert_outcomes(errors=1)
    said.stdout.fnmatch_lines(["*orders.interlock.md*error*"])


def test_projects_without_documents_load_nothing_of_it() -> None:
    code = "import sys, interlock.pytest_plugin; print([one for one in sys.modules if one.startswith('interlock.')])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = ["interlock.pytest_joining", "interlock.pytest_sharing", "interlock.pytest_plugin"]
    assert said.stdout.strip() == str(own)
