"""Keys, deletes, archiving, finding, uniqueness, versions: one table each."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import (
    ID,
    answer,
    description,
    listing,
    objects,
    only_record,
    profile,
    query,
    things,
    writing,
)

from interlock.model.path import Path
from interlock.model.profile import ArchiveFlag, Confidence, DeletesSeen, DeleteVisibility

TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "boolean"}
ITEM: dict[str, Any] = {**ID, "name": TEXT}


def _path(text: str) -> Path:
    return Path.of(text)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"name": TEXT, "id": TEXT}, "id"),
        ({"uuid": TEXT, "name": TEXT}, "uuid"),
        ({"ThingID": TEXT, "OwnerID": TEXT}, "ThingID"),
        ({"owner_id": TEXT, "thing_id": TEXT}, "thing_id"),
        ({"id": TEXT, "thing_id": TEXT}, "id"),
        ({"acme_id": {**TEXT, "description": "Unique identifier of the thing."}, "external_id": TEXT}, "acme_id"),
        ({"kennung": {**TEXT, "description": "Globally unique identifier."}, "code": TEXT}, "kennung"),
        ({"owner": {**TEXT, "description": "The owner."}, "code": TEXT}, "code"),
        ({"Name": TEXT, "Code": TEXT}, "Code"),
        ({"thing_info": objects({"thing_id": TEXT, "at": TEXT}), "other": TEXT}, "thing_info.thing_id"),
        ({"amount": {"type": "number"}, "active": FLAG}, None),
    ],
)  # fmt: skip
def test_primary_keys(fields: dict[str, Any], key: str | None) -> None:
    found = things(fields).primary_key
    assert found.value == ((_path(key),) if key else None)
    assert found.known is bool(key)


def test_the_name_in_the_path_of_one_item_is_a_key() -> None:
    item = {"title": TEXT, "slug": TEXT, "code": TEXT}
    paths = {"/things": {"get": listing(item)}, "/things/{slug}": {"get": {"responses": answer(objects(item))}}}
    assert only_record(description(paths)).primary_key.value == (_path("slug"),)


@pytest.mark.parametrize(
    ("fields", "parameters", "expected", "confidence"),
    [
        (
            {"deleted": FLAG},
            [query("include_deleted", "boolean")],
            DeleteVisibility(DeletesSeen.TOMBSTONE, "include_deleted", "true", _path("deleted"), value=True),
            Confidence.SURE,
        ),
        (
            {"deleted_at": TEXT},
            [query("with_deleted", enum=["no", "all"])],
            DeleteVisibility(DeletesSeen.TOMBSTONE, "with_deleted", "all", _path("deleted_at")),
            Confidence.SURE,
        ),
        (
            {"is_deleted": FLAG},
            [],
            DeleteVisibility(DeletesSeen.FLAG, field=_path("is_deleted"), value=True),
            Confidence.POSSIBLE,
        ),
        (
            {"status": {"type": "string", "enum": ["active", "deleted"]}},
            [],
            DeleteVisibility(DeletesSeen.FLAG, field=_path("status"), value="deleted"),
            Confidence.POSSIBLE,
        ),
        ({}, [query("deleted_after")], DeleteVisibility(DeletesSeen.NONE), Confidence.POSSIBLE),
    ],
)
def test_how_deletes_are_seen(
    fields: dict[str, Any], parameters: list[dict[str, Any]], expected: DeleteVisibility, confidence: Confidence
) -> None:
    paths = {
        "/things": {"get": listing({**ITEM, **fields}, *parameters)},
        "/things/{id}": {"delete": {"responses": {"204": {"description": ""}}}},
    }
    found = only_record(description(paths)).deletes
    assert (found.value, found.confidence) == (expected, confidence)


@pytest.mark.parametrize(
    ("field", "flag"),
    [
        ({"archived": FLAG}, ArchiveFlag(_path("archived"), value=True, active=False)),
        ({"is_active": FLAG}, ArchiveFlag(_path("is_active"), value=False, active=True)),
        ({"disabled": FLAG}, ArchiveFlag(_path("disabled"), value=True, active=False)),
        (
            {"status": {"type": "string", "enum": ["Active", "Archived"]}},
            ArchiveFlag(_path("status"), value="Archived", active="Active"),
        ),
        ({"archived": {**FLAG, "readOnly": True}}, None),
        ({"status": {"type": "string", "enum": ["paid", "open"]}}, None),
    ],
)
def test_archive_flags(field: dict[str, Any], flag: ArchiveFlag | None) -> None:
    item = {**ITEM, **field}
    paths = {"/things": {"get": listing(item)}, "/things/{id}": {"patch": writing(item)}}
    assert only_record(description(paths)).archive_flag.value == flag


def test_a_flag_that_only_an_operation_sets_is_known_too() -> None:
    item = {**ITEM, "archived": {**FLAG, "readOnly": True}}
    archive = {"responses": answer(objects(item))}
    paths = {"/things": {"get": listing(item)}, "/things/{id}/archive": {"post": archive}}
    assert only_record(description(paths)).archive_flag.value == ArchiveFlag(
        _path("archived"), value=True, active=False
    )


@pytest.mark.parametrize(
    ("parameter", "field"),
    [
        (query("email"), "email"),
        (query("filter[email]"), "email"),
        (query("email[eq]"), "email"),
        (query("email:in", "array"), "email"),
        (query("ids", "array"), "id"),
        (query("email", description="Contains this text."), None),
        (query("email[contains]"), None),
        (query("page", "integer"), None),
    ],
)
def test_finding_by_value(parameter: dict[str, Any], field: str | None) -> None:
    finds = things({**ID, "email": TEXT, "name": TEXT}, parameter).finds
    assert [(str(f.field), f.parameter) for f in finds] == ([(field, parameter["name"])] if field else [])


@pytest.mark.parametrize(
    ("name", "text", "unique"),
    [
        ("email", "Unique among the customers.", True),
        ("sku", "Must be unique.", True),
        ("email", "This value does not need to be unique.", False),
        ("external_id", "Your own unique identifier.", True),
        ("owner_id", "Unique identifier of the owner.", None),
        ("name", "The name.", None),
    ],
)
def test_unique_from_prose(name: str, text: str, *, unique: bool | None) -> None:
    field = things({**ID, name: {**TEXT, "description": text}}).field(name)
    assert field is not None
    assert field.unique.value is unique


def test_unique_from_a_refused_create() -> None:
    item = {**ID, "reference": TEXT, "name": TEXT}
    refusal = {"409": {"description": "A thing with the same `reference` exists."}}
    create = {**writing(item), "responses": {**answer(objects(item), status="201"), **refusal}}
    record = only_record(description({"/things": {"get": listing(item), "post": create}}))
    assert record.match_keys.value == (_path("reference"),)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("merged_ids", {"type": "array", "items": TEXT}, "merged_ids"),
        ("mergedObjectIds", TEXT, "mergedObjectIds"),
        ("merged_into_id", TEXT, None),
        ("merged", FLAG, None),
        ("linked_ids", {"type": "array", "items": TEXT}, None),
    ],
)
def test_a_field_of_merged_ids(name: str, kind: dict[str, Any], expected: str | None) -> None:
    found = things({**ID, name: kind}).merged_ids
    assert found.value == (_path(expected) if expected else None)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("external_reference", "Unique among things.", True),
        ("client_ref", "Must be unique.", True),
        ("external_reference", "Any text.", False),
        ("external_customer_id", "Unique.", False),
        ("email", "Unique.", False),
    ],
)
def test_external_ids_need_evidence(name: str, text: str, *, expected: bool) -> None:
    item = {**ID, name: {**TEXT, "description": text}}
    record = only_record(description({"/things": {"get": listing(item), "post": writing(item)}}))
    assert record.external_id.value == (_path(name) if expected else None)


def test_protected_writes() -> None:
    match = [{"name": "If-Match", "in": "header", "schema": TEXT}]
    by_etag = {"/things": {"get": listing(ITEM)}, "/things/{id}": {"put": {**writing(ITEM), "parameters": match}}}
    versioned = {**ITEM, "version": {"type": "integer"}}
    by_field = {
        "/things": {"get": listing(versioned)},
        "/things/{id}": {"put": writing(versioned, required=("version",))},
    }
    assert only_record(description(by_etag)).version.value == "etag"
    assert only_record(description(by_field)).version.value == "version"
    assert not things(ITEM).version.known


def test_nothing_said_is_nothing_known() -> None:
    record = things({"amount": {"type": "number"}})
    unknown = """primary_key created_at updated_at since created_since deletes archive_flag version match_keys
        external_id idempotency_header events sort stamp_resolution_s parent search_paging search_since"""
    assert [name for name in unknown.split() if getattr(record, name).known] == []
    assert profile(description({"/things": {"get": listing(ITEM)}})).auth.value is None
