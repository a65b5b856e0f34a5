"""Descriptions made to be slow or large: each ends in a moment, with a finding and with what could be learned."""

from __future__ import annotations

import time
from typing import Any

import orjson
import pytest
from tests.systems.helpers import ID, description, listing

from interlock.errors import InterlockError
from interlock.systems import Learned, learn, learning, to_json


def _chain(key: str, length: int, *, twice: bool) -> dict[str, Any]:
    refs = [{"$ref": f"#/components/schemas/S{place + 1}"} for place in range(length)]
    schemas = {f"S{place}": {key: [ref, ref] if twice else [ref]} for place, ref in enumerate(refs)}
    whole = description({"/x": listing(ID)})
    whole["paths"]["/x"] = {"get": listing({**ID, "s": {"$ref": "#/components/schemas/S0"}})}
    return {**whole, "components": {"schemas": schemas}}


def _servers() -> dict[str, Any]:
    variables = {chr(97 + place): {"default": f"{{{chr(98 + place)}}}" * 2} for place in range(25)}
    return {**description({"/x": {"get": listing(ID)}}), "servers": [{"url": "{a}", "variables": variables}]}


def _prose(words: str) -> dict[str, Any]:
    whole = description({"/x": {"get": listing({**ID, "a": {"type": "string", "description": words}})}})
    whole["info"]["description"] = words
    return whole


HOSTILE: dict[str, bytes | dict[str, Any]] = {
    "brackets in JSON": b'{"openapi": "3.0.0", "paths": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "brackets in YAML": b"openapi: 3.0.0\npaths: " + b"[a, " * 50_000 + b"]" * 50_000,
    "objects in YAML": b"openapi: 3.0.0\npaths: " + b"{a: " * 50_000 + b"}" * 50_000,
    "lines in YAML": b"openapi: 3.0.0\n" + b"".join(b" " * place + b"a:\n" for place in range(1_500)),
    "aliases": b"a: &a [x, x]\n"
    + b"".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n".encode() for n in range(12)),
    "variables": _servers(),
    "a long path": description({"/" + "a/" * 50_000: {"get": listing(ID)}, "/b": {"get": listing(ID)}}),
    "a long chain": _chain("allOf", 3_000, twice=False),
    "a tree of parts": _chain("allOf", 60, twice=True),
    "a tree of choices": _chain("oneOf", 60, twice=True),
    "long prose": _prose("rate limit " + "1 " * 100_000 + "unique " * 50_000 + "(" * 50_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_soon_and_is_told(name: str) -> None:
    given = HOSTILE[name]
    data = given if isinstance(given, bytes) else orjson.dumps(given)
    began = time.process_time()
    try:
        found = learn("System", data, file="a.json", open_ref=_nothing_is_opened)
    except InterlockError:
        return
    assert len(to_json(found.profile, found.findings)) < 20_000_000
    assert time.process_time() - began < 10
    assert found.findings or found.profile.records


def _nothing_is_opened(path: str) -> bytes:
    raise AssertionError(path)


def _with_records(count: int) -> Learned:
    paths = {f"/p{place}": {"get": listing({**ID, "a": ID["id"], "b": ID["id"]})} for place in range(count)}
    return learn("System", orjson.dumps(description(paths)), file="a.json")


def test_records_that_are_left_out_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_MOST_FIELDS", 5)
    found = _with_records(4)
    assert [one.message for one in found.findings] == [
        "the description has 4 records with very many fields; the first 2 were learned"
    ]
    assert len(found.profile.records) == 2
