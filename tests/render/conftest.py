"""The repository's examples in a folder of their own, so that what is kept beside a document stays out of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all examples."""
    folder = tmp_path_factory.mktemp("render") / "examples"
    shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns(".*"))
    return folder
