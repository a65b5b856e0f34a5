"""The entity model of an OData service, whatever version of the description language it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from interlock.systems.formats._xml import anywhere, attribute, below, local, number

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an entity or complex type; `type` is its name as written, without `Collection(...)`."""

    name: str
    type: str
    several: bool
    nullable: bool
    max_length: int | None
    scale: int | None
    default: str
    label: str
    computed: bool
    created_only: bool
    checked: bool
    """Whether it is part of what tells versions apart (`ConcurrencyMode="Fixed"`)."""
    filters: bool
    generated: bool
    read_at: str


@dataclass(frozen=True, slots=True)
class EntityType:
    """An entity or complex type with what it inherits."""

    name: str
    keys: tuple[str, ...]
    properties: tuple[Property, ...]
    references: tuple[tuple[str, str], ...]
    """Properties that hold the key of another entity type, with that type's name."""
    read_at: str


@dataclass(frozen=True, slots=True)
class EntitySet:
    """A collection that the service offers, and what it does not let be done with it."""

    name: str
    type: str
    refuses: frozenset[str]
    """`insert`, `update`, `delete`, `filter`, `sort`."""
    versioned: bool
    label: str
    read_at: str


@dataclass(slots=True)
class Model:
    """A service: its version (2 to 4), sets, types, and enumerations by their qualified names."""

    version: int
    sets: list[EntitySet] = field(default_factory=list)
    types: dict[str, EntityType] = field(default_factory=dict)
    enums: dict[str, tuple[str, ...]] = field(default_factory=dict)


def model_of(root: Element) -> Model:
    """The model that a metadata document describes."""
    version = attribute(root, "Version")
    services = next(anywhere(root, "DataServices"), root)
    is_new = version.startswith("4")
    model = Model(4 if is_new else 3 if attribute(services, "MaxDataServiceVersion").startswith("3") else 2)
    schemas = list(anywhere(root, "Schema"))
    aliases = {attribute(s, "Alias"): attribute(s, "Namespace") for s in schemas if attribute(s, "Alias")}
    notes = _notes(schemas, aliases)
    raw: dict[str, tuple[Element, str]] = {}
    for schema in schemas:
        space = attribute(schema, "Namespace")
        for kind in below(schema, "EntityType", "ComplexType"):
            raw[f"{space}.{attribute(kind, 'Name')}"] = (kind, space)
        for kind in below(schema, "EnumType"):
            names = tuple(attribute(m, "Name") for m in below(kind, "Member"))
            model.enums[f"{space}.{attribute(kind, 'Name')}"] = names
    references = _associations(schemas, aliases)
    for name in raw:
        model.types[name] = _type(name, raw, aliases, notes, references)
    for schema in schemas:
        for container in below(schema, "EntityContainer"):
            where = f"{attribute(schema, 'Namespace')}.{attribute(container, 'Name')}"
            model.sets += [_set(s, where, aliases, notes) for s in below(container, "EntitySet")]
    return model


def full(name: str, aliases: dict[str, str]) -> str:
    """A qualified name with its namespace in place of its alias."""
    space, _, last = name.rpartition(".")
    return f"{aliases.get(space, space)}.{last}"


def _notes(schemas: list[Element], aliases: dict[str, str]) -> dict[str, list[Element]]:
    """Annotations that stand apart from what they speak of, by their target."""
    found: dict[str, list[Element]] = {}
    for schema in schemas:
        for group in below(schema, "Annotations"):
            target = attribute(group, "Target")
            head, slash, rest = target.partition("/")
            found.setdefault(full(head, aliases) + slash + rest, []).extend(below(group, "Annotation"))
    return found


def _said(notes: list[Element], term: str) -> bool | None:
    """What a yes-or-no annotation says; None where there is none."""
    for note in notes:
        if attribute(note, "Term").rpartition(".")[2] == term:
            return attribute(note, "Bool").casefold() != "false"
    return None


def _type(
    name: str,
    raw: dict[str, tuple[Element, str]],
    aliases: dict[str, str],
    notes: dict[str, list[Element]],
    references: dict[str, list[tuple[str, str]]],
) -> EntityType:
    keys: list[str] = []
    properties: dict[str, Property] = {}
    refers: dict[str, str] = {}
    here, depth = name, 0
    while here in raw and depth < _DEEPEST:
        element, _ = raw[here]
        depth += 1
        for key in below(element, "Key"):
            keys = keys or [attribute(r, "Name") for r in below(key, "PropertyRef")]
        own = {attribute(p, "Name"): _property(p, here, aliases, notes) for p in below(element, "Property")}
        properties = {**own, **properties}
        for navigation in below(element, "NavigationProperty"):
            target = attribute(navigation, "Type").removeprefix("Collection(").removesuffix(")")
            for constraint in below(navigation, "ReferentialConstraint"):
                refers.setdefault(attribute(constraint, "Property"), full(target, aliases))
        for dependent, principal in references.get(here, []):
            refers.setdefault(dependent, principal)
        here = full(attribute(element, "BaseType"), aliases) if attribute(element, "BaseType") else ""
    return EntityType(name, tuple(keys), tuple(properties.values()), tuple(refers.items()), f"#{name}")


def _property(element: Element, owner: str, aliases: dict[str, str], notes: dict[str, list[Element]]) -> Property:
    name = attribute(element, "Name")
    kind = attribute(element, "Type")
    several = kind.startswith("Collection(")
    kind = kind.removeprefix("Collection(").removesuffix(")")
    own = [*below(element, "Annotation"), *notes.get(f"{owner}/{name}", [])]
    creatable, updatable = (attribute(element, n).casefold() != "false" for n in ("creatable", "updatable"))
    permission = next((attribute(n, "EnumMember") for n in own if attribute(n, "Term").endswith("Permissions")), "")
    generated = attribute(element, "StoreGeneratedPattern") in ("Identity", "Computed")
    computed = _said(own, "Computed") is True or (not creatable and not updatable) or permission.endswith("/Read")
    return Property(
        name=name,
        type=full(kind, aliases) if "." in kind and not kind.startswith("Edm.") else kind,
        several=several,
        nullable=attribute(element, "Nullable").casefold() != "false",
        max_length=number(attribute(element, "MaxLength")),
        scale=number(attribute(element, "Scale")),
        default=attribute(element, "DefaultValue"),
        label=attribute(element, "label") or _text(own, "Label") or _text(own, "Description"),
        computed=computed or generated,
        created_only=_said(own, "Immutable") is True or (creatable and not updatable),
        checked=attribute(element, "ConcurrencyMode") == "Fixed",
        filters=attribute(element, "filterable").casefold() != "false",
        generated=generated,
        read_at=f"#{owner}/{name}",
    )


def _text(notes: list[Element], term: str) -> str:
    return next((attribute(n, "String") for n in notes if attribute(n, "Term").rpartition(".")[2] == term), "")


_REFUSALS = (
    ("insert", "creatable", "InsertRestrictions", "Insertable"),
    ("update", "updatable", "UpdateRestrictions", "Updatable"),
    ("delete", "deletable", "DeleteRestrictions", "Deletable"),
    ("filter", "filterable", "FilterRestrictions", "Filterable"),
    ("sort", "sortable", "SortRestrictions", "Sortable"),
)


def _set(element: Element, container: str, aliases: dict[str, str], notes: dict[str, list[Element]]) -> EntitySet:
    name = attribute(element, "Name")
    own = [*below(element, "Annotation"), *notes.get(f"{container}/{name}", [])]
    refuses = {
        what
        for what, mark, term, value in _REFUSALS
        if attribute(element, mark).casefold() == "false" or _restricted(own, term, value)
    }
    return EntitySet(
        name=name,
        type=full(attribute(element, "EntityType"), aliases),
        refuses=frozenset(refuses),
        versioned=any(attribute(n, "Term").rpartition(".")[2] == "OptimisticConcurrency" for n in own),
        label=attribute(element, "label") or _text(own, "Description"),
        read_at=f"#{container}/{name}",
    )


def _restricted(notes: list[Element], term: str, value: str) -> bool:
    for note in notes:
        if attribute(note, "Term").rpartition(".")[2] == term:
            for given in anywhere(note, "PropertyValue"):
                if attribute(given, "Property") == value and attribute(given, "Bool").casefold() == "false":
                    return True
    return False


def _associations(schemas: list[Element], aliases: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What older versions say apart: by dependent type, its property and the type whose key that holds."""
    found: dict[str, list[tuple[str, str]]] = {}
    for schema in schemas:
        for association in below(schema, "Association"):
            ends = {attribute(e, "Role"): full(attribute(e, "Type"), aliases) for e in below(association, "End")}
            for constraint in below(association, "ReferentialConstraint"):
                sides = {local(side): side for side in constraint}
                if {"Principal", "Dependent"} - set(sides):
                    continue
                principal = ends.get(attribute(sides["Principal"], "Role"), "")
                dependent = ends.get(attribute(sides["Dependent"], "Role"), "")
                names = [attribute(r, "Name") for r in below(sides["Dependent"], "PropertyRef")]
                if principal and dependent and len(names) == 1:
                    found.setdefault(dependent, []).append((names[0], principal))
    return found


def all_types(model: Model, name: str) -> Iterator[Property]:
    """The properties of a type; none where the model does not have it."""
    found = model.types.get(name)
    yield from found.properties if found else ()
