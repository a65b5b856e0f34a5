"""The metadata document of an OData service (`$metadata`, versions 2 to 4, XML).

Taken: entity sets and what may be done with them, keys and how they stand in an address, properties with type, null,
greatest length, label and what computes them, complex types, enumerations, references to other entities, next links,
`$filter` by the moment of change and by value, `$orderby`, protection by ETag.
Never: the address of the service, how one signs in, limits. Entities with a key of several properties can be listed and
created, not read one by one. Actions, functions and change tracking by delta links are not used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.finding import Finding, Severity
from interlock.model.path import Path
from interlock.model.profile import (
    EqualFilter,
    FieldProfile,
    FilterForm,
    Operation,
    Paging,
    PagingStyle,
    Parameter,
    RecordProfile,
    SinceFilter,
    Verb,
)
from interlock.model.value import JSON
from interlock.systems.formats._csdl import EntitySet, EntityType, Model, Property, model_of
from interlock.systems.formats._format import READ_AT, Binding, Drawing, Format, Source, broken, ends_in, finding
from interlock.systems.formats._xml import NotXml, read_xml, root_name

_LABEL = "OData metadata"
_MOST_SETS = 2_000
_MOST_FINDS = 40
# How values of a type are written in JSON: type, format, whether the older versions write a string instead.
_TYPES: dict[str, tuple[str, str, bool]] = {
    "Edm.String": ("string", "", False),
    "Edm.Boolean": ("boolean", "", False),
    "Edm.Byte": ("integer", "", False),
    "Edm.SByte": ("integer", "", False),
    "Edm.Int16": ("integer", "int32", False),
    "Edm.Int32": ("integer", "int32", False),
    "Edm.Int64": ("integer", "int64", True),
    "Edm.Decimal": ("number", "decimal", True),
    "Edm.Double": ("number", "double", True),
    "Edm.Single": ("number", "float", True),
    "Edm.Guid": ("string", "uuid", False),
    "Edm.Date": ("string", "date", False),
    "Edm.DateTime": ("string", "date-time", False),
    "Edm.DateTimeOffset": ("string", "date-time", False),
    "Edm.TimeOfDay": ("string", "time", False),
    "Edm.Time": ("string", "duration", False),
    "Edm.Duration": ("string", "duration", False),
    "Edm.Binary": ("string", "byte", False),
    "Edm.Stream": ("string", "byte", False),
}


def _recognises(source: Source) -> bool:
    return root_name(source) == "Edmx" or (root_name(source) == "Schema" and "EntityContainer" in source.text)


def _draw(sources: Sequence[Source]) -> Drawing:
    source = sources[0]
    try:
        model = model_of(read_xml(source))
    except NotXml as problem:
        return broken(source, _LABEL, str(problem))
    paths: dict[str, JSON] = {}
    bindings: list[Binding] = []
    findings: list[Finding] = []
    finish: dict[str, Callable[[RecordProfile], RecordProfile]] = {}
    by_type = {s.type: s.name for s in reversed(model.sets)}
    for one in model.sets[:_MOST_SETS]:
        kind = model.types.get(one.type)
        if kind is None:
            continue
        _draw_set(model, one, kind, paths, bindings)
        finish[one.name] = _finisher(model, one, kind, by_type)
        if len(kind.keys) > 1:
            findings.append(_several_keys(source, one, kind))
    findings += _of_the_whole(source, model)
    root: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": ""},
        "paths": paths,
        "components": {"schemas": {name: _schema(model, kind) for name, kind in model.types.items()}},
    }
    return Drawing(root, f"OData {model.version}.0", tuple(findings), bindings=bindings, finish=finish)


def _several_keys(source: Source, one: EntitySet, kind: EntityType) -> Finding:
    return finding(
        source.name,
        "key-of-several",
        Severity.WARNING,
        f"one of `{one.name}` is told by {len(kind.keys)} properties together: "
        + ", ".join(f"`{k}`" for k in kind.keys),
        why="items of such sets can be listed and created; reading, changing and deleting one needs a single key",
        hint="keep them as part of the record that they belong to, or ask the vendor for a set with one key",
        subject=one.name,
    )


def _of_the_whole(source: Source, model: Model) -> list[Finding]:
    found = [
        finding(
            source.name,
            "not-in-metadata",
            Severity.NOTE,
            "OData metadata does not say how one signs in, how often the service may be asked, or where it is",
            why="these have to be known before anything runs",
            hint="write the address and the credential into `interlock.toml`; state a limit in the resources",
        )
    ]
    if model.version < 4:
        found.append(
            finding(
                source.name,
                "old-odata",
                Severity.NOTE,
                f"the service speaks OData {model.version}: moments are `/Date(...)/`, long and decimal numbers are "
                "text, and many such services want an anti-forgery token with each write, which is not fetched",
                why="a write that wants the token is refused with 403",
                hint="ask the vendor for OData 4, or for a sign-in by which no token is wanted",
            )
        )
    return found


# Drawing


def _key_path(model: Model, one: EntitySet, kind: EntityType) -> str:
    """The path of one entity: `/Products({ID})`, with the quotes that its key wants."""
    name = kind.keys[0]
    type_of = next((p.type for p in kind.properties if p.name == name), "Edm.String")
    mark = f"{{{name}}}"
    if type_of == "Edm.String" or type_of in model.enums:
        mark = f"'{mark}'"
    elif type_of == "Edm.Guid" and model.version < 4:
        mark = f"guid'{mark}'"
    elif type_of == "Edm.Int64" and model.version < 4:
        mark = f"{mark}L"
    return f"/{one.name}({mark})"


def _draw_set(model: Model, one: EntitySet, kind: EntityType, paths: dict[str, JSON], bindings: list[Binding]) -> None:
    ref: JSON = {"$ref": f"#/components/schemas/{kind.name}"}
    shown: JSON = ref if model.version >= 4 else {"type": "object", "properties": {"d": ref}}
    items: JSON = {"type": "array", "items": ref}
    following: JSON = {"type": "string", "format": "uri"}
    if model.version >= 4:
        inner: dict[str, JSON] = {"value": items, "@odata.nextLink": following, "@odata.count": {"type": "integer"}}
        listing: JSON = {"type": "object", "properties": inner}
    else:
        inner = {"results": items, "__next": following, "__count": {"type": "string"}}
        listing = {"type": "object", "properties": {"d": {"type": "object", "properties": inner}}}
    here: dict[str, JSON] = {
        READ_AT: one.read_at,
        "get": {READ_AT: one.read_at, "summary": f"List {one.label or one.name}", "responses": _answer(200, listing)},
    }
    if "insert" not in one.refuses:
        here["post"] = {READ_AT: one.read_at, "requestBody": _body(ref), "responses": _answer(201, shown)}
    paths[f"/{one.name}"] = here
    if len(kind.keys) != 1:
        return
    path = _key_path(model, one, kind)
    match: JSON = {"name": "If-Match", "in": "header", "schema": {"type": "string"}}
    checks: list[JSON] = [match] if _versioned(one, kind) else []
    key: JSON = {"name": kind.keys[0], "in": "path", "required": True, "schema": {"type": "string"}}
    single: dict[str, JSON] = {
        READ_AT: one.read_at,
        "parameters": [key],
        "get": {READ_AT: one.read_at, "responses": _answer(200, shown)},
    }
    if "update" not in one.refuses:
        change: JSON = {
            READ_AT: one.read_at,
            "parameters": checks,
            "requestBody": _body(ref),
            "responses": _answer(204),
        }
        single["patch"] = change
        if model.version < 3:  # the partial update of these versions has a method of its own
            bindings.append(Binding("PATCH", path, _merging))
    if "delete" not in one.refuses:
        single["delete"] = {READ_AT: one.read_at, "parameters": checks, "responses": _answer(204)}
    paths[path] = single


def _merging(operation: Operation) -> Operation:
    return replace(operation, method="MERGE")


def _versioned(one: EntitySet, kind: EntityType) -> bool:
    return one.versioned or any(p.checked for p in kind.properties)


def _answer(status: int, schema: JSON = None) -> JSON:
    if schema is None:
        return {str(status): {"description": ""}}
    return {str(status): {"description": "", "content": {"application/json": {"schema": schema}}}}


def _body(schema: JSON) -> JSON:
    return {"content": {"application/json": {"schema": schema}}}


def _schema(model: Model, kind: EntityType) -> JSON:
    properties: dict[str, JSON] = {p.name: _drawn(model, p, is_key=p.name in kind.keys) for p in kind.properties}
    required: list[JSON] = [p.name for p in kind.properties if _is_required(p, is_key=p.name in kind.keys)]
    return {READ_AT: kind.read_at, "type": "object", "properties": properties, "required": required}


def _is_required(one: Property, *, is_key: bool) -> bool:
    if one.nullable or one.computed or one.default or one.several:
        return False
    # A service may make numbers and GUIDs of keys itself; it does not say so.
    return not is_key or one.type == "Edm.String"


def _drawn(model: Model, one: Property, *, is_key: bool) -> JSON:
    drawing: dict[str, JSON] = {READ_AT: one.read_at}
    if one.type in model.enums:
        drawing |= {"type": "string", "enum": list(model.enums[one.type])}
    elif one.type in model.types:
        drawing |= {"allOf": [{"$ref": f"#/components/schemas/{one.type}"}]}
    else:
        kind, form, as_text = _TYPES.get(one.type, ("", "", False))
        if kind:
            drawing["type"] = "string" if as_text and model.version < 4 else kind
        if form:
            drawing["format"] = form
        if one.max_length and kind == "string":
            drawing["maxLength"] = one.max_length
        if one.type == "Edm.Decimal" and one.scale is not None and one.scale < 10 and model.version >= 4:
            drawing["multipleOf"] = 10.0**-one.scale if one.scale else 1
    if one.several:
        drawing = {READ_AT: one.read_at, "type": "array", "items": drawing}
    if one.nullable and not is_key and not one.several:
        drawing["nullable"] = True
    if one.computed:
        drawing["readOnly"] = True
    if one.label:
        drawing["title" if not one.several else "x-label"] = one.label
    return drawing


# What the protocol says beyond the model


def _finisher(
    model: Model, one: EntitySet, kind: EntityType, by_type: dict[str, str]
) -> Callable[[RecordProfile], RecordProfile]:
    def finish(record: RecordProfile) -> RecordProfile:
        here = (Evidence(one.read_at),)
        path = "@odata.nextLink" if model.version >= 4 else "d.__next"
        # A service that does not page gives the whole list and no next link.
        paging = Fact(Paging(PagingStyle.LINK, next_path=path), Confidence.SURE, here)
        key = tuple(Path((name,)) for name in kind.keys)
        record = replace(
            record,
            fields=_fields(record.fields, kind, by_type),
            paging=paging,
            primary_key=Fact(key, Confidence.SURE, (Evidence(f"{kind.read_at}/Key"),)) if key else Fact(),
            operations=tuple(_with_parameters(o, one) for o in record.operations),
        )
        return record if "filter" in one.refuses else _filtered(record, model, one, kind)

    return finish


def _fields(fields: tuple[FieldProfile, ...], kind: EntityType, by_type: dict[str, str]) -> tuple[FieldProfile, ...]:
    refers = {name: by_type[target] for name, target in kind.references if target in by_type}
    unique = kind.keys[0] if len(kind.keys) == 1 else ""
    local = {p.name for p in kind.properties if p.type == "Edm.DateTime"}
    made = []
    for one in fields:
        name = str(one.path)
        if name in refers:
            one = replace(one, refers_to=Fact(refers[name], Confidence.SURE, (Evidence(one.pointer),)))  # noqa: PLW2901
        if name == unique:
            one = replace(one, unique=Fact(True, Confidence.SURE, (Evidence(f"{kind.read_at}/Key"),)))  # noqa: PLW2901
        if name in local:
            one = replace(one, zone="UTC")  # noqa: PLW2901 - these moments are written without one
        made.append(one)
    return tuple(made)


def _with_parameters(operation: Operation, one: EntitySet) -> Operation:
    if operation.verb is not Verb.LIST:
        return operation
    names = ["$select", "$top", "$skip"]
    names += [] if "filter" in one.refuses else ["$filter"]
    names += [] if "sort" in one.refuses else ["$orderby"]
    return replace(operation, parameters=(*operation.parameters, *(Parameter(n, "query") for n in names)))


def _filtered(record: RecordProfile, model: Model, one: EntitySet, kind: EntityType) -> RecordProfile:
    """The record with the filters that the protocol gives every set; a service may still not do all of them."""
    by_name = {p.name: p for p in kind.properties}
    here = (Evidence(one.read_at),)
    stamp = by_name.get(str(record.updated_at.value)) if record.updated_at.value else None
    if stamp is not None and stamp.filters and stamp.type in ("Edm.DateTimeOffset", "Edm.DateTime"):
        literal = "{since}"
        if model.version < 4:
            literal = "datetimeoffset'{since}'" if stamp.type == "Edm.DateTimeOffset" else "datetime'{since}'"
        since = SinceFilter("$filter", FilterForm.EXPRESSION, f"{{field}} ge {literal}", inclusive=True)
        record = replace(record, since=Fact(since, Confidence.LIKELY, here))
        if "sort" not in one.refuses:
            sort = (Parameter("$orderby", "query"), f"{stamp.name} asc")
            record = replace(record, sort=Fact(sort, Confidence.LIKELY, here))
    finds: list[EqualFilter] = []
    for field in record.fields:
        known = by_name.get(str(field.path))
        if known is None or not known.filters or known.several or len(finds) >= _MOST_FINDS:
            continue
        template = _equal(known, model)
        if template:
            finds.append(EqualFilter(field.path, "$filter", template))
    return replace(record, finds=tuple(finds))


def _equal(one: Property, model: Model) -> str:
    """The condition that a property has a value; empty where values of its type are not looked for."""
    if one.type == "Edm.String":
        return f"{one.name} eq '{{value}}'"
    if one.type == "Edm.Guid":
        return f"{one.name} eq {{value}}" if model.version >= 4 else f"{one.name} eq guid'{{value}}'"
    if one.type in ("Edm.Int16", "Edm.Int32") or (one.type == "Edm.Int64" and model.version >= 4):
        return f"{one.name} eq {{value}}"
    return ""


_EXAMPLE = (
    "metadata.xml",
    """<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="Ticket"><Key><PropertyRef Name="ID"/></Key>
    <Property Name="ID" Type="Edm.Guid" Nullable="false"/>
    <Property Name="Title" Type="Edm.String" Nullable="false" MaxLength="80"/>
    <Property Name="ModifiedAt" Type="Edm.DateTimeOffset"/></EntityType>
  <EntityContainer Name="C"><EntitySet Name="Tickets" EntityType="Shop.Ticket"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=80, example=_EXAMPLE, meant=ends_in("edmx", "csdl"))
