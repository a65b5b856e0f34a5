"""Types of a GraphQL schema: what they are on the wire, and what of them is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    Undefined,
)

from interlock.model.value import JSON
from interlock.systems.formats._format import READ_AT
from interlock.systems.words import sentence, tokens

_DEEPEST = 3
_MOST_LEAVES = 200
_SCALARS: dict[str, JSON] = {
    "ID": {"type": "string"},
    "String": {"type": "string"},
    "Int": {"type": "integer", "format": "int32"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "UUID": {"type": "string", "format": "uuid"},
    "Date": {"type": "string", "format": "date"},
    "Time": {"type": "string", "format": "time"},
    "URI": {"type": "string", "format": "uri"},
    "URL": {"type": "string", "format": "uri"},
    "Email": {"type": "string", "format": "email"},
}


def bare(kind: object) -> object:
    """A type without `!`."""
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def named(kind: object) -> GraphQLNamedType:
    """The type at the core, without `!` and lists."""
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    assert isinstance(kind, GraphQLNamedType)  # noqa: S101 - what the schema library guarantees
    return kind


def is_list(kind: object) -> bool:
    """Whether it is a list, perhaps one that is never null."""
    return isinstance(bare(kind), GraphQLList)


def is_thing(kind: object) -> bool:
    """Whether it has fields."""
    return isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)


def scalar(name: str) -> dict[str, JSON]:
    """A scalar on the wire; of one that the schema made up, as far as its name tells."""
    known = _SCALARS.get(name)
    if isinstance(known, dict):
        return dict(known)
    words = set(tokens(name))
    moments = ("datetime", "utcdatetime", "iso8601datetime")
    if "timestamp" in words or {"date", "time"} <= words or name.casefold() in moments:
        return {"type": "string", "format": "date-time"}
    if words & {"email", "mail"}:
        return {"type": "string", "format": "email"}
    if words & {"decimal", "money", "bigdecimal"}:
        return {"format": "decimal"}
    return {}


def wants_arguments(one: GraphQLField) -> bool:
    """Whether a field cannot be asked for without arguments."""
    return any(isinstance(a.type, GraphQLNonNull) and a.default_value is Undefined for a in one.args.values())


@dataclass(slots=True)
class Selection:
    """What is asked for of a thing: the text between the braces, its schema, and what had to be left out."""

    text: str = ""
    schema: dict[str, JSON] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    leaves: int = 0
    things: frozenset[str] = frozenset()


def selection(kind: GraphQLNamedType, things: frozenset[str]) -> Selection:
    """All of a thing that can be asked for at once, bounded in depth and number.

    Args:
        kind: the thing.
        things: the names of all that are things of their own: of those within it, the id is enough.
    """
    made = Selection(things=things)
    made.text, made.schema = _select(kind, made, depth=0, above=(kind.name,))
    return made


def _select(
    kind: GraphQLNamedType, made: Selection, *, depth: int, above: tuple[str, ...]
) -> tuple[str, dict[str, JSON]]:
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)  # noqa: S101 - asked by the caller
    parts: list[str] = []
    properties: dict[str, JSON] = {}
    # Single values first, so that the outer ones are not crowded out by what is nested.
    ordered = sorted(kind.fields.items(), key=lambda entry: is_thing(named(entry[1].type)))
    for name, one in ordered:
        core = named(one.type)
        if wants_arguments(one) or one.deprecation_reason is not None or name.startswith("__"):
            continue
        if isinstance(core, GraphQLScalarType | GraphQLEnumType):
            if made.leaves < _MOST_LEAVES:
                made.leaves += 1
                parts.append(name)
                properties[name] = _wrapped(one.type, leaf(core), f"#{kind.name}.{name}", one.description)
            continue
        if not is_thing(core) or core.name in above or depth >= _DEEPEST:
            continue
        if is_connection(core):
            if depth == 0:
                made.left_out.append(name)
            continue
        if core.name in made.things and _has_id(core):
            text, inner = "id", _id_alone(core)
        else:
            text, inner = _select(core, made, depth=depth + 1, above=(*above, core.name))
        if text:
            parts.append(f"{name} {{ {text} }}")
            properties[name] = _wrapped(one.type, inner, f"#{kind.name}.{name}", one.description)
    return " ".join(parts), {READ_AT: f"#{kind.name}", "type": "object", "properties": properties}


def _id_alone(kind: GraphQLNamedType) -> dict[str, JSON]:
    return {"type": "object", "properties": {"id": {"type": "string", READ_AT: f"#{kind.name}.id"}}}


def _has_id(kind: GraphQLNamedType) -> bool:
    return is_thing(kind) and "id" in kind.fields and not wants_arguments(kind.fields["id"])  # type: ignore[attr-defined]


def is_connection(kind: object) -> bool:
    """Whether it is a list in pieces: it has `edges` or `nodes`, and `pageInfo`."""
    return is_thing(kind) and "pageInfo" in kind.fields and bool({"edges", "nodes"} & set(kind.fields))  # type: ignore[attr-defined]


def leaf(kind: GraphQLNamedType) -> dict[str, JSON]:
    """A scalar or an enumeration."""
    if isinstance(kind, GraphQLEnumType):
        return {"type": "string", "enum": list(kind.values)}
    return scalar(kind.name)


def _wrapped(kind: object, inner: dict[str, JSON], read_at: str, text: str | None) -> JSON:
    drawing: dict[str, JSON] = dict(inner)
    if is_list(kind):
        drawing = {"type": "array", "items": inner}
    drawing[READ_AT] = read_at
    if not isinstance(kind, GraphQLNonNull):
        drawing["nullable"] = True
    if text:
        drawing["description"] = sentence(text, most=600)
    return drawing


def input_schemas(kind: GraphQLInputObjectType, known: dict[str, JSON]) -> None:
    """Put the schema of an input type, and of those within it, into `known` by their names."""
    waiting = [kind]
    while waiting and len(known) < 3_000:
        here = waiting.pop()
        if here.name in known:
            continue
        properties: dict[str, JSON] = {}
        required: list[JSON] = []
        for name, one in here.fields.items():
            core = named(one.type)
            if isinstance(core, GraphQLInputObjectType):
                inner: dict[str, JSON] = {"allOf": [{"$ref": f"#/components/schemas/{core.name}"}]}
                waiting.append(core)
            else:
                inner = leaf(core)
            properties[name] = _wrapped(one.type, inner, f"#{here.name}.{name}", one.description)
            if isinstance(one.type, GraphQLNonNull) and one.default_value is Undefined:
                required.append(name)
        known[here.name] = {
            READ_AT: f"#{here.name}",
            "type": "object",
            "properties": properties,
            "required": required,
        }
