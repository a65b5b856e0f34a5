"""`render`, `export` and `receive` as they are called: what they print and write, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, contents, copy_example

from interlock.asking.replies import digest_of


def test_a_page_is_written_by_the_ending_of_its_file(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    for name, start in (("a.html", "<!doctype html>"), ("a.md", "# Paid orders"), ("a.json", "{")):
        made = call("render", str(folder), "-o", str(tmp_path / name))
        assert (made.code, made.out, made.err) == (0, "", f"{tmp_path / name} was written\n")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_an_ending_that_no_form_has_is_refused_and_nothing_is_written(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    for name, hint in (("a.pfd", "did you mean `.pdf`?"), ("a.pages", "there is `.docx`, `.html`")):
        refused = call("render", str(folder), "-o", str(tmp_path / name))
        assert refused.code == 2
        assert f"no form has the ending `.{name[2:]}`" in refused.err
        assert hint in " ".join(refused.err.split())
        assert not (tmp_path / name).exists()
    assert call("render", str(folder), "-o", str(tmp_path / "page")).code == 0
    assert call("render", str(folder), "-o", str(tmp_path / "a.txt"), "--format", "markdown").code == 0


def test_without_a_file_it_is_printed(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    before = contents(folder)
    assert call("render", str(folder), "--scope", "--format", "markdown").out.startswith("# Paid orders")
    assert json.loads(call("export", str(folder)).out)["document"]["path"] == DOCUMENT
    assert contents(folder) == before


def test_a_document_is_never_written_over_by_its_rendering(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    before = contents(folder)
    for command in ("render", "export"):
        refused = call(command, str(folder), "-o", str(folder / DOCUMENT))
        assert refused.code == 2
        assert "has the name of a document, which would be lost" in refused.err
    assert contents(folder) == before


def test_the_partner_cannot_answer_in_every_form(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    refused = call("render", str(folder), "--for", "partner", "--format", "json")
    assert refused.code == 2
    assert "the partner cannot answer in `json`" in refused.err


def test_receive_tells_what_became_of_a_reply(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    shown = json.loads(call("render", str(folder), "--format", "json").out)["view"]
    told = {
        "schema": "urn:interlock:schema:reply:1",
        "document": {"file": DOCUMENT, "version": "1.0.0", "layers": shown["digests"]},
        "from": {"name": "Grace\u202e Hopper", "company": "Ledgerline", "contact": ""},
        "made_at": "2026-12-01T09:30:00Z",
        "questions": [{"about": "Order/on-delete", "text": "Why\x1b[31m archive?"}],
        "answers": [],
        "proposals": [],
        "approvals": [{"layer": "scope", "digest": "0" * 64}],
    }
    path = tmp_path / "a.reply.json"
    path.write_text(json.dumps({**told, "digest": digest_of(told)}), encoding="utf-8")
    before = contents(folder)
    dry = call("receive", str(path), "--in", str(folder), "--dry-run")
    assert contents(folder) == before
    assert "+| Why [31m archive?" in dry.out
    done = call("receive", str(path), "--in", str(folder))
    assert done.code == 1
    assert "question about Order/on-delete: Why [31m archive?: taken up" in done.out
    assert "approval of the scope" in done.out
    assert "the scope has changed since the page was made" in " ".join(done.out.split())
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    path.write_text(path.read_text().replace("archive", "delete"))
    edited = call("receive", str(path), "--in", str(folder))
    assert edited.code == 2
    assert "it was changed after it was saved" in edited.err


def test_settings_and_descriptions_are_never_written_over(call: Call, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "orders")
    before = contents(folder)
    for command in (["render", "--format", "html"], ["export"]):
        for name in ("interlock.toml", "systems/erp.openapi.yaml"):
            told = call(*command, str(folder), "-o", str(folder / name))
            assert told.code == 2
            assert "is there already and is no rendering" in told.err
    assert contents(folder) == before
