"""The ledger and what is removed from it, as somebody in operations looks after them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import SETTINGS, bodies, change, contents, hurry, served, started, until
from tests.postgres import Server

from interlock.model.value import Body
from interlock.sandbox import Sandbox

Both = tuple[Sandbox, Sandbox]
LEDGER = ".interlock/sandbox.db"


def customer(number: int) -> Body:
    return {
        "email": f"c{number}@example.com",
        "first_name": "Ann",
        "last_name": f"B{number}",
        "phone": None,
        "country": "Germany",
        "marketing_consent": "no",
    }


def partner(number: int) -> Body:
    return {
        "email_address": f"c{number}@example.com",
        "display_name": f"Ann B{number}",
        "phone": None,
        "country_code": "DE",
        "newsletter": False,
        "kind": "customer",
    }


@pytest.fixture
def both(example: Path) -> Iterator[Both]:
    """Two customers, in both systems."""
    hurry(example)
    with served(example) as (shop, erp):
        for number in (1, 2):
            shop.store.insert("customers", customer(number))
            erp.store.insert("business-partners", partner(number))
        yield shop, erp


def edit(box: Sandbox, number: int, **fields: str) -> str:
    item = box.store.items("customers")[number - 1]
    box.store.change("customers", item.id, dict(fields))
    return item.id


def test_a_ledger_is_verified_copied_and_put_back(both: Both, call: Call) -> None:
    assert call("run").code == 0
    said = call("ledger", "verify")
    assert (said.code, said.err) == (0, "")
    assert re.fullmatch(r"the ledger is as it was written; 2 lines of the history, the last 2 [0-9a-f]{64}\n", said.out)
    copy = call("ledger", "backup", "--to", "night.db").out.strip()
    assert copy == "night.db"
    assert call("ledger", "backup", "--to", "night.db").err.startswith("error: `night.db` is there already\n")

    assert Path(call("ledger", "backup", "--to", "copies/").out).parent == Path("copies")

    edit(both[0], 1, last_name="Changed")
    assert "1 write\n" in call("run").out
    with closing(sqlite3.connect(LEDGER)) as db:
        db.execute("UPDATE history SET reason = 'x' WHERE n = 1")
        db.commit()
    said = call("ledger", "verify")
    assert (said.code, said.out) == (
        1,
        "history 1: the line is not as it was written, or does not belong here\n1 flaw\n",
    )
    assert json.loads(call("ledger", "verify", "--format", "json").out)["flaws"][0]["where"] == "history 1"

    said = call("ledger", "restore", "night.db", "--yes")
    assert (said.code, said.err) == (0, "")
    kept = re.fullmatch(r"`sandbox` goes on from `night\.db`; what was there is in `(.*)`\n", said.out)
    assert kept is not None
    assert Path(kept[1]).exists()
    for words in (("ledger", "verify"), ("status",)):
        told = call(*words)
        assert (told.code, "older copy, or not the one that was there" in told.out.replace("\n  ", " ")) == (1, True)
    said = call("run")
    assert said.code == 0
    assert "restored: Customer, Order, Stock: the ledger was restored from an older copy" in said.err
    assert "0 writes\n" in said.out
    assert [body["display_name"] for body in bodies(both[1], "business-partners")] == ["Ann Changed", "Ann B2"]
    assert "the ledger was restored from an older copy" in call("history").out.replace("\n    ", " ")
    assert call("ledger", "verify").code == 0


def test_a_damaged_ledger_gives_way_to_a_copy(both: Both, example: Path, call: Call) -> None:
    del both
    assert call("run").code == 0
    call("ledger", "backup", "--to", "night.db")
    data = bytearray(Path(LEDGER).read_bytes())
    data[4096 * 3 : 4096 * 9] = b"\x55" * 4096 * 6
    Path(LEDGER).write_bytes(data)
    said = call("ledger", "verify")
    assert said.code in (1, 2)
    assert "database" in said.out + said.err
    (example / "text.db").write_text("no ledger" * 1000)
    for other in ("text.db", "nowhere.db"):
        said = call("ledger", "restore", other, "--yes")
        assert (said.code, said.out) == (2, "")
        assert other in said.err
    assert Path(LEDGER).read_bytes() == bytes(data)
    assert call("ledger", "restore", "night.db", "--yes").code == 0
    assert call("ledger", "verify").code == 0
    assert "0 writes\n" in call("run").out


def test_a_running_ledger_is_copied_but_not_replaced(both: Both, example: Path, call: Call) -> None:
    with started("run", "--watch", cwd=example) as watching:
        until(lambda: len(both[0].log) > 2 and (example / LEDGER).exists())
        assert call("ledger", "backup", "--to", "night.db").code == 0
        said = call("ledger", "restore", "night.db", "--yes")
        assert (said.code, said.out) == (2, "")
        assert f"is being run by process {watching.pid} on " in said.err
        for _ in range(3):
            said = call("ledger", "verify")
            assert (said.code, said.err) == (0, "")
        assert f"process {watching.pid} on " in call("ledger", "info").out


def test_an_item_is_forgotten_everywhere_but_in_the_systems(both: Both, example: Path, call: Call) -> None:
    call("run")
    item = edit(both[0], 1, last_name="Unmistakable")
    edit(both[0], 2, last_name="Other")
    call("run")
    assert b"Unmistakable" in (example / LEDGER).read_bytes()
    assert "what it told was forgotten" not in call("history").out
    assert call("forget", "Customer", "99", "--yes").err.startswith("error: nothing is kept of Customer `99`\n")
    assert call("forget", "Custmer", item, "--yes").err.startswith("error: the data map has no record `Custmer`")
    assert call("forget", "Customer", item).err.startswith(f"error: remove what is kept of Customer `{item}`")
    said = call("forget", "Customer", item, "--yes")
    removed = "items as seen: 2, values last agreed: 1, values in lines of the history: 2"
    assert (said.code, said.out) == (0, f"removed {removed}\n")
    history = call("history").out
    assert "what it told was forgotten" in history
    assert call("ledger", "verify").code == 0
    left = [name for name, data in contents(example).items() if b"Unmistakable" in data]
    assert left == []
    # It still exists in both systems, and is as equal there as it was.
    said = call("run")
    assert (said.code, "0 writes\n" in said.out) == (0, True)
    assert len(bodies(both[1], "business-partners")) == 2


def test_what_is_old_is_removed_when_the_settings_say_so(both: Both, example: Path, call: Call) -> None:
    edit(both[0], 1, last_name="Old")
    call("run")
    assert call("ledger", "prune").err.startswith("error: nothing says how long what is old is kept\n")
    change(example / SETTINGS, 'kind = "sandbox"', 'kind = "sandbox"\nkeep = "400 days"')
    assert call("ledger", "prune").out == "removed nothing\n"
    assert call("ledger", "prune", "--older-than", "1s", "--yes").out.startswith("removed ")
    assert call("ledger", "verify").code == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('keep = "soon"', "`environments.sandbox.keep` is `soon`; expected a time such as `400 days`"),
        ('keep = "2 hours"', "`environments.sandbox.keep` is `2 hours`; expected at least 7 days"),
        ('ledger = "postgresql://me:hidden@h/d"', "`environments.sandbox.ledger` holds a password"),
        ('ledger = "postgresql://me@h/d?password=hidden"', "`environments.sandbox.ledger` holds a password"),
        ('ledger = "mysql://me:hidden@h/d"', "`environments.sandbox.ledger` is no ledger"),
        ('ledger_password = "hidden"', "`environments.sandbox.ledger_password` is not a reference to a secret"),
    ],
)
def test_settings_of_the_ledger_that_cannot_be(line: str, message: str, example: Path, call: Call) -> None:
    if line.startswith("ledger ="):
        change(example / SETTINGS, f'ledger = "{LEDGER}"\n', "")
    change(example / SETTINGS, 'kind = "sandbox"', f'kind = "sandbox"\n{line}')
    said = call("status")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: {message}\n")
    assert "hidden" not in said.err


def test_a_ledger_in_a_database(
    both: Both, example: Path, call: Call, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_PASSWORD", "not-asked-for")
    lines = f'ledger = "{postgres.fresh()}"\nledger_password = "env:LEDGER_PASSWORD"'
    change(example / SETTINGS, f'ledger = "{LEDGER}"', lines)
    edit(both[0], 1, last_name="Changed")
    said = call("run")
    assert (said.code, said.err) == (0, "")
    assert "0 writes\n" in call("run").out
    assert call("ledger", "verify").code == 0
    info = json.loads(call("ledger", "info", "--format", "json").out)
    assert info["rows"]["link"] == 2
    assert "not-asked-for" not in str(info)
    assert call("forget", "Customer", both[0].store.items("customers")[0].id, "--yes").code == 0
    assert call("ledger", "verify").code == 0
    for words in (("backup",), ("restore", "night.db", "--yes")):
        said = call("ledger", *words)
        assert (said.code, said.out) == (2, "")
        assert "pg_" in said.err
    assert {path.name for path in (example / ".interlock").iterdir()} == {".gitignore", "learned"}


def test_a_database_that_cannot_be_reached(example: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_PASSWORD", "very-hidden")
    address = "postgresql://interlock@127.0.0.1:9/ledger"
    change(example / SETTINGS, f'ledger = "{LEDGER}"', f'ledger = "{address}"\nledger_password = "env:LEDGER_PASSWORD"')
    said = call("run")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: the ledger `{address}` cannot be reached: ")
    assert "very-hidden" not in said.err
    monkeypatch.delenv("LEDGER_PASSWORD")
    said = call("status")
    assert said.err.startswith("error: the environment variable `LEDGER_PASSWORD` of the credential of `the ledger`")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("forget", "Nobody", "1"), "no record `Nobody`"),
        (("ledger", "restore", "nowhere.db"), "no copy at `nowhere.db`"),
        (("run", "--listen", "nonsense"), "no address to listen at"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_asked_or_begun(
    words: tuple[str, ...], said: str, example: Path, call: Call
) -> None:
    assert example.is_dir()
    told = call(*words)
    assert told.code == 2
    assert said in told.err
    assert "yes" not in told.err
    assert "watching" not in told.err


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("empty", [False, True])
def test_a_ledger_that_is_gone_is_missed(call: Call, empty: bool) -> None:
    call("run")
    Path(LEDGER).unlink()
    if empty:
        Path(LEDGER).touch()
    message = "the ledger of the environment `sandbox` is missing: `.interlock/sandbox.db` is gone or empty"
    for asked in (("held",), ("history",), ("ledger", "verify"), ("ledger", "info")):
        said = call(*asked)
        assert (said.code, said.out, said.err.startswith(f"error: {message}")) == (2, "", True), asked
        assert "interlock ledger restore COPY" in said.err
    said = call("status")
    assert (said.code, message in " ".join(said.out.split())) == (1, True)
    assert call("plan").err.startswith(message)
    assert not Path(LEDGER).exists() or not Path(LEDGER).stat().st_size
