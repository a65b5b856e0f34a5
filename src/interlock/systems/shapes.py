"""Schemas as what they allow: composition merged, null taken out, references followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from interlock.model.value import JSON
from interlock.systems.tree import Node, Tree

Nodes = tuple[Node, ...]
T = TypeVar("T")

# Compositions nested deeper than this say nothing that a person wrote.
_DEEPEST = 60
_MOST_PARTS = 200
_MOST_PROPERTIES = 2_000
_COMPOSED = {"$ref", "allOf", "oneOf", "anyOf", "properties", "required", "items", "type", "nullable"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema allows. A property has several nodes where several parts of a composition speak of it."""

    pointer: str = "#"
    kinds: frozenset[str] = frozenset()
    nullable: bool = False
    properties: Mapping[str, Nodes] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Nodes = ()
    keywords: Mapping[str, JSON] = field(default_factory=dict)
    variants: tuple[str, ...] = ()

    @property
    def is_object(self) -> bool:
        """Whether it is an object and nothing else."""
        return bool(self.properties) and not (self.kinds - {"object"})

    @property
    def is_array(self) -> bool:
        """Whether it is an array."""
        return bool(self.items) and "array" in self.kinds

    @property
    def is_scalar(self) -> bool:
        """Whether it can be a single value."""
        return bool(self.kinds & {"string", "integer", "number", "boolean"}) or (not self.kinds and not self.properties)

    def says(self, keyword: str) -> str:
        """The text of a keyword, or empty."""
        found = self.keywords.get(keyword)
        return found if isinstance(found, str) else ""


NOTHING = Shape()


class Shapes:
    """Shapes of the schemas of one description, each worked out once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[tuple[str, ...], Shape] = {}
        self._open: set[str] = set()
        self._depth = 0
        self._made: dict[tuple[object, int], tuple[Shape, Any]] = {}

    def once(self, make: Callable[[Shapes, Shape], T], shape: Shape) -> T:
        """What `make` gives of a shape, worked out once: most operations of a record speak of the same one."""
        key = make, id(shape)
        known = self._made.get(key)
        if known is None:
            # The shape is kept beside it, so that no other one comes to have its identity.
            known = self._made[key] = shape, make(self, shape)
        made: T = known[1]
        return made

    def of(self, *nodes: Node) -> Shape:
        """The shape that all the nodes say together; NOTHING where they say nothing."""
        key = (nodes[0].pointer,) if len(nodes) == 1 else tuple(dict.fromkeys(node.pointer for node in nodes))
        if key not in self._known:
            parts = [self._one(node) for node in nodes[:_MOST_PARTS]]
            self._known[key] = parts[0] if len(parts) == 1 else _all_of(parts)
        return self._known[key]

    def property(self, shape: Shape, name: str) -> Shape:
        """The shape of a property; NOTHING where there is none of that name."""
        nodes = shape.properties.get(name)
        return self.of(*nodes) if nodes else NOTHING

    def element(self, shape: Shape) -> Shape:
        """The shape of the elements of an array."""
        return self.of(*shape.items) if shape.items else NOTHING

    def at(self, shape: Shape, path: Iterable[str]) -> Shape:
        """The shape at a path of property names."""
        for part in path:
            shape = self.property(shape, part)
        return shape

    def _one(self, node: Node) -> Shape:
        known = self._known.get((node.pointer,))
        if known is not None:
            return known
        if node.pointer in self._open or self._depth > _DEEPEST or not node.is_object:
            return Shape(pointer=node.pointer) if node.value is not True else NOTHING
        self._open.add(node.pointer)
        self._depth += 1
        try:
            shape = self._composed(node)
        finally:
            self._open.discard(node.pointer)
            self._depth -= 1
        self._known[node.pointer,] = shape
        return shape

    def _composed(self, node: Node) -> Shape:
        if isinstance(node.value, dict) and len(node.value) == 1 and isinstance(node.raw("$ref"), str):
            return self._one(self._tree.resolve(node))
        parts = [_own(node)]
        if isinstance(node.raw("$ref"), str):
            parts.append(self._one(self._tree.resolve(node)))
        parts += [self._one(part) for part in _listed(node, "allOf")]
        parts += [self._any_of(node, keyword) for keyword in ("oneOf", "anyOf") if node.raw(keyword)]
        whole = _all_of(parts)
        return whole if whole.properties or whole.items else self._with_example(node, whole)

    def _any_of(self, node: Node, keyword: str) -> Shape:
        choices = _listed(node, keyword)
        shapes = [self._one(choice) for choice in choices]
        real = [s for s in shapes if s.kinds != {"null"}]
        nullable = len(real) < len(shapes) or any(s.nullable for s in real)
        if not real:
            return Shape(pointer=node.pointer, nullable=nullable)
        if len(real) == 1:
            return _changed(real[0], nullable=nullable)
        names = [_variant_name(c, s) for c, s in zip(choices, shapes, strict=True) if s.kinds != {"null"}]
        return _either(real, nullable=nullable, names=tuple(dict.fromkeys(names)))

    def _with_example(self, node: Node, shape: Shape) -> Shape:
        """Where a schema says no more than `object`, its example is the next best thing."""
        example = shape.keywords.get("example")
        if shape.kinds - {"object", "array"} or not isinstance(example, dict | list) or not example:
            return shape
        drawn = self._one(Node(schema_of_example(example), f"{node.pointer}/example"))
        return _all_of([shape, drawn])


def schema_of_example(example: JSON, *, depth: int = 0) -> dict[str, JSON]:
    """The schema that an example value suggests."""
    if depth > 8:
        return {}
    match example:
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
        case float():
            return {"type": "number"}
        case str():
            return {"type": "string"}
        case dict():
            inner: dict[str, JSON] = {
                str(k): schema_of_example(v, depth=depth + 1) for k, v in list(example.items())[:_MOST_PARTS]
            }
            return {"type": "object", "properties": inner}
        case list():
            first = schema_of_example(example[0], depth=depth + 1) if example else {}
            return {"type": "array", "items": first}
        case _:
            return {"nullable": True}


def _own(node: Node) -> Shape:
    said = node.value if isinstance(node.value, dict) else {}
    given = said.get("type")
    kinds = {k for k in (given if isinstance(given, list) else [given]) if isinstance(k, str)}
    nullable = "null" in kinds or said.get("nullable") is True or said.get("x-nullable") is True
    if len(kinds) > 1:
        kinds.discard("null")
    if "file" in kinds:
        kinds = {"string"}
    properties: dict[str, Nodes] = {}
    if "properties" in said:
        inner = islice(node.below("properties").entries(), _MOST_PROPERTIES)
        properties = {k: (n,) for k, n in inner if n.is_object}
    items = node.below("items") if isinstance(said.get("items"), dict) else None
    if not kinds:
        kinds = {"object"} if properties else {"array"} if items else _kinds_of(said.get("enum"))
    required = said.get("required")
    keywords = {k: v for k, v in said.items() if k not in _COMPOSED}
    if "const" in keywords:
        keywords.setdefault("enum", [keywords["const"]])
    examples = keywords.get("examples")
    if isinstance(examples, list) and examples:
        keywords.setdefault("example", examples[0])
    return Shape(
        pointer=node.pointer,
        kinds=frozenset(kinds),
        nullable=nullable,
        properties=properties,
        required=frozenset(r for r in required if isinstance(r, str)) if isinstance(required, list) else frozenset(),
        items=(items,) if items else (),
        keywords=keywords,
    )


def _kinds_of(values: JSON) -> set[str]:
    names = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return {names[type(v)] for v in values[:50] if type(v) in names} if isinstance(values, list) else set()


def _all_of(parts: list[Shape]) -> Shape:
    """What holds when all hold: earlier parts win where they contradict, but any may add."""
    parts = [p for p in parts if p.kinds or p.keywords or p.properties or p.nullable or p.required or p.items]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    properties: dict[str, Nodes] = {}
    keywords: dict[str, JSON] = {}
    for part in parts:
        for name, nodes in part.properties.items():
            before = properties.get(name, ())
            fresh = tuple(n for n in nodes if all(n.pointer != b.pointer for b in before))
            properties[name] = before + fresh if len(before) < 8 else before
        for name, value in part.keywords.items():
            keywords.setdefault(name, value)
    bodies = [p for p in parts if p.properties or p.items]
    stated = [p.kinds for p in parts if p.kinds]
    both = frozenset.intersection(*stated) if stated else frozenset()
    return Shape(
        pointer=(bodies or parts)[-1 if len(bodies) == 1 else 0].pointer,
        kinds=both or (stated[0] if stated else frozenset()),
        nullable=any(p.nullable for p in parts),
        properties=properties,
        required=frozenset().union(*(p.required for p in parts)),
        items=next((p.items for p in parts if p.items), ()),
        keywords=keywords,
        variants=next((p.variants for p in parts if p.variants), ()),
    )


def _either(parts: list[Shape], *, nullable: bool, names: tuple[str, ...]) -> Shape:
    """What may hold when one of them holds: properties of all, required in each."""
    properties: dict[str, Nodes] = {}
    keywords: dict[str, JSON] = {}
    for part in parts:
        for name, nodes in part.properties.items():
            properties.setdefault(name, nodes)
        for name, value in part.keywords.items():
            if name not in ("description", "title"):
                keywords.setdefault(name, value)
    enums = [p.keywords.get("enum") for p in parts]
    if all(isinstance(e, list) for e in enums):
        keywords["enum"] = list({str(v): v for e in enums if isinstance(e, list) for v in e}.values())
    else:
        keywords.pop("enum", None)
    for limit in ("minLength", "maxLength", "pattern", "minimum", "maximum", "format", "const", "readOnly", "example"):
        if any(p.keywords.get(limit) != keywords.get(limit) for p in parts):
            keywords.pop(limit, None)
    return Shape(
        pointer=parts[0].pointer,
        kinds=frozenset().union(*(p.kinds for p in parts)),
        nullable=nullable,
        properties=properties,
        required=frozenset.intersection(*(p.required for p in parts)),
        items=next((p.items for p in parts if p.items), ()),
        keywords=keywords,
        variants=names,
    )


def _changed(shape: Shape, *, nullable: bool) -> Shape:
    return Shape(
        shape.pointer,
        shape.kinds,
        nullable,
        shape.properties,
        shape.required,
        shape.items,
        shape.keywords,
        shape.variants,
    )


def _listed(node: Node, keyword: str) -> list[Node]:
    return [n for n in node.below(keyword).elements() if n.is_object][:_MOST_PARTS]


def _variant_name(node: Node, shape: Shape) -> str:
    ref = node.raw("$ref")
    if isinstance(ref, str):
        return ref.rsplit("/", 1)[-1]
    return shape.says("title") or "/".join(sorted(shape.kinds)) or "any"
