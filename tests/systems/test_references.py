"""References are followed inside the file and the folder, and never out of it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.systems.helpers import answer, description, learned, objects, only_record

from interlock.systems import learn


def _listing(schema: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    paths = {"/things": {"get": {"responses": answer({"type": "array", "items": schema})}}}
    return description(paths, components={"schemas": schemas})


def test_a_thing_that_holds_things_of_its_kind_ends() -> None:
    node = {"$ref": "#/components/schemas/Node"}
    tree = objects({"id": {"type": "string"}, "parent": node, "children": {"type": "array", "items": node}})
    record = only_record(_listing(node, Node=tree))
    assert [str(f.path) for f in record.fields] == ["id", "parent", "children[]"]


def test_references_that_lead_in_a_circle_are_told() -> None:
    loop = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    found = learned(_listing({"$ref": "#/components/schemas/A"}, **loop))
    assert "ref-loop" in {f.code for f in found.findings}


def test_a_reference_to_nothing_is_told_once() -> None:
    schema = objects({"id": {"type": "string"}, "a": {"$ref": "#/nope"}, "b": {"$ref": "#/nope"}})
    found = learned(_listing(schema))
    assert [(f.code, f.message) for f in found.findings] == [("broken-ref", "the reference `#/nope` leads to nothing")]
    assert [str(f.path) for f in found.profile.records[0].fields] == ["id", "a", "b"]


@pytest.mark.parametrize(
    "ref",
    [
        "http://example.com/a.yaml",
        "https://example.com/a.yaml#/A",
        "//example.com/a.yaml",
        "file:///etc/passwd",
        "/etc/passwd",
        "../../secret.yaml",
        "a/../../secret.yaml",
        "..\\secret.yaml",
        "C:\\secret.yaml",
    ],
)
def test_what_is_out_of_the_folder_is_never_opened(ref: str) -> None:
    opened: list[str] = []

    def open_ref(path: str) -> bytes:
        opened.append(path)
        return b"{}"

    whole = _listing(objects({"id": {"type": "string"}, "other": {"$ref": ref}}))
    found = learn("System", orjson.dumps(whole), file="a.json", open_ref=open_ref)
    assert [f.code for f in found.findings] == ["foreign-ref"]
    assert opened == []


def test_files_beside_the_description_are_read_once_each() -> None:
    files = {
        "parts/item.yaml": b"Item:\n  type: object\n  properties: {id: {type: string}, at: {$ref: more.json#/At}}\n",
        "parts/more.json": b'{"At": {"type": "string", "format": "date-time"}}',
    }
    opened: list[str] = []

    def open_ref(path: str) -> bytes:
        opened.append(path)
        return files[path]

    whole = _listing({"$ref": "./parts/item.yaml#/Item"})
    found = learn("System", orjson.dumps(whole), file="a.json", open_ref=open_ref)
    assert found.findings == ()
    assert [(str(f.path), f.format) for f in found.profile.records[0].fields] == [("id", ""), ("at", "date-time")]
    assert found.profile.records[0].fields[1].pointer == "parts/more.json#/At"
    assert opened == ["parts/item.yaml", "parts/more.json"]


def test_a_file_that_cannot_be_opened_is_told() -> None:
    def open_ref(path: str) -> bytes:
        raise FileNotFoundError(path)

    whole = _listing(objects({"id": {"type": "string"}, "other": {"$ref": "other.yaml"}}))
    found = learn("System", orjson.dumps(whole), file="a.json", open_ref=open_ref)
    assert [f.code for f in found.findings] == ["broken-ref"]


def test_what_stands_beside_a_reference_counts_too() -> None:
    schema = objects({"id": {"type": "string"}, "note": {"$ref": "#/components/schemas/Text", "readOnly": True}})
    record = only_record(_listing(schema, Text={"type": "string", "maxLength": 9}))
    note = record.field("note")
    assert note is not None
    assert (note.max_length, note.read_only) == (9, True)
