"""A description with damage at any place is still learned from: no exception, and a profile that can be kept."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import orjson
import pytest
import ryaml

from interlock.systems import from_json, learn, score_form, to_json

_JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**18,
    "",
    "x",
    "{a}",
    [],
    {},
    [None],
    {"a": None},
    ["a", 1, {}],
    {"$ref": "#"},
    {"$ref": "#/paths"},
    {"$ref": 1},
    {"type": ["object", "null", 3]},
    {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/Kept"}}},
    {"allOf": [{"$ref": "#/components/schemas/Customer"}]},
    {"type": "array", "items": {"type": "array", "items": {}}},
]


def _damaged(whole: Any, chance: random.Random, times: int) -> Any:
    whole = copy.deepcopy(whole)
    for _ in range(times):
        places = _places(whole)
        if not places:
            break
        holder, key = chance.choice(places)
        if chance.random() < 0.1:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(chance.choice(_JUNK))
    return whole


def _places(whole: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [whole]
    while waiting:
        here = waiting.pop()
        keys = list(here) if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
        found += [(here, key) for key in keys]
        waiting += [here[key] for key in keys]
    return found


@pytest.mark.parametrize("name", ["storefront", "erp"])
@pytest.mark.parametrize("times", [1, 5, 40])
def test_damage_is_survived(example_systems: Path, name: str, times: int) -> None:
    whole = ryaml.loads((example_systems / f"{name}.openapi.yaml").read_text())  # type: ignore[attr-defined]
    for seed in range(12):
        damaged = _damaged(whole, random.Random(f"{name} {times} {seed}"), times)
        found = learn("System", orjson.dumps(damaged), file="a.json")
        assert from_json(to_json(found.profile)) == found.profile, seed
        assert "records" in score_form(found.profile)
