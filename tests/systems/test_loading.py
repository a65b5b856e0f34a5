"""What is no description, or a broken or hostile one, gives findings or InputError; never a crash or a hang."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.systems.helpers import answer, description, learned, objects, only_record

from interlock.errors import InputError
from interlock.model.finding import Severity
from interlock.systems import learn, to_json


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"openapi: 3.0.0\npaths:\n  /a: [1\n  b: 2\n", 4, "did not find expected ',' or ']'"),
        (b'{"openapi": "3.0.0",\n "paths": {,}}', 2, "unexpected character, expected a string key"),
        (b"openapi: 3.0.0\npaths:\n\t- a\n", 3, "found character that cannot start any token"),
    ],
)
def test_a_mistake_is_shown_at_its_line(data: bytes, line: int, message: str) -> None:
    found = learn("System", data, file="a.yaml")
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.place.line) == ("description-syntax", Severity.ERROR, line)
    assert finding.message == f"the API description cannot be read: {message}"
    assert found.profile.records == ()


@pytest.mark.parametrize("data", [b"", b"# Hello\n\nwords\n", b"- 1\n", b"{}", b"a: 1\n", b"openapi: 4.0\n", b"[]"])
def test_what_is_no_description_is_told(data: bytes) -> None:
    assert [f.code for f in learn("System", data, file="README.md").findings] == ["not-a-description"]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", "größer".encode("latin-1"), b"a\0b"])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="is not text"):
        learn("System", data, file="picture.png")


def test_an_alias_bomb_is_a_finding() -> None:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    found = learn("System", "\n".join(lines).encode(), file="a.yaml")
    assert [f.code for f in found.findings] == ["description-syntax"]


def test_a_description_without_anything_to_keep_is_told() -> None:
    assert [f.code for f in learned(description({})).findings] == ["no-records"]


def test_merge_keys_of_yaml_are_followed() -> None:
    text = b"""
openapi: 3.0.0
x-item: &item {type: object, properties: {id: {type: string}, name: {type: string}}}
paths:
  /things:
    get:
      responses:
        200: {description: all, content: {application/json: {schema: {type: array, items: {<<: *item}}}}}
"""
    found = learn("System", text, file="a.yaml")
    assert found.findings == ()
    assert [str(f.path) for f in found.profile.records[0].fields] == ["id", "name"]


def _with_item(schema: Any, **schemas: Any) -> dict[str, Any]:
    paths = {"/things": {"get": {"responses": answer({"type": "array", "items": schema})}}}
    return description(paths, components={"schemas": schemas})


def _nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = objects({"inner": schema})
    return schema


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


DENSE = {f"S{i}": objects({f"p{j}": _ref(f"S{(i + j) % 40}") for j in range(40)}) for i in range(40)}
CHOICES = {f"S{i}": {"oneOf": [_ref(f"S{j}") for j in range(40)], **objects({f"q{i}": {}})} for i in range(40)}
DIAMOND = {f"S{i}": {"allOf": [_ref(f"S{i + 1}"), _ref(f"S{i + 1}")]} for i in range(20)} | {"S20": objects({"id": {}})}


@pytest.mark.parametrize(
    "whole",
    [
        _with_item(_nested(80)),
        _with_item(_ref("S0"), **DENSE),
        _with_item(_ref("S0"), **CHOICES),
        _with_item(_ref("S0"), **DIAMOND),
        _with_item(objects({f"p{i}": {"type": "string"} for i in range(20_000)})),
        _with_item(objects({"id": {"type": "string"}, "kind": {"enum": [f"v{i}" for i in range(50_000)]}})),
        _with_item(objects({"id": {"description": "1,000 max value " * 20_000}})),
    ],
    ids=["deep", "dense", "choices", "diamond", "wide", "long enum", "long prose"],
)
def test_hostile_schemas_stay_within_bounds(whole: dict[str, Any]) -> None:
    record = only_record(whole)
    assert 1 <= len(record.fields) <= 500
    assert all(len(f.path.parts) <= 6 and len(f.enum) <= 300 for f in record.fields)
    assert len(to_json(learned(whole).profile)) < 300_000


def test_prose_that_tries_slow_patterns_is_read_in_time() -> None:
    prose = "1 requests " * 20_000 + "`X-" * 20_000 + "1" + " " * 50_000 + "authorization: " * 3_000
    whole = _with_item(objects({"id": {"type": "string"}}))
    whole["info"]["description"] = prose
    assert len(learned(whole).profile.records) == 1


def test_json_that_is_nested_too_deep_is_no_crash() -> None:
    data = b'{"openapi": "3.0.0", "paths": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}"
    assert learn("System", data, file="a.json").findings


def test_the_digest_changes_with_the_overlay() -> None:
    data = orjson.dumps(_with_item(objects({"id": {}})))
    plain = learn("System", data, file="a.json").profile
    overlaid = learn("System", data, file="a.json", overlay=b"overlay: 1.0.0\nactions: []\n").profile
    assert plain.digest != overlaid.digest
