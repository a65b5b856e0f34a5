"""Answers in the form of the description: what must stand around items and in refusals, and their content type."""

from __future__ import annotations

import importlib.util
import sys
from copy import deepcopy
from pathlib import Path as File
from typing import Any

import orjson
import pytest
from tests.sandbox.helpers import DESK, HandClock, client, with_record

from interlock.model.http import Request, Response
from interlock.model.path import Path
from interlock.model.profile import Operation, Verb
from interlock.sandbox import Sandbox
from interlock.systems import Source, learn
from interlock.systems.answering import DescribedAnswers

ROOT = File(__file__).parents[2]
PROGRAM = File(sys.executable).with_name("schemathesis")
PROBLEM = {
    "type": "object",
    "required": ["errors", "status"],
    "additionalProperties": False,
    "properties": {
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {"code": {"type": "string", "enum": ["wrong"]}, "message": {"type": "string"}},
            },
        },
    },
}
BRANCH = {
    "type": "object",
    "required": ["id", "open"],
    "properties": {"id": {"type": "string"}, "open": {"type": "boolean"}, "city": {"type": "string"}},
}
ITEM = {
    "type": "object",
    "required": ["id", "name", "branch", "kind"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "name": {"type": "string"},
        "branch": {"$ref": "#/components/schemas/Branch"},
        "kind": {"type": "string", "enum": ["person"]},
        "names": {"type": "object", "additionalProperties": {"type": "string"}},
        "score": {"type": "number", "nullable": True},
        "page": {"type": "string", "format": "uri", "example": "not one"},
    },
}
META = {
    "type": "object",
    "required": ["page", "seen_at"],
    "properties": {"page": {"type": "integer", "minimum": 1}, "seen_at": {"type": "string", "format": "date-time"}},
}
SENT = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string"}, "branch": {"type": "string"}, "names": {"type": "object"}},
}


def _json(schema: Any, kind: str = "application/json") -> dict[str, Any]:
    return {"description": "", "content": {kind: {"schema": schema}}}


def _described() -> dict[str, Any]:
    """A fresh one each time."""
    problem = _json({"$ref": "#/components/schemas/Problem"}, "application/problem+json")
    item = _json({"$ref": "#/components/schemas/Item"})
    listed = {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}
    meta = {"$ref": "#/components/schemas/Meta"}
    page = {"type": "object", "required": ["data", "meta"], "properties": {"data": listed, "meta": meta}}
    sent = {"content": {"application/json": {"schema": SENT}}}
    one = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    return {
        "openapi": "3.0.3",
        "info": {"title": "People", "version": "1"},
        "components": {"schemas": deepcopy({"Problem": PROBLEM, "Item": ITEM, "Branch": BRANCH, "Meta": META})},
        "paths": {
            "/people": {
                "get": {"responses": {"200": _json(page), "default": problem}},
                "post": {"requestBody": sent, "responses": {"201": item, "400": problem}},
            },
            "/people/{id}": {
                "parameters": one,
                "get": {"responses": {"200": item, "4XX": problem}},
                "delete": {"responses": {"204": {"description": ""}, "404": {"description": ""}}},
            },
        },
    }


def people() -> Sandbox:
    root = _described()
    profile = learn("People", orjson.dumps(root), file="people.json").profile
    return Sandbox(profile, HandClock(), forms=DescribedAnswers(root))


def ask(sandbox: Sandbox, method: str, path: str, json: object = None) -> tuple[Response, Any]:
    body = orjson.dumps(json) if json is not None else b""
    response = sandbox.respond(Request(method, path, (), {"content-type": "application/json"}, body))
    return response, orjson.loads(response.body) if response.body else None


def test_what_a_page_must_say_beside_its_items_stands_in_it() -> None:
    shown = ask(people(), "GET", "/people")[1]
    assert {name: shown[name] for name in ("data", "meta")} == {
        "data": [],
        "meta": {"page": 1, "seen_at": "1970-01-01T00:00:00Z"},
    }


def test_an_id_that_was_sent_is_shown_as_the_item_that_it_is_of() -> None:
    response, made = ask(
        people(), "POST", "/people", {"name": "Ann", "branch": "b7", "names": {"de": {}, "fr": "Anne"}}
    )
    assert response.status == 201
    assert made["branch"] == {"id": "b7", "open": False}
    assert made["names"] == {"de": "", "fr": "Anne"}
    assert made["kind"] == "person"


def test_a_value_of_another_format_gives_way() -> None:
    form = DescribedAnswers(_described()).of("GET", "/people/{id}", 200)
    assert form is not None
    assert form.body is not None
    shown = form.body.filled({"id": "1", "name": "Ann", "branch": None, "kind": "other", "page": "nowhere"})
    assert shown == {
        "id": "1",
        "name": "Ann",
        "branch": {"id": "", "open": False},
        "kind": "person",
        "page": "https://www.example.com/",
    }


def test_what_must_stand_there_begins_as_its_pattern_says() -> None:
    root = _described()
    root["components"]["schemas"]["Meta"]["required"].append("here")
    root["components"]["schemas"]["Meta"]["properties"]["here"] = {"type": "string", "pattern": "^/v1/people"}
    form = DescribedAnswers(root).of("GET", "/people", 200)
    assert form is not None
    assert form.body is not None
    assert form.body.members["meta"].members["here"].least == "/v1/people"


def test_a_refusal_is_worded_and_typed_as_described() -> None:
    response, said = ask(people(), "GET", "/people/none")
    assert (response.status, response.headers["content-type"]) == (404, "application/problem+json")
    assert said == {"status": 404, "errors": [{"code": "wrong", "message": "there is no such item"}]}


def test_a_refusal_takes_the_nearest_status_that_is_listed() -> None:
    response, said = ask(people(), "POST", "/people", {"name": 7})
    assert response.status == 400
    assert said["errors"][0]["message"].startswith("name: ")


def test_what_the_description_does_not_list_stays() -> None:
    sandbox = people()
    assert ask(sandbox, "DELETE", "/people/none")[1]["title"] == "there is no such item"
    assert ask(sandbox, "GET", "/elsewhere")[0].status == 404


def test_a_refusal_that_is_one_of_several_is_told_apart_by_its_name() -> None:
    root = _described()
    kinds = [{"type": "object", "properties": {"name": {**TEXT, "enum": [one]}, "details": TEXT}} for one in "AB"]
    root["components"]["schemas"]["Problem"] = {"oneOf": kinds}
    sandbox = Sandbox(
        learn("People", orjson.dumps(root), file="p.json").profile, HandClock(), forms=DescribedAnswers(root)
    )
    response, said = ask(sandbox, "POST", "/people", {})
    assert (response.status, said["name"]) == (400, "A")
    assert "name" in said["fields"], "what was wrong is said beside it"


def test_a_list_that_may_not_be_empty_is_left_out_where_it_may_be() -> None:
    root = _described()
    page = root["paths"]["/people"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page["properties"]["data"]["minItems"] = 1
    form = DescribedAnswers(root).of("GET", "/people", 200)
    assert form is not None
    assert form.body is not None
    assert "data" in form.body.members
    shown = form.body.filled({"data": [], "meta": {"page": 1}})
    assert isinstance(shown, dict)
    assert shown["data"] == [], "it is demanded as well"
    page["required"] = ["meta"]
    sandbox = Sandbox(
        learn("People", orjson.dumps(root), file="p.json").profile, HandClock(), forms=DescribedAnswers(root)
    )
    assert "data" not in ask(sandbox, "GET", "/people")[1]
    sandbox.populate("people", 1)
    assert len(ask(sandbox, "GET", "/people")[1]["data"]) == 1


TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
THING = {"type": "object", "required": ["id", "kind"], "properties": {"id": TEXT, "kind": {"enum": ["thing"]}}}
OWNERS = [{"type": "object", "required": [key], "properties": {key: TEXT}} for key in ("owner", "firm")]
EITHER = [{**THING, "required": ["a"], "properties": {"a": TEXT}}, {**THING, "properties": {"b": TEXT}}]


@pytest.mark.parametrize(
    ("schema", "value", "shown"),
    [
        ({"anyOf": [TEXT, THING]}, "t1", "t1"),
        ({"anyOf": [TEXT, THING]}, {"id": "t1"}, {"id": "t1", "kind": "thing"}),
        ({"anyOf": [THING, TEXT], "nullable": True}, None, None),
        ({"anyOf": [THING, TEXT]}, None, {"id": "", "kind": "thing"}),
        ({"oneOf": [TEXT, {"type": "null"}]}, None, None),
        ({"oneOf": [{"enum": ["a"]}, {"enum": ["b"]}]}, "b", "b"),
        ({"oneOf": EITHER}, {"b": "x"}, {"a": "", "b": "x"}),
        ({"oneOf": OWNERS}, {"owner": "1", "firm": "2"}, {"owner": "1"}),
        ({"allOf": [{"oneOf": [TEXT, NUMBER]}, {"description": "either"}]}, 7, 7),
        ({"type": "null"}, {"a": 1}, None),
        ({**TEXT, "maxLength": 3}, "abcdef", "abc"),
        ({**TEXT, "pattern": "^[A-Z]{2}$"}, "nowhere", "AA"),
        ({**NUMBER, "minimum": 1, "maximum": 5}, 9, 5),
        ({**NUMBER, "exclusiveMinimum": True, "minimum": 0}, -3, 1),
        ({**NUMBER, "multipleOf": 5, "minimum": 7}, 3, 10),
        ({"type": "array", "items": NUMBER, "maxItems": 2, "uniqueItems": True}, [1, 1, 2, 3], [1, 2]),
        ({**THING, "additionalProperties": False}, {"id": "1", "kind": "thing", "x": 1}, {"id": "1", "kind": "thing"}),
        ({"type": "object", "properties": {"pin": {**TEXT, "writeOnly": True}}}, {"pin": "1234"}, {}),
        ({"type": "object", "minProperties": 1, "additionalProperties": NUMBER}, {}, {"name1": 0}),
        ({"properties": {"a": {**TEXT, "required": True}}}, {}, {"a": ""}),
        (
            {"allOf": [{"properties": {"a": TEXT}}, {"required": ["a"], "properties": {"a": {"enum": ["x"]}}}]},
            {},
            {"a": "x"},
        ),
    ],
)
def test_a_value_is_shown_as_the_alternative_and_within_the_bounds_that_are_described(
    schema: Any, value: Any, shown: Any
) -> None:
    root = _described()
    root["components"]["schemas"]["Meta"] = {"type": "object", "properties": {"it": schema}}
    form = DescribedAnswers(root).of("GET", "/people", 200)
    assert form is not None
    assert form.body is not None
    found = form.body.members["meta"].members["it"]
    assert found.filled(value) == shown
    assert found.fits(shown)
    assert found.fits(found.made())


def test_what_can_be_got_can_be_looked_at_without_its_content() -> None:
    sandbox = people()
    made = ask(sandbox, "POST", "/people", {"name": "Ann"})[1]
    got, looked = ask(sandbox, "GET", f"/people/{made['id']}")[0], ask(sandbox, "HEAD", f"/people/{made['id']}")[0]
    assert (looked.status, looked.body) == (got.status, b"")
    assert looked.headers["content-type"] == got.headers["content-type"]
    assert ask(sandbox, "HEAD", "/people/none")[0].status == 404


def test_an_answer_without_content_has_the_type_that_is_described() -> None:
    root = _described()
    root["paths"]["/people/{id}"]["delete"]["responses"]["204"] = _json({})
    profile = learn("People", orjson.dumps(root), file="people.json").profile
    sandbox = Sandbox(profile, HandClock(), forms=DescribedAnswers(root))
    made = ask(sandbox, "POST", "/people", {"name": "Ann"})[1]
    gone, _ = ask(sandbox, "DELETE", f"/people/{made['id']}")
    assert (gone.status, gone.headers["content-type"], gone.body) == (204, "application/json", b"")


def test_what_a_body_may_refer_to_is_not_what_is_sent() -> None:
    root = _described()
    whole = {**ITEM, "required": ["id"]}
    draft = {
        "type": "object",
        "required": ["amount"],
        "properties": {"amount": NUMBER, "owner": {"type": "object", "properties": {"obj": whole}}},
    }
    root["paths"]["/people"]["post"]["requestBody"] = {"content": {"application/json": {"schema": draft}}}
    profile = learn("People", orjson.dumps(root), file="people.json").profile
    create = profile.records[0].operation(Verb.CREATE)
    assert create is not None
    assert create.body_path == ""


@pytest.mark.parametrize("required", [[], ["name"]])
def test_a_replacing_update_needs_what_its_own_body_requires(required: list[str]) -> None:
    root = _described()
    whole = {**SENT, "required": required}
    root["paths"]["/people/{id}"]["put"] = {
        "requestBody": {"content": {"application/json": {"schema": whole}}},
        "responses": {"200": _json({"$ref": "#/components/schemas/Item"}), "400": {"description": ""}},
    }
    profile = learn("People", orjson.dumps(root), file="people.json").profile
    sandbox = Sandbox(profile, HandClock())
    made = ask(sandbox, "POST", "/people", {"name": "Ann", "names": {"de": "Anna"}})[1]
    response, shown = ask(sandbox, "PUT", f"/people/{made['id']}", {"branch": "b1"})
    assert response.status == (422 if required else 200)
    if not required:
        assert (shown["name"], shown["branch"]) == ("Ann", "b1")
        assert not shown.get("names"), "what is not sent is cleared"


@pytest.mark.parametrize("path", ["/people/1/2", "/elsewhere/1", f"/people/{'x' * 9_000}"])
def test_what_reaches_no_operation_is_refused_in_the_words_of_the_nearest(path: str) -> None:
    response, said = ask(people(), "GET", path)
    assert (response.status, response.headers["content-type"]) == (404, "application/problem+json")
    assert said["errors"][0]["message"] == "there is nothing at this path"


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/components/schemas/Loop"},
        {"$ref": "#/nowhere"},
        {"$ref": "other.yaml#/a"},
        {"allOf": [{"$ref": "#/components/schemas/Loop"}] * 50},
        {"type": "array", "minItems": 10**9, "items": {"type": "string", "minLength": 10**9}},
        {"type": ["object", 7], "properties": 7, "required": {"a": 1}},
        [],
    ],
)
def test_a_hostile_description_costs_little_and_breaks_nothing(schema: Any) -> None:
    root = _described()
    loop = {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/Loop"}}}
    root["components"]["schemas"]["Loop"] = loop
    root["paths"]["/people"]["get"]["responses"] = {"200": _json(schema)}
    form = DescribedAnswers(root).of("GET", "/people", 200)
    assert form is not None
    assert form.body is None or len(str(form.body.made())) < 1_000_000


def test_a_request_to_put_several_puts_them_all() -> None:
    put = Operation(
        Verb.UPSERT, "POST", "/tickets/put", body_path="tickets", body_is_array=True, records_path="tickets"
    )
    profile = with_record(DESK, "tickets", operations=(*DESK.records[0].operations, put))
    shop = client(profile)
    ticket = {"subject": "s", "reporter": {"name": "Ann"}}
    first = shop.json("POST", "/tickets", {**ticket, "external_key": "a"}, status=201)
    given = [{**ticket, "external_key": key, "subject": "new"} for key in ("a", "b", "c")]
    made = shop.json("POST", "/tickets/put", {"tickets": given})["tickets"]
    assert [one["external_key"] for one in made] == ["a", "b", "c"]
    assert made[0]["id"] == first["id"]
    assert [item.body["subject"] for item in shop.sandbox.store.items("tickets")] == ["new"] * 3
    assert shop.json("POST", "/tickets/put", {"tickets": []}) == {"tickets": []}


def test_what_binds_each_value_of_a_list_is_learned_with_the_field() -> None:
    root = _described()
    each = {"type": "string", "maxLength": 4, "minLength": 1, "pattern": "^[a-z]*$"}
    root["components"]["schemas"]["Item"]["properties"]["tags"] = {"type": "array", "items": each}
    profile = learn("People", orjson.dumps(root), file="people.json").profile
    found = profile.records[0].field(Path.of("tags[]"))
    assert found is not None
    assert (found.max_length, found.min_length, found.pattern) == (4, 1, "^[a-z]*$")


@pytest.mark.parametrize(
    ("alternatives", "hopeless"),
    [
        ([{"smart": {"type": "boolean"}}, {"smart": {"type": "boolean"}}], True),
        ([{"url": {"type": "string"}}, {"lines": {"type": "array"}}], True),
        ([{"kind": {"enum": ["a"]}}, {"kind": {"enum": ["b"]}}], False),
        ([{"smart": {"type": "boolean"}}, {"smart": {"type": "string"}}], False),
    ],
)
def test_alternatives_that_no_object_tells_apart_are_beyond_any_answer(alternatives: Any, hopeless: bool) -> None:
    root = _described()
    either = [{"type": "object", "properties": one} for one in alternatives]
    root["components"]["schemas"]["Item"]["properties"]["options"] = {"oneOf": either}
    said = "{} is valid under more than one of the schemas listed in the 'oneOf' keyword\n\n"
    said += "Schema at /components/schemas/Item/properties/options:\n\n    {}"
    check = {"name": "response_schema_conformance", "failure_info": {"failure": {"message": said}}}
    judge = _contract().Judge(root, DescribedAnswers(root))
    assert bool(judge.impossible("GET /people/{id}", check, 200)) is hopeless


@pytest.mark.parametrize(
    "wrap", [lambda one: {**one, "nullable": True}, lambda one: {"anyOf": [one, {"type": "null"}]}]
)
@pytest.mark.parametrize(("other", "hopeless"), [({"b": TEXT}, True), ({"a": NUMBER}, False)])
def test_alternatives_are_beyond_any_answer_where_null_may_stand_there_too(
    wrap: Any, other: Any, hopeless: bool
) -> None:
    root = _described()
    either = {"oneOf": [{"type": "object", "properties": one} for one in ({"a": TEXT}, other)]}
    root["components"]["schemas"]["Item"]["properties"]["options"] = wrap(either)
    said = "{} is not valid under any of the schemas listed in the 'anyOf' keyword\n\n"
    said += "Schema at /components/schemas/Item/properties/options:\n\n    {}"
    check = {"name": "response_schema_conformance", "failure_info": {"failure": {"message": said}}}
    assert bool(_contract().Judge(root, DescribedAnswers(root)).impossible("GET /people/{id}", check, 200)) is hopeless
    root["components"]["schemas"]["Item"]["properties"]["options"] = either
    assert not _contract().Judge(root, DescribedAnswers(root)).impossible("GET /people/{id}", check, 200)


@pytest.mark.parametrize("demanded", [True, False])
def test_only_a_list_that_must_be_there_is_beyond_any_answer(demanded: bool) -> None:
    root = _described()
    page = root["paths"]["/people"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page["required"] = ["data"] if demanded else []
    root["components"]["schemas"]["Page"] = page
    said = "[] has less than 1 item\n\nSchema at /components/schemas/Page/properties/data:\n\n    {}"
    check = {"name": "response_schema_conformance", "failure_info": {"failure": {"message": said}}}
    judge = _contract().Judge(root, DescribedAnswers(root))
    assert bool(judge.impossible("GET /people", check, 200)) is demanded
    assert not judge.impossible("POST /people", check, 201), "what was made has what was sent"


def _contract() -> Any:
    """The measure of `benchmarks/contract.py`."""
    spec = importlib.util.spec_from_file_location("contract", ROOT / "benchmarks" / "contract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["contract"] = module
    spec.loader.exec_module(module)
    return module


def test_what_an_answer_says_of_its_pages_is_true() -> None:
    """Only `total` is learned; who writes a client by hand goes by `total_pages` as well."""
    file = ROOT / "examples" / "orders" / "systems" / "storefront.openapi.yaml"
    learned = learn("storefront", file.read_bytes(), file=file.name)
    box = Sandbox(
        learned.profile, HandClock(), seed=4, forms=DescribedAnswers(Source(str(file), file.read_bytes()).value)
    )
    box.populate("orders", 120)
    key = {"x-lark-key": box.credential.reveal("token") or ""}

    def asked(**query: str) -> tuple[int, object]:
        answer = box.answer(Request("GET", "/orders", query=tuple(query.items()), headers=key)).response
        assert answer is not None
        body = orjson.loads(answer.body)
        return len(body["orders"]), body["meta"]

    assert asked() == (50, {"page": 1, "per_page": 50, "total": 120, "total_pages": 3})
    assert asked(page="3") == (20, {"page": 3, "per_page": 50, "total": 120, "total_pages": 3})
    assert asked(page="2", per_page="100") == (20, {"page": 2, "per_page": 100, "total": 120, "total_pages": 2})
    assert asked(page="9") == (0, {"page": 9, "per_page": 50, "total": 120, "total_pages": 3})


@pytest.mark.skipif(not PROGRAM.exists(), reason="Schemathesis is not installed beside this Python")
@pytest.mark.parametrize("name", ["erp", "storefront"])
def test_schemathesis_finds_no_answer_that_breaks_its_description(name: str) -> None:
    path = ROOT / "examples" / "orders" / "systems" / f"{name}.openapi.yaml"
    found = _contract().of_description(path, str(PROGRAM), examples=1, seconds=60, edges=False)
    assert len(found.asked) == found.operations > 10, found.said
    assert found.failures == []
    assert found.impossible == {}
    # A change of several names them by ids, which are thought up.
    assert found.fitting - found.accepted <= {"POST /products/bulk"}
