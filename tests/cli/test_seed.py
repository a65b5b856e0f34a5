"""`interlock sandbox seed` against two real servers: what it writes, what a kill leaves, and what it never touches."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import PROGRAM, SETTINGS, change, environment, served, until
from tests.kills.pairs import Pair, real_servers
from tests.kills.servers import CannotInstall

from interlock.adapters.probe_journal import FileNotes


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("seeds")
    try:
        with real_servers(folder) as servers, servers.pair(folder / "project") as found:
            for system, body in zip(found.systems.values(), (_OWN_LEFT, _OWN_RIGHT), strict=True):
                assert system.create(body)
            yield found
    except CannotInstall as fault:
        pytest.skip(f"they cannot be had here: {fault}")


_OWN_LEFT = {"name": "Somebody's own", "email": "own@x.test"}
_OWN_RIGHT = {"title": "Somebody's own", "mail": "own@x.test"}


def bodies(pair: Pair) -> list[list[str]]:
    """What the two systems hold, as texts."""
    return [
        [json.dumps(dict(one), ensure_ascii=False) for one in system.all().values()] for system in pair.systems.values()
    ]


def own(pair: Pair) -> list[list[str]]:
    return [[one for one in of_one if "ilseed" not in one] for of_one in bodies(pair)]


@pytest.fixture
def there(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """The current folder: the project between the two servers."""
    monkeypatch.chdir(pair.folder)
    for name, value in pair.secrets.items():
        monkeypatch.setenv(name, value)
    return pair


def test_a_set_is_written_and_taken_away_also_after_a_kill(there: Pair, call: Call) -> None:
    before = own(there)
    with subprocess.Popen(
        [str(PROGRAM), "sandbox", "seed", "Shop"], cwd=there.folder, env=environment(**there.secrets),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        until(lambda: len(bodies(there)[0]) > len(before[0]) + 1)
        program.send_signal(signal.SIGKILL)
    (notes,) = (there.folder / ".interlock" / "seeds").glob("*.Shop.made")
    assert FileNotes(notes).left()
    done = call("sandbox", "seed", "-q")
    assert done.code == 0, done.err
    marked = [[one for one in of_one if "ilseed" in one] for of_one in bodies(there)]
    assert min(len(of_one) for of_one in marked) >= 5
    assert all(any("李明" in one for one in of_one) for of_one in marked)
    assert all(any("XylophoneXylophone" in one for one in of_one) for of_one in marked)
    assert own(there) == before
    done = call("sandbox", "seed", "--remove")
    assert (done.code, bodies(there)) == (0, before)


def test_the_prerequisites_of_real_systems_are_proven(there: Pair, call: Call) -> None:
    done = call("doctor", "--format", "json", "-q", "--write")
    found = [(one["check"], one["about"], one["outcome"], one["said"]) for one in orjson.loads(done.out)["checks"]]
    for name in ("Shop", "Books"):
        assert [one[2] for one in found if one[:2] == ("credential", name)] == ["proven"]
        assert [one[2] for one in found if one[:2] == ("clock", name)] == ["proven"]
        assert [one[3] for one in found if one[:2] == ("operations", name)] == [
            "it answers to reads of records", "writes of records were tried: create, update, delete",
        ]  # fmt: skip
    assert not any("ilprobe" in one for of_one in bodies(there) for one in of_one)


def test_what_lost_its_mark_is_somebodys_own(example: Path, call: Call) -> None:
    with served(example) as (shop, _):
        call("sandbox", "seed", "Storefront", "--record", "Customer", "-q")
        kept = shop.store.items("customers")[0]
        ours = {name: "ada@lark.example" for name, value in kept.body.items() if "ilseed" in str(value)}
        shop.store.change("customers", kept.id, ours)
        count = len(shop.store.items("customers"))
        done = call("sandbox", "seed", "Storefront", "--remove")
        assert done.code == 1
        assert f"customers {kept.id}: it is not deleted: it does not carry its mark any more" in done.out
        assert f"{count - 1} items taken away, 1 left" in done.out
        assert [one.id for one in shop.store.items("customers")] == [kept.id]


def test_it_is_for_sandboxes_only(example: Path, call: Call) -> None:
    change(example / SETTINGS, 'kind = "sandbox"', 'kind = "production"')
    refused = call("sandbox", "seed")
    assert refused.code == 2
    assert "is a production environment: seeding makes, changes and deletes items" in refused.err
    change(example / SETTINGS, 'kind = "production"', "")
    unmarked = call("sandbox", "seed").err
    assert "is not marked as a sandbox" in unmarked
    assert "--write" not in f"{refused.err}{unmarked}", "it has no such option"
    assert call("sandbox", "seed", "Nobody").code == 2
