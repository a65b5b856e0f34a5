"""How a list is read in pieces, from its parameters and its answer."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import ID, answer, description, objects, only_record, query, things

from interlock.model.profile import Confidence, Paging, PagingStyle

TEXT: dict[str, Any] = {"type": "string"}
NAMED = {**ID, "name": TEXT}
LINK = {"type": "string", "format": "uri"}


@pytest.mark.parametrize(
    ("parameters", "beside", "expected"),
    [
        (
            [query("page", "integer", default=1), query("per_page", "integer", maximum=100, default=20)],
            {"meta": objects({"total_pages": {"type": "integer"}, "total": {"type": "integer"}})},
            Paging(
                PagingStyle.PAGE, "page", "per_page", total_path="meta.total", first=1, size_default=20, size_max=100
            ),
        ),
        (
            [query("pageNumber", "integer", description="Zero-based."), query("pageSize", "integer")],
            {},
            Paging(PagingStyle.PAGE, "pageNumber", "pageSize", first=0),
        ),
        (
            [query("page[number]", "integer"), query("page[size]", "integer")],
            {},
            Paging(PagingStyle.PAGE, "page[number]", "page[size]", first=1),
        ),
        (
            [query("offset", "integer"), query("limit", "integer", description="Between 1 and 500, default 50.")],
            {},
            Paging(PagingStyle.OFFSET, "offset", "limit", first=0, size_default=50, size_max=500),
        ),
        (
            [query("$skip", "integer"), query("$top", "integer")],
            {},
            Paging(PagingStyle.OFFSET, "$skip", "$top", first=0),
        ),
        (
            [query("cursor"), query("limit", "integer")],
            {"next_cursor": TEXT, "has_more": {"type": "boolean"}},
            Paging(PagingStyle.CURSOR, "cursor", "limit", next_path="next_cursor", more_path="has_more"),
        ),
        (
            [query("after"), query("limit", "integer")],
            {"paging": objects({"next": objects({"after": TEXT, "link": TEXT})})},
            Paging(PagingStyle.CURSOR, "after", "limit", next_path="paging.next.after"),
        ),
        (
            [query("starting_after"), query("ending_before"), query("limit", "integer")],
            {"has_more": {"type": "boolean"}},
            Paging(PagingStyle.CURSOR, "starting_after", "limit", next_path="last id", more_path="has_more"),
        ),
        (
            [query("offset", description="An offset token, returned by the previous request."), query("limit")],
            {"next_page": objects({"offset": TEXT, "uri": LINK})},
            Paging(PagingStyle.CURSOR, "offset", "limit", next_path="next_page.offset"),
        ),
        (
            [query("limit", "integer")],
            {"next": {**LINK, "description": "The address of the next page."}},
            Paging(PagingStyle.LINK, "", "limit", next_path="next"),
        ),
        (
            [query("stream_position"), query("limit", "integer")],
            {"next_stream_position": TEXT},
            Paging(PagingStyle.CURSOR, "stream_position", "limit", next_path="next_stream_position"),
        ),
        (
            [query("after", description="Only what was made after this date.")],
            {"next": LINK},
            Paging(PagingStyle.LINK, next_path="next"),
        ),
        ([], {"nextRecordsUrl": TEXT}, Paging(PagingStyle.LINK, next_path="nextRecordsUrl")),
        (
            [query("limit", "integer")],
            {"links": objects({"self": LINK, "next": LINK, "prev": LINK})},
            Paging(PagingStyle.LINK, "", "limit", next_path="links.next"),
        ),
        (
            [query("limit", "integer")],
            {"@odata.nextLink": TEXT},
            Paging(PagingStyle.LINK, "", "limit", next_path="@odata.nextLink"),
        ),
        ([], {}, Paging(PagingStyle.NONE)),
    ],
    ids=lambda value: f"{value.style.value}-{value.token_param}" if isinstance(value, Paging) else "",
)  # fmt: skip
def test_paging(parameters: list[dict[str, Any]], beside: dict[str, Any], expected: Paging) -> None:
    paging = things(NAMED, *parameters, beside=beside).paging
    assert paging.value == expected
    assert paging.confidence in (Confidence.SURE, Confidence.LIKELY)


def test_a_link_header() -> None:
    answers = answer({"type": "array", "items": objects(NAMED)}, headers={"Link": {"schema": TEXT}})
    record = only_record(description({"/things": {"get": {"responses": answers}}}))
    assert record.paging.value == Paging(PagingStyle.LINK, next_path="header:Link")


def test_a_size_that_only_its_description_tells() -> None:
    paging = things(NAMED, query("s", "integer", description="The size of a page.")).paging.value
    assert paging is not None
    assert paging.size_param == "s"


def test_a_size_alone_leaves_open_how_to_go_on() -> None:
    paging = things(NAMED, query("limit", "integer")).paging
    assert paging.value == Paging(PagingStyle.NONE, size_param="limit")
    assert paging.confidence is Confidence.POSSIBLE


def test_the_paging_of_a_search_in_its_body() -> None:
    body = objects(
        {
            "query": objects({"field": TEXT, "operator": TEXT, "value": TEXT}),
            "pagination": objects({"starting_after": TEXT, "per_page": {"type": "integer", "maximum": 150}}),
        }
    )
    found = objects(
        {
            "data": {"type": "array", "items": objects({**NAMED, "updated_at": {"type": "integer"}})},
            "pages": objects({"next": objects({"starting_after": TEXT})}),
        }
    )
    search = {"requestBody": {"content": {"application/json": {"schema": body}}}, "responses": answer(found)}
    get = {"responses": answer(found)}
    record = only_record(description({"/things": {"get": get}, "/things/search": {"post": search}}))
    paging, since = record.search_paging.value, record.search_since.value
    assert paging == Paging(
        PagingStyle.CURSOR,
        "pagination.starting_after",
        "pagination.per_page",
        where="body",
        next_path="pages.next.starting_after",
        size_max=150,
    )
    assert since is not None
    assert since.template == '{"field": "updated_at", "operator": ">", "value": "{since}"}'
