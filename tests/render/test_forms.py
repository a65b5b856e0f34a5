"""Each form shows what the view has, whatever is in it; outputs for programs follow their published schemas."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest
from markdown_it import MarkdownIt
from tests.render.view.documents import PROFILES, TEXT, document

import interlock
from interlock.errors import UsageError
from interlock.render.form import Settings
from interlock.render.forms import forms
from interlock.render.markdown import paragraph, said, table
from interlock.render.view import View, view_of

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
FORBIDDEN = re.compile(r"\b(ledger|base|profile|overlay|lens|vacuous)\b", re.IGNORECASE)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>`](javascript:alert(3)) </style></title>{{ 7*7 }}"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def written(form: str, view: View, *, partner: bool = False) -> str:
    return forms()[form].write(view, Settings("1", partner)).decode()


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(document(), profiles=PROFILES, digests={"scope": "0" * 64, "spec": "1" * 64})


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_what_people_outside_engineering_read_has_none_of_our_own_words(form: str, view: View) -> None:
    text = re.sub(r"<(style|script)\b.*?</\1>|<meta[^>]*>", "", written(form, view, partner=True), flags=re.DOTALL)
    assert FORBIDDEN.findall(text) == []


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_every_decision_stands_in_every_form(form: str, view: View) -> None:
    text = written(form, view)
    for word in ("Acorn", "Ida Rhodes", "Credit notes", "by magic", "Nobody works on Sundays", "contradicted", "D-7"):
        assert word in text
    assert "What happens when one is deleted is not decided yet" in text


def test_markdown_says_what_proves_a_story_what_a_question_is_about_and_what_notes_add() -> None:
    noted = TEXT.replace("### Invoice\n", "### Invoice\n\nAmounts come from accounting.\n").replace(
        "## Questions", "## Deployment\n\nOn Mondays only.\n\n## Questions"
    )
    text = written("markdown", view_of(document(noted), profiles=PROFILES))
    assert "so that I never copy it. (proven by arrives)" in text
    assert "- **arrives** (booked): When" in text
    assert "- **Why never deleted?** about Invoice/on-delete, open, for Ida Rhodes, asked by Jean." in text
    assert "Amounts come from accounting." in text
    assert "## Deployment\n\nOn Mondays only." in text


@pytest.mark.parametrize("partner", [False, True])
def test_a_hostile_document_stays_text_on_the_page(partner: bool) -> None:
    hostile = TEXT.replace("Acorn", HOSTILE.replace("|", "")).replace("Credit notes", HOSTILE).replace("Desk", "De<sk")
    text = written("html", view_of(document(hostile), profiles=PROFILES), partner=partner)
    assert "<script>alert" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text
    assert text.count("</style>") == 1
    assert "49" not in re.findall(r"\{\{.{0,20}", text)


def test_a_hostile_document_stays_text_in_markdown() -> None:
    hostile = TEXT.replace("Credit notes", HOSTILE).replace("Why never deleted?", HOSTILE)
    text = written("markdown", view_of(document(hostile)))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert not re.search(r"<(script|img)|href=\"javascript", html)
    assert html.count("<h2>") == text.count("\n## ")


@pytest.mark.parametrize("words", ["# no heading", "1. no list", "- no list", "+ no list", "> no quote", "a | b"])
def test_words_in_markdown_cannot_become_structure(words: str) -> None:
    html = MarkdownIt("commonmark").enable("table").render(paragraph(words))
    assert html == f"<p>{words.replace('>', '&gt;')}</p>\n"
    row = MarkdownIt("commonmark").enable("table").render("\n".join(table(["a"], [[said(words)]])))
    assert f"<td>{words.replace('>', '&gt;')}</td>" in row


def test_a_page_loads_nothing_and_says_so(view: View) -> None:
    text = written("html", view)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "script-src &#39;none&#39;" in policy[1]
    assert not re.findall(r"""(?:src|srcset)=|url\(|@import|<link|<iframe|<object""", text)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_same_words_give_the_same_file_at_another_time(
    form: str, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = forms()[form].write(view, Settings("1"))
    monkeypatch.setattr(time, "localtime", lambda *_: datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC).timetuple())
    assert forms()[form].write(view, Settings("1")) == made
    with ZipFile(BytesIO(made)) as archive:
        told = archive.read("docProps/core.xml").decode()
    moments = set(re.findall(r">(\d{4}-\d\d-\d\dT[\d:]+Z?)<", told))
    assert len(moments) == 1
    assert min(moments) < "2001"


def test_the_same_view_gives_the_same_bytes(view: View) -> None:
    for form in forms():
        assert form.write(view, Settings("1")) == form.write(view, Settings("1"))


def test_the_view_as_data_follows_its_schema(view: View) -> None:
    data = json.loads(written("json", view))
    validator = jsonschema.Draft202012Validator(schema("view"))
    jsonschema.Draft202012Validator.check_schema(schema("view"))
    validator.validate(data)
    assert data["schema"] == schema("view")["$id"]
    assert not validator.is_valid({**data, "view": {**data["view"], "more": 1}})
    for key in data["view"]:
        assert not validator.is_valid({**data, "view": {k: v for k, v in data["view"].items() if k != key}})


@pytest.mark.parametrize("example", ["orders", "customers-contacts"])
def test_a_document_as_data_follows_its_schema(example: str, examples: Path) -> None:
    project = interlock.load(examples / example)
    data = json.loads(interlock.export(project))
    validator = jsonschema.Draft202012Validator(schema("document"))
    validator.validate(data)
    told = data["document"]
    assert [one["name"] for one in told["records"]] == [row.name for row in project.document.records]
    assert told["text"] == project.document.text
    assert told["path"] == Path(project.document.path).name
    assert not validator.is_valid({**data, "document": {**told, "more": 1}})


def test_rendering_is_a_verb_of_the_library(examples: Path) -> None:
    project = interlock.load(examples / "orders")
    assert interlock.render(project).startswith(b"<!doctype html>")
    assert b"cents to amount" in interlock.render(project, "markdown")
    assert b"cents to amount" not in interlock.render(project, "markdown", scope_only=True)
    with pytest.raises(UsageError, match="there is no form `htm`"):
        interlock.render(project, "htm")
    with pytest.raises(UsageError, match="cannot answer in `json`"):
        interlock.render(project, "json", partner=True)
