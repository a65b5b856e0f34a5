"""When items were created and changed, and how a list is asked for what changed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import ID, STAMPED, objects, query, things

from interlock.model.path import Path
from interlock.model.profile import Confidence, FilterForm, SinceFilter

TIME = {"type": "string", "format": "date-time"}
TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("fields", "created", "updated"),
    [
        ({"created_at": TIME, "updated_at": TIME}, "created_at", "updated_at"),
        ({"createdAt": TIME, "lastModifiedAt": TIME}, "createdAt", "lastModifiedAt"),
        ({"date_created": TEXT, "date_modified": TEXT}, "date_created", "date_modified"),
        ({"CreatedDateUTC": TEXT, "UpdatedDateUTC": TEXT}, "CreatedDateUTC", "UpdatedDateUTC"),
        ({"create_time": TIME, "update_time": TIME}, "create_time", "update_time"),
        ({"createdate": TIME, "lastmodifieddate": TIME}, "createdate", "lastmodifieddate"),
        ({"created": {"type": "integer", "format": "unix-time"}}, "created", None),
        ({"attributes": objects({"created": TIME, "updated": TIME})}, "attributes.created", "attributes.updated"),
        ({"thing_info": objects({"thing_updated_date": TIME})}, None, "thing_info.thing_updated_date"),
        ({"email_updated_at": TIME, "updated_by": TEXT, "price_changed_on": TIME}, None, None),
        (
            {"createdAt": TIME, "createdBy": TEXT, "finallyChangedAt": TIME, "finallyChangedBy": TEXT},
            "createdAt",
            "finallyChangedAt",
        ),
        (
            {"createdAt": TIME, "createdBy": TEXT, "price": TEXT, "priceChangedAt": TIME, "priceChangedBy": TEXT},
            "createdAt",
            None,
        ),
        ({"occurred_at": TIME, "timestamp": {"type": "integer"}}, "occurred_at", None),
        ({"updated": {"type": "boolean"}, "created_by_id": TEXT}, None, None),
    ],
)
def test_stamps(fields: dict[str, Any], created: str | None, updated: str | None) -> None:
    record = things({**ID, **fields})
    assert record.created_at.value == (Path.of(created) if created else None)
    assert record.updated_at.value == (Path.of(updated) if updated else None)
    assert record.created_at.known is bool(created)


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        (query("updated_since"), SinceFilter("updated_since", inclusive=True)),
        (query("modified_after", description="Modified after this."), SinceFilter("modified_after", inclusive=False)),
        (
            query("updated_since", description="Only those modified after this date-time."),
            SinceFilter("updated_since", inclusive=False),
        ),
        (query("date_modified:min"), SinceFilter("date_modified:min", inclusive=True)),
        (query("min_date_modified"), SinceFilter("min_date_modified", inclusive=True)),
        (query("updatedAt[gte]"), SinceFilter("updatedAt[gte]", FilterForm.DEEP_OBJECT, inclusive=True)),
        (query("filter[updated_at][gte]"), SinceFilter("filter[updated_at][gte]", inclusive=True)),
        (query("updated_at__gt"), SinceFilter("updated_at__gt", inclusive=False)),
        (query("updated_from", "integer"), SinceFilter("updated_from", inclusive=True, epoch="s")),
        (
            query("since", description="Only what was changed at or after this date-time."),
            SinceFilter("since", inclusive=True),
        ),
        (
            query("begin_time", description="Inclusive, a date-time; compared with updated_at."),
            SinceFilter("begin_time", inclusive=True),
        ),
        (
            query("updated", "object", properties={"gt": TIME, "gte": TIME, "lt": TIME}),
            SinceFilter("updated[gte]", FilterForm.DEEP_OBJECT, inclusive=True),
        ),
        (
            {"name": "If-Modified-Since", "in": "header", "schema": TIME},
            SinceFilter("If-Modified-Since", FilterForm.HEADER, inclusive=False),
        ),
        (
            query("filter", description="Fields and operators:<br>`updated_at`: `greater-than`, `less-than`"),
            SinceFilter("filter", FilterForm.EXPRESSION, "greater-than(updated_at,{since})", inclusive=False),
        ),
        (
            query("$filter", description="An OData filter, such as `updated_at ge 2026-01-01`."),
            SinceFilter("$filter", FilterForm.EXPRESSION, "updated_at ge {since}", inclusive=True),
        ),
        (
            query("where", description="A predicate over the fields."),
            SinceFilter("where", FilterForm.EXPRESSION, 'updated_at >= "{since}"', inclusive=True),
        ),
    ],
    ids=lambda value: value.parameter if isinstance(value, SinceFilter) else "",
)
def test_filters_by_change(parameter: dict[str, Any], expected: SinceFilter) -> None:
    assert things(STAMPED, parameter).since.value == expected


@pytest.mark.parametrize(
    "parameter",
    [
        query("updated_before"),
        query("modified_until", description="Modified at or before this."),
        query("from", description="The sender."),
        query("updated_by", description="Who changed it, or after whom."),
        query("updated", "boolean", description="Only what changed since the last export."),
        query("q", description="Free text."),
    ],
)
def test_what_is_no_filter_by_change(parameter: dict[str, Any]) -> None:
    assert not things(STAMPED, parameter).since.known


BEGUN, ENDED = "Date of first change, as 2020-01-31.", "Date of last change, as 2020-01-31."


@pytest.mark.parametrize(
    ("one", "other", "expected", "confidence"),
    [
        (("updated_at_bis", "As 2020-06-30."), ("updated_at_von", "As 2020-01-31."), "updated_at_von", "likely"),
        (("von_updated_at", BEGUN), ("bis_updated_at", ENDED), "von_updated_at", "possible"),
        (("updated_at_sort", "Its order."), ("updated_at_format", "How times are written."), None, ""),
        (("updated_at_von", BEGUN), ("updated_at_von_bis_um", ENDED), None, ""),
    ],
)
def test_two_bounds_of_one_stamp_in_words_unknown(
    one: tuple[str, str], other: tuple[str, str], expected: str | None, confidence: str
) -> None:
    """The one with the earlier example begins; else the first of two whose texts differ in a word only."""
    since = things(STAMPED, *(query(name, description=text) for name, text in (one, other))).since
    assert (since.value.parameter if since.value else None) == expected
    assert not since.known or since.confidence is Confidence(confidence)


def test_a_filter_called_after_the_stamp_of_the_item() -> None:
    item = {**ID, "entered_at": TIME}
    since = things(item, query("entered_at_from")).created_since
    assert since.value is not None
    assert (since.value.parameter, since.confidence) == ("entered_at_from", Confidence.SURE)


@pytest.mark.parametrize("name", ["created_after", "created[gte]", "date_created:min"])
def test_a_filter_by_creation_is_not_taken_for_one_by_change(name: str) -> None:
    record = things(STAMPED, query(name))
    assert not record.since.known
    assert record.created_since.value is not None
    assert record.created_since.value.parameter == name


def test_a_list_ordered_by_change() -> None:
    order = query("sort", enum=["id", "-updated_at", "updated_at"])
    sort = things(STAMPED, order).sort
    assert sort.value is not None
    assert (sort.value[0].name, sort.value[1], sort.confidence) == ("sort", "updated_at", Confidence.SURE)
    assert not things(STAMPED, query("sort", enum=["id", "-updated_at"])).sort.known
