"""The queries of a GraphQL schema that list things or show one, and the documents that ask them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
)

from interlock.model.profile import FilterForm, Paging, PagingStyle, SinceFilter
from interlock.systems.formats._graphql_types import bare, is_connection, is_list, is_thing, named
from interlock.systems.words import same_thing, tokens

PIECE = 50
"""How many items are asked for at once where the schema does not say how many are allowed; all seen allow it."""

_SIZES = ("first", "limit", "take", "perPage", "pageSize", "per_page", "page_size", "count")
_OFFSETS = ("offset", "skip", "start")
_PAGES = ("page", "pageNumber", "pageIndex")
_IDS = ("id", "ID", "uuid", "guid", "uid", "key", "slug", "handle", "number", "code")
_ROWS = ("items", "data", "results", "records", "rows", "list", "objects", "edges", "nodes", "entries")
_AFTER = ("gte", "_gte", "ge", "greaterThanOrEqualTo", "from", "after", "since", "min", "gt", "_gt", "greaterThan")
_CHANGED = {"updated", "modified", "changed"}
_EXAMPLE = re.compile(r"\b((?:updated|modified|changed)\w*)\s*:\s*(>=?)\s*'?\"?\d{4}-")


@dataclass(frozen=True, slots=True)
class Listing:
    """A query that lists things.

    `rows` is the way from its answer to the items, within the braces (`edges.node`); `sized` the argument that says how
    many, `asks` the further arguments whose values a request may give.
    """

    name: str
    field: GraphQLField
    thing: GraphQLNamedType
    rows: tuple[str, ...]
    paging: Paging
    sized: str = ""


@dataclass(frozen=True, slots=True)
class Single:
    """A query that shows one thing by an argument; `through` is the type where any node can be asked for by its id."""

    name: str
    argument: str
    kind: str
    through: str = ""


def listings(schema: GraphQLSchema) -> Iterator[Listing]:
    """The queries that list things and want nothing that nobody could tell."""
    query = schema.query_type
    for name, one in query.fields.items() if query else ():
        if one.deprecation_reason is not None:
            continue
        found = _rows(one)
        if found is None:
            continue
        thing, rows = found
        sized = next((a for a in _SIZES if a in one.args), "")
        if any(_needed(a) and n != sized for n, a in one.args.items()):
            continue
        yield Listing(name, one, thing, rows, _paging(name, one, rows, sized), sized)


def _needed(argument: GraphQLArgument) -> bool:
    return isinstance(argument.type, GraphQLNonNull) and argument.default_value is Undefined


def _rows(one: GraphQLField) -> tuple[GraphQLNamedType, tuple[str, ...]] | None:
    """What a query lists, and where in its answer the items stand."""
    core = named(one.type)
    if is_list(one.type):
        return (core, ()) if is_thing(core) else None
    if not is_thing(core):
        return None
    fields: Mapping[str, GraphQLField] = core.fields  # type: ignore[attr-defined]
    if is_connection(core):
        if "nodes" in fields and is_thing(named(fields["nodes"].type)):
            return named(fields["nodes"].type), ("nodes",)
        edge = named(fields["edges"].type)
        node = edge.fields.get("node") if is_thing(edge) else None  # type: ignore[attr-defined]
        if node is not None and is_thing(named(node.type)):
            return named(node.type), ("edges", "node")
        return None
    lists = [n for n, f in fields.items() if is_list(f.type) and is_thing(named(f.type))]
    if len(lists) == 1 and "id" not in fields and (lists[0] in _ROWS or len(fields) <= 4):
        return named(fields[lists[0]].type), (lists[0],)
    return None


def _paging(name: str, one: GraphQLField, rows: tuple[str, ...], sized: str) -> Paging:
    core = named(one.type)
    size = f"variables.{sized}" if sized else ""
    args = one.args
    if is_connection(core) and "after" in args:
        return Paging(
            PagingStyle.CURSOR,
            token_param="variables.after",  # noqa: S106 - where a cursor goes
            size_param=size,
            where="body",
            next_path=f"data.{name}.pageInfo.endCursor",
            more_path=f"data.{name}.pageInfo.hasNextPage",
            size_default=PIECE if sized else None,
        )
    for style, names, first in ((PagingStyle.OFFSET, _OFFSETS, 0), (PagingStyle.PAGE, _PAGES, 1)):
        counted = next((a for a in names if a in args and _counts(args[a])), "")
        if counted:
            return Paging(
                style,
                token_param=f"variables.{counted}",
                size_param=size,
                where="body",
                first=0 if counted == "pageIndex" else first,
                size_default=PIECE if sized else None,
            )
    cursor = next((a for a in ("cursor", "after", "nextToken", "pageToken") if a in args), "")
    told = _cursor_in(core, name) if rows else ""
    if cursor and told:
        return Paging(
            PagingStyle.CURSOR,
            token_param=f"variables.{cursor}",
            size_param=size,
            where="body",
            next_path=told,
            size_default=PIECE if sized else None,
        )
    return Paging(PagingStyle.NONE)


def _counts(argument: GraphQLArgument) -> bool:
    return named(argument.type).name in ("Int", "Float", "Long", "BigInt")


def _cursor_in(core: GraphQLNamedType, name: str) -> str:
    fields: Mapping[str, GraphQLField] = core.fields  # type: ignore[attr-defined]
    known = next((f for f in ("cursor", "nextCursor", "next_cursor", "nextToken", "nextPageToken") if f in fields), "")
    return f"data.{name}.{known}" if known else ""


def single_of(schema: GraphQLSchema, thing: GraphQLNamedType) -> Single | None:
    """The query that shows one such thing by its id."""
    query = schema.query_type
    best: Single | None = None
    for name, one in query.fields.items() if query else ():
        if bare(one.type) is not thing or one.deprecation_reason is not None:
            continue
        needed = [n for n, a in one.args.items() if _needed(a)]
        argument = next((a for a in _IDS if a in one.args), "") or (needed[0] if len(needed) == 1 else "")
        if not argument or any(n != argument for n in needed) or not _is_leaf(one.args[argument]):
            continue
        found = Single(name, argument, str(one.args[argument].type))
        if best is None or same_thing(name, thing.name):
            best = found
    node = query.fields.get("node") if query else None
    if (
        best is None
        and node is not None
        and "id" in node.args
        and any(i.name == "Node" for i in getattr(thing, "interfaces", ()))
    ):
        return Single("node", "id", str(node.args["id"].type), through=thing.name)
    return best


def _is_leaf(argument: GraphQLArgument) -> bool:
    return isinstance(named(argument.type), GraphQLScalarType) and not is_list(argument.type)


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of a list that are used besides its paging: by change, in order of change, by exact values."""

    since: SinceFilter | None = None
    since_argument: str = ""
    sort_argument: str = ""
    sort_value: str = ""
    finds: tuple[tuple[str, str], ...] = ()
    """Field and argument."""


def asked_of(listing: Listing) -> Asked:
    """What a list can be asked for."""
    since, argument = _since(listing)
    sort, value = _sort(listing)
    fields: Mapping[str, GraphQLField] = listing.thing.fields  # type: ignore[attr-defined]
    finds = [
        (name, name)
        for name, one in listing.field.args.items()
        if name in fields
        and name not in (listing.sized, argument)
        and named(one.type).name in ("String", "ID", "Int")
        and not is_list(one.type)
    ]
    return Asked(since, argument, sort, value, tuple(finds[:20]))


def _since(listing: Listing) -> tuple[SinceFilter | None, str]:
    for name, one in listing.field.args.items():
        words = set(tokens(name))
        if words & _CHANGED and words & {"since", "after", "from", "min", "gte"} and _is_leaf(one):
            return SinceFilter(f"variables.{name}", FilterForm.BODY, inclusive=None if "after" in words else True), name
    for name, one in listing.field.args.items():
        core = named(one.type)
        if isinstance(core, GraphQLInputObjectType) and name in ("filter", "where", "filters", "filterBy"):
            template = _compared(core)
            if template:
                strict = template.split('"')[3] in ("gt", "_gt", "greaterThan", "after")
                return (
                    SinceFilter(f"variables.{name}", FilterForm.BODY, template, inclusive=not strict),
                    name,
                )
        said = _EXAMPLE.search(one.description or "")
        if said and core.name == "String":
            template = f"{said[1]}:{said[2]}'{{since}}'"
            return SinceFilter(f"variables.{name}", FilterForm.BODY, template, inclusive=said[2] == ">="), name
    return None, ""


def _compared(core: GraphQLInputObjectType) -> str:
    """The condition that something was changed since a moment, as a filter's input type takes it."""
    for name, one in core.fields.items():
        words = set(tokens(name))
        if not words & _CHANGED:
            continue
        inner = named(one.type)
        if isinstance(inner, GraphQLInputObjectType):
            mark = next((a for a in _AFTER if a in inner.fields), "")
            if mark:
                return f'{{"{name}": {{"{mark}": "{{since}}"}}}}'
        elif words & {"since", "after", "from", "min", "gte"} and isinstance(inner, GraphQLScalarType):
            return f'{{"{name}": "{{since}}"}}'
    return ""


def _sort(listing: Listing) -> tuple[str, str]:
    for name, one in listing.field.args.items():
        core = named(one.type)
        if not isinstance(core, GraphQLEnumType) or not {"sort", "order"} & set(tokens(name)) or is_list(one.type):
            continue
        for value in core.values:
            words = [w for w in tokens(value) if w not in ("asc", "ascending", "at", "on", "date", "time")]
            if words and set(words) <= _CHANGED | {"last"}:
                return name, value
    return "", ""


def list_document(listing: Listing, asked: Asked, selection: str) -> str:
    """The query that asks for one piece of a list."""
    used = [p.rsplit(".", 1)[-1] for p in (listing.paging.token_param, listing.paging.size_param) if p]
    used += [a for a in (asked.since_argument, asked.sort_argument) if a]
    used += [argument for _, argument in asked.finds]
    used = list(dict.fromkeys(u for u in used if u in listing.field.args))
    inner = selection
    for key in reversed(listing.rows):
        inner = f"{key} {{ {inner} }}"
    fields = named(listing.field.type)
    if is_connection(fields):
        inner += " pageInfo { hasNextPage endCursor }"
    elif listing.paging.next_path:
        inner += " " + listing.paging.next_path.rsplit(".", 1)[-1]
    variables = ", ".join(f"${u}: {listing.field.args[u].type}" for u in used)
    values = ", ".join(f"{u}: ${u}" for u in used)
    head = f"query {operation_name('list', listing.name)}" + (f"({variables})" if variables else "")
    return f"{head} {{ {listing.name}{f'({values})' if values else ''} {{ {inner} }} }}"


def single_document(single: Single, selection: str) -> str:
    """The query that asks for one thing."""
    inner = f"... on {single.through} {{ {selection} }}" if single.through else selection
    head = f"query {operation_name('get', single.through or single.name)}($id: {single.kind})"
    return f"{head} {{ {single.name}({single.argument}: $id) {{ {inner} }} }}"


def operation_name(verb: str, name: str) -> str:
    """What a request is called: sandboxes and logs tell by it which one it is."""
    return f"{verb}_{name}"
