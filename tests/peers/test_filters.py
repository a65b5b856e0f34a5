"""Every filter for changes asks for no less than what changed, and tombstones are asked for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.peers.helpers import LIST, Script, data_in, fields, ids_of, record, says, system, with_peer

from interlock.errors import NotPossible, Untrusted
from interlock.model.path import Path
from interlock.model.peer import Item
from interlock.model.profile import (
    DeletesSeen,
    DeleteVisibility,
    EqualFilter,
    FieldProfile,
    FieldType,
    FilterForm,
    Operation,
    Parameter,
    SinceFilter,
    Verb,
    sure,
)
from interlock.peers import HttpPeer
from interlock.peers.moments import EPOCH, since_text

SINCE = datetime(2026, 11, 21, 9, 30, 15, 250_400, UTC)
EMPTY = says({"data": []})
UPDATED = Path.of("updated_at")

PARAMETERS = {
    "plain, whole seconds": (SinceFilter("updated_since", inclusive=True), 1.0, "2026-11-21T09:30:15Z"),
    "plain, milliseconds": (SinceFilter("updated_since", inclusive=True), 0.001, "2026-11-21T09:30:15.250Z"),
    "plain, of unknown resolution": (SinceFilter("updated_since", inclusive=True), None, "2026-11-21T09:30:15Z"),
    "not including its moment": (SinceFilter("updated_after", inclusive=False), 1.0, "2026-11-21T09:30:14Z"),
    "perhaps not including its moment": (SinceFilter("updated_since"), 0.001, "2026-11-21T09:30:15.249Z"),
    "brackets": (SinceFilter("modified[gte]", FilterForm.DEEP_OBJECT, inclusive=True), 1.0, "2026-11-21T09:30:15Z"),
    "seconds since 1970": (SinceFilter("since", inclusive=True, epoch="s"), None, "1795253415"),
    "milliseconds since 1970": (SinceFilter("since", inclusive=True, epoch="ms"), None, "1795253415250"),
    "an expression": (
        SinceFilter("filter", FilterForm.EXPRESSION, "ge({field},'{since}')", inclusive=True),
        1.0,
        "ge(updated_at,'2026-11-21T09:30:15Z')",
    ),
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_filter_is_written_as_it_is_described(name: str) -> None:
    how, resolution, text = PARAMETERS[name]
    facts: dict[str, Any] = {"stamp_resolution_s": sure(resolution)} if resolution else {}
    profile = system(record(LIST, since=sure(how), updated_at=sure(UPDATED), **facts))
    _, script = ids_of(profile, [EMPTY], since=SINCE)
    assert script.queries == [{how.parameter: text}]


def test_a_moment_is_written_as_the_system_writes_its_own() -> None:
    """A system that keeps moments as texts compares them as texts, and a blank comes before a T."""
    field = FieldProfile(UPDATED, FieldType.STRING, format="date-time", example="2026-01-01 00:00:00.000Z")
    text = since_text(SINCE, SinceFilter("since", inclusive=True), field, 0.001)
    assert text == "2026-11-21 09:30:15.250Z"


def test_without_a_moment_everything_is_asked_for() -> None:
    profile = system(record(LIST, since=sure(SinceFilter("updated_since"))))
    assert ids_of(profile, [EMPTY])[1].queries == [{}]


def test_without_a_filter_everything_comes() -> None:
    assert ids_of(system(), [EMPTY], since=SINCE)[1].queries == [{}]


def test_a_header_asks_and_not_modified_is_an_empty_list() -> None:
    profile = system(record(LIST, since=sure(SinceFilter("If-Modified-Since", FilterForm.HEADER, inclusive=True))))
    found, script = ids_of(profile, [says(None, 304)], since=SINCE)
    assert found == [[]]
    assert script.asked[0].headers["if-modified-since"] == "Sat, 21 Nov 2026 09:30:15 GMT"


def test_a_condition_stands_in_the_body_of_a_search() -> None:
    search = Operation(Verb.SEARCH, "POST", "/things/search", records_path="data")
    template = '{"field": "{field}", "op": ">=", "value": "{since}"}'
    how = SinceFilter("query", FilterForm.BODY, template, inclusive=True)
    profile = system(record(LIST, search, since=sure(how), updated_at=sure(UPDATED)))
    _, script = ids_of(profile, [EMPTY], since=SINCE)
    assert script.asked[0].path == "/things/search"
    assert data_in(script.asked[0]) == {"query": {"field": "updated_at", "op": ">=", "value": "2026-11-21T09:30:15Z"}}
    assert ids_of(profile, [EMPTY])[1].asked[0].path == "/things"


def test_a_local_stamp_is_asked_for_in_its_zone() -> None:
    local = FieldProfile(UPDATED, FieldType.STRING, zone="Europe/Berlin")
    facts: dict[str, Any] = {"since": sure(SinceFilter("since", inclusive=True)), "updated_at": sure(UPDATED)}
    profile = system(record(LIST, fields=fields(local), **facts))
    assert ids_of(profile, [EMPTY], since=SINCE)[1].queries == [{"since": "2026-11-21T10:30:15"}]


def test_a_date_is_asked_for_by_day() -> None:
    daily = FieldProfile(UPDATED, FieldType.STRING, format="date")
    facts: dict[str, Any] = {"since": sure(SinceFilter("since")), "updated_at": sure(UPDATED)}
    profile = system(record(LIST, fields=fields(daily), **facts))
    assert ids_of(profile, [EMPTY], since=SINCE)[1].queries == [{"since": "2026-11-20"}]


@given(
    at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    resolution=st.sampled_from([None, 0.001, 1.0, 60.0]),
    inclusive=st.sampled_from([None, True, False]),
)
def test_no_filter_asks_for_less(at: datetime, resolution: float | None, inclusive: bool | None) -> None:
    """Whatever was stamped at or after the moment passes the filter, at the system's own resolution."""
    asked = datetime.fromisoformat(since_text(at, SinceFilter("since", inclusive=inclusive), None, resolution))
    step = timedelta(seconds=resolution or 1.0)
    stamped = EPOCH + (at - EPOCH) // step * step
    assert asked <= stamped if inclusive else asked < stamped


def test_tombstones_are_always_asked_for_and_marked() -> None:
    seen = DeleteVisibility(DeletesSeen.TOMBSTONE, "include_deleted", "true", Path.of("deleted"), value=True)
    script = Script([says({"data": [{"id": 1, "deleted": True}, {"id": 2, "deleted": False}, {"id": 3}]})])

    async def work(peer: HttpPeer) -> list[bool]:
        return [item.deleted async for page in peer.pages("things", since=None) for item in page.items]

    assert with_peer(system(record(LIST, deletes=sure(seen))), script, work) == [True, False, False]
    assert script.queries == [{"include_deleted": "true"}]


def test_tombstones_without_a_mark_are_not_asked_for() -> None:
    """They would look like living items."""
    seen = DeleteVisibility(DeletesSeen.TOMBSTONE, "include_deleted", "true")
    assert ids_of(system(record(LIST, deletes=sure(seen))), [EMPTY])[1].queries == [{}]


def test_a_list_is_sorted_by_change_where_it_can_be() -> None:
    profile = system(record(LIST, sort=sure((Parameter("sort", "query"), "updated_at"))))
    assert ids_of(profile, [EMPTY])[1].queries == [{"sort": "updated_at"}]


def test_what_a_list_demands_and_tells_itself_is_sent() -> None:
    demanding = Operation(
        Verb.LIST,
        "GET",
        "/things",
        parameters=(
            Parameter("kind", "query", required=True, enum=("all",)),
            Parameter("X-Form", "header", required=True, default="short"),
            Parameter("other", "query", default="x"),
        ),
        records_path="data",
    )
    _, script = ids_of(system(record(demanding)), [EMPTY])
    assert script.queries == [{"kind": "all"}]
    assert script.asked[0].headers["x-form"] == "short"


# Finding by a value

EMAIL = Path.of("email")


def found(answer: object, value: str, how: EqualFilter | None = None) -> tuple[tuple[Item, ...], Script]:
    script = Script([says(answer)])
    profile = system(record(LIST, finds=(how or EqualFilter(EMAIL, "email"),)))
    return with_peer(profile, script, lambda peer: peer.find("things", EMAIL, value)), script


def test_items_are_found_by_exactly_their_value() -> None:
    items, script = found({"data": [{"id": 1, "email": "A@x"}, {"id": 2, "email": "a@x"}]}, "a@x")
    assert [item.id for item in items] == ["2"]
    assert script.queries == [{"email": "a@x"}]


def test_a_deleted_item_that_shows_nothing_but_its_mark_is_passed_over() -> None:
    gone = sure(DeleteVisibility(DeletesSeen.FLAG, field=Path.of("deleted"), value=True))
    profile = system(record(LIST, finds=(EqualFilter(EMAIL, "email"),), deletes=gone))
    script = Script([says({"data": [{"id": 1, "deleted": True}, {"id": 2, "email": "a@x", "deleted": False}]})])
    items = with_peer(profile, script, lambda peer: peer.find("things", EMAIL, "a@x"))
    assert [item.id for item in items] == ["2"]


def test_a_filter_that_does_not_filter_is_noticed() -> None:
    with pytest.raises(Untrusted, match="other items of `things` when asked for those by `email`"):
        found({"data": [{"id": 1, "email": "b@x"}]}, "a@x")


def test_an_expression_takes_the_value() -> None:
    _, script = found({"data": []}, "a@x", EqualFilter(EMAIL, "filter", "email eq '{value}'"))
    assert script.queries == [{"filter": "email eq 'a@x'"}]


def test_an_expression_is_not_broken_out_of() -> None:
    with pytest.raises(NotPossible, match="holds quotes"):
        found({"data": []}, "a' or '1'='1", EqualFilter(EMAIL, "filter", "email eq '{value}'"))


def test_without_a_filter_nothing_is_found() -> None:
    with pytest.raises(NotPossible, match="cannot find `things` by `email`"):
        with_peer(system(), Script([EMPTY]), lambda peer: peer.find("things", EMAIL, "a@x"))
