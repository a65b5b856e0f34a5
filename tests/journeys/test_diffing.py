"""Versions are files, revisions of git and what was signed; git is only read, whatever a revision is called."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
from tests.journeys.keys import ADA, GRACE, company, edit, needs_keys, sign

import interlock
from interlock.errors import InputError, UsageError
from interlock.model.agreement import Layer
from interlock.model.differences import Differences, Effect
from interlock.render import diff_json, diff_markdown, diff_text

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no `git` on this machine")


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Ida", "-c", "user.email=ida@acorn.example", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        [shutil.which("git") or "git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clone with two revisions: `v1`, and one with another mapping and another description."""
    there = company(tmp_path / "a")
    git(there, "init", "-q")
    git(there, "add", "-A")
    git(there, "commit", "-qm", "first")
    git(there, "tag", "v1")
    edit(there, "| upper case", "| lower case")
    head = "overlay: 1.0.0\ninfo: {title: t, version: 1.0.0}\n"
    (there / "systems" / "ERP.overlay.yaml").write_text(f"{head}actions: [{{target: $.info, update: {{x-note: y}}}}]\n")
    git(there, "add", "-A")
    git(there, "commit", "-qm", "second")
    return there


def kinds(found: Differences) -> list[str]:
    return sorted(one.kind for one in found.changes)


def test_a_revision_is_compared_with_now_also_its_descriptions(folder: Path) -> None:
    found = interlock.diff("v1", where=folder)
    assert kinds(found) == ["api_description", "field_rule"]
    assert {one.layer for one in found.sign_again} == {Layer.SPEC}
    assert [one.party for one in found.sign_again] == ["Lark", "Ledgerline"]
    assert kinds(interlock.diff("HEAD~1", "HEAD", where=folder)) == kinds(found)
    assert interlock.diff("HEAD", where=folder).changes == ()
    assert interlock.diff("HEAD", where=folder).sign_again == ()


def test_a_file_in_a_revision_and_files_are_versions(folder: Path, tmp_path: Path) -> None:
    old = "v1:orders.interlock.md"
    assert kinds(interlock.diff(old, folder / "orders.interlock.md", where=folder)) == kinds(
        interlock.diff("v1", where=folder)
    )
    other = company(tmp_path / "b")
    edit(other, "2027-02-01", "2027-03-01")
    assert kinds(interlock.diff(folder, other)) == ["api_description", "date", "field_rule"]


def test_a_bare_repository_is_read(folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(folder), "bare.git")
    bare = tmp_path / "bare.git"
    found = interlock.diff("v1:orders.interlock.md", "main:orders.interlock.md", where=bare)
    assert kinds(found) == ["api_description", "field_rule"]
    assert kinds(interlock.diff("v1", "main", where=bare)) == kinds(found)


def test_a_document_below_the_root_is_found(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    there = company(tmp_path / "deep" / "er")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    edit(there, "2027-02-01", "2027-03-01")
    for old in ("HEAD", "HEAD:deep/er/orders.interlock.md", "HEAD:./orders.interlock.md"):
        assert kinds(interlock.diff(old, where=there)) == ["date"], old


@pytest.mark.parametrize(
    "name",
    [
        "--output=/tmp/x",
        "-h",
        "--help",
        "--upload-pack=x",
        "",
        "nothing",
        "v1..v2",
        "HEAD\0",
        "a\nb",
        "x" * 5000,
        "$(id)",
    ],
)
def test_a_name_that_is_no_revision_is_refused_and_never_an_option(folder: Path, name: str) -> None:
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(UsageError):
        interlock.diff(name, where=folder)
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("path", ["nothing.md", "systems", "../x", "/etc/passwd", "", "x\0", "orders.interlock.md/x"])
def test_a_path_that_is_not_there_is_told(folder: Path, path: str) -> None:
    if not path:
        assert interlock.diff("HEAD:", where=folder).changes == ()
        return
    with pytest.raises(UsageError, match="there is no file"):
        interlock.diff(f"HEAD:{path}", where=folder)


def test_another_file_is_no_document(folder: Path) -> None:
    with pytest.raises(InputError, match="no Interlock document"):
        interlock.diff("HEAD:interlock.toml", where=folder)


def test_settings_of_the_repository_run_nothing(folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "ran"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {told}\ncat\n")
    script.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "diff.x.textconv",
        "diff.external",
        "core.sshCommand",
        "alias.cat-file",
    ):
        git(folder, "config", setting, str(script))
    (folder / ".gitattributes").write_text("* diff=x filter=x\n")
    git(folder, "config", "filter.x.smudge", str(script))
    interlock.diff("v1", where=folder)
    assert not told.exists()


def test_without_git_or_a_repository_it_says_so(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = company(tmp_path / "alone")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(UsageError, match="is in no git repository"):
        interlock.diff("HEAD", where=alone)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="there is no `git`"):
        interlock.diff("v1", where=folder)


def test_several_documents_are_named(folder: Path) -> None:
    shutil.copy(folder / "orders.interlock.md", folder / "returns.interlock.md")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "third")
    with pytest.raises(UsageError, match="several documents"):
        interlock.diff("HEAD", "HEAD", where=folder)
    found = interlock.diff("v1", where=folder / "orders.interlock.md")
    assert kinds(found) == ["api_description", "field_rule"]


def test_nobody_has_signed_yet(folder: Path) -> None:
    with pytest.raises(UsageError, match="nobody has signed"):
        interlock.diff(where=folder)


@needs_keys
def test_what_was_last_signed_is_compared_with_now(folder: Path) -> None:
    sign(folder, ADA)
    sign(folder, GRACE, Layer.SCOPE)
    assert interlock.diff(where=folder).changes == ()
    edit(folder, "without anyone retyping", "and nobody types")
    assert interlock.diff(where=folder).changes == ()
    edit(folder, "| lower case", "| upper case")
    edit(folder, "2027-02-01", "2027-03-01")
    found = interlock.diff(where=folder)
    assert kinds(found) == ["date", "field_rule"]
    assert found.before.startswith("the scope ")
    sign(folder, GRACE, Layer.SCOPE)
    assert kinds(interlock.diff(where=folder)) == ["field_rule"]


def test_what_people_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "systems" / "ERP.overlay.yaml").unlink()
    edit(folder, "2027-02-01", "2027-03-01")
    edit(folder, "without anyone retyping", "and nobody types")
    found = interlock.diff("v1")
    assert (
        diff_text(found)
        == """\
from v1
to   orders.interlock.md

breaking for the partner
  Dates, Target: when was `2027-02-01`, is now `2027-03-01`
    why: Both sides planned their people with the old one.

needs re-verification
  Order, `line_items[].sku` and `lines[].product_code`: rule was `upper case`, is now `lower case`
    criteria: whole-order, line-removed, orders-meanwhile
    why: The same value arrives as another; the criteria that look at it were met with the old rule.

wording only
  Overview: the text was mended

the scope is signed again for Lark by Ada Lovelace
the scope is signed again for Ledgerline by Grace Hopper
the spec is signed again for Lark by Ada Lovelace or Katherine Johnson
the spec is signed again for Ledgerline by Annie Easley or Grace Hopper
"""
    )
    assert (
        "### Needs re-verification\n\n- Order, `line_items[].sku` and `lines[].product_code`: rule was"
        in diff_markdown(found)
    )


def test_what_programs_read_follows_its_schema(folder: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "diff.json").read_text())
    data = json.loads(diff_json(interlock.diff("v1", where=folder), version="1"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert not jsonschema.Draft202012Validator(schema).is_valid({**data, "more": 1})
    assert data["counts"] == {"breaking": 0, "verify": 2, "wording": 0}


def test_what_a_document_says_cannot_steer_a_page_or_a_terminal(folder: Path) -> None:
    edit(folder, "| 2027-02-01 ", "| <script>x</script> \x1b[2J *b* ")
    found = interlock.diff("v1", where=folder)
    assert "<script>" not in diff_markdown(found).replace("`<script>x</script>", "")
    assert "\x1b" not in diff_text(found) + diff_markdown(found) + diff_json(found, version="1")


def test_each_effect_has_its_own_count(folder: Path) -> None:
    counts = interlock.diff("v1", where=folder).counts
    assert counts == {Effect.BREAKING: 0, Effect.VERIFY: 2, Effect.WORDING: 0}


def test_a_copy_that_lies_without_its_descriptions_has_lost_none(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mailed" / "copy.interlock.md"
    copy.parent.mkdir()
    mine = folder / "orders.interlock.md"
    copy.write_text(mine.read_text())
    for old, new in ((mine, copy), (copy, mine)):
        found = interlock.diff(old, new)
        assert (found.changes, found.sign_again) == ((), ())
        assert "they were not compared" in found.before + found.after
    copy.write_text(mine.read_text().replace("| keep      |", "| archive   |"))
    assert len(interlock.diff(mine, copy).changes) == 1
