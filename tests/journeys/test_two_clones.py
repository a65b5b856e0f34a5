"""Two companies with a clone each sign at the same time, edit, merge and sign again; nobody overwrites anybody."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.journeys.keys import ADA, ANNIE, GRACE, about_signing, company, edit, needs_keys, sign, signed
from tests.journeys.test_diffing import git

from interlock.model.agreement import Layer

pytestmark = [needs_keys, pytest.mark.skipif(shutil.which("git") is None, reason="there is no `git` on this machine")]


def commit(folder: Path, what: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", what)


def fetch(folder: Path, other: Path) -> None:
    git(folder, "pull", "-q", "--no-rebase", "--no-edit", str(other), "main")


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    mine = company(tmp_path / "a")
    (mine / ".gitignore").write_text(".interlock/\n")
    git(mine, "init", "-q")
    commit(mine, "first")
    git(tmp_path, "clone", "-q", str(mine), "b")
    # Whatever line ends somebody's git writes, what was signed stays as it is.
    git(tmp_path / "b", "config", "core.autocrlf", "true")
    return mine, tmp_path / "b"


def test_signed_at_the_same_time_and_merged(clones: tuple[Path, Path]) -> None:
    mine, theirs = clones
    sign(mine, ADA)
    commit(mine, "ours")
    sign(theirs, GRACE)
    commit(theirs, "theirs")
    fetch(theirs, mine)
    fetch(mine, theirs)
    for folder in clones:
        assert len(signed(folder)) == 4
        assert all(one.holds for one in signed(folder).values())
        assert about_signing(folder) == []


def test_edited_on_one_side_and_signed_again_on_both(clones: tuple[Path, Path]) -> None:
    mine, theirs = clones
    sign(mine, ADA)
    commit(mine, "ours")
    fetch(theirs, mine)
    sign(theirs, GRACE)
    commit(theirs, "theirs")
    edit(mine, "| upper case", "| lower case")
    edit(mine, "version: 1.0.0", "version: 1.1.0")
    sign(mine, ADA, Layer.SPEC)
    commit(mine, "lower case")
    fetch(theirs, mine)
    assert {name: one.holds for name, one in signed(theirs).items()} == {
        "scope Ada Lovelace": True,
        "scope Grace Hopper": True,
        "spec Ada Lovelace": True,
        "spec Grace Hopper": False,
    }
    assert [(one.code, one.asks) for one in about_signing(theirs)] == [("changed-since-signed", ANNIE)]
    sign(theirs, ANNIE)
    commit(theirs, "signed by their engineer")
    fetch(mine, theirs)
    assert about_signing(mine) == []


def test_signed_in_one_folder_at_the_same_moment(tmp_path: Path) -> None:
    folder = company(tmp_path / "a")
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda who: sign(folder, who), [ADA, GRACE]))
    assert all(one.holds for made in done for one in made)
    assert len(signed(folder)) == 4
    assert all(one.holds for one in signed(folder).values())
