"""The library's public list is complete, sorted and typed."""

import importlib
import tomllib
from pathlib import Path

import interlock

ROOT = Path(__file__).parents[2]


def test_the_list_is_sorted_and_every_name_is_there() -> None:
    assert list(interlock.__all__) == sorted(interlock.__all__)
    for name in interlock.__all__:
        assert getattr(interlock, name) is not None


def test_every_verb_can_be_called_though_a_room_has_its_name() -> None:
    for name in interlock.__all__:
        item = getattr(interlock, name)
        assert callable(item) or isinstance(item, str), name
    assert interlock.render is importlib.import_module("interlock.journeys.api").render
    assert interlock.verify is importlib.import_module("interlock.journeys.api").verify


def test_every_public_function_says_what_it_gives() -> None:
    for name in interlock.__all__:
        item = getattr(interlock, name)
        assert isinstance(item, str) or item.__doc__


def test_the_version_is_that_of_the_package() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == interlock.__version__


def test_the_package_is_typed() -> None:
    assert (Path(interlock.__file__).parent / "py.typed").exists()
