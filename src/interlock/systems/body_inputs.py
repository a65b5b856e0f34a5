"""The fields of a search's body, seen as parameters."""

from __future__ import annotations

from interlock.model.profile import Parameter
from interlock.systems.calls import Call, Input, number, plain
from interlock.systems.fields import field_type
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import sentence


def body_inputs(call: Call, shapes: Shapes) -> list[Input]:
    """The fields of a body at its top and one level below it (`pagination.per_page`), as parameters."""
    if call.body is None:
        return []
    found: list[Input] = []
    top = shapes.of(call.body)
    for name in list(top.properties)[:60]:
        inner = shapes.property(top, name)
        found.append(_input(call, name, inner))
        below = list(inner.properties)[:20]
        found.extend(_input(call, f"{name}.{key}", shapes.property(inner, key)) for key in below)
    return found


def _input(call: Call, name: str, shape: Shape) -> Input:
    enum = shape.keywords.get("enum")
    assert call.body is not None  # noqa: S101 - asked before
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
        schema=call.body,
        text=shape.says("description")[:5000],
        example=str(shape.keywords.get("example") or "")[:1000],
        pointer=shape.pointer,
    )
