"""An editor as real as it gets: a client of the protocol that starts the program and talks with it over pipes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PROGRAM = Path(sys.executable).parent / "interlock"
LONGEST_S = 60


class Editor(LanguageClient):
    """A client that keeps what it is told of each document."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.news = asyncio.Condition()
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        async def heard(params: types.PublishDiagnosticsParams) -> None:
            async with self.news:
                self.told.setdefault(params.uri, []).append(params)
                self.news.notify_all()

    async def begin(self, folder: Path) -> types.InitializeResult:
        """Start the program and shake hands."""
        await self.start_io(str(PROGRAM), "lsp", "--stdio")
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf16])
        )
        answer = await self.initialize_async(
            types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri(), process_id=None)
        )
        self.initialized(types.InitializedParams())
        return answer

    async def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, or a text that is not saved under its name; its address."""
        uri = path.as_uri()
        self.texts[uri] = (await asyncio.to_thread(path.read_text, "utf-8")) if text is None else text
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=self.texts[uri])
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def close(self, uri: str) -> None:
        """Close a file."""
        del self.texts[uri]
        self.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close_all(self) -> None:
        """Close what is open, as one does before one begins with something else."""
        for uri in list(self.texts):
            self.close(uri)

    def type(self, uri: str, text: str) -> int:
        """Change the whole text; its new version."""
        self.texts[uri] = text
        self.versions[uri] += 1
        identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        whole = types.TextDocumentContentChangeWholeDocument(text=text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [whole]))
        return self.versions[uri]

    async def findings(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """What was told last of a document, once that version has been looked at."""
        wanted = self.versions[uri] if version is None else version

        def there() -> bool:
            return any(one.version is not None and one.version >= wanted for one in self.told.get(uri, []))

        async with asyncio.timeout(LONGEST_S), self.news:
            await self.news.wait_for(there)
        return list(self.told[uri][-1].diagnostics)

    def position(self, uri: str, words: str, into: int = 0) -> types.Position:
        """The position `into` the first place where these words stand, in UTF-16 units."""
        text = self.texts[uri]
        offset = text.index(words) + into
        before = text[:offset]
        column = before[before.rfind("\n") + 1 :]
        return types.Position(before.count("\n"), len(column.encode("utf-16-le")) // 2)

    def words(self, uri: str, place: types.Range) -> str:
        """The words in a range of one line."""
        assert place.start.line == place.end.line
        line = self.texts[uri].split("\n")[place.start.line].encode("utf-16-le")
        return line[place.start.character * 2 : place.end.character * 2].decode("utf-16-le")

    async def complete(self, uri: str, words: str, into: int) -> dict[str, types.CompletionItem]:
        """What is offered there, by label."""
        params = types.CompletionParams(types.TextDocumentIdentifier(uri), self.position(uri, words, into))
        answer = await self.text_document_completion_async(params)
        assert isinstance(answer, types.CompletionList)
        return {item.label: item for item in answer.items}

    async def hover(self, uri: str, words: str, into: int = 0) -> str:
        """What is shown there; empty for nothing."""
        params = types.HoverParams(types.TextDocumentIdentifier(uri), self.position(uri, words, into))
        answer = await self.text_document_hover_async(params)
        return answer.contents.value if answer is not None and isinstance(answer.contents, types.MarkupContent) else ""

    async def definition(self, uri: str, words: str, into: int = 0) -> list[types.Location]:
        """Where it is explained."""
        params = types.DefinitionParams(types.TextDocumentIdentifier(uri), self.position(uri, words, into))
        answer: Any = await self.text_document_definition_async(params)
        return list(answer or [])

    async def cures(self, uri: str, finding: types.Diagnostic) -> list[types.CodeAction]:
        """What can be done about a finding."""
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), finding.range, types.CodeActionContext([finding])
        )
        answer: Any = await self.text_document_code_action_async(params)
        return list(answer or [])


def with_edits(text: str, edits: list[types.TextEdit]) -> str:
    """The text with edits in UTF-16 positions applied."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(position: types.Position) -> int:
        if position.line >= len(lines):
            return len(text)
        units = lines[position.line].encode("utf-16-le")[: position.character * 2]
        return starts[position.line] + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@asynccontextmanager
async def editing(folder: Path) -> AsyncIterator[Editor]:
    """An editor with the program running, which must end when it is told to."""
    editor = Editor()
    await editor.begin(folder)
    try:
        yield editor
    finally:
        async with asyncio.timeout(LONGEST_S):
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()  # type: ignore[no-untyped-call]
