"""How many items a sandbox begins with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.journeys.helpers import copied

from interlock.journeys.project import load
from interlock.journeys.serving import sandbox_of

STATED = "- ERP keeps 25,000 Customers, 50,000 Orders and 4,000 Stocks."


@pytest.mark.parametrize(
    ("says", "records", "expected"),
    [
        (STATED, None, [125, 250, 20]),
        ("- ERP keeps 30 Customers, 900,000 Orders and 3 Stocks.", None, [30, 1_000, 3]),
        ("- ERP keeps 40 Customers and 80 Orders.", None, [20, 40, 20]),
        ("", None, [20, 20, 20]),
        (STATED, 7, [7, 7, 7]),
    ],
)
def test_without_a_number_there_are_as_many_as_the_document_has_it(
    tmp_path: Path, says: str, records: int | None, expected: list[int]
) -> None:
    document = copied("orders", tmp_path) / "orders.interlock.md"
    document.write_text(document.read_text().replace(STATED, says))
    project = load(tmp_path)
    sandbox = sandbox_of(project, "ERP", records=records, used=True)
    rows = {row.name: row for row in project.document.records}
    side = project.document.side("ERP")
    assert side is not None
    found = [len(sandbox.store.items(rows[name].resource(side))) for name in ("Customer", "Order", "Stock")]
    assert found == expected
