"""Types of XML schemas as JSON schemas: what a record has, whichever way it was written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from interlock.model.value import JSON
from interlock.systems.formats._format import READ_AT
from interlock.systems.formats._xml import attribute, below, local, number
from interlock.systems.words import tokens

_DEEPEST = 30
_MOST_FIELDS = 2_000
_PLAIN: dict[str, tuple[str, str]] = {
    "string": ("string", ""), "normalizedString": ("string", ""), "token": ("string", ""), "anyURI": ("string", "uri"),
    "boolean": ("boolean", ""), "decimal": ("number", "decimal"), "double": ("number", "double"),
    "float": ("number", "float"), "int": ("integer", "int32"), "integer": ("integer", ""), "long": ("integer", "int64"),
    "short": ("integer", ""), "byte": ("integer", ""), "unsignedInt": ("integer", ""), "unsignedShort": ("integer", ""),
    "unsignedLong": ("integer", ""), "positiveInteger": ("integer", ""), "nonNegativeInteger": ("integer", ""),
    "date": ("string", "date"), "dateTime": ("string", "date-time"), "time": ("string", "time"),
    "duration": ("string", "duration"), "base64Binary": ("string", "byte"), "guid": ("string", "uuid"),
    "ID": ("string", ""), "NMTOKEN": ("string", ""), "language": ("string", ""),
}  # fmt: skip


@dataclass(slots=True)
class Types:
    """All types and elements of the schemas of a service, by their local names."""

    complex: dict[str, Element] = field(default_factory=dict)
    simple: dict[str, Element] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)

    def take(self, schema: Element) -> None:
        """Add what a schema defines; where two have one name, the first counts."""
        for child in schema:
            name = attribute(child, "name")
            kind = local(child)
            if kind == "complexType":
                self.complex.setdefault(name, child)
            elif kind == "simpleType":
                self.simple.setdefault(name, child)
            elif kind == "element":
                self.elements.setdefault(name, child)
            elif kind in ("import", "include") and attribute(child, "schemaLocation"):
                self.imports.add(attribute(child, "schemaLocation"))

    def base_of(self, name: str) -> str:
        """The type that a complex type extends, or empty."""
        found = self.complex.get(name)
        for content in below(found, "complexContent") if found is not None else ():
            for extension in below(content, "extension"):
                return bare(attribute(extension, "base"))
        return ""

    def derived(self, base: str) -> list[str]:
        """The types that extend a type, directly or by others."""
        found = []
        for name in self.complex:
            here, depth = self.base_of(name), 0
            while here and here != base and depth < _DEEPEST:
                here, depth = self.base_of(here), depth + 1
            if here == base:
                found.append(name)
        return found

    def fields(self, name: str) -> list[Element]:
        """The elements and attributes of a complex type, those that it extends first."""
        chain: list[str] = []
        while name and name in self.complex and name not in chain and len(chain) < _DEEPEST:
            chain.append(name)
            name = self.base_of(name)
        found: list[Element] = []
        for one in reversed(chain):
            found += _parts(self.complex[one])
        return found[:_MOST_FIELDS]

    def element_fields(self, name: str) -> list[Element]:
        """The fields of a global element, whatever its type is."""
        element = self.elements.get(name)
        if element is None:
            return []
        inner = next(below(element, "complexType"), None)
        return _parts(inner) if inner is not None else self.fields(bare(attribute(element, "type")))

    def schema(self, name: str) -> dict[str, JSON]:
        """The JSON schema of a complex type; types within it are references."""
        return self._object(self.fields(name), name)

    def _object(self, fields: list[Element], read_at: str) -> dict[str, JSON]:
        properties: dict[str, JSON] = {}
        required: list[JSON] = []
        for one in fields:
            name = attribute(one, "name") or bare(attribute(one, "ref"))
            if not name:
                continue
            properties[name] = self._field(one, f"#{read_at}/{name}")
            if _is_required(one) and tokens(name) != ("id",):  # ids are made by the service, or say themselves
                required.append(name)
        return {READ_AT: f"#{read_at}", "type": "object", "properties": properties, "required": required}

    def _field(self, one: Element, read_at: str) -> JSON:
        target = one
        if attribute(one, "ref") and bare(attribute(one, "ref")) in self.elements:
            target = self.elements[bare(attribute(one, "ref"))]
        drawn = {READ_AT: read_at, **self._typed(target, read_at)}
        most = attribute(one, "maxOccurs")
        if most == "unbounded" or (number(most) or 1) > 1:
            drawn = {READ_AT: read_at, "type": "array", "items": drawn}
        if attribute(one, "nillable") == "true":
            drawn["nullable"] = True
        note = " ".join(" ".join(e.itertext()) for a in below(one, "annotation") for e in below(a, "documentation"))
        if note.strip():
            drawn["description"] = " ".join(note.split())[:600]
        return drawn

    def _typed(self, element: Element, read_at: str) -> dict[str, JSON]:
        inner = next(below(element, "complexType"), None)
        if inner is not None:
            return self._object(_parts(inner), read_at.removeprefix("#"))
        own = next(below(element, "simpleType"), None)
        if own is not None:
            return self._simple(own, depth=0)
        return self._named(bare(attribute(element, "type")), depth=0)

    def _named(self, name: str, *, depth: int) -> dict[str, JSON]:
        if name in self.simple and depth < _DEEPEST:
            return self._simple(self.simple[name], depth=depth + 1)
        if name in self.complex:
            content = next(below(self.complex[name], "simpleContent"), None)
            if content is not None and depth < _DEEPEST:
                base = next((bare(attribute(e, "base")) for e in content), "")
                return self._named(base, depth=depth + 1)
            return {"allOf": [{"$ref": f"#/components/schemas/{name}"}]}
        kind, form = _PLAIN.get(name, ("", ""))
        drawn: dict[str, JSON] = {}
        if kind:
            drawn["type"] = kind
        if form:
            drawn["format"] = form
        return drawn

    def _simple(self, kind: Element, *, depth: int) -> dict[str, JSON]:
        restriction = next(below(kind, "restriction"), None)
        if restriction is None:
            return {"type": "string"}
        drawn = self._named(bare(attribute(restriction, "base")), depth=depth)
        values: list[JSON] = [attribute(e, "value") for e in below(restriction, "enumeration")]
        if values:
            drawn["enum"] = values
        length = next((number(attribute(e, "value")) for e in below(restriction, "maxLength", "length")), None)
        if length:
            drawn["maxLength"] = length
        pattern = next((attribute(e, "value") for e in below(restriction, "pattern")), "")
        if pattern:
            drawn["pattern"] = pattern
        return drawn


def bare(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _is_required(one: Element) -> bool:
    if local(one) == "attribute":
        return attribute(one, "use") == "required"
    return attribute(one, "minOccurs") != "0" and attribute(one, "nillable") != "true"


def _parts(holder: Element, *, depth: int = 0) -> list[Element]:
    found: list[Element] = []
    for child in holder if depth < _DEEPEST else ():
        kind = local(child)
        if kind in ("element", "attribute"):
            found.append(child)
        elif kind in ("sequence", "all", "choice", "complexContent", "extension", "restriction"):
            found += _parts(child, depth=depth + 1)
    return found
