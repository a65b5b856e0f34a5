"""The mutations of a GraphQL schema that create, change, delete or archive things, and the documents that ask them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
)

from interlock.model.profile import Verb
from interlock.systems.formats._graphql_types import bare, is_list, is_thing, named
from interlock.systems.words import stem, tokens

_VERBS: dict[str, Verb] = {
    "create": Verb.CREATE, "add": Verb.CREATE, "new": Verb.CREATE, "insert": Verb.CREATE,
    "update": Verb.UPDATE, "edit": Verb.UPDATE, "modify": Verb.UPDATE, "change": Verb.UPDATE,
    "delete": Verb.DELETE, "remove": Verb.DELETE, "destroy": Verb.DELETE,
    "archive": Verb.ARCHIVE, "unarchive": Verb.RESTORE, "restore": Verb.RESTORE,
    "upsert": Verb.UPSERT, "set": Verb.UPSERT, "save": Verb.UPSERT,
}  # fmt: skip
_ERRORS = ("userErrors", "errors", "fieldErrors", "validationErrors", "problems")
_OURS = ("clientMutationId",)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mutation that does something to one thing.

    `item` is the way from the variables to the item (`input`, `input.product`, empty: the variables themselves), `body`
    the type of that item where it has one, `identity` the way to its id, `shows` where the answer shows it, `refuses`
    where it shows why it was refused, `asks` what has to be asked for of those.
    """

    name: str
    verb: Verb
    field: GraphQLField
    item: str
    body: GraphQLInputObjectType | None
    flat: tuple[str, ...]
    identity: str
    shows: str
    refuses: str
    asks: str


def mutations_of(schema: GraphQLSchema, thing: GraphQLNamedType) -> Iterator[Mutation]:
    """The mutations of a thing, told by their names; the first of each verb counts."""
    kind = schema.mutation_type
    wanted = "".join(stem(thing.name))
    seen: set[Verb] = set()
    for name, one in kind.fields.items() if kind else ():
        words = tokens(name)
        verbs = [w for w in (words[0], words[-1]) if w in _VERBS]
        if not verbs or one.deprecation_reason is not None:
            continue
        rest = words[1:] if verbs[0] == words[0] else words[:-1]
        if "".join(stem("_".join(rest))) != wanted:
            continue
        made = _mutation(name, _VERBS[verbs[0]], one, thing)
        if made is not None and made.verb not in seen:
            seen.add(made.verb)
            yield made


def _mutation(name: str, verb: Verb, one: GraphQLField, thing: GraphQLNamedType) -> Mutation | None:
    if any(is_list(a.type) for a in one.args.values() if isinstance(a.type, GraphQLNonNull)):
        return None
    shows, refuses, asks = _payload(name, one, thing)
    inputs = _inputs({n: a.type for n, a in one.args.items()})
    body: GraphQLInputObjectType | None = None
    item = ""
    flat: tuple[str, ...] = ()
    leaves = [n for n, a in one.args.items() if isinstance(named(a.type), GraphQLScalarType) and not is_list(a.type)]
    identity = next((n for n in leaves if _is_id(n, thing)), "")
    if inputs:
        item, core = next((i for i in inputs if i[0] in ("input", "data", "object", "set")), inputs[0])
        if not identity and (inner := next((n for n in core.fields if _is_id(n, thing)), "")):
            identity = f"{item}.{inner}"
        own = "".join(stem(thing.name))
        nested = [i for i in _inputs({n: f.type for n, f in core.fields.items()}) if "".join(stem(i[0])) == own]
        if nested:
            item, core = f"{item}.{nested[0][0]}", nested[0][1]
        body = core
    else:
        flat = tuple(n for n in one.args if n != identity and n not in _OURS)
    if verb is not Verb.CREATE and not identity:
        return None
    others = [n for n, a in one.args.items() if _needed(one, n) and n not in (identity, item.split(".")[0], *flat)]
    if others or (verb in (Verb.DELETE, Verb.ARCHIVE, Verb.RESTORE) and any(_needed(one, n) for n in flat)):
        return None
    return Mutation(name, verb, one, item, body, flat, identity, shows, refuses, asks)


def _inputs(types: Mapping[str, object]) -> list[tuple[str, GraphQLInputObjectType]]:
    """The arguments or fields that take objects."""
    cores = [(name, named(kind)) for name, kind in types.items()]
    return [(name, core) for name, core in cores if isinstance(core, GraphQLInputObjectType)]


def _needed(one: GraphQLField, name: str) -> bool:
    argument = one.args[name]
    return isinstance(argument.type, GraphQLNonNull) and argument.default_value is Undefined


def _is_id(name: str, thing: GraphQLNamedType) -> bool:
    words = stem(name)
    return name in ("id", "uuid", "key") or (words[-1:] == ("id",) and "".join(words[:-1]) == "".join(stem(thing.name)))


def _payload(name: str, one: GraphQLField, thing: GraphQLNamedType) -> tuple[str, str, str]:
    """Where an answer shows the item and its refusals, and what has to be asked for; `*` stands for the item."""
    core = named(one.type)
    if bare(one.type) is thing:
        return f"data.{name}", "", "*"
    if not is_thing(core) or is_list(one.type):
        return "", "", "" if not is_thing(core) else "__typename"
    fields: Mapping[str, GraphQLField] = core.fields  # type: ignore[attr-defined]
    shown = next((n for n, f in fields.items() if bare(f.type) is thing), "")
    errors = next((e for e in _ERRORS if e in fields and is_list(fields[e].type)), "")
    asks = [f"{shown} {{ * }}"] if shown else []
    if errors:
        kind = named(fields[errors].type)
        inner = [n for n in ("field", "message", "code") if is_thing(kind) and n in kind.fields]  # type: ignore[attr-defined]
        asks.append(f"{errors} {{ {' '.join(inner) or '__typename'} }}" if is_thing(kind) else errors)
    return (
        f"data.{name}.{shown}" if shown else "",
        f"data.{name}.{errors}" if errors else "",
        " ".join(asks) or "__typename",
    )


def document(one: Mutation, operation: str, selection: str) -> str:
    """The mutation as it is sent."""
    used = list(one.field.args)
    variables = ", ".join(f"${u}: {one.field.args[u].type}" for u in used)
    values = ", ".join(f"{u}: ${u}" for u in used)
    inner = one.asks.replace("*", selection)
    braces = f" {{ {inner} }}" if inner else ""
    return f"mutation {operation}({variables}) {{ {one.name}({values}){braces} }}"
