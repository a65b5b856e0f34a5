"""The documents that are open in an editor: each is looked at again when it changes, the latest text only.

A look takes from a tenth of a second to some, so it is taken in a thread, after a pause in which nothing was typed; one
that was overtaken is not shown. Whatever goes wrong in one look leaves the server and what was last seen as they are.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from interlock.errors import InterlockError
from interlock.journeys.documents import ENDING
from interlock.lsp.analysis import Analysis, look

PAUSE_S = 0.3
"""How long nothing must have been typed before a document is looked at."""
_logger = logging.getLogger(__name__)

Show = Callable[["Open", Analysis], None]
Fail = Callable[["Open", str], None]


@dataclass
class Open:
    """One document that is open: its text now, and the last look at it."""

    uri: str
    path: Path
    text: str
    version: int | None = None
    analysis: Analysis | None = None
    waiting: asyncio.Task[None] | None = field(default=None, repr=False)


class Desk:
    """All documents that are open; `show` is told of each look, `fail` of each that could not be taken."""

    def __init__(self, show: Show, fail: Fail, *, pause_s: float = PAUSE_S, executor: Executor | None = None) -> None:
        self._show = show
        self._fail = fail
        self._pause_s = pause_s
        # One at a time: two looks at once would take as long, and answers to the editor longer.
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="look")
        self.documents: dict[str, Open] = {}

    def put(self, uri: str, path: Path | None, text: str, version: int | None) -> Open | None:
        """Take up a text; one that is no document of ours is left alone."""
        if path is None or not path.name.endswith(ENDING):
            return None
        one = self.documents.get(uri)
        if one is None:
            one = self.documents[uri] = Open(uri, path, text, version)
        one.text, one.version = text, version
        self._look_soon(one, 0 if one.analysis is None else self._pause_s)
        return one

    def close(self, uri: str) -> None:
        """Forget a document."""
        one = self.documents.pop(uri, None)
        if one is not None and one.waiting is not None:
            one.waiting.cancel()

    def look_again(self, folder: Path | None = None) -> None:
        """Look at all documents of a folder, or at all, once more: a file that they rest on may have changed."""
        for one in self.documents.values():
            if folder is None or one.path.parent == folder or one.path.parent in folder.parents:
                self._look_soon(one, self._pause_s)

    async def latest(self, uri: str) -> Open | None:
        """The document, after the first look at it."""
        one = self.documents.get(uri)
        if one is not None and one.analysis is None and one.waiting is not None:
            await asyncio.wait([one.waiting])
        return one

    def _look_soon(self, one: Open, pause_s: float) -> None:
        if one.waiting is not None:
            one.waiting.cancel()
        one.waiting = asyncio.get_running_loop().create_task(self._look(one, pause_s))

    async def _look(self, one: Open, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        text = one.text
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._executor, look, text, one.path)
        except InterlockError as problem:
            self._fail(one, problem.message)
            return
        except Exception as problem:  # the editor goes on, and says what happened
            _logger.exception("a look at %s failed", one.path.name)
            self._fail(one, f"something that should not happen: {type(problem).__name__}: {problem}")
            return
        if self.documents.get(one.uri) is one and one.text == text:
            one.analysis = found
            self._show(one, found)
