"""What was learned of a system: every fact with its evidence and how sure it is.

A fact that is not known has the value None and the confidence UNKNOWN; nothing is guessed silently. The form on disk
is `systems/NAME.profile.json`, written and read by the `systems` room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from interlock.model.fact import Confidence as Confidence
from interlock.model.fact import Evidence as Evidence
from interlock.model.fact import Fact as Fact
from interlock.model.fact import sure as sure
from interlock.model.observation import Observation
from interlock.model.path import Path
from interlock.model.sign_in import AuthKind as AuthKind
from interlock.model.sign_in import AuthScheme as AuthScheme
from interlock.model.sign_in import Permission as Permission
from interlock.model.value import JSON
from interlock.model.webhooks import Deliveries

# Fields


class FieldType(StrEnum):
    """The type of a field's values on the wire."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    OBJECT = "object"
    ARRAY = "array"
    MAP = "map"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class FieldProfile:
    """One field of a record, nested ones by their whole path (`address.city`, `lines[].sku`).

    An array of objects has a row of its own (`lines[]`, type ARRAY) and one for each field of its elements; an array
    of scalars has a row (`tags[]`) whose `items` is the type of its elements. `required` is for creating.
    `unit` and `zone` are what prose says of a number or a local time (`cents`, `Europe/Berlin`).
    """

    path: Path
    type: FieldType
    items: FieldType | None = None
    required: bool = False
    nullable: bool = False
    read_only: bool = False
    write_only: bool = False
    enum: tuple[JSON, ...] = ()
    format: str = ""
    pattern: str = ""
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    multiple_of: float | None = None
    default: JSON = None
    example: JSON = None
    label: str = ""
    description: str = ""
    unit: str = ""
    zone: str = ""
    deprecated: bool = False
    variants: tuple[str, ...] = ()
    unique: Fact[bool] = field(default_factory=Fact)
    refers_to: Fact[str] = field(default_factory=Fact)
    """The resource whose id it holds."""
    pointer: str = ""


# Operations


class Verb(StrEnum):
    """What an operation does to a record."""

    LIST = "list"
    GET = "get"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    ARCHIVE = "archive"
    RESTORE = "restore"
    UPSERT = "upsert"
    SEARCH = "search"
    BULK_CREATE = "bulk create"
    BULK_UPDATE = "bulk update"
    BULK_DELETE = "bulk delete"


class BodyForm(StrEnum):
    """How a request body is written."""

    JSON = "application/json"
    MERGE_PATCH = "application/merge-patch+json"
    FORM = "application/x-www-form-urlencoded"
    JSON_API = "application/vnd.api+json"
    MULTIPART = "multipart/form-data"
    XML = "application/xml"
    BYTES = "application/octet-stream"
    """a file as it is"""

    @property
    def is_written(self) -> bool:
        """Whether the client writes such bodies."""
        return self not in {BodyForm.MULTIPART, BodyForm.XML, BodyForm.BYTES}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation; `where` is `query`, `header`, `path` or `body`."""

    name: str
    where: str
    type: FieldType = FieldType.STRING
    required: bool = False
    enum: tuple[JSON, ...] = ()
    default: JSON = None
    minimum: float | None = None
    maximum: float | None = None
    style: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to do one thing.

    `body_path` is where the item stands in the request (`` `` the whole body, `customer` wrapped, `data.attributes`);
    `records_path` where it, or for lists the array, stands in the answer; `data[*].customer` means that each element
    wraps the item. `id_in` is `path`, `query`, `body` (beside the fields) or `envelope` (at `id_param` from the top).
    `body_fixed` with an `operationName` tells operations of one path apart. `refusals` are places where anything means
    no, in an answer of status 200. `replaces` says that an update must send the whole item (PUT). `at_once` is how many
    items one request takes, where the body is an array of them; `whole` whether it then does all or none.
    """

    verb: Verb
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    form: BodyForm = BodyForm.JSON
    body_path: str = ""
    body_is_array: bool = False
    body_fixed: dict[str, JSON] = field(default_factory=dict)
    records_path: str = ""
    returns_item: Fact[bool] = field(default_factory=Fact)
    success: tuple[int, ...] = ()
    id_in: str = "path"
    id_param: str = ""
    refusals: tuple[str, ...] = ()
    replaces: bool = False
    at_once: Fact[int] = field(default_factory=Fact)
    whole: Fact[bool] = field(default_factory=Fact)
    fields_accepted: tuple[Path, ...] = ()
    """The fields that the body takes; empty: all that are not read-only."""
    fields_required: tuple[Path, ...] = ()
    asks: tuple[tuple[Permission, ...], ...] = ()
    """What a caller must show: all of one of these; empty: nothing is said."""
    pointer: str = ""


class PagingStyle(StrEnum):
    """How a list is read in pieces."""

    PAGE = "page"
    OFFSET = "offset"
    CURSOR = "cursor"
    LINK = "link"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is read in pieces.

    `token_param` asks for the next piece, `size_param` sets how many, `where` tells where these go (query or body).
    `next_path` is where the answer shows the next token or address: a path in the body, `header:Link` for a Link
    header, or `last id` when the id of the last item is the token. `more_path` is a flag that more follow.
    `first` is the token of the first page (0 or 1 for pages), None where the first request has none.
    """

    style: PagingStyle
    token_param: str = ""
    size_param: str = ""
    where: str = "query"
    next_path: str = ""
    more_path: str = ""
    total_path: str = ""
    first: int | None = None
    size_default: int | None = None
    size_max: int | None = None


class FilterForm(StrEnum):
    """How a list is asked for what changed since a moment."""

    PLAIN = "plain"
    """`?updated_since=2026-01-01T00:00:00Z`"""
    DEEP_OBJECT = "deepObject"
    """`?updated[gte]=...`; the parameter's name holds the brackets"""
    EXPRESSION = "expression"
    """a small query language in one parameter; `template` shows it"""
    HEADER = "header"
    """If-Modified-Since"""
    BODY = "body"
    """a condition in the body of a search; `template` shows it"""


@dataclass(frozen=True, slots=True)
class SinceFilter:
    """The parameter that asks for what changed since a moment; `template` has `{field}` and `{since}`."""

    parameter: str
    form: FilterForm = FilterForm.PLAIN
    template: str = ""
    inclusive: bool | None = None
    epoch: str = ""
    """`s` or `ms` where the moment is a number of seconds or milliseconds since 1970"""


class DeletesSeen(StrEnum):
    """How a deleted item can be noticed."""

    TOMBSTONE = "tombstone"
    """lists can show deleted items"""
    FLAG = "flag"
    """a field of the item says so"""
    EVENT = "event"
    """a webhook tells"""
    NONE = "none"
    """only by its absence"""


@dataclass(frozen=True, slots=True)
class DeleteVisibility:
    """How a deleted item can be noticed: the parameter that shows tombstones, the field and value that mark one."""

    how: DeletesSeen
    parameter: str = ""
    parameter_value: str = ""
    field: Path | None = None
    value: JSON = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveFlag:
    """A field that takes an item out of use without deleting it."""

    field: Path
    value: JSON
    active: JSON = None


@dataclass(frozen=True, slots=True)
class EqualFilter:
    """A list parameter that finds items by the exact value of a field: how a lost create can be looked for."""

    field: Path
    parameter: str
    template: str = "{value}"


@dataclass(frozen=True)
class RecordProfile:
    """One kind of thing that a system keeps."""

    name: str
    label: str = ""
    parent: Fact[str] = field(default_factory=Fact)
    operations: tuple[Operation, ...] = ()
    fields: tuple[FieldProfile, ...] = ()
    primary_key: Fact[tuple[Path, ...]] = field(default_factory=Fact)
    paging: Fact[Paging] = field(default_factory=Fact)
    """How its list is read in pieces."""
    search_paging: Fact[Paging] = field(default_factory=Fact)
    """The same of its search, where there is one."""
    search_since: Fact[SinceFilter] = field(default_factory=Fact)
    """How its search is asked for what changed since a moment."""
    created_at: Fact[Path] = field(default_factory=Fact)
    updated_at: Fact[Path] = field(default_factory=Fact)
    since: Fact[SinceFilter] = field(default_factory=Fact)
    created_since: Fact[SinceFilter] = field(default_factory=Fact)
    """The filter by creation; it does not show what changed, and is enough only for what never changes."""
    stamp_resolution_s: Fact[float] = field(default_factory=Fact)
    sort: Fact[tuple[Parameter, str]] = field(default_factory=Fact)  # its value orders by change, oldest first
    deletes: Fact[DeleteVisibility] = field(default_factory=Fact)
    archive_flag: Fact[ArchiveFlag] = field(default_factory=Fact)
    match_keys: Fact[tuple[Path, ...]] = field(default_factory=Fact)
    finds: tuple[EqualFilter, ...] = ()
    merged_ids: Fact[Path] = field(default_factory=Fact)
    """A field with the ids of the items that were merged into this one."""
    external_id: Fact[Path] = field(default_factory=Fact)
    """A field that we fill and that the system keeps unique."""
    idempotency_header: Fact[str] = field(default_factory=Fact)
    version: Fact[str] = field(default_factory=Fact)
    """How a write is protected against a newer one: `etag` (If-Match) or the path of a version field."""
    events: Fact[tuple[str, ...]] = field(default_factory=Fact)
    observed: tuple[Observation, ...] = ()

    def operation(self, verb: Verb) -> Operation | None:
        """The way to do that, or None."""
        return self._by_verb.get(verb)

    def field(self, path: Path | str) -> FieldProfile | None:
        """The field at that path, or None."""
        return self._by_path.get(tuple(path.split(".")) if isinstance(path, str) else path.parts)

    @cached_property
    def _by_verb(self) -> Mapping[Verb, Operation]:
        return {operation.verb: operation for operation in reversed(self.operations)}

    @cached_property
    def _by_path(self) -> Mapping[tuple[str, ...], FieldProfile]:
        return {known.path.parts: known for known in reversed(self.fields)}

    @cached_property
    def id_path(self) -> Path:
        """The path of the id: the one primary key, else `id`."""
        key = self.primary_key.value
        return key[0] if key else Path.of("id")


# The system


@dataclass(frozen=True, slots=True)
class RateLimit:
    """So many requests in so many seconds."""

    requests: int
    per_s: float


@dataclass(frozen=True, slots=True)
class EventKind:
    """A webhook or event that a system sends: its name, the record it is about, what it carries."""

    name: str
    record: str = ""
    change: str = ""
    """`created`, `updated`, `deleted` or empty where the name does not tell"""
    payload_path: str = ""
    id_path: str = ""
    pointer: str = ""


@dataclass(frozen=True)
class SystemProfile:
    """What was learned of one system."""

    name: str
    title: str = ""
    description_format: str = ""
    digest: str = ""
    """The sha256 of the description, after its overlay."""
    documentation: str = ""
    """The address of what the vendor has written for people."""
    servers: tuple[str, ...] = ()
    auth: Fact[tuple[AuthScheme, ...]] = field(default_factory=Fact)
    rate_limit: Fact[RateLimit] = field(default_factory=Fact)
    idempotency_header: Fact[str] = field(default_factory=Fact)
    version_header: Fact[tuple[str, str]] = field(default_factory=Fact)
    fixed_headers: tuple[tuple[str, str], ...] = ()
    events: tuple[EventKind, ...] = ()
    signature_header: Fact[str] = field(default_factory=Fact)
    deliveries: Deliveries = field(default_factory=Deliveries)
    subscribe: Operation | None = None
    ping: Operation | None = None
    """Has the system send a test to one subscription, whose id stands in its path."""
    records: tuple[RecordProfile, ...] = ()
    observed: tuple[Observation, ...] = ()

    def record(self, name: str) -> RecordProfile | None:
        """The record of that name, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, RecordProfile]:
        return {known.name: known for known in reversed(self.records)}
