"""Fields: composition merged, null taken out, nesting as paths, who may write what."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import ID, answer, description, listing, objects, only_record, profile, writing

from interlock.model.profile import FieldProfile, FieldType, RecordProfile, Verb

TEXT: dict[str, Any] = {"type": "string"}
MANY: dict[str, Any] = {"type": "array"}


def _field(schema: dict[str, Any], **schemas: Any) -> FieldProfile:
    whole = description(
        {"/things": {"get": listing({**ID, "it": schema})}}, components={"schemas": schemas} if schemas else {}
    )
    found = only_record(whole).field("it")
    assert found is not None
    return found


def _written(*, read: dict[str, Any], create: dict[str, Any], required: tuple[str, ...] = ()) -> RecordProfile:
    post = {**writing(create, required=required), "responses": answer(objects(read))}
    return only_record(description({"/things": {"get": listing(read), "post": post}}))


def test_null_in_every_spelling() -> None:
    spellings: list[dict[str, Any]] = [
        {"type": "string", "nullable": True},
        {"type": ["string", "null"]},
        {"oneOf": [TEXT, {"type": "null"}]},
        {"anyOf": [{"type": "null"}, TEXT]},
        {"allOf": [TEXT], "nullable": True},
    ]
    assert {(f.type, f.nullable, f.variants) for f in map(_field, spellings)} == {(FieldType.STRING, True, ())}


def test_composition_is_merged() -> None:
    both = {"allOf": [{"$ref": "#/components/schemas/Text"}, {"description": "Of an invoice."}]}
    found = _field(both, Text={"type": "string", "maxLength": 9})
    assert (found.type, found.max_length, found.description) == (FieldType.STRING, 9, "Of an invoice.")


def test_a_choice_of_objects_offers_the_fields_of_all() -> None:
    card = objects({"kind": TEXT, "number": TEXT}, title="Card", required=["kind"])
    bank = objects({"kind": TEXT, "iban": TEXT}, title="Bank", required=["kind"])
    record = only_record(description({"/things": {"get": listing({**ID, "pay": {"oneOf": [card, bank]}})}}))
    assert [str(f.path) for f in record.fields] == ["id", "pay", "pay.kind", "pay.number", "pay.iban"]
    pay = record.field("pay")
    assert pay is not None
    assert (pay.type, pay.variants) == (FieldType.OBJECT, ("Card", "Bank"))


def test_a_reference_that_can_be_expanded_is_an_id() -> None:
    found = _field({"anyOf": [TEXT, objects({"id": TEXT, "name": TEXT}, title="Buyer")]})
    assert (found.type, found.variants) == (FieldType.STRING, ("string", "Buyer"))


def test_arrays_maps_and_nesting() -> None:
    item = {
        **ID,
        "tags": {"type": "array", "items": TEXT},
        "lines": {"type": "array", "items": objects({"sku": TEXT, "marks": {"type": "array", "items": TEXT}})},
        "address": objects({"geo": objects({"lat": {"type": "number"}})}),
        "extra": {"type": "object", "additionalProperties": TEXT},
        "free": {"type": "object"},
        "any": {},
    }
    record = only_record(description({"/things": {"get": listing(item)}}))
    assert [(str(f.path), f.type.value, f.items and f.items.value) for f in record.fields] == [
        ("id", "string", None),
        ("tags[]", "array", "string"),
        ("lines[]", "array", None),
        ("lines[].sku", "string", None),
        ("lines[].marks[]", "array", "string"),
        ("address", "object", None),
        ("address.geo", "object", None),
        ("address.geo.lat", "number", None),
        ("extra", "map", None),
        ("free", "object", None),
        ("any", "any", None),
    ]


def test_who_may_write_what() -> None:
    read = {**ID, "name": TEXT, "total": {"type": "number"}, "made_by": {**TEXT, "readOnly": True}}
    create = {"name": TEXT, "made_by": TEXT, "password": {**TEXT, "writeOnly": True}, "hint": TEXT}
    record = _written(read=read, create=create, required=("name", "made_by"))
    found = {str(f.path): (f.required, f.read_only, f.write_only) for f in record.fields}
    assert found == {
        "id": (False, True, False),
        "name": (True, False, False),
        "total": (False, True, False),
        "made_by": (True, False, False),
        "password": (False, False, True),
        "hint": (False, False, True),
    }


@pytest.mark.parametrize(
    ("body", "read_only"),
    [
        ([{"$ref": "#/components/schemas/Base"}], True),
        ([{"$ref": "#/components/schemas/Base"}, objects({"owner": TEXT})], False),
        ([objects({"name": TEXT, "owner": TEXT})], False),
    ],
    ids=["the base of both", "more beside that base", "words of its own"],
)
def test_what_only_answers_call_read_only_is_written_where_a_body_takes_it_in_words_of_its_own(
    body: list[dict[str, Any]], read_only: bool
) -> None:
    own = {"allOf": [TEXT, {"readOnly": True}]}
    shown = {"allOf": [{"$ref": "#/components/schemas/Base"}, objects({**ID, "owner": own})]}
    base = objects({"name": TEXT, "owner": TEXT})
    listed = {
        "200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": shown}}}}
    }
    made = {"201": {"description": "", "content": {"application/json": {"schema": shown}}}}
    sent = {"content": {"application/json": {"schema": {"allOf": body}}}}
    paths = {"/things": {"get": {"responses": listed}, "post": {"requestBody": sent, "responses": made}}}
    owner = only_record(description(paths, components={"schemas": {"Base": base}})).field("owner")
    assert owner is not None
    assert owner.read_only is read_only


def test_an_operation_names_its_fields_where_it_does_not_take_all() -> None:
    item = {**ID, "name": TEXT, "code": TEXT}
    paths = {
        "/things": {"get": listing(item), "post": writing(item)},
        "/things/{id}": {"patch": {**writing({"name": TEXT}), "responses": answer(objects(item))}},
    }
    record = only_record(description(paths))
    create, update = record.operation(Verb.CREATE), record.operation(Verb.UPDATE)
    assert create is not None
    assert update is not None
    assert create.fields_accepted == ()
    assert [str(p) for p in update.fields_accepted] == ["name"]


def test_what_prose_says_of_numbers_and_times() -> None:
    cents = _field({"type": "integer", "description": "The price in cents of `currency`."})
    minor = _field({"type": "integer", "description": "In the smallest currency unit."})
    local = _field({"type": "string", "format": "date-time", "description": "Local time, Europe/Berlin."})
    assert (cents.unit, minor.unit, local.zone) == ("cents", "cents", "Europe/Berlin")


def test_limits_and_values() -> None:
    bounds = {"minimum": 0, "exclusiveMaximum": 10, "multipleOf": 2}
    found = _field({"type": "integer", **bounds, "enum": [2, 4], "default": 2, "title": "Count"})
    assert (found.minimum, found.maximum, found.multiple_of) == (0.0, 10.0, 2.0)
    assert (found.enum, found.default, found.label) == ((2, 4), 2, "Count")


def test_references_to_other_records() -> None:
    item = {**ID, "customer_id": TEXT, "billing_customer_id": TEXT, "foreign_id": TEXT}
    paths = {"/customers": {"get": listing({**ID, "name": TEXT})}, "/orders": {"get": listing(item)}}
    whole = description(paths)

    orders = profile(whole).record("orders")
    assert orders is not None
    assert {str(f.path): f.refers_to.value for f in orders.fields} == {
        "id": None,
        "customer_id": "customers",
        "billing_customer_id": "customers",
        "foreign_id": None,
    }
