"""The server: what an editor asks and tells, over standard input and output."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import PositionCodec

from interlock import __version__
from interlock.document import MOST_BYTES
from interlock.lsp.actions import actions, formatting
from interlock.lsp.analysis import Analysis
from interlock.lsp.completions import complete
from interlock.lsp.desk import PAUSE_S, Desk, Open
from interlock.lsp.diagnostics import diagnostic
from interlock.lsp.hovers import hover
from interlock.lsp.lines import Lines
from interlock.lsp.places import definition
from interlock.lsp.symbols import outline

_WATCHED = ("**/*.interlock.md", "**/*.yaml", "**/*.yml", "**/*.json")
"""Files on whose change documents are looked at again."""


class Server(LanguageServer):
    """A language server with the documents that are open."""

    def __init__(self, *, pause_s: float = PAUSE_S) -> None:
        # The whole text with each change: editors and libraries differ in what they take for the end of a line.
        super().__init__("interlock", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = Desk(self._show, self._fail, pause_s=pause_s)

    def lines(self, text: str) -> Lines:
        """The lines of a text, with columns as this editor counts them."""
        return Lines(text, PositionCodec(self.workspace.position_encoding))

    def take(self, uri: str) -> None:
        """Take up a document as the editor has it now."""
        document = self.workspace.get_text_document(uri)
        path = to_fs_path(uri)
        self.desk.put(uri, None if path is None else Path(path), document.source, document.version)

    async def asked(self, uri: str) -> tuple[Analysis, Lines, Open] | None:
        """The last look at a document, its lines now; None for what is no document of ours or cannot be read."""
        one = await self.desk.latest(uri)
        if one is None or one.analysis is None:
            return None
        return one.analysis, self.lines(one.text), one

    def _show(self, one: Open, analysis: Analysis) -> None:
        lines = self.lines(analysis.text)
        own = [found for found in analysis.findings if found.place.file == analysis.document.path]
        shown = [diagnostic(found, lines) for found in own]
        # What stands in another file (an API description) is shown at the head of the document that rests on it.
        top = self.lines("")
        for found in analysis.findings:
            if found.place.file != analysis.document.path:
                other = diagnostic(found, top)
                other.message = f"{Path(found.place.file).name}:{found.place.line}: {other.message}"
                shown.append(other)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(one.uri, shown, one.version))

    def _fail(self, one: Open, message: str) -> None:
        start = types.Position(0, 0)
        said = types.Diagnostic(types.Range(start, start), message, types.DiagnosticSeverity.Error, source="interlock")
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(one.uri, [said], one.version))


def make_server(*, pause_s: float = PAUSE_S) -> Server:
    """A server with everything that it can do."""
    server = Server(pause_s=pause_s)
    _keep_in_step(server)
    _answer_questions(server)
    return server


def _keep_in_step(server: Server) -> None:
    """What the editor tells."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        ls.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        ls.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        path = to_fs_path(params.text_document.uri)
        ls.desk.look_again(None if path is None else Path(path).parent)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.desk.close(uri)
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(ls: Server, _params: types.DidChangeWatchedFilesParams) -> None:
        ls.desk.look_again()

    @server.feature(types.INITIALIZED)
    async def initialized(ls: Server, _params: types.InitializedParams) -> None:
        watching = ls.client_capabilities.workspace and ls.client_capabilities.workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registered = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            ls.client_register_capability(types.RegistrationParams([registered]))


def _answer_questions(server: Server) -> None:
    """What the editor asks."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["`", "|", " "]))
    async def completion(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
        found = await ls.asked(params.text_document.uri)
        return None if found is None else complete(found[0], found[1], found[1].offset(params.position))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
        found = await ls.asked(params.text_document.uri)
        if found is None:
            return None
        analysis, lines, one = found
        return hover(analysis, lines, lines.offset(params.position), current=one.text == analysis.text)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def defined(ls: Server, params: types.DefinitionParams) -> list[types.Location] | None:
        found = await ls.asked(params.text_document.uri)
        if found is None:
            return None
        analysis, lines, one = found
        at = lines.offset(params.position)
        return definition(analysis, lines, at, uri=one.uri, looked_at=ls.lines(analysis.text))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        found = await ls.asked(params.text_document.uri)
        return None if found is None else outline(found[0], ls.lines(found[0].text))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    async def cures(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        found = await ls.asked(params.text_document.uri)
        # An edit of words that are no longer there would break what was typed since.
        if found is None or found[2].text != found[0].text:
            return None
        return actions(found[0], found[1], params.range, uri=found[2].uri)

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def formatted(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        one = ls.desk.documents.get(params.text_document.uri)
        if one is None or len(one.text) > MOST_BYTES:
            return None
        return formatting(one.text, ls.lines(one.text))
