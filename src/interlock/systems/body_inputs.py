"""The fields of a search's body, seen as parameters."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from interlock.model.profile import Parameter
from interlock.systems.calls import Call, Input, number, plain
from interlock.systems.fields import field_type
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.tree import Node
from interlock.systems.words import sentence

_DEEPEST = 5
_MOST_MOMENTS = 300


def body_inputs(call: Call, shapes: Shapes) -> list[Input]:
    """The fields of a body at its top and one level below it (`pagination.per_page`), as parameters."""
    if call.body is None:
        return []
    found: list[Input] = []
    top = shapes.of(call.body)
    for name in list(top.properties)[:60]:
        inner = shapes.property(top, name)
        found.append(_input(name, inner))
        below = list(inner.properties)[:20]
        found.extend(_input(f"{name}.{key}", shapes.property(inner, key)) for key in below)
    return found


def body_moments(call: Call, shapes: Shapes) -> list[Input]:
    """The single fields of a body by their whole path, as far down as a filter by time stands."""
    if call.body is None:
        return []
    found: list[Input] = []
    waiting = deque([("", shapes.of(call.body), 0)])
    while waiting and len(found) < _MOST_MOMENTS:
        prefix, here, depth = waiting.popleft()
        for name in list(here.properties)[:60]:
            inner = shapes.property(here, name)
            if inner.is_object and depth < _DEEPEST:
                waiting.append((f"{prefix}{name}.", inner, depth + 1))
            elif inner.is_scalar and not inner.is_array:
                found.append(_input(f"{prefix}{name}", inner))
    return found


def named_input(given: Input, name: str, shape: Shape) -> Input:
    """One property of a parameter that is an object, as a parameter of its own."""
    parameter = replace(given.parameter, name=name, type=field_type(shape), enum=(), default=None)
    text = shape.says("description")[:5000]
    return replace(given, parameter=parameter, text=text, schema=Node(dict(shape.keywords), shape.pointer))


def _input(name: str, shape: Shape) -> Input:
    enum = shape.keywords.get("enum")
    parameter = Parameter(
        name=name,
        where="body",
        type=field_type(shape),
        enum=tuple(plain(v) for v in enum[:200]) if isinstance(enum, list) else (),
        default=plain(shape.keywords.get("default")),
        minimum=number(shape.keywords.get("minimum")),
        maximum=number(shape.keywords.get("maximum")),
        description=sentence(shape.says("description")),
    )
    return Input(
        parameter=parameter,
        schema=Node(dict(shape.keywords), shape.pointer),
        text=shape.says("description")[:5000],
        example=str(shape.keywords.get("example") or "")[:1000],
        pointer=shape.pointer,
    )
