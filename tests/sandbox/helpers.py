"""Three systems that differ in everything, a clock that is set by hand, and a small client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from interlock.model.http import Request, Response
from interlock.model.path import Path
from interlock.model.profile import (
    ArchiveFlag,
    AuthKind,
    AuthScheme,
    BodyForm,
    DeletesSeen,
    DeleteVisibility,
    EqualFilter,
    FieldProfile,
    FieldType,
    FilterForm,
    Operation,
    Paging,
    PagingStyle,
    Parameter,
    RateLimit,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
    sure,
)
from interlock.model.secret import Credential, Secret
from interlock.sandbox import Behaviours, Sandbox

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
S, I, N, B, A, O = (  # noqa: E741 - one letter keeps the tables of fields readable
    FieldType.STRING,
    FieldType.INTEGER,
    FieldType.NUMBER,
    FieldType.BOOLEAN,
    FieldType.ARRAY,
    FieldType.OBJECT,
)


class HandClock:
    """A clock that goes only when it is told to."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.forward(seconds)

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def field(path: str, type_: FieldType = S, **facts: object) -> FieldProfile:
    return FieldProfile(Path.of(path), type_, **facts)  # type: ignore[arg-type]


def paths(*texts: str) -> tuple[Path, ...]:
    return tuple(Path.of(text) for text in texts)


# Pages, a key in a header, wrapped items, final deletes, integers, cents, milliseconds

_BOOK_FIELDS = (
    field("id", I, read_only=True),
    field("isbn", required=True, pattern="^97[89][0-9]{10}$", unique=sure(True)),
    field("title", required=True, min_length=1, max_length=80),
    field("author_id", I, required=True, refers_to=sure("authors")),
    field("price_cents", I, required=True, minimum=0),
    field("binding", enum=("hard", "soft"), default="soft"),
    field("blurb", nullable=True, max_length=200),
    field("tags[]", A, items=S),
    field("chapters[]", A),
    field("chapters[].id", I, read_only=True),
    field("chapters[].heading", required=True),
    field("chapters[].pages", I, minimum=1),
    field("printed_on", format="date"),
    field("created_at", read_only=True, format="date-time"),
    field("updated_at", read_only=True, format="date-time", example="2026-01-01T00:00:00.000Z"),
)
_AUTHOR_FIELDS = (
    field("id", I, read_only=True),
    field("email", required=True, format="email", unique=sure(True)),
    field("first_name", required=True),
    field("last_name", required=True),
    field("phone", nullable=True),
    field("country", enum=("Germany", "France")),
    field("newsletter", B, default=False),
    field("created_at", read_only=True, format="date-time"),
    field("updated_at", read_only=True, format="date-time", example="2026-01-01T00:00:00.000Z"),
)


def _shop_record(name: str, one: str, fields: tuple[FieldProfile, ...]) -> RecordProfile:
    def op(verb: Verb, method: str, path: str, **facts: object) -> Operation:
        return Operation(verb, method, path, **facts)  # type: ignore[arg-type]

    return RecordProfile(
        name=name,
        operations=(
            op(Verb.LIST, "GET", f"/{name}", records_path=name),
            op(Verb.CREATE, "POST", f"/{name}", body_path=one, records_path=one, success=(201,)),
            op(Verb.GET, "GET", f"/{name}/{{id}}", records_path=one, id_param="id"),
            op(Verb.UPDATE, "PATCH", f"/{name}/{{id}}", body_path=one, records_path=one, id_param="id"),
            op(Verb.DELETE, "DELETE", f"/{name}/{{id}}", success=(204,), id_param="id"),
        ),
        fields=fields,
        primary_key=sure(paths("id")),
        paging=sure(
            Paging(
                PagingStyle.PAGE,
                "page",
                "per_page",
                first=1,
                size_default=50,
                size_max=100,
                total_path="meta.total_pages",
            )
        ),
        created_at=sure(Path.of("created_at")),
        updated_at=sure(Path.of("updated_at")),
        since=sure(SinceFilter("updated_since", inclusive=True)),
        stamp_resolution_s=sure(0.001),
        sort=sure((Parameter("sort", "query"), "updated_at")),
        deletes=sure(DeleteVisibility(DeletesSeen.NONE)),
    )


SHOP = SystemProfile(
    name="shop",
    auth=sure((AuthScheme(AuthKind.API_KEY, where="header", parameter="X-Shop-Key"),)),
    rate_limit=sure(RateLimit(600, 60.0)),
    records=(_shop_record("books", "book", _BOOK_FIELDS), _shop_record("authors", "author", _AUTHOR_FIELDS)),
)

# Cursors, OAuth 2, bare items, tombstones, idempotency, merge patch, replace, archive, ETags, whole seconds

_TICKET_FIELDS = (
    field("id", read_only=True, example="tk_8f3k2m"),
    field("subject", required=True, min_length=1, max_length=120),
    field("external_key", nullable=True, max_length=40),
    field("state", enum=("open", "waiting", "solved"), default="open"),
    field("effort", N, nullable=True, minimum=0, multiple_of=0.01),
    field("reporter.name", required=True),
    field("reporter.email", format="email"),
    field("seen_count", I, read_only=True),
    field("archived", B, read_only=True),
    field("deleted", B, read_only=True),
    field("created_at", read_only=True, format="date-time"),
    field("modified_at", read_only=True, format="date-time"),
)
TICKETS = RecordProfile(
    name="tickets",
    operations=(
        Operation(Verb.LIST, "GET", "/tickets", records_path="data"),
        Operation(Verb.CREATE, "POST", "/tickets"),
        Operation(Verb.GET, "GET", "/tickets/{ticket_id}"),
        Operation(Verb.UPDATE, "PATCH", "/tickets/{ticket_id}", form=BodyForm.MERGE_PATCH),
        Operation(Verb.UPSERT, "PUT", "/tickets/by-key/{external_key}"),
        Operation(Verb.DELETE, "DELETE", "/tickets/{ticket_id}"),
        Operation(Verb.ARCHIVE, "POST", "/tickets/{ticket_id}/archive"),
        Operation(Verb.RESTORE, "POST", "/tickets/{ticket_id}/restore"),
        Operation(
            Verb.BULK_CREATE, "POST", "/tickets/bulk", body_path="tickets", body_is_array=True, records_path="tickets"
        ),
        Operation(Verb.BULK_DELETE, "POST", "/tickets/bulk-delete", body_path="ids"),
    ),
    fields=_TICKET_FIELDS,
    primary_key=sure(paths("id")),
    paging=sure(Paging(PagingStyle.CURSOR, "cursor", "limit", next_path="next_cursor", size_default=20, size_max=50)),
    created_at=sure(Path.of("created_at")),
    updated_at=sure(Path.of("modified_at")),
    since=sure(SinceFilter("modified[gte]", FilterForm.DEEP_OBJECT, inclusive=True)),
    stamp_resolution_s=sure(1.0),
    deletes=sure(
        DeleteVisibility(DeletesSeen.TOMBSTONE, "include_deleted", "true", field=Path.of("deleted"), value=True)
    ),
    archive_flag=sure(ArchiveFlag(Path.of("archived"), True, False)),
    finds=(EqualFilter(Path.of("external_key"), "external_key"),),
    external_id=sure(Path.of("external_key")),
    version=sure("etag"),
)
DESK = SystemProfile(
    name="desk",
    servers=("https://api.desk.example/v2",),
    auth=sure(
        (AuthScheme(AuthKind.OAUTH2, flow="clientCredentials", token_url="https://api.desk.example/oauth/token"),)
    ),
    idempotency_header=sure("Idempotency-Key"),
    records=(TICKETS,),
)

# Link headers, basic, a list at the root, forms, a version field, seconds since 1970, archived by a flag

PARCELS = RecordProfile(
    name="parcels",
    operations=(
        Operation(Verb.LIST, "GET", "/v1/parcels"),
        Operation(Verb.CREATE, "POST", "/v1/parcels", form=BodyForm.FORM, success=(200,)),
        Operation(Verb.GET, "GET", "/v1/parcels/{id}"),
        Operation(Verb.UPDATE, "POST", "/v1/parcels/{id}", form=BodyForm.FORM),
        Operation(Verb.DELETE, "DELETE", "/v1/parcels/{id}", success=(200,)),
    ),
    fields=(
        field("id", read_only=True, format="uuid"),
        field("label", required=True),
        field("fragile", B),
        field("weight", N, minimum=0),
        field("count", I, nullable=True),
        field("address.city"),
        field("address.zip"),
        field("items[]", A),
        field("items[].name", required=True),
        field("items[].quantity", I, required=True),
        field("codes[]", A, items=S),
        field("rev", I, read_only=True),
        field("active", B),
        field("created", I, read_only=True, description="Seconds since 1970"),
        field("updated", I, read_only=True, description="Seconds since 1970"),
    ),
    primary_key=sure(paths("id")),
    paging=sure(Paging(PagingStyle.LINK, "page_token", "size", next_path="header:Link", size_default=10)),
    created_at=sure(Path.of("created")),
    updated_at=sure(Path.of("updated")),
    since=sure(SinceFilter("updated_after", inclusive=False, epoch="s")),
    deletes=sure(DeleteVisibility(DeletesSeen.FLAG, field=Path.of("active"), value=False)),
    version=sure("rev"),
)
POST_OFFICE = SystemProfile(name="post", auth=sure((AuthScheme(AuthKind.BASIC),)), records=(PARCELS,))

CREDENTIAL = Credential(
    {
        "token": Secret("the-key"),
        "username": Secret("ann"),
        "password": Secret("s3:cret"),
        "client_id": Secret("client"),
        "client_secret": Secret("shh"),
    }
)
SIGNED: Mapping[str, Mapping[str, str]] = {
    "shop": {"x-shop-key": "the-key"},
    "desk": {"authorization": "Bearer the-key"},
    "post": {"authorization": "Basic YW5uOnMzOmNyZXQ="},
}


class Client:
    """Asks a sandbox, signed, and reads JSON."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.headers = dict(SIGNED.get(sandbox.profile.name, {}))

    def send(
        self,
        method: str,
        address: str,
        json: object = None,
        *,
        data: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        split = urlsplit(address)
        query = tuple(parse_qsl(split.query, keep_blank_values=True))
        body = orjson.dumps(json) if json is not None else data
        return self.sandbox.respond(Request(method, split.path, query, {**self.headers, **(headers or {})}, body))

    def json(self, method: str, address: str, json: object = None, *, status: int = 200, **more: Any) -> Any:
        response = self.send(method, address, json, **more)
        assert response.status == status, (response.status, response.body)
        return orjson.loads(response.body) if response.body else {}


def sandbox(profile: SystemProfile, clock: HandClock | None = None, **more: object) -> Sandbox:
    return Sandbox(profile, clock or HandClock(), credential=CREDENTIAL, **more)  # type: ignore[arg-type]


def client(profile: SystemProfile, clock: HandClock | None = None, **behaviours: object) -> Client:
    return Client(sandbox(profile, clock, behaviours=Behaviours(**behaviours)))  # type: ignore[arg-type]


def with_record(profile: SystemProfile, name: str, **facts: object) -> SystemProfile:
    """The profile with other facts about one record."""
    records = tuple(replace(r, **facts) if r.name == name else r for r in profile.records)  # type: ignore[arg-type]
    return replace(profile, records=records)
