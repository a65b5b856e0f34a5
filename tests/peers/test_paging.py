"""Every style of paging reads the whole list, and an endless one is noticed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.peers.helpers import LIST, Located, Said, Script, data_in, ids_of, record, says, system, with_peer

from interlock.errors import NotPossible, Untrusted
from interlock.model.http import Request, Response
from interlock.model.profile import Operation, Paging, PagingStyle, Verb
from interlock.peers import HttpPeer


def things(*ids: object, **more: object) -> Response:
    return says({"data": [{"id": number} for number in ids], **more})


def linked(address: str, *ids: object) -> Response:
    return says({"data": [{"id": number} for number in ids]}, link=address)


PAGE = PagingStyle.PAGE
OFFSET = PagingStyle.OFFSET
CURSOR = PagingStyle.CURSOR
LINK = PagingStyle.LINK

STYLES: dict[str, tuple[Paging, list[Said], list[list[str]], list[dict[str, str]]]] = {
    "pages until the total of pages": (
        Paging(PAGE, "page", "per_page", total_path="meta.total_pages", first=1, size_max=100),
        [things(1, 2, meta={"total_pages": 2}), things(3, meta={"total_pages": 2})],
        [["1", "2"], ["3"]],
        [{"page": "1", "per_page": "100"}, {"page": "2", "per_page": "100"}],
    ),
    "pages that count from 0, until an empty one": (
        Paging(PAGE, "page", first=0),
        [things(1, 2), things(3), things()],
        [["1", "2"], ["3"], []],
        [{"page": "0"}, {"page": "1"}, {"page": "2"}],
    ),
    "pages while a flag says that more follow": (
        Paging(PAGE, "page", more_path="more", first=1),
        [things(1, more=True), things(2, more=False)],
        [["1"], ["2"]],
        [{"page": "1"}, {"page": "2"}],
    ),
    "a total that is only that of a full page is not believed": (
        Paging(PAGE, "page", total_path="total", first=1, size_default=2),
        [things(1, 2, total=2), things(3, 4, total=2), things()],
        [["1", "2"], ["3", "4"], []],
        [{"page": "1"}, {"page": "2"}, {"page": "3"}],
    ),
    "pages until the total of items": (
        Paging(PAGE, "page", total_path="total", first=1),
        [things(1, 2, total="3"), things(3, total="3")],
        [["1", "2"], ["3"]],
        [{"page": "1"}, {"page": "2"}],
    ),
    "a short page with its total is all": (
        Paging(PAGE, "page", "per_page", total_path="total", first=1, size_max=100),
        [things(1, 2, total=2)],
        [["1", "2"]],
        [{"page": "1", "per_page": "100"}],
    ),
    "offsets go on by what came, not by what was asked": (
        Paging(OFFSET, "skip", "limit", first=0, size_max=3),
        [things(1, 2), things(3), things()],
        [["1", "2"], ["3"], []],
        [{"skip": "0", "limit": "3"}, {"skip": "2", "limit": "3"}, {"skip": "3", "limit": "3"}],
    ),
    "offsets until the total": (
        Paging(OFFSET, "skip", total_path="total", first=0),
        [things(1, 2, total=3), things(3, total=3)],
        [["1", "2"], ["3"]],
        [{"skip": "0"}, {"skip": "2"}],
    ),
    "a cursor until null": (
        Paging(CURSOR, "cursor", "limit", next_path="next_cursor", size_max=200),
        [things(1, next_cursor="a"), things(2, next_cursor="b"), things(3, next_cursor=None)],
        [["1"], ["2"], ["3"]],
        [{"limit": "200"}, {"cursor": "a", "limit": "200"}, {"cursor": "b", "limit": "200"}],
    ),
    "a cursor over an empty page": (
        Paging(CURSOR, "cursor", next_path="paging.next.after"),
        [things(1, paging={"next": {"after": "a"}}), things(paging={"next": {"after": "b"}}), things(2, paging={})],
        [["1"], [], ["2"]],
        [{}, {"cursor": "a"}, {"cursor": "b"}],
    ),
    "a cursor that stays although nothing follows": (
        Paging(CURSOR, "cursor", next_path="next", more_path="has_more"),
        [things(1, next="a", has_more=True), things(2, next="a", has_more=False)],
        [["1"], ["2"]],
        [{}, {"cursor": "a"}],
    ),
    "the last id as token": (
        Paging(CURSOR, "starting_after", next_path="last id", more_path="has_more"),
        [things("x1", "x2", has_more=True), things("x3", has_more=False)],
        [["x1", "x2"], ["x3"]],
        [{}, {"starting_after": "x2"}],
    ),
    "the last id without a flag": (
        Paging(CURSOR, "after", next_path="last id"),
        [things("x1"), things("x2"), things()],
        [["x1"], ["x2"], []],
        [{}, {"after": "x1"}, {"after": "x2"}],
    ),
    "an address where a token was described": (
        Paging(CURSOR, "cursor", next_path="next"),
        [things(1, next="https://api.shop.example/v2/things?cursor=a&limit=5"), things(2, next="")],
        [["1"], ["2"]],
        [{}, {"cursor": "a", "limit": "5"}],
    ),
    "an address in the body": (
        Paging(LINK, next_path="links.next"),
        [things(1, links={"next": "/v2/things?at=7"}), things(2, links={"next": None})],
        [["1"], ["2"]],
        [{}, {"at": "7"}],
    ),
    "a bare query as address": (
        Paging(LINK, next_path="next"),
        [things(1, next="?at=7"), things(2)],
        [["1"], ["2"]],
        [{}, {"at": "7"}],
    ),
    "a Link header": (
        Paging(LINK, next_path="header:Link"),
        [
            linked('</v2/things?p=0>; rel="prev", <https://api.shop.example/v2/things?p=2>; rel="next"', 1),
            linked('</v2/things?p=1>; rel="prev"', 2),
        ],
        [["1"], ["2"]],
        [{}, {"p": "2"}],
    ),
    "no pages": (Paging(PagingStyle.NONE), [things(1, 2)], [["1", "2"]], [{}]),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_list_is_read_to_its_end(name: str) -> None:
    paging, answers, ids, queries = STYLES[name]
    found, script = ids_of(system(record(LIST, paging=paging)), answers)
    assert found == ids
    assert script.queries == queries
    assert {request.path for request in script.asked} == {"/things"}


def test_only_the_last_page_says_that_it_is() -> None:

    paging, answers, *_ = STYLES["a cursor until null"]

    async def work(peer: HttpPeer) -> list[bool]:
        return [page.last async for page in peer.pages("things", since=None)]

    assert with_peer(system(record(LIST, paging=paging)), Script(list(answers)), work) == [False, False, True]


def test_a_search_carries_its_paging_in_the_body() -> None:
    search = Operation(Verb.SEARCH, "POST", "/things/search", records_path="list", body_fixed={"fields": ["id"]})
    paging = Paging(CURSOR, "page.after", "page.size", where="body", next_path="after", size_max=50)
    answers = [says({"list": [{"id": 1}], "after": "a"}), says({"list": [{"id": 2}]})]
    found, script = ids_of(system(record(search, paging=paging)), answers)
    assert found == [["1"], ["2"]]
    assert [data_in(request) for request in script.asked] == [
        {"fields": ["id"], "page": {"size": 50}},
        {"fields": ["id"], "page": {"size": 50, "after": "a"}},
    ]
    assert script.asked[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("records_path", "answer"),
    [
        ("", [{"id": 1}]),
        ("data", {"data": [{"id": 1}]}),
        ("result.items", {"result": {"items": [{"id": 1}]}}),
        ("data[*]", {"data": [{"id": 1}]}),
        ("list[*].thing", {"list": [{"thing": {"id": 1}}]}),
        ("list[*].thing", {"list": [{"id": 1, "thing": {"name": "x"}}]}),
    ],
)
def test_items_stand_where_the_description_says(records_path: str, answer: object) -> None:
    found, _ = ids_of(system(record(Operation(Verb.LIST, "GET", "/things", records_path=records_path))), [says(answer)])
    assert found == [["1"]]


@pytest.mark.parametrize("answer", [{"data": None}, {"data": []}])
def test_an_empty_list_is_empty(answer: object) -> None:
    assert ids_of(system(), [says(answer)])[0] == [[]]


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({"items": []}, "has no list at `data`"),
        ({"data": {"id": 1}}, "has no list at `data`"),
        ({"data": [{"name": "x"}]}, "holds an item without its id at `id`"),
        ({"data": [{"id": None}]}, "holds an item without its id at `id`"),
        ({"data": [{"id": {"a": 1}}]}, "holds an item without its id at `id`"),
        ({"data": ["x"]}, "holds an item without its id at `id`"),
        ([], "has no list at `data`"),
    ],
)
def test_what_is_no_list_is_not_believed(answer: object, complaint: str) -> None:
    with pytest.raises(Untrusted) as caught:
        ids_of(system(), [says(answer)])
    assert caught.value.message == f"the list GET /things of `Shop` {complaint}"


@pytest.mark.parametrize(
    ("paging", "answers"),
    [
        (Paging(PAGE, "page", first=1), [things(1, 2)]),
        (Paging(OFFSET, "skip", first=0), [things(1, 2)]),
        (Paging(CURSOR, "cursor", next_path="next"), [things(1, next="a"), things(2, next="a"), things(3, next="a")]),
        (
            Paging(CURSOR, "cursor", next_path="next"),
            [things(1, next="a"), things(2, next="b"), things(3, next="a")],
        ),
        (Paging(CURSOR, "after", next_path="last id"), [things(1)]),
        (Paging(LINK, next_path="next"), [things(1, next="/v2/things?p=1"), things(2, next="/v2/things?p=1")]),
    ],
)
def test_a_list_without_end_is_noticed(paging: Paging, answers: list[Said]) -> None:
    with pytest.raises(Untrusted, match="has no end"):
        ids_of(system(record(LIST, paging=paging)), answers)


def test_ever_new_tokens_without_items_are_noticed() -> None:
    class Endless(Script):
        """Shows nothing, and always another token."""

        async def send(self, request: Request, *, timeout_s: float) -> Response:
            await super().send(request, timeout_s=timeout_s)
            return things(next=str(len(self.asked)))

    paging = Paging(CURSOR, "cursor", next_path="next")
    with pytest.raises(Untrusted, match="has no end"):
        ids_of(system(record(LIST, paging=paging)), [], script=Endless([things()]))


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/v2/things?p=2",
        "//evil.example/v2/things?p=2",
        "https://api.shop.example.evil.example/v2/things",
        "https://api.shop.example@evil.example/v2/things",
        "https://api.shop.example/v3/things?p=2",
        "file:///etc/passwd",
        "http://[::1",
    ],
)
def test_a_link_to_another_host_is_not_followed(address: str) -> None:
    with pytest.raises(Untrusted, match="goes on at another address"):
        ids_of(system(record(LIST, paging=Paging(LINK, next_path="next"))), [things(1, next=address)])


def test_a_link_to_where_the_system_is_reached_is_followed() -> None:
    answers: list[Said] = [things(1, next="http://127.0.0.1:9/v2/things?p=2"), things(2)]
    profile = system(record(LIST, paging=Paging(LINK, next_path="next")))
    found, script = ids_of(profile, [], script=Located(answers))
    assert found == [["1"], ["2"]]
    assert [(request.path, request.query) for request in script.asked] == [("/things", ()), ("/things", (("p", "2"),))]


def test_a_cursor_that_nobody_described_is_not_taken_for_an_end() -> None:
    with pytest.raises(NotPossible, match="does not say where the next piece is told"):
        ids_of(system(record(LIST, paging=Paging(CURSOR, "cursor"))), [things(1)])


def test_a_list_below_another_item_says_what_is_missing() -> None:
    nested = Operation(Verb.LIST, "GET", "/shops/{shop_id}/things", records_path="data")
    with pytest.raises(NotPossible, match="wants a `shop_id`"):
        ids_of(system(record(nested)), [things(1)])


class Shelf(Script):
    """A true list of so many things, read by offset, page or cursor, a few at a time."""

    def __init__(self, total: int, each: int, style: PagingStyle) -> None:
        super().__init__([things()])
        self.total, self.each, self.style = total, each, style

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        await super().send(request, timeout_s=timeout_s)
        token = dict(request.query).get("token")
        start = int(token or 0) * (self.each if self.style is PAGE else 1)
        ids = range(start, min(self.total, start + self.each))
        more: dict[str, Any] = {}
        if self.style is CURSOR and ids.stop < self.total:
            more["next"] = str(ids.stop)
        return things(*ids, **more)


@given(
    total=st.integers(0, 40),
    each=st.integers(1, 12),
    style=st.sampled_from([PAGE, OFFSET, CURSOR]),
)
def test_everything_comes_once_in_every_style(total: int, each: int, style: PagingStyle) -> None:
    first = 0 if style is not CURSOR else None
    paging = Paging(style, "token", next_path="next" if style is CURSOR else "", first=first)
    found, _ = ids_of(system(record(LIST, paging=paging)), [], script=Shelf(total, each, style))
    assert [number for page in found for number in page] == [str(number) for number in range(total)]
