"""How large a description may be: JSON with all references written out is read; what is larger is refused in a line."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import orjson
import pytest
from tests.systems.helpers import ID, description, listing

from interlock.errors import InputError
from interlock.systems import calls, learn, loading


def test_larger_json_is_read_than_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_LARGEST", 2_000)
    monkeypatch.setattr(loading, "_LARGEST_YAML", 500)
    padded = b'{"openapi": "3.0.0", "info": {"title": "T", "description": "' + b"x" * 600 + b'"}, "paths": {}}'
    assert learn("System", padded, file="a.json").profile.title == "T"
    for data, said in (
        (b"openapi: 3.0.0\ninfo: {title: " + b"x" * 600 + b"}\n", "is not JSON; at most 500 are read of other files"),
        (padded + b" " * 2_000, "at most 2,000 are read"),
        (padded[:-1], "is not JSON"),
    ):
        with pytest.raises(InputError) as problem:
            learn("System", data, file="a.json")
        assert said in problem.value.message


@pytest.mark.parametrize("is_on", [True, False])
def test_the_search_for_garbage_is_as_it_was_before(is_on: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        learn("System", b"{}", file="a.json")
        with pytest.raises(InputError):
            learn("System", b"\xff", file="a.json")
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_operations_that_are_left_out_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_MOST_CALLS", 2)
    found = learn(
        "System", orjson.dumps(description({f"/{name}": {"get": listing(ID)} for name in "abc"})), file="a.json"
    )
    assert [one.message for one in found.findings] == ["the description has 3 operations; 2 of them were learned"]
    assert [record.name for record in found.profile.records] == ["a", "b"]


PUBLISHED = Path(__file__).parents[2] / "node_modules" / "@octokit" / "openapi" / "generated" / "api.github.com.json"


def test_a_description_of_13_mb_is_learned_in_time() -> None:
    if not PUBLISHED.exists():
        pytest.skip("`npm install --no-save @octokit/openapi` in the repository gives the description that this needs")
    began = time.process_time()
    found = learn("System", PUBLISHED.read_bytes(), file=PUBLISHED.name)
    assert time.process_time() - began < 8  # five, with room for a machine that does other things
    assert len(found.profile.records) > 300
