"""The language server as an editor meets it: over pipes, in the protocol."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from tests.lsp.editor import LONGEST_S, Editor, editing, with_edits

from interlock.document import fmt
from interlock.journeys.check import check
from interlock.journeys.project import load

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders"
NAME = "orders.interlock.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "project", ignore=shutil.ignore_patterns(".interlock"))
    return tmp_path / "project"


def _changed(folder: Path, old: str, new: str) -> str:
    text = (folder / NAME).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


async def test_a_sound_document_has_no_findings(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / NAME)
    assert await editor.findings(uri) == []


async def test_findings_are_those_of_check_at_their_exact_words(editor: Editor, folder: Path) -> None:
    text = _changed(
        folder,
        "| Storefront      | →         | source of truth wins              | archive   |",
        "| Storefont      | →         | source of 𝒯ruth wins              | archive   |",
    )
    (folder / NAME).write_text(text, encoding="utf-8")
    expected = check(load(folder / NAME))
    uri = await editor.open(folder / NAME)
    found = await editor.findings(uri)
    assert [(one.code, one.range.start.line + 1) for one in found] == [(one.code, one.place.line) for one in expected]
    words = {editor.words(uri, one.range) for one in found if one.range.start.line == one.range.end.line}
    assert {"Storefont", "source of 𝒯ruth wins"} <= words
    data = found[0].data
    assert isinstance(data, dict)
    assert data["why"]


async def test_columns_are_counted_in_the_editors_units(editor: Editor, folder: Path) -> None:
    text = _changed(
        folder, "so that I never retype it.", "so that I never retype it.\n- 🦆🦆 𝒳 Storefront sells `nothing`"
    )
    uri = await editor.open(folder / NAME, text)
    assert "e-commerce platform" in await editor.hover(uri, "Storefront sells", 3)
    found = await editor.findings(uri)
    line = text.split("\n").index("- 🦆🦆 𝒳 Storefront sells `nothing`")
    there = [one for one in found if one.range.start.line == line]
    assert there
    assert "🦆" in editor.words(uri, there[0].range)


async def test_what_is_typed_is_looked_at_before_it_is_saved(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / NAME)
    assert await editor.findings(uri) == []
    editor.type(uri, _changed(folder, "is created in Storefront, a", "is created in Storfront, a"))
    found = await editor.findings(uri)
    assert "unknown-system" in {one.code for one in found}
    assert "Storfront" in {editor.words(uri, one.range) for one in found}
    editor.type(uri, (folder / NAME).read_text(encoding="utf-8"))
    assert await editor.findings(uri) == []


async def test_only_the_latest_text_counts(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / NAME)
    await editor.findings(uri)
    text = editor.texts[uri]
    for number in range(30):
        last = editor.type(uri, text + f"\n## Section {number}\n")
    await editor.findings(uri, last)
    told = [one.version for one in editor.told[uri] if one.version is not None]
    assert told == sorted(told)
    assert len(told) <= 4
    shown = editor.told[uri][-1].diagnostics
    assert [editor.words(uri, one.range) for one in shown] == ["Section 29"]


_BROKEN = (
    "",
    "---\ninterlock: [[[[\n",
    "# Only a title",
    "## Data map\n\n| Record | A |\n| --- |\n| x",
    "## Systems\n\n| System |\n| --- |\n| " + "a" * 50_000,
    "\u2028\x0c\r\r\n| a |\u2029\n\x00",
    "## Field mapping\n### X\n| A | Direction | B |\n| --- | --- | --- |\n" + "| `a` | → | `b` |\n" * 2_000,
)


async def test_broken_documents_are_served(editor: Editor, folder: Path) -> None:
    for number, text in enumerate(_BROKEN):
        uri = await editor.open(folder / f"broken-{number}.interlock.md", text)
        assert await editor.findings(uri), text[:40]
        place = types.TextDocumentIdentifier(uri)
        for line, column in ((0, 0), (3, 3), (10**6, 10**6)):
            position = types.Position(line, column)
            await editor.text_document_completion_async(types.CompletionParams(place, position))
            await editor.text_document_hover_async(types.HoverParams(place, position))
            await editor.text_document_definition_async(types.DefinitionParams(place, position))
        await editor.text_document_document_symbol_async(types.DocumentSymbolParams(place))
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        await editor.text_document_formatting_async(types.DocumentFormattingParams(place, options))


async def test_a_missing_description_is_a_finding_and_the_rest_works(editor: Editor, folder: Path) -> None:
    (folder / "systems" / "erp.openapi.yaml").unlink()
    uri = await editor.open(folder / NAME)
    found = await editor.findings(uri)
    assert [one.code for one in found] == ["description-missing"]
    assert "`email`" in await editor.hover(uri, "`email`   ", 2)


async def test_a_description_that_comes_is_looked_at(editor: Editor, folder: Path) -> None:
    path = folder / "systems" / "erp.openapi.yaml"
    data = path.read_bytes()
    path.unlink()
    uri = await editor.open(folder / NAME)
    assert await editor.findings(uri)
    path.write_bytes(data)
    event = types.FileEvent(path.as_uri(), types.FileChangeType.Created)
    editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    async with asyncio.timeout(LONGEST_S), editor.news:
        await editor.news.wait_for(lambda: not editor.told[uri][-1].diagnostics)


async def test_other_markdown_is_left_alone(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / "README.md", "# When a Customer")
    place = types.TextDocumentIdentifier(uri)
    assert await editor.text_document_hover_async(types.HoverParams(place, types.Position(0, 9))) is None
    other = await editor.open(folder / NAME)
    await editor.findings(other)
    assert uri not in editor.told


async def test_closing_takes_the_findings_away(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / NAME, _changed(folder, "## Owner", "## Owners"))
    assert await editor.findings(uri)
    editor.close(uri)
    async with asyncio.timeout(LONGEST_S), editor.news:
        await editor.news.wait_for(lambda: not editor.told[uri][-1].diagnostics)


async def test_malformed_questions_do_no_harm(folder: Path) -> None:
    async with editing(folder) as editor:
        uri = await editor.open(folder / NAME)
        await editor.findings(uri)
        place = {"uri": uri}
        for method, params in (
            (types.TEXT_DOCUMENT_HOVER, {"textDocument": 5}),
            (types.TEXT_DOCUMENT_COMPLETION, {"position": {"line": "x"}}),
            (types.TEXT_DOCUMENT_HOVER, {"textDocument": place, "position": {"line": -1, "character": -5}}),
            ("no/such/method", {}),
        ):
            # The library refuses what it cannot read by a message, not by an answer; nobody has to wait for it.
            with suppress(JsonRpcException, TimeoutError):
                async with asyncio.timeout(0.5):
                    await editor.protocol.send_request_async(method, params)
        editor.protocol.notify(types.TEXT_DOCUMENT_DID_CHANGE, {"textDocument": place, "contentChanges": 5})
        assert "e-commerce platform" in await editor.hover(uri, "| Storefront |", 4)
        assert await editor.findings(uri, editor.type(uri, editor.texts[uri] + "\n## Odd\n"))


async def _cured(editor: Editor, uri: str, code: str, title: str) -> str:
    found = next(one for one in await editor.findings(uri) if one.code == code)
    actions = [one for one in await editor.cures(uri, found) if one.title.startswith(title)]
    assert actions, [one.title for one in await editor.cures(uri, found)]
    edit = actions[0].edit
    assert edit is not None
    assert edit.changes is not None
    return with_edits(editor.texts[uri], list(edit.changes[uri]))


async def test_a_question_is_left_open_on_purpose_by_one_key(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / NAME, _changed(folder, "| QA analyst ", "| Gardener   "))
    found = await editor.findings(uri)
    assert found
    code = "role-not-filled"
    text = await _cured(editor, uri, code, f"leave `{code}` open")
    assert "## Left open on purpose" in text
    row = next(line for line in text.split("\n") if line.startswith(f"| {code}"))
    assert "Ada Lovelace" in row


async def test_formatting_aligns_tables_and_touches_nothing_else(editor: Editor, folder: Path) -> None:
    text = _changed(folder, "| `phone`                   | ↔         |", "| `phone` | <-> |")
    uri = await editor.open(folder / NAME, text)
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), options)
    edits = list(await editor.text_document_formatting_async(params) or [])
    formatted = with_edits(text, edits)
    assert formatted == fmt(text)
    pairs = zip(text.split("\n"), formatted.split("\n"), strict=True)
    assert len(edits) == sum(old != new for old, new in pairs)
    editor.type(uri, formatted)
    assert not await editor.text_document_formatting_async(params)


async def test_the_outline_names_sections_records_stories_and_criteria(editor: Editor, folder: Path) -> None:
    uri = await editor.open(folder / NAME)
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    found = await editor.text_document_document_symbol_async(params)
    sections = {one.name: one for one in found or [] if isinstance(one, types.DocumentSymbol)}
    assert [child.name for child in sections["Data map"].children or []] == ["Customer", "Order", "Stock"]
    assert "no-retyping" in {child.name for child in sections["User stories"].children or []}
    assert "erp-down" in {child.name for child in sections["Acceptance criteria"].children or []}
