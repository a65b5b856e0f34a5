"""Items come out of answers with their id as text, their moments in UTC, and their marks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.peers.helpers import Script, fields, record, says, system, with_peer

from interlock.model.path import Path
from interlock.model.peer import Item
from interlock.model.profile import (
    ArchiveFlag,
    DeletesSeen,
    DeleteVisibility,
    FieldProfile,
    FieldType,
    Operation,
    Verb,
    sure,
)
from interlock.peers import HttpPeer
from interlock.peers.moments import moment

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GET = Operation(Verb.GET, "GET", "/things/{id}", records_path="thing")


def got(body: object, *, asked: str = "1", etag: str = "", **facts: Any) -> Item:
    async def work(peer: HttpPeer) -> Item:
        item = await peer.get("things", asked)
        assert isinstance(item, Item)
        return item

    script = Script([says(body, 200, **({"etag": etag} if etag else {}))])
    return with_peer(system(record(GET, **facts)), script, work)


@pytest.mark.parametrize("identity", [7, "7"])
def test_an_id_is_text(identity: object) -> None:
    assert got({"thing": {"id": identity}}, asked="7").id == "7"


def test_an_id_stands_where_the_profile_says() -> None:
    assert got({"thing": {"meta": {"key": "x"}}}, asked="x", primary_key=sure((Path.of("meta.key"),))).id == "x"


def test_the_whole_body_is_kept_as_shown() -> None:
    body = {"id": 1, "unknown": [{"a": None}], "name": ""}
    assert got({"thing": body}).body == body


def test_a_resource_of_json_api_is_read_without_its_wrapper() -> None:
    body = {"thing": {"type": "thing", "id": "1", "attributes": {"name": "a"}}}
    assert got(body).body == {"type": "thing", "id": "1", "name": "a"}
    described = fields(FieldProfile(Path.of("attributes.name"), FieldType.STRING))
    assert got(body, fields=described).body == body["thing"]


MOMENTS = {
    "with an offset": ("2026-11-21T13:00:00+01:00", ""),
    "in UTC": ("2026-11-21T12:00:00Z", ""),
    "with milliseconds": ("2026-11-21T12:00:00.000Z", ""),
    "with too many digits": ("2026-11-21T12:00:00.0000000Z", ""),
    "without zone": ("2026-11-21T12:00:00", ""),
    "with a space": ("2026-11-21 12:00:00", ""),
    "in the zone of its field": ("2026-11-21T13:00:00", "Europe/Berlin"),
    "in a zone that nobody knows": ("2026-11-21T12:00:00", "Nowhere/Town"),
    "seconds": (1795262400, ""),
    "seconds as a float": (1795262400.0, ""),
    "seconds as text": ("1795262400", ""),
    "milliseconds": (1795262400000, ""),
    "an old web form": ("Sat, 21 Nov 2026 12:00:00 GMT", ""),
    "ticks": ("/Date(1795262400000+0000)/", ""),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_is_read_in_every_form(name: str) -> None:
    value, zone = MOMENTS[name]
    stamp = FieldProfile(Path.of("changed"), FieldType.STRING, zone=zone)
    facts: dict[str, Any] = {"updated_at": sure(Path.of("changed")), "fields": fields(stamp)}
    assert got({"thing": {"id": 1, "changed": value}}, **facts).updated_at == NOON


@pytest.mark.parametrize("value", [None, "", "soon", True, {}, [], 1e300, "9" * 500, "2026-13-01", "Sat, 99 Nov"])
def test_what_is_no_moment_is_none(value: object) -> None:
    body = {"thing": {"id": 1, "made": value}}
    assert got(body, created_at=sure(Path.of("made"))).created_at is None


@given(st.text(max_size=80) | st.floats() | st.integers())
def test_reading_a_moment_never_fails(value: object) -> None:
    found = moment(value)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_moment_reads_back(at: datetime) -> None:
    assert moment(at.isoformat()) == at


DELETED = Path.of("deleted_at")


@pytest.mark.parametrize(
    ("mark", "value", "deleted"),
    [
        (None, "2026-01-01", True),
        (None, None, False),
        (None, "", False),
        (True, True, True),
        (True, 1, False),
        (True, False, False),
        ("gone", "gone", True),
        ("gone", "here", False),
    ],
)
def test_a_deleted_item_is_marked(mark: Any, value: object, deleted: bool) -> None:
    seen = DeleteVisibility(DeletesSeen.FLAG, field=DELETED, value=mark)
    assert got({"thing": {"id": 1, "deleted_at": value}}, deletes=sure(seen)).deleted is deleted
    assert not got({"thing": {"id": 1}}, deletes=sure(seen)).deleted


def test_an_archived_item_is_marked() -> None:
    flag = sure(ArchiveFlag(Path.of("active"), value=False, active=True))
    assert got({"thing": {"id": 1, "active": False}}, archive_flag=flag).archived
    assert not got({"thing": {"id": 1, "active": True}}, archive_flag=flag).archived


def test_a_version_comes_from_the_header_or_a_field() -> None:
    assert got({"thing": {"id": 1}}, etag='"3"', version=sure("etag")).version == '"3"'
    assert got({"thing": {"id": 1, "rev": 3}}, version=sure("rev")).version == "3"
    assert got({"thing": {"id": 1}}, etag='"3"').version is None
