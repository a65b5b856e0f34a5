"""A run that keeps going tells how it is, over real sockets, and nothing that must not be told."""

from __future__ import annotations

import asyncio
import io
import os
import re
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.journeys.listening import Standing, standing, until
from tests.journeys.test_alerting import Room
from tests.sync.helpers import FakeClock

from interlock.adapters.logs import log_to
from interlock.journeys.project import load
from interlock.journeys.wellbeing import Wellbeing
from interlock.model.history import EntryKind
from interlock.model.http import Response
from interlock.model.value import Body, Side
from interlock.render import history_text
from interlock.sandbox.faults import Fault, FaultKind

_SENSITIVE = "planted-sensitive@person.example"


def _customer(world: Standing, name: str, **more: str) -> str:
    body: Body = {**world.left.believable("customers"), "first_name": name, "last_name": "Test", **more}
    return world.left.store.insert("customers", body)


async def _get(world: Standing, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"{world.address}{path}") as answer:
        return answer.status, await answer.text()


def _numbers(text: str) -> dict[str, float]:
    """Each number by its name and labels."""
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_health_readiness_and_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing(tmp_path, monkeypatch) as world, world.listening():
        await until(world.is_subscribed)
        _customer(world, "Ann")
        await until(lambda: world.right.store.items("business-partners"))
        await until(lambda: sum(report.writes for report in world.reports) == 1)
        status, health = await _get(world, "/health")
        told = orjson.loads(health)
        assert (status, told["status"], told["problems"]) == (200, "well", [])
        assert set(told["last_contact_at"]) == {"Storefront", "ERP"}
        assert await _get(world, "/ready") == (200, '{"status":"ready"}\n')
        status, text = await _get(world, "/metrics")
        numbers = _numbers(text)
        assert status == 200
        assert numbers["interlock_writes_total[('kind', 'create'), ('record', 'Customer'), ('system', 'ERP')]"] == 1
        assert numbers["interlock_webhooks_total[('outcome', 'taken'), ('system', 'Storefront')]"] >= 1
        assert numbers["interlock_lag_seconds[('record', 'Order'), ('system', 'ERP')]"] < 60
        assert numbers["interlock_items[('record', 'Customer'), ('state', 'Storefront')]"] <= 1
        assert numbers["interlock_latency_seconds_count[('record', 'Customer'), ('system', 'ERP')]"] == 1
        assert numbers["interlock_paused[('system', 'ERP')]"] == 0
        assert numbers["interlock_problems[]"] == 0
        assert numbers["interlock_passes_total[]"] == len(world.reports)
        resources = set(re.findall(r'interlock_requests_total{[^}]*resource="([^"]*)"', text))
        assert resources <= {
            "customers", "orders", "products", "business-partners", "sales-orders", "stock-levels", "(subscriptions)",
            "other",
        }  # fmt: skip


async def test_a_system_that_is_down_shows_in_health_and_people_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Room().open() as room:
        monkeypatch.setenv("ALERTS", room.secret_address)
        settings = '[environments.sandbox.alerts]\nto = ["env:ALERTS"]\n'
        async with standing(tmp_path, monkeypatch, settings) as world:
            document = world.project.folder / "orders.interlock.md"
            document.write_text(document.read_text().replace("alert after 15 minutes", "alert after 0 minutes"))
            world.right.faults.add(Fault(FaultKind.STATUS, status=401))
            async with world.listening():
                await until(lambda: room.messages)
                status, health = await _get(world, "/health")
                assert (status, orjson.loads(health)["problems"]) == (503, ["ERP is paused"])
                assert room.messages[0][0] == "Interlock, sandbox: credential, ERP"
                room.down = True
                numbers = _numbers((await _get(world, "/metrics"))[1])
                assert numbers["interlock_paused[('system', 'ERP')]"] == 1


async def test_nothing_that_is_secret_or_sensitive_is_told_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Secrets and sensitive values are planted wherever there are some; then everything that is told is searched."""
    stream = io.StringIO()
    says = f'{{"message": "`{_SENSITIVE}` and `Planted-Again Test` are not accepted"}}'.encode()
    monkeypatch.setattr(
        Fault, "response", lambda fault: Response(fault.status, {"content-type": "application/json"}, says)
    )
    monkeypatch.setenv("HOOK_SECRET", "planted-hook-secret")
    async with Room().open() as room:
        monkeypatch.setenv("ALERTS", room.secret_address)
        settings = (
            '[environments.sandbox.alerts]\nto = ["env:ALERTS"]\n'
            '[environments.sandbox.systems.Storefront.webhooks]\nsecret = "env:HOOK_SECRET"\nregister = false\n'
        )
        async with standing(tmp_path, monkeypatch, settings) as world:
            document = world.project.folder / "orders.interlock.md"
            patient = "retry 3 times with backoff, then hold the item and alert"
            text = document.read_text().replace(patient, "hold the item and alert")
            document.write_text(text.replace("it is tried 4 times in all, then it is held", "it is held"))
            world.project = load(world.project.folder)
            world.left.webhooks.listen(f"{world.address}/webhooks/storefront", secret="planted-hook-secret")
            world.written = log_to("json", stream)
            async with world.listening():
                await until(lambda: world.reports)
                one = _customer(world, "Planted-Name", email=_SENSITIVE, phone="+49 30 901820")
                await until(lambda: world.right.store.items("business-partners"))
                world.left.store.change("customers", one, {"phone": "planted-phone"})
                _customer(world, "Other", email=_SENSITIVE.upper() + "x")
                world.right.faults.add(Fault(FaultKind.STATUS, status=422, writes=True, containing="Planted-Again"))
                world.left.store.change("customers", one, {"first_name": "Planted-Again"})
                await until(lambda: len(room.messages) > 0)
                await asyncio.sleep(0.2)
                numbers = (await _get(world, "/metrics"))[1]
                health = (await _get(world, "/health"))[1]
        with closing(world.ledger()) as ledger:
            entries = ledger.history()
        names = {side: world.project.document.system(side).name for side in Side}
        told = {
            "log": stream.getvalue(),
            "metrics": numbers,
            "health": health,
            "alerts": f"{room.messages} {world.alerts}",
            "said": "\n".join(world.said),
            "history": history_text(entries, names=names),
        }
        secrets = {"planted-hook-secret", "hush-hush", world.left.webhooks.secret}
        for sandbox in world.sandboxes.values():
            secrets |= {sandbox.credential.reveal(part) or "?" for part in sandbox.credential.parts}
        sensitive = {_SENSITIVE, _SENSITIVE.upper(), "planted-phone", "Planted-Name", "Planted-Again", "901820"}
        assert "request" in told["log"]
        assert any(entry.kind is EntryKind.HELD for entry in entries)
        assert "held" in told["alerts"]
        for where, text in told.items():
            for planted in secrets - {"client"} | sensitive:
                assert planted.casefold() not in text.casefold(), f"`{planted}` stands in the {where}"


def test_the_program_listens_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    """As a service or container runs it: a process of its own, asked from outside, ended by SIGTERM."""
    script = """
import asyncio, sys
from pathlib import Path
import pytest
from tests.journeys.listening import standing
async def main():
    with pytest.MonkeyPatch.context() as patch:
        async with standing(Path(sys.argv[1]), patch) as world:
            process = await asyncio.create_subprocess_exec(
                str(Path(sys.executable).parent / "interlock"), "run", "--listen", f"127.0.0.1:{world.port}",
                "--log-format", "json", str(world.project.folder), stderr=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            import aiohttp
            async with aiohttp.ClientSession() as session, asyncio.timeout(20):
                while True:
                    try:
                        async with session.get(f"{world.address}/ready") as answer:
                            if answer.status == 200:
                                break
                    except aiohttp.ClientError:
                        pass
                    await asyncio.sleep(0.05)
            process.terminate()
            out, err = await asyncio.wait_for(process.communicate(), 10)
            print(process.returncode)
            print(err.decode())
asyncio.run(main())
"""
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root), str(root / "src")])
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    code, *lines = done.stdout.splitlines()
    assert code == "0", done.stdout + done.stderr
    events = [orjson.loads(line)["event"] for line in lines if line]
    assert {"note", "request"} <= set(events)
    assert orjson.loads([line for line in lines if line][-1])["text"] == "stopped; the next run goes on from here"


def test_silence_is_told() -> None:
    clock = FakeClock()
    being = Wellbeing(
        clock, {Side.LEFT: "Shop", Side.RIGHT: "Books"}, gap=timedelta(minutes=1), silent_after=timedelta(hours=1)
    )
    clock.passes(minutes=60)
    assert being.problems() == ()
    clock.passes(minutes=2)
    assert being.problems() == (
        "Shop has given no answer since 2026-03-02 08:00 UTC",
        "Books has given no answer since 2026-03-02 08:00 UTC",
        "no pass has ended since 2026-03-02 08:00 UTC",
    )


async def test_people_are_told_of_silence_and_when_it_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.journeys.service._SILENCE_EVERY_S", 0.1)
    monkeypatch.setattr("interlock.journeys.service.gap_of", lambda _: timedelta(0))
    settings = "[environments.sandbox.alerts]\nsilent_after_s = 0.5\n"
    async with standing(tmp_path, monkeypatch, settings) as world, world.listening():

        def told(*, over: bool) -> set[str]:
            return {one.subject for one in world.alerts if one.kind == "silence" and one.over is over}

        await until(lambda: told(over=False) == {"Storefront", "ERP", "the run"})
        status, health = await _get(world, "/health")
        assert status == 503
        assert any(one.startswith("no pass has ended since") for one in orjson.loads(health)["problems"])
        # A webhook makes the run look, and the systems answer.
        await until(world.is_subscribed)
        _customer(world, "Ann")
        await until(lambda: {"Storefront", "ERP", "the run"} <= told(over=True))
