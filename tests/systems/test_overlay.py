"""Corrections to a description: what an overlay's targets match, and what happens there."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.systems.helpers import ID, description, listing, query

from interlock.systems import Learned, learn

WHOLE = description(
    {"/things": {"get": listing({**ID, "name": {"type": "string"}}, query("page", "integer"), query("since"))}}
)
ITEM = "$.paths['/things'].get.responses['200'].content['application/json'].schema.properties.data.items"


def _corrected(*actions: dict[str, Any]) -> Learned:
    overlay = {"overlay": "1.0.0", "info": {"title": "o", "version": "1"}, "actions": list(actions)}
    return learn("System", orjson.dumps(WHOLE), file="a.json", overlay=orjson.dumps(overlay))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (f"{ITEM}.properties", ["id", "name", "more"]),
        (f'{ITEM}["properties"]', ["id", "name", "more"]),
        ("$.paths.*.get..items.properties", ["id", "name", "more"]),
        ("$..items.properties", ["id", "name", "more"]),
    ],
)
def test_targets_that_match(target: str, expected: list[str]) -> None:
    found = _corrected({"target": target, "update": {"more": {"type": "integer"}}})
    assert found.findings == ()
    assert [str(f.path) for f in found.profile.records[0].fields] == expected


def test_removing_a_parameter_by_a_condition() -> None:
    found = _corrected({"target": "$.paths['/things'].get.parameters[?(@.name == 'page')]", "remove": True})
    listed = found.profile.records[0].operations[0]
    assert [p.name for p in listed.parameters] == ["since"]


def test_adding_to_an_array_and_replacing_a_value() -> None:
    found = _corrected(
        {"target": "$.paths['/things'].get.parameters", "update": query("limit", "integer")},
        {"target": "$.paths['/things'].get.parameters[0].name", "update": "p"},
        {"target": f"{ITEM}.properties.id", "update": {"maxLength": 9}},
    )
    record = found.profile.records[0]
    assert [p.name for p in record.operations[0].parameters] == ["p", "since", "limit"]
    assert record.fields[0].max_length == 9


@pytest.mark.parametrize("target", ["$.paths['/nope']", "paths", "$.a[", "$" + ".a" * 3_000])
def test_a_target_that_matches_nothing_is_told(target: str) -> None:
    found = _corrected({"target": target, "update": {}})
    assert [f.code for f in found.findings] == ["overlay-target"]
    assert len(found.profile.records) == 1


@pytest.mark.parametrize("overlay", [b"[", b"a: 1", b"overlay: 1.0.0", b"\xff"])
def test_what_is_no_overlay_is_told(overlay: bytes) -> None:
    found = learn("System", orjson.dumps(WHOLE), file="a.json", overlay=overlay)
    assert [f.code for f in found.findings] == ["overlay-syntax"]
    assert len(found.profile.records) == 1
