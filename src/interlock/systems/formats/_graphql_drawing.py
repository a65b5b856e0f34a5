"""A GraphQL schema drawn as paths with methods, and how each of them is really asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from graphql import (
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    build_ast_schema,
    build_client_schema,
    parse,
)

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.finding import Finding, Severity
from interlock.model.path import Path
from interlock.model.profile import EqualFilter, Operation, Parameter, RecordProfile, Verb
from interlock.model.value import JSON, Body
from interlock.systems.formats._format import READ_AT, Binding, Drawing, Source, broken, finding
from interlock.systems.formats._graphql_lists import (
    PIECE,
    Asked,
    Listing,
    Single,
    asked_of,
    list_document,
    listings,
    operation_name,
    single_document,
    single_of,
)
from interlock.systems.formats._graphql_types import Selection, input_schemas, leaf, named, selection
from interlock.systems.formats._graphql_writes import Mutation, document, mutations_of
from interlock.systems.words import same_thing

_LABEL = "GraphQL schema"
_ENDPOINT = "/graphql"
_MOST_TOKENS = 3_000_000
_LARGEST = 30_000_000
_MOST_RECORDS = 500
_METHODS = {Verb.CREATE: "post", Verb.UPDATE: "patch", Verb.DELETE: "delete", Verb.UPSERT: "put"}


def drawing_of(sources: Sequence[Source]) -> Drawing:
    """The drawing of a schema, which may be spread over several files."""
    try:
        schema = _schema(sources)
    except GraphQLSyntaxError:
        return _without_broken(sources)
    except (GraphQLError, TypeError, KeyError, ValueError, AttributeError, RecursionError) as problem:
        words = " ".join(str(problem).split())[:200] or type(problem).__name__
        return broken(sources[0], _LABEL, words)
    found = _best(schema)
    draft = _Draft(schema, frozenset(one.thing.name for one in found))
    for one in found:
        draft.add(one)
    root: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": ""},
        "paths": draft.paths,
        "components": {"schemas": draft.schemas},
    }
    findings = [_endpoint(sources[0])]
    findings += [_left_out(sources[0], draft.left_out)] if draft.left_out else []
    return Drawing(root, _LABEL, tuple(findings), bindings=draft.bindings, finish=draft.finish)


def _without_broken(sources: Sequence[Source]) -> Drawing:
    """The drawing of those files that can be read by themselves, with what is wrong in the others, and where."""
    whole: list[Source] = []
    wrong: list[Drawing] = []
    for source in sources:
        try:
            parse(source.text, no_location=True, max_tokens=_MOST_TOKENS)
            whole.append(source)
        except GraphQLError as problem:
            at = problem.locations[0] if problem.locations else None
            line, column = (at.line, at.column) if at is not None else (0, 1)
            words = problem.message.removeprefix("Syntax Error: ").rstrip(".")
            wrong.append(broken(source, _LABEL, words, line=line, column=column))
        except RecursionError:
            wrong.append(broken(source, _LABEL, "it is nested too deep"))
    findings = tuple(one for drawing in wrong for one in drawing.findings)
    if not whole or not wrong:
        return wrong[0] if wrong else broken(sources[0], _LABEL, "its files do not fit together")
    rest = drawing_of(whole)
    return replace(rest, findings=(*findings, *rest.findings))


def _schema(sources: Sequence[Source]) -> GraphQLSchema:
    first = sources[0]
    data = first.key("data")
    told = data if isinstance(data, dict) else first.value
    if isinstance(told, dict) and "__schema" in told:
        return build_client_schema(told, assume_valid=True)  # type: ignore[arg-type]
    text = "\n".join(source.text for source in sources)
    if len(text) > _LARGEST:
        raise ValueError(f"it has more than {_LARGEST // 1_000_000} MB")
    return build_ast_schema(parse(text, no_location=True, max_tokens=_MOST_TOKENS), assume_valid=True)


def _best(schema: GraphQLSchema) -> list[Listing]:
    """One list for each kind of thing: the one that is called as the thing is, else the first."""
    found: dict[str, Listing] = {}
    for one in listings(schema):
        known = found.get(one.thing.name)
        if known is None or (same_thing(one.name, one.thing.name) and not same_thing(known.name, known.thing.name)):
            found[one.thing.name] = one
    return list(found.values())[:_MOST_RECORDS]


def _endpoint(source: Source) -> Finding:
    return finding(
        source.name,
        "endpoint-unknown",
        Severity.NOTE,
        f"a schema does not say where it is asked, nor how one signs in: `{_ENDPOINT}` below the address of the "
        "environment is assumed",
        why="requests to another place find nothing",
        hint="let the address in `interlock.toml` be what stands before it, or write the path as `x-endpoint` at the "
        "root of the description into the corrections (an action with the target `$`)",
    )


def _left_out(source: Source, names: list[str]) -> Finding:
    shown = ", ".join(f"`{n}`" for n in names[:8]) + (" and more" if len(names) > 8 else "")
    return finding(
        source.name,
        "lists-within",
        Severity.NOTE,
        f"{len(names)} lists within items come in pieces of their own and are not read: {shown}",
        why="read in part, they would look as if the rest had been deleted",
        hint="map them as records of their own, where the schema lists them",
    )


class _Draft:
    """The drawing while it is made."""

    def __init__(self, schema: GraphQLSchema, things: frozenset[str]) -> None:
        self._schema = schema
        self._things = things
        self.paths: dict[str, JSON] = {}
        self.schemas: dict[str, JSON] = {}
        self.bindings: list[Binding] = []
        self.finish: dict[str, Callable[[RecordProfile], RecordProfile]] = {}
        self.left_out: list[str] = []

    def add(self, listing: Listing) -> None:
        """Draw one kind of thing with all that can be done with it."""
        thing = listing.thing
        chosen = selection(thing, self._things)
        if not chosen.text:
            return
        self.left_out += [f"{thing.name}.{name}" for name in chosen.left_out]
        self.schemas[thing.name] = chosen.schema
        ref: JSON = {"$ref": f"#/components/schemas/{thing.name}"}
        many, one = f"/{listing.name}", f"/{listing.name}/{{id}}"
        asked = asked_of(listing)
        here: dict[str, JSON] = {"get": _drawn(f"#Query.{listing.name}", answer={"type": "array", "items": ref})}
        self.paths[many] = here
        self.bindings.append(Binding("GET", many, _list_binding(listing, asked, chosen)))
        single: dict[str, JSON] = {}
        shown = single_of(self._schema, thing)
        if shown is not None:
            single["get"] = _drawn(f"#Query.{shown.name}", answer=ref)
            self.bindings.append(Binding("GET", one, _single_binding(shown, chosen)))
        for mutation in mutations_of(self._schema, thing):
            self._add_mutation(mutation, chosen, here, single, many, one)
        if single:
            single["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
            self.paths[one] = single
        self.finish[listing.name] = _finisher(listing, asked, shown)

    def _add_mutation(
        self,
        mutation: Mutation,
        chosen: Selection,
        many: dict[str, JSON],
        single: dict[str, JSON],
        many_path: str,
        one_path: str,
    ) -> None:
        ref: JSON = {"$ref": f"#/components/schemas/{_name_of(chosen)}"}
        answer = ref if mutation.shows else None
        drawn = _drawn(f"#Mutation.{mutation.name}", answer=answer, body=self._body(mutation))
        binding = _mutation_binding(mutation, chosen)
        if mutation.verb is Verb.CREATE:
            many["post"] = drawn
            self.bindings.append(Binding("POST", many_path, binding))
        elif mutation.verb in (Verb.ARCHIVE, Verb.RESTORE):
            word = "archive" if mutation.verb is Verb.ARCHIVE else "restore"
            self.paths[f"{one_path}/{word}"] = {"post": drawn}
            self.bindings.append(Binding("POST", f"{one_path}/{word}", binding))
        elif mutation.verb in _METHODS:
            if mutation.verb is Verb.UPSERT:
                return
            single[_METHODS[mutation.verb]] = drawn
            self.bindings.append(Binding(_METHODS[mutation.verb].upper(), one_path, binding))

    def _body(self, mutation: Mutation) -> JSON:
        if mutation.verb not in (Verb.CREATE, Verb.UPDATE):
            return None
        identity = mutation.identity.rsplit(".", 1)[-1]
        if mutation.body is not None:
            input_schemas(mutation.body, self.schemas)
            known = self.schemas[mutation.body.name]
            assert isinstance(known, dict)  # noqa: S101 - made just now
            properties = known["properties"]
            required = known["required"]
            assert isinstance(properties, dict)  # noqa: S101 - made just now
            assert isinstance(required, list)  # noqa: S101 - made just now
            without = {identity, "clientMutationId"}
            kept = {name: inner for name, inner in properties.items() if name not in without}
            return {**known, "properties": kept, "required": [r for r in required if r not in without]}
        fields: dict[str, JSON] = {}
        for name in mutation.flat:
            fields[name] = {**leaf(named(mutation.field.args[name].type)), READ_AT: f"#Mutation.{mutation.name}"}
        return {"type": "object", "properties": fields}


def _name_of(chosen: Selection) -> str:
    """The name of the schema of what was chosen."""
    return str(chosen.schema[READ_AT]).removeprefix("#")


def _drawn(read_at: str, *, answer: JSON = None, body: JSON = None) -> dict[str, JSON]:
    made: dict[str, JSON] = {READ_AT: read_at}
    content: JSON = {"application/json": {"schema": answer}}
    made["responses"] = {"200": {"description": "", **({"content": content} if answer is not None else {})}}
    if body is not None:
        made["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return made


# How it is really asked


def _sent(operation: Operation, name: str, text: str, variables: Body | None = None) -> Operation:
    fixed: Body = {"operationName": name, "query": text}
    if variables:
        fixed["variables"] = variables
    return replace(operation, method="POST", path=_ENDPOINT, body_fixed=fixed, refusals=("errors",), success=(200,))


def _list_binding(listing: Listing, asked: Asked, chosen: Selection) -> Callable[[Operation], Operation]:
    def apply(operation: Operation) -> Operation:
        text = list_document(listing, asked, chosen.text)
        sent = _sent(
            operation,
            operation_name("list", listing.name),
            text,
            {listing.sized: PIECE} if listing.sized and listing.paging.size_param else None,
        )
        first, *rest = listing.rows or ("",)
        rows = f"data.{listing.name}" + (f".{first}" if first else "")
        rows += "[*]." + ".".join(rest) if rest else ""
        parameters = [Parameter(f"variables.{argument}", "body") for _, argument in asked.finds]
        return replace(sent, records_path=rows, parameters=tuple(parameters))

    return apply


def _single_binding(single: Single, chosen: Selection) -> Callable[[Operation], Operation]:
    def apply(operation: Operation) -> Operation:
        name = operation_name("get", single.through or single.name)
        sent = _sent(operation, name, single_document(single, chosen.text))
        shows = f"data.{single.name}"
        return replace(sent, records_path=shows, id_in="envelope", id_param="variables.id", parameters=())

    return apply


def _mutation_binding(mutation: Mutation, chosen: Selection) -> Callable[[Operation], Operation]:
    def apply(operation: Operation) -> Operation:
        name = operation_name(mutation.verb.value, mutation.name)
        sent = _sent(operation, name, document(mutation, name, chosen.text))
        refusals = ("errors", mutation.refuses) if mutation.refuses else ("errors",)
        sent = replace(sent, refusals=refusals, records_path=mutation.shows, parameters=())
        sent = replace(sent, body_path=".".join(p for p in ("variables", mutation.item) if p))
        if mutation.verb is not Verb.CREATE:
            sent = replace(sent, id_in="envelope", id_param=f"variables.{mutation.identity}")
        return sent

    return apply


def _finisher(listing: Listing, asked: Asked, shown: Single | None) -> Callable[[RecordProfile], RecordProfile]:
    def finish(record: RecordProfile) -> RecordProfile:
        here = (Evidence(f"#Query.{listing.name}"),)
        record = replace(record, paging=Fact(listing.paging, Confidence.SURE, here))
        if shown is not None and shown.argument.casefold() not in ("id", "uuid", "guid", "uid"):
            asks = (Evidence(f"#Query.{shown.name}({shown.argument}:)"),)
            record = replace(record, primary_key=Fact((Path((shown.argument,)),), Confidence.LIKELY, asks))
        if asked.since is not None and record.updated_at.known:
            argument = (Evidence(f"#Query.{listing.name}({asked.since_argument}:)"),)
            record = replace(record, since=Fact(asked.since, Confidence.LIKELY, argument))
        if asked.sort_argument and record.updated_at.known:
            sort = (Parameter(f"variables.{asked.sort_argument}", "body"), asked.sort_value)
            record = replace(record, sort=Fact(sort, Confidence.LIKELY, here))
        finds = tuple(EqualFilter(Path((name,)), f"variables.{argument}") for name, argument in asked.finds)
        return replace(record, finds=finds)

    return finish
