"""A WSDL 1.1 description of a SOAP service, with the XML schemas given beside it.

Taken: records with their fields (type, null, required, enumerations, lengths), which of create, get, list, update and
delete there are, told by the names of operations; the address.
Never run: requests and answers of SOAP are XML, which Interlock neither writes nor reads. A finding says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from interlock.model.finding import Finding, Severity
from interlock.model.profile import BodyForm, Operation
from interlock.model.value import JSON
from interlock.systems.formats._format import READ_AT, Binding, Drawing, Format, Source, broken, ends_in, finding
from interlock.systems.formats._xml import NotXml, anywhere, attribute, below, read_xml, root_name
from interlock.systems.formats._xsd import Types, bare
from interlock.systems.words import singular, stem, tokens

_LABEL = "WSDL"
_MOST_RECORDS = 500
_VERBS = {
    "get": "get", "read": "get", "retrieve": "get", "fetch": "get", "load": "get",
    "list": "list", "search": "list", "find": "list", "query": "list",
    "create": "post", "add": "post", "insert": "post", "new": "post",
    "update": "put", "modify": "put", "change": "put", "edit": "put", "set": "put", "upsert": "put", "save": "put",
    "delete": "delete", "remove": "delete",
}  # fmt: skip
_AROUND = {"all", "by", "id", "ids", "list", "key", "number", "details", "detail", "info", "one", "many", "record"}


def _recognises(source: Source) -> bool:
    return (root_name(source) in ("definitions", "schema") and "schemas.xmlsoap.org" in source.text) or (
        root_name(source) == "schema" and "XMLSchema" in source.head
    )


@dataclass(frozen=True, slots=True)
class _Call:
    """One operation of the service: what it does, to what, and the types that go in and come out."""

    name: str
    does: str
    thing: str
    several: bool
    takes: tuple[str, ...]
    gives: tuple[str, ...]


def _draw(sources: Sequence[Source]) -> Drawing:
    types = Types()
    definitions: list[Element] = []
    for source in sources:
        try:
            root = read_xml(source)
        except NotXml as problem:
            return broken(source, _LABEL, str(problem))
        for schema in [root] if root_name(source) == "schema" else anywhere(root, "schema"):
            types.take(schema)
        if root_name(source) == "definitions":
            definitions.append(root)
    calls = [call for root in definitions for call in _calls(root, types)]
    address = next((attribute(a, "location") for root in definitions for a in anywhere(root, "address")), "")
    records = _records(calls, types)
    paths: dict[str, JSON] = {}
    bindings: list[Binding] = []
    for thing, own in list(records.items())[:_MOST_RECORDS]:
        _draw_record(thing, own, paths, bindings, urlsplit(address).path or "/")
    drawn: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": next((attribute(d, "name") for d in definitions), "")},
        "servers": [{"url": f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"}] if address else [],
        "paths": paths,
        "components": {"schemas": {name: types.schema(name) for name in types.complex}},
    }
    return Drawing(drawn, "WSDL 1.1", tuple(_findings(sources, types, len(sources))), bindings=bindings)


def _findings(sources: Sequence[Source], types: Types, count: int) -> list[Finding]:
    found = [
        finding(
            sources[0].name,
            "soap-cannot-run",
            Severity.ERROR,
            f"`{sources[0].name}` describes a SOAP service: its records and fields are known, and nothing can be sent "
            "to it yet",
            why="requests and answers of SOAP are XML, which is neither written nor read; fields can be mapped, and "
            "nothing of it can be verified or run",
            hint="ask the vendor for a REST or OData service with the same records, or put a gateway before it that "
            "speaks JSON, and give the description of that",
        )
    ]
    if types.imports and count == 1:
        names = ", ".join(f"`{name}`" for name in sorted(types.imports)[:5])
        found.append(
            finding(
                sources[0].name,
                "schema-elsewhere",
                Severity.WARNING,
                f"types stand in other files, which were not given: {names}",
                why="fields whose types stand there are not known",
                hint="put them beside it into one folder, and name the folder",
            )
        )
    return found


def _calls(root: Element, types: Types) -> list[_Call]:
    messages = {attribute(m, "name"): m for m in below(root, "message")}
    found: dict[str, _Call] = {}
    for port in below(root, "portType"):
        for operation in below(port, "operation"):
            name = attribute(operation, "name")
            ins = [
                t
                for i in below(operation, "input")
                for t in _types_of(messages.get(bare(attribute(i, "message"))), types)
            ]
            outs = [
                t
                for o in below(operation, "output")
                for t in _types_of(messages.get(bare(attribute(o, "message"))), types)
            ]
            words = list(tokens(name))
            does = next((_VERBS[w] for w in (words[:1] + words[-1:]) if w in _VERBS), "")
            rest = [w for w in words if w not in _VERBS]
            thing = [w for w in rest if w not in _AROUND]
            several = "all" in words or "list" in words or (bool(thing) and singular(thing[-1]) != thing[-1])
            if does == "get" and several:
                does = "list"
            found.setdefault(name, _Call(name, does, "".join(stem("_".join(thing))), several, tuple(ins), tuple(outs)))
    return [call for call in found.values() if call.does]


def _passed(operation: Element, way: str, messages: dict[str, Element], types: Types) -> list[str]:
    named = [bare(attribute(one, "message")) for one in below(operation, way)]
    return [found for name in named for found in _types_of(messages.get(name), types)]


def _types_of(message: Element | None, types: Types) -> list[str]:
    """The complex types in a message: that of each part, and those of the fields of what only wraps them."""
    found: list[str] = []
    for part in below(message, "part") if message is not None else ():
        fields = types.element_fields(bare(attribute(part, "element")))
        fields += types.fields(bare(attribute(part, "type")))
        direct = bare(attribute(part, "type")) or bare(
            attribute(types.elements.get(bare(attribute(part, "element")), part), "type")
        )
        names = [direct, *(bare(attribute(f, "type")) for f in fields)]
        inner = [bare(attribute(f, "type")) for n in names if n in types.complex for f in types.fields(n)]
        found += [n for n in dict.fromkeys([*names, *inner]) if n in types.complex]
    return found


def _records(calls: list[_Call], types: Types) -> dict[str, list[_Call]]:
    """Calls by the type of their record: named in the call, or, for calls that take anything, all that extend it."""
    by_stem = {"".join(stem(name)): name for name in reversed(list(types.complex))}
    found: dict[str, list[_Call]] = {}
    for call in calls:
        if call.thing in by_stem:
            found.setdefault(by_stem[call.thing], []).append(call)
        elif not call.thing:
            for base in (*call.takes, *call.gives):
                for name in types.derived(base)[:_MOST_RECORDS]:
                    if len(types.fields(name)) > len(types.fields(base)):
                        found.setdefault(name, []).append(call)
    return found


def _draw_record(
    thing: str,
    calls: list[_Call],
    paths: dict[str, JSON],
    bindings: list[Binding],
    endpoint: str,
) -> None:
    ref: JSON = {"$ref": f"#/components/schemas/{thing}"}
    many, one = f"/{thing}", f"/{thing}/{{id}}"
    key: JSON = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}

    def bound(operation: Operation) -> Operation:
        return replace(operation, method="POST", path=endpoint, form=BodyForm.XML, parameters=())

    for call in calls:
        where = many if call.does in ("list", "post") else one
        method = "get" if call.does == "list" else call.does
        item = paths.setdefault(where, {"parameters": [key]} if where == one else {})
        if not isinstance(item, dict) or method in item:
            continue
        answer: JSON = {"type": "array", "items": ref} if call.does == "list" else ref
        drawn: dict[str, JSON] = {READ_AT: f"#{call.name}", "operationId": call.name, "responses": _answer(answer)}
        if method in ("post", "put"):
            drawn["requestBody"] = {"content": {"application/json": {"schema": ref}}}
        item[method] = drawn
        bindings.append(Binding(method.upper(), where, bound))


def _answer(schema: JSON) -> JSON:
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


_EXAMPLE = (
    "shop.wsdl",
    """<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:x="http://www.w3.org/2001/XMLSchema">
<types><x:schema><x:complexType name="Ticket"><x:sequence><x:element name="id" type="x:long"/>
  <x:element name="title" type="x:string"/></x:sequence></x:complexType></x:schema></types>
<message name="Answer"><part name="ticket" type="t:Ticket"/></message>
<portType name="P"><operation name="GetTicket"><output message="t:Answer"/></operation></portType></definitions>
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=65, example=_EXAMPLE, meant=ends_in("wsdl", "xsd"))
