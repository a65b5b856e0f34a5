"""Every shape understands its own example, and gives what it says."""

import pytest

from interlock.document import Shape, shapes
from interlock.document.names import Names
from interlock.document.shapes.shape import match

NAMES = Names(systems=("Desk", "Books"), records=("Invoice", "Account"))

ALL = [(kind, name, shape) for kind, found in shapes().items() for name, shape in found.items.items()]


@pytest.mark.parametrize(("kind", "name", "shape"), ALL, ids=[f"{kind}-{name}" for kind, name, _ in ALL])
def test_the_example_gives_what_the_shape_says(kind: str, name: str, shape: Shape) -> None:
    assert shape.name == name
    found = match(shape, shape.example, NAMES)
    assert found is not None
    assert found.args == shape.gives
    assert shapes()[kind].docs[name].strip()


@pytest.mark.parametrize(("kind", "name", "shape"), ALL, ids=[f"{kind}-{name}" for kind, name, _ in ALL])
def test_no_other_shape_of_the_kind_understands_the_example(kind: str, name: str, shape: Shape) -> None:
    others = [other.name for other in shapes()[kind] if other is not shape and match(other, shape.example, NAMES)]
    assert others == [], name


@pytest.mark.parametrize(("kind", "name", "shape"), ALL, ids=[f"{kind}-{name}" for kind, name, _ in ALL])
def test_all_ways_to_say_it_give_the_same_arguments(kind: str, name: str, shape: Shape) -> None:
    wanted = set(shape.gives)
    for expression in shape.expressions:
        given = {part.split("}")[0] for part in expression.split("{")[1:]}
        assert given | set(shape.defaults) == wanted, (kind, name, expression)
