"""What a command does not need, it does not load: that would be most of the time that a short one takes."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders"
_LOADED = """
import sys
from interlock.cli.main import main
sys.argv = ["interlock", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
sys.stderr.write(" ".join(sys.modules))
"""
_NEVER = {"aiohttp", "apprise", "asyncio", "prometheus_client", "psycopg", "sqlite3", "structlog", "uvloop", "pygls"}
"""What only a run, a sandbox or an editor needs."""


def _loaded(*arguments: str, folder: Path) -> set[str]:
    """The modules that a call of the program has loaded when it ends."""
    command = [sys.executable, "-c", _LOADED, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_the_version_needs_no_room() -> None:
    loaded = _loaded("--version", folder=EXAMPLE)
    rooms = {f"interlock.{room}" for room in ("document", "systems", "mapping", "rules", "sync", "verify", "adapters")}
    assert not loaded & (_NEVER | rooms | {"babel", "phonenumbers", "markdown_it", "ryaml"})


def test_a_check_needs_no_engine_and_no_network(tmp_path: Path) -> None:
    document = tmp_path / "small.interlock.md"
    document.write_text((EXAMPLE / "orders.interlock.md").read_text())
    loaded = _loaded("check", folder=tmp_path)
    assert not loaded & (_NEVER | {"interlock.sync", "interlock.verify", "interlock.sandbox", "interlock.peers"})
    assert not loaded & {"phonenumbers", "babel", "interlock.systems.learning", "rich.console"}


def test_a_check_of_what_was_learned_before_neither_learns_nor_loads_what_only_values_need(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    _loaded("check", folder=folder)
    loaded = _loaded("check", folder=folder)
    assert not loaded & {"phonenumbers", "babel.dates", "html.parser", "interlock.expressions"}
    assert not loaded & {"interlock.systems.learning", "interlock.systems.gathering"}


@pytest.mark.parametrize("package", ["render", "systems"])
def test_a_package_offers_every_name_of_its_list(package: str) -> None:
    room = importlib.import_module(f"interlock.{package}")
    for name in room.__all__:
        assert getattr(room, name) is not None
    with pytest.raises(AttributeError, match="has no attribute `nothing`"):
        _ = room.nothing
