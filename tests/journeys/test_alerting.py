"""People are told once for each state, in one message, again while it lasts, and when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from aiohttp import web
from tests.sync.helpers import FakeClock

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.notifier import Notifier
from interlock.errors import SettingsError
from interlock.journeys.alerting import AlertDesk, alert_desk
from interlock.model.alert import Alert
from interlock.model.environment import Alerting, Environment
from interlock.model.history import Held, HeldKind
from interlock.model.secret import Secret
from interlock.model.value import Side

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Room:
    """A chat room of this machine: it keeps what it is sent, or refuses it while it is down."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str]] = []
        self.weights: list[str] = []
        self.down = False
        self.refused = 0
        self.port = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Room]:
        runner = web.ServerRunner(web.Server(self._take), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _take(self, incoming: web.BaseRequest) -> web.StreamResponse:
        told = orjson.loads(await incoming.read())
        if self.down:
            self.refused += 1
            return web.Response(status=503)
        self.messages.append((told["title"], told["message"]))
        self.weights.append(told["type"])
        return web.Response()

    @property
    def secret_address(self) -> str:
        return f"json://alice:hush-hush@127.0.0.1:{self.port}/room"


class Desk:
    """A desk with a clock that moves only when told."""

    def __init__(self, folder: Path, notifier: Notifier) -> None:
        self.clock = FakeClock(NOW)
        self.ledger = SqliteLedger(folder / "ledger", "live")
        self.shown: list[Alert] = []
        alerting = Alerting(remind_after_s=4 * 3600)
        environment = Environment("live", "production", "", {}, alerting=alerting)
        self.desk = AlertDesk(self.ledger, self.clock, environment, notifier, self.shown.append)

    def alert(self, message: str, *, kind: str = "system down", subject: str = "Shop", over: bool = False) -> None:
        self.desk.send(Alert(self.clock.now(), kind, subject, message, over=over))

    async def after(self, **span: float) -> None:
        self.clock.passes(**span)
        await self.desk.deliver()

    def hold(self, item: str) -> Held:
        return self.ledger.hold(
            Held(0, HeldKind.REJECTED, "Order", Side.LEFT, item, reason="total: no number", since=NOW)
        )


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with Room().open() as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path, room: Room) -> Desk:
    return Desk(tmp_path, Notifier([Secret(room.secret_address)]))


async def test_one_message_for_all_that_came_together(desk: Desk, room: Room) -> None:
    with closing(desk.ledger):
        desk.alert("Shop: no answer")
        desk.alert("Shop: no answer")
        desk.alert("held (rejected): total: no number", kind="guard", subject="Orders")
        desk.hold("1")
        desk.ledger.hold(Held(0, HeldKind.GUARD, "Orders", Side.LEFT, "2", reason="many", since=NOW))
        await desk.after(seconds=1)
        assert room.messages == [
            (
                "Interlock, live: 2 things need to be known",
                "Shop: no answer\nOrders: held (rejected): total: no number",
            )
        ]
        assert [alert.message for alert in desk.shown] == ["Shop: no answer", "held (rejected): total: no number"]


async def test_how_bad_the_news_are_is_told_to_who_calls_people(desk: Desk, room: Room) -> None:
    with closing(desk.ledger):
        for kind, over in (("refusals", False), ("system down", False), ("system down", True)):
            desk.alert("Shop: news", kind=kind, over=over)
            await desk.after(seconds=1)
        assert room.weights == ["warning", "failure", "success"]


async def test_again_while_it_lasts_and_when_it_is_over(desk: Desk, room: Room) -> None:
    with closing(desk.ledger):
        desk.alert("Shop: no answer")
        for hours in (0, 1, 2, 1, 0.1, 1):
            await desk.after(hours=hours)
            desk.alert("Shop: no answer")
        assert [text for _, text in room.messages] == [
            "Shop: no answer",
            "Shop: no answer (since 2026-03-02 08:00 UTC)",
        ]
        desk.alert("Shop works again", over=True)
        await desk.after(minutes=1)
        await desk.after(hours=9)
        assert room.messages[2:] == [
            (
                "Interlock, live: over: system down, Shop",
                "over: Shop works again (since 2026-03-02 08:00 UTC)",
            )
        ]
        desk.alert("Shop: no answer")
        await desk.after(minutes=1)
        assert room.messages[3] == ("Interlock, live: system down, Shop", "Shop: no answer")


async def test_what_is_no_longer_held_is_over(desk: Desk, room: Room) -> None:
    with closing(desk.ledger):
        held = desk.hold("17")
        desk.alert("held (rejected): total: no number", kind="held", subject="Order 17")
        await desk.after(seconds=1)
        desk.ledger.release_held(held.id)
        await desk.after(seconds=1)
        assert [text for _, text in room.messages] == [
            "Order 17: held (rejected): total: no number",
            "over: Order 17: no longer held (since 2026-03-02 08:00 UTC)",
        ]
        assert desk.ledger.notices() == ()


async def test_while_the_channel_is_down_alerts_wait_for_it(desk: Desk, room: Room) -> None:
    """Scenario 82: what could not be told is kept, tried again ever more seldom, and told in the end."""
    with closing(desk.ledger):
        room.down = True
        desk.alert("Shop: no answer")
        await desk.after(seconds=1)
        assert (desk.desk.failing, desk.desk.untold(), room.refused) == (True, 1, 1)
        for _ in range(60):
            await desk.after(seconds=10)
        assert 3 <= room.refused <= 7
        desk.alert("Orders: one more", kind="credential", subject="Orders")
        room.down = False
        await desk.after(minutes=16)
        assert len(room.messages) == 1
        assert set(room.messages[0][1].split("\n")) == {"Shop: no answer", "Orders: one more"}
        assert (desk.desk.failing, desk.desk.untold()) == (False, 0)


async def test_who_has_the_message_is_not_sent_it_again_for_the_others(tmp_path: Path, room: Room) -> None:
    async with Room().open() as other:
        desk = Desk(tmp_path, Notifier([Secret(room.secret_address), Secret(other.secret_address)]))
        with closing(desk.ledger):
            other.down = True
            desk.alert("Shop: no answer")
            await desk.after(seconds=1)
            other.down = False
            await desk.after(minutes=1)
            assert (len(room.messages), len(other.messages)) == (1, 1)


async def test_what_a_killed_run_did_not_tell_the_next_one_does(tmp_path: Path, room: Room) -> None:
    first = Desk(tmp_path, Notifier([Secret(room.secret_address)]))
    first.alert("Shop: no answer")
    first.ledger.close()
    second = Desk(tmp_path, Notifier([Secret(room.secret_address)]))
    with closing(second.ledger):
        await second.after(minutes=1)
        assert [text for _, text in room.messages] == ["Shop: no answer"]


async def test_without_addresses_it_is_shown_where_the_run_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Notifier([]))
    with closing(desk.ledger):
        desk.alert("Shop: no answer")
        await desk.after(seconds=1)
        await desk.after(hours=5)
        assert [alert.message for alert in desk.shown] == [
            "Shop: no answer",
            "Shop: no answer (since 2026-03-02 08:00 UTC)",
        ]


async def test_a_message_about_very_much_stays_short(desk: Desk, room: Room) -> None:
    with closing(desk.ledger):
        for n in range(100):
            desk.alert(f"P{n} \x1b[2J\n", kind="permission", subject=f"P{n}")
        await desk.after(seconds=1)
        lines = room.messages[0][1].split("\n")
        assert (len(lines), lines[-1]) == (21, "and 80 more; see `interlock status` and `interlock held`")
        assert "\x1b" not in room.messages[0][1]
        assert desk.ledger.notices() == (), "it is no state that lasts"


def test_an_address_of_no_known_kind_is_refused_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERTS", "nothing-like-it hush-hush")
    environment = Environment("live", "production", "", {}, alerting=Alerting(to=("env:ALERTS",)))
    with closing(SqliteLedger(tmp_path / "ledger", "live")) as ledger:
        with pytest.raises(SettingsError, match="the first of the addresses for alerts is of no kind") as refused:
            alert_desk(ledger, FakeClock(NOW), environment, lambda _: None)
        assert "hush" not in str(refused.value)
        monkeypatch.delenv("ALERTS")
        with pytest.raises(SettingsError, match="`ALERTS`"):
            alert_desk(ledger, FakeClock(NOW), environment, lambda _: None)


async def test_a_channel_that_hangs_does_not_keep_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.adapters.notifier._WITHIN_S", 0.2)
    silent: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: silent.append(writer), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        notifier = Notifier([Secret(f"json://127.0.0.1:{port}/?rto=2&cto=2")])
        began = asyncio.get_running_loop().time()
        assert await notifier.send("title", "text") == frozenset()
        assert asyncio.get_running_loop().time() - began < 1.8
        for writer in silent:
            writer.close()
            await writer.wait_closed()
