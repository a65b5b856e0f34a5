"""The catalogue of failures is complete: each of its numbers has a test of its own."""

from __future__ import annotations

import re
from pathlib import Path

_NAME = re.compile(r"^async def test_(\d{3})_", re.MULTILINE)
CATALOGUE = 103


def test_every_scenario_has_a_test() -> None:
    found = {
        int(number) for file in Path(__file__).parent.glob("test_*.py") for number in _NAME.findall(file.read_text())
    }
    assert found == set(range(1, CATALOGUE + 1))
