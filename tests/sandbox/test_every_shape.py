"""Every combination of paging, envelope, filter and id lists each item exactly once."""

import base64
import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sandbox.helpers import START, HandClock, field

from interlock.model.http import Request, Response
from interlock.model.path import Path
from interlock.model.profile import (
    FieldProfile,
    FieldType,
    FilterForm,
    Operation,
    Paging,
    PagingStyle,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
    sure,
)
from interlock.model.value import JSON
from interlock.sandbox import Sandbox

P = PagingStyle
PAGINGS = (
    Paging(P.PAGE, "page", "per_page", first=1),
    Paging(P.PAGE, "p", "size", first=0, total_path="meta.pages"),
    Paging(P.PAGE, "page", "limit", more_path="has_more", size_max=7),
    Paging(P.PAGE, "page", "limit", first=1, next_path="meta.next_page"),
    Paging(P.OFFSET, "offset", "limit", first=0, total_path="total"),
    Paging(P.OFFSET, "start", "limit", first=1),
    Paging(P.CURSOR, "cursor", "limit", next_path="paging.next"),
    Paging(P.CURSOR, "after", "limit", next_path="header:X-Next-Cursor"),
    Paging(P.CURSOR, "starting_after", "limit", next_path="last id", more_path="has_more"),
    Paging(P.CURSOR, "paging.after", "paging.limit", where="body", next_path="paging.next"),
    Paging(P.LINK, "page_token", "limit", next_path="header:Link"),
    Paging(P.LINK, "page", "limit", next_path="header:Link", first=1),
    Paging(P.LINK, "page[cursor]", "page[size]", next_path="links.next"),
    Paging(P.NONE),
)
ENVELOPES = ("", "data", "result.things", "list[*].thing")
FILTERS = (
    None,
    SinceFilter("updated_since", inclusive=True),
    SinceFilter("updated_after", inclusive=False, epoch="s"),
    SinceFilter("updated_after", inclusive=True, epoch="ms"),
    SinceFilter("updated[gte]", FilterForm.DEEP_OBJECT, inclusive=True),
    SinceFilter("filter", FilterForm.EXPRESSION, template="greater-or-equal({field},{since})", inclusive=True),
    SinceFilter("q", FilterForm.EXPRESSION, template='{field} >= "{since}"', inclusive=True),
    SinceFilter("If-Modified-Since", FilterForm.HEADER, inclusive=True),
    SinceFilter(
        "", FilterForm.BODY, template='{"filters":[{"name":"{field}","op":"GTE","value":"{since}"}]}', inclusive=True
    ),
    SinceFilter("query.changed_since", FilterForm.BODY, inclusive=True),
)
IDS = (
    field("id", FieldType.INTEGER, read_only=True),
    field("id", read_only=True, format="uuid"),
    field("id", read_only=True, example="th_9x8y7z"),
    field("id", read_only=True, example="40017"),
    field("meta.key", FieldType.STRING, required=True),
)


def _profile(paging: Paging, envelope: str, since: SinceFilter | None, id_field: FieldProfile) -> SystemProfile:
    posts = paging.where == "body" or (since is not None and since.form is FilterForm.BODY)
    listing = Operation(
        Verb.SEARCH if posts else Verb.LIST, "POST" if posts else "GET", "/things", records_path=envelope
    )
    record = RecordProfile(
        name="things",
        operations=(listing,),
        fields=(id_field, field("name"), field("changed", format="date-time", read_only=True)),
        primary_key=sure((id_field.path,)),
        paging=sure(paging),
        updated_at=sure(Path.of("changed")),
        since=sure(since) if since is not None else RecordProfile("").since,
    )
    return SystemProfile("shapes", records=(record,))


class Reader:
    """Reads a list to its end by nothing but what the profile says."""

    def __init__(self, sandbox: Sandbox, size: int) -> None:
        self.sandbox = sandbox
        self.record = sandbox.profile.records[0]
        self.operation = self.record.operations[0]
        self.size = size
        paging = self.record.paging.value
        assert paging is not None
        self.paging = paging

    def ids(self, since: str | None = None) -> list[str]:
        found: list[str] = []
        token = str(self.paging.first) if self.paging.first is not None and self.paging.style is not P.LINK else None
        query: tuple[tuple[str, str], ...] | None = None
        for _ in range(400):
            response = self.sandbox.respond(self._request(token, since, query))
            assert response.status == 200, response.body
            shown = self._shown(response)
            found += shown
            token, query = self._next(response, shown, token)
            if token is None and query is None:
                return found
        raise AssertionError("the list has no end")

    def _request(self, token: str | None, since: str | None, query: tuple[tuple[str, str], ...] | None) -> Request:
        pairs = list(query or ())
        body: dict[str, JSON] = {}
        headers: dict[str, str] = {}
        asked = [(self.paging.size_param, str(self.size)), (self.paging.token_param, token)]
        for name, value in asked:
            if query is not None or not name or value is None:
                continue
            if self.paging.where == "body":
                _put(body, name, value)
            else:
                pairs.append((name, value))
        how = self.record.since.value
        # A followed address holds the query; headers and bodies are sent again.
        again = how is not None and how.form in {FilterForm.HEADER, FilterForm.BODY}
        if since is not None and how is not None and (query is None or again):
            text = how.template.replace("{field}", "changed").replace("{since}", since) if how.template else since
            if how.form is FilterForm.HEADER:
                headers[how.parameter.lower()] = text
            elif how.form is FilterForm.BODY and how.parameter:
                _put(body, how.parameter, text)
            elif how.form is FilterForm.BODY:
                body |= orjson.loads(text)
            else:
                pairs.append((how.parameter, text))
        sent = orjson.dumps(body) if self.operation.method == "POST" else b""
        return Request(self.operation.method, self.operation.path, tuple(pairs), headers, sent)

    def _shown(self, response: Response) -> list[str]:
        here: object = orjson.loads(response.body)
        wrap = ""
        for part in self.operation.records_path.split(".") if self.operation.records_path else []:
            if wrap:
                wrap = part
            else:
                wrap = "*" if part.endswith("[*]") else ""
                assert isinstance(here, dict)
                here = here[part.removesuffix("[*]")]
        assert isinstance(here, list)
        items = [element[wrap] for element in here] if wrap else here
        return [str(_dig(item, str(self.record.id_path))) for item in items]

    def _next(
        self, response: Response, shown: list[str], token: str | None
    ) -> tuple[str | None, tuple[tuple[str, str], ...] | None]:
        nothing = None, None
        if self.paging.style is P.NONE or not shown:
            return nothing
        more = _dig(orjson.loads(response.body), self.paging.more_path) if self.operation.records_path else None
        if self.paging.more_path and more is False:
            return nothing
        if self.paging.style in {P.PAGE, P.OFFSET}:
            at = int(token) if token is not None else 1
            return str(at + (1 if self.paging.style is P.PAGE else len(shown))), None
        if self.paging.next_path == "last id":
            return shown[-1], None
        told = self._told(response)
        if told is None:
            return nothing
        if self.paging.style is P.LINK:
            return None, tuple(parse_qsl(urlsplit(told).query, keep_blank_values=True))
        return told, None

    def _told(self, response: Response) -> str | None:
        path = self.paging.next_path
        if path == "header:Link":
            found = re.search(r'<([^>]+)>; rel="next"', response.headers.get("link", ""))
            return found[1] if found else None
        if path.startswith("header:"):
            return response.headers.get(path[7:].lower())
        body = orjson.loads(response.body)
        if isinstance(body, list):
            return response.headers.get("x-" + path.replace(".", "-"))
        value = _dig(body, path)
        return None if value is None else str(value)


def _dig(value: object, path: str) -> object:
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _put(body: dict[str, JSON], path: str, value: JSON) -> None:
    first, _, rest = path.partition(".")
    if not rest:
        body[first] = value
        return
    inner = body.setdefault(first, {})
    assert isinstance(inner, dict)
    _put(inner, rest, value)


def _filled(profile: SystemProfile, count: int, clock: HandClock) -> Sandbox:
    sandbox = Sandbox(profile, clock)
    for number in range(count):
        body: dict[str, JSON] = {"name": f"n{number}"}
        if str(profile.records[0].id_path) != "id":
            body["meta"] = {"key": f"key-{number}"}
        sandbox.store.insert("things", body)
        clock.forward(0.4)
    return sandbox


def _as_asked(how: SinceFilter, seconds: int) -> str:
    at = START + timedelta(seconds=seconds)
    if how.epoch:
        return str(int(at.timestamp()) * (1000 if how.epoch == "ms" else 1))
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@settings(max_examples=120, deadline=None)
@given(
    paging=st.sampled_from(PAGINGS),
    envelope=st.sampled_from(ENVELOPES),
    since=st.sampled_from(FILTERS),
    id_field=st.sampled_from(IDS),
    count=st.integers(0, 25),
    size=st.integers(1, 12),
    after_s=st.integers(0, 12),
)
def test_every_item_is_listed_exactly_once(
    paging: Paging,
    envelope: str,
    since: SinceFilter | None,
    id_field: FieldProfile,
    count: int,
    size: int,
    after_s: int,
) -> None:
    sandbox = _filled(_profile(paging, envelope, since, id_field), count, HandClock())
    items = sandbox.store.items("things")
    assert Reader(sandbox, size).ids() == [item.id for item in items]
    if since is not None:
        least = START + timedelta(seconds=after_s)
        wanted = [i.id for i in items if i.updated_at > least or (since.inclusive and i.updated_at == least)]
        assert Reader(sandbox, size).ids(_as_asked(since, after_s)) == wanted


@pytest.mark.parametrize("paging", PAGINGS, ids=lambda p: f"{p.style.value}-{p.token_param}-{p.next_path}")
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_every_paging_in_every_envelope(paging: Paging, envelope: str) -> None:
    sandbox = _filled(_profile(paging, envelope, None, IDS[1]), 11, HandClock())
    assert Reader(sandbox, 4).ids() == [item.id for item in sandbox.store.items("things")]


@pytest.mark.parametrize("id_field", IDS, ids=lambda f: f"{f.path}-{f.type.value}-{f.format or f.example}")
def test_ids_look_as_their_field_says(id_field: FieldProfile) -> None:
    sandbox = _filled(_profile(PAGINGS[0], "", None, id_field), 3, HandClock())
    ids = [item.id for item in sandbox.store.items("things")]
    patterns = {
        "integer": r"\d+",
        "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        "th_9x8y7z": r"th_[0-9a-z]{10}",
        "40017": r"\d+",
        "None": r"key-\d",
    }
    kind = "integer" if id_field.type is FieldType.INTEGER else id_field.format or str(id_field.example)
    assert all(re.fullmatch(patterns[kind], item_id) for item_id in ids)
    assert len(set(ids)) == 3


@pytest.mark.parametrize("place", range(0, 11, 2))
@pytest.mark.parametrize("style", ["opaque", "last id"])
def test_a_cursor_survives_what_is_added_and_deleted_behind_and_before_it(place: int, style: str) -> None:
    next_path = "next" if style == "opaque" else "last id"
    paging = Paging(P.CURSOR, "after", "limit", next_path=next_path)
    sandbox = _filled(_profile(paging, "data", None, IDS[0]), 11, HandClock())
    ids = [item.id for item in sandbox.store.items("things")]
    first = orjson.loads(sandbox.respond(Request("GET", "/things", (("limit", "5"),))).body)
    sandbox.store.remove("things", ids[place])
    new = sandbox.store.insert("things", {"name": "late"})
    token = first["next"] if style == "opaque" else ids[4]
    rest = orjson.loads(sandbox.respond(Request("GET", "/things", (("limit", "50"), ("after", token)))).body)
    wanted = [item_id for item_id in ids[5:] if item_id != ids[place]] + [new]
    assert [str(item["id"]) for item in rest["data"]] == wanted


def test_a_changed_item_moves_to_the_end_of_the_order_by_change() -> None:
    clock = HandClock()
    profile = _profile(Paging(P.NONE), "", FILTERS[1], IDS[0])
    sandbox = _filled(profile, 3, clock)
    ids = [item.id for item in sandbox.store.items("things")]
    clock.forward(10)
    sandbox.store.change("things", ids[0], {"name": "again"})
    assert Reader(sandbox, 10).ids(_as_asked(SinceFilter("x"), 0)) == [ids[1], ids[2], ids[0]]


@pytest.mark.parametrize(
    "query",
    [
        (("page", "0"),),
        (("page", "-1"),),
        (("page", "x"),),
        (("page", "9" * 40),),
        (("per_page", "0"),),
        (("per_page", "1e3"),),
        (("page", "²"),),
    ],
)
def test_a_page_that_cannot_be_is_refused(query: tuple[tuple[str, str], ...]) -> None:
    sandbox = _filled(_profile(PAGINGS[0], "", None, IDS[0]), 3, HandClock())
    assert sandbox.respond(Request("GET", "/things", query)).status == 400


@pytest.mark.parametrize(
    "text", ["x", "[]", '["c",null,false,1]', '["z",null,false,1,"a"]', '["m",7,0,{},"a"]', "\xff"]
)
def test_a_cursor_that_was_never_given_is_refused(text: str) -> None:
    sandbox = _filled(_profile(PAGINGS[6], "data", None, IDS[0]), 3, HandClock())
    for token in (text, base64.urlsafe_b64encode(text.encode()).decode()):
        assert sandbox.respond(Request("GET", "/things", (("cursor", token),))).status == 400


def test_a_moment_that_means_nothing_is_refused() -> None:
    sandbox = _filled(_profile(PAGINGS[0], "", FILTERS[1], IDS[0]), 1, HandClock())
    assert sandbox.respond(Request("GET", "/things", (("updated_since", "yesterday"),))).status == 400
