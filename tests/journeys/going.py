"""What the tests of going live stand on: a project between two sandboxes at real addresses, and somebody who agrees."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.journeys.helpers import HurriedClock, copied, served

from interlock.journeys import going_live
from interlock.journeys.going_live import Outcome, Wish, gone_live
from interlock.journeys.golive_carrying import Preview
from interlock.journeys.golive_gates import Passage, Ways
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.living import live_state
from interlock.journeys.project import Project, load
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.golive import LiveState, Overridden
from interlock.model.value import JSON, Side
from interlock.sandbox import Sandbox

_SLOW = (
    ("orders.interlock.md", "ERP allows 120 requests", "ERP allows 90,000 requests"),
    ("orders.interlock.md", "Storefront allows 600 requests", "Storefront allows 90,000 requests"),
    ("orders.interlock.md", "| link only    |", "| all          |"),
    ("orders.interlock.md", "| from go-live |", "| all          |"),
    ("systems/erp.openapi.yaml", "120 requests per minute", "90,000 requests per minute"),
    ("systems/storefront.openapi.yaml", "600 requests per minute", "90,000 requests per minute"),
)


@dataclass
class Somebody:
    """Agrees to what is shown, or not, and remembers what was said."""

    yes: bool = True
    shown: list[Preview] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def agrees(self, preview: Preview) -> bool:
        """Look, and answer."""
        self.shown.append(preview)
        return self.yes

    def said(self, text: str) -> None:
        """Hear it."""
        self.heard.append(text)


@dataclass
class Place:
    """A project, its two sandboxes and the clock that all go by."""

    folder: Path
    clock: HurriedClock
    sandboxes: Mapping[Side, Sandbox]
    somebody: Somebody = field(default_factory=Somebody)
    _known: tuple[tuple[bytes, ...], Project] | None = None

    @property
    def project(self) -> Project:
        """The project as it lies there now."""
        now = tuple((self.folder / name).read_bytes() for name in ("orders.interlock.md", "interlock.toml"))
        if self._known is None or self._known[0] != now:
            self._known = (now, load(self.folder))
        return self._known[1]

    @property
    def left(self) -> Sandbox:
        """The first system."""
        return self.sandboxes[Side.LEFT]

    @property
    def right(self) -> Sandbox:
        """The second system."""
        return self.sandboxes[Side.RIGHT]

    async def goes_live(self, *, stop: asyncio.Event | None = None, **how: object) -> Outcome:
        """Go live, at once unless a window is given."""
        wish: dict[str, object] = {"by": "Ada Lovelace", **how}
        if not wish.get("window"):
            wish["now_reason"] = "a test waits for nobody"
        return await gone_live(
            self.project,
            Wish(**wish),  # type: ignore[arg-type]
            self.somebody,
            clock=self.clock,
            stop=stop,
        )

    def state(self) -> LiveState:
        """How it stands."""
        project = self.project
        with closing(open_ledger(project, project.environment())) as ledger:
            return live_state(ledger)

    def bodies(self) -> dict[str, list[dict[str, JSON]]]:
        """Everything that both systems hold, but for stamps and versions, which writes that are put back leave."""
        found: dict[str, list[dict[str, JSON]]] = {}
        for side, sandbox in self.sandboxes.items():
            for shelf in sandbox.store.shelves():
                items = [_plain(one.body) for one in sandbox.store.items(shelf.record.name)]
                found[f"{side.value} {shelf.record.name}"] = sorted(items, key=str)
        return found


def _plain(body: Mapping[str, JSON]) -> dict[str, JSON]:
    stamps = ("updated_at", "modified_at", "changed_at", "last_modified", "version", "revision", "etag")
    return {key: value for key, value in body.items() if key not in stamps and value is not None}


def _unasked(
    _project: Project, _environment: Environment, ways: Ways, clock: Clock, *, refuses: bool = True
) -> Passage:
    del refuses
    return Passage(checks={code: Overridden(code, ways.by, ways.reason, clock.now()) for code in ways.codes})


@asynccontextmanager
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, gates: bool = False) -> AsyncIterator[Place]:
    """The example of the repository, without its slow limits, starting with all that is there.

    Its gates, which take a second to ask for, are asked for only where that is wanted.
    """
    if not gates:
        monkeypatch.setattr(going_live, "passage", _unasked)
    folder = copied("orders", tmp_path / "project")
    for file, old, new in _SLOW:
        text = (folder / file).read_text()
        assert old in text, old
        (folder / file).write_text(text.replace(old, new))
    clock = HurriedClock()
    async with served(folder, clock, monkeypatch) as (_, sandboxes):
        yield Place(folder, clock, sandboxes)
