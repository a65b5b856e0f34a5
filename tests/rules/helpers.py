"""A sound document and the two systems it speaks of; what `check` says when a fragment takes the place of a part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as File

from tests.rules.splice import splice

from interlock.document import read
from interlock.model.agreement import Agreed, CellChange, Grade, Layer, SignedBy, Trouble
from interlock.model.document import Document
from interlock.model.fact import sure
from interlock.model.finding import Finding
from interlock.model.path import Path
from interlock.model.profile import (
    ArchiveFlag,
    DeletesSeen,
    DeleteVisibility,
    FieldProfile,
    FieldType,
    Operation,
    Paging,
    PagingStyle,
    RecordProfile,
    SystemProfile,
    Verb,
)
from interlock.model.value import JSON, Side
from interlock.rules import Context, check

BASE = (File(__file__).parent / "base.interlock.md").read_text(encoding="utf-8")
PATH = "base.interlock.md"


def field(
    path: str,
    kind: FieldType = FieldType.STRING,
    *,
    required: bool = False,
    read_only: bool = False,
    write_only: bool = False,
    max_length: int | None = None,
    enum: tuple[JSON, ...] = (),
    default: JSON = None,
    refers_to: str = "",
    form: str = "",
    minimum: float | None = None,
) -> FieldProfile:
    """A field as a description could state it."""
    return FieldProfile(
        Path.of(path),
        kind,
        required=required,
        read_only=read_only,
        write_only=write_only,
        max_length=max_length,
        enum=enum,
        default=default,
        format=form,
        minimum=minimum,
        refers_to=sure(refers_to) if refers_to else FieldProfile(Path.of(path), kind).refers_to,
    )


_METHODS = {
    Verb.LIST: "GET",
    Verb.GET: "GET",
    Verb.CREATE: "POST",
    Verb.UPDATE: "PATCH",
    Verb.DELETE: "DELETE",
}


def record(
    name: str,
    *fields: FieldProfile,
    verbs: tuple[Verb, ...] = tuple(_METHODS),
    bare: bool = False,
    pages: Paging | None = None,
    nameless: bool = False,
    fixed: tuple[str, ...] = (),
) -> RecordProfile:
    """A record with an id and the usual operations, that shows deletes and can be archived unless it is `bare`."""
    alone = {Verb.LIST, Verb.CREATE}
    changed = tuple(one.path for one in fields if str(one.path) not in fixed) if fixed else ()
    operations = tuple(
        Operation(
            verb,
            _METHODS[verb],
            f"/{name}" if verb in alone else f"/{name}/{{id}}",
            fields_accepted=changed if verb is Verb.UPDATE else (),
        )
        for verb in verbs
    )
    all_fields = fields if nameless else (field("id", read_only=True), *fields)
    paging = sure(pages or Paging(PagingStyle.PAGE, "page", "size", size_default=50, size_max=100))
    if bare:
        return RecordProfile(name, operations=operations, fields=all_fields, paging=paging)
    return RecordProfile(
        name,
        operations=operations,
        fields=(*all_fields, field("archived", FieldType.BOOLEAN)),
        paging=paging,
        deletes=sure(DeleteVisibility(DeletesSeen.TOMBSTONE, parameter="deleted")),
        created_at=sure(Path.of("created")),
        archive_flag=sure(ArchiveFlag(Path.of("archived"), True, False)),
    )


def _desk(*, bare: bool = False) -> SystemProfile:
    client = (
        field("email", required=True),
        field("name", max_length=120),
        field("phone"),
        field("note", max_length=2000),
        field("points", FieldType.INTEGER),
        field("country"),
        field("country_code", max_length=2),
        field("pin", write_only=True),
    )
    invoice = (
        field("number", required=True),
        field("client_id", refers_to="clients"),
        field("amount_cents", FieldType.INTEGER),
        field("currency"),
        field("status", enum=("draft", "sent", "paid")),
        field("paid", FieldType.BOOLEAN),
        field("weight", FieldType.NUMBER),
        field("written_at", form="date-time"),
        field("due_on", form="date"),
        field("entries[]", FieldType.ARRAY),
        field("entries[].code"),
        field("entries[].cents", FieldType.INTEGER),
    )
    return SystemProfile(
        "Desk",
        records=(
            record("clients", *client, bare=bare),
            record("tenants", *client, bare=bare),
            record("invoices", *invoice, bare=bare),
        ),
    )


def _books(*, blind: bool = False) -> SystemProfile:
    account = (
        field("mail", required=True),
        field("title", max_length=120),
        field("phone"),
        field("headline", max_length=60),
        field("remark"),
        field("code", read_only=True),
        field("points", FieldType.INTEGER),
        field("iso", max_length=2),
        field("land", max_length=60),
    )
    bill = (
        field("number", required=True),
        field("account_id", required=True, refers_to="accounts"),
        field("amount", FieldType.NUMBER),
        field("currency", required=True, default="EUR"),
        field("state", enum=("open", "closed")),
        field("audited", FieldType.BOOLEAN, required=True, read_only=True),
        field("units", FieldType.INTEGER),
        field("booked_on", form="date"),
        field("opened_at", form="date-time"),
        field("stamp", FieldType.INTEGER, form="unix-time"),
        field("origin"),
        field("lines[]", FieldType.ARRAY),
        field("lines[].sku", required=True),
        field("lines[].price", FieldType.NUMBER, required=True),
        field("lines[].tax", FieldType.NUMBER),
    )
    return SystemProfile(
        "Books",
        records=(
            record("accounts", *account, pages=Paging(PagingStyle.CURSOR, token_param="after") if blind else None),
            record("people", *account),
            record("bills", *bill, fixed=("origin",), nameless=blind),
            record("journals", *bill, verbs=(Verb.LIST, Verb.GET)),
        ),
    )


def _shop() -> SystemProfile:
    return SystemProfile("Shop", records=(record("products", field("sku", required=True), field("name")),))


PROFILES = {
    "systems/shop.yaml": _shop(),
    "systems/desk.yaml": _desk(),
    "systems/desk-bare.yaml": _desk(bare=True),
    "systems/books.yaml": _books(),
    "systems/books-blind.yaml": _books(blind=True),
}


OTHER = (File(__file__).parent / "other.interlock.md").read_text(encoding="utf-8")
OTHER_PATH = "other.interlock.md"
APART = "<!-- the other document -->"
SIGNED = "<!-- what was signed -->"


def raised(fragment: str = "", *, scope_only: bool = False, profiles: bool = True) -> tuple[Finding, ...]:
    """What `check` finds in the base with the fragment in its place; each system is known by its description's path.

    What stands below `APART` takes its place in the other document of the folder, what stands below `SIGNED` is a
    table of what was signed.
    """
    fragment, _, table = fragment.partition(SIGNED)
    mine, _, theirs = fragment.partition(APART)
    reading = read(splice(BASE, mine) if mine.strip() else BASE, PATH)
    other = read(splice(OTHER, theirs.strip() + "\n") if theirs.strip() else OTHER, OTHER_PATH).document
    beside = Context(other, known_profiles(other) if profiles else {})
    known = known_profiles(reading.document) if profiles else {}
    agreed = signed(table) if table.strip() else None
    return check(reading.document, reading.findings, known, others=[beside], agreed=agreed, scope_only=scope_only)


def signed(table: str) -> Agreed:
    """What a table says was signed; its last column is `holds`, `changed: CELL: BEFORE → AFTER`, or `TROUBLE: WHY`."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()[2:]]
    return Agreed(dict.fromkeys(Layer, "0" * 64), tuple(_signature(*row) for row in rows))


def _signature(layer: str, party: str, name: str, grade: str, state: str, version: str = "1.1.0") -> SignedBy:
    found = SignedBy(party, name, "", Grade(grade), None, Layer(layer), version, "", f"signatures/{layer}.{name}.json")
    kind, _, rest = state.partition(": ")
    if kind == "holds":
        return found
    if kind != "changed":
        return replace(found, trouble=Trouble(kind), detail=rest)
    cells = []
    for one in rest.split("; "):
        where, _, values = one.partition(": ")
        section, row, column = where.split(", ")
        before, _, after = f"{values} ".partition(" → ")
        cells.append(CellChange(Layer(layer), section, "", row, column, before, after.strip()))
    return replace(found, changed=tuple(cells))


def known_profiles(document: Document) -> dict[Side, SystemProfile]:
    """What was learned of the systems of a document, by its sides."""
    return {row.side: PROFILES[row.description] for row in document.systems if row.description in PROFILES}


def codes(fragment: str = "", *, scope_only: bool = False, profiles: bool = True) -> set[str]:
    """The codes of what `check` finds."""
    return {finding.code for finding in raised(fragment, scope_only=scope_only, profiles=profiles)}
