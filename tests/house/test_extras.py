"""What is said where an extra is missing installs exactly that extra, where the program runs."""

from __future__ import annotations

import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from interlock.catalogue.extras import how_to_install

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def _as_installed() -> list[str]:
    """The libraries as an installed package lists them."""
    found = ["aiohttp>=3.11"]
    for extra, libraries in EXTRAS.items():
        for one in libraries:
            name, _, condition = one.partition("; ")
            both = f"({condition}) and extra == '{extra}'" if condition else f"extra == '{extra}'"
            found.append(f"{name}; {both}")
    return found


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_command_names_the_libraries_of_the_extra(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: _as_installed())
    wanted = " ".join(f'"{one.partition(";")[0]}"' for one in EXTRAS[extra])
    said = how_to_install(extra)
    assert sys.executable in said
    assert said.endswith(f" {wanted}`")


def test_where_nothing_is_known_it_is_installed_from_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: None)
    assert how_to_install("office").endswith('".[office]"` in a copy of the repository')
