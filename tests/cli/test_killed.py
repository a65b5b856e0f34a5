"""A first run that is killed again and again, over real sockets: nothing is lost and nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.helpers import (
    SECRETS,
    SETTINGS,
    Called,
    Slow,
    bodies,
    change,
    copy_example,
    hurry,
    killed,
    point,
    run_program,
    sandboxes,
    serving,
    started,
)

from interlock.model.value import JSON
from interlock.sandbox import Sandbox

KILLS_EACH = 5
PROJECTS = int(os.environ.get("INTERLOCK_KILLS", KILLS_EACH)) // KILLS_EACH
CUSTOMERS, ORDERS = 20, 180
_PAIRED = (
    ("customers", "email", "business-partners", "email_address"),
    ("orders", "number", "sales-orders", "external_reference"),
)


@pytest.mark.parametrize("seed", range(PROJECTS))
def test_each_item_arrives_once_however_often_the_run_is_killed(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, shop, erp = _project(tmp_path, monkeypatch)
    chance = random.Random(seed)
    # The answer comes after the write was done, so that many a kill falls between the two.
    with serving(Slow(shop, 0.003), Slow(erp, 0.008)) as addresses:
        point(folder, *addresses)
        arrived = [
            _kill(folder, erp, after=chance.randint(1, 45), wait_s=chance.uniform(0, 0.02)) for _ in range(KILLS_EACH)
        ]
        assert 0 < arrived[0] < arrived[-1] < CUSTOMERS + ORDERS, "some kill was to fall in the midst of the writes"
        _run_until_clean(folder)
        last = run_program("run", cwd=folder)
    assert (last.code, last.err) == (0, "")
    assert "nothing was to do\n0 writes\n" in last.out
    for resource, here, target, there in _PAIRED:
        assert Counter(body[there] for body in bodies(erp, target)) == Counter(
            body[here] for body in bodies(shop, resource)
        )
        assert len(list(erp.store.items(target))) == len(list(shop.store.items(resource))), "nothing was deleted either"
    cents = sorted(round(float(str(body["total"])) * 100) for body in bodies(erp, "sales-orders"))
    assert cents == [100 + n for n in range(ORDERS)]


def _kill(folder: Path, erp: Sandbox, *, after: int, wait_s: float) -> int:
    """Start a run and kill it a moment after so many more items have arrived; how many there are then."""
    wanted = _arrived(erp) + after
    with started("run", cwd=folder) as process:
        code = killed(process, once=lambda: _arrived(erp) >= wanted, wait_s=wait_s)
    assert code == -signal.SIGKILL, "the run was to be killed before its end"
    return _arrived(erp)


def _run_until_clean(folder: Path) -> Called:
    for _ in range(5):
        done = run_program("run", cwd=folder)
        assert done.code in (0, 1), done.err
        if done.code == 0 and "is due at" not in done.out:
            return done
    pytest.fail(f"it is not clean after five runs:\n{done.out}{done.err}")


def _arrived(erp: Sandbox) -> int:
    return sum(1 for exchange in tuple(erp.log) if exchange.verb is not None and exchange.request.method == "POST")


def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Sandbox, Sandbox]:
    """The example at full speed, with customers and paid orders in the shop only."""
    folder = copy_example(tmp_path / "project")
    hurry(folder)
    change(folder / SETTINGS, "ledger = ", "go_live = 2020-01-01T00:00:00Z\nledger = ")
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    shop, erp = sandboxes(folder)
    customers = [
        shop.store.insert("customers", {"email": f"c{n}@example.com", "first_name": "Ann", "last_name": f"B{n}"})
        for n in range(CUSTOMERS)
    ]
    for n in range(ORDERS):
        shop.store.insert("orders", _order(n, int(customers[n % CUSTOMERS])))
    return folder, shop, erp


def _order(n: int, customer: int) -> dict[str, JSON]:
    line: JSON = {"sku": "lamp-04-oak", "title": "Lamp", "quantity": 1, "unit_price_cents": 100 + n}
    return {
        "number": f"S-{10_000 + n}",
        "customer_id": customer,
        "payment_status": "paid",
        "total_cents": 100 + n,
        "currency": "EUR",
        "placed_at": "2026-11-20T23:30:00.000Z",
        "line_items": [line],
    }
