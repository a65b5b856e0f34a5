"""Every operation of a description in one form, whatever version of OpenAPI it was written in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interlock.model.profile import BodyForm, FieldType, Parameter, Permission
from interlock.model.value import JSON
from interlock.systems.permissions import asks_of
from interlock.systems.shapes import Shapes, schema_of_example
from interlock.systems.tree import Node, Tree
from interlock.systems.words import sentence

_METHODS = ("get", "put", "post", "delete", "patch")
_MOST_CALLS = 5_000
_LONGEST_PATH = 2_000
_MOST_PARAMETERS = 200
_TYPES = {t.value: t for t in FieldType}
_CREDENTIAL_NAMES = {
    "apikey", "accesstoken", "authtoken", "authtokenkey", "appkey", "clientid", "clientsecret", "authorization",
    "privatetoken", "sessiontoken", "oauthtoken", "secretkey",
}  # fmt: skip
_CREDENTIAL = re.compile(
    r"authenticat|authoriz|credential|requires scope"
    r"|(?:api|access|oauth|auth|application|bearer|secret) ?-?(?:key|token)",
    re.IGNORECASE,
)
# `users.list`, `customers:search`: what is done stands behind a dot or a colon.
_METHOD_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*(?:[.:][A-Za-z][A-Za-z_-]*)+")

_FILES = ("application/octet-stream", "application/pdf", "application/zip", "audio/", "font/", "image/", "video/")
"""How the kinds of bodies begin that are files."""


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter with all that its description says of it."""

    parameter: Parameter
    schema: Node
    text: str
    example: str
    pointer: str
    deprecated: bool = False
    secret: bool = False
    """Whether a security scheme sends it."""

    @property
    def name(self) -> str:
        """The name on the wire."""
        return self.parameter.name

    @property
    def is_credential(self) -> bool:
        """Whether it says who is asking, and nothing of what is asked for."""
        squeezed = re.sub(r"[^a-z]", "", self.name.lower())
        said = squeezed in ("token", "key") and _CREDENTIAL.search(self.text) is not None
        return self.secret or squeezed in _CREDENTIAL_NAMES or said


@dataclass(frozen=True, slots=True)
class Call:
    """One operation: what goes in, what comes out, and what is written about it."""

    method: str
    path: str
    segments: tuple[str, ...]
    inputs: tuple[Input, ...]
    body: Node | None
    form: BodyForm
    answer: Node | None
    example: Node | None
    """The schema that the answer's example suggests, where there is one."""
    answer_status: str
    success: tuple[int, ...]
    answer_headers: tuple[str, ...]
    refusals: tuple[tuple[str, str], ...]
    """Status and text of the answers that are no success."""
    operation_id: str
    summary: str
    description: str
    tags: tuple[str, ...]
    pointer: str
    deprecated: bool
    edits: bool = False
    """Whether the body is a list of edits (JSON Patch) and not the item, or a part of it."""
    asks: tuple[tuple[Permission, ...], ...] = ()
    """What a caller must show: all of one of these."""

    @property
    def says(self) -> str:
        """Operation id and summary, lower case: what the operation is called."""
        return f"{self.operation_id} {self.summary}".lower()

    @property
    def ends_in_parameter(self) -> bool:
        """Whether the path ends with a parameter."""
        return bool(self.segments) and self.segments[-1].startswith("{")

    def sent_in(self, where: str) -> tuple[Input, ...]:
        """The parameters that go there."""
        return tuple(i for i in self.inputs if i.parameter.where == where)


def calls_of(tree: Tree, shapes: Shapes) -> tuple[Call, ...]:
    """All operations, in the order of the description."""
    found: list[Call] = []
    more = 0
    secrets = _secrets(tree)
    for path, item in tree.get(tree.root, "paths").entries():
        if len(path) > _LONGEST_PATH:
            more += 1
            continue
        whole = tree.resolve(item)
        for method in _METHODS:
            operation = tree.resolve(whole.below(method))
            if not operation.is_object:
                continue
            if len(found) < _MOST_CALLS:
                call = _call(tree, shapes, method=method, path=path, item=whole, operation=operation)
                found.append(_with_secrets(call, secrets))
            else:
                more += 1
    if more:
        tree.tell_of_many(f"{len(found) + more:,} operations", learned=f"{len(found):,} of them")
    return tuple(found)


def single_call(tree: Tree, shapes: Shapes, *, method: str, path: str, item: Node) -> Call:
    """One operation that stands outside `paths`: a webhook or a callback."""
    return _call(tree, shapes, method=method, path=path, item=item, operation=tree.get(item, method))


def segments_of(path: str) -> tuple[str, ...]:
    """The parts of a path; `a('{id}')`, `a(guid'{id}')`, `a/{id}.json` and `a.list` count as two parts each."""
    parts: list[str] = []
    for part in path.split("?", maxsplit=1)[0].strip("/").split("/"):
        plain = re.sub(r"\.(json|xml)$", "", part)
        called = re.fullmatch(r"([\w.-]+)\((?:[a-z]{1,12}(?='))?['\"]?(\{[^{}]+\})['\"]?[LMF]?\)", plain)
        if called:
            parts.extend([called[1], called[2]])
        elif _METHOD_NAME.fullmatch(plain):
            parts.extend(re.split(r"[.:]", plain))
        elif plain:
            parts.append(plain)
    return tuple(parts)


def _call(tree: Tree, shapes: Shapes, *, method: str, path: str, item: Node, operation: Node) -> Call:
    inputs, old_body = _inputs(tree, shapes, item, operation)
    body, form = _body(tree, operation, old_body)
    answers = list(_answers(tree, operation))
    good = [(status, node) for status, node in answers if status.startswith("2") or status.upper() == "2XX"]
    if not good:
        good = [(status, node) for status, node in answers if status == "default"][:1]
    status, answer = next(((s, a) for s, n in good if (a := _content(tree, n)) is not None), ("", None))
    headers = {name.lower(): None for _, node in good for name, _ in tree.get(node, "headers").entries()}
    return Call(
        method=method.upper(),
        path=path,
        segments=segments_of(path),
        inputs=inputs,
        body=body,
        form=form,
        answer=answer,
        example=next((e for _, n in good if (e := _example(tree, n)) is not None), None),
        answer_status=status,
        success=tuple(int(s) for s, _ in good if s.isdigit()),
        answer_headers=tuple(headers),
        refusals=tuple((s, n.text("description")[:2000]) for s, n in answers if s[:1] in ("4", "5")),
        operation_id=operation.text("operationId"),
        summary=operation.text("summary") or item.text("summary"),
        description=operation.text("description")[:20_000],
        tags=tuple(str(t) for t in _list(operation.raw("tags"))),
        pointer=operation.pointer,
        deprecated=operation.raw("deprecated") is True,
        edits=_takes_edits(tree, operation),
        asks=asks_of(tree, operation),
    )


def _takes_edits(tree: Tree, operation: Node) -> bool:
    content = tree.get(tree.get(operation, "requestBody"), "content")
    kinds = [kind.lower() for kind, _ in content.entries()] or [
        str(c).lower() for c in _list(operation.raw("consumes"))
    ]
    return bool(kinds) and all("json-patch" in kind for kind in kinds)


def _inputs(tree: Tree, shapes: Shapes, item: Node, operation: Node) -> tuple[tuple[Input, ...], list[Node]]:
    """The parameters, those of the operation over those of its path; and what OpenAPI 2 sends as a body."""
    found: dict[tuple[str, str], Input] = {}
    bodies: list[Node] = []
    for holder in (item, operation):
        for given in list(tree.get(holder, "parameters").elements())[:_MOST_PARAMETERS]:
            node = tree.resolve(given)
            where = node.text("in")
            if where in ("body", "formData"):
                bodies.append(node)
            elif node.text("name"):
                found[node.text("name"), where] = _input(tree, shapes, node, where)
    return tuple(found.values()), bodies


def _input(tree: Tree, shapes: Shapes, node: Node, where: str) -> Input:
    schema = node.below("schema") if isinstance(node.raw("schema"), dict) else node
    content = next(iter(tree.get(node, "content").entries()), None)
    if schema is node and content is not None:
        schema = content[1].below("schema")
    shape = shapes.of(schema)
    kinds = [k for k in ("array", "object", "string", "number", "integer", "boolean") if k in shape.kinds]
    enum = shape.keywords.get("enum")
    if shape.is_array:
        enum = shapes.element(shape).keywords.get("enum")
    examples = [node.raw("example"), shape.keywords.get("example")]
    examples += [tree.resolve(e).raw("value") for _, e in node.below("examples").entries()]
    parameter = Parameter(
        name=node.text("name"),
        where=where,
        type=_TYPES[kinds[0]] if kinds else FieldType.STRING,
        required=node.raw("required") is True,
        enum=tuple(plain(v) for v in _list(enum)[:200]),
        default=plain(shape.keywords.get("default")),
        minimum=number(shape.keywords.get("minimum")),
        maximum=number(shape.keywords.get("maximum")),
        style=node.text("style") or node.text("collectionFormat"),
        description=sentence(node.text("description") or shape.says("description")),
    )
    return Input(
        parameter=parameter,
        schema=schema,
        text=(node.text("description") or shape.says("description"))[:5000],
        example=" ".join(str(e)[:500] for e in examples if e is not None)[:2000],
        pointer=node.pointer,
        deprecated=node.raw("deprecated") is True,
    )


def _with_secrets(call: Call, secrets: frozenset[tuple[str, str]]) -> Call:
    if not any((i.name, i.parameter.where) in secrets for i in call.inputs):
        return call
    marked = (replace(i, secret=(i.name, i.parameter.where) in secrets) for i in call.inputs)
    return replace(call, inputs=tuple(marked))


def _secrets(tree: Tree) -> frozenset[tuple[str, str]]:
    """The parameters that security schemes send, each with where it goes."""
    old = tree.get(tree.root, "securityDefinitions")
    schemes = old if old.is_object else tree.get(tree.get(tree.root, "components"), "securitySchemes")
    given = (tree.resolve(scheme) for _, scheme in list(schemes.entries())[:20])
    return frozenset((scheme.text("name"), scheme.text("in")) for scheme in given if scheme.text("name"))


def _body(tree: Tree, operation: Node, old: list[Node]) -> tuple[Node | None, BodyForm]:
    for node in old:
        if node.text("in") == "body":
            return node.below("schema"), _form([str(c) for c in _list(operation.raw("consumes"))])
    if old:
        properties: dict[str, JSON] = {n.text("name"): n.value for n in old}
        required: list[JSON] = [n.text("name") for n in old if n.raw("required") is True]
        for name, value in properties.items():
            if isinstance(value, dict):
                properties[name] = {k: v for k, v in value.items() if k != "required"}
        drawn: JSON = {"type": "object", "properties": properties, "required": required}
        kinds = [str(c) for c in _list(operation.raw("consumes"))]
        return Node(drawn, f"{operation.pointer}/parameters"), _form(kinds or [BodyForm.FORM.value])
    content = tree.get(tree.get(operation, "requestBody"), "content")
    best = _best_content(content)
    if best is None:
        return None, BodyForm.JSON
    kind, media = best
    return _schema_or_example(tree, media), _form([kind])


def _form(kinds: list[str]) -> BodyForm:
    low = [k.lower().split(";")[0].strip() for k in kinds]
    for form in BodyForm:
        if form.value in low:
            return form
    if any("xml" in k for k in low) and not any("json" in k or "*" in k for k in low):
        return BodyForm.XML
    if low and all(k.startswith(_FILES) for k in low):
        return BodyForm.BYTES
    return BodyForm.JSON


def _answers(tree: Tree, operation: Node) -> Iterator[tuple[str, Node]]:
    for status, given in tree.get(operation, "responses").entries():
        yield status, tree.resolve(given)


def _content(tree: Tree, answer: Node) -> Node | None:
    """The schema of an answer's body, or None where it has none."""
    if isinstance(answer.raw("schema"), dict):
        return answer.below("schema")
    best = _best_content(tree.get(answer, "content"))
    if best is not None:
        return _schema_or_example(tree, best[1])
    return _example(tree, answer)


def _example(tree: Tree, answer: Node) -> Node | None:
    """The schema that the example of an answer suggests."""
    media = (_best_content(tree.get(answer, "content")) or ("", Node(None, "#")))[1]
    examples = [n for kind, n in tree.get(answer, "examples").entries() if "json" in kind] + [media.below("example")]
    examples += [tree.resolve(e).below("value") for _, e in media.below("examples").entries()]
    for example in examples:
        if isinstance(example.value, dict | list) and example.value:
            return Node(schema_of_example(example.value), f"{example.pointer}!")
    return None


def _best_content(content: Node) -> tuple[str, Node] | None:
    kinds = [(kind.lower(), node) for kind, node in content.entries() if node.is_object]
    if not kinds:
        return None

    def rank(entry: tuple[str, Node]) -> int:
        kind = entry[0]
        tests = (
            kind.startswith("application/json"),
            "json" in kind and "patch" not in kind,
            "json" in kind,
            "*" in kind,
            "form" in kind,
            "xml" in kind,
        )
        return next((place for place, fits in enumerate(tests) if fits), len(tests))

    return min(kinds, key=rank)


def _schema_or_example(tree: Tree, media: Node) -> Node:
    schema = media.below("schema")
    told = tree.resolve(schema)
    if told.is_object and told.value not in ({}, {"type": "object"}, {"type": "array"}):
        return schema
    examples = [media.below("example")]
    examples += [tree.resolve(e).below("value") for _, e in media.below("examples").entries()]
    drawn = next((e for e in examples if isinstance(e.value, dict | list) and e.value), None)
    return schema if drawn is None else Node(schema_of_example(drawn.value), f"{drawn.pointer}!")


def plain(value: JSON) -> JSON:
    """A value of the description as far as it is small and can be written as JSON; else None."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return value if len(value) <= 500 else None
    if isinstance(value, dict | list):
        return value if len(value) <= 20 and _writable(value) and len(str(value)) <= 500 else None
    return value


def _writable(value: JSON) -> bool:
    if isinstance(value, dict):
        keys: list[object] = list(value)  # YAML has keys that are numbers
        return all(isinstance(k, str) for k in keys) and all(_writable(v) for v in value.values())
    if isinstance(value, list):
        return all(_writable(v) for v in value)
    return not isinstance(value, float) or math.isfinite(value)


def number(value: JSON) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _list(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []
