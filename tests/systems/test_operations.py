"""Which operations belong to which record, and where the item stands in body and answer."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import ID, answer, description, listing, objects, only_record, profile, writing

from interlock.model.path import Path
from interlock.model.profile import BodyForm, FieldType, Verb
from interlock.systems import learn

TEXT: dict[str, Any] = {"type": "string"}
ITEM: dict[str, Any] = {**ID, "name": TEXT, "amount": {"type": "number"}, "note": TEXT}
MANY: dict[str, Any] = {"type": "array", "items": objects(ITEM)}


def _verbs(paths: dict[str, Any]) -> dict[Verb, tuple[str, str]]:
    return {op.verb: (op.method, op.path) for op in only_record(description(paths)).operations}


def _post(summary: str = "", *, name: str = "") -> dict[str, Any]:
    return {**writing(ITEM), "summary": summary, "operationId": name}


GONE: dict[str, Any] = {"responses": {"204": {"description": ""}}}


@pytest.mark.parametrize(
    ("path", "method", "operation", "expected"),
    [
        ("/things", "post", _post("Create a thing"), {Verb.CREATE}),
        ("/things", "post", _post("Create or update a thing"), {Verb.CREATE, Verb.UPSERT}),
        ("/things/create", "post", _post(), {Verb.CREATE}),
        ("/things/batch/create", "post", _post(), {Verb.BULK_CREATE}),
        ("/things/bulk", "post", _post("Change many things", name="bulkUpdateThings"), {Verb.BULK_UPDATE}),
        ("/things/bulk", "delete", GONE, {Verb.BULK_DELETE}),
        ("/things/upsert", "post", _post(), {Verb.UPSERT}),
        ("/things/{id}", "get", {"responses": answer(objects(ITEM))}, {Verb.GET}),
        ("/thing/{id}", "get", {"responses": answer(objects(ITEM))}, {Verb.GET}),
        ("/things/{id}", "patch", _post(), {Verb.UPDATE}),
        ("/things/{id}", "post", _post(), {Verb.UPDATE}),
        ("/things/{id}/update", "post", _post(), {Verb.UPDATE}),
        ("/things/{id}", "delete", GONE, {Verb.DELETE}),
        ("/things/{id}", "delete", {**GONE, "summary": "Archive a thing"}, {Verb.DELETE, Verb.ARCHIVE}),
        ("/things/{id}/archive", "post", GONE, {Verb.ARCHIVE}),
        ("/things/{id}/deactivate", "put", GONE, {Verb.ARCHIVE}),
        ("/things/{id}/restore", "post", GONE, {Verb.RESTORE}),
        ("/things/{id}/send", "post", GONE, set()),
        ("/things/count", "get", {"responses": answer(objects({"count": {"type": "integer"}}))}, set()),
    ],
)
def test_verbs(path: str, method: str, operation: dict[str, Any], expected: set[Verb]) -> None:
    found = (
        _verbs({"/things": {"get": listing(ITEM)}, path: {method: operation}})
        if path != "/things"
        else _verbs({"/things": {"get": listing(ITEM), method: operation}})
    )
    assert set(found) - {Verb.LIST} == expected
    assert all(found[verb] == (method.upper(), path) for verb in expected)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "array", "items": objects(ITEM)}, ""),
        (objects({"data": {"type": "array", "items": objects(ITEM)}}), "data"),
        (objects({"things": MANY, "errors": {"type": "array", "items": TEXT}}), "things"),
        (objects({"thing_details": MANY, "links": MANY}), "thing_details"),
        (objects({"result": objects({"items": {"type": "array", "items": objects(ITEM)}})}), "result.items"),
        (objects({"_embedded": objects({"things": {"type": "array", "items": objects(ITEM)}})}), "_embedded.things"),
        (objects({"list": {"type": "array", "items": objects({"thing": objects(ITEM)})}}), "list[*].thing"),
        ({"type": "array", "items": objects({"thing": objects(ITEM)})}, "[*].thing"),
        (
            {"allOf": [objects({"total": {"type": "integer"}}), objects({"data": MANY})]},
            "data",
        ),
    ],
)  # fmt: skip
def test_where_the_items_of_a_list_stand(schema: dict[str, Any], expected: str) -> None:
    record = only_record(description({"/api/things": {"get": {"responses": answer(schema)}}}))
    listed = record.operation(Verb.LIST)
    assert listed is not None
    assert listed.records_path == expected
    assert [str(f.path) for f in record.fields] == ["id", "name", "amount", "note"]


@pytest.mark.parametrize(
    ("body", "path", "is_array"),
    [
        (objects(ITEM), "", False),
        (objects({"thing": objects(ITEM)}), "thing", False),
        (objects({"data": objects(ITEM)}), "data", False),
        (objects({"things": {"type": "array", "items": objects(ITEM)}}), "things", True),
        ({"type": "array", "items": objects(ITEM)}, "", True),
        (
            objects({"name": TEXT, "amount": {"type": "number"}, "owner": objects({"id": TEXT, "name": TEXT})}),
            "",
            False,
        ),
        (objects({"note": TEXT, "shipping": objects({"name": TEXT})}), "", False),
    ],
)
def test_where_the_item_of_a_body_stands(body: dict[str, Any], path: str, *, is_array: bool) -> None:
    create = {"requestBody": {"content": {"application/json": {"schema": body}}}, "responses": answer(objects(ITEM))}
    record = only_record(description({"/things": {"get": listing(ITEM), "post": create}}))
    found = record.operation(Verb.CREATE)
    assert found is not None
    assert (found.body_path, found.body_is_array) == (path, is_array)


@pytest.mark.parametrize(
    ("answers", "path", "returns"),
    [
        (answer(objects(ITEM), status="201"), "", True),
        (answer(objects({"thing": objects(ITEM)})), "thing", True),
        (answer(objects({"things": {"type": "array", "items": objects(ITEM)}})), "things[0]", True),
        ({"204": {"description": ""}}, "", False),
        (answer(objects({"ok": {"type": "boolean"}, "message": TEXT})), "", False),
    ],
)
def test_what_a_write_answers(answers: dict[str, Any], path: str, *, returns: bool) -> None:
    create = {**writing(ITEM), "responses": answers}
    found = only_record(description({"/things": {"get": listing(ITEM), "post": create}})).operation(Verb.CREATE)
    assert found is not None
    assert (found.records_path, found.returns_item.value) == (path, returns)


def test_json_api() -> None:
    item = {
        **ID,
        "type": {"type": "string", "enum": ["thing"]},
        "attributes": objects({"name": TEXT, "updated_at": TEXT}),
    }
    sent = objects({"data": objects(item, required=["type", "attributes"])}, required=["data"])
    create = {"requestBody": {"content": {"application/vnd.api+json": {"schema": sent}}}, "responses": answer(sent)}
    record = only_record(description({"/things": {"get": listing(item), "post": create}}))
    found = record.operation(Verb.CREATE)
    assert found is not None
    assert (found.form, found.body_path, found.body_fixed) == (BodyForm.JSON_API, "data", {"type": "thing"})
    assert record.updated_at.value == Path.of("attributes.updated_at")


def test_a_paged_list_that_is_described_as_one_item() -> None:
    """Some generators write the schema of one item where a list of them is given."""
    page = {"name": "page", "in": "query", "schema": {"type": "integer"}}
    paths = {
        "/things": {"get": {"summary": "Get things", "parameters": [page], "responses": answer(objects(ITEM))}},
        "/profile": {"get": {"responses": answer(objects({"profile": objects(ITEM), "errors": MANY}))}},
        "/settings": {"get": {"summary": "Get the settings", "responses": answer(objects(ITEM))}},
    }
    record = only_record(description(paths))
    listed = record.operation(Verb.LIST)
    assert listed is not None
    assert (record.name, listed.records_path, len(record.fields)) == ("things", "", 4)


def test_names_are_qualified_where_they_are_taken() -> None:
    paths = {
        "/invoices/{id}/lines": {"get": listing({**ID, "text": TEXT})},
        "/orders/{id}/lines": {"get": listing({**ID, "text": TEXT})},
        "/invoices": {"get": listing(ITEM)},
        "/orders/all": {"get": listing(ITEM)},
    }
    found = profile(description(paths)).records
    assert [(r.name, r.parent.value) for r in found] == [
        ("lines", "invoices"),
        ("orders-lines", "orders"),
        ("invoices", None),
        ("orders", None),
    ]


def test_an_item_reached_by_two_keys_is_reached_by_its_own() -> None:
    item = {"ThingID": TEXT, "Code": TEXT, "Name": TEXT}
    get = {"responses": answer(objects(item))}
    paths = {"/things": {"get": listing(item)}, "/things/{Code}": {"get": get}, "/things/{ThingID}": {"get": get}}
    found = only_record(description(paths)).operation(Verb.GET)
    assert found is not None
    assert (found.path, found.id_param) == ("/things/{ThingID}", "ThingID")


def test_an_update_without_an_id_in_its_path_takes_it_in_the_body() -> None:
    update = {**writing(ITEM), "summary": "Update things"}
    found = only_record(description({"/things": {"get": listing(ITEM), "put": update}})).operation(Verb.UPDATE)
    assert found is not None
    assert (found.id_in, found.id_param, found.replaces) == ("body", "id", True)


@pytest.mark.parametrize("kind", ["application/octet-stream", "image/png"])
def test_a_body_that_is_a_file_is_no_json(kind: str) -> None:
    upload = {"requestBody": {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}
    paths = {"/things": {"get": listing(ITEM)}, "/things/{id}": {"put": {**upload, "responses": answer(objects(ITEM))}}}
    found = only_record(description(paths)).operation(Verb.UPDATE)
    assert found is not None
    assert found.form is BodyForm.BYTES


def test_what_only_one_body_takes_is_taken_by_that_one_alone() -> None:
    given = {"type": "object", "properties": {"code": TEXT}, "readOnly": True}
    made = writing({"name": TEXT, "state": given}, required=("name", "state"))
    changed = {**writing({"state": TEXT}, required=("state",)), "responses": answer(objects(ITEM))}
    record = only_record(
        description({"/things": {"get": listing(ITEM), "post": made}, "/things/{id}": {"put": changed}})
    )
    create, update, field = record.operation(Verb.CREATE), record.operation(Verb.UPDATE), record.field("state")
    assert create is not None
    assert update is not None
    assert field is not None
    assert (field.read_only, field.required, field.type) == (False, False, FieldType.STRING)
    assert [str(path) for path in create.fields_accepted] == ["name"]
    assert (update.fields_accepted, update.fields_required) == ((Path.of("state"),), (Path.of("state"),))


def test_openapi_2_with_a_body_and_with_a_form() -> None:
    text = b"""
swagger: "2.0"
info: {title: Old, version: "1"}
host: api.example.com
basePath: /v2
schemes: [https]
consumes: [application/json]
definitions:
  Thing: {type: object, required: [name], properties: {id: {type: integer, readOnly: true}, name: {type: string}}}
paths:
  /things:
    get:
      parameters: [{name: page, in: query, type: integer}]
      responses: {"200": {description: all, schema: {type: array, items: {$ref: "#/definitions/Thing"}}}}
    post:
      parameters: [{name: body, in: body, schema: {$ref: "#/definitions/Thing"}}]
      responses: {"201": {description: new, schema: {$ref: "#/definitions/Thing"}}}
  /things/{id}:
    put:
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - {name: id, in: path, type: integer, required: true}
        - {name: name, in: formData, type: string, required: true}
      responses: {"200": {description: changed, schema: {$ref: "#/definitions/Thing"}}}
"""
    found = learn("System", text, file="old.yaml")
    assert found.findings == ()
    assert found.profile.servers == ("https://api.example.com/v2",)
    (record,) = found.profile.records
    create, update, name = record.operation(Verb.CREATE), record.operation(Verb.UPDATE), record.field("name")
    assert create is not None
    assert update is not None
    assert name is not None
    assert (create.form, update.form) == (BodyForm.JSON, BodyForm.FORM)
    assert create.fields_required == update.fields_required == (Path.of("name"),)
    assert (name.type, name.required) == (FieldType.STRING, True)
    assert record.paging.value is not None
    assert record.paging.value.token_param == "page"


def test_an_answer_that_is_the_item_is_not_mistaken_for_another_item_inside_it() -> None:
    """An item that names what it belongs to may show less of itself than its owner, who is alike."""
    owner = objects({**ITEM, "deleted": {"type": "boolean"}})
    shown = {**ITEM, "owner": owner}
    whole = description(
        {
            "/things": {
                "get": listing({**ITEM, "deleted": {"type": "boolean"}}),
                "post": {**writing(ITEM), "responses": answer(objects(shown), status="201")},
            }
        }
    )
    created = only_record(whole).operation(Verb.CREATE)
    assert created is not None
    assert created.records_path == ""


@pytest.mark.parametrize(
    ("array", "says", "expected"),
    [
        ({"maxItems": 25}, "", 25),
        ({}, "Create up to 10 things in one call.", 10),
        ({}, "The limit of 50 things is for each request.", 50),
        ({}, "**Limits** * Limit of 3 concurrent requests.", None),
        ({}, "Maximum of 100 requests per minute.", None),
        ({}, "", None),
    ],
)
def test_how_many_items_one_request_takes(array: dict[str, Any], says: str, expected: int | None) -> None:
    body = objects({"inputs": {**MANY, **array}}, required=["inputs"])
    create = {
        "description": says,
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": answer(objects({"results": MANY})),
    }
    paths = {"/things": {"get": listing(ITEM)}, "/things/batch/create": {"post": create}}
    operation = only_record(description(paths)).operation(Verb.BULK_CREATE)
    assert operation is not None
    assert operation.at_once.value == expected


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("Up to 10 things, all or nothing.", True),
        ("The batch is processed atomically.", True),
        ("If one is invalid, none of the things are created.", True),
        ("This is not an atomic operation: check each result.", False),
        ("Creates several things.", None),
    ],
)
def test_whether_a_request_for_several_does_all_or_none(says: str, expected: bool | None) -> None:
    create = {
        "description": says,
        "requestBody": {"content": {"application/json": {"schema": objects({"inputs": MANY}, required=["inputs"])}}},
        "responses": answer(objects({"results": MANY})),
    }
    paths = {"/things": {"get": listing(ITEM)}, "/things/batch/create": {"post": create}}
    operation = only_record(description(paths)).operation(Verb.BULK_CREATE)
    assert operation is not None
    assert operation.whole.value is expected
