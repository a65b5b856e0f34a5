"""Printed documents: everything of the view is in them, nothing of it becomes more than text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as word
import pytest
from tests.cli.helpers import ROOT

from interlock.errors import InterlockError
from interlock.journeys.project import load
from interlock.journeys.rendering import render, view_of_project
from interlock.render.form import Settings
from interlock.render.forms import forms
from interlock.render.paper import paper_of
from interlock.render.paper.blocks import Facts, Grid, Heading, SigningLine
from interlock.render.view.inline import plain
from interlock.render.view.model import View

WORDS = re.compile(r"\s+")
SETTINGS = Settings("1")
HOSTILE = (
    '#read("/etc/hosts")',
    "#panic(1) $x$ \\u{41} @ref <label> *bold* _em_ /* gone */ // gone",
    '</w:t></w:r><w:fldSimple w:instr="DDEAUTO c:/x"/>',
    '=HYPERLINK("http://evil.example")',
    "<script>alert(1)</script> &amp; ]]>",
    "null\x00 bell\x07 \ud800 \u202eright to left\u202c",
    "[click](javascript:alert(1)) [file](file:///etc/hosts)",
    "x" * 5000,
)


@pytest.fixture(scope="module")
def view() -> View:
    return view_of_project(load(ROOT / "examples" / "orders"))


def _made(view: View, form: str) -> bytes:
    return forms()[form].write(view, SETTINGS)


def _of_docx(data: bytes) -> str:
    found = word.Document(io.BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return WORDS.sub(" ", " ".join([*(one.text for one in found.paragraphs), *cells]))


def _of_pdf(data: bytes, folder: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed, which reads the words of a PDF")
    (folder / "a.pdf").write_bytes(data)
    done = subprocess.run([program, "-raw", str(folder / "a.pdf"), "-"], check=True, capture_output=True)
    return WORDS.sub(" ", done.stdout.decode().replace("\u200b", ""))


def _expected(view: View) -> list[str]:
    """Words that each part of the view must leave in what is printed."""
    texts = [view.title, *view.overview]
    texts += [one.sentence for one in view.criteria] + [one.sentence for one in view.stories]
    texts += [decision.said for record in view.records for decision in record.decisions]
    texts += [end.path for record in view.records for row in record.fields for end in (*row.left, *row.right)]
    texts += [one.what for one in (*view.policies, *view.dates, *view.out_of_scope)]
    texts += [one.text for one in view.assumptions] + [one.contact for one in view.people]
    return [WORDS.sub(" ", plain(text)) for text in texts if text]


def test_a_docx_says_all_of_it(view: View) -> None:
    words = _of_docx(_made(view, "docx"))
    assert [text for text in _expected(view) if text not in words] == []


def test_a_pdf_says_all_of_it(view: View, tmp_path: Path) -> None:
    data = _made(view, "pdf")
    assert data.startswith(b"%PDF-")
    words = _of_pdf(data, tmp_path).replace(" ", "")
    assert [text for text in _expected(view) if text.replace(" ", "") not in words] == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_whatever_it_says_stays_text(view: View, form: str, tmp_path: Path) -> None:
    text = " ".join(HOSTILE)
    record = replace(
        view.records[0], paragraph=text, name=text, decisions=(replace(view.records[0].decisions[0], said=text),)
    )
    hostile = replace(
        view,
        title=text,
        overview=(text,),
        records=(record,),
        criteria=(replace(view.criteria[0], name=text, sentence=text),),
        policies=(replace(view.policies[0], what=text),),
    )
    data = _made(hostile, form)
    words = _of_docx(data) if form == "docx" else _of_pdf(data, tmp_path)
    squeezed = words.replace(" ", "")
    for said in ('#read("/etc/hosts")', "#panic(1)", "w:fldSimple", "<script>alert(1)</script>", "gone"):
        assert said.replace(" ", "") in squeezed
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            xml = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert "<w:fldSimple" not in xml["word/document.xml"]
        assert "instrText" not in xml["word/document.xml"]
        assert not any("javascript:" in text or "file:" in text for name, text in xml.items() if name.endswith(".rels"))
    else:
        assert not re.search(rb"/URI ?\((?!https?:|mailto:)|/JavaScript|/JS\b|/Launch", data)


def test_links_are_those_of_the_web_and_of_mail_only(view: View) -> None:
    with zipfile.ZipFile(io.BytesIO(_made(view, "docx"))) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    outside = re.findall(r'Target="([^"]+)"[^>]*TargetMode="External"', relations)
    assert outside
    assert all(re.match(r"(https?://|mailto:)", address) for address in outside)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_same_document_gives_the_same_words_again(view: View, form: str) -> None:
    first, again = _made(view, form), _made(view, form)
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(first)) as a, zipfile.ZipFile(io.BytesIO(again)) as b:
            assert {n: a.read(n) for n in a.namelist()} == {n: b.read(n) for n in b.namelist()}
    assert abs(len(first) - len(again)) < 100


def test_blocks_are_whole_and_end_with_a_place_to_sign_for_each_company(view: View) -> None:
    blocks = paper_of(view).blocks
    for one in blocks:
        if isinstance(one, Grid):
            assert {len(row) for row in one.rows} == {len(one.heads)} == {len(one.widths)}
    assert [one.company for one in blocks if isinstance(one, SigningLine)] == ["Lark", "Ledgerline"]
    assert any(isinstance(one, Facts) and one.facts[0][0] == "scope" for one in blocks)
    assert [one.text for one in blocks if isinstance(one, Heading) and one.level == 2] == ["Customer", "Order", "Stock"]


def test_the_scope_is_two_pages_with_the_lines_to_sign_on_the_second(tmp_path: Path) -> None:
    scope = view_of_project(load(ROOT / "examples" / "orders"), scope_only=True)
    data = _made(scope, "pdf")
    assert re.findall(rb"/Type ?/Pages.*?/Count (\d+)", data, re.DOTALL) == [b"2"]
    words = _of_pdf(data, tmp_path).replace(" ", "")
    sentences = [one.paragraph for one in scope.records]
    sentences += [one.sentence for one in scope.criteria] + [one.sentence for one in scope.stories]
    assert [one for one in sentences if plain(one).replace(" ", "") not in words] == []
    _, last = words.split("2/2")[0].split("1/2")
    assert last.count("Nameandrole") == 2
    in_word = _of_docx(_made(scope, "docx"))
    assert [one.what for one in (*scope.in_scope, *scope.out_of_scope) if plain(one.what) not in in_word] == []


@pytest.mark.parametrize(("stories", "pages"), [(4, 2), (90, None)])
def test_a_longer_scope_is_set_smaller_while_that_brings_it_to_two_pages(stories: int, pages: int | None) -> None:
    scope = view_of_project(load(ROOT / "examples" / "orders"), scope_only=True)
    more = replace(scope, stories=(*scope.stories, *scope.stories[:1] * stories))
    (count,) = re.findall(rb"/Type ?/Pages.*?/Count (\d+)", _made(more, "pdf"), re.DOTALL)
    assert int(count) == pages if pages else int(count) > 2


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_an_empty_document_and_one_of_scope_only_are_printed(form: str, tmp_path: Path) -> None:
    (tmp_path / "a.interlock.md").write_text("---\ninterlock: 1\n---\n# A\n")
    assert render(load(tmp_path / "a.interlock.md"), form)
    whole = render(load(ROOT / "examples" / "orders"), form)
    scope = render(load(ROOT / "examples" / "orders"), form, scope_only=True)
    assert len(scope) < len(whole)


def test_a_name_that_no_font_has_is_told_and_not_lost(view: View) -> None:
    # No font has signs from the end of what everybody may use for themselves.
    odd = replace(view, people=(replace(view.people[0], name="\U0010fff0\U0010fff1"),))
    with pytest.raises(InterlockError, match="no font of this machine has") as told:
        _made(odd, "pdf")
    assert "`\U0010fff0`, `\U0010fff1`" in told.value.message
    assert _made(odd, "docx")
    assert _made(replace(view, people=(replace(view.people[0], name="Ærøskøbing Ελλάς Київ – → “x”"),)), "pdf")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_what_stands_under_headings_that_nobody_knows_is_on_paper(form: str, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "orders" / "orders.interlock.md").read_text()
    text = text.replace("### Stock\n", "### Stock\n\nRemember the warehouse.\n")
    (tmp_path / "a.interlock.md").write_text(text + "\n## My own heading\n\nSome text that matters.\n")
    data = render(load(tmp_path / "a.interlock.md"), form)
    words = _of_docx(data) if form == "docx" else _of_pdf(data, tmp_path)
    assert "Some text that matters." in words
    assert "Remember the warehouse." in words
