"""A ledger that cannot be used: nothing is sent without its note, and what was given as a ledger is left alone."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import (
    DOCUMENT,
    PROGRAM,
    SETTINGS,
    Called,
    bodies,
    change,
    contents,
    environment,
    hurry,
    served,
    started,
    until,
)

_LEDGER = ".interlock/sandbox.db"


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        (f"{DOCUMENT}/below/x.db", f"the folder of the ledger `{DOCUMENT}/below/x.db` cannot be made: Not a directory"),
        (DOCUMENT, f"the ledger `{DOCUMENT}` is damaged, or no ledger: file is not a database"),
        ("systems", "the ledger `systems` cannot be opened: unable to open database file"),
        ("other.db", "`other.db` is a database, but not a ledger"),
    ],
)
def test_what_is_no_ledger(ledger: str, message: str, example: Path, call: Call) -> None:
    with sqlite3.connect(example / "other.db") as other:
        other.execute("CREATE TABLE mine (a)")
    other.close()
    change(example / SETTINGS, _LEDGER, ledger)
    before = contents(example)
    said = call("run")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: {message}\n")
    said = call("history")
    assert (said.code, said.out) == (2, "")
    assert contents(example) == before


def test_a_ledger_in_use_names_who_uses_it(example: Path, call: Call) -> None:
    hurry(example)
    with served(example) as (shop, _), started("run", "--watch", cwd=example) as watching:
        until(lambda: len(shop.log) > 2)
        said = call("run")
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"error: environment `sandbox` is being run by process {watching.pid} on "), said.err
        assert call("plan").code == 0
        assert call("status").code == 0
        assert call("history").code == 0
        watching.terminate()
        watching.wait(5)
        assert call("run").code == 0


def _limited(kilobytes: int, *arguments: str, cwd: Path) -> Called:
    """The program where no file may grow beyond so much: as on a disk that becomes full."""
    done = subprocess.run(
        [shutil.which("bash") or "/bin/bash", "-c", f'ulimit -f {kilobytes}; exec "$0" "$@"', PROGRAM, *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Called(done.returncode, done.stdout, done.stderr)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash to set a limit with")
@pytest.mark.parametrize("kilobytes", [8, 260])
def test_a_disk_that_becomes_full(kilobytes: int, example: Path, call: Call) -> None:
    hurry(example)
    change(example / DOCUMENT, "| in ERP         | link only    |", "| in ERP         | all          |")
    with served(example) as (shop, erp):
        for n in range(60):
            shop.store.insert("customers", {"email": f"c{n}@example.com", "first_name": "Ann", "last_name": f"B{n}"})
        said = _limited(kilobytes, "run", cwd=example)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"error: the ledger `{_LEDGER}` cannot be ")
        assert len(bodies(erp, "business-partners")) < 60

        for _ in range(4):
            said = call("run")
            assert (said.code, said.err) == (0, "")
            if "is due at" not in said.out:
                break
        assert Counter(str(body["email_address"]) for body in bodies(erp, "business-partners")) == Counter(
            f"c{n}@example.com" for n in range(60)
        )
        assert "0 writes\n" in call("run").out
