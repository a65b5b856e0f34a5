"""What stands in descriptions in many forms, each learned from a small one: ways of reading a list above all."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import ID, STAMPED, answer, description, learned, listing, objects, only_record, query

from interlock.model.profile import AuthKind, Confidence, FilterForm, PagingStyle, RecordProfile, Verb

TEXT: dict[str, Any] = {"type": "string"}
WHOLE: dict[str, Any] = {"type": "integer"}
DATE_TIME: dict[str, Any] = {"type": "string", "format": "date-time"}
LINK = {"headers": {"Link": {"schema": TEXT}}}
MANY = {"type": "array", "items": objects(STAMPED)}


def _record(operation: dict[str, Any], path: str = "/things", method: str = "get") -> RecordProfile:
    return only_record(description({path: {method: operation}}))


def _list(*parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"parameters": list(parameters), "responses": answer(MANY, **more)}


@pytest.mark.parametrize(
    ("operation", "style", "token", "size", "next_path"),
    [
        # Names that no list of names holds: words, brackets and prose tell.
        (_list(query("criteria[currentPage]", "integer"), query("criteria[pageSize]", "integer")), "page",
         "criteria[currentPage]", "criteria[pageSize]", ""),
        (_list(query("go_from", "integer", description="Number of items to skip."),
               query("how_many", "integer", description="The maximum number of items to return.")), "offset",
         "go_from", "how_many", ""),
        (_list(query("batch_handle", description="Pass the handle of the previous response to get the next page.")),
         "cursor", "batch_handle", "", ""),
        (_list(query("start", description="Only things that start at this date.", format="date-time")), "none", "", "",
         ""),
        # A credential is no token of paging.
        (_list(query("token", description="Authentication token.")), "none", "", "", ""),
        (_list(query("token", description="Authentication token."), query("cursor")), "cursor", "cursor", "", ""),
        # Headers tell the next token, or its address.
        (_list(query("page_token"), headers={"X-Next-Page-Token": {"schema": TEXT}}), "cursor", "page_token", "",
         "header:x-next-page-token"),
        (_list(query("page", description="Opaque token."), **LINK), "link", "page", "", "header:Link"),
        (_list(query("cursor"), **LINK), "cursor", "cursor", "", "header:Link"),
        (_list(query("since_id", "integer")), "cursor", "since_id", "", "last id"),
        # Deprecated in prose only; and a moment that is called as an offset is.
        (_list(query("page", "integer", description="**Deprecated.** Use `cursor`."), query("cursor"), **LINK),
         "cursor", "cursor", "", "header:Link"),
        (_list(query("from", "integer", description="Things created after this timestamp.")), "none", "", "", ""),
        # A token that the answer shows goes before a number.
        (listing(STAMPED, query("page", "integer"), query("page_token"), beside={"next_page_token": TEXT}), "cursor",
         "page_token", "", "next_page_token"),
    ],
)  # fmt: skip
def test_paging_beyond_known_names(
    operation: dict[str, Any], style: str, token: str, size: str, next_path: str
) -> None:
    paging = _record(operation).paging.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.size_param) == (PagingStyle(style), token, size)
    assert next_path in ("", paging.next_path)


def test_a_post_whose_body_asks_for_a_page_is_a_list() -> None:
    body = objects({"cursor": TEXT, "filter": objects({"updated_at": objects({"start_at": DATE_TIME})})})
    post = {
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": answer(objects({"things": MANY, "cursor": TEXT})),
    }
    record = _record(post, "/things/batch-retrieve", "post")
    since, paging = record.since.value, record.paging.value
    assert since is not None
    assert paging is not None
    assert (since.parameter, since.form) == ("filter.updated_at.start_at", FilterForm.BODY)
    assert (paging.token_param, paging.where, paging.next_path) == ("cursor", "body", "cursor")


@pytest.mark.parametrize(
    ("path", "operation", "listed"),
    [
        ("/things", {"responses": {"200": {"description": ""}}}, True),
        ("/things/list", {"responses": {"200": {"description": ""}}}, True),
        ("/things.list", _list(), True),
        ("/thing", {"summary": "List all things", "responses": {"200": {"description": ""}}}, True),
        ("/settings", {"responses": {"200": {"description": ""}}}, False),
        ("/health", {"responses": {"200": {"description": ""}}}, False),
        ("/things", {"responses": answer(objects(ID))}, False),
        ("/things", {"parameters": [query("page", "integer")], "responses": answer(objects(ID))}, True),
    ],
)
def test_what_is_a_list_where_little_is_said(path: str, operation: dict[str, Any], *, listed: bool) -> None:
    records = learned(description({path: {"get": operation}})).profile.records
    assert any(record.operation(Verb.LIST) for record in records) is listed


def test_a_summary_that_says_list_outweighs_what_the_answer_has_beside_the_list() -> None:
    schema = objects(
        {**ID, "topic": TEXT, "questions": {"type": "array", "items": objects({"text": TEXT, "by": TEXT})}}
    )
    found = _record({"summary": "List what was asked", "responses": answer(schema)}, "/asked").operation(Verb.LIST)
    assert found is not None
    assert found.records_path == "questions"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (objects({"things": {"type": "array", "items": objects(STAMPED)}, "startAt": WHOLE, "maxResults": WHOLE,
                  "names": objects({}), "expand": TEXT, "isLast": {"type": "boolean"}}), "things"),
        (objects({"thing_list": objects({"things": MANY, "draft": TEXT}), "users": MANY}), "thing_list.things"),
        (objects({"messages": {"type": "array", "items": objects({**STAMPED, "text": TEXT, "user": TEXT})}}),
         "messages"),
    ],
)  # fmt: skip
def test_where_the_items_stand_among_others(schema: dict[str, Any], expected: str) -> None:
    operation = {"parameters": [query("startAt", "integer")], "responses": answer(schema)}
    found = _record(operation, "/things").operation(Verb.LIST)
    assert found is not None
    assert found.records_path == expected


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        (query("last_edit.time[gt]"), "last_edit.time[gt]"),
        (query("updated_at", "array", description='Takes "gt" and "gte".', items=TEXT), "updated_at[gte]"),
        (query("filter", "object", properties={"updated_since": DATE_TIME}), "filter[updated_since]"),
        (query("updated_at.on_or_after", format="date-time"), "updated_at.on_or_after"),
        (query("conditions_of_list", description="A predicate such as `updated_at > x`."), "conditions_of_list"),
    ],
)
def test_filters_by_change_beyond_known_names(parameter: dict[str, Any], expected: str) -> None:
    since = _record(listing(STAMPED, parameter)).since.value
    assert since is not None
    assert since.parameter == expected


def test_the_beginning_of_a_stretch_of_time_is_known_by_its_end() -> None:
    stretch = [query("opening_time", **DATE_TIME_ONLY), query("end_time", **DATE_TIME_ONLY)]
    found = _record(listing(STAMPED, *stretch)).created_since.value
    assert found is not None
    assert found.parameter == "opening_time"


DATE_TIME_ONLY: dict[str, Any] = {"format": "date-time"}


@pytest.mark.parametrize(
    ("fields", "updated"),
    [
        ({**ID, "updatedDateXYZ": TEXT}, "updatedDateXYZ"),
        ({**ID, "audit_trail": objects({"created_at": TEXT, "updated_at": TEXT})}, "audit_trail.updated_at"),
        ({**ID, "buyer": objects({"created_at": TEXT, "updated_at": TEXT}),
          "seller": objects({"created_at": TEXT, "updated_at": TEXT})}, None),
        ({**ID, "email_updated_at": TEXT}, None),
    ],
)  # fmt: skip
def test_stamps_in_unusual_places(fields: dict[str, Any], updated: str | None) -> None:
    found = _record(listing(fields)).updated_at.value
    assert (str(found) if found else None) == updated


@pytest.mark.parametrize(
    ("fields", "path", "key"),
    [
        ({"line_no": WHOLE, "order_id": TEXT, "qty": WHOLE}, "/lines/{order_id}/{line_no}", ("order_id", "line_no")),
        ({"house_id": TEXT, "product_id": TEXT, "qty": WHOLE}, "", ("house_id", "product_id")),
        ({"xid": TEXT, "name": TEXT}, "/lines/{line_xid}", ("xid",)),
        ({"key": {**TEXT, "description": "Deprecated."},
          "account_id": {**TEXT, "description": "The account of the line, which uniquely identifies the line."}},
         "", ("account_id",)),
        ({"email": TEXT, "opened": WHOLE}, "", ("email",)),
        ({"address_id": WHOLE, "entity_id": WHOLE, "total": WHOLE}, "", ("entity_id",)),
        ({"entity_id": {**TEXT, "description": "Unique id."}, "id": TEXT}, "", ("id",)),
        ({"line": TEXT, "opened": WHOLE}, "", ("line",)),
    ],
)  # fmt: skip
def test_keys(fields: dict[str, Any], path: str, key: tuple[str, ...]) -> None:
    """A key of several fields is one; a rule asks about it, for an item cannot be kept by it."""
    paths: dict[str, Any] = {"/lines": {"get": listing(fields)}, "/houses": {"get": listing(STAMPED)}}
    paths["/products"] = {"get": listing(STAMPED)}
    if path:
        paths[path] = {"get": {"responses": answer(objects(fields))}}
    record = learned(description(paths)).profile.record("lines")
    assert record is not None
    assert tuple(str(part) for part in record.primary_key.value or ()) == key


def test_a_bare_authorization_key_is_both_ways_and_not_sure() -> None:
    scheme = {"type": "apiKey", "in": "header", "name": "Authorization"}
    auth = learned(description({}, components={"securitySchemes": {"a": scheme}})).profile.auth
    assert [s.kind for s in auth.value or ()] == [AuthKind.BEARER, AuthKind.API_KEY]
    assert auth.confidence is Confidence.LIKELY


def test_the_word_before_a_key_is_read_where_it_is_shown() -> None:
    scheme = {"type": "apiKey", "in": "header", "name": "Authorization"}
    shown = {"name": "Authorization", "in": "header", "schema": {**TEXT, "default": "Bearer KEY"}}
    paths = {"/things": {"get": {"parameters": [shown], "responses": answer(MANY)}}}
    auth = learned(description(paths, components={"securitySchemes": {"a": scheme}})).profile.auth
    assert [(s.kind, s.prefix) for s in auth.value or ()] == [(AuthKind.BEARER, "Bearer ")]


def test_the_key_that_most_operations_take_signs_them() -> None:
    key = {"name": "X-Shop-Token", "in": "header", "required": True, "schema": TEXT}
    paths = {"/things": {"get": {"parameters": [key], "responses": answer(MANY)}}}
    auth = learned(description(paths)).profile.auth
    assert [(s.kind, s.parameter) for s in auth.value or ()] == [(AuthKind.API_KEY, "X-Shop-Token")]
