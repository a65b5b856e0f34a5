"""The editor that most tests of the language server share: to start the program takes longer than what they ask it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from tests.lsp.editor import Editor, editing


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    """One editor for the tests of a module, which must run in the module's loop."""
    async with editing(tmp_path_factory.mktemp("editor")) as editor:
        yield editor


@pytest.fixture
def editor(session: Editor) -> Iterator[Editor]:
    """The shared editor with nothing open."""
    yield session
    session.close_all()
