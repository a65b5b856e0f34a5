"""Writes are rendered as the description says, send what changed, and never what may not be written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.peers.helpers import Script, data_in, item, record, says, system, with_peer

from interlock.errors import NotPossible, Unreachable, Untrusted
from interlock.model.http import Request, Response
from interlock.model.path import Path
from interlock.model.peer import Written
from interlock.model.profile import ArchiveFlag, BodyForm, FieldProfile, FieldType, Operation, Verb, sure
from interlock.model.value import JSON, Body
from interlock.peers import HttpPeer
from interlock.peers.parts import merge_patch, same

FIELDS = (
    FieldProfile(Path.of("id"), FieldType.INTEGER, read_only=True),
    FieldProfile(Path.of("name"), FieldType.STRING),
    FieldProfile(Path.of("note"), FieldType.STRING, nullable=True),
    FieldProfile(Path.of("active"), FieldType.BOOLEAN),
    FieldProfile(Path.of("rank"), FieldType.INTEGER),
    FieldProfile(Path.of("address.city"), FieldType.STRING),
    FieldProfile(Path.of("address.verified"), FieldType.BOOLEAN, read_only=True),
    FieldProfile(Path.of("lines[]"), FieldType.ARRAY, items=FieldType.OBJECT),
    FieldProfile(Path.of("lines[].id"), FieldType.INTEGER, read_only=True),
    FieldProfile(Path.of("lines[].sku"), FieldType.STRING),
    FieldProfile(Path.of("updated_at"), FieldType.STRING, read_only=True),
)
BEFORE: dict[str, Any] = {
    "id": 7,
    "name": "a",
    "note": "n",
    "address": {"city": "x", "verified": True},
    "lines": [{"id": 1, "sku": "s"}],
    "updated_at": "2026-01-01T00:00:00Z",
}
AFTER: dict[str, Any] = {**BEFORE, "name": "b", "address": {"city": "y", "verified": True}}


def create(**how: Any) -> Operation:
    return Operation(Verb.CREATE, "POST", "/things", **how)


def update(method: str = "PATCH", path: str = "/things/{id}", **how: Any) -> Operation:
    return Operation(Verb.UPDATE, method, path, **how)


def peer_of(*operations: Operation, **facts: Any) -> HttpPeer:
    async def work(peer: HttpPeer) -> HttpPeer:
        return peer

    return with_peer(system(record(*operations, fields=FIELDS, **facts)), Script([says({})]), work)


def created(operation: Operation, body: Body, *, key: str | None = None, **facts: Any) -> Request:
    return peer_of(operation, **facts).create_request("things", body, key=key)


def updated(operation: Operation, after: Body, **facts: Any) -> Request:
    return peer_of(operation, **facts).update_request("things", item(BEFORE), after)


BODIES: dict[str, tuple[Operation, object]] = {
    "bare": (update(), {"name": "b", "address": {"city": "y"}}),
    "wrapped": (update(body_path="thing"), {"thing": {"name": "b", "address": {"city": "y"}}}),
    "wrapped twice": (update(body_path="data.thing"), {"data": {"thing": {"name": "b", "address": {"city": "y"}}}}),
    "an array": (
        update(path="/things", body_is_array=True, id_in="body"),
        [{"name": "b", "address": {"city": "y"}, "id": 7}],
    ),
    "an array in a wrapper": (
        update(path="/things", body_path="things", body_is_array=True, id_in="body"),
        {"things": [{"name": "b", "address": {"city": "y"}, "id": 7}]},
    ),
    "with a fixed part": (
        update(body_path="thing", body_fixed={"mode": "x"}),
        {"mode": "x", "thing": {"name": "b", "address": {"city": "y"}}},
    ),
    "merge patch": (update(form=BodyForm.MERGE_PATCH), {"name": "b", "address": {"city": "y"}}),
    "JSON:API": (
        update(form=BodyForm.JSON_API, body_path="data.attributes", body_fixed={"data": {"type": "thing"}}),
        {"data": {"type": "thing", "id": "7", "attributes": {"name": "b", "address": {"city": "y"}}}},
    ),
    "the whole item without what is read-only": (
        update("PUT", replaces=True),
        {"name": "b", "note": "n", "address": {"city": "y"}, "lines": [{"sku": "s"}]},
    ),
    "what the operation requires, as the item has it": (
        update(fields_required=(Path.of("note"), Path.of("lines[]"), Path.of("lines[].sku"), Path.of("rank"))),
        {"name": "b", "note": "n", "address": {"city": "y"}, "lines": [{"sku": "s"}]},
    ),
    "what a merge patch requires": (
        update(form=BodyForm.MERGE_PATCH, fields_required=(Path.of("note"), Path.of("address"), Path.of("rank"))),
        {"name": "b", "note": "n", "address": {"city": "y"}},
    ),
    "only what the operation takes": (update(fields_accepted=(Path.of("name"),)), {"name": "b"}),
    "only what the operation takes, deep": (
        update("PUT", replaces=True, fields_accepted=(Path.of("address.city"), Path.of("lines[]"))),
        {"address": {"city": "y"}, "lines": [{"sku": "s"}]},
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_an_update_is_written_as_described(name: str) -> None:
    operation, body = BODIES[name]
    request = updated(operation, AFTER)
    assert data_in(request) == body
    assert request.headers["content-type"] == operation.form.value
    assert request.path == ("/things" if operation.id_in == "body" else "/things/7")


def test_a_form_writes_brackets() -> None:
    body: Body = {
        "name": "a b",
        "active": True,
        "note": None,
        "lines": [{"sku": "ä"}, {"sku": "s"}],
        "address": {"city": ""},
    }
    request = created(create(form=BodyForm.FORM), body)
    assert request.body.decode() == (
        "name=a+b&active=true&note=&lines%5B0%5D%5Bsku%5D=%C3%A4&lines%5B1%5D%5Bsku%5D=s&address%5Bcity%5D="
    )


def test_a_form_that_cannot_be_written_says_so() -> None:
    with pytest.raises(NotPossible, match="application/xml cannot be written"):
        created(create(form=BodyForm.XML), {"name": "a"})


def test_nothing_read_only_is_created() -> None:
    assert data_in(created(create(), BEFORE)) == {
        "name": "a",
        "note": "n",
        "address": {"city": "x"},
        "lines": [{"sku": "s"}],
    }


def test_a_key_goes_into_the_header_for_it() -> None:
    facts: dict[str, Any] = {"idempotency_header": sure("Idempotency-Key")}
    assert created(create(), {"name": "a"}, key="k1", **facts).headers["idempotency-key"] == "k1"
    assert "idempotency-key" not in created(create(), {"name": "a"}, **facts).headers
    assert created(create(), {"name": "a"}, key="k1").headers.keys() == {"accept", "content-type"}


def test_a_removed_field_is_emptied() -> None:
    after = {key: value for key, value in BEFORE.items() if key != "note"}
    assert data_in(updated(update(), after)) == {"note": None}
    assert data_in(updated(update(form=BodyForm.MERGE_PATCH), after)) == {"note": None}


def test_an_id_is_one_segment_of_the_path() -> None:
    peer = peer_of(Operation(Verb.DELETE, "DELETE", "/things/{id}"))
    request = peer.delete_request("things", item({"id": "a/../b?c"}))
    assert (request.method, request.path, request.body) == ("DELETE", "/things/a%2F..%2Fb%3Fc", b"")


@pytest.mark.parametrize("identity", [".", ".."])
def test_an_id_that_would_be_another_path_is_not_sent(identity: str) -> None:
    peer = peer_of(Operation(Verb.DELETE, "DELETE", "/things/{id}"))
    with pytest.raises(NotPossible, match="cannot stand in a path"):
        peer.delete_request("things", item({"id": identity}))


def test_an_id_can_go_into_the_query() -> None:
    operation = Operation(Verb.DELETE, "DELETE", "/things", id_in="query", id_param="thing_id")
    request = peer_of(operation).delete_request("things", item({"id": 7}))
    assert (request.path, request.query) == ("/things", (("thing_id", "7"),))


def test_a_write_is_protected_by_an_etag() -> None:
    request = peer_of(update(), version=sure("etag")).update_request("things", item(BEFORE, version='W/"3"'), AFTER)
    assert request.headers["if-match"] == 'W/"3"'


def test_a_write_is_protected_by_a_version_field() -> None:
    before = item({**BEFORE, "lock": 3}, version="3")
    request = peer_of(update(), version=sure("lock")).update_request("things", before, {**AFTER, "lock": 3})
    assert data_in(request)["lock"] == 3


def test_an_upsert_does_what_is_missing() -> None:
    upsert = Operation(Verb.UPSERT, "POST", "/things", id_in="body")
    assert "id" not in data_in(created(upsert, {"name": "a"}))
    assert data_in(updated(upsert, AFTER))["id"] == 7


@pytest.mark.parametrize("what", ["create", "change", "delete"])
def test_what_the_description_does_not_offer_is_not_possible(what: str) -> None:
    peer = peer_of(Operation(Verb.LIST, "GET", "/things"))
    with pytest.raises(NotPossible, match=f"`Shop` cannot {what} `things`"):
        if what == "create":
            peer.create_request("things", {}, key=None)
        elif what == "change":
            peer.update_request("things", item(BEFORE), AFTER)
        else:
            peer.delete_request("things", item(BEFORE))


def test_a_path_below_another_item_says_what_is_missing() -> None:
    with pytest.raises(NotPossible, match="wants a `shop_id`"):
        updated(update(path="/shops/{shop_id}/things/{id}", id_param="id"), AFTER)


# Archiving

ARCHIVE = Operation(Verb.ARCHIVE, "POST", "/things/{id}/archive")
FLAG: dict[str, Any] = {"archive_flag": sure(ArchiveFlag(Path.of("active"), value=False, active=True))}


def archived(*operations: Operation, field: str = "", value: str | None = None, **facts: Any) -> Request:
    peer = peer_of(*operations, **facts)
    return peer.archive_request("things", item(BEFORE), field=Path.of(field) if field else None, value=value)


def test_archiving_takes_the_operation_first() -> None:
    request = archived(update(), ARCHIVE, **FLAG)
    assert (request.method, request.path, request.body) == ("POST", "/things/7/archive", b"")


def test_the_restoring_request_is_the_one_that_the_system_has() -> None:
    restore = Operation(Verb.RESTORE, "POST", "/things/{id}/restore")
    request = peer_of(update(), restore).restore_request("things", item(BEFORE))
    assert (request.method, request.path, request.body) == ("POST", "/things/7/restore", b"")
    with pytest.raises(NotPossible):
        peer_of(update(), **FLAG).restore_request("things", item(BEFORE))


def test_archiving_sets_the_flag_where_there_is_no_operation() -> None:
    assert data_in(archived(update(), **FLAG)) == {"active": False}


@pytest.mark.parametrize(
    ("field", "value", "body"),
    [
        ("note", "gone", {"note": "gone"}),
        ("active", "false", {"active": False}),
        ("active", "Yes", {"active": True}),
        ("active", None, {"active": True}),
        ("rank", "-1", {"rank": -1}),
    ],
)
def test_archiving_by_a_field_writes_its_type(field: str, value: str | None, body: object) -> None:
    assert data_in(archived(update(), ARCHIVE, field=field, value=value)) == body


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("", None, "no way to archive `things`"),
        ("rank", "high", "holds integer values; it cannot be `high`"),
        ("active", "perhaps", "holds boolean values; it cannot be `perhaps`"),
        ("updated_at", "x", "cannot be written"),
        ("gone", "x", "has no field `gone`"),
    ],
)
def test_what_cannot_archive_says_so(field: str, value: str | None, complaint: str) -> None:
    with pytest.raises(NotPossible, match=complaint):
        archived(update(), field=field, value=value)


# Sending


def written(answer: Response | Unreachable, *operations: Operation) -> tuple[Written, Script]:
    script = Script([answer])
    profile = system(record(*(operations or (create(records_path="thing"),)), fields=FIELDS))

    async def work(peer: HttpPeer) -> Written:
        return await peer.write("things", peer.create_request("things", {"name": "a"}, key=None))

    return with_peer(profile, script, work), script


def test_the_answer_shows_the_new_item() -> None:
    outcome, script = written(says({"thing": {"id": 7, "name": "a"}}, 201))
    assert (outcome.status, outcome.id) == (201, "7")
    assert outcome.item is not None
    assert outcome.item.body == {"id": 7, "name": "a"}
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("answer", "identity"),
    [
        (Response(201, {"location": "https://api.shop.example/v2/things/a%20b"}), "a b"),
        (Response(201, {"location": "/things/8/"}), "8"),
        (Response(204), None),
        (says({"error": False}), None),
        (says({"id": 9}), "9"),
        (says({"thing": [{"id": 9}]}), "9"),
    ],
)
def test_an_answer_may_show_little(answer: Response, identity: str | None) -> None:
    outcome, _ = written(answer)
    assert outcome.id == identity


def test_an_answer_that_is_cut_off_leaves_the_write_in_doubt() -> None:
    with pytest.raises(Unreachable) as caught:
        written(Response(201, {"content-type": "application/json"}, b'{"thing": {"id": 7'))
    assert caught.value.sent
    assert caught.value.message == "the answer to POST /things of `Shop` is cut off"


def test_a_web_page_is_no_answer_to_a_write() -> None:
    with pytest.raises(Untrusted, match="is a web page"):
        written(Response(200, {"content-type": "text/html"}, b"<!doctype html><title>Sign in</title>"))


# Laws

scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b"])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
bodies = st.dictionaries(st.sampled_from(["a", "b", "c"]), values, max_size=3)


def applied(target: JSON, patch: JSON) -> JSON:
    """RFC 7396 as it is written there."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = applied(result.get(key), value)
    return result


def without_null(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: without_null(inner) for key, inner in value.items() if inner is not None}
    return value


@given(bodies, bodies)
def test_a_merge_patch_gives_the_wanted_item(before: Body, after: Body) -> None:
    """Null and absent are one thing to a merge patch; all else arrives."""
    assert without_null(applied(before, merge_patch(before, after))) == without_null(after)


@given(bodies)
def test_nothing_changed_is_nothing_to_send(body: Body) -> None:
    assert merge_patch(body, body) == {}
    assert same(body, body)
