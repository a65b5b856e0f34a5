"""Which request means which operation."""

import time

import pytest
from tests.sandbox.helpers import DESK, SHOP, Client, HandClock, client, field, sandbox, with_record

from interlock.model.path import Path
from interlock.model.profile import (
    ArchiveFlag,
    FieldType,
    Operation,
    RecordProfile,
    SystemProfile,
    Verb,
    sure,
)
from interlock.sandbox import Sandbox

_ROOM = RecordProfile(
    "rooms",
    parent=sure("houses"),
    operations=(
        Operation(Verb.LIST, "GET", "/houses/{house_id}/rooms"),
        Operation(Verb.CREATE, "POST", "/houses/{house_id}/rooms"),
        Operation(Verb.GET, "GET", "/houses/{house_id}/rooms/{id}", id_param="id"),
        Operation(Verb.DELETE, "DELETE", "/houses/{house_id}/rooms/{id}.json", id_param="id"),
        Operation(Verb.ARCHIVE, "POST", "/houses/{house_id}/rooms/{id}:close"),
    ),
    fields=(
        field("id", FieldType.INTEGER, read_only=True),
        field("name", required=True),
        field("house_id", read_only=True),
        field("closed_at", format="date-time", nullable=True, read_only=True),
    ),
    archive_flag=sure(ArchiveFlag(Path.of("closed_at"), None)),
)
_HOUSE = RecordProfile(
    "houses",
    operations=(
        Operation(Verb.GET, "GET", "/houses/{house_id}"),
        Operation(Verb.SEARCH, "POST", "/houses/search"),
        Operation(Verb.UPDATE, "POST", "/houses/{house_id}"),
    ),
    fields=(field("id", read_only=True), field("name", required=True)),
)
TOWN = SystemProfile("town", records=(_HOUSE, _ROOM))


@pytest.fixture
def town() -> Client:
    return Client(sandbox(TOWN))


def test_items_below_a_parent_belong_to_it(town: Client) -> None:
    one, two = town.sandbox.populate("houses", 2)
    room = town.json("POST", f"/houses/{one}/rooms", {"name": "Kitchen"}, status=201)
    assert room == {"name": "Kitchen", "closed_at": None, "house_id": one, "id": 1001}
    assert town.json("GET", f"/houses/{one}/rooms") == [room]
    assert town.json("GET", f"/houses/{two}/rooms") == []
    assert town.json("GET", f"/houses/{one}/rooms/1001") == room
    assert town.send("GET", f"/houses/{two}/rooms/1001").status == 404


def test_a_parent_that_is_not_there_is_missed(town: Client) -> None:
    assert town.send("GET", "/houses/none/rooms").status == 404
    assert town.send("POST", "/houses/none/rooms", {"name": "Kitchen"}).status == 404


def test_made_up_items_below_a_parent_get_one(town: Client) -> None:
    town.sandbox.populate("rooms", 2)
    (house,) = town.sandbox.store.items("houses")
    assert [item.scope for item in town.sandbox.store.items("rooms")] == [{"house_id": house.id}] * 2


def test_parameters_may_be_a_part_of_a_segment(town: Client) -> None:
    (house,) = town.sandbox.populate("houses", 1)
    town.json("POST", f"/houses/{house}/rooms", {"name": "Kitchen"}, status=201)
    closed = town.json("POST", f"/houses/{house}/rooms/1001:close")
    assert closed["closed_at"] == "2026-03-02T09:00:00Z"
    item = town.sandbox.store.item("rooms", "1001")
    assert item is not None
    assert item.archived
    assert town.send("DELETE", f"/houses/{house}/rooms/1001.json").status == 204


def test_a_named_segment_goes_before_a_parameter(town: Client) -> None:
    (house,) = town.sandbox.populate("houses", 1)
    assert town.send("POST", "/houses/search", {}).body.startswith(b"[{")
    assert town.json("POST", f"/houses/{house}", {"name": "New"})["name"] == "New"


def test_a_method_that_the_path_does_not_take_is_told_which_ones_it_takes() -> None:
    refused = client(SHOP).send("PUT", "/books/7", {})
    assert (refused.status, refused.headers["allow"]) == (405, "DELETE, GET, PATCH")


def test_of_two_operations_on_one_path_the_body_tells_which_is_meant() -> None:
    record = DESK.records[0]
    closing = Operation(
        Verb.ARCHIVE, "PATCH", "/tickets/{ticket_id}", body_fixed={"archived": True}, form=record.operations[3].form
    )
    desk = client(with_record(DESK, "tickets", operations=(*record.operations, closing)))
    (ticket,) = desk.sandbox.populate("tickets", 1)
    assert desk.json("PATCH", f"/tickets/{ticket}", {"subject": "A"})["archived"] is False
    assert desk.json("PATCH", f"/tickets/{ticket}", {"archived": True})["archived"] is True


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "(.*a){25}b", "^a*a*a*a*a*a*a*b$", "(((((", "[z-a]"])
def test_a_pattern_that_could_take_for_ever_is_not_tried(pattern: str) -> None:
    record = RecordProfile("things", fields=(field("id", read_only=True), field("code", pattern=pattern)))
    made = Sandbox(SystemProfile("x", records=(record,)), HandClock())
    began = time.monotonic()
    made.store.insert("things", {"code": "a" * 5000})
    made.store.believable("things")
    assert time.monotonic() - began < 1.0
