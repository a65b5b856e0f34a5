"""Going live, and back, on sandboxes at real addresses: gates, window, waves, lies, kills, a changed document."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.going import Place, Somebody, place
from tests.journeys.keys import ADA, GRACE, needs_keys, sign

from interlock.errors import InterlockError, LedgerError, UsageError
from interlock.journeys import golive_carrying
from interlock.journeys.gating import gates
from interlock.journeys.golive_carrying import ALONE, alone
from interlock.journeys.golive_gates import NEVER, OWN, Ways
from interlock.journeys.golive_hours import Hours
from interlock.journeys.keeping import forget
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.rolling_back import rolled_back
from interlock.journeys.running import ran
from interlock.model.gate import in_the_way
from interlock.model.golive import Standing
from interlock.model.http import Request
from interlock.model.peer import Written
from interlock.model.window import parse
from interlock.peers import HttpPeer

_PARTNERS = "business-partners"


class Dead(BaseException):
    """The process was killed here."""


def _after_writes(monkeypatch: pytest.MonkeyPatch, then: Callable[[str, Written], None]) -> None:
    """Let something happen after each write that a system took."""
    write = HttpPeer.write

    async def writes(self: HttpPeer, resource: str, request: Request) -> Written:
        written = await write(self, resource, request)
        then(resource, written)
        return written

    monkeypatch.setattr(HttpPeer, "write", writes)


def _people(here: Place, count: int) -> None:
    here.left.populate("customers", count)


def _mails(here: Place) -> list[Any]:
    return [item.body["email_address"] for item in here.right.store.items(_PARTNERS)]


async def test_a_sound_first_run_goes_live_in_waves_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 24)
        here.left.populate("orders", 20)
        known = dict(here.left.store.items("customers")[0].body)
        there = {**here.right.believable(_PARTNERS), "email_address": known["email"], "kind": "customer"}
        here.right.store.insert(_PARTNERS, {**there, "phone": "030 1234567", "country_code": "DE"})
        before = here.bodies()
        came = await here.goes_live()
        assert came.run is not None
        assert came.record is not None
        assert came.run.standing is Standing.LIVE
        assert [wave.most for wave in came.run.waves] == [10, 100]
        assert all(check.passed for wave in came.run.waves for check in wave.checks)
        assert not [one for one in came.run.smoke if one.met is False]
        assert {one.record for one in came.run.smoke if one.met} == {"Customer", "Order"}
        assert not any("ilsmoke" in str(body) for body in here.bodies().values())
        assert "**live**" in came.record.read_text()
        with pytest.raises(UsageError, match="is live, and nothing has changed since"):
            await here.goes_live()
        report = await ran(here.project, clock=here.clock)  # what went live runs
        assert report.writes == 0

        shown = await rolled_back(here.project, by=ADA, clock=here.clock)
        assert shown.record is None
        assert here.state().flows
        back = await rolled_back(here.project, by=ADA, apply=True, clock=here.clock)
        assert len(back.lines) == len(shown.lines) > 20
        assert back.stays == ()
        assert here.bodies() == before
        with pytest.raises(UsageError, match="nothing may be run"):
            await ran(here.project, clock=here.clock)
        again = await here.goes_live()
        assert again.run is not None
        assert (again.run.number, again.run.standing) == (2, Standing.LIVE)
        assert again.run.agreed == came.run.agreed
        assert len(_mails(here)) == 24

        kept = [path for path in (here.folder / ".interlock").iterdir() if path.name.startswith("sandbox.db")]
        assert any(b"030 1234567" in path.read_bytes() for path in kept)
        forget(
            here.project, "Customer", here.left.store.items("customers")[0].id, system="Storefront", clock=here.clock
        )
        assert not any(b"030 1234567" in path.read_bytes() for path in kept)


async def test_what_does_not_come_through_stops_it_and_nothing_is_forced_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch, gates=True) as here:
        _people(here, 14)

        def lies(resource: str, written: Written) -> None:
            if resource == _PARTNERS and written.status == 201 and written.id:
                here.right.store.change(_PARTNERS, written.id, {"display_name": "Somebody Else"})

        with monkeypatch.context() as lying:
            _after_writes(lying, lies)
            came = await here.goes_live()
        assert came.run is not None
        assert came.run.standing is Standing.STOPPED
        assert len(came.run.waves) == 1
        failed = [check for check in came.run.waves[0].checks if not check.passed]
        assert [check.code for check in failed] == ["read-back"]
        assert "display_name" in failed[0].evidence[0]
        assert "Somebody Else" not in str(failed[0].evidence)  # a sensitive field
        assert len(_mails(here)) == 10
        with pytest.raises(UsageError, match="its go-live stopped"):
            await ran(here.project, clock=here.clock)
        # Somebody may take the responsibility for a check; nobody could for items that are there twice.
        with pytest.raises(UsageError, match="there is no gate or check `duplicates`"):
            await here.goes_live(ways=Ways(("duplicates",), ADA, "it is fine"))
        back = await rolled_back(here.project, by=ADA, apply=True, clock=here.clock)
        # What shows another value than was written may be somebody's edit: it is listed, and nothing is forced.
        assert len(back.stays) == 10
        assert len(_mails(here)) == 10
        assert [one for one in here.left.store.items("customers") if one.deleted] == []


async def test_a_failed_check_is_let_pass_by_somebody_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 3)

        def loses(resource: str, written: Written) -> None:
            if resource == _PARTNERS and written.id and len(_mails(here)) == 3:
                here.right.store.remove(_PARTNERS, written.id)

        with monkeypatch.context() as losing:
            _after_writes(losing, loses)
            came = await here.goes_live(no_smoke="not here")
        assert came.run is not None
        assert came.run.standing is Standing.STOPPED
        assert "is not there" in str(came.run.waves[0].checks[0].evidence)
        ways = Ways(("read-back", "drift"), ADA, "it was deleted by hand")
        again = await here.goes_live(ways=ways, no_smoke="not here")
        assert again.run is not None
        assert (again.run.number, again.run.standing) == (1, Standing.LIVE)
        assert [(one.code, one.by, one.reason) for one in again.run.overridden] == [
            ("read-back", ADA, "it was deleted by hand")
        ]
        assert again.record is not None
        assert "it was deleted by hand" in again.record.read_text()


async def test_killed_in_a_wave_it_goes_on_and_two_at_once_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 40)
        count = iter(range(1000))

        def dies(_resource: str, _written: Written) -> None:
            if next(count) >= 17:
                raise Dead

        with monkeypatch.context() as dying:
            _after_writes(dying, dies)
            with pytest.raises(Dead):
                await here.goes_live()
        under_way = here.state().under_way
        assert under_way is not None
        assert [(wave.most, wave.ended_at is None) for wave in under_way.waves] == [(10, False), (100, True)]
        assert 10 < len(_mails(here)) < 40
        with pytest.raises(UsageError, match="its go-live is not over"):
            await ran(here.project, clock=here.clock)
        here.clock.pass_on(timedelta(minutes=5))
        project = here.project
        with closing(open_ledger(project, project.environment())) as other:
            other.acquire(here.clock.now(), 300, [ALONE])
            with pytest.raises(LedgerError, match="is being run by"):
                await rolled_back(here.project, by=ADA, clock=here.clock)  # before anybody is shown anything
            with pytest.raises(
                LedgerError, match=r"is being run by process .*, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \("
            ):
                await here.goes_live()
            other.release()
        came = await here.goes_live()
        assert came.run is not None
        assert (came.run.number, came.run.standing, came.run.said) == (1, Standing.LIVE, "")
        assert [wave.most for wave in came.run.waves][:2] == [10, 100]
        mails = _mails(here)
        assert len(mails) == len(set(mails)) == 40


async def test_a_rollback_that_is_killed_leaves_nothing_that_says_live_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 24)
        before = here.bodies()
        came = await here.goes_live(no_smoke="not here")
        assert came.record is not None

        def dies(_resource: str, _written: Written) -> None:
            if len(_mails(here)) <= 20:
                raise Dead

        with monkeypatch.context() as dying:
            _after_writes(dying, dies)
            with pytest.raises(Dead):
                await rolled_back(here.project, by=ADA, apply=True, clock=here.clock)
        assert 0 < len(_mails(here)) < 24
        here.clock.pass_on(timedelta(minutes=5))
        assert json.loads(came.record.with_suffix(".json").read_bytes())["verdict"] == "being rolled back"
        assert "a rollback was begun by " in came.record.read_text()
        for goes_on in (ran(here.project, clock=here.clock), here.goes_live()):
            with pytest.raises(UsageError, match="is being rolled back, and that is not over"):
                await goes_on
        back = await rolled_back(here.project, by=ADA, apply=True, clock=here.clock)
        assert (back.stays, here.bodies()) == ((), before)
        assert json.loads(came.record.with_suffix(".json").read_bytes())["verdict"] == "rolled back"


async def test_nobody_else_goes_live_while_one_wave_takes_hours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 4)
        environment = here.project.environment()
        refused: list[int] = []

        def takes_long(_resource: str, _written: Written) -> None:
            here.clock.pass_on(timedelta(minutes=40))
            with pytest.raises(LedgerError, match="another go-live"), alone(here.project, environment, here.clock):
                pass
            refused.append(1)

        with monkeypatch.context() as slow:
            _after_writes(slow, takes_long)
            came = await here.goes_live(no_smoke="not here")
        assert came.run is not None
        assert (came.run.standing, len(came.run.waves), len(refused)) == (Standing.LIVE, 1, 4)


async def test_no_room_for_the_record_is_told_and_made_good_once_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 1)
        kept_in = here.folder / "evidence" / f"orders.go-live.{here.project.environment().name}.1.json"

        def full(*_: object, **__: object) -> Path:
            raise InterlockError("no space left on device")

        with monkeypatch.context() as disk:
            disk.setattr(golive_carrying, "write_record", full)
            with pytest.raises(InterlockError, match="no space left"):
                await here.goes_live(no_smoke=True)
        assert here.state().last is not None
        assert not kept_in.exists()
        for _ in range(2):
            with pytest.raises(UsageError, match="nothing has changed since"):
                await here.goes_live()
        assert json.loads(kept_in.read_bytes())["verdict"] == "live"
        assert len([one for one in here.somebody.heard if "was missing, and is written now" in one]) == 1


async def test_marked_items_of_one_that_was_killed_are_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 2)

        def dies(resource: str, _written: Written) -> None:
            if resource == "customers":  # the marked item was created, and nobody heard of its id
                raise Dead

        with monkeypatch.context() as dying:
            _after_writes(dying, dies)
            with pytest.raises(Dead):
                await here.goes_live()
        assert any("ilsmoke" in str(one.body) for one in here.left.store.items("customers"))
        here.clock.pass_on(timedelta(minutes=5))
        came = await here.goes_live()
        assert came.run is not None
        assert came.run.standing is Standing.LIVE
        assert any("marked items that an earlier go-live left" in said for said in here.somebody.heard)
        assert not any("ilsmoke" in str(one.body) for one in here.left.store.items("customers"))
        assert len(_mails(here)) == 2


async def test_a_system_that_goes_down_before_the_smoke_tests_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:

        def goes_down(resource: str, _written: Written) -> None:
            if resource == "customers":  # the marked item was created
                here.right.faults.down()

        _people(here, 2)
        with monkeypatch.context() as going:
            _after_writes(going, goes_down)
            came = await here.goes_live()
        assert came.run is not None
        assert came.run.standing is Standing.STOPPED
        said = next(one.said for one in came.run.smoke if one.met is False)
        assert said.startswith(f"it did not arrive in ERP: no answer to GET /{_PARTNERS} of `ERP`"), said


async def test_it_writes_only_within_the_window_and_leaves_nothing_while_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 12)
        begins = here.clock.now() + timedelta(hours=5)
        window = f"{begins:%H:%M} to {begins + timedelta(hours=1):%H:%M} in UTC"
        came = await here.goes_live(window=window)
        assert came.run is not None
        assert came.run.standing is Standing.LIVE
        assert any("Ctrl-C leaves everything as it is" in said for said in here.somebody.heard)
        writes = [one.created_at for one in here.right.store.items(_PARTNERS)]
        (begin, end) = parse(window).opening(min(writes)) or (None, None)
        assert begin is not None
        assert end is not None
        assert begin <= min(writes) <= max(writes) < end
    async with place(tmp_path / "other", monkeypatch) as here:
        _people(here, 2)
        here.somebody = _Impatient(stop := asyncio.Event())
        before = here.bodies()
        came = await here.goes_live(window=window, stop=stop)
        assert came.interrupted
        assert came.run is None
        assert here.bodies() == before
        assert not (here.folder / ".interlock" / "sandbox.db").exists()


async def test_nobody_else_goes_live_while_it_waits_for_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 2)
        begins = here.clock.now() + timedelta(hours=5)
        window = f"{begins:%H:%M} to {begins + timedelta(hours=1):%H:%M} in UTC"
        environment, fits, sleep = here.project.environment(), Hours.fits, here.clock.sleep
        too_short = [True]
        refused: list[str] = []

        async def sleeps(seconds: float) -> None:
            await sleep(seconds)
            if not refused and here.clock.now() > begins + timedelta(hours=9):
                with pytest.raises(LedgerError) as caught, alone(here.project, environment, here.clock):
                    pass
                refused.append(caught.value.message)

        def once_too_short(self: Hours, wanted: int, *, records: int) -> int:
            return 0 if too_short and too_short.pop() else fits(self, wanted, records=records)

        monkeypatch.setattr(Hours, "fits", once_too_short)
        monkeypatch.setattr(here.clock, "sleep", sleeps)
        came = await here.goes_live(window=window)
        assert came.run is not None
        assert came.run.standing is Standing.LIVE
        assert [said.split(":")[0] for said in refused] == ["another go-live is under way"]


class _Impatient(Somebody):
    """Presses Ctrl-C as soon as it is to wait."""

    def __init__(self, stop: asyncio.Event) -> None:
        super().__init__()
        self._stop = stop

    def said(self, text: str) -> None:
        """Hear it."""
        super().said(text)
        if "waiting for" in text:
            self._stop.set()


async def test_only_the_flows_that_a_document_changes_rest_until_they_go_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 3)
        here.left.populate("orders", 6)
        came = await here.goes_live(no_smoke="not here")
        assert came.run is not None
        assert came.run.standing is Standing.LIVE
        document = here.folder / "orders.interlock.md"
        text = document.read_text()
        document.write_text(
            text.replace("So fulfilment", "So that fulfilment").replace("starts without", "begins without")
        )
        assert (await ran(here.project, clock=here.clock)).resting == ()  # prose changes no flow
        document.write_text(text.replace("always `web`  ", "always `phone` "))
        customer = here.left.store.items("customers")[0].id
        here.left.store.change("customers", customer, {"first_name": "Changed"})
        here.left.store.populate("orders", 6)
        orders = len(here.right.store.items("sales-orders"))
        here.clock.pass_on(timedelta(minutes=30))
        report = await ran(here.project, clock=here.clock)
        assert "Changed" in str([one.body for one in here.right.store.items(_PARTNERS)])
        assert len(here.right.store.items("sales-orders")) == orders
        assert {line.record for line in report.lines} == {"Customer"}

        again = await here.goes_live(no_smoke="not here")
        shown = here.somebody.shown[-1]
        assert shown.records == ("Order",)
        assert shown.running == ("Customer", "Stock")
        assert again.run is not None
        assert (again.run.number, again.run.standing, list(again.run.flows)) == (2, Standing.LIVE, ["Order"])
        channels = {str(one.body["channel"]) for one in here.right.store.items("sales-orders")}
        assert channels == {"phone"}
        back = await rolled_back(here.project, by=ADA, apply=True, clock=here.clock)
        assert back.stays == ()
        assert len(here.right.store.items("sales-orders")) == orders
        assert {str(one.body["channel"]) for one in here.right.store.items("sales-orders")} == {"web"}


@needs_keys
async def test_production_goes_live_only_through_its_gates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(tmp_path, monkeypatch, gates=True) as here:
        _people(here, 3)
        settings = here.folder / "interlock.toml"
        settings.write_text(settings.read_text().replace('kind = "sandbox"', 'kind = "production"'))
        with pytest.raises(UsageError, match="is not live, and production is not written before it is"):
            await ran(here.project, clock=here.clock)
        with pytest.raises(UsageError, match=r"cannot go live: .* gates are open") as refused:
            await here.goes_live()
        assert "scope-signed: " in refused.value.message
        with pytest.raises(UsageError, match="the gate `scope-signed` cannot be overridden"):
            await here.goes_live(ways=Ways(("scope-signed",), ADA, "we are friends"))
        with pytest.raises(UsageError, match="by somebody, for a reason"):
            await here.goes_live(ways=Ways(("stories-accepted",), ADA))
        for who in (ADA, GRACE):
            sign(here.folder, who)
        left = [gate.code for gate in in_the_way(gates(here.project, clock=here.clock)) if gate.code != OWN]
        assert left
        assert not NEVER.intersection(left)
        came = await here.goes_live(ways=Ways(left, ADA, "a small first step"))
        assert came.run is not None
        assert came.record is not None
        assert came.run.standing is Standing.LIVE
        assert {one.code for one in came.run.overridden} == set(left)
        page = came.record.read_text()
        assert "a small first step" in page
        assert "SSH key" in page
        assert (await ran(here.project, clock=here.clock)).writes == 0


async def test_nobody_who_does_not_agree_goes_live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(tmp_path, monkeypatch) as here:
        _people(here, 1)
        here.somebody.yes = False
        came = await here.goes_live()
        assert came.run is None
        assert _mails(here) == []
        assert not (here.folder / "evidence").exists()
        shutil.rmtree(here.folder / ".interlock", ignore_errors=True)
        with pytest.raises(UsageError, match="nobody is named"):
            await here.goes_live(by="")
        assert replace(came) == came
