"""A go-live that is killed (SIGKILL) again and again, over real sockets: each item arrives once, its record is right.

`INTERLOCK_GOLIVE_KILLS=60` kills so many.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.helpers import (
    DOCUMENT,
    SECRETS,
    Called,
    Slow,
    bodies,
    change,
    copy_example,
    hurry,
    killed,
    point,
    sandboxes,
    serving,
    started,
)

from interlock.sandbox import Sandbox

KILLS_EACH = 2
TRIALS = max(1, int(os.environ.get("INTERLOCK_GOLIVE_KILLS", KILLS_EACH)) // KILLS_EACH)
CUSTOMERS = 60
SOON = """
import sys
from datetime import timedelta
from interlock.sync import horizon
horizon.HORIZON = horizon.LOOKED = timedelta(seconds=0.5)
from interlock.journeys import golive_waves
golive_waves._AFTER = timedelta(seconds=0.1)
from interlock.cli.main import main
sys.argv[0] = "interlock"
main()
"""
"""The program, for systems here that show at once what became of a request: what is in doubt is known sooner."""
GOES_LIVE = ("golive", "--now", "--reason", "a test waits for nobody", "--by", "Ada Lovelace", "--yes")


@pytest.mark.parametrize("seed", range(TRIALS))
def test_each_item_arrives_once_and_the_record_tells_it(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, shop, erp = _project(tmp_path, monkeypatch)
    chance = random.Random(seed)
    # Creates, updates and deletes of the marked items at the end are among the moments.
    moments = sorted(chance.sample(range(1, CUSTOMERS + 4), KILLS_EACH))
    with serving(Slow(shop, 0.002), Slow(erp, 0.006)) as addresses:
        point(folder, *addresses)
        for moment in moments:
            _kill(folder, erp, at=moment, wait_s=chance.uniform(0, 0.02))
        came = _gone_live(folder)
    assert came.code == 0, came
    mails = Counter(str(body["email_address"]) for body in bodies(erp, "business-partners"))
    assert mails == Counter(str(body["email"]) for body in bodies(shop, "customers"))
    assert len(mails) == CUSTOMERS
    assert not any("ilsmoke" in str(body) for body in (*bodies(shop, "customers"), *bodies(erp, "business-partners")))
    record = json.loads((folder / "evidence" / "orders.go-live.sandbox.1.json").read_bytes())
    assert record["verdict"] == "live"
    assert record["details"]["agreed"] == {"Customer": {"create": CUSTOMERS}}
    written = Counter[str]()
    for wave in record["details"]["waves"]:
        assert all(check["passed"] for check in wave["checks"]), wave
        written.update({kind: count for kinds in wave["writes"].values() for kind, count in kinds.items()})
    assert written == {"created": CUSTOMERS}, "what was written is counted once, whoever wrote it"
    assert not list((folder / "evidence").glob("*.go-live.sandbox.2.*"))


def _kill(folder: Path, erp: Sandbox, *, at: int, wait_s: float) -> None:
    """Go live, and die a moment after so many writes have arrived in all."""
    with started(*GOES_LIVE, cwd=folder, code=SOON) as process:
        killed(process, once=lambda: _written(erp) >= at, wait_s=wait_s)


def _gone_live(folder: Path) -> Called:
    with started(*GOES_LIVE, cwd=folder, code=SOON) as process:
        out, err = process.communicate(timeout=60)
        return Called(process.returncode, out, err)


def _written(erp: Sandbox) -> int:
    return sum(1 for exchange in tuple(erp.log) if exchange.applied and exchange.request.writes)


def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Sandbox, Sandbox]:
    """The example at full speed, with customers in the shop only."""
    folder = copy_example(tmp_path / "project")
    hurry(folder)
    change(folder / DOCUMENT, "| link only    |", "| all          |")
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    shop, erp = sandboxes(folder)
    for n in range(CUSTOMERS):
        shop.store.insert("customers", {"email": f"c{n}@example.com", "first_name": "Ann", "last_name": f"B{n}"})
    return folder, shop, erp
