"""Calls of the program inside the test's own process: the same code from the first line of `main`, only faster."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.helpers import DOCUMENT, SECRETS, Called, copy_example

from interlock.catalogue.extras import how_to_install
from interlock.cli.main import main
from interlock.errors import InterlockError
from interlock.journeys import encoding
from interlock.sync import lagging

Call = Callable[..., Called]


@pytest.fixture(autouse=True)
def _nothing_lags(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a write within its second is told from a copy that lags behind without waiting half a minute."""
    monkeypatch.setattr(lagging, "BEHIND", timedelta(0))


@pytest.fixture(autouse=True)
def _words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are compared by their words: a model takes seconds to load, and what it says is measured elsewhere."""

    def missing(**_: object) -> None:
        raise InterlockError("nearness in meaning needs the extra `semantic`", hint=how_to_install("semantic"))

    monkeypatch.setattr(encoding, "open_encoder", missing)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """Calls the program; gives exit code and output."""
    monkeypatch.delenv("INTERLOCK_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def called(*arguments: str) -> Called:
        monkeypatch.setattr(sys, "argv", ["interlock", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Called(int(left.value.code or 0), out, err)

    return called


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a copy of the example."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    folder = copy_example(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def unmapped(example: Path) -> Path:
    """The example before anybody mapped a field."""
    path = example / DOCUMENT
    path.write_text(re.sub(r"## Field mapping\n.*?(?=## Acceptance)", "", path.read_text(), flags=re.DOTALL))
    return example
