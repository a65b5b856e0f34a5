"""The wheel has all that the program needs, and the program works from it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from interlock.journeys.starting import templates

ROOT = Path(__file__).parents[2]
_LEFT_OUT = {"__pycache__", ".interlock"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built as `pip install .` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return zipfile.ZipFile(made)


def _files(folder: Path, below: str) -> set[str]:
    """The files of a folder, as they are to be called in the wheel."""
    paths = (one for one in folder.rglob("*") if one.is_file() and not _LEFT_OUT & set(one.parts))
    return {f"{below}/{one.relative_to(folder).as_posix()}" for one in paths}


def test_it_holds_the_program_with_its_data_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == _files(ROOT / "src" / "interlock", "interlock") | _files(
        ROOT / "examples" / "orders", "interlock/example"
    )
    assert "interlock/py.typed" in inside
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel.namelist())


def test_the_program_starts_documents_and_the_example_from_it(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}

    def call(*arguments: str) -> Sequence[str]:
        script = "import interlock.cli.main as m; print(m.__file__); m.main()"
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        where, *lines = done.stdout.splitlines()
        assert where.startswith(str(tmp_path))  # not the program as it lies here
        return lines

    listed = [line.split()[0] for line in call("new", "--list")]
    assert listed == [one.name for one in templates()]
    assert "mine/stock.interlock.md" in call("new", "mine", "--template", "stock")
    assert "tour/orders.interlock.md" in call("demo", "tour", "--only-write")
    assert call("check", "tour")[-1] == "nothing to ask"
