"""Of every field that a rule can carry in more than one value, the bench knows another one."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from tests.verify.helpers import Case, case_of
from tests.verify.practice import COUNT, TEXT, api

from interlock.model.path import Path, put
from interlock.model.value import Side
from interlock.sandbox import Sandbox
from interlock.verify.inventory import Inventory


class _Still:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 11, 2, 8, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nobody waits {seconds} s here")


_MOMENT, _TRUTH = "{type: string, format: date-time}", "{type: boolean}"
_YES_NO = '{type: string, enum: ["Y", "N"]}'
_STATE, _STAGE = "{type: string, enum: [new, open, done, lost]}", "{type: string, enum: [a, b]}"
_DECIMAL, _CODE = '{type: string, pattern: "^\\\\d+\\\\.\\\\d{2}$"}', '{type: string, pattern: "^[A-Z]{2}-[0-9]{4}$"}'
_EXAMPLE = '{type: string, pattern: "^-?\\\\d{1,8}(\\\\.\\\\d{1,2})?$", example: "12.50"}'
_ROWS = (
    ("news", _YES_NO, "wanted", _TRUTH, "`Y` or `N` to true or false"),
    ("gift", _TRUTH, "present", _YES_NO, "true or false to `Y` or `N`"),
    ("state", _STATE, "stage", _STAGE, "`open` = `a`, `done` = `b`"),
    ("phase", _STATE, "step", _STAGE, "by table Steps"),
    ("made", _MOMENT, "made_s", COUNT, "time to Unix seconds"),
    ("seen_ms", COUNT, "seen", _MOMENT, "Unix milliseconds to time"),
    ("price", _DECIMAL, "amount", "{type: number}", "text to number"),
    ("fee", _EXAMPLE, "charge", _EXAMPLE, ""),
    ("place", _CODE, "shelf", _CODE, ""),
    ("kind", _STATE, "sort", TEXT, ""),
)
_TEXT = """\
---
interlock: 1
version: 1.0.0
---

# Things

## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Till   | North   | tills      | [a.yaml](a.yaml) |
| Books  | South   | accounting | [b.yaml](b.yaml) |

## Data map

| Record | Till    | Books     | Source of truth | Direction | On conflict          | On delete |
| ------ | ------- | --------- | --------------- | --------- | -------------------- | --------- |
| Thing  | `goods` | `entries` | Till            | ↔         | source of truth wins | keep      |

| Record | Matched by           | Only when                       | Create missing | Starting | How often |
| ------ | -------------------- | ------------------------------- | -------------- | -------- | --------- |
| Thing  | `code` = `reference` | Till: `kind` is one of `open` or `done` | in both | all      | at once   |

## Field mapping

### Thing

| Till   | Direction | Books       | Rule |
| ------ | --------- | ----------- | ---- |
| `code` | ↔         | `reference` |      |
{rows}

## Tables

### Steps

| Till   | Books |
| ------ | ----- |
| `new`  | `a`   |
| `lost` | `b`   |
"""


@cache
def _case() -> Case:
    fields = [("code", TEXT), *((here, shape) for here, shape, *_ in _ROWS)]
    others = [("reference", TEXT), *((there, shape) for _, _, there, shape, _ in _ROWS)]
    rows = "\n".join(f"| `{here}` | ↔ | `{there}` | {rule} |" for here, _, there, _, rule in _ROWS)
    descriptions = {"a.yaml": api("till", {"goods": fields}), "b.yaml": api("books", {"entries": others})}
    return case_of(_TEXT.format(rows=rows), descriptions)


@pytest.mark.parametrize(("field", "other"), [(row[0], row[2]) for row in _ROWS])
def test_another_value_is_known_that_the_other_side_shows_differently(field: str, other: str) -> None:
    case = _case()
    sandboxes = {side: Sandbox(case.profiles[side], _Still()) for side in Side}
    inventory = Inventory(case.document, case.profiles, sandboxes, 0)
    record = case.document.record("Thing")
    assert record is not None
    for side, name in ((Side.LEFT, field), (Side.RIGHT, other)):
        for _ in range(4):
            subject = inventory.pair(record, side)
            path = Path.of(name)
            bodies = {each: subject.wrote[each] for each in Side}
            assert list(inventory.reader(record).disagreements(side, bodies)) == []
            value = inventory.fresh(subject, side, path)
            bodies[side] = put(bodies[side], path, value)
            assert list(inventory.reader(record).disagreements(side, bodies)), (name, value)
            inventory.change(subject, side, path, value)
            assert inventory.satisfies(subject, side)
